//! Spots: places that residents know (a building, a gate), each with a poster whose code leads to
//! the organisation behind it. The code is public; it hangs on a door.

use org::tree::store::{self as orgs, Scope};
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _, invalid};
use platform::ids::OrgId;
use platform::random::typeable_code;
use platform::{from_row, params, sql};

use crate::matter::store::stands_high;
use org::Act;

pub mod pages;

/// Characters of a spot's code.
const CODE: usize = 8;
/// Spots a page of the list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 50;

/// A spot.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Its code.
    pub code: String,
    /// Who receives what is said there.
    pub org: OrgId,
    /// In words.
    pub org_name: String,
    /// What residents call it.
    pub label: String,
    /// Since when it leads nowhere any more.
    pub closed_at: Option<Millis>,
}

from_row!(Spot {
    code,
    org,
    org_name,
    label,
    closed_at
});

/// A code as it came in an address or a field.
#[must_use]
pub fn typed(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .take(16)
        .collect()
}

/// The spot of a code that is open, for whoever stands in front of it.
///
/// # Errors
/// The database's.
pub fn open(tx: &mut Tx<'_>, code: &str) -> Result<Option<Spot>, DbError> {
    tx.opt(sql!("sql/open.sql"), params![code])
}

/// Open spots whose label begins with the words: what hangs on doors anyway.
///
/// # Errors
/// The database's.
pub fn named(tx: &mut Tx<'_>, words: &str) -> Result<Vec<Spot>, DbError> {
    let end = format!("{words}\u{10ffff}");
    tx.all(sql!("sql/named.sql"), params![words, end])
}

/// The spots of one's organisations, by label, after one.
///
/// # Errors
/// The database's.
pub fn list_scoped(tx: &mut Tx<'_>, scope: Scope, after: &str) -> Result<Vec<Spot>, DbError> {
    let asked = params![scope.person, scope.permission, scope.today, after];
    if stands_high(tx, scope)? {
        tx.all(sql!("sql/list_wide.sql"), asked)
    } else {
        tx.all(sql!("sql/list_near.sql"), asked)
    }
}

/// A spot of one's organisations.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, code: &str) -> Result<Spot, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, code],
    )
    .or_not_found()
}

/// Makes a spot.
///
/// # Errors
/// Outside the scope.
pub fn make(tx: &mut Tx<'_>, act: &Act, org: OrgId, label: &str) -> Result<String, Error> {
    let org =
        orgs::find_scoped(tx, act.scope, org).map_err(|_| invalid("org", "request-no-such-org"))?;
    let code = typeable_code(CODE);
    make_with(tx, act, (&org, label), &code)?;
    Ok(code)
}

/// Makes a spot with a given code, for the sample city.
///
/// # Errors
/// The database's.
pub fn make_with(
    tx: &mut Tx<'_>,
    act: &Act,
    (org, label): (&org::Org, &str),
    code: &str,
) -> Result<(), Error> {
    let row = params![code, org.id, label, act.scope.person, act.now()];
    tx.exec(sql!("sql/insert.sql"), row)?;
    let entry = Entry::new(act.now(), "spot.make", "spot")
        .by(act.scope.person)
        .within(org.path.as_str());
    Ok(audit::write(tx, &entry)?)
}

/// Closes a spot: its code leads nowhere any more.
///
/// # Errors
/// Outside the scope.
pub fn close(tx: &mut Tx<'_>, act: &Act, code: &str) -> Result<(), Error> {
    let spot = find_scoped(tx, act.scope, code)?;
    tx.exec(sql!("sql/close.sql"), params![spot.code, act.now()])?;
    let org = orgs::find(tx, spot.org)?;
    let entry = Entry::new(act.now(), "spot.close", "spot")
        .by(act.scope.person)
        .within(org.path.as_str());
    Ok(audit::write(tx, &entry)?)
}
