//! Reading the forms of a transfer.

use jiff::civil::Date;
use platform::error::{Error, invalid};
use platform::web::Form;

use super::TransferId;
use super::change::{Arrived, Letter, NewTransfer};
use platform::web::field::{Faults, TITLE, WORDS, choice, day, maybe_words, past_day, words};

/// A transfer that is asked for.
///
/// # Errors
/// Every field that is wrong.
pub fn new_transfer(form: &Form, on_paper: bool) -> Result<NewTransfer, Error> {
    let mut faults = Faults::default();
    let id = form
        .value("id")
        .parse()
        .map_err(|_| invalid("", "moving-form-again"));
    let new = NewTransfer {
        id: faults.or(id, TransferId([0; 16])),
        reason: faults.keep(words(form, "reason", WORDS)),
        dues_until: faults.keep(month(form)),
        on_paper,
    };
    faults.done(new)
}

/// A month, `2026-10`.
fn month(form: &Form) -> Result<String, Error> {
    let text = form.value("dues_until");
    let whole = text.len() == 7 && format!("{text}-01").parse::<Date>().is_ok();
    if !whole {
        return Err(invalid("dues_until", "transfer-month-wrong"));
    }
    Ok(text.to_owned())
}

/// The receiver as typed.
///
/// # Errors
/// When there is none.
pub fn to(form: &Form) -> Result<String, Error> {
    words(form, "to", TITLE)
}

/// A letter to be written.
///
/// # Errors
/// Every field that is wrong.
pub fn letter(form: &Form, today: Date, days: i64) -> Result<Letter, Error> {
    let mut faults = Faults::default();
    let sent: Result<i64, _> = form.value("days").parse();
    let days = match form.some("days") {
        None => Ok(days),
        Some(_) => sent
            .ok()
            .filter(|asked| (1..=days).contains(asked))
            .ok_or_else(|| invalid("days", "transfer-days-wrong")),
    };
    let letter = Letter {
        no: faults.keep(maybe_words(form, "letter_no", 60)),
        on: faults.or(past_day(form, "letter_on", today), today),
        days: faults.or(days, 1),
    };
    faults.done(letter)
}

/// A letter that came.
///
/// # Errors
/// Every field that is wrong.
pub fn arrived(form: &Form, today: Date) -> Result<Arrived, Error> {
    let mut faults = Faults::default();
    let blank = NewTransfer {
        id: TransferId([0; 16]),
        reason: String::new(),
        dues_until: String::new(),
        on_paper: true,
    };
    let arrived = Arrived {
        new: faults.or(new_transfer(form, true), blank),
        name: faults.keep(words(form, "name", 60)),
        from: faults.keep(words(form, "from", TITLE)),
        letter_no: faults.keep(words(form, "letter_no", 60)),
        letter_on: faults.or(past_day(form, "letter_on", today), today),
        valid_until: faults.or(day(form, "valid_until"), today),
    };
    faults.done(arrived)
}

/// What the receiver outside said, and who said so.
///
/// # Errors
/// Every field that is wrong.
pub fn answer(form: &Form) -> Result<(bool, String, String), Error> {
    let mut faults = Faults::default();
    let yes = faults.or(choice(form, "verdict", &["yes", "no"]), "yes") == "yes";
    let unit = faults.keep(words(form, "unit", TITLE));
    let name = faults.keep(words(form, "name", 60));
    let said = match yes {
        true => maybe_words(form, "words", WORDS),
        false => words(form, "words", WORDS),
    };
    let said = faults.keep(said);
    faults.done((yes, format!("{unit} {name}"), said))
}

/// Number and day in the national system.
///
/// # Errors
/// Every field that is wrong.
pub fn national(form: &Form, today: Date) -> Result<(String, Date), Error> {
    let mut faults = Faults::default();
    let no = faults.keep(words(form, "national_no", 60));
    let on = faults.or(past_day(form, "national_on", today), today);
    faults.done((no, on))
}
