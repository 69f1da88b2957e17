//! Counts that stand ready at every organisation.
//!
//! Adding leaf counters by prefix takes seconds for a large city, so an operation writes only
//! what changed at its leaf ([`add`]), one job folds the changes into sums at every ancestor
//! ([`fold`]), and a page reads one row and the few changes not folded yet ([`value`]).
//!
//! Flow counts keep the unit of their day; state counts move with the member, who is taken
//! from one leaf and added to another. Moving a whole subtree is [`move_subtree`].

use std::collections::BTreeMap;

use crate::db::{Db, DbError, InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use crate::error::{Error, internal};
use crate::{params, sql};

/// Letters of a path that name one level.
pub const LEVEL: usize = 4;
/// Changes folded in one transaction.
const SLICE: i64 = 200;

static SUMS: InsertMany = InsertMany::new(
    "tally",
    &[
        ("path", Kind::Text),
        ("indicator", Kind::Text),
        ("value", Kind::Int),
    ],
    OnConflict::Add {
        key: &["path", "indicator"],
        columns: &["value"],
    },
);

static CHANGES: InsertMany = InsertMany::new(
    "tally_delta",
    &[
        ("path", Kind::Text),
        ("indicator", Kind::Text),
        ("delta", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Adds to many counts at once: path, indicator and change, as [`add`] does to one.
///
/// # Errors
/// The database's.
pub fn add_many<'c>(
    tx: &mut Tx<'_>,
    changes: impl IntoIterator<Item = (&'c str, &'c str, i64)>,
) -> Result<(), DbError> {
    let rows: Vec<Vec<Value>> = changes
        .into_iter()
        .filter(|(_, _, delta)| *delta != 0)
        .map(|(path, indicator, delta)| params![path, indicator, delta].to_vec())
        .collect();
    tx.insert_many(&CHANGES, &rows)?;
    Ok(())
}

/// Adds to a count at one organisation, in the operation's own transaction. The operation has
/// read the path in that transaction, holding the organisation's row.
///
/// # Errors
/// The database's.
pub fn add(tx: &mut Tx<'_>, path: &str, indicator: &str, delta: i64) -> Result<(), DbError> {
    if delta != 0 {
        tx.exec(sql!("sql/add.sql"), params![path, indicator, delta])?;
    }
    Ok(())
}

/// The count of an organisation with everything below it, as it is now.
///
/// # Errors
/// The database's.
pub fn value(tx: &mut Tx<'_>, path: &str, indicator: &str) -> Result<i64, DbError> {
    let found: (i64,) = tx.one(
        sql!("sql/value.sql"),
        params![path, indicator, end_of(path)],
    )?;
    Ok(found.0)
}

/// Counts by the name of their indicator.
pub type Counts = BTreeMap<String, i64>;

/// Every count of an organisation, with everything below it, whose name begins like this.
///
/// # Errors
/// The database's.
pub fn all(tx: &mut Tx<'_>, path: &str, prefix: &str) -> Result<Counts, DbError> {
    let rows: Vec<(String, i64)> = tx.all(
        sql!("sql/all.sql"),
        params![path, prefix, end_of(prefix), end_of(path)],
    )?;
    Ok(rows.into_iter().collect())
}

/// The same of each organisation directly below a place, by its path.
///
/// # Errors
/// The database's.
pub fn below(
    tx: &mut Tx<'_>,
    path: &str,
    prefix: &str,
) -> Result<BTreeMap<String, Counts>, DbError> {
    let level = i64::try_from(path.len() + LEVEL).unwrap_or(i64::MAX);
    let rows: Vec<(String, String, i64)> = tx.all(
        sql!("sql/below.sql"),
        params![path, prefix, end_of(prefix), end_of(path), level],
    )?;
    let mut found: BTreeMap<String, Counts> = BTreeMap::new();
    for (path, indicator, value) in rows {
        found.entry(path).or_default().insert(indicator, value);
    }
    Ok(found)
}

/// Folds what is waiting into the sums of every ancestor; says how many changes.
///
/// # Errors
/// The database's.
pub async fn fold(db: &Db) -> Result<u64, Error> {
    let mut folded = 0;
    loop {
        match db
            .bulk("fold_tally", |tx| Ok(fold_slice(tx, SLICE)?))
            .await?
        {
            0 => return Ok(folded),
            rows => folded += rows,
        }
    }
}

/// Holds the tree of organisations as it stands: a fold and a move come one after the other, or
/// what is being folded would be added to the ancestors that a subtree has just left.
///
/// # Errors
/// The database's.
pub fn hold_tree(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.lock(sql!("sql/hold_tree.sql"), params![])
}

/// One slice of [`fold`]. Deleting returns only what this transaction took, so two folders
/// never count a change twice.
///
/// # Errors
/// The database's.
pub fn fold_slice(tx: &mut Tx<'_>, limit: i64) -> Result<u64, DbError> {
    hold_tree(tx)?;
    let taken: Vec<(String, String, i64)> = tx.all(sql!("sql/take.sql"), params![limit])?;
    let mut sums: BTreeMap<(String, &str), i64> = BTreeMap::new();
    for (path, indicator, delta) in &taken {
        for ancestor in ancestors(path) {
            *sums.entry((ancestor.to_owned(), indicator)).or_default() += delta;
        }
    }
    // In the order of their keys, so that two folders wait for each other and never in a ring.
    let rows: Vec<Vec<Value>> = sums
        .into_iter()
        .filter(|(_, sum)| *sum != 0)
        .map(|((path, indicator), sum)| params![path, indicator, sum].to_vec())
        .collect();
    tx.insert_many(&SUMS, &rows)?;
    Ok(taken.len() as u64)
}

/// Moves an organisation with everything below it: its rows take the new path, the ancestors
/// it leaves lose its sums and the ancestors it joins gain them. Part of the operation that
/// changes the paths themselves, which holds the organisation's row.
///
/// # Errors
/// When the new place lies inside the old one or is taken; the database's.
pub fn move_subtree(tx: &mut Tx<'_>, old: &str, new: &str) -> Result<(), Error> {
    if new.starts_with(old) {
        return Err(internal("a subtree cannot move into itself"));
    }
    let taken: (i64,) = tx.one(sql!("sql/count_under.sql"), params![new, end_of(new)])?;
    if taken.0 > 0 {
        return Err(internal("the new path has counts already"));
    }
    let own: Vec<(String, i64)> = tx.all(sql!("sql/sums_at.sql"), params![old])?;
    let mut changes: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for (indicator, sum) in &own {
        for ancestor in ancestors(old).filter(|path| *path != old) {
            *changes.entry((ancestor, indicator)).or_default() -= sum;
        }
        for ancestor in ancestors(new).filter(|path| *path != new) {
            *changes.entry((ancestor, indicator)).or_default() += sum;
        }
    }
    let from = i64::try_from(old.len()).unwrap_or(0) + 1;
    let range = params![new, from, old, end_of(old)];
    tx.exec(sql!("sql/move_sums.sql"), range)?;
    tx.exec(sql!("sql/move_waiting.sql"), range)?;
    let rows: Vec<Vec<Value>> = changes
        .into_iter()
        .filter(|(_, sum)| *sum != 0)
        .map(|((path, indicator), sum)| vec![path.to_value(), indicator.to_value(), sum.to_value()])
        .collect();
    tx.insert_many(&SUMS, &rows)?;
    Ok(())
}

/// The paths from the root down to this one, itself included.
pub fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    (LEVEL..=path.len())
        .step_by(LEVEL)
        .filter_map(|end| path.get(..end))
}

/// The end of a subtree's range: `~` sorts after every letter of a path.
#[must_use]
pub fn end_of(path: &str) -> String {
    format!("{path}~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ancestors_are_whole_levels() {
        let all: Vec<&str> = ancestors("0001000a0b0c").collect();
        assert_eq!(all, ["0001", "0001000a", "0001000a0b0c"]);
        assert_eq!(ancestors("").count(), 0);
        let end = end_of("0001");
        assert!("0001zzzz" < end.as_str(), "the range holds its last child");
        assert!("0002" > end.as_str(), "and no sibling");
    }
}
