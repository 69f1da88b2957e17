//! How a stay goes, without a database: what each side may say, and what it comes to.
//!
//! Always true: it holds only when every side that there is has said so; who said no, withdrew or
//! came back is done with; nobody's affiliation moves by any of it.

/// How a stay stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum State {
    /// A side has not said anything yet.
    Waiting,
    /// Everybody said yes.
    Active,
    /// A side said no.
    Refused,
    /// Taken back before it held.
    Withdrawn,
    /// It has come to its end.
    Ended,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Active,
        Self::Refused,
        Self::Withdrawn,
        Self::Ended,
    ];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Active => "active",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
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
        matches!(self, Self::Waiting | Self::Active)
    }
}

/// A side of a stay.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// The member.
    Member,
    /// 流出地: where they are at home.
    Home,
    /// 流入地: where they live and work for now.
    Host,
}

impl Side {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Home => "home",
            Self::Host => "host",
        }
    }
}

/// What the rules look at of a stay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stay {
    /// How it stands.
    pub state: State,
    /// Whether the home side has said yes.
    pub home_said: bool,
    /// Whether the host side has said yes.
    pub host_said: bool,
    /// Whether there is a host side at all: somebody without a fixed place has none.
    pub has_host: bool,
}

/// What somebody says or does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// A side says yes.
    Confirm(Side),
    /// A side says no.
    Refuse(Side),
    /// Whoever registered it takes it back.
    Withdraw,
    /// It is over: somebody came back, moved on, transferred, or left the roll.
    End,
}

impl Stay {
    /// A stay that a side has registered, which has thereby said yes.
    #[must_use]
    pub fn begun(by: Side, has_host: bool) -> Self {
        Self {
            state: State::Waiting,
            home_said: by == Side::Home,
            host_said: by == Side::Host,
            has_host,
        }
        .settled()
    }

    /// What it becomes.
    ///
    /// # Errors
    /// The word key of what forbids it.
    pub fn step(mut self, event: Event) -> Result<Self, &'static str> {
        match (event, self.state) {
            (Event::Confirm(Side::Member) | Event::Refuse(Side::Member), _) => {
                Err("floating-not-your-turn")
            }
            (Event::Confirm(Side::Host) | Event::Refuse(Side::Host), _) if !self.has_host => {
                Err("floating-has-no-host")
            }
            (Event::Confirm(side) | Event::Refuse(side), State::Waiting) if self.said(side) => {
                Err("floating-said-already")
            }
            (Event::Confirm(side), State::Waiting) => {
                match side {
                    Side::Home => self.home_said = true,
                    _ => self.host_said = true,
                }
                Ok(self.settled())
            }
            (Event::Refuse(_), State::Waiting) => Ok(Self {
                state: State::Refused,
                ..self
            }),
            (Event::Withdraw, State::Waiting) => Ok(Self {
                state: State::Withdrawn,
                ..self
            }),
            (Event::End, State::Active) => Ok(Self {
                state: State::Ended,
                ..self
            }),
            (Event::End, State::Waiting) => Err("floating-not-confirmed-yet"),
            (_, State::Active) => Err("floating-said-already"),
            _ => Err("floating-closed-already"),
        }
    }

    fn said(self, side: Side) -> bool {
        match side {
            Side::Home => self.home_said,
            Side::Host => self.host_said,
            Side::Member => true,
        }
    }

    fn settled(mut self) -> Self {
        if self.home_said && (self.host_said || !self.has_host) {
            self.state = State::Active;
        }
        self
    }
}
