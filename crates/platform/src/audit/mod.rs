//! Who did what: append-only, linked into a hash chain, readable by the person concerned.
//!
//! A row is written in the same transaction as what it tells of ([`write`]) and linked a moment
//! later by one chainer ([`link_pending`]), because a chain kept inside every operation would
//! make all of them wait for one another. [`verify`] walks the chain and names what is not yet
//! linked. The database refuses UPDATE and DELETE on both tables.

mod chain;
mod store;
mod verify;

use serde_json::Value;

use crate::clock::Millis;
use crate::ids::PersonId;

pub use chain::{Head, head, link_pending};
pub use store::{Row, Turn, of_object, of_subject, write};
pub use verify::{Break, Report, verify};

/// One thing somebody did, on its way into the log.
///
/// `detail` and `reason` are read by staff and by the person concerned: no secret, no sealed
/// value, no resident's text belongs there.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When it happened, by the application's clock.
    pub at: Millis,
    /// Who did it; nobody for what the platform did by itself.
    pub actor: Option<PersonId>,
    /// What was done: `member.unmask`, `slip.issue`.
    pub action: &'static str,
    /// What it was done to: `member`, `test`.
    pub object_kind: &'static str,
    /// Which one.
    pub object_id: Option<[u8; 16]>,
    /// Whom it concerns: this person sees the entry on the page *who looked*.
    pub subject: Option<PersonId>,
    /// Where: the path of the organisation, empty for the whole city.
    pub org_path: String,
    /// Why, in the actor's words, where the rules ask for it.
    pub reason: Option<String>,
    /// Further facts, by name.
    pub detail: Value,
}

impl Entry {
    /// An entry that says what was done to a kind of thing; the rest is added by `with` calls.
    #[must_use]
    pub fn new(at: Millis, action: &'static str, object_kind: &'static str) -> Self {
        Self {
            at,
            actor: None,
            action,
            object_kind,
            object_id: None,
            subject: None,
            org_path: String::new(),
            reason: None,
            detail: Value::Object(serde_json::Map::new()),
        }
    }

    /// Who did it.
    #[must_use]
    pub fn by(mut self, actor: PersonId) -> Self {
        self.actor = Some(actor);
        self
    }

    /// To which thing.
    #[must_use]
    pub fn on(mut self, object_id: [u8; 16]) -> Self {
        self.object_id = Some(object_id);
        self
    }

    /// Whom it concerns.
    #[must_use]
    pub fn about(mut self, subject: PersonId) -> Self {
        self.subject = Some(subject);
        self
    }

    /// In which organisation.
    #[must_use]
    pub fn within(mut self, org_path: impl Into<String>) -> Self {
        self.org_path = org_path.into();
        self
    }

    /// For which reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// With which further facts.
    #[must_use]
    pub fn with(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}
