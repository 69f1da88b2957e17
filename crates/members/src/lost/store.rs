//! Times out of touch in the database.

use org::tree::store::Scope;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{Lost, LostId, Tried};
use crate::moving::After;

/// Those one is out of touch with within the scope, in the order of the tree.
///
/// # Errors
/// The database's.
pub fn list_scoped(tx: &mut Tx<'_>, scope: Scope, after: &After) -> Result<Vec<Lost>, DbError> {
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            after.path,
            after.id()
        ],
    )
}

/// One of them within the scope.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: LostId) -> Result<Lost, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// One of them held until the transaction ends, read after that.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, id: LostId) -> Result<Lost, Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// Whether somebody is looked for, for themselves or whoever holds them.
///
/// # Errors
/// The database's.
pub fn open_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Lost>, DbError> {
    tx.opt(sql!("sql/open_of.sql"), params![person])
}

/// What was tried of one that was found, the newest first.
///
/// # Errors
/// The database's.
pub fn tried(tx: &mut Tx<'_>, id: LostId) -> Result<Vec<Tried>, DbError> {
    tx.all(sql!("sql/tried.sql"), params![id])
}
