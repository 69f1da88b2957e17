//! Who may let whom back in. A slip or a link opens everything its holder may do, so whoever
//! issues one must not gain by keeping it: each grant of the other person has to lie within the
//! issuer's own.

use jiff::civil::Date;

use crate::db::{DbError, Tx};
use crate::error::{Error, conflict};
use crate::ids::PersonId;
use crate::{params, sql};

/// Whether `by` may hand out a slip for `person`: what that person may do now or later is what
/// `by` may do there too, or is branch work strictly below `by`'s own organisation. What
/// separates the three administrators (GB/T 22239-2019) never goes by slip from above.
fn by_slip(tx: &mut Tx<'_>, by: PersonId, person: PersonId, today: Date) -> Result<bool, DbError> {
    let beyond: (i64,) = tx.one(sql!("sql/beyond_slip.sql"), params![by, person, today])?;
    Ok(beyond.0 == 0)
}

/// A slip may be handed out.
///
/// # Errors
/// A conflict that says who can help instead; the database's.
pub(super) fn may_hand_slip(
    tx: &mut Tx<'_>,
    by: PersonId,
    person: PersonId,
    today: Date,
) -> Result<(), Error> {
    if by_slip(tx, by, person, today)? {
        return Ok(());
    }
    Err(conflict("error-slip-duty"))
}

/// A slip still opens the account: whoever issued it could issue it today. Duties may have come
/// between the paper and the phone.
///
/// # Errors
/// A conflict that says who can help instead; the database's.
pub(super) fn slip_holds(
    tx: &mut Tx<'_>,
    invitation: super::invitation::InvitationId,
    person: PersonId,
    today: Date,
) -> Result<(), Error> {
    let issuer: Option<(Option<PersonId>,)> =
        tx.opt(sql!("sql/issuer.sql"), params![invitation])?;
    match issuer {
        Some((Some(by),)) if !by_slip(tx, by, person, today)? => Err(conflict("error-slip-stale")),
        _ => Ok(()),
    }
}

/// A staff link may be made or an account closed and opened: everything the person may do now
/// or later lies within the subtree whose accounts `by` manages, and they are staff now, or never
/// came in otherwise than by a staff link. Who is a plain member gets a slip from the branch.
///
/// # Errors
/// A conflict that says who can help instead; the database's.
pub(super) fn may_manage(
    tx: &mut Tx<'_>,
    by: PersonId,
    person: PersonId,
    today: Date,
) -> Result<(), Error> {
    let (beyond, within): (i64, i64) =
        tx.one(sql!("sql/beyond_link.sql"), params![by, person, today])?;
    if beyond == 0 && within > 0 {
        return Ok(());
    }
    Err(conflict("error-link-duty"))
}
