//! The list of projects, and a new one.

use http::StatusCode;
use org::tree::pages::scope;
use org::tree::store::for_form_scoped;
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, NewProject};
use super::store::{self, LINES};
use super::{EDIT, Project, ProjectId, READ, Verdict, value};
use org::Act;
use platform::web::After;
use platform::web::field::{TITLE, WORDS, day, faults, words};

/// Letters of a unit.
const UNIT: usize = 12;

/// The way back, from the staff's front page on.
pub(super) fn crumbs(cx: &Cx, rest: &[(String, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("project-nav"), "/staff/projects".to_owned()),
    ];
    crumbs.extend_from_slice(rest);
    crumbs
}

/// Whether it runs, or what became of it.
pub(super) fn state(cx: &Cx, project: &Project) -> (String, &'static str) {
    let today = cx.app.clock.today();
    let verdict = project.verdict.as_deref().and_then(Verdict::from_code);
    match verdict {
        Some(verdict) => (
            cx.t(&format!("project-verdict-{}", verdict.code())),
            verdict.tag(),
        ),
        None if today > project.ends_on => (cx.t("project-state-past"), "warn"),
        None if today < project.starts_on => (cx.t("project-state-ahead"), ""),
        None => (cx.t("project-state-running"), "info"),
    }
}

/// A project as the list shows it.
struct Line {
    id: ProjectId,
    title: String,
    org: String,
    measure: String,
    aim: String,
    state: (String, &'static str),
}

/// From where to where, in words.
pub(super) fn aim(cx: &Cx, project: &Project) -> String {
    cx.ta(
        "project-aim",
        &[
            ("from", &value::shown(project.baseline)),
            ("to", &value::shown(project.target)),
            ("unit", &project.unit),
        ],
    )
}

#[derive(askama::Template)]
#[template(path = "project_index.html")]
struct Index {
    v: View,
    lines: Vec<Line>,
    next: Option<String>,
    may_edit: bool,
}

/// The list.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let (scope, after) = (scope(&cx, READ)?, After::read_back(&cx));
    let list = move |tx: &mut platform::db::Tx<'_>| Ok(store::list_scoped(tx, scope, after)?);
    let mut found = cx.app.db.read("projects", list).await?;
    let next = (found.len() > LINES).then(|| {
        found.truncate(LINES);
        let last = found.last().map(|last| (last.created_at.0, last.id));
        let (key, id) = last.unwrap_or((0, ProjectId([0; 16])));
        format!("/staff/projects?after={key}~{id}")
    });
    let page = Index {
        lines: found
            .into_iter()
            .map(|one| Line {
                state: state(&cx, &one),
                aim: aim(&cx, &one),
                id: one.id,
                title: one.title,
                org: one.org_name,
                measure: one.measure,
            })
            .collect(),
        may_edit: cx.may(EDIT).await?,
        v: cx.view().await?,
        next,
    };
    cx.page(&page)
}

#[derive(askama::Template)]
#[template(path = "project_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
}

/// The form of a new project.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let today = cx.app.clock.today();
    let end = format!("{}-12-31", today.year());
    let form = Form::filled(&cx, [("starts_on", today.to_string()), ("ends_on", end)]);
    form_page(&cx, form, StatusCode::OK).await
}

async fn form_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, EDIT)?;
    let orgs = cx
        .app
        .db
        .read("orgs_for_form", move |tx| Ok(for_form_scoped(tx, scope)?))
        .await?;
    let page = FormPage {
        crumbs: crumbs(cx, &[(cx.t("project-new"), String::new())]),
        orgs: orgs
            .into_iter()
            .map(|(id, name, _)| (id.to_string(), name))
            .collect(),
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Begins a project.
///
/// # Errors
/// The database's.
pub async fn begin(cx: Cx, mut form: Form) -> Answer {
    match begin_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/projects/{id}"), "flash-project-begun"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn begin_from(cx: &Cx, form: &Form) -> Result<ProjectId, Error> {
    let (act, new) = (Act::of(cx, EDIT)?, new_project(form)?);
    cx.app
        .db
        .write("begin_project", move |tx| change::begin(tx, &act, &new))
        .await
}

/// A value of a field.
pub(super) fn number(form: &Form, field: &'static str) -> Result<i64, Error> {
    if form.value(field).is_empty() {
        return Err(invalid(field, "error-required"));
    }
    value::read(form.value(field)).ok_or_else(|| invalid(field, "project-value-wrong"))
}

fn new_project(form: &Form) -> Result<NewProject, Error> {
    let org = form
        .value("org")
        .parse::<OrgId>()
        .map_err(|_| invalid("org", "request-no-such-org"));
    let (title, goal) = (words(form, "title", TITLE), words(form, "goal", WORDS));
    let (measure, unit) = (words(form, "measure", TITLE), words(form, "unit", UNIT));
    let (baseline, target) = (number(form, "baseline"), number(form, "target"));
    let (starts_on, ends_on) = (day(form, "starts_on"), day(form, "ends_on"));
    match (
        org, title, goal, measure, unit, baseline, target, starts_on, ends_on,
    ) {
        (
            Ok(org),
            Ok(title),
            Ok(goal),
            Ok(measure),
            Ok(unit),
            Ok(baseline),
            Ok(target),
            Ok(starts_on),
            Ok(ends_on),
        ) => Ok(NewProject {
            org,
            title,
            goal,
            measure,
            unit,
            baseline,
            target,
            starts_on,
            ends_on,
        }),
        (org, title, goal, measure, unit, baseline, target, starts_on, ends_on) => Err(faults([
            org.err(),
            title.err(),
            goal.err(),
            measure.err(),
            unit.err(),
            baseline.err(),
            target.err(),
            starts_on.err(),
            ends_on.err(),
        ])),
    }
}
