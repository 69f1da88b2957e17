//! Walks the cells of one sheet as a stream.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::limits::Budget;
use super::parts::{XmlPart, attribute, push_entity};
use super::strings::{TextCollector, unescape};
use super::{Cell, Limits, Place, Row, SheetError, date};

/// What cells refer to.
pub(super) struct SheetContext<'l> {
    pub(super) strings: Vec<Box<str>>,
    pub(super) date_styles: Vec<bool>,
    /// Whether day numbers count from 1904, as old Macintosh versions did.
    pub(super) from_1904: bool,
    pub(super) limits: &'l Limits,
}

/// All rows that hold something.
pub(super) fn read_cells<R: BufRead>(
    part: &mut XmlPart<R>,
    context: &SheetContext<'_>,
    budget: &mut Budget,
) -> Result<Vec<Row>, SheetError> {
    let mut walk = Walk {
        context,
        budget,
        rows: Vec::new(),
        row: Row::default(),
        column: 0,
        open: None,
    };
    loop {
        match part.next()? {
            Event::Eof => return Err(SheetError::damaged("the sheet is cut off")),
            Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                return Ok(walk.rows);
            }
            event => walk.feed(&event)?,
        }
    }
}

/// A cell whose end has not come yet.
struct OpenCell {
    kind: Kind,
    style: usize,
    value: String,
    in_value: bool,
    inline: TextCollector,
    in_inline: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    Shared,
    Text,
    Bool,
    Error,
    IsoDate,
    Number,
}

struct Walk<'c, 'l> {
    context: &'c SheetContext<'l>,
    budget: &'c mut Budget,
    rows: Vec<Row>,
    row: Row,
    /// Column of the current cell from 0.
    column: usize,
    open: Option<OpenCell>,
}

impl Walk<'_, '_> {
    fn feed(&mut self, event: &Event<'_>) -> Result<(), SheetError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => self.start_row(element),
                "c" => return self.start_cell(element),
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" => return self.end_row(),
                "c" => return self.end_cell(),
                _ => {}
            },
            _ => {}
        }
        let place = self.place();
        match &mut self.open {
            Some(cell) => cell.feed(event, place, self.context.limits),
            None => Ok(()),
        }
    }

    fn place(&self) -> Place {
        Place::new(self.row.number, self.column)
    }

    fn start_row(&mut self, element: &BytesStart<'_>) {
        let given = attribute(element, "r").and_then(|number| number.parse().ok());
        let number = given.unwrap_or_else(|| self.row.number.saturating_add(1));
        self.row = Row {
            number,
            cells: Vec::new(),
        };
        self.column = 0;
    }

    fn end_row(&mut self) -> Result<(), SheetError> {
        let limits = self.context.limits;
        // A styled but empty row is no row; offices format whole columns.
        let row = Row {
            number: self.row.number,
            cells: std::mem::take(&mut self.row.cells),
        };
        if row.is_blank() {
            return Ok(());
        }
        if self.rows.len() >= limits.max_rows {
            return Err(SheetError::TooManyRows {
                limit: limits.max_rows,
            });
        }
        self.budget.spend(size_of::<Row>())?;
        self.rows.push(row);
        Ok(())
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Result<(), SheetError> {
        if let Some(reference) = attribute(element, "r") {
            self.column =
                column_of(&reference).ok_or(SheetError::damaged("a cell has no readable place"))?;
        }
        let kind = match attribute(element, "t").as_deref() {
            Some("s") => Kind::Shared,
            Some("str" | "inlineStr") => Kind::Text,
            Some("b") => Kind::Bool,
            Some("e") => Kind::Error,
            Some("d") => Kind::IsoDate,
            _ => Kind::Number,
        };
        let style = attribute(element, "s").and_then(|index| index.parse().ok());
        self.open = Some(OpenCell {
            kind,
            style: style.unwrap_or(0),
            value: String::new(),
            in_value: false,
            inline: TextCollector::default(),
            in_inline: false,
        });
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), SheetError> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let index = self.column;
        let cell = open.finish(self.context)?;
        let place = self.place();
        self.column += 1;
        if matches!(cell, Cell::Empty) {
            return Ok(());
        }
        let limits = self.context.limits;
        if index >= limits.max_cols {
            return Err(SheetError::TooManyColumns {
                limit: limits.max_cols,
            });
        }
        self.keep(index, cell, place)
    }

    fn keep(&mut self, index: usize, cell: Cell, place: Place) -> Result<(), SheetError> {
        let limit = self.context.limits.max_cell_chars;
        if let Cell::Text(text) = &cell {
            if text.len() > limit && text.chars().count() > limit {
                return Err(SheetError::CellTooLong { place, limit });
            }
            self.budget.spend(text.len())?;
        }
        let cells = &mut self.row.cells;
        if cells.len() <= index {
            self.budget
                .spend((index + 1 - cells.len()) * size_of::<Cell>())?;
            cells.resize(index + 1, Cell::Empty);
        }
        cells[index] = cell;
        Ok(())
    }
}

impl OpenCell {
    fn feed(&mut self, event: &Event<'_>, place: Place, limits: &Limits) -> Result<(), SheetError> {
        let max_bytes = limits.max_cell_chars.saturating_mul(4);
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "v" => self.in_value = true,
                "is" => self.in_inline = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "v" => self.in_value = false,
                "is" => self.in_inline = false,
                _ => {}
            },
            Event::Text(text) if self.in_value => self.value.push_str(&text.xml10_content()),
            Event::CData(text) if self.in_value => self.value.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if self.in_value => push_entity(entity, &mut self.value)?,
            _ => {}
        }
        let short = !self.in_inline || self.inline.feed(event, max_bytes)?;
        if !short || self.value.len() > max_bytes {
            return Err(SheetError::CellTooLong {
                place,
                limit: limits.max_cell_chars,
            });
        }
        Ok(())
    }

    fn finish(mut self, context: &SheetContext<'_>) -> Result<Cell, SheetError> {
        let value = self.value.as_str();
        if value.is_empty() {
            return Ok(Cell::from_file(self.inline.take()));
        }
        Ok(match self.kind {
            Kind::Shared => {
                let string = value
                    .parse()
                    .ok()
                    .and_then(|at: usize| context.strings.get(at));
                let string = string.ok_or(SheetError::damaged("a shared string is missing"))?;
                Cell::from_file(string.as_ref())
            }
            Kind::Text => Cell::from_file(unescape(self.value)),
            Kind::Bool => Cell::Bool(value == "1"),
            Kind::Error => Cell::Error(self.value),
            Kind::IsoDate => match value.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => Cell::Date(day),
                None => Cell::text(self.value),
            },
            Kind::Number => number_cell(value, self.style, context)?,
        })
    }
}

fn number_cell(value: &str, style: usize, context: &SheetContext<'_>) -> Result<Cell, SheetError> {
    let number: f64 = value
        .trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
        .ok_or(SheetError::damaged("a number cannot be read"))?;
    let is_date = context.date_styles.get(style).copied().unwrap_or(false);
    if !is_date {
        return Ok(Cell::Number(number));
    }
    let day = if context.from_1904 {
        date::from_serial_1904(number)
    } else {
        date::from_serial(number)
    };
    Ok(day.map_or(Cell::Number(number), Cell::Date))
}

/// Column of a reference such as `AB12`, from 0.
fn column_of(reference: &str) -> Option<usize> {
    const LONGEST: usize = 3;
    let letters = reference
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .collect::<Vec<u8>>();
    if letters.is_empty() || letters.len() > LONGEST {
        return None;
    }
    let column = letters.iter().fold(0, |column, letter| {
        column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    Some(column - 1)
}
