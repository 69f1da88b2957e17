//! How a transfer goes, without a database, and where somebody is at home after each step.
//!
//! Always true: somebody is at home in one place before, at every moment between, and after; the
//! sender answers for them until the receiver has taken them.

/// Which way somebody goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Way {
    /// From one of our organisations to another.
    Internal,
    /// To one outside the system.
    Outward,
    /// From one outside the system.
    Inward,
}

impl Way {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Outward => "outward",
            Self::Inward => "inward",
        }
    }

    /// From what is stored.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Internal, Self::Outward, Self::Inward]
            .into_iter()
            .find(|way| way.code() == code)
    }
}

/// How a transfer stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum State {
    /// Asked for.
    Proposed,
    /// The letter is on its way.
    Sent,
    /// The receiver outside has said that it took them; here it is not finished yet.
    Answered,
    /// Taken: they are at home with the receiver.
    Received,
    /// Turned down.
    Refused,
    /// Taken back.
    Withdrawn,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Proposed,
        Self::Sent,
        Self::Answered,
        Self::Received,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Sent => "sent",
            Self::Answered => "answered",
            Self::Received => "received",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// From what is stored.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether something can still become of it.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Sent | Self::Answered)
    }
}

/// What somebody does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// The sender writes the letter, or writes it anew.
    Send,
    /// The receiver outside says that it took them.
    Answer,
    /// The receiver takes them; for one outside, the sender finishes it here.
    Receive,
    /// The sender or the receiver says no, with a reason.
    Refuse,
    /// Whoever asked takes it back.
    Withdraw,
}

/// Where somebody is at home.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Home {
    /// Still with the sender, who answers for them.
    Sender,
    /// With the receiver.
    Receiver,
}

/// What a step makes of a transfer.
///
/// # Errors
/// The word key of what forbids it.
pub fn step(way: Way, state: State, event: Event) -> Result<State, &'static str> {
    match (event, state, way) {
        (_, State::Received | State::Refused | State::Withdrawn, _) => Err("transfer-closed"),
        (Event::Send, _, Way::Inward) => Err("transfer-not-yours-to-send"),
        (Event::Send, State::Proposed | State::Sent, _) => Ok(State::Sent),
        (Event::Send, State::Answered, _) => Err("transfer-answered-already"),
        (Event::Answer, State::Sent, Way::Outward) => Ok(State::Answered),
        (Event::Answer, _, _) => Err("transfer-not-sent"),
        (Event::Receive, State::Answered, Way::Outward) => Ok(State::Received),
        (Event::Receive, State::Sent, Way::Internal | Way::Inward) => Ok(State::Received),
        (Event::Receive, State::Sent, Way::Outward) => Err("transfer-not-answered"),
        (Event::Receive, _, _) => Err("transfer-not-sent"),
        (Event::Refuse, State::Answered, _) | (Event::Withdraw, State::Answered, _) => {
            Err("transfer-answered-already")
        }
        (Event::Refuse, _, _) => Ok(State::Refused),
        (Event::Withdraw, _, _) => Ok(State::Withdrawn),
    }
}

/// Where somebody is at home while a transfer stands so.
#[must_use]
pub fn home(state: State) -> Home {
    match state {
        State::Received => Home::Receiver,
        _ => Home::Sender,
    }
}
