//! The states of a matter and the only ways between them, without a database.
//!
//! Always true: there is one owner, an organisation and a person; the old owner keeps a matter
//! until the new one accepts it; the clock of a round begins with the round and is moved by
//! pauses alone, by no hand-over; the third hand-over is no hand-over but a ruling, and after a
//! ruling nothing is passed on any more.

use platform::clock::Millis;
use platform::ids::{OrgId, PersonId};

/// Who answers for a matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Owner {
    /// The organisation.
    pub org: OrgId,
    /// The person in it.
    pub person: PersonId,
}

/// Where a matter stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// The owner works on it.
    Open,
    /// The owner works on it until this organisation accepts it.
    Offered(OrgId),
    /// The owner keeps it until this organisation has ruled whose it is.
    Ruling(OrgId),
    /// It was done, says the owner; the verdict is waited for.
    Answered,
    /// It was judged.
    Settled,
    /// Nobody judged it in time.
    Unconfirmed,
    /// It was taken out by whoever stands above.
    Excluded,
}

/// The clock of a round, in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Round {
    /// Which, from 1.
    pub no: i64,
    /// When its clock began.
    pub from: Millis,
    /// How long it may take.
    pub length: i64,
    /// How long it was paused, in all.
    pub paused: i64,
}

impl Round {
    /// When it is due.
    #[must_use]
    pub fn due(&self) -> Millis {
        self.from.plus_ms(self.length.saturating_add(self.paused))
    }
}

/// What was said of the work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is solved.
    Solved,
    /// Partly.
    Partly,
    /// It is not.
    NotSolved,
}

impl Verdict {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Solved, Self::Partly, Self::NotSolved];

    /// As stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::Partly => "partly",
            Self::NotSolved => "not_solved",
        }
    }

    /// From what was sent.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What the rules of a kind allow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Which hand-over is a ruling instead.
    pub ruling_at: i64,
    /// How long a round may be paused in all, in milliseconds.
    pub pause: i64,
    /// How often a verdict opens a matter again.
    pub reopenings: i64,
    /// How long a round that was opened again may take.
    pub reopened: i64,
}

/// One thing that happens to a matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The owner would hand it to an organisation; the lowest one above all who were concerned.
    Offer {
        /// To whom.
        to: OrgId,
        /// Who would rule.
        common: OrgId,
    },
    /// The organisation takes it; this person answers for it there.
    Accept(PersonId),
    /// The organisation does not take it.
    Refuse,
    /// The owner keeps it after all.
    Withdraw,
    /// It was ruled whose it is, for good.
    Rule(Owner),
    /// Another person of the same organisation answers for it.
    Assign(PersonId),
    /// The clock stands still for so many milliseconds.
    Pause(i64),
    /// It is done, says the owner.
    Answer,
    /// It was judged.
    Judge {
        /// How.
        verdict: Verdict,
        /// When.
        at: Millis,
    },
    /// Nobody judged it in time.
    Lapse,
    /// It is taken out.
    Exclude,
}

/// Why something cannot happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Not where the matter stands now.
    NotNow,
    /// It was ruled whose it is.
    Ruled,
    /// It is theirs already.
    Theirs,
    /// It would stand still longer than the rules allow.
    PausedEnough,
}

impl Refusal {
    /// The word key of it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotNow => "matter-not-now",
            Self::Ruled => "matter-ruled",
            Self::Theirs => "matter-theirs",
            Self::PausedEnough => "matter-paused-enough",
        }
    }
}

/// A matter, as far as its states go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Machine {
    /// Where it stands.
    pub state: State,
    /// Whose it is.
    pub owner: Owner,
    /// Its round and its clock.
    pub round: Round,
    /// How often it was to be handed over.
    pub offers: i64,
    /// Whether it was ruled whose it is.
    pub ruled: bool,
}

impl Machine {
    /// A matter that begins.
    #[must_use]
    pub fn new(owner: Owner, from: Millis, length: i64) -> Self {
        Self {
            state: State::Open,
            owner,
            round: Round {
                no: 1,
                from,
                length,
                paused: 0,
            },
            offers: 0,
            ruled: false,
        }
    }

    /// Whether its owner still has to do something.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.state,
            State::Open | State::Offered(_) | State::Ruling(_)
        )
    }

    /// The matter after a step.
    ///
    /// # Errors
    /// When the step cannot happen now.
    pub fn after(self, step: Step, limits: &Limits) -> Result<Self, Refusal> {
        match step {
            Step::Offer { to, common } => self.offered(to, common, limits),
            Step::Accept(person) => match self.state {
                State::Offered(org) => Ok(self.owned(Owner { org, person })),
                _ => Err(Refusal::NotNow),
            },
            Step::Refuse | Step::Withdraw => match self.state {
                State::Offered(_) => Ok(self.at(State::Open)),
                _ => Err(Refusal::NotNow),
            },
            Step::Rule(owner) => match self.state {
                State::Ruling(_) => Ok(Self {
                    ruled: true,
                    ..self.owned(owner)
                }),
                _ => Err(Refusal::NotNow),
            },
            Step::Assign(person) if self.is_open() => Ok(Self {
                owner: Owner {
                    person,
                    ..self.owner
                },
                ..self
            }),
            Step::Pause(ms) => self.paused(ms, limits),
            Step::Answer => match self.state {
                State::Open | State::Offered(_) => Ok(self.at(State::Answered)),
                _ => Err(Refusal::NotNow),
            },
            Step::Judge { verdict, at } => self.judged(verdict, at, limits),
            Step::Lapse if self.state == State::Answered => Ok(self.at(State::Unconfirmed)),
            Step::Exclude if self.is_open() || self.state == State::Answered => {
                Ok(self.at(State::Excluded))
            }
            Step::Assign(_) | Step::Lapse | Step::Exclude => Err(Refusal::NotNow),
        }
    }

    fn at(self, state: State) -> Self {
        Self { state, ..self }
    }

    fn owned(self, owner: Owner) -> Self {
        Self {
            owner,
            ..self.at(State::Open)
        }
    }

    fn offered(self, to: OrgId, common: OrgId, limits: &Limits) -> Result<Self, Refusal> {
        if self.state != State::Open {
            return Err(Refusal::NotNow);
        }
        if self.ruled {
            return Err(Refusal::Ruled);
        }
        if to == self.owner.org {
            return Err(Refusal::Theirs);
        }
        let offers = self.offers + 1;
        let state = if offers >= limits.ruling_at {
            State::Ruling(common)
        } else {
            State::Offered(to)
        };
        Ok(Self {
            offers,
            ..self.at(state)
        })
    }

    fn paused(self, ms: i64, limits: &Limits) -> Result<Self, Refusal> {
        if !self.is_open() || ms <= 0 {
            return Err(Refusal::NotNow);
        }
        let paused = self.round.paused.saturating_add(ms);
        if paused > limits.pause {
            return Err(Refusal::PausedEnough);
        }
        Ok(Self {
            round: Round {
                paused,
                ..self.round
            },
            ..self
        })
    }

    fn judged(self, verdict: Verdict, at: Millis, limits: &Limits) -> Result<Self, Refusal> {
        if !matches!(self.state, State::Answered | State::Unconfirmed) {
            return Err(Refusal::NotNow);
        }
        if verdict != Verdict::NotSolved || self.round.no > limits.reopenings {
            return Ok(self.at(State::Settled));
        }
        Ok(Self {
            round: Round {
                no: self.round.no + 1,
                from: at,
                length: limits.reopened,
                paused: 0,
            },
            ..self.at(State::Open)
        })
    }
}
