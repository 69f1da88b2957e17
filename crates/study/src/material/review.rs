//! Review before publication (三审三校): another person reads, and passes or returns with a reason.

use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{Material, State, store, write};
use crate::coded::coded;

coded!(
    /// What a reviewer found.
    Verdict {
        /// It may be published.
        Passed = "passed",
        /// Something must change.
        Returned = "returned",
    }
);

/// The longest reason, in characters.
const REASON: usize = 1000;

/// Hands the newest version in for review, which so many must pass: the rule of this day holds for
/// the version whatever is decided later.
///
/// # Errors
/// A conflict when the version is not the newest or stands elsewhere already.
pub fn submit(
    tx: &mut Tx<'_>,
    material: &Material,
    number: i64,
    passes: i64,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    if number != material.number {
        return Err(conflict("material-changed-meanwhile"));
    }
    if material.state != State::Draft {
        return Err(conflict("material-not-a-draft"));
    }
    let version = store::version_id(tx, material.id, number)?;
    tx.exec(
        sql!("sql/insert_submission.sql"),
        params![version, by, now, passes],
    )?;
    write::note(
        tx,
        "material.submit",
        material.id,
        &material.org_path,
        number,
        by,
        now,
    )
}

/// Passes or returns the newest version.
///
/// # Errors
/// A conflict when it does not wait for review, or the reviewer wrote or reviewed it; a field
/// error when it is returned without a reason.
pub fn review(
    tx: &mut Tx<'_>,
    material: &Material,
    number: i64,
    (verdict, reason): (Verdict, &str),
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    if number != material.number {
        return Err(conflict("material-changed-meanwhile"));
    }
    if material.state != State::InReview {
        return Err(conflict("material-not-in-review"));
    }
    if store::wrote_any(tx, material.id, by)? {
        return Err(conflict("material-own-work"));
    }
    let reason = reason.trim();
    if verdict == Verdict::Returned && reason.is_empty() {
        return Err(invalid("reason", "material-reason-missing"));
    }
    if reason.chars().count() > REASON {
        return Err(invalid("reason", "material-reason-length"));
    }
    let version = store::version_id(tx, material.id, number)?;
    tx.exec(
        sql!("sql/insert_review.sql"),
        params![version, by, verdict, reason, now],
    )
    .map_err(|error| {
        if error.is_unique() {
            conflict("material-reviewed-already")
        } else {
            error.into()
        }
    })?;
    let action = match verdict {
        Verdict::Passed => "material.pass",
        Verdict::Returned => "material.return",
    };
    write::note(tx, action, material.id, &material.org_path, number, by, now)
}
