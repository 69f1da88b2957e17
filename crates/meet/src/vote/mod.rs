//! Votes of a meeting: put, cast or counted, closed.
//!
//! Always true: one person has one open vote (a UNIQUE key); whoever admits, converts or extends
//! votes in secret, on paper, counted by two named persons; a vote that was closed stays closed
//! with the numbers it was closed with, and a proposal learns its outcome in that transaction.

use platform::clock::Millis;
use platform::db::{Cells, DbError, FromRow, Value};
use platform::from_row;
use platform::ids::PersonId;
use platform::proposal::Regime;
use platform::typed_id;

use crate::coded::coded;
use crate::meeting::MeetingId;

pub mod close;
pub mod count;
pub mod pages;
pub mod put;
pub mod store;

typed_id!(
    /// A vote.
    VoteId
);

coded!(
    /// How a vote is taken.
    Ballot of "vote-ballot" {
        /// By hands, and by a tap from afar: everybody sees who votes how.
        Open = "open",
        /// 无记名投票, on paper.
        Secret = "secret",
    }
);

coded!(
    /// What one votes.
    Choice of "vote-choice" {
        /// 赞成.
        Yes = "yes",
        /// 不赞成.
        No = "no",
        /// 弃权.
        Abstain = "abstain",
    }
);

/// What a closed vote came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Expected voters: the denominator.
    pub expected: i64,
    /// Voters who were there by the rules.
    pub attending: i64,
    /// Written opinions that were counted.
    pub written: i64,
    /// In favour.
    pub yes: i64,
    /// Against.
    pub no: i64,
    /// Abstained.
    pub abstained: i64,
    /// Who counted, of a secret vote.
    pub counted_by: String,
    /// Whether enough were there.
    pub quorate: bool,
    /// Whether it passed.
    pub passed: bool,
    /// When it was closed.
    pub closed_at: Millis,
}

/// A vote.
#[derive(Clone, Debug)]
pub struct Vote {
    /// Which.
    pub id: VoteId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// To which item.
    pub item_no: i64,
    /// Its number in the meeting.
    pub no: i64,
    /// What is put.
    pub title: String,
    /// How it is counted.
    pub regime: Regime,
    /// How it is taken.
    pub ballot: Ballot,
    /// Whom it is about: they do not vote.
    pub subject: Option<PersonId>,
    /// The kind of proposal it decides.
    pub proposal_kind: Option<String>,
    /// Which.
    pub proposal: Option<[u8; 16]>,
    /// When it was put.
    pub opened_at: Millis,
    /// What it came to, once it is closed.
    pub count: Option<Count>,
}

impl Vote {
    /// Whether it can still be voted on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.count.is_none()
    }
}

impl FromRow for Vote {
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        let regime = |code: String| {
            Regime::from_code(&code).ok_or_else(|| DbError::Decode("a regime".to_owned()))
        };
        Ok(Self {
            id: cells.next()?,
            meeting: cells.next()?,
            item_no: cells.next()?,
            no: cells.next()?,
            title: cells.next()?,
            regime: regime(cells.next()?)?,
            ballot: cells.next()?,
            subject: cells.next()?,
            proposal_kind: cells.next()?,
            proposal: cells
                .next::<Option<Value>>()?
                .map(Value::into_id)
                .transpose()?,
            opened_at: cells.next()?,
            count: read_count(cells)?,
        })
    }
}

fn read_count(cells: &mut Cells) -> Result<Option<Count>, DbError> {
    let numbers: [Option<i64>; 6] = [
        cells.next()?,
        cells.next()?,
        cells.next()?,
        cells.next()?,
        cells.next()?,
        cells.next()?,
    ];
    let counted_by: Option<String> = cells.next()?;
    let (quorate, passed): (Option<bool>, Option<bool>) = (cells.next()?, cells.next()?);
    let closed_at: Option<Millis> = cells.next()?;
    let [expected, attending, written, yes, no, abstained] = numbers.map(|n| n.unwrap_or(0));
    Ok(closed_at.map(|closed_at| Count {
        expected,
        attending,
        written,
        yes,
        no,
        abstained,
        counted_by: counted_by.unwrap_or_default(),
        quorate: quorate.unwrap_or(false),
        passed: passed.unwrap_or(false),
        closed_at,
    }))
}

/// One person's open vote.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What.
    pub choice: Choice,
    /// Who wrote it down.
    pub entered_by: PersonId,
}
from_row!(Cast {
    person,
    name,
    choice,
    entered_by
});
