//! Linking: each row's hash covers the one before it, so nothing can be changed, taken out or
//! slipped in without breaking every link after it.

use sha2::{Digest as _, Sha256};

use super::store::Row;
use crate::db::{Db, DbError, Tx, Value};
use crate::error::Error;
use crate::{params, sql};

/// Rows linked in one transaction: about 10 ms of work.
const SLICE: i64 = 200;

/// The newest link of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its position, counted from 1; 0 before the first.
    pub pos: i64,
    /// Its hash; zeros before the first.
    pub hash: [u8; 32],
}

impl std::fmt::Display for Head {
    /// As `touyan verify` prints it and takes it back: `1234:9f86…`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.pos, crate::files::Hash(self.hash))
    }
}

impl std::str::FromStr for Head {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || crate::error::internal("not a head of the audit chain: POSITION:HASH");
        let (pos, hash) = text.trim().split_once(':').ok_or_else(wrong)?;
        let hash: crate::files::Hash = hash.parse().map_err(|_| wrong())?;
        Ok(Self {
            pos: pos.parse().map_err(|_| wrong())?,
            hash: hash.0,
        })
    }
}

impl Head {
    /// Before the first link.
    pub(super) const START: Self = Self {
        pos: 0,
        hash: [0; 32],
    };

    /// The link after this one.
    pub(super) fn next(self, row: &Row) -> Self {
        let pos = self.pos + 1;
        let hash = Sha256::new()
            .chain_update(b"touyan audit 1")
            .chain_update(self.hash)
            .chain_update(pos.to_be_bytes())
            .chain_update(canonical(row))
            .finalize()
            .into();
        Self { pos, hash }
    }
}

/// The newest link, for printing and for keeping elsewhere: a chain cut off at its end shows
/// only by comparing it with a head that was kept outside.
///
/// # Errors
/// The database's.
pub fn head(tx: &mut Tx<'_>) -> Result<Head, DbError> {
    let newest: Option<(i64, [u8; 32])> = tx.opt(sql!("sql/head.sql"), params![])?;
    Ok(newest.map_or(Head::START, |(pos, hash)| Head { pos, hash }))
}

/// Links what was written since the last call, in order of insertion; says how many rows.
/// Two nodes may call it at once: the position is unique, and the later one leaves it at that.
///
/// # Errors
/// The database's.
pub async fn link_pending(db: &Db) -> Result<u64, Error> {
    let mut linked = 0;
    loop {
        match db.bulk("link_audit", link_slice).await {
            Ok(0) => return Ok(linked),
            Ok(rows) => linked += rows,
            Err(error) if error.is_unique() => return Ok(linked),
            Err(error) => return Err(error),
        }
    }
}

fn link_slice(tx: &mut Tx<'_>) -> Result<u64, Error> {
    let rows: Vec<Row> = tx.all(sql!("sql/unlinked.sql"), params![SLICE])?;
    if rows.is_empty() {
        return Ok(0);
    }
    let mut head = head(tx)?;
    for row in &rows {
        head = head.next(row);
        tx.exec(
            sql!("sql/link.sql"),
            params![head.pos, Value::Id(row.id), head.hash],
        )?;
        tx.exec(sql!("sql/delete_unlinked.sql"), params![Value::Id(row.id)])?;
    }
    Ok(rows.len() as u64)
}

/// A row as bytes: every field with its length before it, nothing and empty told apart.
fn canonical(row: &Row) -> Vec<u8> {
    let mut out = Vec::with_capacity(192);
    out.extend_from_slice(&row.id);
    out.extend_from_slice(&row.seq.to_be_bytes());
    out.extend_from_slice(&row.at.0.to_be_bytes());
    field(&mut out, row.actor.as_ref().map(|id| &id.0[..]));
    field(&mut out, Some(row.action.as_bytes()));
    field(&mut out, Some(row.object_kind.as_bytes()));
    field(&mut out, row.object_id.as_ref().map(|id| &id[..]));
    field(&mut out, row.subject.as_ref().map(|id| &id.0[..]));
    field(&mut out, Some(row.org_path.as_bytes()));
    field(&mut out, row.reason.as_deref().map(str::as_bytes));
    field(&mut out, Some(row.detail.as_bytes()));
    out
}

fn field(out: &mut Vec<u8>, bytes: Option<&[u8]>) {
    let length = bytes.map_or(-1, |bytes| i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(bytes.unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Millis;

    fn row() -> Row {
        Row {
            id: [1; 16],
            seq: 1,
            at: Millis(5),
            actor: None,
            action: "a".to_owned(),
            object_kind: "b".to_owned(),
            object_id: None,
            subject: None,
            org_path: String::new(),
            reason: None,
            detail: "{}".to_owned(),
        }
    }

    #[test]
    fn fields_cannot_run_into_each_other() {
        let moved = Row {
            action: "ab".to_owned(),
            object_kind: String::new(),
            ..row()
        };
        assert_ne!(canonical(&row()), canonical(&moved));
        let empty = Row {
            reason: Some(String::new()),
            ..row()
        };
        assert_ne!(canonical(&row()), canonical(&empty));
    }

    #[test]
    fn the_same_row_has_another_hash_at_another_place() {
        let first = Head::START.next(&row());
        assert_eq!(first, Head::START.next(&row()));
        assert_ne!(first.hash, first.next(&row()).hash);
    }
}
