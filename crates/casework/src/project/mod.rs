//! Integration projects (党建与业务融合): a goal of the work itself with its measure, what the
//! branch does for it, measurements over time, and an honest closing: reached, partly or not, what
//! the actions contributed and what else happened meanwhile.
//!
//! The measure is of the work (办件天数, 合格率), never of the branch's own activity.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::OrgId;
use platform::record::{ObjectKind, Verb, Visibility};
use platform::typed_id;

pub mod change;
pub mod chart;
pub mod import;
pub mod import_pages;
pub mod pages;
pub mod show;
pub mod store;
pub mod value;

typed_id!(
    /// A project.
    ProjectId
);

/// The permission of whoever may see projects.
pub const READ: &str = "projects.read";
/// The permission of whoever makes and keeps them.
pub const EDIT: &str = "projects.edit";

/// A project, as records name it.
pub const PROJECT: ObjectKind = ObjectKind {
    code: 61,
    name: "project",
};
/// The work was measured.
pub static MEASURED: Verb = Verb::new(610, "project.measured", Visibility::Scope);
/// A project was closed.
pub static CLOSED: Verb = Verb::new(611, "project.closed", Visibility::Scope);

/// What became of a project.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The target is reached.
    Reached,
    /// Partly.
    Partly,
    /// It is not.
    NotReached,
}

impl Verdict {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Reached, Self::Partly, Self::NotReached];

    /// As stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Partly => "partly",
            Self::NotReached => "not_reached",
        }
    }

    /// From what was sent.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The kind of its tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Reached => "ok",
            Self::Partly => "warn",
            Self::NotReached => "red",
        }
    }
}

/// A project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Which.
    pub id: ProjectId,
    /// Whose.
    pub org: OrgId,
    /// In words.
    pub org_name: String,
    /// Its title.
    pub title: String,
    /// What shall be better.
    pub goal: String,
    /// What is measured.
    pub measure: String,
    /// In which unit.
    pub unit: String,
    /// Where it began, in thousandths.
    pub baseline: i64,
    /// Where it shall be, in thousandths.
    pub target: i64,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// When it was written down.
    pub created_at: Millis,
    /// What became of it.
    pub verdict: Option<String>,
    /// What the actions contributed.
    pub contribution: Option<String>,
    /// What else happened.
    pub otherwise: Option<String>,
    /// When it was closed.
    pub closed_at: Option<Millis>,
}

from_row!(Project {
    id,
    org,
    org_name,
    title,
    goal,
    measure,
    unit,
    baseline,
    target,
    starts_on,
    ends_on,
    created_at,
    verdict,
    contribution,
    otherwise,
    closed_at
});

/// What a branch does for a project.
#[derive(Clone, Debug)]
pub struct Action {
    /// Its number.
    pub no: i64,
    /// What.
    pub what: String,
    /// When it is planned.
    pub planned_on: Date,
    /// When it was done.
    pub done_on: Option<Date>,
    /// How that went.
    pub done_words: Option<String>,
}

from_row!(Action {
    no,
    what,
    planned_on,
    done_on,
    done_words
});

/// A measurement.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// When.
    pub measured_on: Date,
    /// In thousandths of the unit.
    pub value: i64,
    /// From where the figure is.
    pub source: String,
    /// Who wrote it down.
    pub entered_by: String,
}

from_row!(Measurement {
    measured_on,
    value,
    source,
    entered_by
});
