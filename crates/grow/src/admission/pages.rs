//! The list of applicants: how many are how far, who is late, for whom one must act.

use org::tree::pages::scope;
use platform::ids::Uuid;
use platform::web::{Answer, Cx, View};

use super::step::{Stage, step};
use super::store::{self, LINES, Place};
use super::{ACT, Applicant, READ};

/// The way back, from the staff's front page on.
pub(super) fn crumbs(cx: &Cx, rest: &[(String, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("admission-nav"), "/staff/admission".to_owned()),
    ];
    crumbs.extend_from_slice(rest);
    crumbs
}

/// An applicant in the list.
struct Line {
    one: Applicant,
    stage: String,
    next: String,
    late: Option<String>,
    state: Option<(String, &'static str)>,
}

#[derive(askama::Template)]
#[template(path = "admission_index.html")]
struct Index {
    v: View,
    q: String,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    next: Option<String>,
    show: String,
    may_act: bool,
    anybody: bool,
}

/// What the list can be narrowed to besides a stage.
const SHOWS: [&str; 7] = [
    "late", "branch", "assembly", "superior", "county", "resting", "over",
];

/// Applicants within the scope, in the order of their branches.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, READ)?;
    let q = cx.query("q").unwrap_or_default().trim().to_owned();
    let show = cx
        .query("show")
        .filter(|show| is_show(show))
        .unwrap_or_default();
    let (words, narrowed, after) = (q.clone(), show.clone(), after(&cx));
    let (mut found, counts) = cx
        .app
        .db
        .read("applicants", move |tx| {
            let found = store::list_scoped(tx, scope, &narrowed, &words, &after)?;
            Ok((found, store::counts(tx, scope)?))
        })
        .await?;
    let next = (found.len() > LINES).then(|| {
        found.truncate(LINES);
        let last = found
            .last()
            .map(|last| format!("{}-{}", last.path, last.id));
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        format!(
            "/staff/admission?show={show}&q={q}&after={}",
            last.unwrap_or_default()
        )
    });
    let anybody = counts.iter().any(|(_, count)| *count > 0);
    cx.page(&Index {
        tabs: tabs(&cx, &show, &counts),
        lines: found.into_iter().map(|one| line(&cx, one)).collect(),
        may_act: cx.may(ACT).await?,
        v: cx.view().await?,
        q,
        next,
        show,
        anybody,
    })
}

fn is_show(show: &str) -> bool {
    SHOWS.contains(&show) || Stage::from_code(show).is_some()
}

fn after(cx: &Cx) -> Place {
    let named = cx.query("after").and_then(|text| {
        let (path, id) = text.rsplit_once('-')?;
        Some(Place {
            path: path.to_owned(),
            id: Uuid::try_parse(id).ok()?.into_bytes(),
        })
    });
    named.unwrap_or_default()
}

fn tabs(cx: &Cx, show: &str, counts: &[(Stage, i64)]) -> Vec<(String, String, bool)> {
    let all: i64 = counts.iter().map(|(_, count)| count).sum();
    let tab = |words: String, code: &str| {
        let href = match code {
            "" => "/staff/admission".to_owned(),
            code => format!("/staff/admission?show={code}"),
        };
        (words, href, show == code)
    };
    let counted =
        |key: &str, count: i64| cx.ta("admission-tab", &[("name", &cx.t(key)), ("count", &count)]);
    let mut tabs = vec![tab(counted("admission-all", all), "")];
    tabs.extend(
        counts
            .iter()
            .map(|(stage, count)| tab(counted(stage.key(), *count), stage.code())),
    );
    tabs.extend(SHOWS.map(|code| tab(cx.t(&format!("admission-show-{code}")), code)));
    tabs
}

fn line(cx: &Cx, one: Applicant) -> Line {
    let today = cx.app.clock.today();
    let next = one
        .next_step
        .and_then(step)
        .map_or_else(String::new, |step| {
            let name = cx.t(&step.key());
            cx.ta(
                "admission-step-title",
                &[("no", &i64::from(step.no)), ("name", &name)],
            )
        });
    let late = one
        .due_on
        .filter(|day| *day < today)
        .map(|day| cx.ta("admission-late", &[("day", &day.to_string())]));
    let state = match one.state.as_str() {
        "paused" => Some((cx.t("admission-state-paused"), "")),
        "ended" => Some((cx.t("admission-state-ended"), "")),
        "done" => Some((cx.t("admission-state-done"), "ok")),
        _ => None,
    };
    Line {
        stage: cx.t(one.stage.key()),
        next,
        late,
        state,
        one,
    }
}
