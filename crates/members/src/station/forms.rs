//! Reading the forms of a station.

use platform::clock::Millis;
use platform::error::{Error, invalid};
use platform::web::Form;

use super::change::{Facts, NewAsk};
use super::{AskId, Station};
use platform::web::field::{Faults, TITLE, WORDS, maybe_words, words};

/// The facts.
///
/// # Errors
/// Every field that is wrong.
pub fn facts(form: &Form) -> Result<Facts, Error> {
    let mut faults = Faults::default();
    let facts = Facts {
        name: faults.keep(words(form, "name", 60)),
        division: faults.keep(words(form, "division", 40)),
        address: faults.keep(words(form, "address", TITLE)),
        at: faults.keep(place(form)),
        hours: faults.keep(words(form, "hours", TITLE)),
        people: faults.keep(words(form, "people", TITLE)),
        phone: faults.keep(maybe_words(form, "phone", 40)),
        services: faults.keep(words(form, "services", WORDS)),
    };
    faults.done(facts)
}

/// Latitude and longitude in degrees as maps show them, `30.208, 120.211`; kept in millionths.
fn place(form: &Form) -> Result<Option<(i64, i64)>, Error> {
    let wrong = || invalid("place", "station-place-wrong");
    let Some(text) = form.some("place") else {
        return Ok(None);
    };
    let (latitude, longitude) = text.split_once([',', '，', ' ']).ok_or_else(wrong)?;
    let read = |text: &str, most: i64| {
        let at = degrees(text.trim())?;
        (at.abs() <= most * 1_000_000).then_some(at)
    };
    match (read(latitude, 90), read(longitude, 180)) {
        (Some(latitude), Some(longitude)) => Ok(Some((latitude, longitude))),
        _ => Err(wrong()),
    }
}

/// Millionths of a degree, without the roundings of floating point.
fn degrees(text: &str) -> Option<i64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(rest) {
        return None;
    }
    let rest: String = rest.chars().chain("000000".chars()).take(6).collect();
    let millionths = whole.parse::<i64>().ok()? * 1_000_000 + rest.parse::<i64>().ok()?;
    Some(sign * millionths)
}

/// Millionths as a form shows them.
#[must_use]
pub fn degrees_words(at: i64) -> String {
    let sign = if at < 0 { "-" } else { "" };
    format!("{sign}{}.{:06}", at.abs() / 1_000_000, at.abs() % 1_000_000)
}

/// What is stored, for the form.
#[must_use]
pub fn stored(one: &Station) -> Vec<(&'static str, String)> {
    let place = match (one.latitude, one.longitude) {
        (Some(latitude), Some(longitude)) => {
            format!("{}, {}", degrees_words(latitude), degrees_words(longitude))
        }
        _ => String::new(),
    };
    vec![
        ("version", one.version.to_string()),
        ("name", one.name.clone()),
        ("division", one.division.clone()),
        ("address", one.address.clone()),
        ("place", place),
        ("hours", one.hours.clone()),
        ("people", one.people.clone()),
        ("phone", one.phone.clone()),
        ("services", one.services.clone()),
    ]
}

/// What is on.
///
/// # Errors
/// Every field that is wrong.
pub fn event(form: &Form) -> Result<(String, Millis, String), Error> {
    let mut faults = Faults::default();
    let title = faults.keep(words(form, "title", 60));
    let starts = form
        .value("starts_at")
        .parse::<jiff::civil::DateTime>()
        .map(Millis::at)
        .map_err(|_| invalid("starts_at", "error-date"));
    let starts = faults.or(starts, Millis(0));
    let said = faults.keep(maybe_words(form, "words", 300));
    faults.done((title, starts, said))
}

/// What is asked; `for_them` when somebody else types it in and says for whom.
///
/// # Errors
/// Every field that is wrong.
pub fn ask(form: &Form, for_them: bool) -> Result<NewAsk, Error> {
    let mut faults = Faults::default();
    let id = form
        .value("id")
        .parse()
        .map_err(|_| invalid("", "moving-form-again"));
    let new = NewAsk {
        id: faults.or(id, AskId([0; 16])),
        asker: match for_them {
            true => Some(faults.keep(words(form, "asker", 60))),
            false => None,
        },
        words: faults.keep(words(form, "ask", 500)),
    };
    faults.done(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_and_written_without_rounding() {
        for (text, at) in [
            ("30.208", Some(30_208_000)),
            ("-33.8567844", Some(-33_856_784)),
            ("120", Some(120_000_000)),
            ("1e3", None),
            ("", None),
            ("12,5", None),
        ] {
            assert_eq!(degrees(text), at, "{text}");
        }
        assert_eq!(degrees_words(30_208_000), "30.208000");
        assert_eq!(degrees_words(-1), "-0.000001");
    }
}
