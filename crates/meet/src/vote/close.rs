//! Closing a vote: what was counted, whether enough were there, whether it passed; and a proposal
//! learns it in the same transaction.

use platform::app::App;
use platform::db::Tx;
use platform::error::{Error, FieldError, Message, conflict, invalid};
use platform::proposal::{Decision, Measure};
use platform::{params, sql};

use super::count::{Judge, Voters};
use super::{Ballot, Count, Vote, VoteId, store};
use crate::act::Act;
use crate::meeting::store as meetings;
use crate::meeting::{Meeting, Step};
use crate::room::touch;

/// What the recorder enters at closing.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// Hands in the hall that were not entered by name, or ballot papers.
    pub yes: i64,
    /// Against.
    pub no: i64,
    /// Abstained; of ballot papers, invalid ones too.
    pub abstained: i64,
    /// Who counted the papers of a secret vote: two names.
    pub counters: [String; 2],
}

/// Closes a vote. Closed already, it says what it came to; with other numbers that is a conflict.
///
/// # Errors
/// Outside the scope; when more voted than were there; without two counters of a secret vote;
/// when the proposal no longer waits.
pub fn close(
    tx: &mut Tx<'_>,
    app: &App,
    act: &Act,
    id: VoteId,
    counted: &Counted,
) -> Result<Count, Error> {
    let of = store::meeting_of(tx, id)?;
    meetings::find_scoped(tx, act.scope, of)?;
    let meeting = meetings::hold(tx, of)?;
    meeting.stage().after(Step::Record)?;
    let vote = store::hold(tx, id)?;
    let sums = store::sums(tx, id)?;
    let totals = (
        sums.0 + counted.yes,
        sums.1 + counted.no,
        sums.2 + counted.abstained,
    );
    if let Some(count) = vote.count {
        let same = (count.yes, count.no, count.abstained) == totals;
        return if same {
            Ok(count)
        } else {
            Err(conflict("vote-closed"))
        };
    }
    let judge = Judge::on(&app.rules.now(), meeting.kind, vote.regime, meeting.held_on)?;
    let voters = store::voters(tx, of, vote.subject)?;
    fits(&judge, &voters, totals)?;
    let counted_by = counters(&vote, counted)?;
    let count = Count {
        expected: voters.expected,
        attending: judge.attending(&voters),
        written: judge.written(&voters),
        yes: totals.0,
        no: totals.1,
        abstained: totals.2,
        counted_by,
        quorate: judge.is_quorate(&voters),
        passed: judge.passes(&voters, totals.0),
        closed_at: act.now(),
    };
    insert(tx, act, id, &count)?;
    tell_source(tx, app, act, &meeting, &vote, &count)?;
    touch(tx, of)?;
    act.note(tx, "meeting.count", of.0, meeting.org)?;
    Ok(count)
}

/// Nobody votes twice, and nobody for somebody else.
fn fits(
    judge: &Judge,
    voters: &Voters,
    (yes, no, abstained): (i64, i64, i64),
) -> Result<(), Error> {
    let (votes, most) = (yes + no + abstained, judge.most_votes(voters));
    if votes > most {
        let message = Message::new("vote-more-than-there")
            .with("votes", votes)
            .with("most", most);
        return Err(Error::Invalid(vec![FieldError {
            field: "yes".to_owned(),
            message,
        }]));
    }
    Ok(())
}

fn counters(vote: &Vote, counted: &Counted) -> Result<String, Error> {
    if vote.ballot == Ballot::Open {
        return Ok(String::new());
    }
    let [one, other] = &counted.counters;
    if one.is_empty() {
        return Err(invalid("counter_1", "error-required"));
    }
    if other.is_empty() || one == other {
        return Err(invalid("counter_2", "vote-two-counters"));
    }
    Ok(format!("{one}、{other}"))
}

fn insert(tx: &mut Tx<'_>, act: &Act, id: VoteId, count: &Count) -> Result<(), Error> {
    let row = params![
        id,
        count.expected,
        count.attending,
        count.written,
        count.yes,
        count.no,
        count.abstained,
        count.counted_by,
        count.quorate,
        count.passed,
        act.person(),
        act.now()
    ];
    tx.exec(sql!("sql/insert_count.sql"), row)?;
    Ok(())
}

fn tell_source(
    tx: &mut Tx<'_>,
    app: &App,
    act: &Act,
    meeting: &Meeting,
    vote: &Vote,
    count: &Count,
) -> Result<(), Error> {
    let Some((kind, id)) = vote.proposal_kind.as_deref().zip(vote.proposal) else {
        return Ok(());
    };
    let source = app.registry.proposals_of(kind);
    let source = source.ok_or_else(|| conflict("meeting-proposal-gone"))?;
    let number = |n: i64| u32::try_from(n).unwrap_or(0);
    let decision = Decision {
        meeting: meeting.id.0,
        held_on: meeting.held_on.to_string(),
        expected: number(count.expected),
        present: number(count.attending),
        yes: number(count.yes),
        no: number(count.no),
        abstained: number(count.abstained),
        passed: count.passed,
        closed_by: act.person(),
    };
    let by = Measure {
        clock: &act.clock,
        rules: &app.rules.now(),
    };
    source.decided(tx, by, id, &decision)
}
