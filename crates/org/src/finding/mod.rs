//! What stands out about an organisation: too few or too many members for its kind, a committee
//! that is due or over its seats, a term that ends or has ended.
//!
//! The figures come from 《中国共产党支部工作条例（试行）》, 《中国共产党农村基层组织工作条例》 and
//! 《关于党的基层组织任期的意见》 through `rules/`. A finding advises and blocks nothing. Always
//! true: the rows of `org_finding` are what [`judge`] said when the organisation was last looked
//! at, and the sums `orgs.<code>` count them at every ancestor.

use jiff::ToSpan as _;
use jiff::civil::Date;
use platform::db::{DbError, FromValue, Value};
use platform::error::{Error, internal};
use platform::from_row;
use platform::ids::OrgId;

use crate::tree::{OrgKind, OrgPath, UnitNature};

mod limits;
pub mod pages;
pub mod refresh;
pub mod store;

pub use limits::Limits;

/// The sums of the members' room that say how large an organisation is, with all below it.
pub const MEMBERS: &str = "members.total";
/// Of them, those on probation, who are no full members yet.
pub const PROBATIONARY: &str = "members.probationary";

/// What can stand out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Code {
    /// A branch with fewer full members than make a branch.
    BranchSmall,
    /// A branch with more members than usual: a general branch, or two branches.
    BranchLarge,
    /// A general branch with no more members than a branch has.
    GeneralSmall,
    /// A general branch with as many members as a committee takes.
    CommitteeDue,
    /// A committee with fewer members than it takes.
    CommitteeSmall,
    /// Full members enough for a branch committee, and too few seats in it.
    SeatsFew,
    /// More seats than usual, or commissioners in a branch too small for a committee.
    SeatsMany,
    /// Members and nobody who is secretary.
    SecretaryNone,
    /// A joint branch of more units than usual.
    JointLarge,
    /// A temporary branch whose project lasts longer than six months.
    TemporaryLong,
    /// A community without a grid.
    GridsNone,
    /// The term has ended.
    TermOverdue,
    /// The term ends within so many months.
    TermSoon,
    /// There is no term.
    TermNone,
    /// It is time for the superior's reminder, and none is on record.
    TermUnreminded,
}

impl Code {
    /// Every code in the order of the page.
    pub const ALL: [Self; 15] = [
        Self::BranchSmall,
        Self::BranchLarge,
        Self::GeneralSmall,
        Self::CommitteeDue,
        Self::CommitteeSmall,
        Self::SeatsFew,
        Self::SeatsMany,
        Self::SecretaryNone,
        Self::JointLarge,
        Self::TemporaryLong,
        Self::GridsNone,
        Self::TermOverdue,
        Self::TermSoon,
        Self::TermNone,
        Self::TermUnreminded,
    ];

    /// Those of size and seats.
    pub const SIZES: [Self; 10] = [
        Self::BranchSmall,
        Self::BranchLarge,
        Self::GeneralSmall,
        Self::CommitteeDue,
        Self::CommitteeSmall,
        Self::SeatsFew,
        Self::SeatsMany,
        Self::SecretaryNone,
        Self::JointLarge,
        Self::TemporaryLong,
    ];

    /// As stored, and in word keys with `-` for `_`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BranchSmall => "branch_small",
            Self::BranchLarge => "branch_large",
            Self::GeneralSmall => "general_small",
            Self::CommitteeDue => "committee_due",
            Self::CommitteeSmall => "committee_small",
            Self::SeatsFew => "seats_few",
            Self::SeatsMany => "seats_many",
            Self::SecretaryNone => "secretary_none",
            Self::JointLarge => "joint_large",
            Self::TemporaryLong => "temporary_long",
            Self::GridsNone => "grids_none",
            Self::TermOverdue => "term_overdue",
            Self::TermSoon => "term_soon",
            Self::TermNone => "term_none",
            Self::TermUnreminded => "term_unreminded",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    fn slug(self) -> String {
        self.code().replace('_', "-")
    }

    /// The word key of its name.
    #[must_use]
    pub fn name_key(self) -> String {
        format!("finding-{}", self.slug())
    }

    /// The word key of what is said when it is found.
    #[must_use]
    pub fn said_key(self) -> String {
        format!("finding-said-{}", self.slug())
    }

    /// The word key of what the regulation suggests.
    #[must_use]
    pub fn advice_key(self) -> String {
        format!("finding-advice-{}", self.slug())
    }
}

/// A finding with what it is measured by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// How many members, seats, units or months.
    pub number: i64,
    /// The day a term ends.
    pub day: Option<Date>,
}

impl Finding {
    fn new(code: Code, number: i64) -> Self {
        Self {
            code,
            number,
            day: None,
        }
    }

    /// The sum that counts it at every ancestor. Terms are counted by the months they still have.
    #[must_use]
    pub fn indicator(&self) -> String {
        match self.code {
            Code::TermSoon => format!("orgs.term_soon.{}", self.number),
            code => format!("orgs.{}", code.code()),
        }
    }
}

/// What is known of an organisation when it is judged.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Which.
    pub id: OrgId,
    /// Its place.
    pub path: OrgPath,
    /// Its kind.
    pub kind: OrgKind,
    /// Its unit's nature.
    pub nature: UnitNature,
    /// The nature of what stands above it.
    pub above: Option<String>,
    /// When it was founded.
    pub founded_on: Option<Date>,
    /// Members at and below it.
    pub members: i64,
    /// Of them, those on probation.
    pub probationary: i64,
    /// Who holds secretary's posts.
    pub secretaries: i64,
    /// All seats of its committee.
    pub seats: i64,
    /// The units of a joint branch.
    pub units: i64,
    /// Grids of its own.
    pub grids: i64,
    /// The day its present term ends, put off or brought forward as approved.
    pub ends_on: Option<Date>,
    /// Whether the superior reminded in this term.
    pub reminded: bool,
}

from_row!(Unit {
    id,
    path,
    kind,
    nature,
    above,
    founded_on,
    members,
    probationary,
    secretaries,
    seats,
    units,
    grids,
    ends_on,
    reminded
});

/// What stands out about an organisation on a day.
///
/// # Errors
/// When a day lies outside the calendar.
pub fn judge(unit: &Unit, limits: &Limits, today: Date) -> Result<Vec<Finding>, Error> {
    let mut found = sizes(unit, limits);
    found.extend(seats(unit, limits));
    if unit.kind == OrgKind::JointBranch && unit.units > limits.units_usual {
        found.push(Finding::new(Code::JointLarge, unit.units));
    }
    if unit.kind == OrgKind::TemporaryBranch
        && let Some(founded) = unit.founded_on
        && months_after(founded, limits.project_months)? < today
    {
        found.push(Finding {
            day: Some(founded),
            ..Finding::new(Code::TemporaryLong, limits.project_months)
        });
    }
    let is_community = unit.nature == UnitNature::Community
        && unit.above.as_deref() == Some(UnitNature::Territory.code());
    if is_community && unit.grids == 0 {
        found.push(Finding::new(Code::GridsNone, 0));
    }
    found.extend(terms(unit, limits, today)?);
    Ok(found)
}

fn sizes(unit: &Unit, limits: &Limits) -> Vec<Finding> {
    let full = unit.members - unit.probationary;
    let mut found = limits.of_size(unit.kind, unit.nature, unit.members);
    // Those on probation make a branch larger, but no branch is set up by them.
    found.retain(|one| one.code != Code::BranchSmall);
    let least = limits.of_size(unit.kind, unit.nature, full);
    found.extend(
        least
            .into_iter()
            .filter(|one| one.code == Code::BranchSmall),
    );
    found
}

fn seats(unit: &Unit, limits: &Limits) -> Vec<Finding> {
    if !matches!(unit.kind, OrgKind::Branch | OrgKind::JointBranch) {
        return Vec::new();
    }
    let full = unit.members - unit.probationary;
    let mut found = Vec::new();
    if unit.secretaries == 0 && unit.members > 0 {
        found.push(Finding::new(Code::SecretaryNone, 0));
    }
    // A branch without a committee has one secretary and, if needed, one deputy.
    let most = if full >= limits.seats_from {
        limits.seats_usual
    } else {
        2
    };
    if full >= limits.seats_from && unit.seats < limits.seats_min {
        found.push(Finding::new(Code::SeatsFew, unit.seats));
    }
    if unit.seats > most {
        found.push(Finding::new(Code::SeatsMany, unit.seats));
    }
    found
}

/// Whether an organisation of this kind elects anybody for a term. A temporary branch elects
/// nobody, an outpost and a leading group are appointed.
#[must_use]
pub fn elects(kind: OrgKind) -> bool {
    matches!(
        kind,
        OrgKind::PrimaryCommittee | OrgKind::GeneralBranch | OrgKind::Branch | OrgKind::JointBranch
    )
}

fn terms(unit: &Unit, limits: &Limits, today: Date) -> Result<Vec<Finding>, Error> {
    if !elects(unit.kind) {
        return Ok(Vec::new());
    }
    let Some(ends_on) = unit.ends_on else {
        return Ok(vec![Finding::new(Code::TermNone, 0)]);
    };
    let mut found = Vec::new();
    let of = |code, number| Finding {
        code,
        number,
        day: Some(ends_on),
    };
    if ends_on <= today {
        found.push(of(Code::TermOverdue, 0));
    } else if let Some(months) = alert(limits, ends_on, today)? {
        found.push(of(Code::TermSoon, months));
    }
    if !unit.reminded && ends_on <= months_after(today, limits.reminder_months)? {
        found.push(of(Code::TermUnreminded, limits.reminder_months));
    }
    Ok(found)
}

/// The shortest of the rule's spans that a term ends within.
fn alert(limits: &Limits, ends_on: Date, today: Date) -> Result<Option<i64>, Error> {
    for months in &limits.alerts {
        if ends_on <= months_after(today, *months)? {
            return Ok(Some(*months));
        }
    }
    Ok(None)
}

/// A day so many months later.
///
/// # Errors
/// When it lies outside the calendar.
pub fn months_after(day: Date, months: i64) -> Result<Date, Error> {
    day.checked_add(months.months())
        .map_err(|error| internal(error.to_string()))
}

impl FromValue for Code {
    fn from_value(value: Value) -> Result<Self, DbError> {
        let code = String::from_value(value)?;
        Self::from_code(&code).ok_or_else(|| DbError::Decode(format!("finding {code}")))
    }
}

#[cfg(test)]
mod tests;
