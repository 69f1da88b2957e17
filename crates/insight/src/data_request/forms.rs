//! Reading the forms of the desk.

use platform::error::{Error, FieldError, Message, invalid};
use platform::web::Form;

use super::change::NewRequest;
use super::{Field, Units};
use platform::web::field::{TITLE, WORDS, day, faults, too_long, words};

/// Things a form can ask for beside the dictionary.
pub const ASKED: [(&str, &str); 5] = [
    ("asked_1", "kind_1"),
    ("asked_2", "kind_2"),
    ("asked_3", "kind_3"),
    ("asked_4", "kind_4"),
    ("asked_5", "kind_5"),
];

/// A new request.
///
/// # Errors
/// Every field that is wrong.
pub fn new_request(form: &Form) -> Result<NewRequest, Error> {
    let org = form
        .value("org")
        .parse()
        .map_err(|_| invalid("org", "data-request-no-such-org"));
    let title = words(form, "title", TITLE);
    let purpose = words(form, "purpose", WORDS);
    let basis = words(form, "basis", TITLE);
    let units =
        Units::from_code(form.value("units")).ok_or_else(|| invalid("units", "error-required"));
    let expires_on = day(form, "expires_on");
    match (org, title, purpose, basis, units, expires_on) {
        (Ok(org), Ok(title), Ok(purpose), Ok(basis), Ok(units), Ok(expires_on)) => Ok(NewRequest {
            org,
            title,
            purpose,
            basis,
            units,
            expires_on,
            known: form.all("known").into_iter().map(str::to_owned).collect(),
            asked: asked(form)?,
        }),
        (org, title, purpose, basis, units, expires_on) => Err(faults([
            org.err(),
            title.err(),
            purpose.err(),
            basis.err(),
            units.err(),
            expires_on.err(),
        ])),
    }
}

fn asked(form: &Form) -> Result<Vec<(String, &'static str)>, Error> {
    let mut asked = Vec::new();
    for (name, kind) in ASKED {
        let Some(label) = form.some(name) else {
            continue;
        };
        if label.chars().count() > TITLE {
            return Err(too_long(name, TITLE));
        }
        let kind = if form.value(kind) == "text" {
            "text"
        } else {
            "number"
        };
        asked.push((label.to_owned(), kind));
    }
    Ok(asked)
}

/// The name of a field in the form of an answer.
#[must_use]
pub fn answer_name(field: &Field) -> String {
    format!("value_{}", field.no)
}

/// An organisation's answer to what is asked.
///
/// # Errors
/// Every field that is wrong.
pub fn answer(form: &Form, fields: &[Field]) -> Result<Vec<(i64, String)>, Error> {
    let mut wrong = Vec::new();
    let mut values = Vec::new();
    for field in fields.iter().filter(|field| field.known.is_none()) {
        let name = answer_name(field);
        let value = form.value(&name).replace('\u{ff0c}', ",");
        let fault = if value.is_empty() {
            Some(Message::new("error-required"))
        } else if field.kind == "number" && number(&value).is_none() {
            Some(Message::new("data-request-not-a-number"))
        } else if value.chars().count() > WORDS {
            Some(Message::new("error-too-long").with("count", WORDS))
        } else {
            None
        };
        match fault {
            Some(message) => wrong.push(FieldError {
                field: name,
                message,
            }),
            None if field.kind == "number" => {
                values.push((field.no, number(&value).unwrap_or(value)))
            }
            None => values.push((field.no, value)),
        }
    }
    if wrong.is_empty() {
        Ok(values)
    } else {
        Err(Error::Invalid(wrong))
    }
}

/// A number as it is written in an office: full width, with or without commas, at most two
/// decimals; as it is stored.
fn number(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{3000}'))
        .map(|c| match c {
            '\u{ff10}'..='\u{ff19}' | '\u{ff0e}' => {
                char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
            }
            _ => c,
        })
        .collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let sound = (1..=12).contains(&whole.len())
        && digits(whole)
        && part.len() <= 2
        && digits(part)
        && !plain.ends_with('.');
    sound.then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written_in_an_office() {
        for (typed, stored) in [
            ("120", "120"),
            ("1,200", "1200"),
            ("１２０．５", "120.5"),
            (" 0 ", "0"),
        ] {
            assert_eq!(number(typed).as_deref(), Some(stored), "{typed}");
        }
        for typed in ["", "约120", "12.345", "-3", "1.", "1e3", "1234567890123"] {
            assert_eq!(number(typed), None, "{typed}");
        }
    }
}
