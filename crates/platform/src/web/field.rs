//! What a field of a form holds: words, days, numbers, choices, and all faults of a form at once.

use jiff::civil::Date;

use super::form::Form;
use crate::error::{Error, FieldError, Message, invalid};

/// Letters of a name or a title.
pub const TITLE: usize = 120;
/// Letters of a few sentences.
pub const WORDS: usize = 2_000;
/// Letters of a page.
pub const LONG: usize = 8_000;

/// Words that must be there.
///
/// # Errors
/// When there are none, or too many.
pub fn words(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    let text = maybe_words(form, field, most)?;
    if text.is_empty() {
        return Err(invalid(field, "error-required"));
    }
    Ok(text)
}

/// Words that may be left out.
///
/// # Errors
/// When there are too many.
pub fn maybe_words(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    // A browser sends each line's end as two characters; a person typed one.
    let text = form.value(field).replace("\r\n", "\n").replace('\0', "");
    if text.chars().count() > most {
        return Err(too_long(field, most));
    }
    Ok(text)
}

/// The fault of words that are too many, of which so many letters may stay.
#[must_use]
pub fn too_long(field: &str, most: usize) -> Error {
    Error::Invalid(vec![FieldError {
        field: field.to_owned(),
        message: Message::new("error-too-long").with("count", most),
    }])
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
        return Err(invalid(field, "error-day-ahead"));
    }
    Ok(day)
}

/// A day that may be left out.
///
/// # Errors
/// When something stands there that is none.
pub fn maybe_day(form: &Form, field: &'static str) -> Result<Option<Date>, Error> {
    match form.some(field) {
        None => Ok(None),
        Some(_) => day(form, field).map(Some),
    }
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
    let number = text.parse().ok();
    let within = number.filter(|number| (least..=most).contains(number));
    within.ok_or_else(|| {
        Error::Invalid(vec![FieldError {
            field: field.to_owned(),
            message: Message::new("error-number-between")
                .with("least", least)
                .with("most", most),
        }])
    })
}

/// How many; an empty field is none.
///
/// # Errors
/// When it is no whole number, or greater than anything counted here.
pub fn count(form: &Form, field: &'static str) -> Result<i64, Error> {
    match form.some(field) {
        None => Ok(0),
        Some(_) => number(form, field, 0, 100_000),
    }
}

/// One of the codes offered.
///
/// # Errors
/// When it is none of them.
pub fn choice<'c>(form: &Form, field: &'static str, codes: &[&'c str]) -> Result<&'c str, Error> {
    let sent = form.value(field);
    let found = codes.iter().find(|code| **code == sent).copied();
    found.ok_or_else(|| invalid(field, "error-required"))
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

/// Everything that is wrong in one error, so that all of it is said at once.
#[must_use]
pub fn faults<const N: usize>(found: [Option<Error>; N]) -> Error {
    let mut fields = Vec::new();
    for error in found.into_iter().flatten() {
        match error {
            Error::Invalid(more) => fields.extend(more),
            other => return other,
        }
    }
    Error::Invalid(fields)
}

/// Keeps a value, or notes what is wrong with it.
///
/// # Errors
/// What is no fault of a field.
pub fn kept<T>(read: Result<T, Error>, wrong: &mut Vec<FieldError>) -> Result<Option<T>, Error> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Error::Invalid(more)) => {
            wrong.extend(more);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// The errors of several fields gathered while they are read, so that all of it is said at once.
#[derive(Default)]
pub struct Faults(Vec<FieldError>, Option<Error>);

impl Faults {
    /// A value, or its place holder with the fault kept.
    pub fn keep<T: Default>(&mut self, read: Result<T, Error>) -> T {
        self.or(read, T::default())
    }

    /// A value, or another one with the fault kept.
    pub fn or<T>(&mut self, read: Result<T, Error>, other: T) -> T {
        match read {
            Ok(value) => value,
            Err(Error::Invalid(fields)) => {
                self.0.extend(fields);
                other
            }
            Err(error) => {
                self.1.get_or_insert(error);
                other
            }
        }
    }

    /// What was read, when nothing is wrong.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn done<T>(self, value: T) -> Result<T, Error> {
        if let Some(error) = self.1 {
            return Err(error);
        }
        if self.0.is_empty() {
            return Ok(value);
        }
        Err(Error::Invalid(self.0))
    }
}
