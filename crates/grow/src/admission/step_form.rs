//! Reading the form of a step: the day, what came of it, and the fields the table asks for.

use jiff::civil::Date;
use platform::error::{Error, FieldError, invalid};
use platform::ids::PersonId;
use platform::web::Form;

use super::machine::{Case, Event, Outcome};
use super::rules::Limits;
use super::step::Step;
use super::take::Take;
use super::vote::{self, Count};
use super::{Facts, WrittenId};
use platform::web::field::{TITLE, WORDS, client_id, kept, maybe_words, number, past_day, words};

/// What a form is read against.
pub struct Ground<'a> {
    /// The step.
    pub step: &'a Step,
    /// The case so far.
    pub case: &'a Case,
    /// What is put to the assembly at the end of probation.
    pub put: (Outcome, i64),
    /// The rules.
    pub limits: &'a Limits,
    /// Who can help.
    pub helpers: &'a [(PersonId, String)],
    /// Today.
    pub today: Date,
}

/// The papers that are filed at the end (发展党员工作细则第三十三条).
pub const ARCHIVE: [&str; 5] = ["form", "application", "review", "conversion", "cultivation"];
/// Who recommended an activist.
pub const RECOMMENDED: [&str; 2] = ["members", "league"];
/// Verdicts of a superior.
pub const VERDICTS: [&str; 2] = ["done", "refused"];
/// What the branch committee proposes at the end of probation.
pub const PROPOSALS: [&str; 3] = ["converted", "extended", "cancelled"];

/// The step.
///
/// # Errors
/// Every field that is wrong.
pub fn read(
    form: &Form,
    ground: &Ground<'_>,
    fresh: impl FnOnce() -> WrittenId,
) -> Result<Take, Error> {
    let mut wrong = Vec::new();
    let step = ground.step;
    let on = kept(past_day(form, "held_on", ground.today), &mut wrong)?;
    let must_say = matches!(step.paper.as_str(), "talk" | "review" | "political_review");
    let said = match must_say {
        true => words(form, "words", WORDS),
        false => maybe_words(form, "words", WORDS),
    };
    let said = kept(said, &mut wrong)?.unwrap_or_default();
    let mut event = Event::done(step.no, on.unwrap_or(ground.today));
    let mut facts = Facts::new();
    texts(form, step, &mut facts, &mut wrong)?;
    choices(form, step, &mut event, &mut facts, &mut wrong)?;
    numbers(form, ground, &mut event, &mut facts, &mut wrong)?;
    let helpers = kept(helpers(form, ground), &mut wrong)?.unwrap_or_default();
    if !helpers.is_empty() {
        event.helpers = i64::try_from(helpers.len()).unwrap_or(i64::MAX);
        facts.insert("helpers".to_owned(), event.helpers.into());
    }
    if step.votes()
        && let Some(count) = kept(count(form), &mut wrong)?
        && let Some(passed) = kept(count.passed(ground.limits), &mut wrong)?
    {
        facts.extend(count.facts());
        event = vote::event(
            step.no,
            event.on,
            passed,
            ground.put,
            ground.case,
            ground.limits,
        );
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    Ok(Take {
        id: client_id(form, fresh)?,
        event,
        facts,
        words: said,
        helpers,
        meeting: None,
    })
}

/// Fields of one line, and whether they must be there.
const TEXTS: [(&str, bool); 7] = [
    ("talker", true),
    ("heard", true),
    ("asked", true),
    ("organiser", true),
    ("group", true),
    ("place", true),
    ("number", false),
];

fn texts(
    form: &Form,
    step: &Step,
    facts: &mut Facts,
    wrong: &mut Vec<FieldError>,
) -> Result<(), Error> {
    for (field, must) in TEXTS.into_iter().filter(|(field, _)| step.asks(field)) {
        let most = if field == "heard" { WORDS } else { TITLE };
        let text = match must {
            true => words(form, field, most),
            false => maybe_words(form, field, most),
        };
        if let Some(text) = kept(text, wrong)?.filter(|text| !text.is_empty()) {
            facts.insert(field.to_owned(), text.into());
        }
    }
    Ok(())
}

fn chosen<'f>(form: &'f Form, field: &'static str, of: &[&str]) -> Result<&'f str, Error> {
    let value = form.value(field);
    match of.contains(&value) {
        true => Ok(value),
        false => Err(invalid(field, "error-required")),
    }
}

fn choices(
    form: &Form,
    step: &Step,
    event: &mut Event,
    facts: &mut Facts,
    wrong: &mut Vec<FieldError>,
) -> Result<(), Error> {
    let lists: [(&'static str, &[&str]); 4] = [
        ("recommended", &RECOMMENDED),
        ("verdict", &VERDICTS),
        ("conclusion", &VERDICTS),
        ("proposal", &PROPOSALS),
    ];
    for (field, of) in lists.into_iter().filter(|(field, _)| step.asks(field)) {
        let Some(value) = kept(chosen(form, field, of), wrong)? else {
            continue;
        };
        facts.insert(field.to_owned(), value.into());
        if matches!(field, "verdict" | "conclusion") && value == "refused" {
            event.outcome = Outcome::Refused;
        }
    }
    if step.asks("archive") {
        let all = form.all("archive");
        let missing = ARCHIVE.iter().any(|paper| !all.contains(paper));
        if missing {
            wrong.push(FieldError {
                field: "archive".to_owned(),
                message: platform::error::Message::new("admission-archive-incomplete"),
            });
        }
        let held: Vec<&str> = ARCHIVE
            .into_iter()
            .filter(|paper| all.contains(paper))
            .collect();
        facts.insert("archive".to_owned(), held.into());
    }
    Ok(())
}

fn numbers(
    form: &Form,
    ground: &Ground<'_>,
    event: &mut Event,
    facts: &mut Facts,
    wrong: &mut Vec<FieldError>,
) -> Result<(), Error> {
    let step = ground.step;
    if step.asks("days") {
        // One of the two is enough, so the other may be left empty.
        let read = |field| match form.some(field) {
            None => Ok(0),
            Some(_) => number(form, field, 0, 400),
        };
        event.days = kept(read("days"), wrong)?.unwrap_or(0);
        event.hours = kept(read("hours"), wrong)?.unwrap_or(0);
        facts.insert("days".to_owned(), event.days.into());
        facts.insert("hours".to_owned(), event.hours.into());
    }
    if step.asks("months") && form.value("proposal") == "extended" {
        let (least, most) = ground.limits.extension;
        if let Some(count) = kept(number(form, "months", least, most), wrong)? {
            facts.insert("months".to_owned(), count.into());
        }
    }
    Ok(())
}

fn helpers(form: &Form, ground: &Ground<'_>) -> Result<Vec<PersonId>, Error> {
    let (field, names) = match ground.step {
        step if step.asks("mentors") => ("helper_1", ["helper_1", "helper_2"]),
        step if step.asks("introducers") => ("helper_1", ["helper_1", "helper_2"]),
        _ => return Ok(Vec::new()),
    };
    let mut found = Vec::new();
    for name in names.into_iter().filter(|name| form.some(name).is_some()) {
        let person: PersonId = form
            .value(name)
            .parse()
            .map_err(|_| invalid(name, "admission-helper-unknown"))?;
        if !ground.helpers.iter().any(|(id, _)| *id == person) {
            return Err(invalid(name, "admission-helper-unknown"));
        }
        if found.contains(&person) {
            return Err(invalid(name, "admission-helper-twice"));
        }
        found.push(person);
    }
    if found.is_empty() {
        return Err(invalid(field, "error-required"));
    }
    Ok(found)
}

fn count(form: &Form) -> Result<Count, Error> {
    let mut wrong = Vec::new();
    let read = |field| number(form, field, 0, 100_000);
    let numbers = [
        kept(read("expected"), &mut wrong)?,
        kept(read("present"), &mut wrong)?,
        kept(read("yes"), &mut wrong)?,
        kept(read("no"), &mut wrong)?,
        kept(read("abstained"), &mut wrong)?,
    ];
    let [
        Some(expected),
        Some(present),
        Some(yes),
        Some(no),
        Some(abstained),
    ] = numbers
    else {
        return Err(Error::Invalid(wrong));
    };
    Ok(Count {
        expected,
        present,
        yes,
        no,
        abstained,
    })
}
