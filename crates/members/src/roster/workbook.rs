//! The uploaded workbook sent back with the reasons in a last column and the cells in red.

use std::collections::BTreeSet;

use platform::error::Message;
use platform::i18n::{Locale, say_message};
use platform::sheet::{
    Cell, Column as SheetColumn, ColumnKind, Need, Place, Row, Sheet, SheetError, Table, write_xlsx,
};

use super::check::CheckedRow;
use super::columns::Column;
use super::faults::{CellFault, Level};
use super::template::sheet_column;

/// Title of the reason column. It is part of the form, and ignored when the file comes again.
pub(super) const REASON_TITLE: &str = "错误原因";

/// The same rows in the same places as in `sheet`, with a reason for each faulty one in the
/// language of the reader. An older reason column is replaced.
///
/// # Errors
/// [`SheetError::Write`] if a text is longer than a cell can hold.
pub fn with_reasons(
    sheet: &Sheet,
    checked: &[CheckedRow],
    locale: Locale,
) -> Result<Vec<u8>, SheetError> {
    let old_reason = sheet.header.iter().position(|title| title == REASON_TITLE);
    let reason_at = old_reason.unwrap_or(sheet.header.len());
    let mut columns: Vec<SheetColumn> = sheet.header.iter().map(|title| as_typed(title)).collect();
    let reason_column = SheetColumn {
        width: 60,
        ..SheetColumn::text(REASON_TITLE)
    };
    match old_reason {
        Some(index) => columns[index] = reason_column,
        None => columns.push(reason_column),
    }
    let mut marked = BTreeSet::new();
    let mut rows = sheet.rows.clone();
    for row in &mut rows {
        let faults = checked
            .binary_search_by_key(&row.number, |checked| checked.number)
            .map_or(&[][..], |index| &checked[index].faults);
        set_reason(row, reason_at, reason(faults, locale));
        marked.extend(faults.iter().filter_map(place_of));
    }
    write_xlsx(&[Table {
        name: sheet_name(sheet),
        above: sheet.above.clone(),
        header_row: sheet.header_row,
        columns,
        rows,
        marked,
    }])
}

/// The user's own title, formatted as the template formats that column.
fn as_typed(title: &str) -> SheetColumn {
    let known = Column::by_title(title).map(sheet_column);
    let plain = SheetColumn::text(title);
    match known {
        Some(column) => SheetColumn {
            title: title.to_owned(),
            need: Need::Optional,
            ..column
        },
        None => SheetColumn {
            kind: ColumnKind::General,
            ..plain
        },
    }
}

fn set_reason(row: &mut Row, index: usize, reason: String) {
    if row.cells.len() <= index {
        row.cells.resize(index + 1, Cell::Empty);
    }
    row.cells[index] = Cell::text(reason);
}

/// All faults of a row in one text, errors first.
fn reason(faults: &[CellFault], locale: Locale) -> String {
    let mut ordered: Vec<&CellFault> = faults.iter().collect();
    ordered.sort_by_key(|fault| std::cmp::Reverse(fault.level));
    ordered
        .into_iter()
        .map(|fault| say_message(locale, &reason_item(fault, locale)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn reason_item(fault: &CellFault, locale: Locale) -> Message {
    let key = match (fault.level, fault.position) {
        (Level::Error, Some(_)) => "roster-reason-error",
        (Level::Error, None) => "roster-reason-error-no-column",
        (Level::Warning, Some(_)) => "roster-reason-warning",
        (Level::Warning, None) => "roster-reason-warning-no-column",
    };
    Message::new(key)
        .with("title", fault.column.title())
        .with("letters", fault.letters())
        .with("reason", say_message(locale, &fault.message()))
}

/// Only errors are red: a warning asks nobody to change the cell.
fn place_of(fault: &CellFault) -> Option<Place> {
    let column = fault.position?;
    (fault.level == Level::Error).then_some(Place {
        row: fault.row,
        column,
    })
}

/// .csv has no sheet name; Excel's limit is 31 characters without some signs.
fn sheet_name(sheet: &Sheet) -> String {
    const LONGEST: usize = 31;
    let name: String = sheet
        .name
        .chars()
        .filter(|ch| !"[]:*?/\\'".contains(*ch))
        .take(LONGEST)
        .collect();
    if name.trim().is_empty() {
        say_message(Locale::ZhCn, &Message::new("roster-template-sheet"))
    } else {
        name
    }
}
