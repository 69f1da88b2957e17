//! Who uses which shared phone.

use jiff::civil::Date;

use crate::auth::policy;
use crate::db::{DbError, InsertMany, Kind, OnConflict, ToValue as _, Tx};
use crate::error::{Error, conflict};
use crate::ids::PersonId;
use crate::{from_row, params, sql};

/// Somebody who uses a shared phone.
#[derive(Clone, Debug)]
pub(in crate::auth) struct Sharer {
    pub(in crate::auth) person: PersonId,
    pub(in crate::auth) name: String,
    /// The hash of the six digits for this phone; without one the password is asked.
    pub(in crate::auth) pin_hash: Option<String>,
    /// Wrong digits in a row.
    pub(in crate::auth) misses: i64,
    /// What kind of password the person has.
    pub(in crate::auth) password_kind: Option<String>,
}

from_row!(Sharer {
    person,
    name,
    pin_hash,
    misses,
    password_kind
});

/// The people of a phone, in the order in which they were added, then by name.
pub(in crate::auth) fn sharers(tx: &mut Tx<'_>, device: &[u8; 32]) -> Result<Vec<Sharer>, DbError> {
    tx.all(sql!("sql/sharers.sql"), params![device])
}

/// Adds a person to a phone; whoever is there stays.
///
/// # Errors
/// A conflict when the phone has as many as it may have.
pub(in crate::auth) fn join(
    tx: &mut Tx<'_>,
    device: &[u8; 32],
    person: PersonId,
    today: Date,
) -> Result<(), Error> {
    static JOIN: InsertMany = InsertMany::new(
        "device_person",
        &[
            ("device_hash", Kind::Bytes),
            ("person_id", Kind::Id),
            ("added_on", Kind::Text),
        ],
        OnConflict::Keep(&["device_hash", "person_id"]),
    );
    let here = sharers(tx, device)?;
    if here.len() >= policy::PEOPLE_ON_A_PHONE && here.iter().all(|sharer| sharer.person != person)
    {
        return Err(conflict("error-phone-full"));
    }
    tx.insert_many(
        &JOIN,
        &[vec![device.to_value(), person.to_value(), today.to_value()]],
    )?;
    // Whoever has just proved who they are starts afresh.
    tx.exec(sql!("sql/forgive.sql"), params![device, person])?;
    Ok(())
}

/// Takes a person off a phone; says how many are left.
pub(in crate::auth) fn leave(
    tx: &mut Tx<'_>,
    device: &[u8; 32],
    person: PersonId,
) -> Result<usize, DbError> {
    tx.exec(sql!("sql/leave.sql"), params![device, person])?;
    Ok(sharers(tx, device)?.len())
}

/// Sets the six digits for one phone.
pub(in crate::auth) fn set_pin(
    tx: &mut Tx<'_>,
    device: &[u8; 32],
    person: PersonId,
    hash: &str,
) -> Result<bool, DbError> {
    Ok(tx.exec(sql!("sql/set_pin.sql"), params![device, person, hash])? > 0)
}

/// Counts wrong digits; says how many there are now.
pub(in crate::auth) fn miss(
    tx: &mut Tx<'_>,
    device: &[u8; 32],
    person: PersonId,
) -> Result<i64, DbError> {
    tx.exec(sql!("sql/miss.sql"), params![device, person])?;
    let row: Option<(i64,)> = tx.opt(sql!("sql/misses.sql"), params![device, person])?;
    Ok(row.map_or(0, |row| row.0))
}

/// Forgets a person's digits on every phone: their password was changed.
pub(in crate::auth) fn forget_pins(tx: &mut Tx<'_>, person: PersonId) -> Result<(), DbError> {
    tx.exec(sql!("sql/forget_pins.sql"), params![person])?;
    Ok(())
}
