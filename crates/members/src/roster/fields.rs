//! Reads single cells of a row and notes what is wrong with them.

use jiff::civil::Date;
use platform::sheet::date::{DateFault, DateReading, read_date};
use platform::sheet::{Cell, Place, Row};

use super::codes::Codes;
use super::columns::{Column, Form, Importance};
use super::faults::{CellFault, FaultKind, Level};
use super::id_number::{IdFault, IdNumber, Written};

/// Where each column of the roster stands in the file, from 0.
#[derive(Debug, Clone)]
pub(super) struct Positions([Option<usize>; Column::ALL.len()]);

impl Default for Positions {
    fn default() -> Self {
        Self([None; Column::ALL.len()])
    }
}

impl Positions {
    pub(super) fn get(&self, column: Column) -> Option<usize> {
        self.0[column as usize]
    }

    pub(super) fn set(&mut self, column: Column, position: usize) {
        self.0[column as usize] = Some(position);
    }
}

/// A row being read.
pub(super) struct Fields<'r> {
    pub(super) row: &'r Row,
    pub(super) positions: &'r Positions,
    pub(super) today: Date,
    pub(super) faults: Vec<CellFault>,
}

impl Fields<'_> {
    /// Notes a fault of `column`, with what the cell says unless it is a secret.
    pub(super) fn note(&mut self, column: Column, kind: FaultKind) -> &mut CellFault {
        let position = self.positions.get(column);
        let said = position.map(|index| self.row.cell(index).to_text().trim().to_owned());
        let place = position.map(|index| Place::new(self.row.number, index));
        self.faults.push(CellFault {
            row: self.row.number,
            column,
            position: place.map(|place| place.column),
            kind,
            level: kind.level(),
            value: said.filter(|text| !text.is_empty() && !column.is_sealed()),
            other: None,
        });
        let last = self.faults.len() - 1;
        &mut self.faults[last]
    }

    /// Whether a fault keeps the row out.
    pub(super) fn has_error(&self) -> bool {
        self.faults.iter().any(|fault| fault.level == Level::Error)
    }

    /// Whether something is already wrong with `column`.
    pub(super) fn has_fault(&self, column: Column) -> bool {
        self.faults.iter().any(|fault| fault.column == column)
    }

    /// The cell, `None` and perhaps a fault if there is nothing in it to read.
    fn filled(&mut self, column: Column) -> Option<Cell> {
        let cell = self.positions.get(column).map(|index| self.row.cell(index));
        match cell {
            Some(Cell::Error(_)) => {
                self.note(column, FaultKind::FormulaError);
                None
            }
            Some(cell) if !cell.is_blank() && !says_nothing(cell, column) => Some(cell.clone()),
            _ => {
                if column.importance() == Importance::Required {
                    self.note(column, FaultKind::MissingRequired);
                }
                None
            }
        }
    }

    /// Free text.
    pub(super) fn text(&mut self, column: Column, longest: usize) -> Option<String> {
        let cell = self.filled(column)?;
        let text = cell.to_text().trim().to_owned();
        if text.chars().count() > longest {
            let fault = self.note(column, FaultKind::TextTooLong);
            fault.value = None;
            fault.other = Some(longest.to_string());
            return None;
        }
        Some(text)
    }

    /// Text of a [`Form::Text`] column, by its own length.
    pub(super) fn free_text(&mut self, column: Column) -> Option<String> {
        match column.form() {
            Form::Text(longest) => self.text(column, longest),
            _ => None,
        }
    }

    /// A person's name: blanks between Chinese characters go, dots become `·`.
    pub(super) fn name(&mut self, column: Column) -> Option<String> {
        /// Transcribed names of several parts stay below this.
        const LONGEST_NAME: usize = 40;
        let cell = self.filled(column)?;
        let name = folded_name(&cell.to_text());
        let kind = if name.chars().any(char::is_numeric) {
            FaultKind::NameHasDigits
        } else if !name
            .chars()
            .all(|ch| ch.is_alphabetic() || matches!(ch, '·' | ' ' | '\''))
        {
            FaultKind::NameHasSigns
        } else if name.chars().count() > LONGEST_NAME {
            FaultKind::NameTooLong
        } else {
            return Some(name);
        };
        self.note(column, kind);
        None
    }

    /// The ID number. A number cell is refused whatever it looks like: the office program keeps
    /// 15 digits of it.
    pub(super) fn id_number(&mut self, column: Column) -> Option<IdNumber> {
        let cell = self.filled(column)?;
        if matches!(cell, Cell::Number(_)) || cell.is_float_damaged() {
            self.note(column, FaultKind::IdFloatDamaged);
            return None;
        }
        let text = cell.to_text();
        match IdNumber::parse(&text, self.today) {
            Ok((number, Written::Current)) => Some(number),
            Ok((number, Written::Legacy)) => {
                self.note(column, FaultKind::IdLegacy);
                Some(number)
            }
            Err(fault) => {
                self.note(column, id_fault_kind(fault, &text));
                None
            }
        }
    }

    /// A date that lies neither in the future nor before `earliest`.
    pub(super) fn date(&mut self, column: Column, earliest: Date) -> Option<Date> {
        let cell = self.filled(column)?;
        let reading = match read_date(&cell) {
            Ok(reading) => reading?,
            Err(fault) => {
                self.note(column, date_fault_kind(fault));
                return None;
            }
        };
        let date = reading.date();
        if date > self.today {
            self.note(column, FaultKind::DateInFuture);
            return None;
        }
        if date < earliest {
            self.note(column, FaultKind::DateTooEarly);
            return None;
        }
        if let DateReading::Month(first) = reading {
            self.note(column, FaultKind::DayAssumed).other = Some(first.to_string());
        }
        Some(date)
    }

    /// The code of an entry of `codes`.
    pub(super) fn code(&mut self, column: Column, codes: Codes) -> Option<String> {
        let cell = self.filled(column)?;
        let found = codes.table().find(&cell.to_text());
        if found.is_none() {
            let kind = match codes {
                Codes::MemberCategory => FaultKind::UnknownCategory,
                _ => FaultKind::UnknownCode,
            };
            self.note(column, kind);
        }
        found.map(|entry| entry.code.clone())
    }

    /// Several entries, parted by commas, enumeration commas, semicolons or blanks.
    pub(super) fn codes(&mut self, column: Column, codes: Codes) -> Vec<String> {
        let Some(cell) = self.filled(column) else {
            return Vec::new();
        };
        let text = cell.to_text();
        let mut found: Vec<String> = Vec::new();
        for word in text.split(['、', '，', ',', ';', '；', '/', ' ', '\n']) {
            if word.trim().is_empty() {
                continue;
            }
            match codes.table().find(word) {
                Some(entry) if found.contains(&entry.code) => {}
                Some(entry) => found.push(entry.code.clone()),
                None => {
                    self.note(column, FaultKind::UnknownPost);
                    return Vec::new();
                }
            }
        }
        found
    }

    /// 是 or 否; an empty cell says neither.
    pub(super) fn yes(&mut self, column: Column) -> Option<bool> {
        let cell = self.filled(column)?;
        match cell.to_text().trim() {
            "是" | "有" | "Y" | "y" | "TRUE" | "1" => Some(true),
            "否" | "不是" | "N" | "n" | "FALSE" | "0" => Some(false),
            _ => {
                self.note(column, FaultKind::NotYesOrNo);
                None
            }
        }
    }

    /// A mobile number of mainland China as 11 digits.
    pub(super) fn mobile(&mut self, column: Column) -> Option<String> {
        let cell = self.filled(column)?;
        let digits = dialled(&cell.to_text());
        let digits = digits.strip_prefix("+86").unwrap_or(&digits);
        let bytes = digits.as_bytes();
        let fits = bytes.len() == 11
            && bytes.iter().all(u8::is_ascii_digit)
            && bytes[0] == b'1'
            && bytes[1] >= b'3';
        if !fits {
            self.note(column, FaultKind::MobileFormat);
        }
        fits.then(|| digits.to_owned())
    }

    /// Any telephone number; one that looks odd is kept with a warning.
    pub(super) fn phone(&mut self, column: Column) -> Option<String> {
        /// Longest entry kept: two numbers with area codes and extensions.
        const LONGEST_ENTRY: usize = 60;
        let text = self.text(column, LONGEST_ENTRY)?;
        let digits = dialled(&text).bytes().filter(u8::is_ascii_digit).count();
        let plain = text
            .chars()
            .all(|ch| ch.is_ascii_digit() || " +-()（）－—转、,，;；/".contains(ch));
        if !plain || !(5..=32).contains(&digits) {
            self.note(column, FaultKind::PhoneFormat);
        }
        Some(text)
    }
}

/// What people write into a cell to say that there is nothing. Not into required ones, and 无
/// is a name, too.
fn says_nothing(cell: &Cell, column: Column) -> bool {
    column.importance() == Importance::Optional
        && matches!(
            cell.to_text().trim(),
            "无" | "-" | "—" | "——" | "/" | "暂无" | "没有"
        )
}

/// Digits and a leading plus.
fn dialled(text: &str) -> String {
    text.chars()
        .filter(|ch| !ch.is_whitespace() && !matches!(ch, '-' | '－' | '\'' | '’'))
        .map(|ch| match ch {
            '０'..='９' => char::from_u32(u32::from(ch) - 0xFEE0).unwrap_or(ch),
            other => other,
        })
        .collect()
}

/// Offices pad short names with blanks: 张　三.
fn folded_name(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            word.chars()
                .map(|ch| match ch {
                    '•' | '・' | '．' | '.' | '‧' | '∙' => '·',
                    '’' => '\'',
                    other => other,
                })
                .collect()
        })
        .collect();
    let latin = words
        .iter()
        .any(|word| word.starts_with(|ch: char| ch.is_ascii()));
    words.join(if latin { " " } else { "" })
}

fn id_fault_kind(fault: IdFault, text: &str) -> FaultKind {
    match fault {
        IdFault::Length => FaultKind::IdLength,
        IdFault::Characters => FaultKind::IdCharacters,
        IdFault::Region => FaultKind::IdRegion,
        IdFault::Date => FaultKind::IdDate,
        // A rounded number that was turned into text again ends in 000.
        IdFault::CheckDigit if text.trim().ends_with("000") => FaultKind::IdFloatDamaged,
        IdFault::CheckDigit => FaultKind::IdCheckDigit,
    }
}

fn date_fault_kind(fault: DateFault) -> FaultKind {
    match fault {
        DateFault::Unreadable => FaultKind::DateUnreadable,
        DateFault::Impossible => FaultKind::DateImpossible,
        DateFault::Ambiguous => FaultKind::DateAmbiguous,
    }
}
