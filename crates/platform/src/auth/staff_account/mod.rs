//! Accounts of staff, for the security administrator: inviting, a new link, closing.
//!
//! In scope is whoever holds or held a duty within one's own subtree, and whoever one invited
//! oneself: a person just invited has no duty yet.

pub mod pages;
mod store;

use store::{Found, find, search};

use crate::audit::{self, Entry};
use crate::auth::account;
use crate::auth::invitation::issue_staff_link;
use crate::clock::Millis;
use crate::db::Tx;
use crate::error::Error;
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
