//! A project: the line of its measure with what was done marked on it, and the forms that add to it.

use http::StatusCode;
use org::tree::pages::scope;
use platform::db::Tx;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, NewMeasurement};
use super::chart::{self, Chart};
use super::pages::{aim, crumbs, number, state};
use super::{Action, EDIT, Measurement, Project, ProjectId, READ, Verdict, store, value};
use org::Act;
use platform::web::field::{TITLE, WORDS, day, faults, maybe_words, words};

/// A measurement as the table shows it.
struct Line {
    day: String,
    value: String,
    source: String,
    by: String,
}

#[derive(askama::Template)]
#[template(path = "project_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    project: Project,
    state: (String, &'static str),
    aim: String,
    now: String,
    chart: Option<Chart>,
    actions: Vec<Action>,
    todo: Vec<(String, String)>,
    lines: Vec<Line>,
    verdicts: Vec<(String, String)>,
    may_edit: bool,
}

/// A project.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(project): Path<ProjectId>) -> Answer {
    let form = Form::filled(
        &cx,
        [
            ("measured_on", cx.app.clock.today().to_string()),
            ("done_on", cx.app.clock.today().to_string()),
        ],
    );
    page(&cx, project, form, StatusCode::OK).await
}

pub(super) async fn page(cx: &Cx, id: ProjectId, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, READ)?;
    let (project, actions, measured) = cx
        .app
        .db
        .read("project", move |tx| {
            let project = store::find_scoped(tx, scope, id)?;
            let actions = store::actions(tx, id)?;
            Ok((project, actions, store::measurements(tx, id)?))
        })
        .await?;
    let todo = actions.iter().filter(|one| one.done_on.is_none());
    let page = Show {
        crumbs: crumbs(cx, &[(project.title.clone(), String::new())]),
        state: state(cx, &project),
        aim: aim(cx, &project),
        now: now(cx, &project, &measured),
        chart: chart::draw(&project, &measured, &actions),
        todo: todo
            .map(|one| (one.no.to_string(), one.what.clone()))
            .collect(),
        lines: measured
            .into_iter()
            .rev()
            .map(|one| Line {
                day: one.measured_on.to_string(),
                value: value::shown(one.value),
                source: one.source,
                by: one.entered_by,
            })
            .collect(),
        verdicts: Verdict::ALL
            .iter()
            .map(|one| {
                let words = cx.t(&format!("project-verdict-{}", one.code()));
                (one.code().to_owned(), words)
            })
            .collect(),
        may_edit: project.closed_at.is_none() && cx.may(EDIT).await?,
        v: cx.view().await?,
        project,
        actions,
        f,
    };
    cx.page_with(status, &page)
}

/// The last measurement in one sentence.
fn now(cx: &Cx, project: &Project, measured: &[Measurement]) -> String {
    match measured.last() {
        None => cx.t("project-not-measured"),
        Some(last) => cx.ta(
            "project-now",
            &[
                ("day", &last.measured_on.to_string()),
                ("value", &value::shown(last.value)),
                ("unit", &project.unit),
            ],
        ),
    }
}

/// Does what a form asks for; with faults the page comes back with what was typed.
async fn done<F>(
    (cx, id, mut form): (Cx, ProjectId, Form),
    (name, flash): (&'static str, &'static str),
    work: F,
) -> Answer
where
    F: Fn(&mut Tx<'_>, &Act, &Form) -> Result<(), Error> + Send + Sync + 'static,
{
    let (act, asked) = (Act::of(&cx, EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write(name, move |tx| {
            store::find_scoped(tx, act.scope, id)?;
            work(tx, &act, &asked)
        })
        .await;
    match done {
        Ok(()) => go_saying(&format!("/staff/projects/{id}"), flash),
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Adds an action.
///
/// # Errors
/// Outside the scope.
pub async fn add_action(cx: Cx, Path(id): Path<ProjectId>, form: Form) -> Answer {
    let names = ("add_project_action", "flash-project-action");
    done((cx, id, form), names, move |tx, act, form| {
        match (words(form, "what", WORDS), day(form, "planned_on")) {
            (Ok(what), Ok(on)) => change::add_action(tx, act, id, (&what, on)),
            (what, on) => Err(faults([what.err(), on.err()])),
        }
    })
    .await
}

/// Says that an action was done.
///
/// # Errors
/// Outside the scope.
pub async fn done_action(cx: Cx, Path(id): Path<ProjectId>, form: Form) -> Answer {
    let names = ("done_project_action", "flash-project-done");
    done((cx, id, form), names, move |tx, act, form| {
        let no = form
            .value("action")
            .parse::<i64>()
            .map_err(|_| invalid("action", "error-required"));
        match (no, day(form, "done_on"), words(form, "done_words", WORDS)) {
            (Ok(no), Ok(on), Ok(words)) => change::done(tx, act, (id, no), (on, &words)),
            (no, on, words) => Err(faults([no.err(), on.err(), words.err()])),
        }
    })
    .await
}

/// Writes a measurement down.
///
/// # Errors
/// Outside the scope.
pub async fn measure(cx: Cx, Path(id): Path<ProjectId>, form: Form) -> Answer {
    let names = ("measure_project", "flash-project-measured");
    done((cx, id, form), names, move |tx, act, form| {
        let (on, value) = (day(form, "measured_on"), number(form, "value"));
        match (on, value, maybe_words(form, "source", TITLE)) {
            (Ok(on), Ok(value), Ok(source)) => {
                change::measure(tx, act, id, &[NewMeasurement { on, value, source }])
            }
            (on, value, source) => Err(faults([on.err(), value.err(), source.err()])),
        }
    })
    .await
}

/// Closes a project.
///
/// # Errors
/// Outside the scope.
pub async fn close(cx: Cx, Path(id): Path<ProjectId>, form: Form) -> Answer {
    let names = ("close_project", "flash-project-closed");
    done((cx, id, form), names, move |tx, act, form| {
        let verdict = Verdict::from_code(form.value("verdict"))
            .ok_or_else(|| invalid("verdict", "error-required"));
        let contribution = words(form, "contribution", WORDS);
        match (verdict, contribution, words(form, "otherwise", WORDS)) {
            (Ok(verdict), Ok(contribution), Ok(otherwise)) => {
                change::close(tx, act, id, verdict, (&contribution, &otherwise))
            }
            (verdict, contribution, otherwise) => {
                Err(faults([verdict.err(), contribution.err(), otherwise.err()]))
            }
        }
    })
    .await
}
