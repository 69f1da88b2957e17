//! Accounts of staff, for the security administrator: inviting, a new link, closing.
//!
//! Found is whoever holds a duty within one's own subtree, or held one there and holds none
//! anywhere, and whoever one invited oneself until their first duty. Acted upon is only whoever
//! holds every duty within it.

pub mod export;
pub mod pages;
mod store;

use store::{Found, Query, Sort, find, search};
pub use store::{note, rename};

use crate::audit::{self, Entry};
use crate::auth::account;
use crate::auth::invitation::issue_staff_link;
use crate::auth::reach;
use crate::clock::Millis;
use crate::db::Tx;
use crate::error::{Error, conflict, not_found};
use crate::ids::PersonId;

/// Somebody new among the staff: a name, an account to be opened, and the secret of the link.
/// Duties are given afterwards, in the organisation they hold them in.
///
/// # Errors
/// The database's.
fn invite(
    tx: &mut Tx<'_>,
    person: PersonId,
    name: &str,
    by: PersonId,
    now: Millis,
) -> Result<String, Error> {
    account::add_person(tx, person, name, now)?;
    let entry = Entry::new(now, "account.invite", "account")
        .on(person.0)
        .about(person)
        .by(by);
    audit::write(tx, &entry)?;
    issue_staff_link(tx, person, by, now)
}

/// A new link for an account in scope: the person's name, and the secret.
///
/// # Errors
/// Not found outside the scope; a conflict when a duty lies outside it, or when there is none
/// that a link for staff could be for.
fn renew_link(
    tx: &mut Tx<'_>,
    person: PersonId,
    by: PersonId,
    now: Millis,
) -> Result<(String, String), Error> {
    let found = find(tx, by, now.date(), person)?.ok_or_else(not_found)?;
    // A member whose last duty has ended is nobody's staff: their account is their own.
    if found.state != "invited" && !reach::holds_duties(tx, person, now.date())? {
        return Err(conflict("error-link-no-duty"));
    }
    Ok((found.name, issue_staff_link(tx, person, by, now)?))
}
