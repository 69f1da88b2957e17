//! Reading the forms of a drive.

use jiff::civil::Date;
use platform::error::{Error, invalid};
use platform::web::Form;

use super::Verdict;
use super::change::{NewDrive, NewMeasure};
use platform::web::field::{TITLE, WORDS, day, faults, words};

/// A new drive.
///
/// # Errors
/// Every field that is wrong.
pub fn new_drive(form: &Form) -> Result<NewDrive, Error> {
    let org = form
        .value("org")
        .parse()
        .map_err(|_| invalid("org", "drive-no-such-org"));
    let title = words(form, "title", TITLE);
    let aim = words(form, "aim", WORDS);
    let starts_on = day(form, "starts_on");
    let ends_on = day(form, "ends_on");
    match (org, title, aim, starts_on, ends_on) {
        (Ok(org), Ok(title), Ok(aim), Ok(starts_on), Ok(ends_on)) => Ok(NewDrive {
            org,
            title,
            aim,
            starts_on,
            ends_on,
        }),
        (org, title, aim, starts_on, ends_on) => Err(faults([
            org.err(),
            title.err(),
            aim.err(),
            starts_on.err(),
            ends_on.err(),
        ])),
    }
}

/// A new goal: what is wrong, and what shall be true.
///
/// # Errors
/// Every field that is wrong.
pub fn new_goal(form: &Form) -> Result<(String, String), Error> {
    match (words(form, "problem", WORDS), words(form, "goal", WORDS)) {
        (Ok(problem), Ok(goal)) => Ok((problem, goal)),
        (problem, goal) => Err(faults([problem.err(), goal.err()])),
    }
}

/// A new measure.
///
/// # Errors
/// Every field that is wrong.
pub fn new_measure(form: &Form) -> Result<NewMeasure, Error> {
    let what = words(form, "what", WORDS);
    let org = words(form, "unit", TITLE);
    let responsible = words(form, "responsible", TITLE);
    let due_on = day(form, "due_on");
    match (what, org, responsible, due_on) {
        (Ok(what), Ok(org), Ok(responsible), Ok(due_on)) => Ok(NewMeasure {
            what,
            org,
            responsible,
            due_on,
        }),
        (what, org, responsible, due_on) => Err(faults([
            what.err(),
            org.err(),
            responsible.err(),
            due_on.err(),
        ])),
    }
}

/// What happened, and when.
///
/// # Errors
/// Every field that is wrong.
pub fn evidence(form: &Form) -> Result<(Date, String), Error> {
    match (day(form, "happened_on"), words(form, "words", WORDS)) {
        (Ok(day), Ok(words)) => Ok((day, words)),
        (day, words) => Err(faults([day.err(), words.err()])),
    }
}

/// A verdict and its reason.
///
/// # Errors
/// Every field that is wrong.
pub fn review(form: &Form) -> Result<(Verdict, String), Error> {
    let verdict = Verdict::from_code(form.value("verdict"))
        .ok_or_else(|| invalid("verdict", "error-required"));
    match (verdict, words(form, "words", WORDS)) {
        (Ok(verdict), Ok(words)) => Ok((verdict, words)),
        (verdict, words) => Err(faults([verdict.err(), words.err()])),
    }
}

/// What is said at closing.
///
/// # Errors
/// When nothing is.
pub fn closing(form: &Form) -> Result<String, Error> {
    words(form, "closing", WORDS)
}
