//! Finishing a unit by the member's own word.

use platform::clock::Millis;
use platform::db::{ToValue as _, Tx, Value};
use platform::error::{Error, conflict};
use platform::ids::PersonId;
use platform::record::{self, ObjectKind, Record, Verb};

use super::store::{self, COURSES, UNITS};
use super::{COURSE, COURSE_FINISHED, ClientId, UNIT, UNIT_FINISHED};
use crate::course::{self, Course, CourseId, Unit, UnitId};
use crate::reader::Reader;
use crate::standing::{person_no, standings};

/// What the page says after a unit was finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Which unit.
    pub unit: UnitId,
    /// When it was finished, which a retry does not change.
    pub at: Millis,
    /// When the course was finished, if it is.
    pub course_at: Option<Millis>,
}

/// Finishes a unit that is read. A retry with the same client id gets the first receipt.
///
/// # Errors
/// [`Error::NotFound`] when the course is not open to the reader; a conflict when the unit is not
/// read, is not published now, or the client id was used for another unit.
pub fn finish_unit(
    tx: &mut Tx<'_>,
    reader: Reader,
    course: CourseId,
    unit: UnitId,
    client: ClientId,
    now: Millis,
) -> Result<Receipt, Error> {
    let course = course::store::readable(tx, reader, course)?;
    let units = course::store::units(tx, course.id)?;
    let found = units
        .iter()
        .find(|one| one.id == unit)
        .ok_or(Error::NotFound)?;
    if let Some((used_for, at)) = store::by_client(tx, reader.person, client)? {
        if used_for != unit {
            return Err(conflict("progress-other-unit"));
        }
        return receipt(tx, reader.person, course.id, unit, at);
    }
    if !found.is_reading() {
        return Err(conflict("progress-not-read"));
    }
    if !found.is_open() {
        return Err(conflict("progress-not-published"));
    }
    let actor = Actor::of(tx, reader, &course)?;
    mark(tx, &actor, unit, client, now)?;
    complete(tx, &actor, &course, &units, now)?;
    let at = store::by_unit(tx, reader.person, unit)?.map_or(now, |row| row.1);
    receipt(tx, reader.person, course.id, unit, at)
}

fn receipt(
    tx: &mut Tx<'_>,
    person: PersonId,
    course: CourseId,
    unit: UnitId,
    at: Millis,
) -> Result<Receipt, Error> {
    let course_at = store::course_finished(tx, person, course)?;
    Ok(Receipt {
        unit,
        at,
        course_at,
    })
}

/// Who finishes, with the numbers that records use.
pub(super) struct Actor {
    person: PersonId,
    person_no: i64,
    org_no: i64,
}

impl Actor {
    /// The home branch counts; for somebody who belongs nowhere, the course's organisation.
    pub(super) fn of(tx: &mut Tx<'_>, reader: Reader, course: &Course) -> Result<Self, Error> {
        let home = standings(tx, reader)?.into_iter().next();
        Ok(match home {
            Some(home) => Self {
                person: reader.person,
                person_no: home.person_no,
                org_no: home.org_no,
            },
            None => Self {
                person: reader.person,
                person_no: person_no(tx, reader)?,
                org_no: store::org_no(tx, course.org_id)?,
            },
        })
    }
}

/// Writes a finished unit with its record, once.
pub(super) fn mark(
    tx: &mut Tx<'_>,
    actor: &Actor,
    unit: UnitId,
    client: ClientId,
    now: Millis,
) -> Result<(), Error> {
    let row = vec![
        actor.person.to_value(),
        unit.to_value(),
        Value::Id(client),
        now.to_value(),
    ];
    if tx.insert_many(&UNITS, &[row])? > 0 {
        tell(tx, actor, &UNIT_FINISHED, (UNIT, unit.0), now)?;
    }
    Ok(())
}

/// Finishes the course when every unit that can be done is finished; says whether it is.
pub(super) fn complete(
    tx: &mut Tx<'_>,
    actor: &Actor,
    course: &Course,
    units: &[Unit],
    now: Millis,
) -> Result<bool, Error> {
    let finished = store::of_course(tx, actor.person, course.id)?;
    let is_finished = |unit: &Unit| finished.iter().any(|(id, _)| *id == unit.id);
    let mut open = units.iter().filter(|unit| unit.is_open()).peekable();
    if open.peek().is_none() || !open.all(is_finished) {
        return Ok(false);
    }
    let row = vec![
        actor.person.to_value(),
        course.id.to_value(),
        now.to_value(),
    ];
    if tx.insert_many(&COURSES, &[row])? > 0 {
        tell(tx, actor, &COURSE_FINISHED, (COURSE, course.id.0), now)?;
    }
    Ok(true)
}

fn tell(
    tx: &mut Tx<'_>,
    actor: &Actor,
    verb: &'static Verb,
    (object_kind, object_id): (ObjectKind, [u8; 16]),
    at: Millis,
) -> Result<(), Error> {
    let record = Record {
        at,
        verb,
        actor_no: actor.person_no,
        org_no: actor.org_no,
        object_kind,
        object_id,
        result: None,
        detail: None,
    };
    Ok(record::write(tx, &record)?)
}
