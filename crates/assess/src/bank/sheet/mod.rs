//! The question workbook: the template authors fill in, and the bank's export.
//!
//! One row is one question. Columns are found by their titles, in Chinese or
//! English, in any order, below any rows an office put above them; columns
//! nobody knows are left alone and named. What is wrong is told by row and
//! column, and the other rows are still imported.
//!
//! | 题型 | 题干 | 选项A … 选项H | 答案 | 解析 | 来源 | 标签 | 难度 |
//! |---|---|---|---|---|---|---|---|
//! | 单选、多选、判断; may be left out | required | empty at the end where fewer | `B`, `ACD`, `对` | | | parted by ； , 、 | 易、中、难; else 中 |
//!
//! A question without faults that is exported and read again is
//! [`QuestionDraft::same_as`] it was. The limits on the file are those of
//! [`platform::sheet::Limits`].

mod fault;
mod field;
mod read;
mod write;

use platform::sheet::{Limits, Place};

use super::question::QuestionDraft;
pub use fault::{CellFault, CellFaultKind, SheetRefusal};
pub use field::{Field, Language};
pub use read::parse;
pub use write::{export, template};

/// A question found in a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetQuestion {
    /// The row as the office program shows it.
    pub row: u32,
    /// The question in canonical form, without faults.
    pub draft: QuestionDraft,
}

/// What a workbook held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetImport {
    /// Questions that can be stored.
    pub questions: Vec<SheetQuestion>,
    /// What could not be taken, by row.
    pub faults: Vec<CellFault>,
    /// What was taken but deserves a look, by row.
    pub warnings: Vec<CellFault>,
    /// Titles of columns that were left alone, and where they stand.
    pub ignored: Vec<(Place, String)>,
}

/// Reads a workbook or a .csv of the template's columns.
///
/// # Errors
/// [`SheetRefusal`] when the file cannot be read as a table, or lacks the columns
/// without which there are no questions.
pub fn read(bytes: &[u8]) -> Result<SheetImport, SheetRefusal> {
    let sheet = platform::sheet::read(bytes, &Limits::default())?;
    parse(&sheet.with_header_where(|titles| {
        let known = |wanted| {
            titles
                .iter()
                .any(|title| Field::from_title(title) == Some(wanted))
        };
        known(Field::Text) && known(Field::Answer)
    }))
}
