//! What the forms of this room share: words that must be there, days, and all faults at once.

use jiff::civil::Date;
use platform::error::{Error, FieldError, Message, invalid};
use platform::web::Form;

/// Letters of a title.
pub const TITLE: usize = 120;
/// Letters of a few sentences.
pub const WORDS: usize = 2_000;

/// Words that must be there.
///
/// # Errors
/// When there are none, or too many.
pub fn words(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    if form.value(field).is_empty() {
        return Err(invalid(field, "error-required"));
    }
    maybe(form, field, most)
}

/// Words that may be there.
///
/// # Errors
/// When there are too many.
pub fn maybe(form: &Form, field: &'static str, most: usize) -> Result<String, Error> {
    // A browser sends each line's end as two characters; a person typed one.
    let text = form.value(field).replace("\r\n", "\n").replace('\0', "");
    if text.chars().count() > most {
        return Err(Error::Invalid(vec![FieldError {
            field: field.to_owned(),
            message: Message::new("matter-too-long").with("count", most),
        }]));
    }
    Ok(text)
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
