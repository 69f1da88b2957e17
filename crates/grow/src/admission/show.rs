//! One applicant: what may come next, what blocks it, what is late, and everything so far.

use http::StatusCode;
use members::roster::codes::Codes;
use org::tree::pages::scope;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::machine::{Block, Case, Standing};
use super::pages::crumbs;
use super::rules::{self, Limits};
use super::step::{Stage, Step, Who, steps};
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

/// A step of the table and what was written of it.
pub(super) struct Row {
    step: &'static Step,
    name: String,
    who: String,
    done: Vec<Done>,
    state: &'static str,
}

/// A stage: what was done or can be, and what lies ahead.
pub(super) struct StageCard {
    name: String,
    code: &'static str,
    rows: Vec<Row>,
    ahead: String,
}

/// Once it was done.
pub(super) struct Done {
    one: Written,
    outcome: Option<String>,
    facts: Vec<(String, String)>,
}

/// A sealed field: name, words, what stays readable, and the whole when it was just asked for.
pub(super) type Masked = (&'static str, String, Option<String>, Option<String>);

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

fn facts(
    cx: &Cx,
    of: &Applicant,
    at: &Standing,
    helpers: &[Vec<String>; 2],
) -> Vec<(String, String)> {
    let coded = |codes: Codes, code: &Option<String>| {
        let code = code.as_deref()?;
        codes.table().name_of(code).map(str::to_owned)
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let joined = |names: &Vec<String>| Some(names.join("、")).filter(|text| !text.is_empty());
    [
        (
            "admission-sex",
            Codes::Sex.table().name_of(&of.sex).map(str::to_owned),
        ),
        ("admission-birth-date", Some(of.birth_date.to_string())),
        (
            "admission-ethnicity",
            coded(Codes::Ethnicity, &of.ethnicity),
        ),
        (
            "admission-education",
            coded(Codes::Education, &of.education),
        ),
        ("admission-work-unit", of.work_unit.clone()),
        ("admission-leaving-on", day(of.leaving_on)),
        ("admission-f-mentors", joined(&helpers[0])),
        ("admission-f-introducers", joined(&helpers[1])),
        ("admission-joined-on", day(at.on(15))),
        (
            "admission-probation-ends",
            day(at.probation_ends.filter(|_| at.on(24).is_none())),
        ),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((cx.t(key), value.filter(|text| !text.is_empty())?)))
    .collect()
}

fn masked(
    cx: &Cx,
    of: &Applicant,
    seen: Option<&(&'static str, String)>,
) -> Result<Vec<Masked>, Error> {
    use members::member::masked;
    use members::roster::Column;
    let plain = of.sealed.open(&cx.app.sealer, of.id)?;
    let row = |name, key: &str, column, plain: &Option<String>| {
        let shown = plain.as_deref().map(|text| masked(column, text));
        let seen = seen
            .filter(|seen| seen.0 == name)
            .map(|seen| seen.1.clone());
        (name, cx.t(key), shown, seen)
    };
    Ok(vec![
        row(
            "id_number",
            "admission-id-number",
            Column::IdNumber,
            &plain.id_number,
        ),
        row("mobile", "admission-mobile", Column::Mobile, &plain.mobile),
        row(
            "residence",
            "admission-residence",
            Column::Residence,
            &plain.residence,
        ),
    ])
}

fn stages(cx: &Cx, at: &Standing, written: Vec<Written>) -> Vec<StageCard> {
    let next = at.next();
    let mut rows: Vec<Row> = steps()
        .iter()
        .map(|step| Row {
            step,
            name: cx.t(&step.key()),
            who: cx.t(step.who.key()),
            done: Vec::new(),
            state: match at.on(step.no) {
                Some(_) => "done",
                None if next.contains(&step.no) => "now",
                None => "next",
            },
        })
        .collect();
    for one in written {
        let place = usize::from(one.step).saturating_sub(1);
        if let Some(row) = rows.get_mut(place) {
            row.done.push(done(cx, row.step, one));
        }
    }
    let mut stages = Stage::ALL.map(|stage| StageCard {
        name: cx.t(stage.key()),
        code: stage.code(),
        rows: Vec::new(),
        ahead: String::new(),
    });
    for row in rows {
        let place = Stage::ALL.iter().position(|stage| *stage == row.step.stage);
        let Some(stage) = place.and_then(|place| stages.get_mut(place)) else {
            continue;
        };
        if row.state == "next" && row.done.is_empty() {
            if !stage.ahead.is_empty() {
                stage.ahead.push('、');
            }
            stage.ahead.push_str(&row.name);
        } else {
            stage.rows.push(row);
        }
    }
    stages.into()
}

fn done(cx: &Cx, step: &Step, one: Written) -> Done {
    let outcome = super::machine::Outcome::from_code(&one.outcome)
        .filter(|outcome| *outcome != super::machine::Outcome::Done)
        .map(|outcome| cx.t(outcome.key()));
    let told = |field: &str| {
        (
            cx.t(&format!("admission-f-{field}")),
            coded(cx, field, &one.fact(field)),
        )
    };
    let plain = step.fields.iter().map(String::as_str).filter(|field| {
        !matches!(
            *field,
            "words" | "mentors" | "introducers" | "verdict" | "conclusion"
        )
    });
    let counts = ["expected", "present", "yes", "no", "abstained"];
    let facts = plain
        .filter(|field| *field != "vote")
        .chain(counts)
        .filter(|field| !one.fact(field).is_empty() && one.fact(field) != "0")
        .map(told)
        .collect();
    Done {
        outcome,
        facts,
        one,
    }
}

/// A coded fact in words.
fn coded(cx: &Cx, field: &str, value: &str) -> String {
    let prefix = match field {
        "recommended" => "admission-recommended-",
        "proposal" => "admission-outcome-",
        "archive" => {
            let words = value
                .split('、')
                .map(|code| cx.t(&format!("admission-archive-{code}")));
            return words.collect::<Vec<_>>().join("、");
        }
        _ => return value.to_owned(),
    };
    cx.t(&format!("{prefix}{}", value.replace('_', "-")))
}

fn named(cx: &Cx, one: Override) -> (Override, String, String) {
    let step = super::step::step(one.step).map_or_else(String::new, |step| title(cx, step));
    let block = Block::from_code(&one.block).map_or_else(String::new, |block| cx.t(block.key()));
    (one, step, block)
}
