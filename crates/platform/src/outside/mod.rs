//! Doors for whoever stands outside the system: one address, one purpose, one thing.
//!
//! A receiving branch that has no account confirms by such a link, an owner of a work order
//! answers by one. The address carries 128 bits and is shown once; the database keeps its hash.
//! What is said through it is recorded as *stated by* whoever was given it, never as done by a
//! person of the roll. A room checks the scope before it makes a door, and says at each visit
//! what stands behind it.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::clock::Millis;
use crate::db::{DbError, Tx, Value};
use crate::ids::PersonId;
use crate::{from_row, params, sql, typed_id};

typed_id!(
    /// A door.
    DoorId
);

/// A door to be made.
#[derive(Clone, Debug)]
pub struct NewDoor {
    /// What one may do there: `floating.confirm`, `matter.reply`. A secret of one purpose opens
    /// nothing of another.
    pub purpose: &'static str,
    /// Which thing stands behind it.
    pub subject: [u8; 16],
    /// Who was given it, in words: 云溪县农业农村局.
    pub given_to: String,
    /// Who gave it.
    pub issued_by: PersonId,
    /// Until when it opens.
    pub expires_at: Millis,
}

/// A door that opens now.
#[derive(Clone, Debug)]
pub struct Door {
    /// Which.
    pub id: DoorId,
    /// Which thing stands behind it.
    pub subject: [u8; 16],
    /// Who was given it, in words.
    pub given_to: String,
    /// Until when it opens.
    pub expires_at: Millis,
}

from_row!(Door {
    id,
    subject,
    given_to,
    expires_at
});

/// Makes a door and closes those of the same purpose and thing made before. Returns the secret
/// that stands in its address; it cannot be read again.
///
/// # Errors
/// The database's.
pub fn make(tx: &mut Tx<'_>, door: &NewDoor, now: Millis) -> Result<String, DbError> {
    close(tx, door.purpose, door.subject, now)?;
    let secret = BASE64_URL_SAFE_NO_PAD.encode(crate::random::bytes::<16>());
    let id = DoorId(crate::ids::uuid_v7(now.0, crate::random::bytes()).into_bytes());
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            id,
            door.purpose,
            Value::Id(door.subject),
            hash(&secret),
            door.given_to,
            door.issued_by,
            now,
            door.expires_at
        ],
    )?;
    Ok(secret)
}

/// The door a secret opens for a purpose; nothing when it is unknown, used, closed or expired.
///
/// # Errors
/// The database's.
pub fn find(
    tx: &mut Tx<'_>,
    purpose: &str,
    secret: &str,
    now: Millis,
) -> Result<Option<Door>, DbError> {
    tx.opt(sql!("sql/find.sql"), params![hash(secret), purpose, now])
}

/// Uses a door up; false when somebody else did meanwhile.
///
/// # Errors
/// The database's.
pub fn use_up(tx: &mut Tx<'_>, door: DoorId, now: Millis) -> Result<bool, DbError> {
    Ok(tx.exec(sql!("sql/use_up.sql"), params![door, now])? == 1)
}

/// Closes what is open of a purpose for a thing.
///
/// # Errors
/// The database's.
pub fn close(
    tx: &mut Tx<'_>,
    purpose: &str,
    subject: [u8; 16],
    now: Millis,
) -> Result<(), DbError> {
    tx.exec(
        sql!("sql/close.sql"),
        params![purpose, Value::Id(subject), now],
    )?;
    Ok(())
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
