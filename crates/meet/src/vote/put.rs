//! Putting something to the vote, and voting on it openly.

use platform::app::App;
use platform::db::{Tx, Value};
use platform::error::{Error, conflict, invalid, not_found};
use platform::ids::PersonId;
use platform::proposal::{Measure, Regime};
use platform::random::typeable_code;
use platform::record::{self, Record};
use platform::{params, sql};

use super::count::Judge;
use super::{Ballot, Choice, VoteId, store};
use crate::act::Act;
use crate::meeting::call::for_step;
use crate::meeting::store as meetings;
use crate::meeting::{Attendance, Meeting, MeetingId, Standing, Step, VOTED};
use crate::room::touch;

/// A vote to be put.
#[derive(Clone, Debug)]
pub struct NewVote {
    /// Made by whoever puts it: sent twice, it is put once.
    pub id: VoteId,
    /// To which item.
    pub item_no: i64,
    /// What is put; an item that is a proposal says it itself.
    pub title: String,
    /// How it is taken.
    pub ballot: Ballot,
}

/// Puts something to the vote, when enough are there.
///
/// # Errors
/// Outside the scope; when the meeting is not in progress or being written down, when another vote
/// is open, when too few are there; when a proposal no longer waits.
pub fn put(
    tx: &mut Tx<'_>,
    app: &App,
    act: &Act,
    id: MeetingId,
    new: &NewVote,
) -> Result<VoteId, Error> {
    let meeting = for_step(tx, act, id, Step::Record)?;
    if let Ok(known) = store::meeting_of(tx, new.id) {
        return if known == id {
            Ok(new.id)
        } else {
            Err(not_found())
        };
    }
    if meeting.opened_at.is_none() {
        return Err(conflict("meeting-not-begun"));
    }
    if store::any_open(tx, id)? {
        return Err(conflict("meeting-vote-still-open"));
    }
    let items = meetings::items(tx, id)?;
    let item = items.iter().find(|item| item.no == new.item_no);
    let item = item.ok_or_else(|| invalid("item", "meeting-no-such-item"))?;
    let proposal = item.proposal_kind.as_deref().zip(item.proposal);
    let (title, regime, subject) = match proposal {
        Some((kind, proposal)) => proposed(tx, app, &meeting, kind, proposal)?,
        None => (new.title.clone(), Regime::General, None),
    };
    if title.is_empty() {
        return Err(invalid("title", "error-required"));
    }
    // Admitting and converting are voted on in secret, whatever was chosen.
    let ballot = if regime == Regime::Admission {
        Ballot::Secret
    } else {
        new.ballot
    };
    quorate(tx, app, &meeting, regime, subject)?;
    let no: (i64,) = tx.one(sql!("sql/next.sql"), params![id])?;
    let row = params![
        new.id,
        id,
        new.item_no,
        no.0,
        title,
        regime.code(),
        ballot,
        subject,
        item.proposal_kind,
        item.proposal
            .map_or(Value::Null(platform::db::Kind::Id), Value::Id),
        act.person(),
        act.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    touch(tx, id)?;
    act.note(tx, "meeting.vote", id.0, meeting.org)?;
    Ok(new.id)
}

/// Whether enough are there to vote by a regime.
fn quorate(
    tx: &mut Tx<'_>,
    app: &App,
    meeting: &Meeting,
    regime: Regime,
    subject: Option<PersonId>,
) -> Result<(), Error> {
    let judge = Judge::on(&app.rules.now(), meeting.kind, regime, meeting.held_on)?;
    let voters = store::voters(tx, meeting.id, subject)?;
    if !judge.is_quorate(&voters) {
        let (there, least) = (
            judge.attending(&voters),
            judge.quorum.least(voters.expected),
        );
        let message = platform::error::Message::new("meeting-not-quorate")
            .with("there", there)
            .with("expected", voters.expected)
            .with("least", least.max(1));
        return Err(Error::Conflict(message));
    }
    Ok(())
}

/// What a proposal puts to the vote.
fn proposed(
    tx: &mut Tx<'_>,
    app: &App,
    meeting: &Meeting,
    kind: &str,
    id: [u8; 16],
) -> Result<(String, Regime, Option<PersonId>), Error> {
    let source = app.registry.proposals_of(kind);
    let source = source.ok_or_else(|| conflict("meeting-proposal-gone"))?;
    let put = tx.one::<(i64,)>(sql!("sql/put_again.sql"), params![kind, Value::Id(id)])?;
    if put.0 > 0 {
        return Err(conflict("meeting-proposal-put-already"));
    }
    let by = Measure {
        clock: &app.clock,
        rules: &app.rules.now(),
    };
    let found = source.one(tx, by, meeting.org, id)?;
    let found = found.ok_or_else(|| conflict("meeting-proposal-gone"))?;
    Ok((found.title, found.regime, found.subject))
}

/// A member who takes part from afar votes; twice is once, and the receipt stays the same.
///
/// # Errors
/// Not found for whoever is not on the list; a conflict when it is closed, secret, or when they do
/// not vote, or are not written down as taking part from afar.
pub fn cast(tx: &mut Tx<'_>, act: &Act, id: VoteId, choice: Choice) -> Result<String, Error> {
    let of = store::meeting_of(tx, id)?;
    let meeting = meetings::find_mine(tx, act.person(), of)?;
    let me = meetings::person(tx, of, act.person())?;
    if me.attendance != Some(Attendance::Remote) {
        return Err(conflict("vote-not-from-afar"));
    }
    let receipt = enter(tx, act, id, &meeting, act.person(), choice)?;
    let org = org::tree::store::find(tx, meeting.org)?;
    let actor_no = meetings::person_no(tx, act.person())?;
    if receipt.1 {
        let record = Record {
            at: act.now(),
            verb: &VOTED,
            actor_no,
            org_no: org.no,
            object_kind: crate::meeting::MEETING,
            object_id: of.0,
            result: None,
            detail: None,
        };
        record::write(tx, &record)?;
    }
    Ok(receipt.0)
}

/// The recorder writes down how somebody in the hall or from afar voted with a raised hand.
///
/// # Errors
/// Outside the scope; a conflict when it is closed or secret, or when that person does not vote.
pub fn cast_for(
    tx: &mut Tx<'_>,
    act: &Act,
    id: VoteId,
    person: PersonId,
    choice: Choice,
) -> Result<(), Error> {
    let of = store::meeting_of(tx, id)?;
    let meeting = meetings::find_scoped(tx, act.scope, of)?;
    let who = meetings::person(tx, of, person)
        .map_err(|_| invalid("person", "meeting-person-not-on-list"))?;
    if !matches!(who.attendance, Some(Attendance::Hall | Attendance::Remote)) {
        return Err(invalid("person", "vote-not-there"));
    }
    enter(tx, act, id, &meeting, person, choice)?;
    Ok(())
}

/// Enters one vote; gives its receipt, and whether it is new.
fn enter(
    tx: &mut Tx<'_>,
    act: &Act,
    id: VoteId,
    meeting: &Meeting,
    person: PersonId,
    choice: Choice,
) -> Result<(String, bool), Error> {
    meetings::hold(tx, meeting.id)?
        .stage()
        .after(Step::Record)?;
    let vote = store::hold(tx, id)?;
    if vote.ballot == Ballot::Secret {
        return Err(conflict("vote-is-secret"));
    }
    if let Some((before, receipt, _)) = store::cast_of(tx, id, person)? {
        return if before == choice {
            Ok((receipt, false))
        } else {
            Err(conflict("vote-cast-already"))
        };
    }
    if !vote.is_open() {
        return Err(conflict("vote-closed"));
    }
    let who = meetings::person(tx, meeting.id, person)?;
    if who.standing != Standing::Expected || !who.has_vote || vote.subject == Some(person) {
        return Err(conflict("vote-no-right"));
    }
    let receipt = typeable_code(6);
    let row = params![id, person, choice, receipt, act.person(), act.now()];
    tx.exec(sql!("sql/insert_cast.sql"), row)?;
    touch(tx, meeting.id)?;
    Ok((receipt, true))
}
