//! Staff pages of materials: the list, one material with its versions, what may be done with it.

use org::tree::pages::scope;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::reading::Shown;
use super::store::{self, After, LINES, Past, Reviewed};
use super::{Material, MaterialId, PublicationId, State, Version, publish, submit, withdraw};
use crate::words::query_words;

/// The permission of whoever writes.
pub const EDIT: &str = "materials.edit";

/// A state as a tag: its words and its colour.
#[must_use]
pub fn state_tag(cx: &Cx, state: State) -> (String, &'static str) {
    let kind = match state {
        State::Draft | State::Withdrawn => "",
        State::InReview => "info",
        State::Returned => "red",
        State::Approved => "warn",
        State::Published => "ok",
    };
    (state_words(cx, state), kind)
}

fn state_words(cx: &Cx, state: State) -> String {
    cx.t(&format!(
        "material-state-{}",
        state.code().replace('_', "-")
    ))
}

/// A material in the list.
struct Line {
    id: MaterialId,
    title: String,
    org: String,
    kind: String,
    state: (String, &'static str),
    /// Says that members still read an older version.
    older: String,
    begun: String,
}

impl Line {
    fn new(cx: &Cx, material: Material) -> Self {
        let older = match material.live_number {
            Some(live) if live != material.number => {
                cx.ta("material-live-older", &[("number", &live)])
            }
            _ => String::new(),
        };
        Self {
            id: material.id,
            kind: cx.t(&format!("material-kind-{}", material.kind.code())),
            state: state_tag(cx, material.state),
            older,
            begun: material.created_at.date().to_string(),
            title: material.title,
            org: material.org_name,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "material_index.html")]
struct Index {
    v: View,
    words: String,
    state: String,
    states: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    next: Option<String>,
}

/// The materials of one's organisations.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, EDIT)?;
    let words = query_words(&cx, "q");
    let state = cx.query("state").and_then(|code| State::from_code(&code));
    let after = After::read(cx.query("after").as_deref());
    let looked_for = words.clone();
    let mut found = cx
        .app
        .db
        .read("materials", move |tx| {
            Ok(store::list_scoped(tx, scope, state, &looked_for, after)?)
        })
        .await?;
    let code = state.map_or("", State::code).to_owned();
    let base = format!("/staff/materials?q={}", crate::words::encoded(&words));
    let lines = usize::try_from(LINES).unwrap_or(30);
    let next = (found.len() > lines).then(|| {
        found.truncate(lines);
        let last = found
            .last()
            .map(|m| {
                After {
                    at: m.created_at,
                    id: m.id.0,
                }
                .text()
            })
            .unwrap_or_default();
        format!("{base}&state={code}&after={last}")
    });
    let mut states = vec![(cx.t("material-state-all"), base.clone(), state.is_none())];
    states.extend(State::ALL.iter().map(|one| {
        (
            state_words(&cx, *one),
            format!("{base}&state={}", one.code()),
            state == Some(*one),
        )
    }));
    let lines = found
        .into_iter()
        .map(|material| Line::new(&cx, material))
        .collect();
    cx.page(&Index {
        v: cx.view().await?,
        words,
        state: code,
        states,
        lines,
        next,
    })
}

/// What staff may do next with the newest version.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Submit,
    Wait,
    Mend,
    Publish,
    Nothing,
}

#[derive(askama::Template)]
#[template(path = "material_show.html")]
struct Show {
    v: View,
    f: Form,
    material: Material,
    crumbs: Vec<(String, String)>,
    state: (String, &'static str),
    steps: Vec<(String, &'static str)>,
    next: Next,
    version: Version,
    shown: Shown,
    notes: Vec<String>,
    versions: Vec<Past>,
    reviews: Vec<(Reviewed, String)>,
    minutes: String,
}

/// A material: where it stands, what it says, what was decided.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<MaterialId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, form, http::StatusCode::OK).await
}

async fn page(cx: &Cx, id: MaterialId, f: Form, status: http::StatusCode) -> Answer {
    let scope = scope(cx, EDIT)?;
    let (material, version, pages, versions, reviews) = cx
        .app
        .db
        .read("material_show", move |tx| {
            let material = store::find_scoped(tx, scope, id)?;
            let version = store::version(tx, id, material.number)?;
            let pages = store::pages(tx, version.id)?;
            Ok((
                material,
                version,
                pages,
                store::versions(tx, id)?,
                store::reviews(tx, id)?,
            ))
        })
        .await?;
    let reviews = reviews
        .into_iter()
        .map(|one| {
            let words = cx.t(&format!("material-verdict-{}", one.verdict.code()));
            (one, words)
        })
        .collect();
    let v = cx.view().await?;
    let shown = Show {
        crumbs: crumbs(cx, &[(material.title.clone(), String::new())]),
        state: state_tag(cx, material.state),
        steps: steps(cx, material.state),
        next: match material.state {
            State::Draft => Next::Submit,
            State::InReview => Next::Wait,
            State::Returned | State::Withdrawn => Next::Mend,
            State::Approved => Next::Publish,
            State::Published => Next::Nothing,
        },
        shown: Shown::whole(cx, &version, &pages),
        notes: notes(cx, &version),
        minutes: cx.ta("study-minutes", &[("minutes", &version.minutes)]),
        v,
        f,
        material,
        version,
        versions,
        reviews,
    };
    cx.page_with(status, &shown)
}

/// The way back, from the staff's front page on.
#[must_use]
pub fn crumbs(cx: &Cx, rest: &[(String, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("material-nav"), "/staff/materials".to_owned()),
    ];
    crumbs.extend_from_slice(rest);
    crumbs
}

/// What a converter left out, in words.
#[must_use]
pub fn notes(cx: &Cx, version: &Version) -> Vec<String> {
    let said = |note: super::Note| cx.ta(&note.key, &[("count", &note.count)]);
    version.left_out().into_iter().map(said).collect()
}

fn steps(cx: &Cx, state: State) -> Vec<(String, &'static str)> {
    let now = match state {
        State::Draft | State::Returned | State::Withdrawn => 0,
        State::InReview => 1,
        State::Approved => 2,
        State::Published => 3,
    };
    [
        "material-step-write",
        "material-step-review",
        "material-step-publish",
    ]
    .into_iter()
    .enumerate()
    .map(|(place, key)| {
        let state = match place.cmp(&now) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "next",
        };
        (cx.t(key), state)
    })
    .collect()
}

/// The number of the version a form was about.
///
/// # Errors
/// When it is missing.
pub fn number_of(form: &Form) -> Result<i64, Error> {
    form.value("number")
        .parse()
        .map_err(|_| invalid("", "material-changed-meanwhile"))
}

/// Hands the newest version in.
///
/// # Errors
/// Outside the scope.
pub async fn submission(cx: Cx, Path(id): Path<MaterialId>, form: Form) -> Answer {
    let passes = crate::rules::rules(&cx.app)?.review_passes;
    let (scope, by, now) = (scope(&cx, EDIT)?, cx.person()?, cx.app.clock.now());
    let done = match number_of(&form) {
        Ok(number) => {
            let write = cx.app.db.write("submit_material", move |tx| {
                let material = store::find_scoped(tx, scope, id)?;
                submit(tx, &material, number, passes, by, now)
            });
            write.await
        }
        Err(error) => Err(error),
    };
    answer(&cx, id, form, done, "flash-material-submitted").await
}

/// Publishes the newest version.
///
/// # Errors
/// Outside the scope.
pub async fn publication(cx: Cx, Path(id): Path<MaterialId>, form: Form) -> Answer {
    let (scope, by, now) = (scope(&cx, EDIT)?, cx.person()?, cx.app.clock.now());
    let fresh = PublicationId::fresh(&cx.app.clock);
    let done = match number_of(&form) {
        Ok(number) => {
            let write = cx.app.db.write("publish_material", move |tx| {
                let material = store::find_scoped(tx, scope, id)?;
                publish(tx, &material, number, fresh, by, now)
            });
            write.await
        }
        Err(error) => Err(error),
    };
    answer(&cx, id, form, done, "flash-material-published").await
}

/// Takes the published version back.
///
/// # Errors
/// Outside the scope.
pub async fn withdrawal(cx: Cx, Path(id): Path<MaterialId>, form: Form) -> Answer {
    let (scope, by, now) = (scope(&cx, EDIT)?, cx.person()?, cx.app.clock.now());
    let reason = form.value("reason").to_owned();
    let done = cx
        .app
        .db
        .write("withdraw_material", move |tx| {
            let material = store::find_scoped(tx, scope, id)?;
            withdraw(tx, &material, &reason, by, now)
        })
        .await;
    answer(&cx, id, form, done, "flash-material-withdrawn").await
}

async fn answer(
    cx: &Cx,
    id: MaterialId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/materials/{id}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, id, form, http::StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

#[derive(askama::Template)]
#[template(path = "material_version.html")]
struct VersionPage {
    v: View,
    crumbs: Vec<(String, String)>,
    version: Version,
    shown: Shown,
}

/// An older version, as it was.
///
/// # Errors
/// Outside the scope.
pub async fn version(cx: Cx, Path((id, number)): Path<(MaterialId, i64)>) -> Answer {
    let scope = scope(&cx, EDIT)?;
    let (material, version, pages) = cx
        .app
        .db
        .read("material_version", move |tx| {
            let material = store::find_scoped(tx, scope, id)?;
            let version = store::version(tx, id, number)?;
            let pages = store::pages(tx, version.id)?;
            Ok((material, version, pages))
        })
        .await?;
    let here = cx.ta("material-version-number", &[("number", &number)]);
    let crumbs = crumbs(
        &cx,
        &[
            (material.title, format!("/staff/materials/{id}")),
            (here, String::new()),
        ],
    );
    let shown = Shown::whole(&cx, &version, &pages);
    cx.page(&VersionPage {
        v: cx.view().await?,
        crumbs,
        version,
        shown,
    })
}
