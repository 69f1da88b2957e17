//! What is in a table: sheets, rows, cells, and where they stand.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One cell as read, before anybody interprets it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as typed or as the result of a formula.
    Text(String),
    /// A number. Office programs keep 15 digits; see [`Cell::is_float_damaged`].
    Number(f64),
    /// A number shown as a date.
    Date(Date),
    /// TRUE or FALSE.
    Bool(bool),
    /// A formula that failed, such as `#N/A`.
    Error(String),
}

impl Cell {
    /// A text cell, or an empty one for an empty text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A cell for a text that came out of a file: .csv and copied cells hold failed formulas as
    /// plain text.
    pub(super) fn from_file(text: impl Into<String>) -> Self {
        const FAILURES: [&str; 7] = [
            "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!",
        ];
        let text = text.into();
        if FAILURES.contains(&text.trim()) {
            Self::Error(text)
        } else {
            Self::text(text)
        }
    }

    /// Whether there is nothing to read, blanks included.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// Whether this is a number of 15 or more digits: the office program has already rounded it
    /// to 15 significant digits, so an ID number in it is not the one the person typed.
    pub fn is_float_damaged(&self) -> bool {
        const FIFTEEN_DIGITS: f64 = 1e14;
        match self {
            Self::Number(number) => number.abs() >= FIFTEEN_DIGITS,
            Self::Text(text) => is_scientific(text.trim()),
            _ => false,
        }
    }

    /// The content as text: whole numbers without a point, dates as 2026-11-22.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }
}

/// Whether a text is what a .csv shows of a rounded number, such as `1.10105E+17`.
fn is_scientific(text: &str) -> bool {
    let Some((head, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    exponent.parse::<u32>().is_ok_and(|power| power >= 14)
        && head.contains(|ch: char| ch.is_ascii_digit())
        && head.chars().all(|ch| ch.is_ascii_digit() || ch == '.')
}

/// One row and its number as the office program shows it, from 1.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    /// From 1.
    pub number: u32,
    /// From column A; cells after the last one with content are left out.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in column `index` (from 0); empty beyond the last one.
    pub fn cell(&self, index: usize) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.cells.get(index).unwrap_or(EMPTY)
    }

    /// Whether no cell holds anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// A table: a header and the rows under it. Blank rows are left out, numbers stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name of the sheet; empty for .csv.
    pub name: String,
    /// Rows above the header, such as a title.
    pub above: Vec<Row>,
    /// Number of the header row.
    pub header_row: u32,
    /// The header, trimmed, from column A.
    pub header: Vec<String>,
    /// The rows under the header.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Takes the first of `rows` as the header.
    pub(super) fn from_rows(name: String, rows: Vec<Row>) -> Self {
        let mut sheet = Self {
            name,
            above: Vec::new(),
            header_row: 1,
            header: Vec::new(),
            rows,
        };
        sheet.set_header(0);
        sheet
    }

    /// Moves the header to the first of the first 20 rows that `is_header` accepts: many
    /// offices put a title and a note above the table. Without such a row nothing changes.
    #[must_use]
    pub fn with_header_where(mut self, is_header: impl Fn(&[String]) -> bool) -> Self {
        const ROWS_LOOKED_AT: usize = 20;
        if self.header.is_empty() || is_header(&self.header) {
            return self;
        }
        let found = self
            .rows
            .iter()
            .take(ROWS_LOOKED_AT)
            .position(|row| is_header(&titles(row)));
        if let Some(index) = found {
            let old = self.header.iter().map(Cell::text).collect();
            self.above.push(Row {
                number: self.header_row,
                cells: old,
            });
            self.set_header(index);
        }
        self
    }

    fn set_header(&mut self, index: usize) {
        if index >= self.rows.len() {
            return;
        }
        let below = self.rows.split_off(index + 1);
        let mut above = std::mem::replace(&mut self.rows, below);
        if let Some(header) = above.pop() {
            self.header_row = header.number;
            self.header = titles(&header);
        }
        self.above.append(&mut above);
    }

    /// Where a cell of `row` in column `index` (from 0) stands.
    pub fn place(row: &Row, index: usize) -> Place {
        Place::new(row.number, index)
    }
}

fn titles(row: &Row) -> Vec<String> {
    row.cells
        .iter()
        .map(|cell| cell.to_text().trim().to_owned())
        .collect()
}

/// A cell's place as the office program names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Row number from 1.
    pub row: u32,
    /// Column number from 1; 2 is B.
    pub column: u32,
}

impl Place {
    /// The place in row `row` (from 1) and column `index` (from 0).
    pub fn new(row: u32, index: usize) -> Self {
        let column = u32::try_from(index).map_or(u32::MAX, |index| index.saturating_add(1));
        Self { row, column }
    }

    /// The column in letters: `B`.
    pub fn column_letters(self) -> String {
        column_letters(self.column)
    }
}

/// Letters of a column counted from 1: 1 is A, 27 is AA.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}
