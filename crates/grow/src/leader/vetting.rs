//! Joint vetting (资格联审): a department is asked one question, inside by its organisation or outside by
//! a link, and sees neither the others' nor what they said.

use jiff::ToSpan as _;
use jiff::civil::Date;
use platform::audit::{self, Entry};
use platform::clock::{Clock, Millis};
use platform::crypto::Sealer;
use platform::db::{Tx, Value};
use platform::error::{Error, conflict, invalid, not_found};
use platform::ids::{OrgId, PersonId};
use platform::outside::{self, NewDoor};
use platform::{params, sql};

use super::change::note;
use super::{LeaderId, VERDICTS, Vetting, VettingId, store};
use org::Act;

/// What a door of this room is for.
pub const PURPOSE: &str = "vetting.answer";

/// A question to be put.
#[derive(Clone, Debug)]
pub struct NewVetting {
    /// Which, made by the form.
    pub id: VettingId,
    /// The department, in words.
    pub department: String,
    /// What it is asked.
    pub question: String,
    /// Its organisation; outside, by a link, without one.
    pub org: Option<OrgId>,
    /// By when.
    pub due_on: Date,
}

/// Puts a question. The secret of its link, when it is answered outside.
///
/// # Errors
/// Outside the scope; when nobody is vetted any more; a day that has passed.
pub fn ask(
    tx: &mut Tx<'_>,
    act: &Act,
    id: LeaderId,
    new: &NewVetting,
    door_days: i64,
) -> Result<Option<String>, Error> {
    store::find_scoped(tx, act.scope, id)?;
    let leader = store::hold(tx, id)?;
    if !matches!(leader.state.as_str(), "reserve" | "candidate") {
        return Err(conflict("leader-not-vetted-now"));
    }
    if new.due_on < act.scope.today {
        return Err(invalid("due_on", "leader-due-past"));
    }
    let row = params![
        new.id,
        id,
        new.department,
        new.question,
        new.org,
        new.due_on,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_vetting.sql"), row)?;
    note(tx, act, "leader.ask", &leader)?;
    match new.org {
        Some(_) => Ok(None),
        None => Ok(Some(door(tx, act, new.id, &new.department, door_days)?)),
    }
}

/// Makes a fresh link for a question that is answered outside; the one before opens nothing more.
///
/// # Errors
/// Outside the scope; a conflict when it was answered, or is answered inside.
pub fn link(
    tx: &mut Tx<'_>,
    act: &Act,
    id: VettingId,
    door_days: i64,
) -> Result<(LeaderId, String), Error> {
    let found = store::vetting(tx, id)?;
    let leader = store::find_scoped(tx, act.scope, found.leader)?;
    if found.verdict.is_some() {
        return Err(conflict("leader-answered-already"));
    }
    if found.org.is_some() {
        return Err(conflict("leader-answered-inside"));
    }
    note(tx, act, "leader.link", &leader)?;
    let secret = door(tx, act, id, &found.department, door_days)?;
    Ok((leader.id, secret))
}

fn door(
    tx: &mut Tx<'_>,
    act: &Act,
    id: VettingId,
    department: &str,
    days: i64,
) -> Result<String, Error> {
    let now = act.clock.now();
    let until = now
        .date()
        .checked_add((days + 1).days())
        .unwrap_or(now.date());
    let new = NewDoor {
        purpose: PURPOSE,
        subject: id.0,
        given_to: department.to_owned(),
        issued_by: act.scope.person,
        expires_at: Millis::start_of(until),
    };
    Ok(outside::make(tx, &new, now)?)
}

/// An answer.
#[derive(Clone)]
pub struct Answered {
    /// One of [`VERDICTS`].
    pub verdict: String,
    /// What is said, sealed in the row.
    pub words: String,
}

impl Answered {
    /// What was typed.
    ///
    /// # Errors
    /// Every field that is wrong: a no and a remark need words.
    pub fn read(form: &platform::web::Form) -> Result<Self, Error> {
        let mut wrong = Vec::new();
        let verdict = form.value("verdict").to_owned();
        if !VERDICTS.contains(&verdict.as_str()) {
            platform::web::field::kept::<()>(
                Err(invalid("verdict", "error-required")),
                &mut wrong,
            )?;
        }
        let words = match verdict.as_str() {
            "pass" => platform::web::field::maybe_words(form, "words", platform::web::field::WORDS),
            _ => platform::web::field::words(form, "words", platform::web::field::WORDS),
        };
        let words = platform::web::field::kept(words, &mut wrong)?;
        match words {
            Some(words) if wrong.is_empty() => Ok(Self { verdict, words }),
            _ => Err(Error::Invalid(wrong)),
        }
    }
}

/// Answers inside, for one's own organisation.
///
/// # Errors
/// Outside the scope; a conflict when it was answered already, or one would vet oneself.
pub fn answer(
    tx: &mut Tx<'_>,
    act: &Act,
    sealer: &Sealer,
    id: VettingId,
    said: &Answered,
) -> Result<(), Error> {
    let found = store::vetting_mine(tx, act.scope, id)?;
    let leader = store::find(tx, found.leader)?;
    if leader.person == act.scope.person {
        return Err(conflict("leader-not-oneself"));
    }
    write(
        tx,
        sealer,
        &found,
        said,
        (Some(act.scope.person), None),
        act.clock.now(),
    )?;
    note(tx, act, "leader.answer", &leader)
}

/// Answers outside, through a door.
///
/// # Errors
/// [`Error::NotFound`] when the link opens nothing (any more).
pub fn answer_outside(
    tx: &mut Tx<'_>,
    clock: &Clock,
    sealer: &Sealer,
    secret: &str,
    said: &Answered,
) -> Result<(), Error> {
    let now = clock.now();
    let door = outside::find(tx, PURPOSE, secret, now)?.ok_or_else(not_found)?;
    let found = store::vetting(tx, VettingId(door.subject))?;
    if !outside::use_up(tx, door.id, now)? {
        return Err(not_found());
    }
    write(
        tx,
        sealer,
        &found,
        said,
        (None, Some(door.given_to.clone())),
        now,
    )?;
    let leader = store::find(tx, found.leader)?;
    let entry = Entry::new(now, "leader.answer", "leader")
        .on(leader.id.0)
        .about(leader.person)
        .within(leader.path.as_str());
    Ok(audit::write(tx, &entry)?)
}

fn write(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    of: &Vetting,
    said: &Answered,
    (by, stated): (Option<PersonId>, Option<String>),
    now: Millis,
) -> Result<(), Error> {
    let words = Some(said.words.as_str()).filter(|words| !words.is_empty());
    let sealed = words
        .map(|words| sealer.seal_text(super::TABLE, "comment", of.id.0, words))
        .transpose()?;
    let sealed = sealed.map_or(Value::Null(platform::db::Kind::Bytes), Value::Bytes);
    let row = params![of.id, said.verdict, sealed, by, stated, now];
    if tx.exec(sql!("sql/answer.sql"), row)? == 0 {
        return Err(conflict("leader-answered-already"));
    }
    Ok(())
}
