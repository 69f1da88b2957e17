//! Progress (学习进度): what a member says they have read, and what other rooms show as done.
//!
//! Always true: a unit is finished by the member's own word or by the evidence of its activity,
//! never by opening it; a course is finished when all its units are; both are the member's own
//! matter, and others get counts of ten people and more.

use platform::clock::Millis;
use platform::record::{ObjectKind, Verb, Visibility};

pub mod bulk;
pub mod finish;
pub mod pages;
pub mod settle;
pub mod store;

pub use finish::{Receipt, finish_unit};
pub use settle::settle;

/// A member finished a unit.
pub static UNIT_FINISHED: Verb = Verb::new(200, "unit.finished", Visibility::MemberAlone);
/// A member finished a course.
pub static COURSE_FINISHED: Verb = Verb::new(201, "course.finished", Visibility::MemberAlone);
/// The verbs of this room.
pub static VERBS: [&Verb; 2] = [&UNIT_FINISHED, &COURSE_FINISHED];

/// A unit, as records name it.
pub const UNIT: ObjectKind = ObjectKind {
    code: 20,
    name: "unit",
};
/// A course, as records name it.
pub const COURSE: ObjectKind = ObjectKind {
    code: 21,
    name: "course",
};

/// The client's id of a finish: the same id with the same unit is a retry.
pub type ClientId = [u8; 16];

/// When something was finished.
pub type FinishedAt = Millis;
