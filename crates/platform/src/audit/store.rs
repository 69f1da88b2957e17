//! The audit log's rows: written with the operation, read by page.

use super::Entry;
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::ids::PersonId;
use crate::{from_row, params, random, sql};

/// One row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: [u8; 16],
    /// Its number in order of insertion; with gaps, and late commits come out of turn.
    pub seq: i64,
    /// When it happened.
    pub at: Millis,
    /// Who did it.
    pub actor: Option<PersonId>,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object_kind: String,
    /// Which one.
    pub object_id: Option<[u8; 16]>,
    /// Whom it concerns.
    pub subject: Option<PersonId>,
    /// In which organisation.
    pub org_path: String,
    /// Why.
    pub reason: Option<String>,
    /// Further facts as JSON.
    pub detail: String,
}

from_row!(Row {
    id,
    seq,
    at,
    actor,
    action,
    object_kind,
    object_id,
    subject,
    org_path,
    reason,
    detail
});

/// Where a page of the log continues: after the last row of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The time of the last row shown.
    pub at: Millis,
    /// Its number.
    pub seq: i64,
}

impl Turn {
    /// Begins with the newest row.
    pub const NEWEST: Self = Self {
        at: Millis(i64::MAX),
        seq: i64::MAX,
    };

    /// Continues below a row.
    #[must_use]
    pub fn below(row: &Row) -> Self {
        Self {
            at: row.at,
            seq: row.seq,
        }
    }
}

/// Writes an entry in the operation's own transaction.
///
/// # Errors
/// The database's.
pub fn write(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), DbError> {
    let id = crate::ids::uuid_v7(entry.at.0, random::bytes()).into_bytes();
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            crate::db::Value::Id(id),
            entry.at,
            entry.actor,
            entry.action,
            entry.object_kind,
            optional_id(entry.object_id),
            entry.subject,
            entry.org_path,
            entry.reason,
            entry.detail.to_string()
        ],
    )?;
    tx.exec(
        sql!("sql/insert_unlinked.sql"),
        params![crate::db::Value::Id(id)],
    )?;
    Ok(())
}

/// What concerns a person, newest first: the page *who looked at me*.
///
/// # Errors
/// The database's.
pub fn of_subject(
    tx: &mut Tx<'_>,
    subject: PersonId,
    from: Turn,
    limit: u32,
) -> Result<Vec<Row>, DbError> {
    tx.all(
        sql!("sql/of_subject.sql"),
        params![subject, from.at, from.seq, limit],
    )
}

/// What was done to a thing, newest first.
///
/// # Errors
/// The database's.
pub fn of_object(
    tx: &mut Tx<'_>,
    object_id: [u8; 16],
    from: Turn,
    limit: u32,
) -> Result<Vec<Row>, DbError> {
    tx.all(
        sql!("sql/of_object.sql"),
        params![crate::db::Value::Id(object_id), from.at, from.seq, limit],
    )
}

fn optional_id(id: Option<[u8; 16]>) -> crate::db::Value {
    id.map_or(
        crate::db::Value::Null(crate::db::Kind::Id),
        crate::db::Value::Id,
    )
}
