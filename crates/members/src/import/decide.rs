//! What becomes of a checked row: a new member, an update, nothing, or a member of somewhere else.

use std::collections::HashMap;

use platform::crypto::Sealer;
use platform::db::{Cells, DbError, FromRow, Tx, Value};
use platform::error::Error;
use platform::ids::OrgId;
use platform::sql;

use super::branches::Known;
use crate::member::{Record, Stored};
use crate::roster::RosterRow;

/// Blind indexes looked up in one statement.
const AT_ONCE: usize = 50;

/// A member the platform has already.
#[derive(Clone)]
pub(super) struct Present {
    index: Vec<u8>,
    /// Where they are at home, and its name.
    home: Option<(OrgId, String)>,
    /// Their record.
    pub(super) stored: Stored,
}

impl FromRow for Present {
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        let index = cells.next()?;
        let (org, name): (Option<OrgId>, Option<String>) = (cells.next()?, cells.next()?);
        Ok(Self {
            index,
            home: org.zip(name),
            stored: Stored::from_row(cells)?,
        })
    }
}

/// Members by the blind index of their ID number.
pub(super) type PresentMembers = HashMap<Vec<u8>, Present>;

/// The members among these blind indexes.
pub(super) fn present(tx: &mut Tx<'_>, indexes: &[Vec<u8>]) -> Result<PresentMembers, DbError> {
    let mut found = PresentMembers::new();
    for some in indexes.chunks(AT_ONCE) {
        let mut params: Vec<Value> = some.iter().cloned().map(Value::Bytes).collect();
        while let Some(last) = params.last().filter(|_| params.len() < AT_ONCE) {
            params.push(last.clone());
        }
        let rows: Vec<Present> = tx.all(sql!("sql/present.sql"), &params)?;
        found.extend(rows.into_iter().map(|one| (one.index.clone(), one)));
    }
    Ok(found)
}

/// What becomes of a row.
pub(super) enum Outcome {
    /// Nobody has this ID number.
    Create,
    /// A member of that branch, or one who belongs nowhere, whose record changes.
    Update(Box<Record>),
    /// A member whose record says all this already.
    Unchanged,
    /// A member of another name: theirs, when they lie within reach.
    OtherName(Option<String>),
    /// A member of another branch: its name when it lies within reach.
    Elsewhere(Option<String>),
}

/// Judges a row against the member with its ID number.
pub(super) fn judge(
    row: &RosterRow,
    found: Option<&Present>,
    known: &Known,
    sealer: &Sealer,
) -> Result<Outcome, Error> {
    let Some(found) = found else {
        return Ok(Outcome::Create);
    };
    if let Some((home, name)) = &found.home {
        let branch = known.one(&row.branch).map(|branch| branch.id);
        if branch != Some(*home) {
            return Ok(Outcome::Elsewhere(known.holds(*home).then(|| name.clone())));
        }
    }
    let before = found.stored.open(sealer)?;
    if before.full_name != row.full_name {
        let name = found.home.is_some().then_some(before.full_name);
        return Ok(Outcome::OtherName(name));
    }
    let after = before.updated_by(row);
    if found.home.is_some() && after == before {
        return Ok(Outcome::Unchanged);
    }
    Ok(Outcome::Update(Box::new(after)))
}

impl Present {
    /// Whether the member belongs nowhere any more and is to be taken in again.
    pub(super) fn is_homeless(&self) -> bool {
        self.home.is_none()
    }
}
