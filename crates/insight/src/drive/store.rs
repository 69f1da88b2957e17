//! Drives in the database. One sees those of one's own organisations, of everything below them,
//! and those from above that one takes part in.

use org::tree::store::Scope;
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::{params, sql};

use super::{Drive, DriveId, Evidence, Goal, GoalId, Measure, MeasureId, Review};
use platform::web::After;

/// Drives a page of the list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;

/// Drives to be seen, the newest first.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    words: &str,
    after: After,
) -> Result<Vec<Drive>, DbError> {
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            words,
            after.key,
            Value::Id(after.id)
        ],
    )
}

/// A drive that may be seen.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_seen(tx: &mut Tx<'_>, scope: Scope, id: DriveId) -> Result<Drive, Error> {
    tx.opt(
        sql!("sql/find_seen.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A drive of one's own organisations or below them: it may be changed.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: DriveId) -> Result<Drive, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A goal of a drive that may be changed, with the drive.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_goal(tx: &mut Tx<'_>, scope: Scope, id: GoalId) -> Result<(Drive, Goal), Error> {
    let of: (DriveId,) = tx
        .opt(sql!("sql/drive_of_goal.sql"), params![id])
        .or_not_found()?;
    let drive = find_scoped(tx, scope, of.0)?;
    let goal = tx.opt(sql!("sql/goal.sql"), params![id]).or_not_found()?;
    Ok((drive, goal))
}

/// A measure that one's own organisations or those below them do.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_measure(tx: &mut Tx<'_>, scope: Scope, id: MeasureId) -> Result<Measure, Error> {
    tx.opt(
        sql!("sql/measure_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// The goal and the drive of a measure that was found.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn above_measure(tx: &mut Tx<'_>, measure: &Measure) -> Result<(Drive, Goal), Error> {
    let of: (DriveId,) = tx
        .opt(sql!("sql/drive_of_goal.sql"), params![measure.goal])
        .or_not_found()?;
    let drive = tx.opt(sql!("sql/find.sql"), params![of.0]).or_not_found()?;
    let goal = tx
        .opt(sql!("sql/goal.sql"), params![measure.goal])
        .or_not_found()?;
    Ok((drive, goal))
}

/// The goals of a drive that was found.
///
/// # Errors
/// The database's.
pub fn goals(tx: &mut Tx<'_>, drive: DriveId) -> Result<Vec<Goal>, DbError> {
    tx.all(sql!("sql/goals.sql"), params![drive])
}

/// The measures of a drive that was found, by goal and number.
///
/// # Errors
/// The database's.
pub fn measures(tx: &mut Tx<'_>, drive: DriveId) -> Result<Vec<Measure>, DbError> {
    tx.all(sql!("sql/measures.sql"), params![drive])
}

/// The last verdict on each goal of a drive that was found.
///
/// # Errors
/// The database's.
pub fn verdicts(tx: &mut Tx<'_>, drive: DriveId) -> Result<Vec<Review>, DbError> {
    tx.all(sql!("sql/verdicts.sql"), params![drive])
}

/// All verdicts on a goal that was found, the newest first.
///
/// # Errors
/// The database's.
pub fn reviews(tx: &mut Tx<'_>, goal: GoalId) -> Result<Vec<Review>, DbError> {
    tx.all(sql!("sql/reviews.sql"), params![goal])
}

/// What was told of a measure that was found, the newest first.
///
/// # Errors
/// The database's.
pub fn evidence(tx: &mut Tx<'_>, measure: MeasureId) -> Result<Vec<Evidence>, DbError> {
    tx.all(sql!("sql/evidence.sql"), params![measure])
}
