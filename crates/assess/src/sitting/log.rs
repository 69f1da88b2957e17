//! What is true of a sitting whatever the network did: the pure core, with time as a parameter.
//!
//! A sitting is an append-only log of answers. Each carries the number of the client that wrote
//! it and a sequence number; a client continues above the highest number it has heard of, so a
//! later decision always has the higher one. The current answer is derived: the highest
//! sequence among those that arrived on time, between equals the later arrival. Replaying the
//! log in any order, with repeats, gives the same current answers.

use std::collections::BTreeMap;

use platform::clock::Millis;

/// Whether an answer counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Late {
    /// It arrived in time.
    OnTime,
    /// It arrived after the deadline and its grace: kept, never counted.
    AfterDeadline,
    /// It arrived after the person had submitted: kept, never counted.
    AfterSubmission,
}

impl Late {
    /// The number stored with the answer.
    #[must_use]
    pub fn code(self) -> i64 {
        match self {
            Self::OnTime => 0,
            Self::AfterDeadline => 1,
            Self::AfterSubmission => 2,
        }
    }

    /// Reads the stored number; whatever is unknown does not count.
    #[must_use]
    pub fn from_code(code: i64) -> Self {
        match code {
            0 => Self::OnTime,
            2 => Self::AfterSubmission,
            _ => Self::AfterDeadline,
        }
    }
}

/// One answer as it arrived.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Answer {
    /// The question's number on the paper, from 1, in the author's order.
    pub question_no: i64,
    /// The device or page that wrote it: a random number it chose.
    pub client: i64,
    /// Its place among the decisions of the sitting.
    pub sequence: i64,
    /// The chosen options as a bit mask in the author's order; 0 takes the answer back.
    pub value: i64,
    /// When its last byte had been read.
    pub arrived_at: Millis,
    /// Whether it counts.
    pub late: Late,
}

/// What makes two answers the same one, sent twice.
pub type Key = (i64, i64, i64);

impl Answer {
    /// What makes it this answer: question, client, sequence.
    #[must_use]
    pub fn key(&self) -> Key {
        (self.question_no, self.client, self.sequence)
    }

    /// Its place in the order that decides which answer is current.
    #[must_use]
    pub fn order(&self) -> (i64, Millis, i64) {
        (self.sequence, self.arrived_at, self.client)
    }
}

/// How a sitting ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EndedBy {
    /// The person submitted.
    Person,
    /// Time ran out.
    Deadline,
    /// The test was closed early.
    Closure,
}

impl EndedBy {
    /// The word stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Deadline => "deadline",
            Self::Closure => "closure",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Person, Self::Deadline, Self::Closure]
            .into_iter()
            .find(|by| by.as_str() == word)
    }
}

/// The end of a sitting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct End {
    /// For a person's submission its arrival; otherwise the deadline.
    pub at: Millis,
    /// What ended it.
    pub by: EndedBy,
}

/// The time within which answers count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// The deadline of this sitting: its minutes or the end of the test, whichever comes first.
    pub due_at: Millis,
    /// When the test was closed early, if it was.
    pub closed_at: Option<Millis>,
    /// How long after the deadline an answer on its way still counts, in milliseconds.
    pub grace_ms: i64,
}

impl Window {
    /// The deadline that holds: the earlier of the sitting's own and the closure's.
    #[must_use]
    pub fn deadline(&self) -> Millis {
        self.closed_at
            .map_or(self.due_at, |closed| closed.min(self.due_at))
    }

    /// The last moment at which an answer counts.
    #[must_use]
    pub fn last(&self) -> Millis {
        self.deadline().plus_ms(self.grace_ms)
    }

    /// Judges an arrival: up to and including deadline plus grace it is on time.
    #[must_use]
    pub fn judge(&self, arrived_at: Millis, end: Option<End>) -> Late {
        if arrived_at > self.last() {
            Late::AfterDeadline
        } else if end.is_some_and(|end| end.by == EndedBy::Person && arrived_at > end.at) {
            Late::AfterSubmission
        } else {
            Late::OnTime
        }
    }

    /// How a submission that arrived then ends the sitting: in time it is the person's own;
    /// later the sitting ended at its deadline with what had been saved.
    #[must_use]
    pub fn end(&self, arrived_at: Millis) -> End {
        if arrived_at <= self.last() {
            End {
                at: arrived_at,
                by: EndedBy::Person,
            }
        } else {
            self.run_out()
        }
    }

    /// How a sitting ends that nobody submitted.
    #[must_use]
    pub fn run_out(&self) -> End {
        let by = match self.closed_at {
            Some(closed) if closed < self.due_at => EndedBy::Closure,
            _ => EndedBy::Deadline,
        };
        End {
            at: self.deadline(),
            by,
        }
    }
}

/// What accepting an answer came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accepted {
    /// It is new.
    First,
    /// It was there already with the same value: the first receipt holds.
    Repeat,
    /// It was there already with another value.
    Conflict,
}

/// The log of one sitting in memory: the model the database is tested against.
#[derive(Clone, Default, Debug)]
pub struct Log(BTreeMap<Key, Answer>);

impl Log {
    /// Takes an answer, or says that it is there already.
    pub fn accept(&mut self, answer: Answer) -> Accepted {
        match self.0.get(&answer.key()) {
            None => {
                self.0.insert(answer.key(), answer);
                Accepted::First
            }
            Some(first) if first.value == answer.value => Accepted::Repeat,
            Some(_) => Accepted::Conflict,
        }
    }

    /// Everything that arrived.
    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.0.values()
    }
}

/// The current answer of each question: of those that count the one with the highest sequence,
/// between equals the later arrival.
pub fn current<'a>(
    answers: impl IntoIterator<Item = &'a Answer>,
    window: Window,
    end: Option<End>,
) -> BTreeMap<i64, Answer> {
    let mut chosen: BTreeMap<i64, Answer> = BTreeMap::new();
    for answer in answers {
        let counts =
            answer.late == Late::OnTime && window.judge(answer.arrived_at, end) == Late::OnTime;
        if !counts {
            continue;
        }
        chosen
            .entry(answer.question_no)
            .and_modify(|have| {
                if answer.order() > have.order() {
                    *have = *answer;
                }
            })
            .or_insert(*answer);
    }
    chosen
}

/// Whether the counted answers came from more than one device, which the page says.
pub fn several_devices<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> bool {
    let mut clients = answers.into_iter().map(|answer| answer.client);
    clients
        .next()
        .is_some_and(|first| clients.any(|client| client != first))
}
