//! Saying that one has lost touch, what was tried, and that somebody was found.

use jiff::civil::Date;
use org::Org;
use platform::db::{Tx, Value};
use platform::error::{Error, conflict, invalid, not_found};
use platform::ids::{PersonId, uuid_v7};
use platform::{params, sql, tally};

use super::{COUNT, LOST, LOST_FOUND, LOST_OPENED, Lost, LostId, store};
use crate::belonging::{self, Act};
use crate::member;
use crate::moving::{self, Doing};
use org::tree::store as orgs;

/// Says that one has lost touch with a member since a day, and what was tried. Nothing else changes.
///
/// # Errors
/// A conflict when they are looked for already or at home nowhere.
pub fn open(
    tx: &mut Tx<'_>,
    act: Act,
    person: PersonId,
    since: Date,
    tried: &str,
) -> Result<LostId, Error> {
    let by = act.by.ok_or_else(not_found)?;
    if since > act.now.date() {
        return Err(invalid("since_on", "error-day-ahead"));
    }
    member::store::hold(tx, person)?;
    if store::open_of(tx, person)?.is_some() {
        return Err(conflict("lost-open-already"));
    }
    let home = belonging::hold_home(tx, person)?.ok_or_else(|| conflict("floating-no-home"))?;
    let id = LostId(uuid_v7(act.now.0, platform::random::bytes()).into_bytes());
    tx.exec(
        sql!("sql/insert.sql"),
        params![id, person, home.id, home.path, since, by, act.now],
    )?;
    add_try(tx, act, by, id, (act.now.date(), tried))?;
    tally::add(tx, home.path.as_str(), COUNT, 1)?;
    moving::tell(tx, act.now, (&LOST_OPENED, person), (LOST, id.0), home.no)?;
    let thing = ("lost_contact", id.0);
    moving::note(
        tx,
        act,
        "lost.open",
        thing,
        home.path.as_str(),
        Some(person),
    )?;
    Ok(id)
}

/// Writes down what else was tried.
///
/// # Errors
/// Outside the scope; a conflict when they were found.
pub fn tried(tx: &mut Tx<'_>, doing: &Doing, id: LostId, tried: (Date, &str)) -> Result<(), Error> {
    store::find_scoped(tx, doing.scope, id)?;
    let lost = held_open(tx, id)?;
    add_try(tx, doing.act(), doing.by(), id, tried)?;
    noted(tx, doing.act(), "lost.try", &lost)
}

/// Somebody was found, or turned up.
///
/// # Errors
/// Outside the scope; a conflict when that is known already.
pub fn found(tx: &mut Tx<'_>, doing: &Doing, id: LostId, words: &str) -> Result<(), Error> {
    let seen = store::find_scoped(tx, doing.scope, id)?;
    member::store::hold(tx, seen.person)?;
    orgs::hold(tx, seen.org)?;
    let lost = held_open(tx, id)?;
    close(tx, doing.act(), &lost, (doing.scope.today, "found", words))?;
    let no = orgs::find(tx, lost.org)?.no;
    moving::tell(
        tx,
        doing.now(),
        (&LOST_FOUND, lost.person),
        (LOST, id.0),
        no,
    )
}

/// Somebody's home has moved: whoever looks for them is the new branch. Part of the move.
///
/// # Errors
/// The database's.
pub fn home_moved(tx: &mut Tx<'_>, person: PersonId, to: &Org, act: Act) -> Result<(), Error> {
    let Some(lost) = store::open_of(tx, person)? else {
        return Ok(());
    };
    tally::add(tx, &lost.path, COUNT, -1)?;
    tally::add(tx, to.path.as_str(), COUNT, 1)?;
    tx.exec(sql!("sql/move.sql"), params![lost.id, to.id, to.path])?;
    noted(tx, act, "lost.follow", &lost)
}

/// Somebody has left the roll: nobody of it looks for them any more. Part of the leaving.
///
/// # Errors
/// The database's.
pub fn left(tx: &mut Tx<'_>, person: PersonId, on: Date, act: Act) -> Result<(), Error> {
    match store::open_of(tx, person)? {
        Some(lost) => close(tx, act, &lost, (on, "left", "")),
        None => Ok(()),
    }
}

fn close(
    tx: &mut Tx<'_>,
    act: Act,
    lost: &Lost,
    (on, how, words): (Date, &str, &str),
) -> Result<(), Error> {
    tx.exec(sql!("sql/close.sql"), params![lost.id, on, how, words])?;
    tally::add(tx, &lost.path, COUNT, -1)?;
    noted(tx, act, "lost.close", lost)
}

fn held_open(tx: &mut Tx<'_>, id: LostId) -> Result<Lost, Error> {
    let lost = store::hold(tx, id)?;
    if lost.closed_on.is_some() {
        return Err(conflict("lost-closed"));
    }
    Ok(lost)
}

fn add_try(
    tx: &mut Tx<'_>,
    act: Act,
    by: PersonId,
    id: LostId,
    (on, words): (Date, &str),
) -> Result<(), Error> {
    let fresh = uuid_v7(act.now.0, platform::random::bytes()).into_bytes();
    tx.exec(
        sql!("sql/insert_try.sql"),
        params![Value::Id(fresh), id, on, words, by, act.now],
    )?;
    Ok(())
}

fn noted(tx: &mut Tx<'_>, act: Act, action: &'static str, lost: &Lost) -> Result<(), Error> {
    let thing = ("lost_contact", lost.id.0);
    moving::note(tx, act, action, thing, &lost.path, Some(lost.person))
}
