//! What a roster would change of whom: the fields before and after, sealed ones masked.

use platform::db::Tx;
use platform::error::Error;
use platform::web::Cx;
use platform::{params, sql};

use super::ImportId;
use super::decide::{PresentMembers, present};
use super::staged::{StagedRow, open};
use super::store::Row;
use crate::member::{Record, Veil, history};
use crate::roster::Column;

/// A field that changes.
pub(super) struct Field {
    pub(super) title: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// Somebody whose record changes.
pub(super) struct Changed {
    pub(super) number: u32,
    pub(super) name: String,
    /// Whether they left and are taken in again.
    pub(super) returns: bool,
    pub(super) fields: Vec<Field>,
}

/// Rows that change somebody, after a number, and the members they change.
pub(super) fn read(
    tx: &mut Tx<'_>,
    id: ImportId,
    after: u32,
    limit: usize,
) -> Result<(Vec<Row>, PresentMembers), Error> {
    let rows: Vec<Row> = tx.all(sql!("sql/updates.sql"), params![id, after, limit])?;
    let indexes: Vec<Vec<u8>> = rows.iter().filter_map(|row| row.id_index.clone()).collect();
    let found = present(tx, &indexes)?;
    Ok((rows, found))
}

/// What a row changes; none when its member or its papers are gone meanwhile.
pub(super) fn changed(
    cx: &Cx,
    id: ImportId,
    row: &Row,
    found: &PresentMembers,
) -> Result<Option<Changed>, Error> {
    let present = row.id_index.as_ref().and_then(|index| found.get(index));
    let Some(present) = present.filter(|_| !row.payload.is_empty()) else {
        return Ok(None);
    };
    let staged: StagedRow = open(&cx.app.sealer, "payload", id, row.number, &row.payload)?;
    let Some(value) = staged.checked.value else {
        return Ok(None);
    };
    let before = present.stored.open(&cx.app.sealer)?;
    let after = before.updated_by(&value);
    Ok(Some(Changed {
        number: row.number,
        name: value.full_name.clone(),
        returns: present.is_homeless(),
        fields: fields(cx, &before, &after),
    }))
}

fn fields(cx: &Cx, before: &Record, after: &Record) -> Vec<Field> {
    let nothing = || cx.t("import-change-nothing");
    Column::ALL
        .into_iter()
        .filter(|column| before.stored(*column) != after.stored(*column))
        .map(|column| {
            let words = |record: &Record| record.words(column, Veil::Masked);
            let (old, new) = (words(before), words(after));
            let new = match new {
                // What changes may lie under the mask.
                Some(shown) if old.as_ref() == Some(&shown) => {
                    cx.ta("import-change-hidden", &[("shown", &shown)])
                }
                Some(shown) => shown,
                None => nothing(),
            };
            Field {
                title: history::title(column.identifier(), cx.locale),
                before: old.unwrap_or_else(nothing),
                after: new,
            }
        })
        .collect()
}
