//! 提前或延期换届: an end earlier or later than due, by at most a year and by the superior's word.

use jiff::civil::Date;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, FieldError, Message, conflict, invalid};
use platform::{params, sql};

use super::TermId;
use super::store::{self, Present};
use crate::finding::months_after;
use crate::tree::store::Scope;

/// An end that was approved.
#[derive(Clone, Debug)]
pub struct NewShift {
    /// The day it ends now.
    pub ends_on: Date,
    /// Which organisation approved it.
    pub approved_by: String,
    /// On which day.
    pub approved_on: Date,
    /// Why.
    pub reason: String,
}

/// Writes down that a term ends earlier or later, as approved; once a term.
///
/// # Errors
/// Outside the scope; when the term is over, was shifted already, or the new end lies more than
/// `months` from the due one (关于党的基层组织任期的意见: 一般不超过1年).
pub fn shift(
    tx: &mut Tx<'_>,
    scope: Scope,
    term: TermId,
    new: &NewShift,
    months: i64,
    now: Millis,
) -> Result<Present, Error> {
    tx.lock(sql!("sql/hold.sql"), params![term])?;
    let term = store::find_scoped(tx, scope, term)?;
    if !store::is_last(tx, &term)? {
        return Err(conflict("term-over"));
    }
    if term.shifted_to.is_some() {
        return Err(conflict("term-shifted-already"));
    }
    check(&term, new, months, now.date())?;
    tx.exec(
        sql!("sql/insert_shift.sql"),
        params![
            term.id,
            new.ends_on,
            new.approved_by,
            new.approved_on,
            new.reason,
            scope.person,
            now
        ],
    )?;
    let entry = Entry::new(now, "term.shift", "term")
        .by(scope.person)
        .on(term.id.0)
        .within(term.path.as_str())
        .with(serde_json::json!({ "ends_on": new.ends_on }));
    audit::write(tx, &entry)?;
    Ok(term)
}

fn check(term: &Present, new: &NewShift, months: i64, today: Date) -> Result<(), Error> {
    let early = months_after(term.due_on, -months)?;
    let late = months_after(term.due_on, months)?;
    if new.ends_on == term.due_on || new.ends_on <= term.starts_on {
        return Err(invalid("ends_on", "term-shift-same"));
    }
    if new.ends_on < early || new.ends_on > late {
        return Err(Error::Invalid(vec![FieldError {
            field: "ends_on".to_owned(),
            message: Message::new("term-shift-too-far")
                .with("from", early.to_string())
                .with("to", late.to_string()),
        }]));
    }
    if new.approved_on > today {
        return Err(invalid("approved_on", "term-day-in-future"));
    }
    Ok(())
}
