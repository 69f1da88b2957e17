//! Somebody is named, and what happens to them is written down.

use jiff::civil::Date;
use org::tree::store as orgs;
use platform::audit::{self, Entry};
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::{OrgId, PersonId};
use platform::record::{self, Record};
use platform::{params, sql};

use super::{LEADER, LEADER_CHANGED, Leader, LeaderEventId, LeaderId, Vetting, store};
use org::Act;

/// Somebody to be named.
#[derive(Clone, Debug)]
pub struct NewLeader {
    /// Which, made by the form.
    pub id: LeaderId,
    /// Of which village or branch.
    pub org: OrgId,
    /// Who.
    pub person: PersonId,
    /// Whether they are a candidate now; in reserve (后备) otherwise.
    pub candidate: bool,
    /// Where they come from.
    pub source: String,
    /// What speaks for them.
    pub words: String,
}

/// Names a candidate, or somebody for the reserve. Sent twice it is one.
///
/// # Errors
/// Outside the scope; when they are named there already.
pub fn name(tx: &mut Tx<'_>, act: &Act, new: &NewLeader) -> Result<LeaderId, Error> {
    let org = orgs::find_scoped(tx, act.scope, new.org)
        .map_err(|_| invalid("org", "admission-no-such-org"))?;
    if let Ok(found) = store::find_scoped(tx, act.scope, new.id) {
        return Ok(found.id);
    }
    let state = if new.candidate {
        "candidate"
    } else {
        "reserve"
    };
    let row = params![
        new.id,
        org.id,
        new.person,
        state,
        new.source,
        new.words,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row)
        .map_err(|error| match error.is_unique() {
            true => invalid("name", "leader-named-already"),
            false => error.into(),
        })?;
    let leader = store::find(tx, new.id)?;
    note(tx, act, "leader.name", &leader)?;
    Ok(new.id)
}

/// Something to be written down.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Which, made by the form.
    pub id: LeaderEventId,
    /// What.
    pub kind: String,
    /// On which day.
    pub held_on: Date,
    /// Until when an appointment lasts.
    pub until_on: Option<Date>,
    /// A document or filing number.
    pub number: String,
    /// In words.
    pub words: String,
}

/// What may be written down of somebody in a state, in the order of the form.
#[must_use]
pub fn kinds(state: &str) -> &'static [&'static str] {
    match state {
        "reserve" => &["nominated", "trained", "dropped"],
        "candidate" => &["filed", "trained", "dropped"],
        "filed" => &["appointed", "trained", "dropped"],
        "appointed" => &["reviewed", "trained", "removed"],
        _ => &[],
    }
}

/// Writes it down, and what follows from it.
///
/// # Errors
/// Outside the scope; a conflict when it may not happen now: a filing before every department has
/// answered, or against one that said no.
pub fn happen(tx: &mut Tx<'_>, act: &Act, id: LeaderId, new: &NewEvent) -> Result<(), Error> {
    store::find_scoped(tx, act.scope, id)?;
    let leader = store::hold(tx, id)?;
    let same: Option<(LeaderId,)> = tx.opt(sql!("sql/same_event.sql"), params![new.id])?;
    if same.is_some() {
        return Ok(());
    }
    if !kinds(&leader.state).contains(&new.kind.as_str()) {
        return Err(conflict("leader-not-now"));
    }
    if new.kind == "filed" {
        vetted(&store::vettings(tx, id)?)?;
    }
    if new.kind == "appointed" && new.until_on.is_none_or(|until| until <= new.held_on) {
        return Err(invalid("until_on", "leader-until-when"));
    }
    let row = params![
        new.id,
        id,
        new.kind,
        new.held_on,
        new.until_on,
        new.number,
        new.words,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_event.sql"), row)?;
    let state = match new.kind.as_str() {
        "nominated" => "candidate",
        "filed" => "filed",
        "appointed" => "appointed",
        "removed" | "dropped" => "ended",
        _ => leader.state.as_str(),
    };
    let until = new.until_on.filter(|_| new.kind == "appointed");
    tx.exec(sql!("sql/set_state.sql"), params![id, state, until])?;
    note(tx, act, "leader.change", &leader)?;
    tell(tx, act, &leader)
}

/// Whether every department has answered and none said no.
fn vetted(all: &[Vetting]) -> Result<(), Error> {
    if all.is_empty() {
        return Err(conflict("leader-nobody-asked"));
    }
    if all.iter().any(|one| one.verdict.is_none()) {
        return Err(conflict("leader-answers-missing"));
    }
    if all.iter().any(|one| one.verdict.as_deref() == Some("fail")) {
        return Err(conflict("leader-vetted-out"));
    }
    Ok(())
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &'static str,
    leader: &Leader,
) -> Result<(), Error> {
    let entry = Entry::new(act.clock.now(), action, "leader")
        .by(act.scope.person)
        .on(leader.id.0)
        .about(leader.person)
        .within(leader.path.as_str());
    Ok(audit::write(tx, &entry)?)
}

fn tell(tx: &mut Tx<'_>, act: &Act, leader: &Leader) -> Result<(), Error> {
    let actor: (i64,) = tx.one(sql!("sql/person_no.sql"), params![act.scope.person])?;
    let org = orgs::find(tx, leader.org)?;
    let record = Record {
        at: act.clock.now(),
        verb: &LEADER_CHANGED,
        actor_no: actor.0,
        org_no: org.no,
        object_kind: LEADER,
        object_id: leader.id.0,
        result: None,
        detail: None,
    };
    Ok(record::write(tx, &record)?)
}
