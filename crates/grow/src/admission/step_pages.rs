//! The form of a step, for the branch and for the superior.

use http::StatusCode;
use platform::error::{Error, not_found};
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::machine::{Block, Case, Event, Outcome};
use super::pages::crumbs;
use super::rules::{self, Limits};
use super::step::{Step, step};
use super::step_form::{ARCHIVE, Ground, PROPOSALS, RECOMMENDED, VERDICTS, read};
use super::take;
use super::vote::proposed;
use super::{ACT, APPROVE, Applicant, ApplicantId, WrittenId, store};
use org::Act;

/// A choice: value and words.
type Choice = (String, String);

#[derive(askama::Template)]
#[template(path = "admission_step.html")]
struct StepPage {
    v: View,
    f: Form,
    applicant: Applicant,
    step: &'static Step,
    title: String,
    crumbs: Vec<(String, String)>,
    action: String,
    /// Who acts, when it is not whoever looks.
    others: Option<String>,
    blocks: Vec<String>,
    helpers: Vec<Choice>,
    recommended: Vec<Choice>,
    verdicts: Vec<Choice>,
    conclusions: Vec<Choice>,
    proposals: Vec<Choice>,
    archive: Vec<Choice>,
    put: String,
    expected: i64,
    limits: Limits,
}

/// What the form of a step stands on.
struct Loaded {
    applicant: Applicant,
    case: Case,
    put: (Outcome, i64),
    helpers: Vec<(PersonId, String)>,
    may: bool,
}

async fn load(cx: &Cx, id: ApplicantId, no: u8, permission: &'static str) -> Result<Loaded, Error> {
    let act = Act::of(cx, permission)?;
    let table = step(no).ok_or_else(not_found)?;
    cx.app
        .db
        .read("admission_step", move |tx| {
            let applicant = store::find_scoped(tx, act.scope, id)?;
            let may = match permission {
                APPROVE => take::may_above(tx, &act, &applicant, table.who).is_ok(),
                _ => table.who.is_below(),
            };
            Ok(Loaded {
                case: store::case(tx, &applicant)?,
                put: proposed(&store::written(tx, id)?),
                helpers: store::full_members(tx, &applicant.path)?,
                applicant,
                may,
            })
        })
        .await
}

fn codes(cx: &Cx, prefix: &str, all: &[&str]) -> Vec<Choice> {
    let word = |code: &&str| {
        let key = format!("{prefix}{}", code.replace('_', "-"));
        ((*code).to_owned(), cx.t(&key))
    };
    all.iter().map(word).collect()
}

/// The form of a branch's step.
///
/// # Errors
/// Outside the scope.
pub async fn form(cx: Cx, Path((id, no)): Path<(ApplicantId, u8)>) -> Answer {
    let form = fresh(&cx);
    page(&cx, id, no, ACT, form, StatusCode::OK).await
}

/// The form of a superior's step.
///
/// # Errors
/// Outside the scope.
pub async fn form_above(cx: Cx, Path((id, no)): Path<(ApplicantId, u8)>) -> Answer {
    let form = fresh(&cx);
    page(&cx, id, no, APPROVE, form, StatusCode::OK).await
}

fn fresh(cx: &Cx) -> Form {
    let today = cx.app.clock.today().to_string();
    let id = WrittenId::fresh(&cx.app.clock).to_string();
    Form::filled(cx, [("held_on", today), ("id", id)])
}

async fn page(
    cx: &Cx,
    id: ApplicantId,
    no: u8,
    permission: &'static str,
    f: Form,
    status: StatusCode,
) -> Answer {
    let table = step(no).ok_or_else(not_found)?;
    let loaded = load(cx, id, no, permission).await?;
    let limits = rules::limits(&cx.app)?;
    let path = loaded.applicant.path.clone();
    let expected = cx
        .app
        .db
        .point("count_full", move |tx| Ok(store::count_full(tx, &path)?))
        .await?;
    let title = cx.ta(
        "admission-step-title",
        &[("no", &i64::from(no)), ("name", &cx.t(&table.key()))],
    );
    let name = loaded.applicant.full_name.clone();
    let way = [
        (name, format!("/staff/admission/{id}")),
        (title.clone(), String::new()),
    ];
    let door = if permission == APPROVE {
        "approvals"
    } else {
        "steps"
    };
    let helpers = loaded.helpers.iter();
    let page = StepPage {
        crumbs: crumbs(cx, &way),
        action: format!("/staff/admission/{id}/{door}/{no}"),
        others: (!loaded.may).then(|| cx.t(table.who.key())),
        blocks: standing_blocks(cx, &loaded.case, table, &limits),
        helpers: helpers
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect(),
        recommended: codes(cx, "admission-recommended-", &RECOMMENDED),
        verdicts: codes(cx, "admission-verdict-", &VERDICTS),
        conclusions: codes(cx, "admission-conclusion-", &VERDICTS),
        proposals: codes(cx, "admission-outcome-", &PROPOSALS),
        archive: codes(cx, "admission-archive-", &ARCHIVE),
        put: match no {
            23 => cx.t(loaded.put.0.key()),
            _ => cx.t("admission-put-admit"),
        },
        applicant: loaded.applicant,
        step: table,
        title,
        expected,
        limits,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// What blocks the step whatever is typed: order, time, notice.
fn standing_blocks(cx: &Cx, case: &Case, table: &Step, limits: &Limits) -> Vec<String> {
    let likely = likely(table, cx.app.clock.today(), limits);
    let all = case.blocks(&likely, limits);
    all.into_iter().map(|block| cx.t(block.key())).collect()
}

/// The step as it would be done today with everything the form asks for.
#[must_use]
pub fn likely(table: &Step, today: jiff::civil::Date, limits: &Limits) -> Event {
    let mut event = Event::done(table.no, today);
    event.helpers = match table.no {
        5 => limits.mentors.0,
        9 => limits.introducers,
        _ => 0,
    };
    event.days = limits.training_days;
    event.outcome = match table.no {
        15 => Outcome::Passed,
        23 => Outcome::Converted,
        _ => Outcome::Done,
    };
    event
}

/// Whether a block is one that a page names beside the step.
#[must_use]
pub fn is_named(block: Block) -> bool {
    !matches!(block, Block::DoneAlready | Block::Outcome)
}

/// Writes down a branch's step.
///
/// # Errors
/// Outside the scope.
pub async fn take_below(cx: Cx, Path((id, no)): Path<(ApplicantId, u8)>, form: Form) -> Answer {
    let done = take_from(&cx, id, no, ACT, &form).await;
    answer(&cx, id, no, ACT, form, done).await
}

/// Writes down a superior's step.
///
/// # Errors
/// Outside the scope.
pub async fn take_above(cx: Cx, Path((id, no)): Path<(ApplicantId, u8)>, form: Form) -> Answer {
    let done = take_from(&cx, id, no, APPROVE, &form).await;
    answer(&cx, id, no, APPROVE, form, done).await
}

async fn answer(
    cx: &Cx,
    id: ApplicantId,
    no: u8,
    permission: &'static str,
    mut form: Form,
    done: Result<(), Error>,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/admission/{id}"), "flash-admission-step"),
        Err(error) => {
            form.take(error)?;
            page(
                cx,
                id,
                no,
                permission,
                form,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
    }
}

async fn take_from(
    cx: &Cx,
    id: ApplicantId,
    no: u8,
    permission: &'static str,
    form: &Form,
) -> Result<(), Error> {
    let table = step(no).ok_or_else(not_found)?;
    let loaded = load(cx, id, no, permission).await?;
    let limits = rules::limits(&cx.app)?;
    let act = Act::of(cx, permission)?;
    if !loaded.may {
        // What is wrong with the form is no matter to whoever may not act.
        return cx
            .app
            .db
            .read("admission_who", move |tx| {
                let applicant = store::find_scoped(tx, act.scope, id)?;
                match permission {
                    APPROVE => take::may_above(tx, &act, &applicant, table.who),
                    _ => Err(platform::error::conflict("admission-superiors-step")),
                }
            })
            .await;
    }
    let ground = Ground {
        step: table,
        case: &loaded.case,
        put: loaded.put,
        limits: &limits,
        helpers: &loaded.helpers,
        today: act.scope.today,
    };
    let taken = read(form, &ground, || WrittenId::fresh(&cx.app.clock))?;
    let sealer = cx.app.sealer.clone();
    cx.app
        .db
        .write("admission_step", move |tx| match permission {
            APPROVE => take::above(tx, &act, &sealer, id, &taken, &limits),
            _ => take::below(tx, &act, id, &taken, &limits),
        })
        .await
}
