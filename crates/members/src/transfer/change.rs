//! What is done to a transfer: asked for, sent, answered, received, turned down, taken back.

use std::collections::BTreeSet;

use jiff::civil::Date;
use org::Org;
use org::tree::store as orgs;
use platform::crypto::Sealer;
use platform::db::{ToValue as _, Tx};
use platform::error::{Error, conflict, invalid, not_found};
use platform::ids::PersonId;
use platform::{params, sql};

use super::machine::{Event, State, Way, step};
use super::outside::PURPOSE;
use super::{RECEIVED, REFUSED, SENT, TRANSFER, Transfer, TransferId, store};
use crate::belonging::exit::{self, Leaving};
use crate::belonging::{self, Act};
use crate::floating::register::Place;
use crate::member;
use crate::moving::{self, Doing, days_after};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct NewTransfer {
    /// Its id, made by the form.
    pub id: TransferId,
    /// Why.
    pub reason: String,
    /// Up to which month dues are paid.
    pub dues_until: String,
    /// Whether it is typed in from paper.
    pub on_paper: bool,
}

/// Asks that a member's affiliation be moved: by the member (`member`) or for them (`sender`).
///
/// # Errors
/// A conflict when they are at home nowhere or on their way already; a field error for a receiver
/// that is their own branch.
pub fn propose(
    tx: &mut Tx<'_>,
    act: Act,
    (person, proposed_by): (PersonId, &str),
    new: &NewTransfer,
    to: &Place,
) -> Result<TransferId, Error> {
    let by = act.by.ok_or_else(not_found)?;
    if let Some(known) = store::entered(tx, new.id)? {
        return if known == by {
            Ok(new.id)
        } else {
            Err(not_found())
        };
    }
    member::store::hold(tx, person)?;
    let home = belonging::home_of(tx, person)?.ok_or_else(|| conflict("floating-no-home"))?;
    if store::open_of(tx, person)?.is_some() {
        return Err(conflict("transfer-open-already"));
    }
    let mut ids = BTreeSet::from([home]);
    if let Place::Ours(to) = to {
        ids.insert(*to);
    }
    let held = orgs::hold_all(tx, &ids)?;
    let home = held.get(&home).ok_or_else(not_found)?;
    let (way, to_org, to_words) = match to {
        Place::Nowhere => return Err(invalid("to", "error-required")),
        Place::Words(words) => (Way::Outward, None, words.as_str()),
        Place::Ours(id) if *id == home.id => {
            return Err(invalid("to", "member-belongs-there-already"));
        }
        Place::Ours(id) => (Way::Internal, held.get(id), ""),
    };
    let name = moving::name_of(tx, person)?;
    let row = params![
        new.id,
        way.code(),
        person,
        name,
        home.id,
        home.path,
        "",
        to_org.map(|org| org.id),
        to_org.map(|org| org.path.to_string()),
        to_words,
        new.reason,
        new.dues_until,
        proposed_by,
        by,
        new.on_paper,
        act.now,
        State::Proposed.code(),
        "",
        None::<Date>,
        None::<Date>
    ];
    insert(tx, row.to_vec())?;
    let one = store::find(tx, new.id)?;
    noted(tx, act, "affiliation.propose", &one)?;
    Ok(new.id)
}

fn insert(tx: &mut Tx<'_>, row: Vec<platform::db::Value>) -> Result<(), Error> {
    match tx
        .insert_many(&store::TRANSFERS, &[row])
        .map_err(Error::from)
    {
        // Another form was quicker.
        Err(error) if error.is_unique() => Err(conflict("transfer-open-already")),
        other => other.map(drop),
    }
}

/// A letter that came from outside.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The transfer.
    pub new: NewTransfer,
    /// Whose.
    pub name: String,
    /// The sender, in words.
    pub from: String,
    /// The letter's number.
    pub letter_no: String,
    /// Its day.
    pub letter_on: Date,
    /// Its last day.
    pub valid_until: Date,
}

/// Writes a letter down that came from outside, for an organisation within the scope.
///
/// # Errors
/// When the letter ends before it begins.
pub fn arrive(
    tx: &mut Tx<'_>,
    doing: &Doing,
    to: &Org,
    arrived: &Arrived,
) -> Result<TransferId, Error> {
    let new = &arrived.new;
    if let Some(known) = store::entered(tx, new.id)? {
        return if known == doing.by() {
            Ok(new.id)
        } else {
            Err(not_found())
        };
    }
    if arrived.valid_until < arrived.letter_on {
        return Err(invalid("valid_until", "transfer-valid-before"));
    }
    let to = orgs::hold(tx, to.id)?;
    let row = vec![
        new.id.to_value(),
        Way::Inward.code().to_value(),
        None::<PersonId>.to_value(),
        arrived.name.to_value(),
        None::<platform::ids::OrgId>.to_value(),
        None::<String>.to_value(),
        arrived.from.to_value(),
        to.id.to_value(),
        to.path.to_value(),
        "".to_value(),
        new.reason.to_value(),
        new.dues_until.to_value(),
        "receiver".to_value(),
        doing.by().to_value(),
        new.on_paper.to_value(),
        doing.now().to_value(),
        State::Sent.code().to_value(),
        arrived.letter_no.to_value(),
        arrived.letter_on.to_value(),
        arrived.valid_until.to_value(),
    ];
    insert(tx, row)?;
    let one = store::find(tx, new.id)?;
    noted(tx, doing.act(), "affiliation.arrive", &one)?;
    Ok(new.id)
}

/// A letter to be written.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its number; made up from the day when none is given.
    pub no: String,
    /// Its day.
    pub on: Date,
    /// How many days it holds.
    pub days: i64,
}

/// Writes the letter, or writes it anew when it has run out.
///
/// # Errors
/// Outside the scope; a conflict when it is not the sender's turn.
pub fn send(tx: &mut Tx<'_>, doing: &Doing, id: TransferId, letter: &Letter) -> Result<(), Error> {
    let seen = sender(tx, doing, id)?;
    let one = held(tx, seen.id)?;
    step(one.way(), one.state(), Event::Send).map_err(conflict)?;
    let until = days_after(letter.on, letter.days);
    if until < doing.scope.today {
        return Err(invalid("letter_on", "transfer-letter-expired"));
    }
    // The number is the national system's: without one the field stays empty, here as there.
    store::save_letter(tx, id, (&letter.no, letter.on, until))?;
    told(tx, doing.act(), &SENT, &one)?;
    noted(tx, doing.act(), "affiliation.send", &one)
}

/// What the receiver outside said: by its door (nobody of ours acts), or typed in by the sender.
///
/// # Errors
/// A conflict when it is not waited for.
pub fn answer(
    tx: &mut Tx<'_>,
    act: Act,
    id: TransferId,
    (yes, said_by, words): (bool, &str, &str),
) -> Result<(), Error> {
    let one = held(tx, id)?;
    let next = step(one.way(), one.state(), Event::Answer).map_err(conflict)?;
    platform::outside::close(tx, PURPOSE, id.0, act.now)?;
    if yes {
        tx.exec(
            sql!("sql/save_answer.sql"),
            params![id, next.code(), said_by, act.now],
        )?;
        return noted(tx, act, "affiliation.answer", &one);
    }
    tx.exec(
        sql!("sql/save_answer.sql"),
        params![id, one.state, said_by, act.now],
    )?;
    refused(tx, act, &one, words)
}

/// Takes somebody: their home moves here and now. The letter must still hold.
///
/// # Errors
/// Outside the scope; a conflict when the letter has run out or it is somebody else's turn; a field
/// error for a branch that takes no members.
pub fn receive(tx: &mut Tx<'_>, doing: &Doing, id: TransferId, branch: &Org) -> Result<(), Error> {
    let seen = store::find_scoped(tx, doing.scope, id)?;
    if !seen.receives {
        return Err(conflict("transfer-not-yours-to-receive"));
    }
    let one = held(tx, id)?;
    step(one.way(), one.state(), Event::Receive).map_err(conflict)?;
    if one.way() == Way::Outward {
        return Err(conflict("transfer-not-yours-to-receive"));
    }
    if one.valid_until.is_some_and(|day| day < doing.scope.today) {
        return Err(conflict("transfer-letter-expired"));
    }
    let path = one.to_path.as_deref().unwrap_or_default();
    if !branch.path.as_str().starts_with(path) {
        return Err(invalid("org", "transfer-branch-elsewhere"));
    }
    if !branch.kind.takes_members() {
        return Err(invalid("org", "member-org-takes-none"));
    }
    let today = doing.scope.today;
    match (one.way(), one.person) {
        (Way::Internal, Some(person)) => {
            // Before the move: what is open of somebody who moves is taken back.
            store::close(tx, id, State::Received, (today, ""))?;
            belonging::move_home(tx, person, branch, today, doing.act())?;
        }
        _ => {
            let person = entered_member(tx, &one, branch)?;
            tx.exec(sql!("sql/set_person.sql"), params![id, person])?;
            store::close(tx, id, State::Received, (today, ""))?;
        }
    }
    let one = store::find(tx, id)?;
    told(tx, doing.act(), &RECEIVED, &one)?;
    noted(tx, doing.act(), "affiliation.receive", &one)
}

/// Somebody from outside is entered on the roll first: until then their old branch answers for them.
fn entered_member(tx: &mut Tx<'_>, one: &Transfer, branch: &Org) -> Result<PersonId, Error> {
    let found: Vec<(PersonId,)> =
        tx.all(sql!("sql/entered_member.sql"), params![branch.id, one.name])?;
    match found.as_slice() {
        [(person,)] => Ok(*person),
        [] => Err(conflict("transfer-enter-first")),
        _ => Err(conflict("transfer-several-of-name")),
    }
}

/// Finishes a transfer that the receiver outside has taken: the member leaves the roll here.
///
/// # Errors
/// Outside the scope; a conflict when nobody outside has answered, or they hold a duty.
pub fn finish(
    tx: &mut Tx<'_>,
    doing: &Doing,
    sealer: &Sealer,
    id: TransferId,
) -> Result<(), Error> {
    let one = sender(tx, doing, id)?;
    let person = one.person.ok_or_else(not_found)?;
    if person == doing.by() {
        return Err(conflict("member-exit-not-oneself"));
    }
    let one = held(tx, id)?;
    if one.way() != Way::Outward {
        return Err(conflict("transfer-not-yours-to-receive"));
    }
    step(one.way(), one.state(), Event::Receive).map_err(conflict)?;
    let leaving = Leaving {
        kind: "transferred_out".to_owned(),
        on: doing.scope.today,
        reason: Some(one.to.clone()),
    };
    store::close(tx, id, State::Received, (doing.scope.today, ""))?;
    exit::leave(tx, sealer, person, &leaving, doing.act())?;
    told(tx, doing.act(), &RECEIVED, &one)?;
    noted(tx, doing.act(), "affiliation.receive", &one)
}

/// Says no, with a reason: the sender to a proposal, the receiver to a letter.
///
/// # Errors
/// Outside the scope; a conflict when it is not theirs to say.
pub fn refuse(tx: &mut Tx<'_>, doing: &Doing, id: TransferId, words: &str) -> Result<(), Error> {
    let seen = store::find_scoped(tx, doing.scope, id)?;
    let one = held(tx, id)?;
    let may = match one.state() {
        State::Proposed => seen.sends,
        _ => seen.receives,
    };
    if !may {
        return Err(conflict("transfer-not-yours-to-refuse"));
    }
    refused(tx, doing.act(), &one, words)
}

fn refused(tx: &mut Tx<'_>, act: Act, one: &Transfer, words: &str) -> Result<(), Error> {
    let next = step(one.way(), one.state(), Event::Refuse).map_err(conflict)?;
    store::close(tx, one.id, next, (act.now.date(), words))?;
    told(tx, act, &REFUSED, one)?;
    noted(tx, act, "affiliation.refuse", one)
}

/// Takes it back: the member while nobody has sent it, the sender until somebody has answered, the
/// receiver what it wrote down by mistake.
///
/// # Errors
/// Not found for a stranger; a conflict when it is too late.
pub fn withdraw(
    tx: &mut Tx<'_>,
    act: Act,
    id: TransferId,
    own: Option<PersonId>,
    doing: Option<&Doing>,
) -> Result<(), Error> {
    let sends = match (own, doing) {
        (Some(person), _) => {
            store::find_own(tx, person, id)?;
            false
        }
        (None, Some(doing)) => {
            let seen = store::find_scoped(tx, doing.scope, id)?;
            seen.sends || seen.transfer.way() == Way::Inward
        }
        (None, None) => return Err(not_found()),
    };
    let one = held(tx, id)?;
    if !sends && (own.is_none() || one.state() != State::Proposed) {
        return Err(conflict("transfer-sent-already"));
    }
    let next = step(one.way(), one.state(), Event::Withdraw).map_err(conflict)?;
    store::close(tx, id, next, (act.now.date(), ""))?;
    platform::outside::close(tx, PURPOSE, id.0, act.now)?;
    noted(tx, act, "affiliation.withdraw", &one)
}

/// Writes down the number and day a transfer had in the national system.
///
/// # Errors
/// Outside the scope.
pub fn national(
    tx: &mut Tx<'_>,
    doing: &Doing,
    id: TransferId,
    (no, on): (&str, Date),
) -> Result<(), Error> {
    let one = store::find_scoped(tx, doing.scope, id)?.transfer;
    tx.exec(sql!("sql/save_national.sql"), params![id, no, on])?;
    noted(tx, doing.act(), "affiliation.national", &one)
}

/// Somebody's home has moved otherwise, or they have left the roll: what was open is taken back.
/// Part of that.
///
/// # Errors
/// The database's.
pub fn overtaken(tx: &mut Tx<'_>, person: PersonId, on: Date, act: Act) -> Result<(), Error> {
    let Some(one) = store::open_of(tx, person)? else {
        return Ok(());
    };
    store::close(tx, one.id, State::Withdrawn, (on, ""))?;
    platform::outside::close(tx, PURPOSE, one.id.0, act.now)?;
    noted(tx, act, "affiliation.withdraw", &one)
}

/// A transfer whose sender is the reader's.
pub(super) fn sender(tx: &mut Tx<'_>, doing: &Doing, id: TransferId) -> Result<Transfer, Error> {
    let seen = store::find_scoped(tx, doing.scope, id)?;
    if !seen.sends {
        return Err(conflict("transfer-not-yours-to-send"));
    }
    Ok(seen.transfer)
}

/// The transfer with its member's row held first, as everywhere.
fn held(tx: &mut Tx<'_>, id: TransferId) -> Result<Transfer, Error> {
    if let Some(person) = store::find(tx, id)?.person {
        member::store::hold(tx, person)?;
    }
    store::hold(tx, id)
}

fn told(
    tx: &mut Tx<'_>,
    act: Act,
    verb: &'static platform::record::Verb,
    one: &Transfer,
) -> Result<(), Error> {
    let (Some(person), Some(org)) = (one.person, one.from_org.or(one.to_org)) else {
        return Ok(());
    };
    let no = orgs::find(tx, org)?.no;
    moving::tell(tx, act.now, (verb, person), (TRANSFER, one.id.0), no)
}

pub(super) fn noted(
    tx: &mut Tx<'_>,
    act: Act,
    action: &'static str,
    one: &Transfer,
) -> Result<(), Error> {
    let path = one.from_path.as_deref().or(one.to_path.as_deref());
    let thing = ("transfer", one.id.0);
    moving::note(tx, act, action, thing, path.unwrap_or(""), one.person)
}
