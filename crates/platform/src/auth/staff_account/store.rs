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
    let after = After::of(tx, after)?;
    let high = format!("{}{}", query.typed, char::MAX);
    let mut params = params![query.by, query.today, query.typed, high].to_vec();
    let (statement, [low, last]) = match query.sort {
        Sort::Pinyin => {
            let [first, last] = pinyin_bounds(tx, &query.typed, &high)?;
            let key = after.pinyin.max(first).to_value();
            (sql!("sql/by_pinyin.sql"), [key, last.to_value()])
        }
        Sort::Stroke => {
            let [first, last] = stroke_bounds(tx, &query.typed, &high)?;
            let key = after.stroke.max(first).to_value();
            (sql!("sql/by_stroke.sql"), [key, last.to_value()])
        }
    };
    params.extend([low, after.person.to_value(), last, limit.to_value()]);
    params.push(query.state.to_value());
    tx.all(statement, &params)
}

/// Where a page ended; before everybody without one.
struct After {
    pinyin: String,
    stroke: Vec<u8>,
    person: PersonId,
}

impl After {
    fn of(tx: &mut Tx<'_>, person: Option<PersonId>) -> Result<Self, DbError> {
        let known: Option<(String, Vec<u8>)> = match person {
            Some(person) => tx.opt(sql!("sql/keys.sql"), params![person])?,
            None => None,
        };
        let nobody = PersonId([0; 16]);
        let person = person.filter(|_| known.is_some()).unwrap_or(nobody);
        let (pinyin, stroke) = known.unwrap_or_default();
        Ok(Self {
            pinyin,
            stroke,
            person,
        })
    }
}

/// Between which keys of the order everybody lies who matches: nobody else is walked past.
fn pinyin_bounds(tx: &mut Tx<'_>, typed: &str, high: &str) -> Result<[String; 2], DbError> {
    if typed.is_empty() {
        return Ok([String::new(), char::MAX.to_string()]);
    }
    let (first, last): (Option<String>, Option<String>) =
        tx.one(sql!("sql/bounds_pinyin.sql"), params![typed, high])?;
    // A key of one letter stands for all that begin with it.
    let last = last.map_or_else(String::new, |key| format!("{key}{}", char::MAX));
    Ok([first.unwrap_or_default(), last])
}

fn stroke_bounds(tx: &mut Tx<'_>, typed: &str, high: &str) -> Result<[Vec<u8>; 2], DbError> {
    if typed.is_empty() {
        return Ok([Vec::new(), vec![0xff]]);
    }
    let (first, last): (Option<Vec<u8>>, Option<Vec<u8>>) =
        tx.one(sql!("sql/bounds_stroke.sql"), params![typed, high])?;
    Ok([first.unwrap_or_default(), last.unwrap_or_default()])
}

/// Enters somebody among the staff: they hold a duty or were sent a link.
///
/// # Errors
/// The database's.
pub fn note(tx: &mut Tx<'_>, person: PersonId) -> Result<(), DbError> {
    tx.exec(sql!("sql/note.sql"), params![person]).map(drop)
}

/// Keeps the order of the staff when somebody's name changes.
///
/// # Errors
/// The database's.
pub fn rename(
    tx: &mut Tx<'_>,
    person: PersonId,
    pinyin: &str,
    stroke: &[u8],
) -> Result<(), DbError> {
    tx.exec(sql!("sql/rename.sql"), params![person, pinyin, stroke])
        .map(drop)
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
