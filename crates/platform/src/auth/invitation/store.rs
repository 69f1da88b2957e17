//! Invitations in the database.

use super::{InvitationId, Kind, hash};
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::ids::PersonId;
use crate::{from_row, params, sql};

/// An invitation to be written.
pub(super) struct New {
    pub(super) person: Option<PersonId>,
    pub(super) kind: Kind,
    pub(super) secret_hash: [u8; 32],
    pub(super) code_hash: Option<Vec<u8>>,
    pub(super) issued_by: Option<PersonId>,
    pub(super) issued_at: Millis,
    pub(super) expires_at: Millis,
}

/// An invitation that opens a door now: neither used nor void nor expired nor burnt.
#[derive(Clone, Debug)]
pub(in crate::auth) struct Open {
    pub(in crate::auth) id: InvitationId,
    pub(in crate::auth) person: Option<PersonId>,
    pub(in crate::auth) name: Option<String>,
    pub(in crate::auth) issued_by: Option<PersonId>,
}

from_row!(Open {
    id,
    person,
    name,
    issued_by
});

pub(super) fn insert(tx: &mut Tx<'_>, new: &New) -> Result<InvitationId, DbError> {
    let id =
        InvitationId(crate::ids::uuid_v7(new.issued_at.0, crate::random::bytes()).into_bytes());
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            id,
            new.person,
            new.kind.code(),
            new.secret_hash,
            new.code_hash,
            new.issued_by,
            new.issued_at,
            new.expires_at
        ],
    )?;
    Ok(id)
}

/// Makes a person's unused invitations of a kind void.
pub(super) fn revoke(
    tx: &mut Tx<'_>,
    person: PersonId,
    kind: Kind,
    now: Millis,
) -> Result<(), DbError> {
    tx.exec(sql!("sql/revoke.sql"), params![person, kind.code(), now])?;
    Ok(())
}

/// Makes all unused links for a first administrator void.
pub(super) fn revoke_setup(tx: &mut Tx<'_>, now: Millis) -> Result<(), DbError> {
    tx.exec(sql!("sql/revoke_setup.sql"), params![now])?;
    Ok(())
}

/// An open invitation by its secret.
pub(in crate::auth) fn find(
    tx: &mut Tx<'_>,
    secret: &str,
    kind: Kind,
    now: Millis,
) -> Result<Option<Open>, DbError> {
    tx.opt(
        sql!("sql/find.sql"),
        params![hash(secret), kind.code(), now],
    )
}

/// An open slip by its short code.
pub(super) fn find_code(
    tx: &mut Tx<'_>,
    code_hash: &[u8],
    now: Millis,
) -> Result<Option<Open>, DbError> {
    tx.opt(sql!("sql/find_code.sql"), params![code_hash, now])
}

/// Counts a wrong name; at `most` the slip is void.
pub(super) fn miss(
    tx: &mut Tx<'_>,
    id: InvitationId,
    most: i64,
    now: Millis,
) -> Result<(), DbError> {
    tx.exec(sql!("sql/miss.sql"), params![id, most, now])?;
    Ok(())
}

/// Uses an invitation; false when somebody was faster.
pub(super) fn take(tx: &mut Tx<'_>, id: InvitationId, now: Millis) -> Result<bool, DbError> {
    Ok(tx.exec(sql!("sql/take.sql"), params![id, now])? > 0)
}
