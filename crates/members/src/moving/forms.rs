//! Reading the forms of this part: words that must be there, days, choices, and all faults at once.

use jiff::civil::Date;
use platform::error::{Error, invalid};
use platform::web::Form;

/// Letters of a name or a title.
pub const NAME: usize = 120;
/// Letters of a few sentences.
pub const WORDS: usize = 1_000;

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

/// Words that may be left out.
///
/// # Errors
/// When there are too many.
pub fn optional(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    let text = form.value(field);
    if text.chars().count() > most {
        return Err(invalid(field, "moving-too-long"));
    }
    Ok(text.to_owned())
}

/// A day that must be there and has come.
///
/// # Errors
/// When it is none, or lies in the future.
pub fn past_day(form: &Form, field: &'static str, today: Date) -> Result<Date, Error> {
    let day = day(form, field)?;
    if day > today {
        return Err(invalid(field, "moving-day-in-future"));
    }
    Ok(day)
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

/// A day that may be left out.
///
/// # Errors
/// When something stands there that is none.
pub fn optional_day(form: &Form, field: &'static str) -> Result<Option<Date>, Error> {
    match form.some(field) {
        None => Ok(None),
        Some(_) => day(form, field).map(Some),
    }
}

/// One of the codes offered.
///
/// # Errors
/// When it is none of them.
pub fn choice<'c>(form: &Form, field: &'static str, codes: &[&'c str]) -> Result<&'c str, Error> {
    let sent = form.value(field);
    codes
        .iter()
        .find(|code| **code == sent)
        .copied()
        .ok_or_else(|| invalid(field, "error-required"))
}

/// The errors of several fields gathered while they are read, so that all of it is said at once.
#[derive(Default)]
pub struct Faults(Vec<platform::error::FieldError>, Option<Error>);

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
