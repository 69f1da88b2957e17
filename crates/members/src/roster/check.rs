//! Checks a roster row by row.

use std::collections::HashMap;

use jiff::civil::Date;
use platform::sheet::{Row, Sheet};
use serde::{Deserialize, Serialize};

use super::codes::Codes;
use super::columns::{Column, Importance};
use super::dates::{Dates, check_dates, check_membership, read_dates};
use super::faults::{CellFault, FaultKind, FileFault, FileFaultKind, Level};
use super::fields::{Fields, Positions};
use super::id_number::IdNumber;
use super::row::{Details, RosterRow};
use super::workbook::REASON_TITLE;

/// What a branch name stands for, as the caller sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BranchMatch {
    /// Exactly one branch within reach.
    Known,
    /// Several; the name must say more, for example the committee above.
    Ambiguous,
    /// None, and none will be created.
    Unknown,
    /// None yet; the import creates it.
    ToCreate,
}

/// Knows the branches the importing person may write to.
pub trait Branches {
    /// What `name`, trimmed, stands for.
    fn find(&self, name: &str) -> BranchMatch;
}

/// How a row came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// Nothing to say.
    Passed,
    /// May be imported, but somebody should look.
    Warned,
    /// Not imported.
    Failed,
}

/// A row of the file after the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRow {
    /// Row as the office program counts.
    pub number: u32,
    /// The member, unless a fault keeps the row out.
    pub value: Option<RosterRow>,
    /// Errors and warnings, in the order of the columns.
    pub faults: Vec<CellFault>,
}

impl CheckedRow {
    /// How it came out.
    pub fn state(&self) -> RowState {
        match (&self.value, self.faults.is_empty()) {
            (None, _) => RowState::Failed,
            (Some(_), true) => RowState::Passed,
            (Some(_), false) => RowState::Warned,
        }
    }
}

/// Rows by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Without faults.
    pub passed: usize,
    /// With warnings only.
    pub warned: usize,
    /// Kept out.
    pub failed: usize,
}

/// What a person decides on before anything is imported.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preview {
    /// Faults of the file; with an error among them there are no rows.
    pub file_faults: Vec<FileFault>,
    /// All rows in the order of the file.
    pub rows: Vec<CheckedRow>,
}

impl Preview {
    /// Rows by state.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match row.state() {
                RowState::Passed => counts.passed += 1,
                RowState::Warned => counts.warned += 1,
                RowState::Failed => counts.failed += 1,
            }
        }
        counts
    }
}

/// Checks a whole sheet at once. To check in slices, use [`Checker`].
pub fn check(sheet: &Sheet, today: Date, branches: &dyn Branches) -> Preview {
    let (checker, file_faults) = Checker::new(sheet, today);
    let rows = match checker {
        Some(mut checker) => sheet
            .rows
            .iter()
            .map(|row| checker.row(row, branches))
            .collect(),
        None => Vec::new(),
    };
    Preview { file_faults, rows }
}

/// Checks rows one by one and remembers the ID numbers it has seen.
pub struct Checker {
    positions: Positions,
    today: Date,
    /// ID numbers that were read and the rows they stood in first.
    seen: HashMap<IdNumber, u32>,
}

impl Checker {
    /// Reads the header. Without a checker the faults hold an error and nothing can be imported.
    pub fn new(sheet: &Sheet, today: Date) -> (Option<Self>, Vec<FileFault>) {
        let (positions, mut faults) = read_header(&sheet.header);
        if sheet.rows.is_empty() && faults.iter().all(|f| f.kind != FileFaultKind::NoHeader) {
            faults.push(file_fault(FileFaultKind::NoRows, "", None));
        }
        let usable = faults.iter().all(|fault| fault.level() == Level::Warning);
        let checker = usable.then(|| Self {
            positions,
            today,
            seen: HashMap::new(),
        });
        (checker, faults)
    }

    /// Whether these titles are the header of a roster, for [`Sheet::with_header_where`].
    pub fn is_header(titles: &[String]) -> bool {
        /// A title line or a note names one column at most.
        const ENOUGH: usize = 3;
        titles
            .iter()
            .filter_map(|title| Column::by_title(title))
            .count()
            >= ENOUGH
    }

    /// Checks the next row of the file.
    pub fn row(&mut self, row: &Row, branches: &dyn Branches) -> CheckedRow {
        let mut fields = Fields {
            row,
            positions: &self.positions,
            today: self.today,
            faults: Vec::new(),
        };
        let value = read_row(&mut fields, branches, &mut self.seen);
        let value = value.filter(|_| !fields.has_error());
        let mut faults = fields.faults;
        faults.sort_by_key(|fault| fault.column);
        CheckedRow {
            number: row.number,
            value,
            faults,
        }
    }
}

fn file_fault(kind: FileFaultKind, title: &str, position: Option<usize>) -> FileFault {
    FileFault {
        kind,
        title: title.to_owned(),
        position: position.and_then(|index| u32::try_from(index + 1).ok()),
    }
}

fn read_header(header: &[String]) -> (Positions, Vec<FileFault>) {
    let mut positions = Positions::default();
    let mut faults = Vec::new();
    if !Checker::is_header(header) {
        faults.push(file_fault(FileFaultKind::NoHeader, "", None));
        return (positions, faults);
    }
    for (index, title) in header.iter().enumerate() {
        match Column::by_title(title) {
            Some(column) if positions.get(column).is_some() => {
                faults.push(file_fault(
                    FileFaultKind::ColumnTwice,
                    column.title(),
                    Some(index),
                ));
            }
            Some(column) => positions.set(column, index),
            None if title.is_empty() || is_ours(title) => {}
            None => faults.push(file_fault(FileFaultKind::ColumnUnknown, title, Some(index))),
        }
    }
    for column in Column::ALL {
        if column.importance() == Importance::Required && positions.get(column).is_none() {
            faults.push(file_fault(
                FileFaultKind::ColumnMissing,
                column.title(),
                None,
            ));
        }
    }
    (positions, faults)
}

/// The reason column of a workbook that comes back, and the running number every list has.
fn is_ours(title: &str) -> bool {
    matches!(title, REASON_TITLE | "序号" | "编号")
}

/// Reads all cells, so that all faults are named at once; `None` if something necessary is
/// missing.
fn read_row(
    fields: &mut Fields<'_>,
    branches: &dyn Branches,
    seen: &mut HashMap<IdNumber, u32>,
) -> Option<RosterRow> {
    let full_name = fields.name(Column::FullName);
    let id_number = fields.id_number(Column::IdNumber);
    if let Some(number) = &id_number {
        note_repetition(fields, number, seen);
    }
    let sex = read_sex(fields, id_number.as_ref());
    let dates = read_dates(fields, id_number.as_ref());
    let ethnicity = fields.code(Column::Ethnicity, Codes::Ethnicity);
    let education = fields.code(Column::Education, Codes::Education);
    let member_category = fields.code(Column::MemberCategory, Codes::MemberCategory);
    let party_status = fields.code(Column::PartyStatus, Codes::PartyStatus);
    let branch = read_branch(fields, branches);
    let floating = fields.yes(Column::FlowState);
    let details = read_details(fields, &dates);
    check_dates(fields, &dates);
    check_membership(fields, &dates, member_category.as_deref());
    Some(RosterRow {
        full_name: full_name?,
        id_number: id_number?,
        sex,
        birth_date: dates.written_birth,
        ethnicity: ethnicity?,
        education: education?,
        member_category: member_category?,
        party_status,
        floating,
        branch: branch?,
        joined_on: dates.joined?,
        details,
    })
}

fn read_details(fields: &mut Fields<'_>, dates: &Dates) -> Details {
    Details {
        native_place: fields.free_text(Column::NativePlace),
        degree: fields.code(Column::Degree, Codes::Degree),
        school: fields.free_text(Column::School),
        major: fields.free_text(Column::Major),
        applied_on: dates.applied,
        activist_on: dates.activist,
        candidate_on: dates.candidate,
        full_member_on: dates.full_member,
        join_type: fields.code(Column::JoinType, Codes::JoinType),
        post_category: fields.code(Column::PostCategory, Codes::PostCategory),
        work_started_on: dates.work_started,
        work_unit: fields.free_text(Column::WorkUnit),
        mobile: fields.mobile(Column::Mobile),
        phone: fields.phone(Column::Phone),
        residence: fields.free_text(Column::Residence),
        household_place: fields.free_text(Column::HouseholdPlace),
        tech_post: fields.free_text(Column::TechPost),
        new_stratum: fields.free_text(Column::NewStratum),
        migrant_worker: fields.yes(Column::MigrantWorker),
        joint_unit: fields.free_text(Column::JointUnit),
        archive_holder: fields.free_text(Column::ArchiveHolder),
        lost_contact_state: fields.free_text(Column::LostContactState),
        lost_since: dates.lost,
        is_floating: false,
        party_posts: fields.codes(Column::PartyPosts, Codes::PartyPost),
    }
}

/// A number counts from the first row it can be read in, whatever else is wrong there.
fn note_repetition(fields: &mut Fields<'_>, number: &IdNumber, seen: &mut HashMap<IdNumber, u32>) {
    let row = fields.row.number;
    let first = *seen.entry(number.clone()).or_insert(row);
    if first != row {
        fields.note(Column::IdNumber, FaultKind::IdRepeated).other = Some(first.to_string());
    }
}

/// The sex in the file, held against the ID number.
fn read_sex(fields: &mut Fields<'_>, id_number: Option<&IdNumber>) -> Option<String> {
    let sex = fields.code(Column::Sex, Codes::Sex)?;
    // 0 and 9 say that it is not known, which contradicts nothing.
    if matches!(sex.as_str(), "1" | "2") && id_number.is_some_and(|number| number.sex() != sex) {
        fields.note(Column::Sex, FaultKind::SexContradictsId);
    }
    Some(sex)
}

fn read_branch(fields: &mut Fields<'_>, branches: &dyn Branches) -> Option<String> {
    /// The schema's limit on names of organisations.
    const LONGEST_NAME: usize = 120;
    let name = fields.text(Column::Branch, LONGEST_NAME)?;
    let kind = match branches.find(&name) {
        BranchMatch::Known => return Some(name),
        BranchMatch::Ambiguous => FaultKind::BranchAmbiguous,
        BranchMatch::Unknown => FaultKind::BranchUnknown,
        BranchMatch::ToCreate => FaultKind::BranchToCreate,
    };
    fields.note(Column::Branch, kind);
    (kind.level() == Level::Warning).then_some(name)
}
