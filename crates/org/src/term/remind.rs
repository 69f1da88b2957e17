//! 换届提醒: the superior reminds by letter or by telephone, normally six months ahead
//! (关于党的基层组织任期的意见).

use jiff::civil::Date;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::{params, sql, typed_id};

use super::TermId;
use super::store::{self, Present};
use crate::tree::store::Scope;

typed_id!(
    /// A reminder of the end of a term.
    ReminderId
);

/// How somebody is reminded.
pub const WAYS: [&str; 3] = ["letter", "call", "talk"];

/// A reminder that was given.
#[derive(Clone, Debug)]
pub struct NewReminder {
    /// Its id, made by whoever enters it.
    pub id: ReminderId,
    /// One of [`WAYS`].
    pub way: String,
    /// On which day.
    pub reminded_on: Date,
    /// What was said.
    pub words: String,
}

/// Writes down that somebody was reminded.
///
/// # Errors
/// Outside the scope; when the term is over, the way is unknown or the day has not come.
pub fn remind(
    tx: &mut Tx<'_>,
    scope: Scope,
    term: TermId,
    new: &NewReminder,
    now: Millis,
) -> Result<Present, Error> {
    let term = store::find_scoped(tx, scope, term)?;
    if !store::is_last(tx, &term)? {
        return Err(conflict("term-over"));
    }
    if !WAYS.contains(&new.way.as_str()) {
        return Err(invalid("way", "error-required"));
    }
    if new.reminded_on > now.date() {
        return Err(invalid("reminded_on", "term-day-in-future"));
    }
    tx.exec(
        sql!("sql/insert_reminder.sql"),
        params![
            new.id,
            term.id,
            new.way,
            new.reminded_on,
            new.words,
            scope.person,
            now
        ],
    )?;
    let entry = Entry::new(now, "term.remind", "term")
        .by(scope.person)
        .on(term.id.0)
        .within(term.path.as_str())
        .with(serde_json::json!({ "way": new.way }));
    audit::write(tx, &entry)?;
    Ok(term)
}
