//! Seats: taken by a member or entered for one, given back, credited, and what came of it.

use jiff::civil::Date;
use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::ids::PersonId;
use platform::record::{self, Record};
use platform::{params, sql};

use super::change::about;
use super::{CREDITED, SESSION, Session, SessionId, UseId, store};
use org::Act;

/// Takes a seat for somebody. The caller has judged whether it is theirs to take. Taken twice it is
/// one seat.
///
/// # Errors
/// A conflict when none is left, the session has begun, or it was called off.
pub fn take(tx: &mut Tx<'_>, act: &Act, id: SessionId, person: PersonId) -> Result<(), Error> {
    let session = store::hold(tx, id)?;
    if store::has_seat(tx, id, person)? {
        return Ok(());
    }
    open(&session)?;
    let by_staff = person != act.scope.person;
    // Staff enter a list that came on paper after the day as well.
    if !by_staff && session.starts_at <= act.clock.now() {
        return Err(conflict("skill-begun"));
    }
    if session.taken >= session.seats {
        return Err(conflict("skill-full"));
    }
    let row = params![id, person, act.scope.person, act.clock.now()];
    if tx.exec(sql!("sql/take_again.sql"), row)? == 0 {
        tx.exec(sql!("sql/insert_seat.sql"), row)?;
    }
    about(tx, act, "skill.take_seat", &session)
}

/// Gives a seat back before the session begins.
///
/// # Errors
/// A conflict when it has begun, or there is no seat.
pub fn give_back(tx: &mut Tx<'_>, act: &Act, id: SessionId, person: PersonId) -> Result<(), Error> {
    let session = store::hold(tx, id)?;
    if person == act.scope.person && session.starts_at <= act.clock.now() {
        return Err(conflict("skill-begun"));
    }
    let row = params![id, person, act.clock.now()];
    if tx.exec(sql!("sql/return_seat.sql"), row)? == 0 {
        return Err(conflict("skill-no-seat"));
    }
    about(tx, act, "skill.return_seat", &session)
}

/// Credits the hours of a session to those who took part.
///
/// # Errors
/// Outside the scope; a conflict before it has begun, or when it was called off.
pub fn credit(tx: &mut Tx<'_>, act: &Act, id: SessionId, people: &[PersonId]) -> Result<(), Error> {
    store::session_scoped(tx, act.scope, id)?;
    let session = store::hold(tx, id)?;
    open(&session)?;
    if session.starts_at > act.clock.now() {
        return Err(conflict("skill-not-begun"));
    }
    let org = org::tree::store::find(tx, session.org)?;
    for person in people {
        let row = params![id, person, act.scope.person, act.clock.now()];
        if tx.exec(sql!("sql/credit.sql"), row)? == 0 {
            continue;
        }
        let actor: (i64,) = tx.one(sql!("sql/person_no.sql"), params![person])?;
        let record = Record {
            at: act.clock.now(),
            verb: &CREDITED,
            actor_no: actor.0,
            org_no: org.no,
            object_kind: SESSION,
            object_id: id.0,
            result: Some(session.hours * 60),
            detail: None,
        };
        record::write(tx, &record)?;
    }
    about(tx, act, "skill.credit", &session)
}

/// What came of a session, by whoever took part or for them.
#[derive(Clone, Debug)]
pub struct NewUse {
    /// Which, made by the form.
    pub id: UseId,
    /// Who used it.
    pub person: PersonId,
    /// When.
    pub used_on: Date,
    /// What came of it.
    pub words: String,
}

/// Writes down what came of it. The caller has judged whether it is theirs to write. Sent twice it
/// is written once.
///
/// # Errors
/// A conflict for somebody who had no seat, or before the session.
pub fn used(tx: &mut Tx<'_>, act: &Act, id: SessionId, new: &NewUse) -> Result<(), Error> {
    let session = store::hold(tx, id)?;
    open(&session)?;
    if !store::has_seat(tx, id, new.person)? {
        return Err(conflict("skill-no-seat"));
    }
    if new.used_on < session.starts_at.date() {
        return Err(conflict("skill-used-before"));
    }
    let same: Option<(SessionId,)> = tx.opt(sql!("sql/same_use.sql"), params![new.id])?;
    if same.is_some() {
        return Ok(());
    }
    let row = params![
        new.id,
        id,
        new.person,
        new.used_on,
        new.words,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_use.sql"), row)?;
    about(tx, act, "skill.use", &session)
}

fn open(session: &Session) -> Result<(), Error> {
    match session.off_words {
        Some(_) => Err(conflict("skill-called-off")),
        None => Ok(()),
    }
}
