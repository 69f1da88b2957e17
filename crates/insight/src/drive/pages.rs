//! The list of drives, a new one, and one with its goals and measures.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change;
use super::store::{self, LINES};
use super::{Drive, DriveId, EDIT, Goal, Measure, READ, Review, Verdict, forms};
use crate::orgs_for_form;
use org::Act;
use platform::web::After;

/// The way back, from the staff's front page on.
pub(super) fn crumbs(cx: &Cx, rest: &[(String, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("drive-nav"), "/staff/drives".to_owned()),
    ];
    crumbs.extend_from_slice(rest);
    crumbs
}

/// A drive in the list.
struct Line {
    id: DriveId,
    title: String,
    org: String,
    until: String,
    state: (String, &'static str),
}

/// Whether it is ahead, running, past its day, or closed.
fn state(cx: &Cx, drive: &Drive) -> (String, &'static str) {
    let today = cx.app.clock.today();
    let (key, tag) = if drive.closed_at.is_some() {
        ("drive-state-closed", "")
    } else if today < drive.starts_on {
        ("drive-state-ahead", "info")
    } else if today <= drive.ends_on {
        ("drive-state-running", "ok")
    } else {
        ("drive-state-past", "warn")
    };
    (cx.t(key), tag)
}

#[derive(askama::Template)]
#[template(path = "drive_index.html")]
struct Index {
    v: View,
    q: String,
    lines: Vec<Line>,
    next: Option<String>,
    may_edit: bool,
}

/// The drives one's organisations hold or take part in.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, READ)?;
    let q = cx.query("q").unwrap_or_default().trim().to_owned();
    let (looked_for, after) = (q.clone(), After::read_back(&cx));
    let mut found = cx
        .app
        .db
        .read("drives", move |tx| {
            Ok(store::list_scoped(tx, scope, &looked_for, after)?)
        })
        .await?;
    let next = (found.len() > LINES).then(|| {
        found.truncate(LINES);
        let last = found.last().map(|last| (last.created_at.0, last.id));
        let (at, id) = last.unwrap_or((0, DriveId([0; 16])));
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        format!("/staff/drives?q={q}&after={at}~{id}")
    });
    let lines = found
        .into_iter()
        .map(|drive| Line {
            state: state(&cx, &drive),
            id: drive.id,
            until: drive.ends_on.to_string(),
            title: drive.title,
            org: drive.org_name,
        })
        .collect();
    let may_edit = cx.may(EDIT).await?;
    cx.page(&Index {
        v: cx.view().await?,
        q,
        lines,
        next,
        may_edit,
    })
}

#[derive(askama::Template)]
#[template(path = "drive_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
}

/// The form of a new drive.
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
    let page = FormPage {
        crumbs: crumbs(cx, &[(cx.t("drive-new"), String::new())]),
        orgs: orgs_for_form(cx, EDIT).await?,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Begins a drive.
///
/// # Errors
/// The database's.
pub async fn begin(cx: Cx, mut form: Form) -> Answer {
    match begin_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/drives/{id}"), "flash-drive-begun"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn begin_from(cx: &Cx, form: &Form) -> Result<DriveId, Error> {
    let (act, new) = (Act::of(cx, EDIT)?, forms::new_drive(form)?);
    cx.app
        .db
        .write("begin_drive", move |tx| change::begin(tx, &act, &new))
        .await
}

/// A goal as the page shows it.
struct Shown {
    goal: Goal,
    measures: Vec<MeasureLine>,
    verdict: Option<(Verdict, Review)>,
}

/// A measure, and whether its day has passed without a word.
struct MeasureLine {
    measure: Measure,
    silent: bool,
}

#[derive(askama::Template)]
#[template(path = "drive_show.html")]
struct Show {
    v: View,
    f: Form,
    drive: Drive,
    crumbs: Vec<(String, String)>,
    state: (String, &'static str),
    goals: Vec<Shown>,
    may_edit: bool,
    may_report: bool,
}

/// A drive: its goals, who does what by when, what came of it.
///
/// # Errors
/// Outside what may be seen.
pub async fn show(cx: Cx, Path(drive): Path<DriveId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, drive, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: DriveId, f: Form, status: StatusCode) -> Answer {
    let (seen, edits, today) = (scope(cx, READ)?, scope(cx, EDIT)?, cx.app.clock.today());
    let (drive, goals, measures, verdicts, mine) = cx
        .app
        .db
        .read("drive", move |tx| {
            let drive = store::find_seen(tx, seen, id)?;
            let mine = store::find_scoped(tx, edits, id).is_ok();
            let goals = store::goals(tx, id)?;
            let measures = store::measures(tx, id)?;
            Ok((drive, goals, measures, store::verdicts(tx, id)?, mine))
        })
        .await?;
    let goals = goals
        .into_iter()
        .map(|goal| Shown {
            measures: lines(&measures, &goal, today),
            verdict: verdicts
                .iter()
                .find(|review| review.goal == goal.id)
                .and_then(|review| Some((review.verdict()?, review.clone()))),
            goal,
        })
        .collect();
    let page = Show {
        state: state(cx, &drive),
        crumbs: crumbs(cx, &[(drive.title.clone(), String::new())]),
        may_edit: mine && drive.closed_at.is_none(),
        may_report: drive.closed_at.is_none() && cx.may(super::REPORT).await?,
        v: cx.view().await?,
        f,
        drive,
        goals,
    };
    cx.page_with(status, &page)
}

fn lines(measures: &[Measure], goal: &Goal, today: jiff::civil::Date) -> Vec<MeasureLine> {
    let mine = measures.iter().filter(|one| one.goal == goal.id);
    mine.map(|measure| MeasureLine {
        silent: measure.told == 0 && measure.due_on < today,
        measure: measure.clone(),
    })
    .collect()
}

/// Adds a goal.
///
/// # Errors
/// Outside the scope.
pub async fn add_goal(cx: Cx, Path(drive): Path<DriveId>, form: Form) -> Answer {
    let (act, typed) = (Act::of(&cx, EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("add_goal", move |tx| {
            // Whoever may not is told that, and not what is wrong with the form.
            store::find_scoped(tx, act.scope, drive)?;
            let (problem, goal) = forms::new_goal(&typed)?;
            change::add_goal(tx, &act, drive, &problem, &goal)
        })
        .await;
    answer(&cx, drive, form, done.map(|_| ()), "flash-drive-goal").await
}

/// Closes a drive.
///
/// # Errors
/// Outside the scope.
pub async fn close(cx: Cx, Path(drive): Path<DriveId>, form: Form) -> Answer {
    let (act, typed) = (Act::of(&cx, EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("close_drive", move |tx| {
            store::find_scoped(tx, act.scope, drive)?;
            change::close(tx, &act, drive, &forms::closing(&typed)?)
        })
        .await;
    answer(&cx, drive, form, done, "flash-drive-closed").await
}

async fn answer(
    cx: &Cx,
    drive: DriveId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/drives/{drive}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, drive, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
