//! Writing .xlsx workbooks that offices fill in and send back.
//!
//! Texts are written as string cells, never as formulas and without a quote prefix. The same
//! table gives the same bytes: the creation time is a constant.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Note, Workbook, Worksheet, XlsxError,
};

use super::{Cell, Place, Row, SheetError, column_letters};

/// How a column is formatted, so that the office program leaves its content alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// As text: names, and above all identifiers, which the program would otherwise round.
    Text,
    /// As a date, 2026-11-22.
    Date,
    /// As the program likes.
    General,
}

/// Whether a column has to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Marked with `*` before the title.
    Required,
    /// Not marked.
    Optional,
}

/// A column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Title without the mark.
    pub title: String,
    /// Whether it has to be filled in.
    pub need: Need,
    /// How it is formatted.
    pub kind: ColumnKind,
    /// Width in characters of the default font; a Chinese character takes two.
    pub width: u16,
    /// What may be chosen; empty for free content.
    pub choices: Vec<String>,
    /// Explanation shown as a note on the title.
    pub note: Option<String>,
}

impl Column {
    /// An optional text column as wide as its title needs.
    pub fn text(title: impl Into<String>) -> Self {
        let title = title.into();
        let width = u16::try_from(title.chars().count() * 2 + 4).unwrap_or(40);
        Self {
            title,
            need: Need::Optional,
            kind: ColumnKind::Text,
            width: width.clamp(10, 60),
            choices: Vec::new(),
            note: None,
        }
    }

    fn marked_title(&self) -> String {
        match self.need {
            Need::Required => format!("*{}", self.title),
            Need::Optional => self.title.clone(),
        }
    }
}

/// A sheet to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Name of the sheet, at most 31 characters.
    pub name: String,
    /// Rows above the header.
    pub above: Vec<Row>,
    /// Number of the header row from 1; 0 counts as 1.
    pub header_row: u32,
    /// The columns from A.
    pub columns: Vec<Column>,
    /// Rows with their own numbers, which must lie under the header.
    pub rows: Vec<Row>,
    /// Cells shown in red.
    pub marked: BTreeSet<Place>,
}

/// The widest a column becomes by itself; longer texts wrap.
const WIDEST: usize = 60;

impl Table {
    /// With each column as wide as its longest text needs, so that nothing is cut on the screen or
    /// on paper. A column that is wider already stays so.
    #[must_use]
    pub fn fitted(mut self) -> Self {
        for (index, column) in self.columns.iter_mut().enumerate() {
            let longest = self.rows.iter().map(|row| width_of(row.cell(index))).max();
            // Some air on both sides.
            let wanted = longest.map_or(0, |width| (width + 3).min(WIDEST));
            let wanted = u16::try_from(wanted).unwrap_or(column.width);
            column.width = column.width.max(wanted);
        }
        self
    }
}

/// Characters of the default font that a cell takes in its longest line; a Chinese one takes two.
fn width_of(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Error(text) => text
            .lines()
            .map(|line| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum())
            .max()
            .unwrap_or(0),
        Cell::Number(number) => number.to_string().len(),
        Cell::Bool(_) => 5,
        Cell::Date(_) => 10,
    }
}

/// Rows under the header that dropdown lists cover in a table without rows.
const ROWS_FOR_INPUT: u32 = 5_000;

/// Writes the tables as the sheets of one workbook.
///
/// # Errors
/// [`SheetError::Write`] when a text is longer than a cell can hold or a name is unusable.
pub fn write_xlsx(tables: &[Table]) -> Result<Vec<u8>, SheetError> {
    build(tables).map_err(|error| SheetError::Write {
        detail: error.to_string(),
    })
}

fn build(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let formats = Formats::new();
    let mut lists = Lists::default();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&table.name)?;
        write_table(sheet, table, &formats, &mut lists)?;
    }
    lists.write(&mut workbook)?;
    workbook.save_to_buffer()
}

/// The built-in number format that keeps content as text.
const TEXT: u8 = 49;

struct Formats {
    header: Format,
    required: Format,
    text: Format,
    date: Format,
    general: Format,
    wrong: Format,
}

impl Formats {
    fn new() -> Self {
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(0x00ED_EFF2)
            .set_border(FormatBorder::Thin)
            .set_border_color(0x00BF_C4CC);
        let plain = Format::new().set_align(FormatAlign::Top);
        Self {
            required: header.clone().set_font_color(0x009C_0006),
            header,
            text: plain.clone().set_num_format_index(TEXT).set_text_wrap(),
            date: plain.clone().set_num_format("yyyy-mm-dd"),
            general: plain,
            wrong: Format::new()
                .set_background_color(0x00FF_C7CE)
                .set_font_color(0x009C_0006),
        }
    }

    fn of(&self, kind: ColumnKind) -> &Format {
        match kind {
            ColumnKind::Text => &self.text,
            ColumnKind::Date => &self.date,
            ColumnKind::General => &self.general,
        }
    }
}

fn write_table(
    sheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let header = table.header_row.max(1) - 1;
    for (index, column) in (0..).zip(&table.columns) {
        sheet.set_column_width(index, f64::from(column.width))?;
        sheet.set_column_format(index, formats.of(column.kind))?;
        let format = match column.need {
            Need::Required => &formats.required,
            Need::Optional => &formats.header,
        };
        sheet.write_string_with_format(header, index, column.marked_title(), format)?;
        if let Some(note) = &column.note {
            let note = Note::new(note).add_author_prefix(false).set_width(260);
            sheet.insert_note(header, index, &note)?;
        }
        if !column.choices.is_empty() {
            let validation = lists.validation(&column.choices)?;
            let last_used = table.rows.last().map_or(0, |row| row.number);
            let last = last_used.max(header + 1 + ROWS_FOR_INPUT) - 1;
            sheet.add_data_validation(header + 1, index, last, index, &validation)?;
        }
    }
    sheet.set_freeze_panes(header + 1, 0)?;
    sheet.set_repeat_rows(header, header)?;
    for row in &table.above {
        write_row(sheet, row, &[], &table.marked, formats)?;
    }
    for row in &table.rows {
        write_row(sheet, row, &table.columns, &table.marked, formats)?;
    }
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    row: &Row,
    columns: &[Column],
    marked: &BTreeSet<Place>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let at = row.number.max(1) - 1;
    let width = row.cells.len().max(columns.len());
    for (index, position) in (0..).zip(0..width) {
        let cell = row.cell(position);
        let kind = columns
            .get(position)
            .map_or(ColumnKind::General, |column| column.kind);
        let wrong = marked.contains(&Place::new(row.number, position));
        // What was typed stays what it is: a plain number in a date column would turn into a day.
        let base = match (cell, kind) {
            (Cell::Date(_), _) => &formats.date,
            (Cell::Number(_), ColumnKind::Date) => &formats.general,
            _ => formats.of(kind),
        };
        if wrong {
            let format = base.merge(&formats.wrong);
            write_cell(sheet, at, index, cell, &format)?;
        } else if !matches!(cell, Cell::Empty) {
            write_cell(sheet, at, index, cell, base)?;
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Text(text) | Cell::Error(text) => {
            sheet.write_string_with_format(row, column, text, format)?
        }
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
        Cell::Bool(value) => sheet.write_boolean_with_format(row, column, *value, format)?,
        Cell::Date(day) => {
            // The writer knows no years before 1900; such a date is kept as text.
            match excel_date(*day) {
                Some(date) => sheet.write_datetime_with_format(row, column, &date, format)?,
                None => sheet.write_string_with_format(row, column, day.to_string(), format)?,
            }
        }
    };
    Ok(())
}

fn excel_date(day: jiff::civil::Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let month = u8::try_from(day.month()).ok()?;
    ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).ok()?).ok()
}

/// Choices too long for the file format's inline list stand on a hidden sheet.
#[derive(Default)]
struct Lists {
    columns: Vec<Vec<String>>,
}

impl Lists {
    const SHEET: &'static str = "选项";
    /// Excel's limit for an inline list, commas included.
    const INLINE_CHARS: usize = 255;

    fn validation(&mut self, choices: &[String]) -> Result<DataValidation, XlsxError> {
        let chars: usize = choices
            .iter()
            .map(|choice| choice.chars().count() + 1)
            .sum();
        let inline = chars <= Self::INLINE_CHARS && !choices.iter().any(|c| c.contains(','));
        let validation = if inline {
            DataValidation::new().allow_list_strings(choices)?
        } else {
            DataValidation::new().allow_list_formula(Formula::new(self.range_of(choices)))
        };
        // A warning only: other spellings are read as well, and the check after upload decides.
        Ok(validation.set_error_style(DataValidationErrorStyle::Warning))
    }

    fn range_of(&mut self, choices: &[String]) -> String {
        let index = self.columns.iter().position(|column| column == choices);
        let index = index.unwrap_or_else(|| {
            self.columns.push(choices.to_vec());
            self.columns.len() - 1
        });
        let letters = column_letters(Place::new(1, index).column);
        let last = choices.len();
        format!("='{}'!${letters}$1:${letters}${last}", Self::SHEET)
    }

    fn write(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(Self::SHEET)?.set_hidden(true);
        for (index, column) in (0..).zip(&self.columns) {
            for (row, choice) in (0..).zip(column) {
                sheet.write_string(row, index, choice)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_its_longest_text_and_no_wider_than_a_page() {
        let row = |number, cells: [&str; 3]| Row {
            number,
            cells: cells.map(|text| Cell::Text(text.to_owned())).to_vec(),
        };
        let long = "很长的一句话".repeat(20);
        let table = Table {
            columns: ["组织", "数", "说明"].map(Column::text).to_vec(),
            rows: vec![
                row(2, ["云溪市清溪街道望江社区党支部委员会", "7", &long]),
                row(3, ["柳河村", "12", "第一行\n第二行更长一些"]),
            ],
            ..Table::default()
        };
        let widths: Vec<u16> = table.fitted().columns.iter().map(|one| one.width).collect();
        assert_eq!(widths, [17 * 2 + 3, 10, 60]);
        let empty = Table {
            columns: vec![Column::text("组织")],
            ..Table::default()
        };
        assert_eq!(empty.fitted().columns[0].width, 10);
    }
}
