//! Publication and withdrawal.

use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{Material, PublicationId, State, store, write};

/// Publishes the newest version once it was passed; an older published one gives way.
///
/// # Errors
/// A conflict when it is not the newest or was not passed.
pub fn publish(
    tx: &mut Tx<'_>,
    material: &Material,
    number: i64,
    id: PublicationId,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    if number != material.number {
        return Err(conflict("material-changed-meanwhile"));
    }
    // Two publications at once would both see no other: the row makes the second one wait.
    tx.lock(sql!("sql/lock.sql"), params![material.id])?;
    let current = store::find(tx, material.id)?;
    if current.is_none_or(|now| now.state != State::Approved || now.number != number) {
        return Err(conflict("material-not-approved"));
    }
    if let Some((older,)) =
        tx.opt::<(PublicationId,)>(sql!("sql/live_publication.sql"), params![material.id])?
    {
        tx.exec(
            sql!("sql/insert_withdrawal.sql"),
            params![older, "superseded", "", by, now],
        )?;
    }
    let version = store::version_id(tx, material.id, number)?;
    tx.exec(
        sql!("sql/insert_publication.sql"),
        params![id, material.id, version, by, now],
    )?;
    write::note(
        tx,
        "material.publish",
        material.id,
        &material.org_path,
        number,
        by,
        now,
    )
}

/// Takes the published version back, with a reason.
///
/// # Errors
/// A field error without a reason; a conflict when nothing is published.
pub fn withdraw(
    tx: &mut Tx<'_>,
    material: &Material,
    reason: &str,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(invalid("reason", "material-reason-missing"));
    }
    if reason.chars().count() > 1000 {
        return Err(invalid("reason", "material-reason-length"));
    }
    tx.lock(sql!("sql/lock.sql"), params![material.id])?;
    let live =
        tx.opt::<(PublicationId,)>(sql!("sql/live_publication.sql"), params![material.id])?;
    let Some((publication,)) = live else {
        return Err(conflict("material-not-published"));
    };
    tx.exec(
        sql!("sql/insert_withdrawal.sql"),
        params![publication, "withdrawn", reason, by, now],
    )?;
    let number = material.live_number.unwrap_or(material.number);
    write::note(
        tx,
        "material.withdraw",
        material.id,
        &material.org_path,
        number,
        by,
        now,
    )
}
