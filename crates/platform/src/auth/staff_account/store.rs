//! Accounts within somebody's scope.

use jiff::civil::Date;

use crate::db::{DbError, ToValue as _, Tx};
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

/// In which order accounts stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// By the sound of the name.
    Pinyin,
    /// By the strokes of the family name.
    Stroke,
}

/// Which accounts are asked for.
#[derive(Clone, Debug)]
pub(super) struct Query {
    /// Who asks, and on which day.
    pub(super) by: PersonId,
    pub(super) today: Date,
    /// How a name, its spelling, its initials or an account name begins.
    pub(super) typed: String,
    /// One state, or empty for all.
    pub(super) state: &'static str,
    pub(super) sort: Sort,
}

/// Accounts in scope that were asked for, below the one a page ended with.
pub(super) fn search(
    tx: &mut Tx<'_>,
    query: &Query,
    after: Option<PersonId>,
    limit: u32,
) -> Result<Vec<Found>, DbError> {
    let known: Option<(String, Vec<u8>)> = match after {
        Some(person) => tx.opt(sql!("sql/keys.sql"), params![person])?,
        None => None,
    };
    let id = after
        .filter(|_| known.is_some())
        .unwrap_or(PersonId([0; 16]));
    let (pinyin, stroke) = known.unwrap_or_default();
    let high = format!("{}\u{10ffff}", query.typed);
    let (statement, key) = match query.sort {
        Sort::Pinyin => (sql!("sql/by_pinyin.sql"), pinyin.to_value()),
        Sort::Stroke => (sql!("sql/by_stroke.sql"), stroke.to_value()),
    };
    let Query {
        by,
        today,
        typed,
        state,
        ..
    } = query;
    tx.all(
        statement,
        &[
            by.to_value(),
            today.to_value(),
            typed.to_value(),
            high.to_value(),
            state.to_value(),
            key,
            id.to_value(),
            limit.to_value(),
        ],
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
