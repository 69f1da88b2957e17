//! Courses (课程): chapters of units, each read or done in another room.
//!
//! Always true: a unit is either reading, with a material of the course's organisation or one above
//! it, or an activity that some room registered; what was finished once stays finished when units
//! come or go.

use platform::clock::Millis;
use platform::from_row;
use platform::ids::OrgId;
use platform::typed_id;

use crate::material::MaterialId;

pub mod edit;
pub mod order;
pub mod pages;
pub mod store;
pub mod study_pages;
pub mod unit_form;
pub mod unit_pages;

pub use edit::{NewCourse, NewUnit, UnitContent, add_chapter, add_unit, create, publish, withdraw};

typed_id!(
    /// A course.
    CourseId
);
typed_id!(
    /// A chapter of a course.
    ChapterId
);
typed_id!(
    /// A unit of a course.
    UnitId
);

/// The kind of a unit that is read.
pub const READING: &str = "reading";

/// A course as staff see it.
#[derive(Clone, Debug)]
pub struct Course {
    /// Which.
    pub id: CourseId,
    /// Whose.
    pub org_id: OrgId,
    /// The organisation's short name.
    pub org_name: String,
    /// The organisation's place.
    pub org_path: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Counts up at every change of title and summary.
    pub version: i64,
    /// Units it has.
    pub units: i64,
    /// When it was published.
    pub published_at: Option<Millis>,
    /// When it was taken back.
    pub withdrawn_at: Option<Millis>,
    /// When it was begun.
    pub created_at: Millis,
}

from_row!(Course {
    id,
    org_id,
    org_name,
    org_path,
    title,
    summary,
    version,
    units,
    published_at,
    withdrawn_at,
    created_at
});

impl Course {
    /// Whether members can see it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.published_at.is_some() && self.withdrawn_at.is_none()
    }
}

/// A chapter with its units.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Which.
    pub id: ChapterId,
    /// Its title.
    pub title: String,
    /// Its units in order.
    pub units: Vec<Unit>,
}

/// A unit.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Which.
    pub id: UnitId,
    /// In which chapter.
    pub chapter_id: ChapterId,
    /// Its title.
    pub title: String,
    /// `reading`, or the kind of an activity.
    pub kind: String,
    /// What is read.
    pub material_id: Option<MaterialId>,
    /// From which heading on; empty for the whole.
    pub anchor: String,
    /// The activity's id; empty for reading.
    pub activity_id: String,
    /// Reading time of the whole material, while it is published.
    pub minutes: Option<i64>,
}

from_row!(Unit {
    id,
    chapter_id,
    title,
    kind,
    material_id,
    anchor,
    activity_id,
    minutes
});

impl Unit {
    /// Whether it is read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.kind == READING
    }

    /// Whether it can be done now: what is read must be published.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_reading() || self.minutes.is_some()
    }
}
