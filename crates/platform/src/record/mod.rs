//! What the rooms tell the city: one append-only stream of dated facts.
//!
//! A room writes a record with the change it tells of ([`write`]); after the commit one
//! sequencer gives it a position ([`assign_positions`]), and every consumer follows that
//! ([`follow`]), never an id or a time, because late commits would be skipped. Each verb has a
//! visibility, and a [`Fact`] tells who acted only to an audience the verb allows.

mod store;
mod verb;

use serde_json::Value;

use crate::clock::Millis;

pub use store::{Fact, Turn, assign_positions, follow, for_member, write, write_many};
pub use verb::{Audience, Verb, Verbs, Visibility};

/// What kind of thing a record is about: a number in the table, a name for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ObjectKind {
    /// The number stored.
    pub code: i64,
    /// `unit`, `test`, `meeting`.
    pub name: &'static str,
}

/// One fact on its way into the stream.
#[derive(Clone, Debug)]
pub struct Record {
    /// When it happened.
    pub at: Millis,
    /// What happened.
    pub verb: &'static Verb,
    /// The number of the person who acted (`person.no`).
    pub actor_no: i64,
    /// The number of the organisation it counts for, as it was then (`org.no`).
    pub org_no: i64,
    /// What kind of thing.
    pub object_kind: ObjectKind,
    /// Which one.
    pub object_id: [u8; 16],
    /// A number the verb defines: per mille of a test, minutes of credited hours.
    pub result: Option<i64>,
    /// Further facts, by name.
    pub detail: Option<Value>,
}
