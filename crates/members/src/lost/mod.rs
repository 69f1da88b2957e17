//! Members one has lost touch with (失联党员): since when, what was tried, and that they were found.
//!
//! The regulation (党员教育管理工作条例第二十九条) lets an organisation suspend membership after six
//! months and a search. Always true: nothing follows from an entry here by itself, least of all a
//! change of party status; the member reads that they are looked for.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::{OrgId, PersonId};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::typed_id;

pub mod change;
pub mod pages;
pub mod store;

typed_id!(
    /// A time out of touch.
    LostId
);
typed_id!(
    /// Something that was tried.
    TryId
);

/// A time out of touch, as records name it.
pub const LOST: ObjectKind = ObjectKind {
    code: 15,
    name: "lost_contact",
};

/// Somebody is looked for.
pub static LOST_OPENED: Verb = Verb::new(124, "lost_contact.opened", Visibility::Branch);
/// They were found.
pub static LOST_FOUND: Verb = Verb::new(125, "lost_contact.found", Visibility::Branch);

/// Members one is out of touch with, counted at home.
pub const COUNT: &str = "members.out_of_touch";

/// A time out of touch.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Which.
    pub id: LostId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Where they are at home.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Its place.
    pub path: String,
    /// Since when.
    pub since_on: Date,
    /// Who wrote it down.
    pub opened_by: String,
    /// When.
    pub opened_at: Millis,
    /// What was tried last, if anything.
    pub tried_on: Option<Date>,
    /// When it was over.
    pub closed_on: Option<Date>,
    /// Found, or left the roll.
    pub closed_how: Option<String>,
    /// What was said of it.
    pub closed_words: String,
}

from_row!(Lost {
    id,
    person,
    name,
    org,
    org_name,
    path,
    since_on,
    opened_by,
    opened_at,
    tried_on,
    closed_on,
    closed_how,
    closed_words
});

/// Something that was tried.
#[derive(Clone, Debug)]
pub struct Tried {
    /// When.
    pub on_day: Date,
    /// What.
    pub words: String,
    /// Who wrote it down.
    pub entered_by: String,
}

from_row!(Tried {
    on_day,
    words,
    entered_by
});
