//! Organisations in the database. Staff find them through their grants.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::{Org, OrgPath};

/// Through whom and by which permission something is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Who looks.
    pub person: PersonId,
    /// With which permission.
    pub permission: &'static str,
    /// On which day.
    pub today: Date,
}

/// An organisation within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: OrgId) -> Result<Org, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// The organisations at which the scope begins.
///
/// # Errors
/// The database's.
pub fn roots_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Org>, DbError> {
    tx.all(
        sql!("sql/roots_scoped.sql"),
        params![scope.person, scope.permission, scope.today],
    )
}

/// What stands directly below, within the scope.
///
/// # Errors
/// The database's.
pub fn children_scoped(tx: &mut Tx<'_>, scope: Scope, parent: OrgId) -> Result<Vec<Org>, DbError> {
    tx.all(
        sql!("sql/children_scoped.sql"),
        params![scope.person, scope.permission, scope.today, parent],
    )
}

/// The organisations a form offers: where the scope begins, and what stands directly below; id,
/// short name and path, at most two hundred.
///
/// # Errors
/// The database's.
pub fn for_form_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
) -> Result<Vec<(OrgId, String, String)>, DbError> {
    tx.all(
        sql!("sql/for_form_scoped.sql"),
        params![scope.person, scope.permission, scope.today],
    )
}

/// Organisations whose name holds the words, or whose code they are, within the scope, after a
/// path; one more than fifty when there are more.
///
/// # Errors
/// The database's.
pub fn search_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    words: &str,
    after: &str,
) -> Result<Vec<Org>, DbError> {
    tx.all(
        sql!("sql/search_scoped.sql"),
        params![scope.person, scope.permission, scope.today, words, after],
    )
}

/// Organisations with exactly this full name, short name or code, within the scope.
///
/// # Errors
/// The database's.
pub fn named_scoped(tx: &mut Tx<'_>, scope: Scope, name: &str) -> Result<Vec<Org>, DbError> {
    tx.all(
        sql!("sql/named_scoped.sql"),
        params![scope.person, scope.permission, scope.today, name],
    )
}

/// An organisation by id, for rules inside an operation that has judged the scope already.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: OrgId) -> Result<Org, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// An organisation by id, its row held until the transaction ends: whoever writes its path into
/// another row takes the path from here. A move changes these very rows, so it comes wholly
/// before or wholly after. Rows of people are held before rows of organisations.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, id: OrgId) -> Result<Org, Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    find(tx, id)
}

/// Holds several organisations, in one order whoever asks, so that two who hold the same ones
/// do not wait for each other.
///
/// # Errors
/// [`Error::NotFound`] when one is missing.
pub fn hold_all(tx: &mut Tx<'_>, ids: &BTreeSet<OrgId>) -> Result<BTreeMap<OrgId, Org>, Error> {
    ids.iter().map(|id| Ok((*id, hold(tx, *id)?))).collect()
}

/// An organisation by its place.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn by_path(tx: &mut Tx<'_>, path: &OrgPath) -> Result<Org, Error> {
    tx.opt(sql!("sql/by_path.sql"), params![path])
        .or_not_found()
}

/// Organisations below a place with exactly this name, short name or code; at most two, so that
/// a caller can tell one from several.
///
/// # Errors
/// The database's.
pub fn named_below(tx: &mut Tx<'_>, place: &OrgPath, name: &str) -> Result<Vec<Org>, DbError> {
    tx.all(
        sql!("sql/by_name_below.sql"),
        params![place, place.end(), name],
    )
}

/// The organisations from the root down to this place.
///
/// # Errors
/// The database's.
pub fn ancestors(tx: &mut Tx<'_>, path: &OrgPath) -> Result<Vec<Org>, DbError> {
    tx.all(sql!("sql/ancestors.sql"), params![path])
}

/// Where a person belongs today: home first, then floating and second.
///
/// # Errors
/// The database's.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<Vec<Org>, DbError> {
    tx.all(sql!("sql/of_person.sql"), params![person, today])
}
