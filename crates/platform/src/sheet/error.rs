//! Why a table was refused, in words a person can act on.

use super::Place;
use crate::error::Message;

/// A file that could not be read or written. Every variant has a message in `sheet.ftl`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// Nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// Neither .xlsx nor .csv.
    #[error("the file is not a table")]
    UnknownFormat,
    /// The binary format of Excel 97, or a workbook with a password: both share a signature.
    #[error("the file is an old or protected workbook")]
    OldOrProtected,
    /// Larger than allowed as uploaded.
    #[error("the file is larger than {limit} bytes")]
    FileTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// More entries in the zip than allowed.
    #[error("the zip has more than {limit} entries")]
    TooManyEntries {
        /// The limit.
        limit: usize,
    },
    /// More bytes inside than allowed, counted or declared.
    #[error("the zip holds more than {limit} bytes")]
    UnpacksTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A zip bomb.
    #[error("the zip grows by more than {limit} times")]
    GrowsTooMuch {
        /// The limit.
        limit: u64,
    },
    /// An entry whose name leaves the archive, is repeated, or is a link.
    #[error("the zip has a forbidden entry")]
    BadEntry,
    /// A part declares a document type, which can define entities.
    #[error("a part declares a document type")]
    DocumentType,
    /// Cut off, not well-formed, or without a necessary part.
    #[error("the file is damaged: {detail}")]
    Damaged {
        /// For the log; holds no content of the file.
        detail: &'static str,
    },
    /// No sheet that can be seen.
    #[error("the workbook has no visible sheet")]
    NoSheet,
    /// More rows than allowed.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The limit, the header row included.
        limit: usize,
    },
    /// More columns than allowed.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
    /// A cell longer than allowed.
    #[error("{place:?} is longer than {limit} characters")]
    CellTooLong {
        /// Where.
        place: Place,
        /// The limit in characters.
        limit: usize,
    },
    /// More text in all than allowed.
    #[error("too much text")]
    TooMuchText,
    /// A .csv that is neither UTF-8 nor GB 18030.
    #[error("the text encoding is unknown")]
    Encoding,
    /// A quotation mark in a .csv that nothing closes.
    #[error("row {row} opens a quotation mark that nothing closes")]
    OpenQuote {
        /// The row as the office program counts it.
        row: u32,
    },
    /// The writer refused, for example a text longer than a cell can hold.
    #[error("the workbook could not be written: {detail}")]
    Write {
        /// What the writer said.
        detail: String,
    },
}

impl SheetError {
    /// The Fluent key of the message.
    pub fn message_key(&self) -> &'static str {
        match self {
            Self::Empty => "sheet-error-empty",
            Self::UnknownFormat => "sheet-error-unknown-format",
            Self::OldOrProtected => "sheet-error-old-or-protected",
            Self::FileTooLarge { .. } => "sheet-error-file-too-large",
            Self::TooManyEntries { .. } => "sheet-error-too-many-entries",
            Self::UnpacksTooLarge { .. } => "sheet-error-unpacks-too-large",
            Self::GrowsTooMuch { .. } => "sheet-error-grows-too-much",
            Self::BadEntry => "sheet-error-bad-entry",
            Self::DocumentType => "sheet-error-document-type",
            Self::Damaged { .. } => "sheet-error-damaged",
            Self::NoSheet => "sheet-error-no-sheet",
            Self::TooManyRows { .. } => "sheet-error-too-many-rows",
            Self::TooManyColumns { .. } => "sheet-error-too-many-columns",
            Self::CellTooLong { .. } => "sheet-error-cell-too-long",
            Self::TooMuchText => "sheet-error-too-much-text",
            Self::Encoding => "sheet-error-encoding",
            Self::OpenQuote { .. } => "sheet-error-open-quote",
            Self::Write { .. } => "sheet-error-write",
        }
    }

    /// The arguments of the message, sizes in whole MB.
    pub fn message_args(&self) -> Vec<(&'static str, String)> {
        const MB: u64 = 1024 * 1024;
        match self {
            Self::FileTooLarge { limit } | Self::UnpacksTooLarge { limit } => {
                vec![("limit", (limit / MB).max(1).to_string())]
            }
            Self::TooManyEntries { limit } | Self::TooManyColumns { limit } => {
                vec![("limit", limit.to_string())]
            }
            // People count the rows below the header.
            Self::TooManyRows { limit } => vec![("limit", limit.saturating_sub(1).to_string())],
            Self::CellTooLong { place, limit } => vec![
                ("row", place.row.to_string()),
                ("column", place.column_letters()),
                ("limit", limit.to_string()),
            ],
            Self::OpenQuote { row } => vec![("row", row.to_string())],
            _ => Vec::new(),
        }
    }

    /// Key and arguments together, for pages and field errors.
    pub fn message(&self) -> Message {
        Message {
            key: self.message_key(),
            args: self.message_args(),
        }
    }

    pub(super) fn damaged(detail: &'static str) -> Self {
        Self::Damaged { detail }
    }
}
