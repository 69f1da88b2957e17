//! The list in the database.

use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{Item, Line};
use crate::matter::store::sees_much;
use crate::matter::{MatterId, Phase};
use platform::web::After;

/// Items a page holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;

/// An item that was found as a matter.
///
/// # Errors
/// [`Error::NotFound`] when it is none.
pub fn find(tx: &mut Tx<'_>, id: MatterId) -> Result<Item, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// The items within a scope, of a phase: those due first, or ended last, first.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    phase: Phase,
    after: After,
) -> Result<Vec<Line>, DbError> {
    let asked = params![
        scope.person,
        scope.permission,
        scope.today,
        phase.code(),
        after.key,
        Value::Id(after.id)
    ];
    if sees_much(tx, scope)? {
        tx.all(sql!("sql/list_wide.sql"), asked)
    } else {
        tx.all(sql!("sql/list_near.sql"), asked)
    }
}

/// What somebody answers for that is due before a moment.
///
/// # Errors
/// The database's.
pub fn mine(tx: &mut Tx<'_>, person: PersonId, before: Millis) -> Result<Vec<Line>, DbError> {
    tx.all(sql!("sql/mine.sql"), params![person, before])
}
