//! What the forms of this room share: words that must be there, days, numbers, and all faults at once.

use jiff::civil::Date;
use platform::error::{Error, invalid};
use platform::web::Form;

/// Letters of a name or title.
pub const TITLE: usize = 120;
/// Letters of a few sentences.
pub const WORDS: usize = 2_000;

/// Words that must be there.
///
/// # Errors
/// When there are none, or too many.
pub fn words(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    let text = optional(form, field, most)?;
    if text.is_empty() {
        return Err(invalid(field, "error-required"));
    }
    Ok(text)
}

/// Words that may be there.
///
/// # Errors
/// When there are too many.
pub fn optional(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    let text = form.value(field);
    if text.chars().count() > most {
        return Err(invalid(field, "grow-too-long"));
    }
    Ok(text.to_owned())
}

/// A day that must be there.
///
/// # Errors
/// When it is none.
pub fn day(form: &Form, field: &'static str) -> Result<Date, Error> {
    form.value(field)
        .parse()
        .map_err(|_| invalid(field, "error-date"))
}

/// A day that must be there and has come.
///
/// # Errors
/// When it is none, or lies ahead.
pub fn past_day(form: &Form, field: &'static str, today: Date) -> Result<Date, Error> {
    let day = day(form, field)?;
    if day > today {
        return Err(invalid(field, "grow-day-ahead"));
    }
    Ok(day)
}

/// A whole number within bounds.
///
/// # Errors
/// When it is none, or outside them.
pub fn number(form: &Form, field: &'static str, least: i64, most: i64) -> Result<i64, Error> {
    let text = form.value(field);
    if text.is_empty() {
        return Err(invalid(field, "error-required"));
    }
    text.parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| invalid(field, "grow-number"))
}

/// Keeps a value, or notes what is wrong with it.
///
/// # Errors
/// What is no fault of a field.
pub fn kept<T>(
    read: Result<T, Error>,
    wrong: &mut Vec<platform::error::FieldError>,
) -> Result<Option<T>, Error> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Error::Invalid(more)) => {
            wrong.extend(more);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// The id a form was opened with, so that sending it twice makes one thing; a fresh one without.
///
/// # Errors
/// When it is no id.
pub fn client_id<T>(form: &Form, fresh: impl FnOnce() -> T) -> Result<T, Error>
where
    T: std::str::FromStr<Err = Error>,
{
    match form.some("id") {
        None => Ok(fresh()),
        Some(text) => text.parse(),
    }
}
