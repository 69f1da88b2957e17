//! How a meeting goes on: what may be done at which stage. Everything that changes one asks here.

use platform::error::{Error, conflict};

/// How far a meeting has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Called, not begun.
    Called,
    /// Called off.
    Cancelled,
    /// In progress.
    Open,
    /// Over; its minutes are being written.
    Ended,
    /// Its minutes wait for confirmation.
    Submitted,
    /// Its minutes are sealed.
    Sealed,
}

/// What is done to a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Time, place, agenda, who is left out.
    Change,
    /// Calling it off.
    Cancel,
    /// Beginning it.
    Open,
    /// What happens in the room: the next item, a remark, a hand, a vote from afar.
    Live,
    /// What is written down of it: attendance, a vote, remarks from paper.
    Record,
    /// Ending it.
    End,
    /// Writing the minutes.
    Write,
    /// Handing them in.
    Submit,
    /// Giving them back.
    Return,
    /// Confirming and sealing them.
    Seal,
    /// Adding to sealed minutes.
    Add,
}

impl Step {
    /// Every one.
    pub const ALL: [Self; 11] = [
        Self::Change,
        Self::Cancel,
        Self::Open,
        Self::Live,
        Self::Record,
        Self::End,
        Self::Write,
        Self::Submit,
        Self::Return,
        Self::Seal,
        Self::Add,
    ];
}

impl Stage {
    /// The stage after a step.
    ///
    /// # Errors
    /// A conflict that says why the step cannot be taken now.
    pub fn after(self, step: Step) -> Result<Self, Error> {
        let next = match (self, step) {
            (Self::Called, Step::Change | Step::Record) => Self::Called,
            (Self::Called, Step::Cancel) => Self::Cancelled,
            (Self::Called | Self::Open, Step::Open) => Self::Open,
            (Self::Open, Step::Live | Step::Record) => Self::Open,
            (Self::Open | Self::Ended, Step::End) => Self::Ended,
            (Self::Ended, Step::Record | Step::Write) => Self::Ended,
            (Self::Ended | Self::Submitted, Step::Submit) => Self::Submitted,
            (Self::Submitted, Step::Return) => Self::Ended,
            (Self::Submitted, Step::Seal) => Self::Sealed,
            (Self::Sealed, Step::Add) => Self::Sealed,
            (stage, step) => return Err(conflict(why_not(stage, step))),
        };
        Ok(next)
    }

    /// Whether a step can be taken now.
    #[must_use]
    pub fn allows(self, step: Step) -> bool {
        self.after(step).is_ok()
    }

    /// The word key of the stage.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Called => "meeting-stage-called",
            Self::Cancelled => "meeting-stage-cancelled",
            Self::Open => "meeting-stage-open",
            Self::Ended => "meeting-stage-ended",
            Self::Submitted => "meeting-stage-submitted",
            Self::Sealed => "meeting-stage-sealed",
        }
    }

    /// The kind of its tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Called => "info",
            Self::Cancelled => "",
            Self::Open => "red",
            Self::Ended | Self::Submitted => "warn",
            Self::Sealed => "ok",
        }
    }
}

fn why_not(stage: Stage, step: Step) -> &'static str {
    match (stage, step) {
        (Stage::Cancelled, _) => "meeting-is-cancelled",
        (Stage::Sealed, _) => "meeting-is-sealed",
        (Stage::Called, _) => "meeting-not-begun",
        (Stage::Submitted, _) => "meeting-is-submitted",
        (Stage::Open, Step::Write | Step::Submit | Step::Return | Step::Seal | Step::Add) => {
            "meeting-not-ended"
        }
        (Stage::Open, _) => "meeting-has-begun",
        (Stage::Ended, Step::Return | Step::Seal | Step::Add) => "meeting-not-submitted",
        (Stage::Ended, _) => "meeting-has-ended",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A million steps by chance: what was sealed or cancelled stays so, nothing is sealed that was
    /// not ended and handed in, and no step is both refused and taken.
    #[test]
    fn no_order_of_steps_leads_where_it_must_not() {
        let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut chance = move || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed
        };
        let mut stage = Stage::Called;
        let (mut ended, mut submitted, mut sealed) = (false, false, 0_u32);
        for turn in 0..1_200_000_u32 {
            let step = Step::ALL[usize::try_from(chance() % 11).expect("a step")];
            let before = stage;
            match stage.after(step) {
                Err(Error::Conflict(_)) => assert!(!before.allows(step)),
                Err(other) => panic!("{other}"),
                Ok(next) => {
                    assert!(before.allows(step));
                    ended |= next == Stage::Ended;
                    submitted |= next == Stage::Submitted;
                    if next == Stage::Sealed {
                        assert!(ended && submitted, "sealed without having been handed in");
                    }
                    if before == Stage::Sealed {
                        assert_eq!((next, step), (Stage::Sealed, Step::Add));
                    }
                    assert_ne!(before, Stage::Cancelled, "a cancelled meeting goes on");
                    stage = next;
                }
            }
            // Begin anew often enough that every stage is met from every side.
            if turn % 37 == 0 {
                sealed += u32::from(stage == Stage::Sealed);
                stage = Stage::Called;
                (ended, submitted) = (false, false);
            }
        }
        assert!(sealed > 100, "only {sealed} were sealed");
    }
}
