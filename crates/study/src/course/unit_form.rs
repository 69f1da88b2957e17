//! Staff pages of units: choose what is read or done, then its title and part; move it; take it away.

use http::StatusCode;
use platform::error::{Error, bad_request, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::order::{Way, move_unit};
use super::pages::{answer, change, crumbs, load};
use super::{ChapterId, CourseId, NewUnit, READING, UnitContent, UnitId, edit, store};
use crate::convert::clean::Heading;
use crate::material::MaterialId;

/// Something a unit can hold, as the form sends it: `reading:<id>`, `test:<id>`.
struct What {
    kind: String,
    id: String,
}

impl What {
    fn read(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        Some(Self {
            kind: kind.to_owned(),
            id: id.to_owned(),
        })
    }

    fn material(&self) -> Option<MaterialId> {
        (self.kind == READING)
            .then(|| self.id.parse().ok())
            .flatten()
    }
}

#[derive(askama::Template)]
#[template(path = "unit_form.html")]
struct UnitForm {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    course: CourseId,
    chapter: ChapterId,
    /// What can be chosen, by group; empty in the second step.
    groups: Vec<(String, Vec<(String, String)>)>,
    /// What was chosen.
    chosen: Option<String>,
    /// The parts of a text.
    parts: Vec<(String, String)>,
}

/// The form, in two steps: without `what` one chooses, with it one names the unit.
///
/// # Errors
/// Outside the scope.
pub async fn new_form(cx: Cx, Path((course, chapter)): Path<(CourseId, ChapterId)>) -> Answer {
    let form = Form::filled(&cx, [("what", cx.query("what").unwrap_or_default())]);
    page(&cx, course, chapter, form, StatusCode::OK).await
}

async fn page(
    cx: &Cx,
    id: CourseId,
    chapter: ChapterId,
    mut f: Form,
    status: StatusCode,
) -> Answer {
    let (course, outline) = load(cx, id).await?;
    let chapter_title = outline
        .iter()
        .find(|one| one.id == chapter)
        .ok_or(Error::NotFound)?
        .title
        .clone();
    let groups = choices(cx, &course.org_path).await?;
    let chosen = groups
        .iter()
        .flat_map(|group| &group.1)
        .find(|choice| choice.0 == f.value("what"))
        .map(|choice| choice.1.clone());
    let mut parts = Vec::new();
    if let Some(title) = &chosen {
        if f.value("title").is_empty() && status == StatusCode::OK {
            f.set("title", title.clone());
        }
        if let Some(material) = What::read(f.value("what")).and_then(|what| what.material()) {
            parts = headings(cx, material).await?;
        }
    }
    let here = format!("/staff/courses/{id}");
    let page = UnitForm {
        crumbs: crumbs(cx, &[(course.title, here), (chapter_title, String::new())]),
        v: cx.view().await?,
        f,
        course: id,
        chapter,
        groups: if chosen.is_some() { Vec::new() } else { groups },
        chosen,
        parts,
    };
    cx.page_with(status, &page)
}

async fn choices(cx: &Cx, org_path: &str) -> Result<Vec<(String, Vec<(String, String)>)>, Error> {
    let path = org_path.to_owned();
    let materials = cx
        .app
        .db
        .read("material_choices", move |tx| {
            Ok(store::material_choices(tx, &path)?)
        })
        .await?;
    let reading = materials
        .into_iter()
        .map(|(id, title)| (format!("{READING}:{id}"), title))
        .collect();
    let mut groups = vec![(cx.t("course-unit-reading"), reading)];
    let editor = cx.person()?;
    for activity in &cx.app.registry.activities {
        let offered = activity.choices(&cx.app, editor).await?;
        let offered = offered
            .into_iter()
            .map(|(id, title)| (format!("{}:{id}", activity.kind()), title))
            .collect();
        groups.push((cx.t(activity.label()), offered));
    }
    groups.retain(|group: &(String, Vec<(String, String)>)| !group.1.is_empty());
    Ok(groups)
}

async fn headings(cx: &Cx, material: MaterialId) -> Result<Vec<(String, String)>, Error> {
    let outline = cx
        .app
        .db
        .point("material_outline", move |tx| {
            Ok(store::material_outline(tx, material)?)
        })
        .await?;
    let mut parts = vec![(String::new(), cx.t("course-unit-whole"))];
    parts.extend(
        outline
            .into_iter()
            .map(|Heading { anchor, text, .. }| (anchor, text)),
    );
    Ok(parts)
}

/// Adds the unit.
///
/// # Errors
/// Outside the scope.
pub async fn add(
    cx: Cx,
    Path((course, chapter)): Path<(CourseId, ChapterId)>,
    mut form: Form,
) -> Answer {
    match add_from(&cx, course, chapter, &form).await {
        Ok(()) => go_saying(&format!("/staff/courses/{course}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            page(&cx, course, chapter, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn add_from(cx: &Cx, course: CourseId, chapter: ChapterId, form: &Form) -> Result<(), Error> {
    let what = What::read(form.value("what")).ok_or_else(|| invalid("what", "error-required"))?;
    let content = match what.material() {
        Some(material) => UnitContent::Reading {
            material,
            anchor: form.value("anchor").to_owned(),
        },
        None => {
            offered(cx, &what).await?;
            UnitContent::Activity {
                kind: what.kind,
                id: what.id,
            }
        }
    };
    let new = NewUnit {
        id: UnitId::fresh(&cx.app.clock),
        chapter,
        title: form.value("title").to_owned(),
        content,
    };
    new.check_kind(&cx.app.registry)?;
    let (by, now) = (cx.person()?, cx.app.clock.now());
    change(cx, course, "add_unit", move |tx, course| {
        edit::add_unit(tx, course, &new, by, now)
    })
    .await
}

/// An activity must be one that its room offers to this editor.
async fn offered(cx: &Cx, what: &What) -> Result<(), Error> {
    let unknown = || invalid("what", "course-unit-unknown");
    let activity = cx.app.registry.activity(&what.kind).ok_or_else(unknown)?;
    let choices = activity.choices(&cx.app, cx.person()?).await?;
    choices
        .iter()
        .any(|choice| choice.0 == what.id)
        .then_some(())
        .ok_or_else(unknown)
}

/// Moves a unit one step.
///
/// # Errors
/// Outside the scope.
pub async fn position(cx: Cx, Path((id, unit)): Path<(CourseId, UnitId)>, form: Form) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let way = Way::from_code(form.value("way"));
    let done = change(&cx, id, "move_unit", move |tx, course| {
        let way = way.ok_or_else(|| bad_request("error-required"))?;
        move_unit(tx, course, unit, way, by, now)
    })
    .await;
    answer(&cx, id, form, done, "flash-saved").await
}

/// Takes a unit away.
///
/// # Errors
/// Outside the scope.
pub async fn removal(cx: Cx, Path((id, unit)): Path<(CourseId, UnitId)>, form: Form) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let done = change(&cx, id, "remove_unit", move |tx, course| {
        edit::remove_unit(tx, course, unit, by, now)
    })
    .await;
    answer(&cx, id, form, done, "flash-saved").await
}
