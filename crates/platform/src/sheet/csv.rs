//! Tables as comma-separated text.
//!
//! The splitter is our own because rows must keep the number the office program shows: blank
//! lines count, line ends inside quotation marks do not.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};

use super::limits::Budget;
use super::{Cell, Limits, Place, Row, Sheet, SheetError};

/// Reads .csv in UTF-8 or UTF-16 with a byte order mark, UTF-8 without, or GB 18030, which is
/// what office programs in China write. Tabs separate when the first line has them and no comma.
///
/// # Errors
/// See [`SheetError`].
pub fn read_csv(bytes: &[u8], limits: &Limits) -> Result<Sheet, SheetError> {
    if bytes.len() as u64 > limits.max_file_bytes {
        return Err(SheetError::FileTooLarge {
            limit: limits.max_file_bytes,
        });
    }
    let text = decode(bytes)?;
    let mut splitter = Splitter {
        separator: separator_of(&text),
        limits,
        budget: Budget::new(limits),
        rows: Vec::new(),
        row: Row {
            number: 1,
            cells: Vec::new(),
        },
        field: String::new(),
        field_chars: 0,
        quoted: false,
    };
    splitter.split(&text)?;
    if splitter.rows.is_empty() {
        return Err(SheetError::Empty);
    }
    Ok(Sheet::from_rows(String::new(), splitter.rows))
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
            .ok_or(SheetError::Encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(SheetError::Encoding)
}

fn separator_of(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    if first.contains('\t') && !first.contains(',') {
        '\t'
    } else {
        ','
    }
}

struct Splitter<'l> {
    separator: char,
    limits: &'l Limits,
    budget: Budget,
    rows: Vec<Row>,
    row: Row,
    field: String,
    field_chars: usize,
    /// Whether the current field began with a quotation mark.
    quoted: bool,
}

impl Splitter<'_> {
    fn split(&mut self, text: &str) -> Result<(), SheetError> {
        let mut chars = text.chars().peekable();
        while let Some(ch) = chars.next() {
            match ch {
                '"' if self.field.is_empty() && !self.quoted => {
                    self.quoted = true;
                    self.take_quoted(&mut chars)?;
                }
                '\r' => {
                    chars.next_if_eq(&'\n');
                    self.end_row()?;
                }
                '\n' => self.end_row()?,
                ch if ch == self.separator => self.end_field()?,
                ch => self.push(ch)?,
            }
        }
        let unfinished = self.quoted || !self.field.is_empty() || !self.row.cells.is_empty();
        if unfinished { self.end_row() } else { Ok(()) }
    }

    /// Takes everything up to the closing mark; a doubled mark stands for one.
    fn take_quoted(
        &mut self,
        chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
    ) -> Result<(), SheetError> {
        while let Some(ch) = chars.next() {
            if ch != '"' {
                self.push(ch)?;
            } else if chars.next_if_eq(&'"').is_some() {
                self.push('"')?;
            } else {
                return Ok(());
            }
        }
        Err(SheetError::OpenQuote {
            row: self.row.number,
        })
    }

    fn push(&mut self, ch: char) -> Result<(), SheetError> {
        let limit = self.limits.max_cell_chars;
        self.field.push(ch);
        self.field_chars += 1;
        if self.field_chars > limit {
            return Err(SheetError::CellTooLong {
                place: Place::new(self.row.number, self.row.cells.len()),
                limit,
            });
        }
        Ok(())
    }

    fn end_field(&mut self) -> Result<(), SheetError> {
        let field = std::mem::take(&mut self.field);
        self.field_chars = 0;
        self.quoted = false;
        if self.row.cells.len() >= self.limits.max_cols {
            // Office programs pad rows with separators; only content counts.
            if field.trim().is_empty() {
                return Ok(());
            }
            return Err(SheetError::TooManyColumns {
                limit: self.limits.max_cols,
            });
        }
        self.budget.spend(field.len() + size_of::<Cell>())?;
        self.row.cells.push(Cell::from_file(without_guard(field)));
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), SheetError> {
        self.end_field()?;
        let number = self.row.number;
        let next = Row {
            number: number.saturating_add(1),
            cells: Vec::new(),
        };
        let mut row = std::mem::replace(&mut self.row, next);
        while row.cells.last().is_some_and(Cell::is_blank) {
            row.cells.pop();
        }
        if row.cells.is_empty() {
            return Ok(());
        }
        if self.rows.len() >= self.limits.max_rows {
            return Err(SheetError::TooManyRows {
                limit: self.limits.max_rows,
            });
        }
        self.budget.spend(size_of::<Row>())?;
        self.rows.push(row);
        Ok(())
    }
}

/// Characters with which office programs begin a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether the text begins a formula, or would after prefixes like ours are taken off.
fn begins_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA_STARTS)
}

/// Undoes the prefix that [`write_csv`] sets.
fn without_guard(field: String) -> String {
    match field.strip_prefix('\'') {
        Some(rest) if begins_formula(rest) => rest.to_owned(),
        _ => field,
    }
}

/// Writes a header and rows as .csv in UTF-8 with a byte order mark, which office programs need
/// to see Chinese. A text that would begin a formula gets a leading `'`.
pub fn write_csv(header: &[String], rows: &[Row]) -> Vec<u8> {
    let mut out = String::from('\u{FEFF}');
    push_line(
        &mut out,
        header.iter().map(|title| Cow::Borrowed(title.as_str())),
    );
    for row in rows {
        let width = header.len().max(row.cells.len());
        push_line(&mut out, (0..width).map(|index| guarded(row.cell(index))));
    }
    out.into_bytes()
}

fn guarded(cell: &Cell) -> Cow<'_, str> {
    let text = cell.to_text();
    // A number is no formula, also when it is negative.
    if !matches!(cell, Cell::Number(_)) && begins_formula(&text) {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

fn push_line<'a>(out: &mut String, fields: impl Iterator<Item = Cow<'a, str>>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r', '\t']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}
