//! Matters (事项): whatever has an owner, a clock, hand-overs, a proof and a verdict.
//!
//! A resident's request and an item of rectification are thin kinds on this engine. The first
//! receiver answers for a matter (首接负责) until another has accepted it; [`machine`] says what
//! may follow on what, [`change`] does it with its row of history, audit entry and record.

use platform::clock::Millis;
use platform::from_row;
use platform::ids::{OrgId, PersonId};
use platform::record::ObjectKind;
use platform::typed_id;

pub mod change;
pub mod hand_over;
pub mod holder;
pub mod machine;
pub mod pages;
pub mod store;

use machine::{Machine, Owner, Round, State};

typed_id!(
    /// A matter.
    MatterId
);

/// A matter, as records name it.
pub const MATTER: ObjectKind = ObjectKind {
    code: 60,
    name: "matter",
};

/// What kind of matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A resident's request.
    Request,
    /// An item of the rectification list.
    Rectification,
}

impl Kind {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Rectification => "rectification",
        }
    }

    /// The permission of whoever can answer for one.
    #[must_use]
    pub fn acting(self) -> &'static str {
        match self {
            Self::Request => crate::request::ACT,
            Self::Rectification => crate::rectification::PROVE,
        }
    }

    /// The permission of whoever decides above.
    #[must_use]
    pub fn ruling(self) -> &'static str {
        match self {
            Self::Request => crate::request::RULE,
            Self::Rectification => crate::rectification::EDIT,
        }
    }
}

/// A matter as stored.
#[derive(Clone, Debug)]
pub struct Matter {
    /// Which.
    pub id: MatterId,
    /// As stored.
    pub kind: String,
    /// Who received it first.
    pub first_org: OrgId,
    /// Whose it is.
    pub owner_org: OrgId,
    /// Who answers for it.
    pub owner_person: PersonId,
    /// Where its organisation stands.
    pub path: String,
    /// As stored.
    pub state: String,
    /// Which round.
    pub round: i64,
    /// When the clock of the round began.
    pub clock_from: Millis,
    /// How long the round may take.
    pub clock_ms: i64,
    /// How long it was paused.
    pub paused_ms: i64,
    /// How often it was to be handed over.
    pub offers: i64,
    /// Whether it was ruled whose it is.
    pub ruled: bool,
    /// To whom it is offered.
    pub offered_org: Option<OrgId>,
    /// Who is to rule.
    pub ruling_org: Option<OrgId>,
    /// When it began.
    pub opened_at: Millis,
    /// When it ended.
    pub closed_at: Option<Millis>,
}

from_row!(Matter {
    id,
    kind,
    first_org,
    owner_org,
    owner_person,
    path,
    state,
    round,
    clock_from,
    clock_ms,
    paused_ms,
    offers,
    ruled,
    offered_org,
    ruling_org,
    opened_at,
    closed_at
});

impl Matter {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.kind == Kind::Rectification.code() {
            Kind::Rectification
        } else {
            Kind::Request
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        match (self.state.as_str(), self.offered_org, self.ruling_org) {
            ("offered", Some(org), _) => State::Offered(org),
            ("ruling", _, Some(org)) => State::Ruling(org),
            ("answered", ..) => State::Answered,
            ("settled", ..) => State::Settled,
            ("unconfirmed", ..) => State::Unconfirmed,
            ("excluded", ..) => State::Excluded,
            _ => State::Open,
        }
    }

    /// As far as its states go.
    #[must_use]
    pub fn machine(&self) -> Machine {
        Machine {
            state: self.state(),
            owner: Owner {
                org: self.owner_org,
                person: self.owner_person,
            },
            round: Round {
                no: self.round,
                from: self.clock_from,
                length: self.clock_ms,
                paused: self.paused_ms,
            },
            offers: self.offers,
            ruled: self.ruled,
        }
    }

    /// When it is due.
    #[must_use]
    pub fn due(&self) -> Millis {
        self.machine().round.due()
    }

    /// Whether it should have been done.
    #[must_use]
    pub fn is_late(&self, now: Millis) -> bool {
        self.machine().is_open() && now > self.due()
    }
}

/// A state as stored.
#[must_use]
pub fn state_code(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Offered(_) => "offered",
        State::Ruling(_) => "ruling",
        State::Answered => "answered",
        State::Settled => "settled",
        State::Unconfirmed => "unconfirmed",
        State::Excluded => "excluded",
    }
}

/// The lists a matter stands on, by where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Somebody has to do something.
    Open,
    /// It is done and waits for a verdict.
    Answered,
    /// It has ended.
    Closed,
}

impl Phase {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Open, Self::Answered, Self::Closed];

    /// As stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// From what was sent; the first one otherwise.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.code() == code).unwrap_or(Self::Open)
    }

    /// Of a state.
    #[must_use]
    pub fn of(state: State) -> Self {
        match state {
            State::Open | State::Offered(_) | State::Ruling(_) => Self::Open,
            State::Answered => Self::Answered,
            State::Settled | State::Unconfirmed | State::Excluded => Self::Closed,
        }
    }
}

/// One thing that happened to a matter.
#[derive(Clone, Debug)]
pub struct Happened {
    /// Its number.
    pub no: i64,
    /// What: a word key's end.
    pub step: String,
    /// Which organisation it concerned.
    pub org: Option<String>,
    /// Whom it concerned.
    pub person: Option<String>,
    /// Why, or what was said.
    pub words: String,
    /// Who did it; nobody for a resident and for what happens by itself.
    pub by: Option<String>,
    /// When.
    pub at: Millis,
}

from_row!(Happened {
    no,
    step,
    org,
    person,
    words,
    by,
    at
});

/// What was done in a round.
#[derive(Clone, Debug)]
pub struct Proof {
    /// In which.
    pub round: i64,
    /// What.
    pub words: String,
    /// Who says so.
    pub by_person: PersonId,
    /// Their name.
    pub by: String,
    /// When.
    pub at: Millis,
}

from_row!(Proof {
    round,
    words,
    by_person,
    by,
    at
});

/// What was said of a round.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Of which.
    pub round: i64,
    /// As stored.
    pub verdict: String,
    /// Whether they are satisfied, when asked and answered.
    pub satisfied: Option<i64>,
    /// Why.
    pub words: String,
    /// Who; nobody for a resident.
    pub by: Option<String>,
    /// When.
    pub at: Millis,
}

from_row!(Judged {
    round,
    verdict,
    satisfied,
    words,
    by,
    at
});
