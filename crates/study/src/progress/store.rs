//! What a member finished, in the database. Everything here is of one person and read by them.

use platform::clock::Millis;
use platform::db::{DbError, InsertMany, Kind, OnConflict, Tx};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::ClientId;
use crate::course::{CourseId, UnitId};

pub(super) static UNITS: InsertMany = InsertMany::new(
    "unit_finish",
    &[
        ("person_id", Kind::Id),
        ("unit_id", Kind::Id),
        ("client_id", Kind::Id),
        ("at", Kind::Int),
    ],
    OnConflict::Keep(&["person_id", "unit_id"]),
);

pub(super) static COURSES: InsertMany = InsertMany::new(
    "course_finish",
    &[
        ("person_id", Kind::Id),
        ("course_id", Kind::Id),
        ("at", Kind::Int),
    ],
    OnConflict::Keep(&["person_id", "course_id"]),
);

/// The units of a course a person finished.
///
/// # Errors
/// The database's.
pub fn of_course(
    tx: &mut Tx<'_>,
    person: PersonId,
    course: CourseId,
) -> Result<Vec<(UnitId, Millis)>, DbError> {
    tx.all(sql!("sql/of_course.sql"), params![person, course])
}

/// What a person finished under a client's id.
///
/// # Errors
/// The database's.
pub fn by_client(
    tx: &mut Tx<'_>,
    person: PersonId,
    client: ClientId,
) -> Result<Option<(UnitId, Millis)>, DbError> {
    tx.opt(
        sql!("sql/by_client.sql"),
        params![person, platform::db::Value::Id(client)],
    )
}

/// When a person finished a unit.
///
/// # Errors
/// The database's.
pub fn by_unit(
    tx: &mut Tx<'_>,
    person: PersonId,
    unit: UnitId,
) -> Result<Option<(UnitId, Millis)>, DbError> {
    tx.opt(sql!("sql/by_unit.sql"), params![person, unit])
}

/// When a person finished a course.
///
/// # Errors
/// The database's.
pub fn course_finished(
    tx: &mut Tx<'_>,
    person: PersonId,
    course: CourseId,
) -> Result<Option<Millis>, DbError> {
    Ok(tx
        .opt::<(Millis,)>(sql!("sql/course_finish.sql"), params![person, course])?
        .map(|row| row.0))
}

/// The number of an organisation in records.
///
/// # Errors
/// The database's.
pub fn org_no(tx: &mut Tx<'_>, org: OrgId) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(sql!("sql/org_no.sql"), params![org])?.0)
}
