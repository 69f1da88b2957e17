//! What the sides say to a stay: yes, no, or that it was a mistake.

use org::tree::store as orgs;
use platform::db::Tx;
use platform::error::{Error, conflict, not_found};
use platform::ids::PersonId;
use platform::{params, sql};

use super::machine::{Event, Side, State};
use super::register::{Place, fit};
use super::{Floating, FloatingId, end, store};
use crate::belonging::Act;
use crate::member;
use crate::moving::{self, Doing};

/// What a side says.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For which side.
    pub side: Side,
    /// Yes or no.
    pub yes: bool,
    /// Who says so, for the file: a name, and the unit when it stands outside.
    pub said_by: String,
    /// What else was said; why, when it is no.
    pub words: String,
}

/// Says yes or no for a side that is the reader's, or writes down what one outside answered.
///
/// # Errors
/// Outside the scope; a conflict when it is said already or the stay is closed.
pub fn answer(tx: &mut Tx<'_>, doing: &Doing, id: FloatingId, given: &Answer) -> Result<(), Error> {
    let seen = store::find_scoped(tx, doing.scope, id)?;
    if !seen.speaks_for(given.side) {
        return Err(conflict("floating-not-your-turn"));
    }
    say(tx, doing.act(), id, given)
}

/// Says yes or no; the caller has judged by what right.
///
/// # Errors
/// As [`answer`].
pub fn say(tx: &mut Tx<'_>, act: Act, id: FloatingId, given: &Answer) -> Result<(), Error> {
    let mut one = held(tx, id)?;
    let event = match given.yes {
        true => Event::Confirm(given.side),
        false => Event::Refuse(given.side),
    };
    let next = one.stay().step(event).map_err(conflict)?;
    one.state = next.state.code().to_owned();
    if !given.yes {
        let on = act.now.date();
        store::close(tx, id, &one.state, (on, "refused", &given.words))?;
        return noted(tx, act, "stay.refuse", &one);
    }
    let (said, by) = match given.side {
        Side::Home => (&mut one.home_said, &mut one.home_said_by),
        _ => (&mut one.host_said, &mut one.host_said_by),
    };
    *said = Some(act.now);
    given.said_by.clone_into(by);
    store::save_said(tx, &one)?;
    noted(tx, act, "stay.confirm", &one)?;
    match next.state {
        State::Active => end::begin(tx, act, one),
        _ => Ok(()),
    }
}

/// Writes down which branch takes somebody in who registered without one, or named it wrongly. Only
/// the home side, and only before the host has said anything.
///
/// # Errors
/// Outside the scope; a conflict when the host has answered.
pub fn name_host(
    tx: &mut Tx<'_>,
    doing: &Doing,
    id: FloatingId,
    host: &Place,
) -> Result<(), Error> {
    let seen = store::find_scoped(tx, doing.scope, id)?;
    if !seen.at_home {
        return Err(conflict("floating-not-your-turn"));
    }
    let one = held(tx, id)?;
    if one.state() != State::Waiting || one.host_said.is_some() {
        return Err(conflict("floating-said-already"));
    }
    let home = orgs::find(tx, one.home_org.ok_or_else(not_found)?)?;
    let row = match host {
        Place::Nowhere => params![id, None::<platform::ids::OrgId>, None::<String>, ""].to_vec(),
        Place::Words(words) => {
            params![id, None::<platform::ids::OrgId>, None::<String>, words].to_vec()
        }
        Place::Ours(org) => {
            let org = orgs::hold(tx, *org)?;
            fit(&org, &home)?;
            params![id, Some(org.id), Some(org.path.to_string()), ""].to_vec()
        }
    };
    tx.exec(sql!("sql/set_host.sql"), &row)?;
    platform::outside::close(tx, super::outside::PURPOSE, id.0, doing.now())?;
    noted(tx, doing.act(), "stay.name_host", &one)
}

/// Takes a registration back before it holds: the member their own, staff what their side entered.
///
/// # Errors
/// Not found for a stranger; a conflict when it holds already.
pub fn withdraw(
    tx: &mut Tx<'_>,
    act: Act,
    id: FloatingId,
    own: Option<PersonId>,
    doing: Option<&Doing>,
) -> Result<(), Error> {
    match (own, doing) {
        (Some(person), _) => drop(store::find_own(tx, person, id)?),
        (None, Some(doing)) => drop(store::find_scoped(tx, doing.scope, id)?),
        (None, None) => return Err(not_found()),
    }
    let one = held(tx, id)?;
    let next = one.stay().step(Event::Withdraw).map_err(conflict)?;
    let on = act.now.date();
    store::close(tx, id, next.state.code(), (on, "withdrawn", ""))?;
    platform::outside::close(tx, super::outside::PURPOSE, id.0, act.now)?;
    noted(tx, act, "stay.withdraw", &one)
}

/// The stay with its member's row held first, as everywhere.
pub(super) fn held(tx: &mut Tx<'_>, id: FloatingId) -> Result<Floating, Error> {
    let person = store::find(tx, id)?.person;
    if let Some(person) = person {
        member::store::hold(tx, person)?;
    }
    store::hold(tx, id)
}

pub(super) fn noted(
    tx: &mut Tx<'_>,
    act: Act,
    action: &'static str,
    one: &Floating,
) -> Result<(), Error> {
    let path = one.home_path.as_deref().or(one.host_path.as_deref());
    let thing = ("floating", one.id.0);
    moving::note(tx, act, action, thing, path.unwrap_or(""), one.person)
}
