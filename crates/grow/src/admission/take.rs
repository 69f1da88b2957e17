//! A step is written down: by the branch, by the superior, or by the assembly's vote.

use platform::audit;
use platform::crypto::Sealer;
use platform::db::{Tx, Value};
use platform::error::{Error, Message, conflict, not_found};
use platform::ids::PersonId;
use platform::record::{self, Record};
use platform::{params, sql};

use super::begin::entry;
use super::machine::{Block, Event};
use super::rules::Limits;
use super::step::{Who, step};
use super::{APPLICANT, Applicant, ApplicantId, Facts, STEP_DONE, WrittenId, roll, store};
use org::Act;

/// A step to be written down.
#[derive(Clone, Debug)]
pub struct Take {
    /// Which, made by the form: sent twice it is written once.
    pub id: WrittenId,
    /// What was done and what came of it.
    pub event: Event,
    /// Further facts by field.
    pub facts: Facts,
    /// In words.
    pub words: String,
    /// Mentors or introducers.
    pub helpers: Vec<PersonId>,
    /// The meeting that voted, when it was held in the system.
    pub meeting: Option<[u8; 16]>,
}

/// Writes down a step of the branch, or of the assembly from paper.
///
/// # Errors
/// Outside the scope; a conflict when it is somebody else's step or something blocks it.
pub fn below(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ApplicantId,
    take: &Take,
    limits: &Limits,
) -> Result<(), Error> {
    let applicant = store::find_scoped(tx, act.scope, id)?;
    let table = step(take.event.step).ok_or_else(not_found)?;
    if !table.who.is_below() {
        return Err(conflict("admission-superiors-step"));
    }
    if is_written(tx, &applicant, take)? {
        return Ok(());
    }
    write(tx, act, &applicant, take, limits)
}

/// Writes down a step of the superior, or of the department above it.
///
/// # Errors
/// Outside the scope; a conflict when it is the branch's step, the person does not act at a
/// committee above the branch, or something blocks it.
pub fn above(
    tx: &mut Tx<'_>,
    act: &Act,
    sealer: &Sealer,
    id: ApplicantId,
    take: &Take,
    limits: &Limits,
) -> Result<(), Error> {
    let applicant = store::find_scoped(tx, act.scope, id)?;
    let table = step(take.event.step).ok_or_else(not_found)?;
    may_above(tx, act, &applicant, table.who)?;
    if is_written(tx, &applicant, take)? {
        return Ok(());
    }
    write(tx, act, &applicant, take, limits)?;
    roll::follow(tx, act, sealer, id, take, limits)
}

/// Whether somebody may act for the superior of an applicant's branch.
///
/// # Errors
/// A conflict that says who acts.
pub fn may_above(tx: &mut Tx<'_>, act: &Act, applicant: &Applicant, who: Who) -> Result<(), Error> {
    if who.is_below() {
        return Err(conflict("admission-branchs-step"));
    }
    let county = who == Who::County;
    if store::is_above(tx, act.scope, applicant.org, county)? {
        return Ok(());
    }
    Err(conflict(match county {
        true => "admission-countys-step",
        false => "admission-superiors-step",
    }))
}

fn is_written(tx: &mut Tx<'_>, of: &Applicant, take: &Take) -> Result<bool, Error> {
    let same: Option<(ApplicantId, u8)> = tx.opt(sql!("sql/same_step.sql"), params![take.id])?;
    match same {
        None => Ok(false),
        Some((id, no)) if id == of.id && no == take.event.step => Ok(true),
        Some(_) => Err(not_found()),
    }
}

/// Writes down a step of an applicant who was found, if nothing blocks it.
///
/// # Errors
/// A conflict that names the first block.
pub(super) fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    of: &Applicant,
    take: &Take,
    limits: &Limits,
) -> Result<(), Error> {
    let of = &store::hold(tx, of.id)?;
    let mut case = store::case(tx, of)?;
    if let Some(block) = case.blocks(&take.event, limits).first() {
        return Err(blocked(*block));
    }
    let seq = i64::try_from(case.events.len()).unwrap_or(i64::MAX - 1) + 1;
    let (event, now) = (&take.event, act.clock.now());
    let facts = serde_json::Value::Object(take.facts.clone()).to_string();
    tx.exec(
        sql!("sql/insert_step.sql"),
        params![
            take.id,
            of.id,
            seq,
            i64::from(event.step),
            event.outcome.code(),
            event.on,
            event.until,
            facts,
            take.words,
            take.meeting
                .map_or(Value::Null(platform::db::Kind::Id), Value::Id),
            of.org,
            act.scope.person,
            now
        ],
    )?;
    let role = if event.step == 5 {
        "mentor"
    } else {
        "introducer"
    };
    for person in &take.helpers {
        tx.exec(
            sql!("sql/insert_helper.sql"),
            params![of.id, role, seq, person],
        )?;
    }
    case.events.push(*event);
    let at = case.standing(limits);
    store::stand(tx, of, &at, store::state_of(&at), limits)?;
    let detail = serde_json::json!({ "step": event.step, "outcome": event.outcome.code() });
    audit::write(tx, &entry(now, act, "applicant.step", of).with(detail))?;
    tell(tx, act, of, event)
}

/// What is said of a block.
#[must_use]
pub fn blocked(block: Block) -> Error {
    Error::Conflict(Message::new(block.key()))
}

fn tell(tx: &mut Tx<'_>, act: &Act, of: &Applicant, event: &Event) -> Result<(), Error> {
    let actor: (i64,) = tx.one(sql!("sql/person_no.sql"), params![act.scope.person])?;
    let org = org::tree::store::find(tx, of.org)?;
    let record = Record {
        at: act.clock.now(),
        verb: &STEP_DONE,
        actor_no: actor.0,
        org_no: org.no,
        object_kind: APPLICANT,
        object_id: of.id.0,
        result: Some(i64::from(event.step)),
        detail: None,
    };
    Ok(record::write(tx, &record)?)
}
