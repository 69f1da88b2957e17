//! Walking the chain: the same figures on any machine, whoever runs it.

use super::chain::Head;
use super::store::Row;
use crate::db::{Cells, Db, DbError, FromRow};
use crate::error::Error;
use crate::{params, sql};

/// Links read in one go; a page takes a few milliseconds.
const PAGE: i64 = 2_000;

/// Where and how the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// A position is missing: a link was taken out.
    Gap {
        /// The missing position.
        pos: i64,
    },
    /// A row, or a link before it, is not what was linked.
    Changed {
        /// Its position.
        pos: i64,
        /// The row.
        audit_id: [u8; 16],
    },
    /// The chain is shorter than, or differs from, a head that was kept elsewhere.
    Cut {
        /// The position of the head that was kept.
        pos: i64,
    },
}

/// What a walk over the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Links that hold, counted up to the first break.
    pub linked: i64,
    /// The first break.
    pub broken: Option<Break>,
    /// Rows written and not yet linked: the unsealed tail, normally a second's worth.
    pub unsealed: i64,
    /// Rows that are neither linked nor waiting to be: written around the product.
    pub astray: i64,
    /// The newest link that holds.
    pub head: Head,
}

impl Report {
    /// Whether nothing was tampered with. An unsealed tail is no fault.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.broken.is_none() && self.astray == 0
    }
}

/// Walks the whole chain by pages. `kept` are heads that were printed or backed up earlier;
/// each must still stand where it stood.
///
/// # Errors
/// The database's; a broken chain is a finding, not an error.
pub async fn verify(db: &Db, kept: &[Head]) -> Result<Report, Error> {
    let mut kept = kept.to_vec();
    kept.sort_by_key(|head| head.pos);
    let mut kept = kept.into_iter().filter(|head| head.pos > 0).peekable();
    let mut head = Head::START;
    let mut broken = None;
    'pages: loop {
        let after = head.pos;
        let page: Vec<Link> = db
            .read("verify_audit", move |tx| {
                Ok(tx.all(sql!("sql/page.sql"), params![after, PAGE])?)
            })
            .await?;
        if page.is_empty() {
            break;
        }
        for link in page {
            if let Some(found) = compare(head, &link) {
                broken = Some(found);
                break 'pages;
            }
            head = head.next(&link.row);
            while let Some(known) = kept.next_if(|known| known.pos <= head.pos) {
                if known != head {
                    broken = Some(Break::Cut { pos: known.pos });
                    break 'pages;
                }
            }
        }
    }
    if let (None, Some(known)) = (&broken, kept.next()) {
        broken = Some(Break::Cut { pos: known.pos });
    }
    let (unsealed, astray): (i64, i64) = db
        .read("verify_audit_tail", |tx| {
            let unsealed: (i64,) = tx.one(sql!("sql/count_unlinked.sql"), params![])?;
            let astray: (i64,) = tx.one(sql!("sql/count_astray.sql"), params![])?;
            Ok((unsealed.0, astray.0))
        })
        .await?;
    Ok(Report {
        linked: head.pos,
        broken,
        unsealed,
        astray,
        head,
    })
}

fn compare(head: Head, link: &Link) -> Option<Break> {
    if link.pos != head.pos + 1 {
        return Some(Break::Gap { pos: head.pos + 1 });
    }
    (head.next(&link.row).hash != link.hash).then_some(Break::Changed {
        pos: link.pos,
        audit_id: link.row.id,
    })
}

struct Link {
    pos: i64,
    hash: [u8; 32],
    row: Row,
}

impl FromRow for Link {
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        Ok(Self {
            pos: cells.next()?,
            hash: cells.next()?,
            row: Row::from_row(cells)?,
        })
    }
}
