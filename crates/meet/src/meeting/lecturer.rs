//! Who gave a party lecture (党课): somebody of the committee, a secretary above, or a guest, of whom
//! nothing is kept. The year of a committee counts what its secretary gave.

use jiff::civil::Date;
use org::Org;
use platform::db::{DbError, Tx};
use platform::error::{Error, invalid};
use platform::ids::PersonId;
use platform::{params, sql};

use super::call::Details;
use super::{Kind, MeetingId};
use crate::act::Act;

/// Who may have given one in an organisation: id and name.
///
/// # Errors
/// The database's.
pub fn choices(
    tx: &mut Tx<'_>,
    org: &Org,
    today: Date,
) -> Result<Vec<(PersonId, String)>, DbError> {
    let found: Vec<(PersonId, String, String)> =
        tx.all(sql!("sql/lecturers.sql"), params![org.path, today])?;
    Ok(found.into_iter().map(|(id, name, _)| (id, name)).collect())
}

/// Who gave it, if that is known.
///
/// # Errors
/// The database's.
pub fn of(tx: &mut Tx<'_>, id: MeetingId) -> Result<Option<(PersonId, String)>, DbError> {
    tx.opt(sql!("sql/lecturer.sql"), params![id])
}

/// Writes down who gives it; of another kind of meeting nobody does.
///
/// # Errors
/// Whoever is chosen holds no post there or above, and did not stand there before.
pub(super) fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, kind): (MeetingId, Kind),
    org: &Org,
    details: &Details,
) -> Result<(), Error> {
    let before = of(tx, id)?.map(|one| one.0);
    let lecturer = details.lecturer.filter(|_| kind == Kind::PartyLecture);
    if let Some(chosen) = lecturer.filter(|one| before != Some(*one)) {
        let known = choices(tx, org, act.scope.today)?;
        if !known.iter().any(|one| one.0 == chosen) {
            return Err(invalid("lecturer", "meeting-lecturer-not-here"));
        }
    }
    tx.exec(sql!("sql/delete_lecturer.sql"), params![id])?;
    if let Some(person) = lecturer {
        let row = params![id, person, details.starts_at];
        tx.exec(sql!("sql/insert_lecturer.sql"), row)?;
    }
    Ok(())
}
