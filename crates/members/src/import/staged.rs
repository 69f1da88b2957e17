//! What is staged of a file: its head and its rows, sealed.

use platform::crypto::Sealer;
use platform::error::{Error, internal};
use platform::sheet::{Row, Sheet};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::ImportId;
use crate::member::Record;
use crate::roster::{CheckedRow, FileFault};

/// The file without its rows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Head {
    /// Name of the sheet.
    pub(super) sheet: String,
    /// Rows above the header.
    pub(super) above: Vec<Row>,
    /// Number of the header row.
    pub(super) header_row: u32,
    /// The titles.
    pub(super) header: Vec<String>,
    /// What is wrong with the file as a whole.
    pub(super) faults: Vec<FileFault>,
}

impl Head {
    pub(super) fn of(sheet: &Sheet, faults: Vec<FileFault>) -> Self {
        Self {
            sheet: sheet.name.clone(),
            above: sheet.above.clone(),
            header_row: sheet.header_row,
            header: sheet.header.clone(),
            faults,
        }
    }

    /// The file again, with these rows.
    pub(super) fn sheet(self, rows: Vec<Row>) -> Sheet {
        Sheet {
            name: self.sheet,
            above: self.above,
            header_row: self.header_row,
            header: self.header,
            rows,
        }
    }
}

/// A row as it came and as it was checked.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct StagedRow {
    /// The cells.
    pub(super) row: Row,
    /// What they say and what is wrong with them.
    pub(super) checked: CheckedRow,
}

/// What an update replaced, and the version it left: undone only while nobody changed it since.
#[derive(Serialize, Deserialize)]
pub(super) struct Before {
    /// The record before.
    pub(super) record: Record,
    /// The version after.
    pub(super) version: i64,
}

/// Seals a value for a column of an import's row; row 0 is the import itself.
pub(super) fn seal<T: Serialize>(
    sealer: &Sealer,
    column: &str,
    import: ImportId,
    row: u32,
    value: &T,
) -> Result<Vec<u8>, Error> {
    let plain = serde_json::to_vec(value).map_err(|error| internal(error.to_string()))?;
    Ok(sealer.seal("roster_row", column, place(import, row), &plain)?)
}

/// Opens what [`seal`] sealed.
pub(super) fn open<T: DeserializeOwned>(
    sealer: &Sealer,
    column: &str,
    import: ImportId,
    row: u32,
    sealed: &[u8],
) -> Result<T, Error> {
    let plain = sealer.open("roster_row", column, place(import, row), sealed)?;
    serde_json::from_slice(&plain).map_err(|error| internal(error.to_string()))
}

/// The import's id with the row's number in its last bytes.
fn place(import: ImportId, row: u32) -> [u8; 16] {
    let mut place = import.0;
    for (byte, part) in place[12..].iter_mut().zip(row.to_be_bytes()) {
        *byte ^= part;
    }
    place
}
