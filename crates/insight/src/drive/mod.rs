//! The quality drive (党建质量过硬行动): goals → measures → evidence → review.
//!
//! A committee names what is wrong and what shall be true instead; below it stand measures, each
//! with the organisation that does it, somebody responsible and a day; below those what really
//! happened, in words. Whether a goal is reached says somebody who entered none of that evidence.
//! Nothing is counted, weighed or ranked: a goal is reached, partly reached, or not.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::OrgId;
use platform::record::{ObjectKind, Verb, Visibility};
use platform::typed_id;

pub mod change;
pub mod export;
pub mod forms;
pub mod goal_pages;
pub mod measure_pages;
pub mod pages;
pub mod store;

typed_id!(
    /// A drive.
    DriveId
);
typed_id!(
    /// A goal of a drive.
    GoalId
);
typed_id!(
    /// A measure towards a goal.
    MeasureId
);
typed_id!(
    /// Something that happened for a measure.
    EvidenceId
);
typed_id!(
    /// A verdict on a goal.
    ReviewId
);

/// The permission of whoever may see drives.
pub const READ: &str = "drives.read";
/// The permission of whoever makes drives and judges goals.
pub const EDIT: &str = "drives.edit";
/// The permission of whoever says what was done.
pub const REPORT: &str = "drives.report";

/// A goal of a drive, as records name it.
pub const GOAL: ObjectKind = ObjectKind {
    code: 41,
    name: "drive_goal",
};
/// A measure of a drive, as records name it.
pub const MEASURE: ObjectKind = ObjectKind {
    code: 42,
    name: "drive_measure",
};

/// Something was done for a measure.
pub static EVIDENCE_GIVEN: Verb = Verb::new(700, "drive.evidence_given", Visibility::Scope);
/// A goal was judged.
pub static GOAL_REVIEWED: Verb = Verb::new(701, "drive.goal_reviewed", Visibility::Scope);

/// How a goal stands by its last review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// What shall be true is true.
    Reached,
    /// Partly.
    Partly,
    /// It is not.
    NotReached,
}

impl Verdict {
    /// All of them, in the order of the form.
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

    /// The word key of it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Reached => "drive-verdict-reached",
            Self::Partly => "drive-verdict-partly",
            Self::NotReached => "drive-verdict-not-reached",
        }
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

/// A drive.
#[derive(Clone, Debug)]
pub struct Drive {
    /// Which.
    pub id: DriveId,
    /// Whose.
    pub org: OrgId,
    /// Whose, in words.
    pub org_name: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub aim: String,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// When it was written down.
    pub created_at: Millis,
    /// When it was closed.
    pub closed_at: Option<Millis>,
    /// What was said at closing.
    pub closing: Option<String>,
}

from_row!(Drive {
    id,
    org,
    org_name,
    title,
    aim,
    starts_on,
    ends_on,
    created_at,
    closed_at,
    closing
});

/// A goal.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Which.
    pub id: GoalId,
    /// Its number in the drive.
    pub no: i64,
    /// What is wrong.
    pub problem: String,
    /// What shall be true instead.
    pub goal: String,
}

from_row!(Goal {
    id,
    no,
    problem,
    goal
});

/// A measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Which.
    pub id: MeasureId,
    /// Towards which goal.
    pub goal: GoalId,
    /// Its number there.
    pub no: i64,
    /// What is done.
    pub what: String,
    /// Which organisation does it.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Who answers for it, in words.
    pub responsible: String,
    /// By when.
    pub due_on: Date,
    /// How much was told of it.
    pub told: i64,
}

from_row!(Measure {
    id,
    goal,
    no,
    what,
    org,
    org_name,
    responsible,
    due_on,
    told
});

/// What happened for a measure.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// When.
    pub happened_on: Date,
    /// What.
    pub words: String,
    /// Who wrote it down.
    pub entered_by: String,
    /// When.
    pub entered_at: Millis,
}

from_row!(Evidence {
    happened_on,
    words,
    entered_by,
    entered_at
});

/// A verdict on a goal.
#[derive(Clone, Debug)]
pub struct Review {
    /// On which goal.
    pub goal: GoalId,
    /// As stored.
    pub verdict: String,
    /// Why.
    pub words: String,
    /// Who.
    pub reviewed_by: String,
    /// When.
    pub reviewed_at: Millis,
}

from_row!(Review {
    goal,
    verdict,
    words,
    reviewed_by,
    reviewed_at
});

impl Review {
    /// What it says.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        Verdict::from_code(&self.verdict)
    }
}
