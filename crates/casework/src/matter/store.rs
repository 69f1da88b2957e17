//! Matters in the database. Staff find them through the place of their owner, and while they are
//! asked to take one or to rule, through their own.

use org::tree::store::{self as orgs, Scope};
use org::{Org, OrgPath};
use platform::clock::Millis;
use platform::db::{DbError, FromValue as _, Tx, Value};
use platform::error::{Error, OrNotFound as _, conflict, internal};
use platform::ids::{OrgId, PersonId};
use platform::module::Moved;
use platform::tally::{LEVEL, end_of};
use platform::{params, sql};

use super::{Happened, Judged, Kind, Matter, MatterId, Proof};

/// A matter whose owner is within the scope.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    kind: Kind,
    id: MatterId,
) -> Result<Matter, Error> {
    let asked = params![scope.person, scope.permission, scope.today, id, kind.code()];
    tx.opt(sql!("sql/find_scoped.sql"), asked).or_not_found()
}

/// A matter that may be seen: also by who received it first, is asked to take it or to rule.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_seen(tx: &mut Tx<'_>, scope: Scope, kind: Kind, id: MatterId) -> Result<Matter, Error> {
    let asked = params![scope.person, scope.permission, scope.today, id, kind.code()];
    tx.opt(sql!("sql/find_seen.sql"), asked).or_not_found()
}

/// A matter that is offered within the scope.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_offered(
    tx: &mut Tx<'_>,
    scope: Scope,
    kind: Kind,
    id: MatterId,
) -> Result<Matter, Error> {
    let asked = params![scope.person, scope.permission, scope.today, id, kind.code()];
    tx.opt(sql!("sql/find_offered.sql"), asked).or_not_found()
}

/// A matter that is to be ruled on within the scope.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_ruling(
    tx: &mut Tx<'_>,
    scope: Scope,
    kind: Kind,
    id: MatterId,
) -> Result<Matter, Error> {
    let asked = params![scope.person, scope.permission, scope.today, id, kind.code()];
    tx.opt(sql!("sql/find_ruling.sql"), asked).or_not_found()
}

/// A matter of an organisation below one's own, for what only somebody above decides.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_below(
    tx: &mut Tx<'_>,
    scope: Scope,
    kind: Kind,
    id: MatterId,
) -> Result<Matter, Error> {
    let asked = params![scope.person, scope.permission, scope.today, id, kind.code()];
    tx.opt(sql!("sql/find_below.sql"), asked).or_not_found()
}

/// A matter by id, inside an operation that has judged who may touch it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: MatterId) -> Result<Matter, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// Holds a matter and the organisations its paths come from until the transaction ends. Rows of
/// organisations are held first and in one order; had its owner changed before the matter itself
/// was held, somebody else was quicker.
///
/// # Errors
/// A conflict then; not found.
pub fn hold(tx: &mut Tx<'_>, id: MatterId, also: &[OrgId]) -> Result<Matter, Error> {
    let seen = find(tx, id)?;
    let wanted = also.iter().copied().chain([seen.owner_org]).collect();
    orgs::hold_all(tx, &wanted)?;
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    let held = find(tx, id)?;
    if held.owner_org != seen.owner_org {
        return Err(conflict("matter-changed"));
    }
    Ok(held)
}

/// What happened to a matter that was found, in order.
///
/// # Errors
/// The database's.
pub fn steps(tx: &mut Tx<'_>, id: MatterId) -> Result<Vec<Happened>, DbError> {
    tx.all(sql!("sql/steps.sql"), params![id])
}

/// What was done, by round.
///
/// # Errors
/// The database's.
pub fn proofs(tx: &mut Tx<'_>, id: MatterId) -> Result<Vec<Proof>, DbError> {
    tx.all(sql!("sql/proofs.sql"), params![id])
}

/// What was said of it, by round.
///
/// # Errors
/// The database's.
pub fn verdicts(tx: &mut Tx<'_>, id: MatterId) -> Result<Vec<Judged>, DbError> {
    tx.all(sql!("sql/verdicts.sql"), params![id])
}

/// Writes down what was done in the matter's round.
///
/// # Errors
/// The database's.
pub fn prove(
    tx: &mut Tx<'_>,
    matter: &Matter,
    words: &str,
    by: PersonId,
    now: Millis,
) -> Result<(), DbError> {
    let row = params![matter.id, matter.round, words, by, now];
    tx.exec(sql!("sql/insert_proof.sql"), row)?;
    Ok(())
}

/// The lowest organisation that stands at or above all that a matter has been with and this one.
///
/// # Errors
/// The database's; when they share no root, which no city has.
pub fn common(tx: &mut Tx<'_>, matter: &Matter, to: &Org) -> Result<Org, Error> {
    let with: Vec<(String,)> = tx.all(sql!("sql/concerned.sql"), params![matter.id])?;
    let mut shared = shared(&matter.path, to.path.as_str()).to_owned();
    for (path,) in &with {
        shared = self::shared(&shared, path).to_owned();
    }
    let root = OrgPath::from_value(Value::Text(shared))?;
    orgs::by_path(tx, &root).map_err(|_| internal("two organisations without a common one"))
}

/// What two paths share, in whole levels.
fn shared<'p>(one: &'p str, other: &str) -> &'p str {
    let mut end = 0;
    while end + LEVEL <= one.len() && one.get(end..end + LEVEL) == other.get(end..end + LEVEL) {
        end += LEVEL;
    }
    one.get(..end).unwrap_or_default()
}

/// Matters within a scope from which on a list is read in its own order: more would have to be put in
/// order than are passed over.
const MANY: i64 = 10_000;

/// Whether somebody sees so many matters that a list is read in its own order; the others' lists are
/// read by place.
///
/// # Errors
/// The database's.
pub fn sees_much(tx: &mut Tx<'_>, scope: Scope) -> Result<bool, DbError> {
    let who = params![scope.person, scope.permission, scope.today];
    let seen: (i64,) = tx.one(sql!("sql/many.sql"), who)?;
    Ok(seen.0 >= MANY)
}

/// Letters of a path of whoever sees a large part of the tree: a city, a district, a street.
const HIGH: i64 = 12;

/// Whether somebody stands so high that a list of what organisations have is read in its own order.
///
/// # Errors
/// The database's.
pub fn stands_high(tx: &mut Tx<'_>, scope: Scope) -> Result<bool, DbError> {
    let who = params![scope.person, scope.permission, scope.today];
    let depth: (i64,) = tx.one(sql!("sql/depth.sql"), who)?;
    Ok(depth.0 <= HIGH)
}

/// Whether somebody may do something at a place.
///
/// # Errors
/// The database's.
pub fn reaches(
    tx: &mut Tx<'_>,
    scope: Scope,
    permission: &str,
    path: &str,
) -> Result<bool, DbError> {
    let asked = params![scope.person, permission, scope.today, path];
    let found: (i64,) = tx.one(sql!("sql/reaches.sql"), asked)?;
    Ok(found.0 > 0)
}

/// The number of a person in records.
///
/// # Errors
/// The database's.
pub fn person_no(tx: &mut Tx<'_>, person: PersonId) -> Result<i64, DbError> {
    let found: (i64,) = tx.one(sql!("sql/person_no.sql"), params![person])?;
    Ok(found.0)
}

/// The name of a person.
///
/// # Errors
/// The database's.
pub fn person_name(tx: &mut Tx<'_>, person: PersonId) -> Result<String, DbError> {
    let found: (String,) = tx.one(sql!("sql/person_name.sql"), params![person])?;
    Ok(found.0)
}

/// Lets the paths of matters follow a move of their organisations.
///
/// # Errors
/// The database's.
pub fn moved(tx: &mut Tx<'_>, subtree: &Moved<'_>) -> Result<(), Error> {
    let from = i64::try_from(subtree.old.len()).unwrap_or(0) + 1;
    let range = params![subtree.new, from, subtree.old, end_of(subtree.old)];
    tx.exec(sql!("sql/moved.sql"), range)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn what_two_places_share_ends_at_a_level() {
        for (one, other, both) in [
            ("000100010002", "00010001000a", "00010001"),
            ("00010001", "000100010002", "00010001"),
            ("0001", "0001", "0001"),
            ("00010001", "0001000a", "0001"),
            ("0001", "0002", ""),
        ] {
            assert_eq!(shared(one, other), both, "{one} {other}");
        }
    }
}
