//! What staff send about a request; each form is one ability.

use http::StatusCode;
use platform::audit::{self, Entry};
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form};

use super::rules::{Rules, rules};
use super::show::{self, PAUSES};
use super::{ACT, RULE, WINDOW, exclusion, handle, store};
use crate::evidence;
use crate::matter::change::Said;
use crate::matter::machine::Verdict;
use crate::matter::{Kind, MatterId, store as matters};
use org::Act;
use platform::web::field::{WORDS, faults, maybe_words, words};

/// Letters of a reason.
const REASON: usize = 500;
/// Letters of a name.
const NAME: usize = 120;

/// Where one goes on after a form: the request, or the list when it is somebody else's now.
#[derive(Clone, Copy)]
enum On {
    Request,
    List,
}

/// Through what a request is found: before anything is said of what was typed.
#[derive(Clone, Copy)]
enum By {
    /// Its owner is within the reach.
    Owner,
    /// It is offered within the reach.
    Offer,
    /// It waits for a ruling within the reach.
    Ruling,
    /// Its owner stands below.
    Above,
}

/// Finds a request; one that is within the reach and is not asked for so is a conflict.
fn find(tx: &mut Tx<'_>, act: &Act, id: MatterId, by: By) -> Result<(), Error> {
    let kind = Kind::Request;
    let found = match by {
        By::Owner => matters::find_scoped(tx, act.scope, kind, id),
        By::Offer => matters::find_offered(tx, act.scope, kind, id),
        By::Ruling => matters::find_ruling(tx, act.scope, kind, id),
        By::Above => matters::find_below(tx, act.scope, kind, id),
    };
    match found {
        Err(Error::NotFound) => {
            matters::find_scoped(tx, act.scope, kind, id)?;
            Err(conflict(match by {
                By::Above => "request-exclusion-own",
                _ => "matter-not-now",
            }))
        }
        found => found.map(|_| ()),
    }
}

/// Does what a form asks for; with faults the page comes back with what was typed.
async fn done<F>(
    (cx, id, mut form): (Cx, MatterId, Form),
    (permission, name, by): (&'static str, &'static str, By),
    (flash, on): (&'static str, On),
    work: F,
) -> Answer
where
    F: Fn(&mut Tx<'_>, &Act, &Form, &Rules) -> Result<(), Error> + Send + Sync + 'static,
{
    let (act, rules, asked) = (Act::of(&cx, permission)?, rules(&cx.app)?, form.clone());
    let done = cx
        .app
        .db
        .write(name, move |tx| {
            find(tx, &act, id, by)?;
            work(tx, &act, &asked, &rules)
        })
        .await;
    match done {
        Ok(()) => match on {
            On::Request => go_saying(&format!("/staff/requests/{id}"), flash),
            On::List => go_saying("/staff/requests", flash),
        },
        Err(error) => {
            form.take(error)?;
            show::page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await
        }
    }
}

fn person(form: &Form) -> Result<PersonId, Error> {
    form.value("person")
        .parse()
        .map_err(|_| invalid("person", "error-required"))
}

/// Somebody was in touch.
///
/// # Errors
/// Outside the scope.
pub async fn contact(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-contacted", On::Request);
    done(
        (cx, id, form),
        (ACT, "contact_request", By::Owner),
        saying,
        move |tx, act, form, _| handle::contact(tx, act, id, &words(form, "contact", REASON)?),
    )
    .await
}

/// Hands it over.
///
/// # Errors
/// Outside the scope.
pub async fn offer(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-offered", On::Request);
    done(
        (cx, id, form),
        (ACT, "offer_request", By::Owner),
        saying,
        move |tx, act, form, rules| {
            let (unit, reason) = unit_and_reason(form, "offer_reason")?;
            handle::offer(tx, act, id, (&unit, &reason), rules)?;
            Ok(())
        },
    )
    .await
}

fn unit_and_reason(form: &Form, field: &'static str) -> Result<(String, String), Error> {
    match (words(form, "unit", NAME), words(form, field, REASON)) {
        (Ok(unit), Ok(reason)) => Ok((unit, reason)),
        (unit, reason) => Err(faults([unit.err(), reason.err()])),
    }
}

/// Takes it.
///
/// # Errors
/// Outside the scope.
pub async fn accept(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-accepted", On::Request);
    done(
        (cx, id, form),
        (ACT, "accept_request", By::Offer),
        saying,
        move |tx, act, form, rules| handle::accept(tx, act, id, person(form)?, rules),
    )
    .await
}

/// Does not take it.
///
/// # Errors
/// Outside the scope.
pub async fn refuse(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-refused", On::List);
    done(
        (cx, id, form),
        (ACT, "refuse_request", By::Offer),
        saying,
        move |tx, act, form, rules| {
            handle::refuse(tx, act, id, &words(form, "refusal", REASON)?, rules)
        },
    )
    .await
}

/// Keeps it after all.
///
/// # Errors
/// Outside the scope.
pub async fn withdraw(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-withdrawn", On::Request);
    done(
        (cx, id, form),
        (ACT, "withdraw_offer", By::Owner),
        saying,
        move |tx, act, _, rules| handle::withdraw(tx, act, id, rules),
    )
    .await
}

/// Rules whose it is.
///
/// # Errors
/// Outside the scope.
pub async fn rule(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-ruled", On::Request);
    done(
        (cx, id, form),
        (RULE, "rule_request", By::Ruling),
        saying,
        move |tx, act, form, rules| {
            let (unit, reason) = unit_and_reason(form, "ruling_reason")?;
            handle::rule(tx, act, id, (&unit, &reason), rules)
        },
    )
    .await
}

/// Another person answers for it.
///
/// # Errors
/// Outside the scope.
pub async fn assign(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-assigned", On::Request);
    done(
        (cx, id, form),
        (ACT, "assign_request", By::Owner),
        saying,
        move |tx, act, form, rules| handle::assign(tx, act, id, person(form)?, rules),
    )
    .await
}

/// Lets the clock stand still.
///
/// # Errors
/// Outside the scope.
pub async fn pause(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-paused", On::Request);
    done(
        (cx, id, form),
        (ACT, "pause_request", By::Owner),
        saying,
        move |tx, act, form, rules| {
            let days = form.value("days").parse::<i64>().ok();
            let days = days
                .filter(|days| (1..=rules.pause_days).contains(days))
                .ok_or_else(|| invalid("days", "matter-pause-days-wrong"))?;
            let reason = PAUSES
                .into_iter()
                .find(|one| *one == form.value("pause"))
                .ok_or_else(|| invalid("pause", "error-required"))?;
            handle::pause(tx, act, id, (days, reason), rules)
        },
    )
    .await
}

/// Makes it a hard one.
///
/// # Errors
/// Outside the scope.
pub async fn harden(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-hardened", On::Request);
    done(
        (cx, id, form),
        (ACT, "harden_request", By::Owner),
        saying,
        move |tx, act, form, rules| {
            handle::harden(tx, act, id, &words(form, "hard_reason", REASON)?, rules)
        },
    )
    .await
}

/// Answers it.
///
/// # Errors
/// Outside the scope.
pub async fn answer(cx: Cx, Path(id): Path<MatterId>, mut form: Form) -> Answer {
    let saying = ("flash-request-answered", On::Request);
    let act = Act::of(&cx, ACT)?;
    cx.app
        .db
        .read("request_to_answer", move |tx| find(tx, &act, id, By::Owner))
        .await?;
    let files = match evidence::taken(&cx, &form).await {
        Ok(files) => files,
        Err(error) => {
            form.take(error)?;
            return show::page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
        }
    };
    done(
        (cx, id, form),
        (ACT, "answer_request", By::Owner),
        saying,
        move |tx, act, form, rules| {
            let words = words(form, "answer", WORDS)?;
            handle::answer(tx, act, id, (&words, &files), rules)
        },
    )
    .await
}

/// A verdict from a form: of the resident's own page, or of the window's.
///
/// # Errors
/// Every field that is wrong.
pub(super) fn verdict(form: &Form) -> Result<(Verdict, Option<bool>, String), Error> {
    let said = Verdict::from_code(form.value("verdict"))
        .ok_or_else(|| invalid("verdict", "error-required"));
    let satisfied = match form.value("satisfied") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    match (said, maybe_words(form, "said", REASON)) {
        (Ok(said), Ok(words)) => Ok((said, satisfied, words)),
        (said, words) => Err(faults([said.err(), words.err()])),
    }
}

/// Writes down what the resident says of it.
///
/// # Errors
/// Outside the scope.
pub async fn judge(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-judged", On::Request);
    done(
        (cx, id, form),
        (WINDOW, "judge_request", By::Owner),
        saying,
        move |tx, act, form, rules| {
            let (verdict, satisfied, words) = verdict(form)?;
            let said = Said {
                verdict,
                satisfied,
                words: &words,
                by: None,
            };
            handle::judge_for(tx, act, id, &said, rules)
        },
    )
    .await
}

/// Asks for it to be taken out.
///
/// # Errors
/// Outside the scope.
pub async fn exclude(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-exclusion-asked", On::Request);
    done(
        (cx, id, form),
        (ACT, "ask_exclusion", By::Owner),
        saying,
        move |tx, act, form, _| match (
            exclusion::reason(form.value("reason")),
            words(form, "grounds", REASON),
        ) {
            (Ok(reason), Ok(words)) => exclusion::ask(tx, act, id, (reason, &words)),
            (reason, words) => Err(faults([reason.err(), words.err()])),
        },
    )
    .await
}

/// Decides whether it is taken out.
///
/// # Errors
/// Outside the scope.
pub async fn decide(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let saying = ("flash-request-decided", On::Request);
    done(
        (cx, id, form),
        (RULE, "decide_exclusion", By::Above),
        saying,
        move |tx, act, form, rules| {
            let granted = match form.value("granted") {
                "yes" => Ok(true),
                "no" => Ok(false),
                _ => Err(invalid("granted", "error-required")),
            };
            match (granted, words(form, "decision", REASON)) {
                (Ok(granted), Ok(words)) => {
                    exclusion::decide(tx, act, id, (granted, &words), rules)
                }
                (granted, words) => Err(faults([granted.err(), words.err()])),
            }
        },
    )
    .await
}

/// Shows the telephone number in full, for a reason that stays.
///
/// # Errors
/// Outside the scope; not found when there is no number (any more).
pub async fn phone(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let act = Act::of(&cx, ACT)?;
    let reason = match form.value("reason") {
        reason @ ("callback" | "visit" | "check") => reason.to_owned(),
        _ => "callback".to_owned(),
    };
    let request = cx
        .app
        .db
        .write("unmask_request", move |tx| {
            let matter = matters::find_scoped(tx, act.scope, Kind::Request, id)?;
            let request = store::find(tx, id)?;
            let entry = Entry::new(act.now(), "request.unmask", "matter")
                .on(id.0)
                .by(act.scope.person)
                .within(matter.path)
                .because(reason.clone());
            audit::write(tx, &entry)?;
            Ok(request)
        })
        .await?;
    let Some(sealed) = request.phone.as_ref() else {
        let mut form = Form::empty(&cx);
        form.take(conflict("matter-not-now"))?;
        return show::page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    };
    let plain = show::open_phone(&cx, &request, sealed)?;
    let form = Form::empty(&cx);
    show::page(&cx, id, form, StatusCode::OK, Some(plain)).await
}
