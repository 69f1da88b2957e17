//! Plans (学习计划): a course for kinds of member in a subtree, by a day.
//!
//! Always true: a plan's course belongs to the audience's organisation or one above it; who is late
//! is known to the member alone, and a branch gets one count, taken once, of ten people and more.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::OrgId;
use platform::typed_id;

use crate::course::CourseId;

pub mod assign;
pub mod audience;
pub mod count;
pub mod pages;
pub mod remind;
pub mod store;
pub mod today;

pub use assign::{NewPlan, create, withdraw};
pub use audience::{Audience, MemberKind, MemberKinds};

typed_id!(
    /// A study plan.
    PlanId
);

/// A plan as staff see it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which.
    pub id: PlanId,
    /// Who gave it.
    pub org_id: OrgId,
    /// That organisation's short name.
    pub org_name: String,
    /// That organisation's place.
    pub org_path: String,
    /// What is studied.
    pub course_id: CourseId,
    /// The course's title.
    pub title: String,
    /// For whose members.
    pub audience_org: OrgId,
    /// That organisation's full name.
    pub audience_name: String,
    /// That organisation's place.
    pub audience_path: String,
    /// Which kinds of member; none named means everybody.
    pub kinds: MemberKinds,
    /// From which day members see it.
    pub opens_on: Date,
    /// By which day.
    pub due_on: Date,
    /// When it was taken back.
    pub withdrawn_at: Option<Millis>,
    /// When it was given.
    pub created_at: Millis,
}

from_row!(Plan {
    id,
    org_id,
    org_name,
    org_path,
    course_id,
    title,
    audience_org,
    audience_name,
    audience_path,
    kinds,
    opens_on,
    due_on,
    withdrawn_at,
    created_at
});

impl Plan {
    /// For whom it is.
    #[must_use]
    pub fn audience(&self) -> Audience {
        Audience {
            path: self.audience_path.clone(),
            kinds: self.kinds.clone(),
        }
    }
}
