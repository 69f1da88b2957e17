//! Transfers of an affiliation (组织关系转接): asked for, sent with a letter, taken or turned down.
//!
//! After article 25 of the regulation on educating and managing members (党员教育管理工作条例) and
//! 中组发〔2004〕10号. A transfer takes legal effect in the national system (全国党员管理信息系统): here it
//! is prepared, reminded of and kept, with the number and day it had there. Always true: nobody is
//! ever in no branch; the home moves in the transaction that receives it and not before.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::{OrgId, PersonId};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::typed_id;

pub mod change;
pub mod forms;
pub mod inward;
pub mod letter;
pub mod machine;
pub mod mine;
pub mod outside;
pub mod pages;
pub mod show;
pub mod store;

pub use machine::{State, Way};

typed_id!(
    /// A transfer.
    TransferId
);

/// A transfer, as records name it.
pub const TRANSFER: ObjectKind = ObjectKind {
    code: 13,
    name: "transfer",
};

/// The letter was written.
pub static SENT: Verb = Verb::new(126, "transfer.sent", Visibility::Scope);
/// The receiver took them.
pub static RECEIVED: Verb = Verb::new(127, "transfer.received", Visibility::Scope);
/// Somebody said no.
pub static REFUSED: Verb = Verb::new(128, "transfer.refused", Visibility::Scope);

/// A transfer.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Which.
    pub id: TransferId,
    /// A code of [`Way`].
    pub kind: String,
    /// Who, when they are on the roll.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: String,
    /// The sender, when it is ours.
    pub from_org: Option<OrgId>,
    /// Its place.
    pub from_path: Option<String>,
    /// The sender in words.
    pub from: String,
    /// The receiver, when it is ours.
    pub to_org: Option<OrgId>,
    /// Its place.
    pub to_path: Option<String>,
    /// The receiver in words.
    pub to: String,
    /// Why.
    pub reason: String,
    /// Up to which month dues are paid, `2026-10`.
    pub dues_until: String,
    /// Who asked for it: member, sender, receiver.
    pub proposed_by: String,
    /// Who typed it in.
    pub entered_by: String,
    /// Whether from paper.
    pub on_paper: bool,
    /// When.
    pub created_at: Millis,
    /// A code of [`State`].
    pub state: String,
    /// The number of the letter.
    pub letter_no: String,
    /// Its day.
    pub letter_on: Option<Date>,
    /// Its last day.
    pub valid_until: Option<Date>,
    /// Who outside said what became of it.
    pub answered_by: String,
    /// When.
    pub answered_at: Option<Millis>,
    /// When it was over.
    pub closed_on: Option<Date>,
    /// Why, when it was turned down.
    pub closed_words: String,
    /// Its number in the national system.
    pub national_no: String,
    /// Its day there.
    pub national_on: Option<Date>,
}

from_row!(Transfer {
    id,
    kind,
    person,
    name,
    from_org,
    from_path,
    from,
    to_org,
    to_path,
    to,
    reason,
    dues_until,
    proposed_by,
    entered_by,
    on_paper,
    created_at,
    state,
    letter_no,
    letter_on,
    valid_until,
    answered_by,
    answered_at,
    closed_on,
    closed_words,
    national_no,
    national_on
});

impl Transfer {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_code(&self.state).unwrap_or(State::Withdrawn)
    }

    /// Which way it goes.
    #[must_use]
    pub fn way(&self) -> Way {
        Way::from_code(&self.kind).unwrap_or(Way::Internal)
    }
}
