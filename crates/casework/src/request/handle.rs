//! What staff do with a request: be in touch, hand over, accept, rule, answer, and write down what
//! the resident says of it. Each keeps the rates of the units right.

use jiff::civil::Date;
use org::Org;
use org::tree::store as orgs;
use platform::clock::{DAY_MS, Millis};
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::{OrgId, PersonId};
use platform::{outside, params, sql};

use super::rules::{HOUR_MS, Rules};
use super::{ACT, Category, counts, exclusion, order, store};
use crate::evidence::{self, Taken};
use crate::matter::change::{self, Note, Said};
use crate::matter::hand_over;
use crate::matter::machine::{State, Step};
use crate::matter::{Kind, Matter, MatterId, holder, store as matters};
use org::Act;

/// Somebody was in touch, and says so where the resident reads it.
///
/// # Errors
/// Outside the scope; a conflict when the request is not open.
pub fn contact(tx: &mut Tx<'_>, act: &Act, id: MatterId, words: &str) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    if !matter.machine().is_open() {
        return Err(platform::error::conflict("matter-not-now"));
    }
    let by = Some(act.scope.person);
    counts::around(tx, id, |tx| {
        responded(tx, id, act.now())?;
        change::note(tx, id, &Note::new("contacted", by, words), act.now())
    })?;
    change::audited(tx, "request.contact", id, by, &matter.path, act.now())
}

fn responded(tx: &mut Tx<'_>, id: MatterId, now: Millis) -> Result<(), Error> {
    tx.exec(sql!("sql/responded.sql"), params![id, now])?;
    Ok(())
}

/// Hands a request to another organisation, which has it when it accepts; the third time it goes
/// to a ruling.
///
/// # Errors
/// Outside the scope; when there is no such organisation; a conflict when it cannot be now.
pub fn offer(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (unit, reason): (&str, &str),
    rules: &Rules,
) -> Result<State, Error> {
    let seen = matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let to = change::named(tx, &seen.path, unit)?;
    holder::first(tx, &to, ACT, act.scope.today)
        .map_err(|_| invalid("unit", "matter-nobody-there"))?;
    let matter = matters::hold(tx, id, &[])?;
    hand_over::offer(tx, act, &matter, (&to, reason), &rules.terms)
}

/// Accepts a request that is offered.
///
/// # Errors
/// Outside the scope; a conflict when it is not offered any more.
pub fn accept(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    person: PersonId,
    rules: &Rules,
) -> Result<(), Error> {
    let (org, matter) = offered(tx, act, id)?;
    counts::around(tx, id, |tx| {
        hand_over::accept(tx, act, &matter, (&org, person), &rules.terms)
    })?;
    Ok(())
}

/// The organisation a matter is offered to and the matter, both held.
fn offered(tx: &mut Tx<'_>, act: &Act, id: MatterId) -> Result<(Org, Matter), Error> {
    let seen = matters::find_offered(tx, act.scope, Kind::Request, id)?;
    let to = seen.offered_org.ok_or_else(platform::error::not_found)?;
    let matter = matters::hold(tx, id, &[to])?;
    if matter.offered_org != Some(to) {
        return Err(platform::error::conflict("matter-not-now"));
    }
    Ok((orgs::find(tx, to)?, matter))
}

/// Does not take a request that is offered.
///
/// # Errors
/// Outside the scope; a conflict when it is not offered any more.
pub fn refuse(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    reason: &str,
    rules: &Rules,
) -> Result<(), Error> {
    let (org, matter) = offered(tx, act, id)?;
    hand_over::refuse(tx, act, &matter, (org.id, reason), &rules.terms)
}

/// Keeps a request after all.
///
/// # Errors
/// Outside the scope; a conflict when it is not offered any more.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, id: MatterId, rules: &Rules) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    hand_over::withdraw(tx, act, &matter, &rules.terms)
}

/// Rules whose a request is: an organisation at or below the one that rules.
///
/// # Errors
/// Outside the scope; when there is no such organisation below; a conflict when no ruling is
/// asked for.
pub fn rule(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (unit, reason): (&str, &str),
    rules: &Rules,
) -> Result<(), Error> {
    let seen = matters::find_ruling(tx, act.scope, Kind::Request, id)?;
    let common = seen.ruling_org.ok_or_else(platform::error::not_found)?;
    let common = orgs::find(tx, common)?;
    let to = change::named(tx, &seen.path, unit)?;
    if !common.path.holds(&to.path) {
        return Err(invalid("unit", "matter-ruling-below"));
    }
    let matter = matters::hold(tx, id, &[to.id])?;
    let to = orgs::find(tx, to.id)?;
    counts::around(tx, id, |tx| {
        hand_over::rule(tx, act, &matter, (&to, reason), &rules.terms)
    })
}

/// Another person of the owner's organisation answers for it.
///
/// # Errors
/// Outside the scope; when the person has no such duty there.
pub fn assign(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    person: PersonId,
    rules: &Rules,
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    change::assign(tx, act, &matter, person, &rules.terms)
}

/// Makes a request a hard one (疑难), for a reason the resident reads: it may take what the rules
/// give a hard one, from when its clock began.
///
/// # Errors
/// Outside the scope; a conflict when it is done, or hard already.
pub fn harden(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    reason: &str,
    rules: &Rules,
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    let hard = Category::Hard;
    if store::find(tx, id)?.category == hard.code() {
        return Err(conflict("request-hard-already"));
    }
    let (by, now) = (Some(act.scope.person), act.now());
    let length = rules.hours_of(hard).saturating_mul(HOUR_MS);
    let noted = Note::new("hardened", by, reason);
    change::step(
        tx,
        &matter,
        Step::Lengthen(length),
        &rules.terms,
        (&noted, now),
    )?;
    tx.exec(sql!("sql/categorise.sql"), params![id, hard.code()])?;
    change::audited(tx, "request.harden", id, by, &matter.path, now)
}

/// Lets the clock stand still for some days.
///
/// # Errors
/// Outside the scope; a conflict when it would stand still too long.
pub fn pause(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (days, reason): (i64, &str),
    rules: &Rules,
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    change::pause(tx, act, &matter, (days, reason), &rules.terms)
}

/// Tells the resident what was done, with what shows it; from now on the verdict is theirs.
///
/// # Errors
/// Outside the scope; a conflict when it is not open.
pub fn answer(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (words, files): (&str, &Taken),
    rules: &Rules,
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    counts::around(tx, id, |tx| {
        responded(tx, id, act.now())?;
        change::answer(tx, act, &matter, words, &rules.terms)?;
        Ok(())
    })?;
    evidence::keep(tx, act, &matter, files)
}

/// The resident's verdict, by their code, or written down for them.
///
/// # Errors
/// A conflict when there is nothing to judge, or it was judged meanwhile.
pub fn judge(
    tx: &mut Tx<'_>,
    id: MatterId,
    said: &Said<'_>,
    rules: &Rules,
    now: Millis,
) -> Result<(), Error> {
    let matter = matters::hold(tx, id, &[])?;
    let saved = counts::around(tx, id, |tx| {
        change::judge(tx, &matter, said, &rules.terms, now)
    })?;
    ended(tx, &saved, rules)
}

/// The verdict as somebody at the window or on the telephone was told it.
///
/// # Errors
/// Outside the scope; as [`judge`].
pub fn judge_for(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    said: &Said<'_>,
    rules: &Rules,
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let said = Said {
        by: Some(act.scope.person),
        ..*said
    };
    judge(tx, id, &said, rules, act.now())
}

/// What follows when a request has ended, or is open again: how long its number is kept, and
/// whether doors and decisions are still waited for.
///
/// # Errors
/// The database's.
pub fn ended(tx: &mut Tx<'_>, matter: &Matter, rules: &Rules) -> Result<(), Error> {
    let until = matter
        .closed_at
        .map(|at| at.plus_ms(rules.phone_days.saturating_mul(DAY_MS)));
    tx.exec(sql!("sql/phone_until.sql"), params![matter.id, until])?;
    if let Some(now) = matter.closed_at {
        for sent in order::of(tx, matter.id)? {
            outside::close(tx, order::REPLY, sent.id.0, now)?;
        }
        exclusion::overtaken(tx, matter.id, now)?;
    }
    Ok(())
}

/// Those who could answer for a request in an organisation.
///
/// # Errors
/// The database's.
pub fn choices(tx: &mut Tx<'_>, org: OrgId, today: Date) -> Result<Vec<(String, String)>, Error> {
    let org = orgs::find(tx, org)?;
    let found = holder::of(tx, &org, ACT, today)?;
    Ok(found
        .into_iter()
        .map(|one| (one.person.to_string(), one.name))
        .collect())
}
