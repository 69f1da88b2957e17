//! What an approval changes on the roll: a probationary member comes onto it, becomes a full one,
//! stays on probation longer, or leaves it. All of it as of the day the assembly decided.

use members::audience;
use members::belonging::{Act as RollAct, exit};
use members::member::change::{Came, create};
use members::member::store::Closed;
use members::member::{Record, admitted};
use members::roster::Details;
use org::tree::store as orgs;
use platform::crypto::Sealer;
use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::ids::PersonId;
use platform::{params, sql};

use super::machine::{Outcome, Standing};
use super::rules::Limits;
use super::take::Take;
use super::{Applicant, ApplicantId, store};
use org::Act;

/// Follows an approval that was just written down.
///
/// # Errors
/// A conflict when the roll does not allow it.
pub(super) fn follow(
    tx: &mut Tx<'_>,
    act: &Act,
    sealer: &Sealer,
    id: ApplicantId,
    take: &Take,
    limits: &Limits,
) -> Result<(), Error> {
    if take.event.outcome != Outcome::Done || !matches!(take.event.step, 17 | 24) {
        return Ok(());
    }
    let of = store::find(tx, id)?;
    let mut case = store::case(tx, &of)?;
    let after = case.standing(limits);
    if take.event.step == 17 {
        return admit(tx, act, sealer, &of, &after);
    }
    // What was approved is what stood decided before the approval.
    case.stopped = false;
    case.events.pop();
    let before = case.standing(limits);
    let Some(person) = of.person else {
        return Err(conflict("admission-not-on-the-roll"));
    };
    ended(tx, act, sealer, person, &before)
}

fn ended(
    tx: &mut Tx<'_>,
    act: &Act,
    sealer: &Sealer,
    person: PersonId,
    before: &Standing,
) -> Result<(), Error> {
    let by = RollAct::of(act.scope.person, act.clock.now());
    match before.decided {
        Some((Outcome::Converted, _)) => {
            // 党龄 counts from the end of probation, not from the day of the meeting.
            let on = before.probation_ends.unwrap_or(act.scope.today);
            let result = match before.extensions {
                0 => "on_time",
                _ => "after_extension",
            };
            admitted::convert(tx, person, on.min(act.scope.today), result, by)
        }
        Some((Outcome::Extended, Some(until))) => admitted::extend(tx, person, until, by),
        Some((Outcome::Cancelled, _)) => {
            let leaving = exit::Leaving {
                kind: "probation_cancelled".to_owned(),
                on: before.on(23).unwrap_or(act.scope.today),
                reason: None,
            };
            exit::leave(tx, sealer, person, &leaving, by)
        }
        _ => Ok(()),
    }
}

fn admit(
    tx: &mut Tx<'_>,
    act: &Act,
    sealer: &Sealer,
    of: &Applicant,
    at: &Standing,
) -> Result<(), Error> {
    let plain = of.sealed.open(sealer, of.id)?;
    if plain.id_number.is_none() {
        return Err(conflict("admission-without-id-number"));
    }
    let org = orgs::find(tx, of.org)?;
    let joined = at.on(15);
    let record = Record {
        full_name: of.full_name.clone(),
        reading: None,
        surname_strokes: None,
        id_number: plain.id_number,
        sex: of.sex.clone(),
        birth_date: of.birth_date,
        ethnicity: of.ethnicity.clone(),
        education: of.education.clone(),
        member_category: "probationary_member".to_owned(),
        party_status: "normal".to_owned(),
        joined_on: joined,
        details: Details {
            applied_on: at.on(1),
            activist_on: at.on(3),
            candidate_on: at.on(8),
            join_type: Some("newly_admitted".to_owned()),
            work_unit: of.work_unit.clone(),
            mobile: plain.mobile,
            residence: plain.residence,
            ..Details::default()
        },
        audience: audience::kind_for(org.unit_nature, None).to_owned(),
    };
    let person = PersonId(of.id.0);
    let closed = Closed::of(sealer, person, record)?;
    let came = Came {
        kind: "newly_admitted".to_owned(),
        on: joined.unwrap_or(act.scope.today),
    };
    let by = RollAct::of(act.scope.person, act.clock.now());
    create(tx, person, &closed, &org, &came, by).map_err(|error| match error {
        Error::Invalid(_) => conflict("admission-on-roll-already"),
        other => other,
    })?;
    tx.exec(sql!("sql/on_roll.sql"), params![of.id, person])?;
    Ok(())
}
