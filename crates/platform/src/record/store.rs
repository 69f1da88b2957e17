//! The stream's rows: written with the operation, put in order after it, read by position.

use super::verb::{Audience, Visibility};
use super::{Record, Verb};
use crate::clock::Millis;
use crate::db::{Cells, Db, DbError, FromRow, InsertMany, Kind, OnConflict, Tx, Value};
use crate::error::Error;
use crate::{params, sql};

/// Records that get their position in one transaction.
const SLICE: i64 = 500;

/// One fact as read. Who acted is told by [`Fact::actor_no`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its number in order of insertion.
    pub seq: i64,
    /// Its position in the stream, once it has one.
    pub pos: Option<i64>,
    /// When it happened.
    pub at: Millis,
    /// The number of its verb.
    pub verb: i64,
    /// Who may see it by name.
    pub visibility: Visibility,
    /// The number of the organisation it counts for.
    pub org_no: i64,
    /// The number of the kind of thing.
    pub object_kind: i64,
    /// Which one.
    pub object_id: [u8; 16],
    /// The verb's number.
    pub result: Option<i64>,
    /// Further facts as JSON.
    pub detail: Option<String>,
    actor_no: i64,
}

impl Fact {
    /// The number of the person who acted, if this audience may know it.
    #[must_use]
    pub fn actor_no(&self, audience: Audience) -> Option<i64> {
        self.visibility
            .names_to(audience, self.actor_no)
            .then_some(self.actor_no)
    }

    /// Whether it tells of this verb.
    #[must_use]
    pub fn is(&self, verb: &Verb) -> bool {
        self.verb == verb.code
    }
}

impl FromRow for Fact {
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        Ok(Self {
            seq: cells.next()?,
            pos: cells.next()?,
            at: cells.next()?,
            verb: cells.next()?,
            visibility: Visibility::of_code(cells.next()?),
            actor_no: cells.next()?,
            org_no: cells.next()?,
            object_kind: cells.next()?,
            object_id: cells.next()?,
            result: cells.next()?,
            detail: cells.next()?,
        })
    }
}

/// Where a page of a member's own records continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The time of the last record shown.
    pub at: Millis,
    /// Its number.
    pub seq: i64,
}

impl Turn {
    /// Begins with the newest.
    pub const NEWEST: Self = Self {
        at: Millis(i64::MAX),
        seq: i64::MAX,
    };

    /// Continues below a record.
    #[must_use]
    pub fn below(fact: &Fact) -> Self {
        Self {
            at: fact.at,
            seq: fact.seq,
        }
    }
}

/// Writes a record in the operation's own transaction.
///
/// # Errors
/// The database's.
pub fn write(tx: &mut Tx<'_>, record: &Record) -> Result<(), DbError> {
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            record.at,
            record.verb.code,
            record.verb.visibility as i64,
            record.actor_no,
            record.org_no,
            record.object_kind.code,
            Value::Id(record.object_id),
            record.result,
            record.detail.as_ref().map(serde_json::Value::to_string)
        ],
    )?;
    Ok(())
}

static RECORDS: InsertMany = InsertMany::new(
    "record",
    &[
        ("at", Kind::Int),
        ("verb", Kind::Int),
        ("visibility", Kind::Int),
        ("actor_no", Kind::Int),
        ("org_no", Kind::Int),
        ("object_kind", Kind::Int),
        ("object_id", Kind::Id),
        ("result", Kind::Int),
        ("detail", Kind::Text),
    ],
    OnConflict::Fail,
);

/// Writes many records at once, in the operation's own transaction.
///
/// # Errors
/// The database's.
pub fn write_many(tx: &mut Tx<'_>, records: &[Record]) -> Result<(), DbError> {
    let rows: Vec<Vec<Value>> = records
        .iter()
        .map(|record| {
            params![
                record.at,
                record.verb.code,
                record.verb.visibility as i64,
                record.actor_no,
                record.org_no,
                record.object_kind.code,
                Value::Id(record.object_id),
                record.result,
                record.detail.as_ref().map(serde_json::Value::to_string)
            ]
            .to_vec()
        })
        .collect();
    tx.insert_many(&RECORDS, &rows)?;
    Ok(())
}

/// Gives committed records their place in the stream; says how many. Two nodes may call it at
/// once: positions are unique, and the later one leaves it at that.
///
/// The `+` in the statement keeps SQLite from walking every record without a position for each
/// slice: it finds the few by their number instead.
///
/// # Errors
/// The database's.
pub async fn assign_positions(db: &Db) -> Result<u64, Error> {
    let mut assigned = 0;
    loop {
        let slice = db.bulk("assign_positions", |tx| {
            Ok(tx.exec(sql!("sql/assign.sql"), params![SLICE])?)
        });
        match slice.await {
            Ok(0) => return Ok(assigned),
            Ok(rows) => assigned += rows,
            Err(error) if error.is_unique() => return Ok(assigned),
            Err(error) => return Err(error),
        }
    }
}

/// The records after a position, in order: how indicators, search and webhooks keep up.
///
/// # Errors
/// The database's.
pub fn follow(tx: &mut Tx<'_>, after: i64, limit: u32) -> Result<Vec<Fact>, DbError> {
    tx.all(sql!("sql/follow.sql"), params![after, limit])
}

/// A member's own records, newest first.
///
/// # Errors
/// The database's.
pub fn for_member(
    tx: &mut Tx<'_>,
    actor_no: i64,
    from: Turn,
    limit: u32,
) -> Result<Vec<Fact>, DbError> {
    tx.all(
        sql!("sql/for_member.sql"),
        params![actor_no, from.at, from.seq, limit],
    )
}
