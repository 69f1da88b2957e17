//! What the forms of this room share: words that must be there, numbers, and all faults at once.

use platform::error::{Error, invalid};
use platform::web::Form;

/// Letters of a title.
pub const TITLE: usize = 120;
/// Letters of a few sentences.
pub const WORDS: usize = 2_000;
/// Letters of what is written down of one item.
pub const LONG: usize = 8_000;

/// Words that must be there.
///
/// # Errors
/// When there are none, or too many.
pub fn words(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    match some_words(form, field, most)? {
        text if text.is_empty() => Err(invalid(field, "error-required")),
        text => Ok(text),
    }
}

/// Words that may be left out.
///
/// # Errors
/// When there are too many.
pub fn some_words(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    let text = form.value(field);
    if text.chars().count() > most {
        return Err(invalid(field, "meeting-too-long"));
    }
    Ok(text.replace("\r\n", "\n"))
}

/// A whole number of nothing or more; an empty field is nothing.
///
/// # Errors
/// When it is none.
pub fn count(form: &Form, field: &'static str) -> Result<i64, Error> {
    let text = form.value(field);
    if text.is_empty() {
        return Ok(0);
    }
    let number = text.parse().ok().filter(|n| (0..=100_000).contains(n));
    number.ok_or_else(|| invalid(field, "meeting-not-a-number"))
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
