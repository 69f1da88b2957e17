//! The workbook that offices download, fill in and send, and the export in the same form.
//!
//! Its words are Chinese in every language of the product: it is an official form.

use platform::error::Message;
use platform::i18n::{Locale, say_message};
use platform::sheet::{Cell, Column as SheetColumn, Need, Row, SheetError, Table, write_xlsx};

use super::columns::{Column, Form, Importance};
use super::row::RosterRow;

/// Stands in the template, so that support can tell which one an office uses.
pub const TEMPLATE_VERSION: &str = "2026-11";

/// The empty template: the official columns with marks, dropdowns and notes, and a sheet that explains
/// them.
///
/// # Errors
/// [`SheetError::Write`] if the writer refuses, which the tests exclude.
pub fn template() -> Result<Vec<u8>, SheetError> {
    write_xlsx(&[roster_table(Column::official(), Vec::new()), explanations()])
}

/// A workbook of `rows` with every column a roster may have, which can be imported again.
///
/// # Errors
/// [`SheetError::Write`] if a text is longer than a cell can hold.
pub fn export<'r>(rows: impl IntoIterator<Item = &'r RosterRow>) -> Result<Vec<u8>, SheetError> {
    let rows = (2..)
        .zip(rows)
        .map(|(number, row)| Row {
            number,
            cells: Column::ALL.iter().map(|column| row.cell(*column)).collect(),
        })
        .collect();
    write_xlsx(&[roster_table(Column::ALL, rows)])
}

fn roster_table(columns: impl IntoIterator<Item = Column>, rows: Vec<Row>) -> Table {
    Table {
        name: say("roster-template-sheet"),
        columns: columns.into_iter().map(sheet_column).collect(),
        rows,
        ..Table::default()
    }
}

/// A column as the template has it.
pub(super) fn sheet_column(column: Column) -> SheetColumn {
    SheetColumn {
        title: column.title().to_owned(),
        need: match column.importance() {
            Importance::Required => Need::Required,
            Importance::Optional => Need::Optional,
        },
        kind: column.kind(),
        width: column.width(),
        choices: column.choices(),
        note: Some(say(note_key(column))),
    }
}

/// What the note on a column says, by what it holds.
fn note_key(column: Column) -> &'static str {
    match column.form() {
        Form::Name => "roster-note-name",
        Form::Id => "roster-note-id",
        Form::Code(_) => "roster-note-code",
        Form::Codes(_) => "roster-note-posts",
        Form::Date if column == Column::BirthDate => "roster-note-birth-date",
        Form::Date if column == Column::FullMemberOn => "roster-note-full-member-on",
        Form::Date if column == Column::JoinedOn => "roster-note-joined-on",
        Form::Date => "roster-note-date",
        Form::Text(_) => "roster-note-text",
        Form::Mobile => "roster-note-mobile",
        Form::Phone => "roster-note-phone",
        Form::Branch => "roster-note-branch",
        Form::YesNo => "roster-note-yes-no",
        Form::Computed => "roster-note-computed",
    }
}

fn explanations() -> Table {
    let titles = [
        ("roster-template-column", 18),
        ("roster-template-need", 12),
        ("roster-template-how", 80),
    ];
    let columns = titles.map(|(key, width)| SheetColumn {
        width,
        ..SheetColumn::text(say(key))
    });
    let mut rows: Vec<Row> = (2..)
        .zip(Column::official())
        .map(|(number, column)| Row {
            number,
            cells: vec![
                Cell::text(column.title()),
                Cell::text(say(match column.importance() {
                    Importance::Required => "roster-template-required",
                    Importance::Optional => "roster-template-optional",
                })),
                Cell::text(say(note_key(column))),
            ],
        })
        .collect();
    let version = Message::new("roster-template-version").with("version", TEMPLATE_VERSION);
    rows.push(Row {
        number: rows.last().map_or(2, |row| row.number + 2),
        cells: vec![Cell::text(say_message(Locale::ZhCn, &version))],
    });
    Table {
        name: say("roster-template-explanations"),
        columns: columns.to_vec(),
        rows,
        ..Table::default()
    }
}

fn say(key: &'static str) -> String {
    say_message(Locale::ZhCn, &Message::new(key))
}
