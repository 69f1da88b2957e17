//! The roster as a person meets it: template, upload, faults, the workbook sent back.

mod files;
mod kinds;
mod lacking;
mod words;

use jiff::civil::{Date, date};
use platform::sheet::{Cell, Limits, Row, Sheet, Table, read, write_xlsx};

use super::{BranchMatch, Branches, Checker, Column};

/// The day all tests run on.
pub(super) const TODAY: Date = date(2026, 11, 22);

/// A city with few branches.
pub(super) struct City;

impl Branches for City {
    fn find(&self, name: &str) -> BranchMatch {
        match name {
            "翠湖社区第一党支部" => BranchMatch::Known,
            "机关党支部" => BranchMatch::Ambiguous,
            "新村党支部" => BranchMatch::ToCreate,
            _ => BranchMatch::Unknown,
        }
    }
}

/// A row without any fault; `number` makes its ID number its own.
pub(super) fn good(number: u32) -> Row {
    let texts = [
        (Column::FullName, "曾小明"),
        (Column::Sex, "男"),
        (Column::Ethnicity, "汉族"),
        (Column::BirthDate, "1980-01-05"),
        (Column::Education, "大学本科"),
        (Column::MemberCategory, "正式党员"),
        (Column::Branch, "翠湖社区第一党支部"),
        (Column::JoinedOn, "2005-07-01"),
        (Column::FullMemberOn, "2006-07-01"),
    ];
    let mut row = Row {
        number,
        cells: vec![Cell::Empty; Column::ALL.len()],
    };
    put(
        &mut row,
        Column::IdNumber,
        Cell::text(id_number("530102", "19800105", number * 2 + 1)),
    );
    for (column, text) in texts {
        put(&mut row, column, Cell::text(text));
    }
    row
}

pub(super) fn put(row: &mut Row, column: Column, cell: Cell) {
    row.cells[column as usize] = cell;
}

/// An ID number with its check character, computed the long way round.
pub(super) fn id_number(region: &str, birth: &str, order: u32) -> String {
    let head = format!("{region}{birth}{:03}", order % 1000);
    "0123456789X"
        .chars()
        .map(|last| format!("{head}{last}"))
        .find(|full| super::IdNumber::parse(full, TODAY).is_ok())
        .unwrap()
}

/// Writes the rows under the header of the template and reads the file as an upload.
pub(super) fn upload(rows: Vec<Row>) -> Sheet {
    let bytes = write_xlsx(&[Table {
        name: "名册".into(),
        columns: Column::ALL
            .into_iter()
            .map(super::template::sheet_column)
            .collect(),
        rows,
        ..Table::default()
    }])
    .unwrap();
    read_roster(&bytes)
}

pub(super) fn read_roster(bytes: &[u8]) -> Sheet {
    read(bytes, &Limits::default())
        .unwrap()
        .with_header_where(Checker::is_header)
}
