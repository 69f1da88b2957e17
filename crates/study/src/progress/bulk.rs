//! What many members finished, written at once: the sample city.

use platform::clock::Millis;
use platform::db::{ToValue as _, Tx, Value};
use platform::error::Error;
use platform::ids::{self, PersonId};
use platform::record::{self, ObjectKind, Record, Verb};

use super::store::{COURSES, UNITS};
use super::{COURSE, COURSE_FINISHED, UNIT, UNIT_FINISHED};
use crate::course::{CourseId, UnitId};

/// What one member finished of a course.
#[derive(Clone, Debug)]
pub struct Finishes {
    /// Who.
    pub person: PersonId,
    /// The person's number in records.
    pub person_no: i64,
    /// The number of the organisation it counts for.
    pub org_no: i64,
    /// The units, and when.
    pub units: Vec<(UnitId, Millis)>,
    /// The course, when all its units are finished, and when the last was.
    pub course: Option<(CourseId, Millis)>,
}

/// Writes them with their records. What was finished before stays as it is, but is told again:
/// each member and unit may stand here once.
///
/// # Errors
/// The database's.
pub fn insert(tx: &mut Tx<'_>, members: &[Finishes]) -> Result<(), Error> {
    let (mut units, mut courses, mut records) = (Vec::new(), Vec::new(), Vec::new());
    for member in members {
        for (unit, at) in &member.units {
            let client = ids::derived("bulk-finish", &unit.to_string());
            units.push(vec![
                member.person.to_value(),
                unit.to_value(),
                Value::Id(client),
                at.to_value(),
            ]);
            records.push(told(member, &UNIT_FINISHED, (UNIT, unit.0), *at));
        }
        if let Some((course, at)) = member.course {
            courses.push(vec![
                member.person.to_value(),
                course.to_value(),
                at.to_value(),
            ]);
            records.push(told(member, &COURSE_FINISHED, (COURSE, course.0), at));
        }
    }
    tx.insert_many(&UNITS, &units)?;
    tx.insert_many(&COURSES, &courses)?;
    Ok(record::write_many(tx, &records)?)
}

fn told(
    member: &Finishes,
    verb: &'static Verb,
    (object_kind, object_id): (ObjectKind, [u8; 16]),
    at: Millis,
) -> Record {
    Record {
        at,
        verb,
        actor_no: member.person_no,
        org_no: member.org_no,
        object_kind,
        object_id,
        result: None,
        detail: None,
    }
}
