//! The present term of an organisation, as the pages of terms show it.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::OrgId;
use platform::{from_row, params, sql};

use super::TermId;
use crate::tree::OrgKind;
use crate::tree::store::Scope;

/// A term with its organisation and what was decided about its end.
#[derive(Clone, Debug)]
pub struct Present {
    /// Which.
    pub id: TermId,
    /// Whose.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Its kind.
    pub kind: OrgKind,
    /// Its place.
    pub path: String,
    /// The organisation above it, which reminds and approves.
    pub above: Option<String>,
    /// Its number (第几届).
    pub number: i64,
    /// Its first day.
    pub starts_on: Date,
    /// The day it ends by its length.
    pub due_on: Date,
    /// Its length in years.
    pub years: i64,
    /// The day it ends by the superior's approval.
    pub shifted_to: Option<Date>,
    /// Who approved that.
    pub approved_by: Option<String>,
    /// When.
    pub approved_on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}
from_row!(Present {
    id,
    org,
    org_name,
    kind,
    path,
    above,
    number,
    starts_on,
    due_on,
    years,
    shifted_to,
    approved_by,
    approved_on,
    reason
});

impl Present {
    /// The day it ends.
    #[must_use]
    pub fn ends_on(&self) -> Date {
        self.shifted_to.unwrap_or(self.due_on)
    }
}

/// A reminder on record.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// How: `letter`, `call`, `talk`.
    pub way: String,
    /// On which day.
    pub reminded_on: Date,
    /// What was said.
    pub words: String,
    /// Who entered it.
    pub entered_by: String,
    /// When.
    pub entered_at: Millis,
}
from_row!(Reminder {
    way,
    reminded_on,
    words,
    entered_by,
    entered_at
});

/// A term within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: TermId) -> Result<Present, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// Whether a term is its organisation's last one.
///
/// # Errors
/// The database's.
pub fn is_last(tx: &mut Tx<'_>, term: &Present) -> Result<bool, DbError> {
    let later: (i64,) = tx.one(sql!("sql/later.sql"), params![term.org, term.number])?;
    Ok(later.0 == 0)
}

/// The reminders of a term that was found, the newest first.
///
/// # Errors
/// The database's.
pub fn reminders(tx: &mut Tx<'_>, term: TermId) -> Result<Vec<Reminder>, DbError> {
    tx.all(sql!("sql/reminders.sql"), params![term])
}
