//! Floating members (流动党员): who is away from home, where, since when, and who keeps in touch.
//!
//! After the opinion of November 2024 and articles 32–34 of the regulation on educating and managing
//! members (党员教育管理工作条例). Always true: the affiliation stays at home; whoever is away is
//! taken in beside it by a dated belonging without a vote; a stay holds when every side that there
//! is has said so; what a side outside the system says is marked with its name.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::{OrgId, PersonId};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::typed_id;

use crate::belonging::BelongingId;

pub mod answer;
pub mod contact;
pub mod end;
pub mod export;
pub mod forms;
pub mod guests;
pub mod letter;
pub mod machine;
pub mod mine;
pub mod outside;
pub mod pages;
pub mod register;
pub mod show;
pub mod store;

pub use machine::{Side, State};

typed_id!(
    /// A stay elsewhere.
    FloatingId
);
typed_id!(
    /// A contact with somebody away.
    ContactId
);

/// A stay, as records name it.
pub const FLOATING: ObjectKind = ObjectKind {
    code: 12,
    name: "floating",
};

/// A stay was registered.
pub static REGISTERED: Verb = Verb::new(120, "floating.registered", Visibility::Scope);
/// Every side has confirmed it.
pub static CONFIRMED: Verb = Verb::new(121, "floating.confirmed", Visibility::Scope);
/// It has ended.
pub static ENDED: Verb = Verb::new(122, "floating.ended", Visibility::Scope);
/// Somebody was in touch.
pub static CONTACTED: Verb = Verb::new(123, "floating.contacted", Visibility::Branch);

/// Members away, counted at home.
pub const OUT: &str = "floating.out";
/// Members from elsewhere, counted where they were taken in.
pub const IN: &str = "floating.in";

/// Why somebody is away.
pub const REASONS: [&str; 6] = ["work", "business", "study", "family", "retired", "other"];
/// How a stay ends when somebody says so.
pub const ENDS: [&str; 2] = ["returned", "moved_on"];
/// How one was in touch.
pub const WAYS: [&str; 5] = ["phone", "message", "visit", "letter", "meeting"];

/// A stay elsewhere.
#[derive(Clone, Debug)]
pub struct Floating {
    /// Which.
    pub id: FloatingId,
    /// Who; none for a guest whose home is outside the system.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: String,
    /// A guest's phone, sealed.
    pub guest_phone: Option<Vec<u8>>,
    /// Where they are at home, when that is ours.
    pub home_org: Option<OrgId>,
    /// Its place.
    pub home_path: Option<String>,
    /// Where they are at home, in words.
    pub home: String,
    /// Where they were taken in, when that is ours.
    pub host_org: Option<OrgId>,
    /// Its place.
    pub host_path: Option<String>,
    /// Where they were taken in, in words; empty without a fixed place.
    pub host: String,
    /// A code of [`REASONS`].
    pub reason: String,
    /// Where to, no closer than a city.
    pub destination: String,
    /// A code of `rules/codes/flow_unit_nature.toml`.
    pub unit_nature: String,
    /// Since when.
    pub from_on: Date,
    /// Until about when.
    pub expected_until: Option<Date>,
    /// 持流动党员活动证.
    pub has_card: bool,
    /// Which side registered it.
    pub registered_by: String,
    /// Who typed it in.
    pub entered_by: String,
    /// Whether it was typed in from paper.
    pub on_paper: bool,
    /// When.
    pub created_at: Millis,
    /// A code of [`State`].
    pub state: String,
    /// When the home side said yes.
    pub home_said: Option<Millis>,
    /// Who said so for it.
    pub home_said_by: String,
    /// When the host side said yes.
    pub host_said: Option<Millis>,
    /// Who said so for it.
    pub host_said_by: String,
    /// The dated belonging at the host.
    pub belonging: Option<BelongingId>,
    /// When somebody was last in touch.
    pub contacted_on: Option<Date>,
    /// When it was over.
    pub closed_on: Option<Date>,
    /// How it ended.
    pub closed_how: Option<String>,
    /// What was said at its end.
    pub closed_words: String,
}

from_row!(Floating {
    id,
    person,
    name,
    guest_phone,
    home_org,
    home_path,
    home,
    host_org,
    host_path,
    host,
    reason,
    destination,
    unit_nature,
    from_on,
    expected_until,
    has_card,
    registered_by,
    entered_by,
    on_paper,
    created_at,
    state,
    home_said,
    home_said_by,
    host_said,
    host_said_by,
    belonging,
    contacted_on,
    closed_on,
    closed_how,
    closed_words
});

impl Floating {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_code(&self.state).unwrap_or(State::Ended)
    }

    /// What the rules look at.
    #[must_use]
    pub fn stay(&self) -> machine::Stay {
        machine::Stay {
            state: self.state(),
            home_said: self.home_said.is_some(),
            host_said: self.host_said.is_some(),
            has_host: !self.host.is_empty(),
        }
    }

    /// Whether this side stands outside the system, so that it answers by link or letter.
    #[must_use]
    pub fn is_outside(&self, side: Side) -> bool {
        match side {
            Side::Home => self.home_org.is_none(),
            Side::Host => self.host_org.is_none() && !self.host.is_empty(),
            Side::Member => false,
        }
    }

    /// The side outside the system that has not answered yet.
    #[must_use]
    pub fn waits_outside(&self) -> Option<Side> {
        if self.state() != State::Waiting {
            return None;
        }
        let open = [
            (Side::Home, self.home_said.is_none()),
            (Side::Host, self.host_said.is_none()),
        ];
        open.into_iter()
            .find(|(side, unsaid)| *unsaid && self.is_outside(*side))
            .map(|(side, _)| side)
    }
}

/// A contact as a page lists it.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Which side wrote it down.
    pub side: String,
    /// How: a code of [`WAYS`].
    pub how: String,
    /// When.
    pub on_day: Date,
    /// A few words.
    pub note: String,
    /// Who wrote it down.
    pub entered_by: String,
}

from_row!(Contact {
    side,
    how,
    on_day,
    note,
    entered_by
});
