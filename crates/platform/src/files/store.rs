//! The rows that give contents a name, a type and an owner.

use super::{Hash, Stored};
use crate::clock::Millis;
use crate::db::{Cells, DbError, FromRow, Tx};
use crate::ids::{FileId, PersonId};
use crate::{params, sql};

/// A file as the product knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id; several may share one content.
    pub id: FileId,
    /// Its content and size.
    pub stored: Stored,
    /// What it is: `application/pdf`.
    pub media_type: String,
    /// The name it came with, for downloads.
    pub name: String,
    /// Who brought it.
    pub created_by: Option<PersonId>,
    /// When.
    pub created_at: Millis,
}

impl FromRow for Row {
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        Ok(Self {
            id: cells.next()?,
            stored: Stored {
                hash: Hash(cells.next()?),
                bytes: cells.next::<i64>()?.unsigned_abs(),
            },
            media_type: cells.next()?,
            name: cells.next()?,
            created_by: cells.next()?,
            created_at: cells.next()?,
        })
    }
}

/// Names a content that was stored before, in the operation's own transaction.
///
/// # Errors
/// The database's.
pub fn insert(tx: &mut Tx<'_>, row: &Row) -> Result<(), DbError> {
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            row.id,
            row.stored.hash.0,
            i64::try_from(row.stored.bytes).unwrap_or(i64::MAX),
            row.media_type,
            row.name,
            row.created_by,
            row.created_at
        ],
    )?;
    Ok(())
}

/// The file of an id. Who may read it is the caller's question.
///
/// # Errors
/// The database's.
pub fn find(tx: &mut Tx<'_>, id: FileId) -> Result<Option<Row>, DbError> {
    tx.opt(sql!("sql/find.sql"), params![id])
}

/// Forgets a file; its content goes with the collector when no other row names it.
///
/// # Errors
/// The database's; [`DbError::Foreign`] while something refers to it.
pub fn delete(tx: &mut Tx<'_>, id: FileId) -> Result<(), DbError> {
    tx.exec(sql!("sql/delete.sql"), params![id])?;
    Ok(())
}

/// Every content that a row names, in order, a page at a time: after `from`.
///
/// # Errors
/// The database's.
pub fn hashes(tx: &mut Tx<'_>, from: Option<Hash>, limit: u32) -> Result<Vec<Hash>, DbError> {
    let after = from.map_or_else(Vec::new, |hash| hash.0.to_vec());
    let rows: Vec<([u8; 32],)> = tx.all(sql!("sql/hashes.sql"), params![after, limit])?;
    Ok(rows.into_iter().map(|(hash,)| Hash(hash)).collect())
}
