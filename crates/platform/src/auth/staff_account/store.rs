//! Accounts within somebody's scope.

use jiff::civil::Date;

use crate::db::{DbError, Tx};
use crate::ids::PersonId;
use crate::{from_row, params, sql};

/// An account as the security administrator sees it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) login: Option<String>,
    pub(super) state: String,
}

from_row!(Found {
    person,
    name,
    login,
    state
});

/// Accounts in scope whose name, spelling, initials or account name begins with what was typed.
pub(super) fn search(
    tx: &mut Tx<'_>,
    by: PersonId,
    today: Date,
    typed: &str,
    limit: u32,
) -> Result<Vec<Found>, DbError> {
    let high = format!("{typed}\u{10ffff}");
    tx.all(
        sql!("sql/search.sql"),
        params![by, today, typed, high, limit],
    )
}

/// One account in scope.
pub(super) fn find(
    tx: &mut Tx<'_>,
    by: PersonId,
    today: Date,
    person: PersonId,
) -> Result<Option<Found>, DbError> {
    tx.opt(sql!("sql/find.sql"), params![by, today, person])
}
