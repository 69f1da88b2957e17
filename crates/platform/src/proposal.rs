//! What a room lets a meeting vote on, and what becomes of it.
//!
//! A room that needs an assembly's vote (admission does) registers a [`ProposalSource`]. The room
//! that holds meetings asks it which proposals wait in an organisation, puts one on an agenda,
//! counts by the [`Regime`] the proposal names, and tells the outcome in the transaction that
//! closes the vote. Neither room knows the other.

use crate::clock::Clock;
use crate::db::Tx;
use crate::error::Error;
use crate::i18n::Locale;
use crate::ids::{OrgId, PersonId};
use crate::rules::Rules;

/// By which arithmetic a proposal is voted on (`rules/meetings.toml`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Regime {
    /// A general resolution of the assembly (支部工作条例): half may meet, more than half of the
    /// expected voters pass.
    General,
    /// Admitting, converting, extending, cancelling (发展党员工作细则): more than half must be
    /// there, more than half of the expected full members with a vote pass, each person
    /// separately, in secret.
    Admission,
}

impl Regime {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Admission => "admission",
        }
    }

    /// From what is stored.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "general" => Some(Self::General),
            "admission" => Some(Self::Admission),
            _ => None,
        }
    }
}

/// Something that waits for a vote of one organisation's assembly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Which, as its source knows it.
    pub id: [u8; 16],
    /// What is put to the vote, as it stands on the agenda and in the minutes, in Chinese:
    /// 讨论接收陈晓雨为预备党员.
    pub title: String,
    /// How it is counted.
    pub regime: Regime,
    /// Whom it concerns; this person does not vote on it.
    pub subject: Option<PersonId>,
}

/// What an assembly decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// The meeting it was decided at.
    pub meeting: [u8; 16],
    /// The day of the meeting, `2026-11-28`: what begins with the decision begins that day.
    pub held_on: String,
    /// Expected voters: the denominator.
    pub expected: u32,
    /// Voters who were there by the rules, remote ones where the regime counts them.
    pub present: u32,
    /// Votes in favour, written ones handed in before included.
    pub yes: u32,
    /// Votes against.
    pub no: u32,
    /// Abstentions.
    pub abstained: u32,
    /// Whether the meeting was quorate and the proposal passed.
    pub passed: bool,
    /// Who closed the vote.
    pub closed_by: PersonId,
}

/// What a proposal is judged by: the application's clock, and the rules that are in force in it.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'m> {
    /// The clock.
    pub clock: &'m Clock,
    /// The rules, a deployment's own among them.
    pub rules: &'m Rules,
}

/// A room that lets meetings vote on something.
pub trait ProposalSource: Send + Sync {
    /// The kind stored with an item of an agenda: `admission`.
    fn kind(&self) -> &'static str;
    /// The word key of the kind.
    fn label(&self) -> &'static str;
    /// What waits for a vote in an organisation. The caller has checked that the person may call
    /// its meetings.
    ///
    /// # Errors
    /// The database's.
    fn waiting(
        &self,
        tx: &mut Tx<'_>,
        by: Measure<'_>,
        org: OrgId,
        locale: Locale,
    ) -> Result<Vec<Proposal>, Error>;
    /// One that waits; nothing when it does not wait any more, or is another organisation's.
    ///
    /// # Errors
    /// The database's.
    fn one(
        &self,
        tx: &mut Tx<'_>,
        by: Measure<'_>,
        org: OrgId,
        id: [u8; 16],
    ) -> Result<Option<Proposal>, Error>;
    /// The assembly has decided; runs in the transaction that closes the vote and may be told
    /// twice.
    ///
    /// # Errors
    /// A conflict when the proposal no longer waits; the database's.
    fn decided(
        &self,
        tx: &mut Tx<'_>,
        by: Measure<'_>,
        id: [u8; 16],
        decision: &Decision,
    ) -> Result<(), Error>;
}
