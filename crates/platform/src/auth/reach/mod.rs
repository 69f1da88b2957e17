//! Whom somebody may let in again. Whoever hands out a slip or a link could use it themselves,
//! so it must not open more than the issuer may do already (docs/adr/0003).
//!
//! Asked inside the operation that issues, and once more inside the one that lets in: meanwhile
//! the person may have been given a greater duty.

use jiff::civil::Date;

use super::invitation::Kind;
use crate::db::Tx;
use crate::error::{Error, conflict};
use crate::ids::PersonId;
use crate::{params, sql};

/// Refuses when somebody could gain by holding this person's invitation.
///
/// # Errors
/// A conflict whose words say who can help.
pub(super) fn may_let_in(
    tx: &mut Tx<'_>,
    kind: Kind,
    by: Option<PersonId>,
    person: PersonId,
    today: Date,
) -> Result<(), Error> {
    let (statement, words) = match kind {
        Kind::Slip => (sql!("sql/beyond_slips.sql"), "error-slip-beyond"),
        Kind::StaffLink | Kind::Setup => (sql!("sql/beyond_accounts.sql"), "error-account-beyond"),
    };
    let beyond: (i64,) = tx.one(statement, params![by, person, today])?;
    if beyond.0 > 0 {
        return Err(conflict(words));
    }
    Ok(())
}

/// Refuses when not every duty of a person lies within the part whose accounts somebody manages:
/// whoever closes an account stops the work in all of its places.
///
/// # Errors
/// A conflict whose words say who can help.
pub(super) fn may_manage(
    tx: &mut Tx<'_>,
    by: PersonId,
    person: PersonId,
    today: Date,
) -> Result<(), Error> {
    may_let_in(tx, Kind::StaffLink, Some(by), person, today)
}

/// Whether a person holds any duty today or later.
///
/// # Errors
/// The database's.
pub(super) fn holds_duties(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<bool, Error> {
    let found: (i64,) = tx.one(sql!("sql/to_come.sql"), params![person, today])?;
    Ok(found.0 > 0)
}
