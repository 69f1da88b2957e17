//! The figures that organisations are judged by, from `rules/setup.toml` and `rules/terms.toml`.

use jiff::civil::Date;
use platform::error::Error;
use platform::rules::Rules;

use super::{Code, Finding};
use crate::tree::{OrgKind, UnitNature};

/// The figures of the rules on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    pub(super) branch_min: i64,
    pub(super) branch_usual: i64,
    pub(super) general_min: i64,
    pub(super) committee_min: i64,
    pub(super) seats_from: i64,
    pub(super) seats_min: i64,
    pub(super) seats_usual: i64,
    pub(super) units_usual: i64,
    pub(super) project_months: i64,
    pub(super) reminder_months: i64,
    pub(super) alerts: Vec<i64>,
    grid_households: i64,
}

impl Limits {
    /// Reads them.
    ///
    /// # Errors
    /// When a rule is missing: a fault of the program.
    pub fn on(rules: &Rules, day: Date) -> Result<Self, Error> {
        let int = |key: &str| rules.int(key, day);
        let alerts = rules.list("term.alert_months", day)?;
        let mut alerts: Vec<i64> = alerts.iter().filter_map(toml::Value::as_integer).collect();
        alerts.sort_unstable();
        Ok(Self {
            branch_min: int("branch.min_full_members")?,
            branch_usual: int("branch.usual_max_members")?,
            general_min: int("general_branch.min_members")?,
            committee_min: int("primary_committee.min_members")?,
            seats_from: int("branch_committee.min_full_members")?,
            seats_min: int("branch_committee.usual_min_seats")?,
            seats_usual: int("branch_committee.usual_max_seats")?,
            units_usual: int("joint_branch.usual_max_units")?,
            project_months: int("branch.project_months")?,
            reminder_months: int("term.reminder_months")?,
            alerts,
            grid_households: int("grid.usual_households")?,
        })
    }

    /// The months before its end at which a term is told of, the shortest first.
    #[must_use]
    pub fn alerts(&self) -> &[i64] {
        &self.alerts
    }

    /// The figure that a finding is measured by.
    #[must_use]
    pub fn bound(&self, code: Code) -> i64 {
        match code {
            Code::BranchSmall => self.branch_min,
            Code::BranchLarge => self.branch_usual,
            Code::GeneralSmall => self.general_min,
            Code::CommitteeDue | Code::CommitteeSmall => self.committee_min,
            Code::SeatsFew => self.seats_min,
            Code::SeatsMany => self.seats_usual,
            Code::JointLarge => self.units_usual,
            Code::TemporaryLong => self.project_months,
            Code::TermUnreminded => self.reminder_months,
            Code::SecretaryNone
            | Code::GridsNone
            | Code::TermOverdue
            | Code::TermSoon
            | Code::TermNone => 0,
        }
    }

    /// Households that a grid usually has.
    #[must_use]
    pub fn grid_households(&self) -> i64 {
        self.grid_households
    }

    /// Full members from which a branch elects a committee.
    #[must_use]
    pub fn committee_from(&self) -> i64 {
        self.seats_from
    }

    /// What a number of members says of a kind that is to be set up with them: every member is
    /// taken for a full one.
    #[must_use]
    pub fn of_size(&self, kind: OrgKind, nature: UnitNature, members: i64) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut when = |fails: bool, code| {
            if fails {
                found.push(Finding::new(code, members));
            }
        };
        match kind {
            OrgKind::Branch | OrgKind::JointBranch | OrgKind::TemporaryBranch => {
                when(members < self.branch_min, Code::BranchSmall);
                when(members > self.branch_usual, Code::BranchLarge);
            }
            OrgKind::GeneralBranch => {
                when(members <= self.general_min, Code::GeneralSmall);
                when(members >= self.committee_min, Code::CommitteeDue);
            }
            OrgKind::PrimaryCommittee if nature != UnitNature::Territory => {
                when(members < self.committee_min, Code::CommitteeSmall);
            }
            _ => {}
        }
        found
    }
}
