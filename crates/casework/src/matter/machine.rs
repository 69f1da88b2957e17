//! The states of a matter and the only ways between them, without a database.
//!
//! Always true: there is one owner, an organisation and a person; the old owner keeps a matter
//! until the new one accepts it; the clock of a round begins with the round and never anew, and is
//! moved by pauses and by a longer category alone, by no hand-over; the third hand-over is no hand-over but a ruling, and after a
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
    /// The round may take so many milliseconds in all, from when it began.
    Lengthen(i64),
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
            Step::Lengthen(ms) => self.lengthened(ms),
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

    fn lengthened(self, length: i64) -> Result<Self, Refusal> {
        if !self.is_open() || length <= self.round.length {
            return Err(Refusal::NotNow);
        }
        Ok(Self {
            round: Round {
                length,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: Limits = Limits {
        ruling_at: 3,
        pause: 5 * 86_400_000,
        reopenings: 2,
        reopened: 7 * 86_400_000,
    };
    const BEGAN: Millis = Millis(1_700_000_000_000);
    const LENGTH: i64 = 7 * 86_400_000;

    fn org(n: u8) -> OrgId {
        OrgId([n; 16])
    }

    fn person(n: u8) -> PersonId {
        PersonId([n; 16])
    }

    fn owner(n: u8) -> Owner {
        Owner {
            org: org(n),
            person: person(n),
        }
    }

    /// Anything anybody could try, out of two drawn bytes.
    fn tried(what: u8, whom: u8, at: Millis) -> Step {
        let n = whom % 6;
        match what % 14 {
            0..=2 => Step::Offer {
                to: org(n),
                common: org(9),
            },
            3 | 4 => Step::Accept(person(n)),
            5 => Step::Refuse,
            6 => Step::Withdraw,
            7 => Step::Rule(owner(n)),
            8 => Step::Assign(person(n)),
            9 => Step::Pause(i64::from(whom) * 3_600_000),
            10 => Step::Answer,
            11 => Step::Judge {
                verdict: Verdict::ALL[usize::from(whom % 3)],
                at,
            },
            12 => Step::Lengthen(i64::from(whom) * 6 * 3_600_000),
            _ if whom.is_multiple_of(11) => Step::Exclude,
            _ if whom.is_multiple_of(5) => Step::Lapse,
            _ => Step::Refuse,
        }
    }

    /// What must hold between a matter and what became of it.
    fn holds(before: &Machine, step: Step, after: &Machine, at: Millis) -> Result<(), String> {
        let judged = matches!(
            step,
            Step::Judge {
                verdict: Verdict::NotSolved,
                ..
            }
        );
        let wrong = |words: &str| Err(format!("{words}: {before:?} {step:?} {after:?}"));
        if after.round.no == before.round.no {
            // No hand-over, no ruling and no new person moves the clock; a pause only lengthens it.
            let paused = after.round.paused - before.round.paused;
            if after.round.from != before.round.from {
                return wrong("the clock began anew");
            }
            let longer = after.round.length - before.round.length;
            let asked = matches!(step, Step::Lengthen(ms) if ms == after.round.length);
            if longer != 0 && (longer < 0 || !asked) {
                return wrong("something else than a longer category gave it more time");
            }
            if paused != 0 && !matches!(step, Step::Pause(ms) if ms == paused && paused > 0) {
                return wrong("something else than a pause moved the clock");
            }
        } else if !judged || after.round.no != before.round.no + 1 || after.round.from != at {
            return wrong("a round began without a verdict");
        }
        if after.round.paused > LIMITS.pause || after.round.no > LIMITS.reopenings + 1 {
            return wrong("beyond the rules");
        }
        let taken = matches!(step, Step::Accept(_) | Step::Rule(_));
        if after.owner.org != before.owner.org && !taken {
            return wrong("it changed hands without being accepted or ruled");
        }
        if before.ruled && (after.owner.org != before.owner.org || !after.ruled) {
            return wrong("a ruling was passed on");
        }
        if after.offers >= LIMITS.ruling_at && matches!(after.state, State::Offered(_)) {
            return wrong("the third hand-over was none");
        }
        if after.offers < before.offers {
            return wrong("hand-overs were forgotten");
        }
        Ok(())
    }

    proptest! {
        // 2,500 matters with 500 tries each: 1,250,000 steps.
        #![proptest_config(ProptestConfig { cases: 2_500, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn a_matter_is_never_without_an_owner_and_no_hand_over_moves_its_clock(
            tries in prop::collection::vec(any::<(u8, u8)>(), 500)
        ) {
            let mut matter = Machine::new(owner(1), BEGAN, LENGTH);
            let mut at = BEGAN;
            for (what, whom) in tries {
                at = at.plus_ms(i64::from(whom) * 60_000);
                let step = tried(what, whom, at);
                if let Ok(after) = matter.after(step, &LIMITS) {
                    prop_assert_eq!(holds(&matter, step, &after, at), Ok(()));
                    matter = after;
                }
                // Nothing is left to do with what has ended, so another begins.
                if matches!(matter.state, State::Settled | State::Excluded) {
                    for what in 0..14 {
                        prop_assert!(matter.after(tried(what, 0, at), &LIMITS).is_err());
                    }
                    matter = Machine::new(owner(whom % 6), at, LENGTH);
                }
            }
        }
    }

    #[test]
    fn the_third_hand_over_is_a_ruling_and_after_it_there_is_none() {
        let mut matter = Machine::new(owner(1), BEGAN, LENGTH);
        for to in [2, 3] {
            let offer = Step::Offer {
                to: org(to),
                common: org(9),
            };
            matter = matter.after(offer, &LIMITS).expect("it can be offered");
            assert_eq!(matter.owner.org, org(to - 1), "the old owner keeps it");
            let taken = matter.after(Step::Accept(person(to)), &LIMITS);
            matter = taken.expect("it is accepted");
        }
        let offer = Step::Offer {
            to: org(1),
            common: org(9),
        };
        let matter = matter.after(offer, &LIMITS).expect("it goes up");
        assert_eq!(matter.state, State::Ruling(org(9)));
        assert_eq!(matter.owner, owner(3), "and is still theirs");
        let matter = matter.after(Step::Rule(owner(2)), &LIMITS).expect("ruled");
        assert_eq!(matter.after(offer, &LIMITS), Err(Refusal::Ruled));
        assert_eq!(matter.round.due(), BEGAN.plus_ms(LENGTH));
    }
}
