//! Staff pages of courses: the list, one course with its chapters, its title's form.

use http::StatusCode;
use org::tree::pages::scope;
use org::tree::store::{self as orgs, for_form_scoped};
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::order::{Way, move_chapter};
use super::{Chapter, ChapterId, Course, CourseId, NewCourse, edit, store};
use crate::material::pages::EDIT;
use crate::material::store::{After, LINES};
use crate::material::write::org_of_form;
use crate::words::{encoded, query_words};

/// Whether members can see a course: words and colour.
fn state_tag(cx: &Cx, course: &Course) -> (String, &'static str) {
    if course.is_open() {
        (cx.t("course-state-open"), "ok")
    } else if course.withdrawn_at.is_some() {
        (cx.t("course-state-withdrawn"), "")
    } else {
        (cx.t("course-state-draft"), "")
    }
}

/// A course in the list.
struct Line {
    id: CourseId,
    title: String,
    org: String,
    units: i64,
    state: (String, &'static str),
}

#[derive(askama::Template)]
#[template(path = "course_index.html")]
struct Index {
    v: View,
    words: String,
    lines: Vec<Line>,
    next: Option<String>,
}

/// The courses of one's organisations.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, EDIT)?;
    let words = query_words(&cx, "q");
    let after = After::read(cx.query("after").as_deref());
    let looked_for = words.clone();
    let mut found = cx
        .app
        .db
        .read("courses", move |tx| {
            Ok(store::list_scoped(tx, scope, &looked_for, after)?)
        })
        .await?;
    let shown = usize::try_from(LINES).unwrap_or(30);
    let next = (found.len() > shown).then(|| {
        found.truncate(shown);
        let last = found
            .last()
            .map(|c| {
                After {
                    at: c.created_at,
                    id: c.id.0,
                }
                .text()
            })
            .unwrap_or_default();
        format!("/staff/courses?q={}&after={last}", encoded(&words))
    });
    let lines = found
        .into_iter()
        .map(|course| Line {
            state: state_tag(&cx, &course),
            id: course.id,
            title: course.title,
            org: course.org_name,
            units: course.units,
        })
        .collect();
    cx.page(&Index {
        v: cx.view().await?,
        words,
        lines,
        next,
    })
}

/// The way back, from the staff's front page on.
#[must_use]
pub fn crumbs(cx: &Cx, rest: &[(String, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("course-nav"), "/staff/courses".to_owned()),
    ];
    crumbs.extend_from_slice(rest);
    crumbs
}

#[derive(askama::Template)]
#[template(path = "course_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    heading: String,
    orgs: Vec<(String, String)>,
    back: String,
}

async fn new_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, EDIT)?;
    let found = cx
        .app
        .db
        .read("orgs_for_form", move |tx| Ok(for_form_scoped(tx, scope)?))
        .await?;
    let heading = cx.t("course-new");
    let page = FormPage {
        crumbs: crumbs(cx, &[(heading.clone(), String::new())]),
        orgs: found
            .into_iter()
            .map(|(id, name, _)| (id.to_string(), name))
            .collect(),
        v: cx.view().await?,
        f,
        heading,
        back: "/staff/courses".to_owned(),
    };
    cx.page_with(status, &page)
}

/// An empty form.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    new_page(&cx, form, StatusCode::OK).await
}

/// Begins a course.
///
/// # Errors
/// Outside the scope.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    match create_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/courses/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            new_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn create_from(cx: &Cx, form: &Form) -> Result<CourseId, Error> {
    let (scope, by, now) = (scope(cx, EDIT)?, cx.person()?, cx.app.clock.now());
    let org = org_of_form(form.value("org"))?;
    let new = NewCourse {
        id: CourseId::fresh(&cx.app.clock),
        title: form.value("title").to_owned(),
        summary: form.value("summary").to_owned(),
    };
    let id = new.id;
    cx.app
        .db
        .write("create_course", move |tx| {
            let org = orgs::find_scoped(tx, scope, org)?;
            edit::create(tx, &new, &org, by, now)
        })
        .await?;
    Ok(id)
}

/// A course that is found through the scope, for one change.
pub(super) async fn change<F>(cx: &Cx, id: CourseId, name: &'static str, f: F) -> Result<(), Error>
where
    F: Fn(&mut platform::db::Tx<'_>, &Course) -> Result<(), Error> + Send + Sync + 'static,
{
    let scope = scope(cx, EDIT)?;
    cx.app
        .db
        .write(name, move |tx| {
            let course = store::find_scoped(tx, scope, id)?;
            f(tx, &course)
        })
        .await
}

pub(super) async fn load(cx: &Cx, id: CourseId) -> Result<(Course, Vec<Chapter>), Error> {
    let scope = scope(cx, EDIT)?;
    cx.app
        .db
        .read("course_show", move |tx| {
            let course = store::find_scoped(tx, scope, id)?;
            let outline = store::outline(tx, id)?;
            Ok((course, outline))
        })
        .await
}

async fn edit_page(cx: &Cx, id: CourseId, f: Form, status: StatusCode) -> Answer {
    let (course, _) = load(cx, id).await?;
    let here = format!("/staff/courses/{id}");
    let heading = cx.t("course-edit");
    let page = FormPage {
        crumbs: crumbs(
            cx,
            &[
                (course.title.clone(), here.clone()),
                (heading.clone(), String::new()),
            ],
        ),
        v: cx.view().await?,
        f,
        heading,
        orgs: Vec::new(),
        back: here,
    };
    cx.page_with(status, &page)
}

/// The form with title and summary.
///
/// # Errors
/// Outside the scope.
pub async fn edit_form(cx: Cx, Path(id): Path<CourseId>) -> Answer {
    let (course, _) = load(&cx, id).await?;
    let fields = [
        ("title", course.title),
        ("summary", course.summary),
        ("version", course.version.to_string()),
    ];
    let form = Form::filled(&cx, fields);
    edit_page(&cx, id, form, StatusCode::OK).await
}

/// Changes title and summary.
///
/// # Errors
/// Outside the scope.
pub async fn edit(cx: Cx, Path(id): Path<CourseId>, mut form: Form) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let (title, summary) = (
        form.value("title").to_owned(),
        form.value("summary").to_owned(),
    );
    let done = match form.value("version").parse::<i64>() {
        Ok(seen) => {
            change(&cx, id, "edit_course", move |tx, course| {
                edit::edit(tx, course, (&title, &summary), seen, by, now)
            })
            .await
        }
        Err(_) => Err(invalid("", "course-changed-meanwhile")),
    };
    match done {
        Ok(()) => go_saying(&format!("/staff/courses/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            edit_page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

#[derive(askama::Template)]
#[template(path = "course_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    course: Course,
    chapters: Vec<ChapterLines>,
    state: (String, &'static str),
}

/// A chapter on the staff's page.
struct ChapterLines {
    id: ChapterId,
    title: String,
    units: Vec<UnitLine>,
}

/// A unit on the staff's page.
struct UnitLine {
    id: super::UnitId,
    title: String,
    kind: String,
    closed: bool,
}

/// A course with its chapters and units, each with the buttons that move it.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<CourseId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

pub(super) async fn page(cx: &Cx, id: CourseId, f: Form, status: StatusCode) -> Answer {
    let (course, outline) = load(cx, id).await?;
    let kind_words = |unit: &super::Unit| match cx.app.registry.activity(&unit.kind) {
        Some(activity) => cx.t(activity.label()),
        None => match unit.minutes {
            Some(minutes) => cx.ta("study-minutes", &[("minutes", &minutes)]),
            None => cx.t("course-unit-closed"),
        },
    };
    let chapters = outline
        .into_iter()
        .map(|chapter| ChapterLines {
            id: chapter.id,
            title: chapter.title,
            units: chapter
                .units
                .into_iter()
                .map(|unit| UnitLine {
                    kind: kind_words(&unit),
                    closed: !unit.is_open(),
                    id: unit.id,
                    title: unit.title,
                })
                .collect(),
        })
        .collect();
    let shown = Show {
        crumbs: crumbs(cx, &[(course.title.clone(), String::new())]),
        state: state_tag(cx, &course),
        v: cx.view().await?,
        f,
        course,
        chapters,
    };
    cx.page_with(status, &shown)
}

/// Answers a change on the course's page.
pub(super) async fn answer(
    cx: &Cx,
    id: CourseId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/courses/{id}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Opens the course to members.
///
/// # Errors
/// Outside the scope.
pub async fn publication(cx: Cx, Path(id): Path<CourseId>, form: Form) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let done = change(&cx, id, "publish_course", move |tx, course| {
        edit::publish(tx, course, by, now)
    })
    .await;
    answer(&cx, id, form, done, "flash-course-published").await
}

/// Closes the course to members.
///
/// # Errors
/// Outside the scope.
pub async fn withdrawal(cx: Cx, Path(id): Path<CourseId>, form: Form) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let done = change(&cx, id, "withdraw_course", move |tx, course| {
        edit::withdraw(tx, course, by, now)
    })
    .await;
    answer(&cx, id, form, done, "flash-course-withdrawn").await
}

/// Adds a chapter.
///
/// # Errors
/// Outside the scope.
pub async fn add_chapter(cx: Cx, Path(id): Path<CourseId>, form: Form) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let (fresh, title) = (
        ChapterId::fresh(&cx.app.clock),
        form.value("title").to_owned(),
    );
    let done = change(&cx, id, "add_chapter", move |tx, course| {
        edit::add_chapter(tx, course, fresh, &title, by, now)
    })
    .await;
    answer(&cx, id, form, done, "flash-saved").await
}

/// Moves a chapter one step.
///
/// # Errors
/// Outside the scope.
pub async fn chapter_position(
    cx: Cx,
    Path((id, chapter)): Path<(CourseId, ChapterId)>,
    form: Form,
) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let way = Way::from_code(form.value("way"));
    let done = change(&cx, id, "move_chapter", move |tx, course| {
        let way = way.ok_or_else(|| platform::error::bad_request("error-required"))?;
        move_chapter(tx, course, chapter, way, by, now)
    })
    .await;
    answer(&cx, id, form, done, "flash-saved").await
}

/// Gives a chapter another title.
///
/// # Errors
/// Outside the scope.
pub async fn chapter_title(
    cx: Cx,
    Path((id, chapter)): Path<(CourseId, ChapterId)>,
    form: Form,
) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let title = form.value("title").to_owned();
    let done = change(&cx, id, "rename_chapter", move |tx, course| {
        edit::rename_chapter(tx, course, chapter, &title, by, now)
    })
    .await;
    answer(&cx, id, form, done, "flash-saved").await
}

/// Takes an empty chapter away.
///
/// # Errors
/// Outside the scope.
pub async fn chapter_removal(
    cx: Cx,
    Path((id, chapter)): Path<(CourseId, ChapterId)>,
    form: Form,
) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let done = change(&cx, id, "remove_chapter", move |tx, course| {
        edit::remove_chapter(tx, course, chapter, by, now)
    })
    .await;
    answer(&cx, id, form, done, "flash-saved").await
}
