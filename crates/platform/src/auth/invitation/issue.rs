//! Making invitations. Whose person it is has been judged before; that nobody gets more power by
//! issuing one than they have is judged here, where no caller can forget it.

use super::store::{self, New};
use super::{Kind, code_hash, fresh_secret, hash};
use crate::audit::{self, Entry};
use crate::auth::{account, policy, reach, staff_account};
use crate::clock::Millis;
use crate::crypto::Sealer;
use crate::db::Tx;
use crate::error::Error;
use crate::ids::PersonId;
use crate::random::typeable_code;

/// A slip just issued: what stands on the paper. Neither secret can be read again.
#[derive(Clone)]
pub struct Slip {
    /// The secret in the QR code: `/s/{secret}`.
    pub secret: String,
    /// The short code, ten typeable characters.
    pub code: String,
    /// Until when it is good.
    pub expires_at: Millis,
}

impl std::fmt::Debug for Slip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Slip(until {})", self.expires_at.minute_text())
    }
}

/// Issues a slip for a member; older ones that were not used are void from now on. The member
/// sees on their own page who issued it and when.
///
/// # Errors
/// A conflict when the person holds a duty beyond the issuer's own; the crypto provider's.
pub fn issue_slip(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    person: PersonId,
    by: PersonId,
    now: Millis,
) -> Result<Slip, Error> {
    let slip = Slip {
        secret: fresh_secret(),
        code: typeable_code(super::CODE_LENGTH),
        expires_at: now.plus_days(policy::current().slip_days),
    };
    account::hold(tx, person)?;
    reach::may_let_in(tx, Kind::Slip, Some(by), person, now.date())?;
    account::ensure(tx, person, now)?;
    store::revoke(tx, person, Kind::Slip, now)?;
    let new = New {
        person: Some(person),
        kind: Kind::Slip,
        secret_hash: hash(&slip.secret),
        code_hash: Some(code_hash(sealer, &slip.code)?),
        issued_by: Some(by),
        issued_at: now,
        expires_at: slip.expires_at,
    };
    let id = store::insert(tx, &new)?;
    let entry = Entry::new(now, "slip.issue", "invitation")
        .on(id.0)
        .about(person)
        .by(by);
    audit::write(tx, &entry)?;
    Ok(slip)
}

/// Makes a one-time link for somebody with staff duties: the secret of `/join/{secret}`. Older
/// ones that were not used are void from now on.
///
/// # Errors
/// A conflict when the person holds a duty outside the part whose accounts the issuer manages.
pub fn issue_staff_link(
    tx: &mut Tx<'_>,
    person: PersonId,
    by: PersonId,
    now: Millis,
) -> Result<String, Error> {
    let secret = fresh_secret();
    account::hold(tx, person)?;
    reach::may_let_in(tx, Kind::StaffLink, Some(by), person, now.date())?;
    account::ensure(tx, person, now)?;
    staff_account::note(tx, person)?;
    store::revoke(tx, person, Kind::StaffLink, now)?;
    let new = New {
        person: Some(person),
        kind: Kind::StaffLink,
        secret_hash: hash(&secret),
        code_hash: None,
        issued_by: Some(by),
        issued_at: now,
        expires_at: now.plus_days(policy::current().staff_link_days),
    };
    let id = store::insert(tx, &new)?;
    let entry = Entry::new(now, "staff_link.issue", "invitation")
        .on(id.0)
        .about(person)
        .by(by);
    audit::write(tx, &entry)?;
    Ok(secret)
}
