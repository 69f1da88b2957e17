//! Reading the forms of a stay.

use jiff::civil::Date;
use platform::error::{Error, invalid};
use platform::ids::fresh_uuid;
use platform::web::{Cx, Form};

use super::answer::Answer;
use super::contact::NewContact;
use super::end::Ending;
use super::register::NewStay;
use super::{ContactId, ENDS, FloatingId, REASONS, Side, WAYS};
use crate::roster::codes::Codes;
use platform::web::field::{
    Faults, TITLE, WORDS, choice, day, maybe_day, maybe_words, past_day, words,
};

/// Letters of a place: a city is not longer.
const PLACE: usize = 60;
/// The kinds of place a coarse place ends with: what is closer than a city is asked for by nobody.
const TOO_CLOSE: [&str; 6] = ["号", "室", "栋", "单元", "楼", "弄"];

/// Choices of a form by the codes they send: (code, words).
#[must_use]
pub fn choices(cx: &Cx, key: &str, codes: &[&str]) -> Vec<(String, String)> {
    codes
        .iter()
        .map(|code| {
            let words = cx.t(&format!("{key}-{}", code.replace('_', "-")));
            ((*code).to_owned(), words)
        })
        .collect()
}

/// The kinds of unit, by their table.
#[must_use]
pub fn natures() -> Vec<(String, String)> {
    let entries = Codes::FlowUnitNature.table().entries().iter();
    entries
        .map(|one| (one.code.clone(), one.name.clone()))
        .collect()
}

/// A fresh id for a form that makes something.
#[must_use]
pub fn fresh_id(cx: &Cx) -> String {
    fresh_uuid(&cx.app.clock).simple().to_string()
}

/// A stay.
///
/// # Errors
/// Every field that is wrong.
pub fn new_stay(form: &Form, today: Date, on_paper: bool) -> Result<NewStay, Error> {
    let mut faults = Faults::default();
    let id = form
        .value("id")
        .parse()
        .map_err(|_| invalid("", "moving-form-again"));
    let new = NewStay {
        id: faults.or(id, FloatingId([0; 16])),
        reason: faults.or(choice(form, "reason", &REASONS), "").to_owned(),
        destination: faults.keep(destination(form)),
        unit_nature: faults.keep(nature(form)),
        from_on: faults.or(day(form, "from_on"), today),
        expected_until: faults.keep(maybe_day(form, "expected_until")),
        has_card: form.checked("has_card", "1"),
        on_paper,
    };
    faults.done(new)
}

/// A city, and no address.
fn destination(form: &Form) -> Result<String, Error> {
    let place = words(form, "destination", PLACE)?;
    if TOO_CLOSE.iter().any(|end| place.ends_with(end)) {
        return Err(invalid("destination", "floating-place-too-close"));
    }
    Ok(place)
}

fn nature(form: &Form) -> Result<String, Error> {
    let code = form.value("unit_nature");
    if code.is_empty() || Codes::FlowUnitNature.table().name_of(code).is_some() {
        return Ok(code.to_owned());
    }
    Err(invalid("unit_nature", "error-required"))
}

/// The host as typed: a branch of ours in full, one outside in words, or nothing.
///
/// # Errors
/// When it is too long.
pub fn host(form: &Form) -> Result<String, Error> {
    maybe_words(form, "host", TITLE)
}

/// A contact.
///
/// # Errors
/// Every field that is wrong.
pub fn new_contact(form: &Form, today: Date) -> Result<NewContact, Error> {
    let mut faults = Faults::default();
    let id = form
        .value("id")
        .parse()
        .map_err(|_| invalid("", "moving-form-again"));
    let new = NewContact {
        id: faults.or(id, ContactId([0; 16])),
        how: faults.or(choice(form, "how", &WAYS), "").to_owned(),
        on: faults.or(past_day(form, "on", today), today),
        note: faults.keep(words(form, "note", 300)),
    };
    faults.done(new)
}

/// How it ended.
///
/// # Errors
/// Every field that is wrong.
pub fn ending(form: &Form, today: Date) -> Result<Ending, Error> {
    let mut faults = Faults::default();
    let ending = Ending {
        on: faults.or(past_day(form, "on", today), today),
        how: faults.or(choice(form, "how", &ENDS), "").to_owned(),
        words: faults.keep(maybe_words(form, "words", WORDS)),
    };
    faults.done(ending)
}

/// What a side says: by whom only when it stands outside, and why when it says no.
///
/// # Errors
/// Every field that is wrong.
pub fn answer(form: &Form, side: Side, outside: bool) -> Result<Answer, Error> {
    let mut faults = Faults::default();
    let verdict = choice(form, "verdict", &["yes", "no"]);
    let yes = faults.or(verdict, "yes") == "yes";
    let (unit, name) = match outside {
        true => (
            faults.keep(words(form, "unit", TITLE)),
            faults.keep(words(form, "name", 60)),
        ),
        false => Default::default(),
    };
    let said = match yes {
        true => maybe_words(form, "words", WORDS),
        false => words(form, "words", WORDS),
    };
    let words = faults.keep(said);
    faults.done(Answer {
        side,
        yes,
        said_by: format!("{unit} {name}").trim().to_owned(),
        words,
    })
}
