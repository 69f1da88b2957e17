//! Beside the steps: public notices, blocks that fall, pauses, exits and moves.

use http::StatusCode;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form};

use super::machine::Block;
use super::notice::{self, NewNotice};
use super::turn::{self, KINDS, NewTurn};
use super::{
    ACT, ApplicantId, NoticeId, OVERRIDE, OverrideId, overrule, rules, show, store, unmask,
};
use org::Act;
use platform::web::field::{TITLE, WORDS, client_id, day, kept, past_day, words};

async fn answer(
    cx: &Cx,
    id: ApplicantId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/admission/{id}"), said),
        Err(error) => {
            form.take(error)?;
            show::page(cx, id, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Begins a public notice.
///
/// # Errors
/// Outside the scope.
pub async fn begin_notice(cx: Cx, Path(id): Path<ApplicantId>, form: Form) -> Answer {
    let done = begin_notice_from(&cx, id, &form).await;
    answer(&cx, id, form, done, "flash-admission-notice").await
}

async fn begin_notice_from(cx: &Cx, id: ApplicantId, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, ACT)?;
    let limits = rules::limits(&cx.app)?;
    let new = new_notice(cx, form)?;
    cx.app
        .db
        .write("begin_notice", move |tx| {
            notice::begin(tx, &act, id, &new, &limits)
        })
        .await
}

fn new_notice(cx: &Cx, form: &Form) -> Result<NewNotice, Error> {
    let mut wrong = Vec::new();
    let stage = form.value("notice_stage").to_owned();
    if !matches!(stage.as_str(), "admission_candidate" | "conversion") {
        kept::<()>(Err(invalid("notice_stage", "error-required")), &mut wrong)?;
    }
    let begins_on = kept(day(form, "begins_on"), &mut wrong)?;
    let ends_on = match form.some("ends_on") {
        None => None,
        Some(_) => kept(day(form, "ends_on"), &mut wrong)?,
    };
    let place = kept(words(form, "place", TITLE), &mut wrong)?;
    let contact = kept(words(form, "contact", TITLE), &mut wrong)?;
    match (begins_on, place, contact) {
        (Some(begins_on), Some(place), Some(contact)) if wrong.is_empty() => Ok(NewNotice {
            id: client_id(form, || NoticeId::fresh(&cx.app.clock))?,
            stage,
            begins_on,
            ends_on,
            place,
            contact,
        }),
        _ => Err(Error::Invalid(wrong)),
    }
}

/// Writes down what came of a notice.
///
/// # Errors
/// Outside the scope.
pub async fn conclude_notice(cx: Cx, Path(id): Path<NoticeId>, form: Form) -> Answer {
    let act = Act::of(&cx, ACT)?;
    let reader = act.clone();
    let applicant = cx
        .app
        .db
        .point("notice_of", move |tx| {
            let found = store::notice(tx, id)?;
            Ok(store::find_scoped(tx, reader.scope, found.applicant)?.id)
        })
        .await?;
    let result = form.value("result").to_owned();
    let said = if matches!(result.as_str(), "none" | "handled" | "upheld") {
        let must = result != "none";
        match (must, words(&form, "result_words", WORDS)) {
            (_, Ok(said)) => Ok(said),
            (false, Err(_)) if form.value("result_words").is_empty() => Ok(String::new()),
            (_, Err(error)) => Err(error),
        }
    } else {
        Err(invalid("result", "error-required"))
    };
    let done = match said {
        Err(error) => Err(error),
        Ok(said) => {
            let written = cx.app.db.write("conclude_notice", move |tx| {
                notice::conclude(tx, &act, id, &result, &said)
            });
            written.await.map(|_| ())
        }
    };
    answer(&cx, applicant, form, done, "flash-admission-notice-result").await
}

/// Asks that a block shall not hold.
///
/// # Errors
/// Outside the scope.
pub async fn ask_override(cx: Cx, Path(id): Path<ApplicantId>, form: Form) -> Answer {
    let done = ask_from(&cx, id, &form).await;
    answer(&cx, id, form, done, "flash-admission-override-asked").await
}

async fn ask_from(cx: &Cx, id: ApplicantId, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, ACT)?;
    let (no, block) = form.value("block").split_once('-').unwrap_or_default();
    let no: Option<u8> = no.parse().ok().filter(|no| (1..=25).contains(no));
    let named = no.zip(Block::from_code(block));
    let named = named.ok_or_else(|| invalid("block", "error-required"))?;
    let reason = words(form, "reason_words", WORDS)?;
    let asked = cx.app.db.write("ask_override", move |tx| {
        overrule::ask(tx, &act, id, named, &reason)
    });
    asked.await.map(|_| ())
}

/// Agrees that a block falls, or does not.
///
/// # Errors
/// Outside the scope.
pub async fn decide_override(cx: Cx, Path(id): Path<OverrideId>, form: Form) -> Answer {
    let act = Act::of(&cx, OVERRIDE)?;
    let reader = act.clone();
    let applicant = cx
        .app
        .db
        .point("override_of", move |tx| {
            let found = store::an_override(tx, id)?;
            Ok(store::find_scoped(tx, reader.scope, found.applicant)?.id)
        })
        .await?;
    let confirmed = match form.value("decision") {
        "confirmed" => Ok(true),
        "refused" => Ok(false),
        _ => Err(invalid("decision", "error-required")),
    };
    let done = match (confirmed, words(&form, "decision_words", WORDS)) {
        (Ok(confirmed), Ok(said)) => {
            let decided = cx.app.db.write("decide_override", move |tx| {
                overrule::decide(tx, &act, id, confirmed, &said)
            });
            decided.await.map(|_| ())
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    answer(
        &cx,
        applicant,
        form,
        done,
        "flash-admission-override-decided",
    )
    .await
}

/// Pauses a case, takes it up again, ends it or moves it.
///
/// # Errors
/// Outside the scope.
pub async fn turn(cx: Cx, Path(id): Path<ApplicantId>, form: Form) -> Answer {
    let done = turn_from(&cx, id, &form).await;
    answer(&cx, id, form, done, "flash-admission-turn").await
}

async fn turn_from(cx: &Cx, id: ApplicantId, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, ACT)?;
    let limits = rules::limits(&cx.app)?;
    let mut wrong = Vec::new();
    let kind = form.value("kind").to_owned();
    if !KINDS.contains(&kind.as_str()) {
        kept::<()>(Err(invalid("kind", "error-required")), &mut wrong)?;
    }
    let held_on = kept(past_day(form, "held_on", act.scope.today), &mut wrong)?;
    let said = kept(words(form, "turn_words", WORDS), &mut wrong)?;
    let (Some(held_on), Some(said), true) = (held_on, said, wrong.is_empty()) else {
        return Err(Error::Invalid(wrong));
    };
    let to = match (kind.as_str(), form.some("to")) {
        ("transferred", Some(text)) => Some(crate::named_org(cx, ACT, "to", text).await?),
        _ => None,
    };
    let new = NewTurn {
        kind,
        held_on,
        words: said,
        to,
    };
    cx.app
        .db
        .write("admission_turn", move |tx| {
            turn::turn(tx, &act, id, &new, &limits)
        })
        .await
}

/// Shows one sealed field in full on the page that answers, once.
///
/// # Errors
/// Outside the scope.
pub async fn show_sealed(cx: Cx, Path(id): Path<ApplicantId>, mut form: Form) -> Answer {
    let scope = org::tree::pages::scope(&cx, "members.unseal")?;
    let field = form.value("field").to_owned();
    let name = unmask::FIELDS.into_iter().find(|one| *one == field);
    let asked = (field, form.value("reason").to_owned());
    match unmask::unmask(&cx.app, scope, id, asked).await {
        Ok(seen) => {
            let seen = seen.unwrap_or_else(|| cx.t("admission-nothing-known"));
            let seen = name.map(|name| (name, seen));
            show::page(&cx, id, Form::empty(&cx), seen, StatusCode::OK).await
        }
        Err(error) => {
            form.take(error)?;
            show::page(&cx, id, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
