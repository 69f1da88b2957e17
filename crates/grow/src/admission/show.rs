//! One applicant: what may come next, what blocks it, what is late, and everything so far.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::machine::{Block, Case, Standing};
use super::pages::crumbs;
use super::rules::{self, Limits};
use super::shown::{Masked, StageCard, facts, masked, stages};
use super::step::{Step, Who, steps};
use super::step_pages::{is_named, likely};
use super::unmask::REASONS;
use super::{
    ACT, APPROVE, Applicant, ApplicantId, OVERRIDE, Override, PublicNotice, READ, Turn, Written,
    store,
};

/// A step that can come next.
pub(super) struct Next {
    title: String,
    who: String,
    /// Where to write it down, for whoever may.
    href: Option<String>,
    /// In words, as a form names it, whether it may fall.
    blocks: Vec<(String, String, bool)>,
    again: bool,
}

#[derive(askama::Template)]
#[template(path = "admission_show.html")]
pub(super) struct Show {
    v: View,
    f: Form,
    of: Applicant,
    crumbs: Vec<(String, String)>,
    lead: String,
    state: Option<(String, &'static str)>,
    next: Vec<Next>,
    late: Option<String>,
    facts: Vec<(String, String)>,
    sealed: Vec<Masked>,
    reasons: Vec<(String, String)>,
    stages: Vec<StageCard>,
    notices: Vec<PublicNotice>,
    notice_stages: Vec<(String, String)>,
    notice_results: Vec<(String, String)>,
    overrides: Vec<(Override, String, String)>,
    turns: Vec<(Turn, String)>,
    turn_kinds: Vec<(String, String)>,
    places: Vec<String>,
    open: bool,
    may_act: bool,
    may_override: bool,
    may_unmask: bool,
}

/// An applicant.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<ApplicantId>) -> Answer {
    let today = cx.app.clock.today().to_string();
    let form = Form::filled(&cx, [("begins_on", today.clone()), ("held_on", today)]);
    page(&cx, id, form, None, StatusCode::OK).await
}

/// What the page reads.
struct Found {
    of: Applicant,
    case: Case,
    written: Vec<Written>,
    notices: Vec<PublicNotice>,
    overrides: Vec<Override>,
    turns: Vec<Turn>,
    helpers: [Vec<String>; 2],
    may_act: bool,
    above: [bool; 2],
    decides: bool,
}

async fn found(cx: &Cx, id: ApplicantId) -> Result<Found, Error> {
    let (seen, acts) = (scope(cx, READ)?, scope(cx, ACT)?);
    let (approves, decides) = (scope(cx, APPROVE)?, scope(cx, OVERRIDE)?);
    cx.app
        .db
        .read("applicant", move |tx| {
            let of = store::find_scoped(tx, seen, id)?;
            Ok(Found {
                case: store::case(tx, &of)?,
                written: store::written(tx, id)?,
                notices: store::notices(tx, id)?,
                overrides: store::overrides(tx, id)?,
                turns: store::turns(tx, id)?,
                helpers: [
                    store::helpers(tx, id, "mentor")?,
                    store::helpers(tx, id, "introducer")?,
                ],
                may_act: store::find_scoped(tx, acts, id).is_ok(),
                above: [
                    store::is_above(tx, approves, of.org, false)?,
                    store::is_above(tx, approves, of.org, true)?,
                ],
                decides: store::is_above(tx, decides, of.org, false)?,
                of,
            })
        })
        .await
}

/// The page, with what was typed and what is wrong, or with a field that was just shown in full.
///
/// # Errors
/// Outside the scope.
pub(super) async fn page(
    cx: &Cx,
    id: ApplicantId,
    f: Form,
    seen: Option<(&'static str, String)>,
    status: StatusCode,
) -> Answer {
    let found = found(cx, id).await?;
    let limits = rules::limits(&cx.app)?;
    let today = cx.app.clock.today();
    let at = found.case.standing(&limits);
    let next = next(cx, &found, &at, &limits);
    let late = at.due(&limits).filter(|(_, day)| *day < today);
    let of = found.of;
    let places = crate::branches(cx, ACT).await?;
    let show = Show {
        crumbs: crumbs(cx, &[(of.full_name.clone(), String::new())]),
        lead: lead(cx, &of),
        state: state(cx, &at),
        late: late.map(|(no, day)| {
            let name = cx.t(&format!("admission-late-{no}"));
            cx.ta(
                "admission-late-what",
                &[("name", &name), ("day", &day.to_string())],
            )
        }),
        facts: facts(cx, &of, &at, &found.helpers),
        sealed: masked(cx, &of, seen.as_ref())?,
        stages: stages(cx, &at, found.written),
        overrides: found
            .overrides
            .into_iter()
            .map(|one| named(cx, one))
            .collect(),
        notice_stages: codes(
            cx,
            "admission-notice-stage-",
            &["admission_candidate", "conversion"],
        ),
        notice_results: codes(
            cx,
            "admission-notice-result-",
            &["none", "handled", "upheld"],
        ),
        turn_kinds: codes(cx, "admission-turn-", turn_kinds(&of)),
        reasons: codes(cx, "admission-reason-", &REASONS),
        notices: found.notices,
        turns: found
            .turns
            .into_iter()
            .map(|one| {
                let words = cx.t(&format!("admission-turned-{}", one.kind));
                (one, words)
            })
            .collect(),
        open: !at.closed(),
        may_act: found.may_act,
        may_override: found.decides,
        may_unmask: cx.may("members.unseal").await?,

        places,
        next,
        of,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &show)
}

fn codes(cx: &Cx, prefix: &str, all: &[&str]) -> Vec<(String, String)> {
    let word = |code: &&str| {
        let key = format!("{prefix}{}", code.replace('_', "-"));
        ((*code).to_owned(), cx.t(&key))
    };
    all.iter().map(word).collect()
}

fn turn_kinds(of: &Applicant) -> &'static [&'static str] {
    match (of.state.as_str(), of.person) {
        ("open", None) => &["paused", "withdrawn", "stopped", "transferred"],
        ("open", Some(_)) => &["paused"],
        ("paused", None) => &["resumed", "withdrawn", "stopped", "transferred"],
        ("paused", Some(_)) => &["resumed"],
        _ => &[],
    }
}

fn lead(cx: &Cx, of: &Applicant) -> String {
    let stage = cx.t(of.stage.key());
    format!("{} · {stage}", of.org_name)
}

fn state(cx: &Cx, at: &Standing) -> Option<(String, &'static str)> {
    match at {
        at if at.ended => Some((cx.t("admission-state-ended"), "")),
        at if at.filed => Some((cx.t("admission-state-done"), "ok")),
        at if at.paused => Some((cx.t("admission-state-paused"), "warn")),
        _ => None,
    }
}

fn next(cx: &Cx, found: &Found, at: &Standing, limits: &Limits) -> Vec<Next> {
    let id = found.of.id;
    let today = cx.app.clock.today();
    let may = |step: &Step| match step.who {
        Who::Branch | Who::Assembly => found.may_act.then_some("steps"),
        Who::Superior => found.above[0].then_some("approvals"),
        Who::County => found.above[1].then_some("approvals"),
    };
    let one = |step: &'static Step| Next {
        title: title(cx, step),
        who: cx.t(step.who.key()),
        href: may(step).map(|door| format!("/staff/admission/{id}/{door}/{}", step.no)),
        blocks: found
            .case
            .blocks(&likely(step, today, limits), limits)
            .into_iter()
            .filter(|block| is_named(*block))
            .map(|block| {
                let named = format!("{}-{}", step.no, block.code());
                let asked = found.overrides.iter().any(|one| {
                    one.step == step.no && one.block == block.code() && one.confirmed.is_none()
                });
                (cx.t(block.key()), named, block.may_fall() && !asked)
            })
            .collect(),
        again: at.on(step.no).is_some(),
    };
    let next = at.next();
    steps()
        .iter()
        .filter(|step| next.contains(&step.no))
        .map(one)
        .collect()
}

fn title(cx: &Cx, step: &Step) -> String {
    let name = cx.t(&step.key());
    cx.ta(
        "admission-step-title",
        &[("no", &i64::from(step.no)), ("name", &name)],
    )
}

fn named(cx: &Cx, one: Override) -> (Override, String, String) {
    let step = super::step::step(one.step).map_or_else(String::new, |step| title(cx, step));
    let block = Block::from_code(&one.block).map_or_else(String::new, |block| cx.t(block.key()));
    (one, step, block)
}
