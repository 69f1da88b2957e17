//! One's own meetings for another calendar (RFC 5545): an address with a secret in it, which its
//! owner can renew at any time. It tells when and where, and no name but the organisation's.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use platform::clock::Millis;
use platform::crypto::{MacKey, Sealer};
use platform::db::{InsertMany, Kind as Column, OnConflict, Tx};
use platform::error::{Error, internal};
use platform::ids::PersonId;
use platform::{params, sql};
use sha2::{Digest as _, Sha256};

use crate::meeting::Meeting;

pub mod ics;
pub mod pages;

static FEEDS: InsertMany = InsertMany::new(
    "calendar_feed",
    &[
        ("person_id", Column::Id),
        ("edition", Column::Int),
        ("token", Column::Bytes),
        ("made_at", Column::Int),
    ],
    OnConflict::Replace {
        key: &["person_id"],
        columns: &["edition", "token", "made_at"],
    },
);

/// The secret in the address of somebody's calendar: 128 bits that only this deployment can make,
/// so that its owner can look it up again and a copy of the database cannot.
///
/// # Errors
/// The crypto provider's.
pub fn secret(sealer: &Sealer, person: PersonId, serial: i64) -> Result<String, Error> {
    let text = format!("calendar/{person}/{serial}");
    let mac = sealer
        .provider()
        .mac(MacKey::Ticket, text.as_bytes())
        .map_err(|error| internal(error.to_string()))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(&mac[..16]))
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// The secret of somebody's calendar, if they have one.
///
/// # Errors
/// The database's, or the crypto provider's.
pub fn of_person(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    person: PersonId,
) -> Result<Option<String>, Error> {
    let found: Option<(i64,)> = tx.opt(sql!("sql/of_person.sql"), params![person])?;
    found
        .map(|(serial,)| secret(sealer, person, serial))
        .transpose()
}

/// Makes an address, or another in the place of the one before, which opens nothing any more.
///
/// # Errors
/// The database's, or the crypto provider's.
pub fn renew(tx: &mut Tx<'_>, sealer: &Sealer, person: PersonId, now: Millis) -> Result<(), Error> {
    let before: Option<(i64,)> = tx.opt(sql!("sql/of_person.sql"), params![person])?;
    let serial = before.map_or(0, |one| one.0) + 1;
    let token = hash(&secret(sealer, person, serial)?);
    let row = params![person, serial, token, now];
    tx.insert_many(&FEEDS, &[row.to_vec()])?;
    Ok(())
}

/// Whose calendar an address opens.
///
/// # Errors
/// [`Error::NotFound`] when nobody's.
pub fn owner(tx: &mut Tx<'_>, secret: &str) -> Result<PersonId, Error> {
    let found: Option<(PersonId,)> = tx.opt(sql!("sql/by_token.sql"), params![hash(secret)])?;
    found.map(|one| one.0).ok_or(Error::NotFound)
}

/// What a calendar holds: from some days ago to a year ahead.
///
/// # Errors
/// The database's.
pub fn meetings(tx: &mut Tx<'_>, person: PersonId, now: Millis) -> Result<Vec<Meeting>, Error> {
    let (from, until) = (now.plus_days(-30), now.plus_days(366));
    Ok(crate::meeting::store::mine_between(
        tx, person, from, until,
    )?)
}
