//! Projects in the database: those of one's own organisations and below.

use org::tree::store::Scope;
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::{params, sql};

use super::{Action, Measurement, Project, ProjectId};
use platform::web::After;

/// Projects a page of the list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;

/// Projects within a scope, the newest first.
///
/// # Errors
/// The database's.
pub fn list_scoped(tx: &mut Tx<'_>, scope: Scope, after: After) -> Result<Vec<Project>, DbError> {
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            after.key,
            Value::Id(after.id)
        ],
    )
}

/// A project within a scope.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: ProjectId) -> Result<Project, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// What is done for a project that was found, by its day.
///
/// # Errors
/// The database's.
pub fn actions(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<Action>, DbError> {
    tx.all(sql!("sql/actions.sql"), params![id])
}

/// The measurements of a project that was found, in order.
///
/// # Errors
/// The database's.
pub fn measurements(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<Measurement>, DbError> {
    tx.all(sql!("sql/measurements.sql"), params![id])
}
