//! Complaints in the database.

use super::ComplaintId;
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::ids::PersonId;
use crate::{from_row, params, sql};

/// A complaint with its answer, if it has one.
#[derive(Clone, Debug)]
pub(super) struct Complaint {
    pub(super) id: ComplaintId,
    pub(super) reference: String,
    pub(super) body: String,
    pub(super) at: Millis,
    pub(super) name: Option<String>,
    pub(super) answer: Option<String>,
    pub(super) answered_at: Option<Millis>,
}

from_row!(Complaint {
    id,
    reference,
    body,
    at,
    name,
    answer,
    answered_at
});

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: ComplaintId,
    reference: &str,
    person: Option<PersonId>,
    body: &str,
    now: Millis,
) -> Result<(), DbError> {
    tx.exec(
        sql!("sql/insert.sql"),
        params![id, reference, person, body, now],
    )?;
    Ok(())
}

pub(super) fn insert_answer(
    tx: &mut Tx<'_>,
    id: ComplaintId,
    by: PersonId,
    body: &str,
    now: Millis,
) -> Result<(), DbError> {
    tx.exec(sql!("sql/insert_answer.sql"), params![id, body, by, now])?;
    Ok(())
}

pub(super) fn find(tx: &mut Tx<'_>, id: ComplaintId) -> Result<Option<Complaint>, DbError> {
    tx.opt(sql!("sql/find.sql"), params![id])
}

pub(super) fn by_reference(tx: &mut Tx<'_>, reference: &str) -> Result<Option<Complaint>, DbError> {
    tx.opt(sql!("sql/by_reference.sql"), params![reference])
}

/// Where a page of complaints continues: after the moment and the reference of the last one.
pub(super) type After = (Millis, String);

/// Those without an answer, the oldest first.
pub(super) fn open(tx: &mut Tx<'_>, after: &After, limit: u32) -> Result<Vec<Complaint>, DbError> {
    tx.all(sql!("sql/open.sql"), params![after.0, after.1, limit])
}

/// Those answered, the last one first.
pub(super) fn answered(
    tx: &mut Tx<'_>,
    after: &After,
    limit: u32,
) -> Result<Vec<Complaint>, DbError> {
    tx.all(sql!("sql/answered.sql"), params![after.0, after.1, limit])
}

/// How many wait for an answer.
pub(in crate::auth) fn count_open(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    let counted: (i64,) = tx.one(sql!("sql/count_open.sql"), &[])?;
    Ok(counted.0)
}
