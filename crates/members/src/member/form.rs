//! The form of a member: the same fields and the same checks as a row of a roster.
//!
//! A sealed field comes to the page empty with its mask beside it. Left empty it stays as it is;
//! 无 clears it, as it does in a roster.

use jiff::civil::Date;
use platform::error::{Error, FieldError, Message};
use platform::names;
use platform::sheet::{Cell, Row, Sheet};
use platform::web::{Cx, Form};

use super::Record;
use crate::audience;
use crate::roster::codes::Codes;
use crate::roster::{
    BranchMatch, Branches, CellFault, Checker, Column, FaultKind, Form as FieldForm, Level,
};

/// The branch is chosen beside the form, so any name passes.
struct Chosen;

impl Branches for Chosen {
    fn find(&self, _name: &str) -> BranchMatch {
        BranchMatch::Known
    }
}

/// What a form says.
pub struct Read {
    /// The record.
    pub record: Record,
    /// What is unlikely but may be right: a second look is asked for.
    pub doubts: Vec<FieldError>,
}

/// The field that says which doubts somebody has looked at.
const LOOKED: &str = "looked";

/// The record, once somebody has looked at every doubt: the form comes back with them first.
///
/// # Errors
/// The doubts as field errors.
pub fn looked_at(form: &Form, read: Read) -> Result<Record, Error> {
    let seen: Vec<&str> = form.value(LOOKED).split(',').collect();
    if read
        .doubts
        .iter()
        .all(|doubt| seen.contains(&mark(doubt).as_str()))
    {
        return Ok(read.record);
    }
    let first = FieldError {
        field: String::new(),
        message: Message::new(LOOK_AGAIN),
    };
    Err(Error::Invalid([vec![first], read.doubts].concat()))
}

/// What is said before doubts.
const LOOK_AGAIN: &str = "member-look-again";

/// Notes in a form that comes back which doubts it shows, so that sending it again means they
/// were looked at.
pub fn shows(form: &mut Form, error: &Error) {
    let Error::Invalid(fields) = error else {
        return;
    };
    let mut marks = Vec::new();
    if fields.iter().any(|field| field.message.key == LOOK_AGAIN) {
        marks.extend(fields.iter().map(mark));
    }
    form.set(LOOKED, marks.join(","));
}

/// A doubt as a form names it once it was shown.
fn mark(doubt: &FieldError) -> String {
    format!("{}:{}", doubt.field, doubt.message.key)
}

/// The doubts about what was typed: what stood in the record before is not asked about again, and
/// nothing is held against the number that stands in for a kept one.
fn doubts(
    faults: &[CellFault],
    record: &Record,
    stored: Option<&Record>,
    kept_number: bool,
) -> Vec<FieldError> {
    let against_number = [FaultKind::SexContradictsId, FaultKind::BirthContradictsId].as_slice();
    faults
        .iter()
        .filter(|fault| fault.level == Level::Warning && fault.column != Column::Branch)
        .filter(|fault| !(kept_number && against_number.contains(&fault.kind)))
        .filter(|fault| {
            let column = fault.column;
            stored.is_none_or(|before| before.stored(column) != record.stored(column))
        })
        .map(|fault| FieldError {
            field: fault.column.identifier().to_owned(),
            message: fault.message(),
        })
        .collect()
}

/// The form as it opens for a stored record: sealed fields empty.
#[must_use]
pub fn filled(cx: &Cx, record: &Record, version: i64) -> Form {
    let mut form = Form::empty(cx);
    for column in Column::ALL.into_iter().filter(|column| !column.is_sealed()) {
        let value = record.stored(column).unwrap_or_default();
        match column {
            Column::PartyPosts => {
                let words = record
                    .words(column, super::Veil::Masked)
                    .unwrap_or_default();
                form.set(column.identifier(), words);
            }
            Column::FlowState if record.details.is_floating => form.set(column.identifier(), "1"),
            Column::FlowState => {}
            _ => form.set(column.identifier(), value),
        }
    }
    form.set("audience", record.audience.clone());
    form.set("reading", record.reading.clone().unwrap_or_default());
    let strokes = record.surname_strokes.map(|count| count.to_string());
    form.set("surname_strokes", strokes.unwrap_or_default());
    form.set("version", version.to_string());
    form
}

/// Reads the form; `stored` is the record it was opened on, none for a new member.
///
/// # Errors
/// [`Error::Invalid`] with every field that is wrong.
pub fn read(
    form: &Form,
    stored: Option<&Record>,
    today: Date,
    audience_of_org: &'static str,
) -> Result<Read, Error> {
    let cells = Column::ALL
        .into_iter()
        .map(|column| cell(form, column, stored))
        .collect();
    let row = Row { number: 2, cells };
    let sheet = Sheet {
        name: String::new(),
        above: Vec::new(),
        header_row: 1,
        header: Column::ALL
            .iter()
            .map(|column| column.title().to_owned())
            .collect(),
        rows: vec![row.clone()],
    };
    let (checker, _) = Checker::new(&sheet, today);
    let mut checker =
        checker.ok_or_else(|| platform::error::internal("the form's header is the roster's"))?;
    let checked = checker.row(&row, &Chosen);
    let mut wrong: Vec<FieldError> = checked
        .faults
        .iter()
        .filter(|fault| fault.level == Level::Error)
        .map(|fault| FieldError {
            field: fault.column.identifier().to_owned(),
            message: fault.message(),
        })
        .collect();
    let name = name_as(form, &mut wrong);
    let kind = form
        .some("audience")
        .and_then(audience::from_code)
        .unwrap_or(audience_of_org);
    match checked.value {
        Some(value) if wrong.is_empty() => {
            let mut record = Record::of_row(&value, kind);
            keep(&mut record, form, stored);
            (record.reading, record.surname_strokes) = name;
            let kept_number = is_kept(form, Column::IdNumber, stored);
            let doubts = doubts(&checked.faults, &record, stored, kept_number);
            Ok(Read { record, doubts })
        }
        _ => Err(Error::Invalid(wrong)),
    }
}

/// What is corrected of how the name is read and ordered.
fn name_as(form: &Form, wrong: &mut Vec<FieldError>) -> (Option<String>, Option<i64>) {
    let mut fail = |field: &str, key: &'static str| {
        wrong.push(FieldError {
            field: field.to_owned(),
            message: Message::new(key),
        });
    };
    let reading = form.some("reading").map(|typed| {
        let words: Vec<&str> = typed.split_whitespace().collect();
        words.join(" ").to_lowercase()
    });
    let fits = |reading: &String| names::spell_as(form.value("full_name"), reading).is_some();
    if reading.as_ref().is_some_and(|reading| !fits(reading)) {
        fail("reading", "member-reading-does-not-fit");
    }
    let strokes = form.some("surname_strokes").map(str::parse::<i64>);
    let strokes = strokes.and_then(|count| match count {
        Ok(count) if (1..=60).contains(&count) => Some(count),
        _ => {
            fail("surname_strokes", "member-strokes-wrong");
            None
        }
    });
    (reading, strokes)
}

/// A number that is right, for the check of a record whose own number is not touched: an older
/// record may hold one that today's rules would refuse.
const ANY_NUMBER: &str = "11010519491231002X";

/// Whether a sealed field was left as it is.
fn is_kept(form: &Form, column: Column, stored: Option<&Record>) -> bool {
    column.is_sealed()
        && form.value(column.identifier()).is_empty()
        && stored.is_some_and(|record| record.stored(column).is_some())
}

fn cell(form: &Form, column: Column, stored: Option<&Record>) -> Cell {
    /// What the branch cell says, which the check takes as it is.
    const ANY_BRANCH: &str = "-党支部";
    let typed = form.value(column.identifier());
    match column {
        Column::Branch => Cell::text(ANY_BRANCH),
        Column::IdNumber if is_kept(form, column, stored) => Cell::text(ANY_NUMBER),
        // Otherwise they would follow from the number that stands in for the kept one.
        Column::Sex | Column::BirthDate if typed.is_empty() => {
            let kept = stored.and_then(|record| record.stored(column));
            Cell::text(kept.unwrap_or_default())
        }
        _ => Cell::text(typed),
    }
}

/// Puts back what was left as it is.
fn keep(record: &mut Record, form: &Form, stored: Option<&Record>) {
    let Some(before) = stored else { return };
    let kept = |column: Column| is_kept(form, column, stored);
    if kept(Column::IdNumber) {
        record.id_number.clone_from(&before.id_number);
    }
    let (new, old) = (&mut record.details, &before.details);
    for (column, new, old) in [
        (Column::Mobile, &mut new.mobile, &old.mobile),
        (Column::Phone, &mut new.phone, &old.phone),
        (Column::Residence, &mut new.residence, &old.residence),
        (
            Column::HouseholdPlace,
            &mut new.household_place,
            &old.household_place,
        ),
    ] {
        if kept(column) {
            new.clone_from(old);
        }
    }
}

/// The choices of a field of a code table: code and name.
#[must_use]
pub fn choices(column: Column) -> Vec<(String, String)> {
    let codes: Option<Codes> = match column.form() {
        FieldForm::Code(codes) => Some(codes),
        // Neither is an answer, too, so it is no box to tick.
        FieldForm::YesNo => {
            return column
                .choices()
                .into_iter()
                .map(|word| (word.clone(), word))
                .collect();
        }
        _ => None,
    };
    codes
        .map(|codes| {
            codes
                .table()
                .entries()
                .iter()
                .map(|entry| (entry.code.clone(), entry.name.clone()))
                .collect()
        })
        .unwrap_or_default()
}
