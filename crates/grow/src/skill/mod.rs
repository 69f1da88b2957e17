//! Rural training (农村党员实用技能培训): what can be learned, a town's plan of the year, sessions with
//! seats, hours credited by whoever held them, and weeks later what came of it in a sentence.
//!
//! Always true: one person has one seat of a session, and no more seats are given than there are; a
//! session that was called off credits nothing; nobody is scored or compared.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::ids::{OrgId, PersonId};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::{from_row, typed_id};

pub mod change;
pub mod hours;
pub mod member_pages;
pub mod pages;
pub mod seat;
pub mod session_pages;
pub mod store;
pub mod today;

typed_id!(
    /// Something that can be learned.
    SkillId
);
typed_id!(
    /// A year's plan.
    PlanId
);
typed_id!(
    /// A session.
    SessionId
);
typed_id!(
    /// What came of it.
    UseId
);

/// The permission of whoever may see plans and sessions.
pub const READ: &str = "skills.read";
/// The permission of whoever plans, enrols and credits.
pub const EDIT: &str = "skills.edit";

/// A session, as records name it.
pub const SESSION: ObjectKind = ObjectKind {
    code: 52,
    name: "skill_session",
};

/// An organiser credited hours; the result is minutes.
pub static CREDITED: Verb = Verb::new(502, "skill.credited", Visibility::Branch);

/// Something that can be learned.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Which.
    pub id: SkillId,
    /// Whose.
    pub org_name: String,
    /// Its name.
    pub name: String,
    /// What is learned.
    pub words: String,
}

from_row!(Skill {
    id,
    org_name,
    name,
    words
});

/// A year's plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which.
    pub id: PlanId,
    /// Whose.
    pub org: OrgId,
    /// Whose, in words.
    pub org_name: String,
    /// Of which year.
    pub year: i64,
    /// What for.
    pub aim: String,
    /// How many sessions it has.
    pub sessions: i64,
    /// When it was made.
    pub created_at: Millis,
}

from_row!(Plan {
    id,
    org,
    org_name,
    year,
    aim,
    sessions,
    created_at
});

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Of which plan.
    pub plan: PlanId,
    /// What is learned.
    pub skill: String,
    /// Whose.
    pub org: OrgId,
    /// Whose, in words.
    pub org_name: String,
    /// Its place in the tree.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Where.
    pub place: String,
    /// Who holds it, in words.
    pub organiser: String,
    /// When it begins.
    pub starts_at: Millis,
    /// For how long.
    pub hours: i64,
    /// How many can take part.
    pub seats: i64,
    /// How many seats are taken.
    pub taken: i64,
    /// Why it was called off, when it was.
    pub off_words: Option<String>,
}

from_row!(Session {
    id,
    plan,
    skill,
    org,
    org_name,
    path,
    title,
    place,
    organiser,
    starts_at,
    hours,
    seats,
    taken,
    off_words
});

/// A seat.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub full_name: String,
    /// Who entered it, when it was not themselves.
    pub entered_by: Option<String>,
    /// Whether the organiser credited the hours.
    pub credited: bool,
}

from_row!(Seat {
    person,
    full_name,
    entered_by,
    credited
});

/// What came of it.
#[derive(Clone, Debug)]
pub struct Used {
    /// Who used it.
    pub full_name: String,
    /// When.
    pub used_on: Date,
    /// What came of it.
    pub words: String,
    /// Who entered it, when it was not themselves.
    pub entered_by: Option<String>,
}

from_row!(Used {
    full_name,
    used_on,
    words,
    entered_by
});
