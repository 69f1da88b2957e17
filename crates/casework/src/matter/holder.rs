//! Who can answer for a matter in an organisation: somebody with a duty for it, never free words.

use jiff::civil::Date;
use org::Org;
use platform::db::{DbError, Tx};
use platform::error::{Error, conflict, invalid};
use platform::ids::PersonId;
use platform::{params, sql};

/// Somebody who can answer for matters.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
}

/// Those with a duty for it in the organisation itself; where there is none, the nearest above.
///
/// # Errors
/// The database's.
pub fn of(
    tx: &mut Tx<'_>,
    org: &Org,
    permission: &'static str,
    today: Date,
) -> Result<Vec<Holder>, DbError> {
    // Who, the name, its order, and how deep the organisation stands.
    let found: Vec<(PersonId, String, String, i64)> = tx.all(
        sql!("sql/holders.sql"),
        params![org.path, permission, today],
    )?;
    let nearest = found.first().map(|one| one.3);
    Ok(found
        .into_iter()
        .filter(|one| Some(one.3) == nearest)
        .map(|(person, name, _, _)| Holder { person, name })
        .collect())
}

/// The first of them: who answers until somebody decides otherwise.
///
/// # Errors
/// When nobody in the whole line can answer: then nothing can be received.
pub fn first(
    tx: &mut Tx<'_>,
    org: &Org,
    permission: &'static str,
    today: Date,
) -> Result<PersonId, Error> {
    of(tx, org, permission, today)?
        .first()
        .map(|one| one.person)
        .ok_or_else(|| conflict("matter-nobody"))
}

/// A person who was chosen, if they are one of them.
///
/// # Errors
/// A fault of the field `person` otherwise.
pub fn chosen(
    tx: &mut Tx<'_>,
    org: &Org,
    permission: &'static str,
    today: Date,
    person: PersonId,
) -> Result<PersonId, Error> {
    of(tx, org, permission, today)?
        .into_iter()
        .map(|one| one.person)
        .find(|one| *one == person)
        .ok_or_else(|| invalid("person", "matter-no-such-person"))
}
