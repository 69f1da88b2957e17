//! What holds while a stay holds, and its end: the belonging at the host, the counts, and what
//! follows when somebody moves home, leaves the roll, or is let go by the host.

use std::collections::BTreeSet;

use jiff::civil::Date;
use org::Org;
use org::tree::store as orgs;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::PersonId;
use platform::{params, sql, tally};

use super::answer::{held, noted};
use super::machine::{Event, State};
use super::{CONFIRMED, ENDED, FLOATING, Floating, FloatingId, IN, OUT, store};
use crate::belonging::{self, Act, BelongingId, BelongingKind, tallies};
use crate::member;
use crate::moving;

/// Lets a stay hold that everybody has confirmed: a belonging at the host, which gives no vote
/// there, and the counts. The caller holds the member and the stay.
///
/// # Errors
/// When the host takes no members any more.
pub(super) fn begin(tx: &mut Tx<'_>, act: Act, mut one: Floating) -> Result<(), Error> {
    hold_sides(tx, &one)?;
    let mut one = {
        let fresh = store::find(tx, one.id)?;
        one.home_path = fresh.home_path;
        one.host_path = fresh.host_path;
        one
    };
    if let (Some(person), Some(host)) = (one.person, one.host_org) {
        let open = belonging::of_person(tx, person)?;
        let there = open
            .iter()
            .any(|place| place.until_on.is_none() && place.org == host);
        if !there {
            let from = one.from_on.min(act.now.date());
            let org = orgs::find(tx, host)?;
            let taken = belonging::join(tx, person, &org, BelongingKind::Floating, from, act);
            taken.map_err(host_field)?;
        }
        let places = belonging::of_person(tx, person)?;
        let place = places.iter().find(|place| {
            place.until_on.is_none()
                && place.org == host
                && place.kind == BelongingKind::Floating.code()
        });
        one.belonging = place.map(|place| place.id);
        store::save_said(tx, &one)?;
    }
    count(tx, &one, 1)?;
    if let Some(person) = one.person {
        set_away(tx, person, one.home_path.as_deref(), true, act)?;
        if let Some(home) = one.home_org {
            let no = orgs::find(tx, home)?.no;
            moving::tell(tx, act.now, (&CONFIRMED, person), (FLOATING, one.id.0), no)?;
        }
    }
    platform::outside::close(tx, super::outside::PURPOSE, one.id.0, act.now)?;
    Ok(())
}

/// How a stay is said to have ended.
#[derive(Clone, Debug)]
pub struct Ending {
    /// The first day after it.
    pub on: Date,
    /// A code of [`super::ENDS`].
    pub how: String,
    /// What else was said.
    pub words: String,
}

/// Ends a stay that holds; the caller has judged by what right.
///
/// # Errors
/// A conflict when it does not hold; a field error for a day before it began.
pub fn end(tx: &mut Tx<'_>, act: Act, id: FloatingId, ending: &Ending) -> Result<(), Error> {
    let one = held(tx, id)?;
    let next = one.stay().step(Event::End).map_err(conflict)?;
    if ending.on > act.now.date() {
        return Err(invalid("on", "error-day-ahead"));
    }
    if ending.on < one.from_on {
        return Err(invalid("on", "floating-end-before"));
    }
    hold_sides(tx, &one)?;
    let one = store::find(tx, id)?;
    let said = (ending.on, ending.how.as_str(), ending.words.as_str());
    store::close(tx, id, next.state.code(), said)?;
    count(tx, &one, -1)?;
    let Some(person) = one.person else {
        return noted(tx, act, "stay.end", &one);
    };
    if let Some(place) = one.belonging {
        let places = belonging::of_person(tx, person)?;
        let open = places
            .iter()
            .find(|row| row.id == place && row.until_on.is_none());
        if let Some(row) = open {
            belonging::leave(tx, place, ending.on.max(row.from_on), act)?;
        }
    }
    set_away(tx, person, one.home_path.as_deref(), false, act)?;
    if let Some(home) = one.home_org {
        let no = orgs::find(tx, home)?.no;
        moving::tell(tx, act.now, (&ENDED, person), (FLOATING, id.0), no)?;
    }
    noted(tx, act, "stay.end", &one)
}

/// A member's home has moved: the stay follows, and ends when they are at home now where they
/// stayed. Part of the move, which holds the member and both organisations.
///
/// # Errors
/// The database's.
pub fn home_moved(tx: &mut Tx<'_>, person: PersonId, to: &Org, act: Act) -> Result<(), Error> {
    let Some(mut one) = store::open_of(tx, person)? else {
        return Ok(());
    };
    let holds = one.state() == State::Active;
    if one.host_org == Some(to.id) {
        let (state, how) = match holds {
            true => (State::Ended, "transferred"),
            false => (State::Withdrawn, "withdrawn"),
        };
        store::close(tx, one.id, state.code(), (act.now.date(), how, ""))?;
        if holds {
            count(tx, &one, -1)?;
            set_away(tx, person, Some(to.path.as_str()), false, act)?;
        }
        return noted(tx, act, "stay.end", &one);
    }
    if holds && let Some(path) = &one.home_path {
        tally::add(tx, path, OUT, -1)?;
        tally::add(tx, to.path.as_str(), OUT, 1)?;
    }
    tx.exec(sql!("sql/move_home.sql"), params![one.id, to.id, to.path])?;
    one.home_path = Some(to.path.to_string());
    noted(tx, act, "stay.follow", &one)
}

/// The host has let somebody go by ending the belonging itself. Part of that, which holds the member
/// and the host.
///
/// # Errors
/// The database's.
pub fn let_go(
    tx: &mut Tx<'_>,
    person: PersonId,
    belonging: BelongingId,
    on: Date,
    act: Act,
) -> Result<(), Error> {
    let Some(one) = store::of_belonging(tx, person, belonging)? else {
        return Ok(());
    };
    count(tx, &one, -1)?;
    let on = on.max(one.from_on);
    store::close(tx, one.id, State::Ended.code(), (on, "moved_on", ""))?;
    set_away(tx, person, one.home_path.as_deref(), false, act)?;
    noted(tx, act, "stay.end", &one)
}

/// Somebody has left the roll: what was open of their stay is over. Part of the leaving, which holds
/// the member and their places, and ends the belongings itself.
///
/// # Errors
/// The database's.
pub fn left(tx: &mut Tx<'_>, person: PersonId, on: Date, act: Act) -> Result<(), Error> {
    let Some(one) = store::open_of(tx, person)? else {
        return Ok(());
    };
    let (state, how) = match one.state() {
        State::Active => (State::Ended, "left"),
        _ => (State::Withdrawn, "withdrawn"),
    };
    if one.state() == State::Active {
        count(tx, &one, -1)?;
    }
    store::close(tx, one.id, state.code(), (on, how, ""))?;
    platform::outside::close(tx, super::outside::PURPOSE, one.id.0, act.now)?;
    noted(tx, act, "stay.end", &one)
}

/// An exit was a mistake: the stay it ended holds again.
///
/// # Errors
/// The database's.
pub fn back(tx: &mut Tx<'_>, person: PersonId, left_on: Date) -> Result<(), Error> {
    if store::open_of(tx, person)?.is_some() {
        return Ok(());
    }
    let found: Option<(FloatingId,)> =
        tx.opt(sql!("sql/left_open.sql"), params![person, left_on])?;
    if let Some((id,)) = found {
        tx.exec(sql!("sql/reopen.sql"), params![id])?;
        let one = store::find(tx, id)?;
        count(tx, &one, 1)?;
    }
    Ok(())
}

/// Holds the organisations of both sides, whose counts are about to change.
fn hold_sides(tx: &mut Tx<'_>, one: &Floating) -> Result<(), Error> {
    let ids: BTreeSet<_> = one.home_org.into_iter().chain(one.host_org).collect();
    orgs::hold_all(tx, &ids).map(drop)
}

fn count(tx: &mut Tx<'_>, one: &Floating, by: i64) -> Result<(), Error> {
    if let Some(path) = &one.home_path {
        tally::add(tx, path, OUT, by)?;
    }
    if let Some(path) = &one.host_path {
        tally::add(tx, path, IN, by)?;
    }
    Ok(())
}

/// Whether the roll says that somebody lives elsewhere follows from their stay.
fn set_away(
    tx: &mut Tx<'_>,
    person: PersonId,
    home: Option<&str>,
    away: bool,
    act: Act,
) -> Result<(), Error> {
    let before = member::store::find(tx, person)?.plain().clone();
    if before.details.is_floating == away {
        return Ok(());
    }
    let mut after = before.clone();
    after.details.is_floating = away;
    tx.exec(sql!("sql/set_floating.sql"), params![person, away, act.now])?;
    match home {
        Some(path) => tallies::changed(tx, path, &before, &after),
        None => Ok(()),
    }
}

/// What belongings call `org` is the host of this form.
fn host_field(error: Error) -> Error {
    match error {
        Error::Invalid(mut fields) => {
            for field in &mut fields {
                "host".clone_into(&mut field.field);
            }
            Error::Invalid(fields)
        }
        other => other,
    }
}
