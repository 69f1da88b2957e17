//! Handing over: offered with a reason, accepted or refused there, ruled on when nobody agrees.

use org::{Act, Org};
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::{OrgId, PersonId};

use super::change::{ACCEPTED, Note, RULED, Terms, audited, step, tell};
use super::machine::{Owner, Refusal, State, Step};
use super::{Matter, holder, store};

/// Offers a matter to another organisation, or has it ruled on when that was done too often.
/// Says which of the two it came to.
///
/// # Errors
/// A conflict when it cannot be handed over; a fault of the field `unit` when it is theirs.
pub fn offer(
    tx: &mut Tx<'_>,
    act: &Act,
    matter: &Matter,
    (to, reason): (&Org, &str),
    terms: &Terms,
) -> Result<State, Error> {
    let common = store::common(tx, matter, to)?;
    let machine = matter.machine();
    let wanted = Step::Offer {
        to: to.id,
        common: common.id,
    };
    let next = match machine.after(wanted, &terms.limits) {
        Ok(next) => next,
        Err(Refusal::Theirs) => return Err(invalid("unit", "matter-theirs")),
        Err(refusal) => return Err(conflict(refusal.key())),
    };
    let by = Some(act.scope.person);
    let noted = match next.state {
        State::Ruling(org) => Note::new("to-ruling", by, reason).to(org),
        _ => Note::new("offered", by, reason).to(to.id),
    };
    let saved = step(tx, matter, wanted, terms, (&noted, act.now()))?;
    audited(tx, "matter.offer", matter.id, by, &saved.path, act.now())?;
    Ok(next.state)
}

/// Accepts what is offered; somebody with a duty there answers for it.
///
/// # Errors
/// When the person has no such duty; a conflict when it is not offered any more.
pub fn accept(
    tx: &mut Tx<'_>,
    act: &Act,
    matter: &Matter,
    (org, person): (&Org, PersonId),
    terms: &Terms,
) -> Result<Matter, Error> {
    let kind = matter.kind();
    let person = holder::chosen(tx, org, kind.acting(), act.scope.today, person)?;
    let noted = Note::new("accepted", Some(act.scope.person), "")
        .to(org.id)
        .person(person);
    let saved = step(tx, matter, Step::Accept(person), terms, (&noted, act.now()))?;
    tell(tx, &ACCEPTED, matter.id, (person, org), None, act.now())?;
    let by = Some(act.scope.person);
    audited(tx, "matter.accept", matter.id, by, &saved.path, act.now())?;
    Ok(saved)
}

/// Does not take what is offered, for a reason; the owner has it as before.
///
/// # Errors
/// A conflict when it is not offered any more.
pub fn refuse(
    tx: &mut Tx<'_>,
    act: &Act,
    matter: &Matter,
    (org, reason): (OrgId, &str),
    terms: &Terms,
) -> Result<(), Error> {
    let by = Some(act.scope.person);
    let noted = Note::new("refused", by, reason).to(org);
    step(tx, matter, Step::Refuse, terms, (&noted, act.now()))?;
    audited(tx, "matter.refuse", matter.id, by, &matter.path, act.now())
}

/// Takes an offer back.
///
/// # Errors
/// A conflict when it is not offered any more.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, matter: &Matter, terms: &Terms) -> Result<(), Error> {
    let by = Some(act.scope.person);
    let noted = Note::new("withdrawn", by, "");
    step(tx, matter, Step::Withdraw, terms, (&noted, act.now()))?;
    audited(
        tx,
        "matter.withdraw",
        matter.id,
        by,
        &matter.path,
        act.now(),
    )
}

/// Rules whose it is.
///
/// # Errors
/// When nobody there can answer for it; a conflict when no ruling is asked for.
pub fn rule(
    tx: &mut Tx<'_>,
    act: &Act,
    matter: &Matter,
    (org, reason): (&Org, &str),
    terms: &Terms,
) -> Result<(), Error> {
    let person = holder::first(tx, org, matter.kind().acting(), act.scope.today)?;
    let owner = Owner {
        org: org.id,
        person,
    };
    let by = Some(act.scope.person);
    let noted = Note::new("ruled", by, reason).to(org.id).person(person);
    let saved = step(tx, matter, Step::Rule(owner), terms, (&noted, act.now()))?;
    tell(tx, &RULED, matter.id, (person, org), None, act.now())?;
    audited(tx, "matter.rule", matter.id, by, &saved.path, act.now())
}
