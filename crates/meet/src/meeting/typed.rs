//! What was typed into the form of a meeting, with everything that is wrong at once.

use jiff::civil::DateTime;
use platform::clock::Millis;
use platform::error::{Error, invalid};
use platform::ids::PersonId;
use platform::web::Form;

use super::agenda;
use super::call::Details;
use platform::web::field::{TITLE, WORDS, faults, maybe_words, words};

/// The details and the agenda.
///
/// # Errors
/// Faults by field.
pub(super) fn details(form: &Form, me: PersonId) -> Result<(Details, Vec<agenda::Line>), Error> {
    let title = words(form, "title", TITLE);
    let starts_at = form
        .value("starts_at")
        .parse::<DateTime>()
        .map_err(|_| invalid("starts_at", "meeting-when-missing"));
    let minutes = form
        .value("minutes")
        .parse::<i64>()
        .ok()
        .filter(|n| (5..=720).contains(n))
        .ok_or_else(|| invalid("minutes", "meeting-minutes-wrong"));
    let place = maybe_words(form, "place", TITLE);
    let link = maybe_words(form, "link", 200);
    let note = maybe_words(form, "words", WORDS);
    let people = people(form, me);
    let lines = agenda::lines(form.value("agenda"));
    match (title, starts_at, minutes, place, link, note, people, lines) {
        (
            Ok(title),
            Ok(starts_at),
            Ok(minutes),
            Ok(place),
            Ok(link),
            Ok(words),
            Ok((chair, recorder, lecturer)),
            Ok(lines),
        ) => {
            let details = Details {
                title,
                starts_at: Millis::at(starts_at),
                minutes,
                place,
                link,
                words,
                chair,
                recorder,
                lecturer,
            };
            Ok((details, lines))
        }
        (a, b, c, d, e, f, g, h) => Err(faults([
            a.err(),
            b.err(),
            c.err(),
            d.err(),
            e.err(),
            f.err(),
            g.err(),
            h.err(),
        ])),
    }
}

/// Who presides, who writes, and who gives a lecture.
fn people(form: &Form, me: PersonId) -> Result<(PersonId, PersonId, Option<PersonId>), Error> {
    let person = |field: &'static str, wrong: &'static str| match form.some(field) {
        None => Ok(None),
        Some(id) => id
            .parse::<PersonId>()
            .map(Some)
            .map_err(|_| invalid(field, wrong)),
    };
    let chair = person("chair", "meeting-person-not-here");
    let recorder = person("recorder", "meeting-person-not-here");
    let lecturer = person("lecturer", "meeting-lecturer-not-here");
    match (chair, recorder, lecturer) {
        // Nobody chosen: whoever calls it presides and writes.
        (Ok(chair), Ok(recorder), Ok(lecturer)) => {
            Ok((chair.unwrap_or(me), recorder.unwrap_or(me), lecturer))
        }
        (a, b, c) => Err(faults([a.err(), b.err(), c.err()])),
    }
}
