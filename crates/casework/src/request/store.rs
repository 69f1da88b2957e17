//! Requests in the database.

use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::{from_row, params, sql};

use super::Request;
use crate::matter::store::sees_much;
use crate::matter::{MatterId, Phase};
use platform::web::After;

/// Requests a page of the list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;
/// A request in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub id: MatterId,
    /// What is wrong.
    pub words: String,
    /// As stored.
    pub topic: String,
    /// As stored.
    pub category: String,
    /// Whose it is.
    pub org: String,
    /// Who answers for it.
    pub person: String,
    /// As stored.
    pub state: String,
    /// When its clock began.
    pub clock_from: Millis,
    /// How long it may take.
    pub clock_ms: i64,
    /// How long it was paused.
    pub paused_ms: i64,
    /// Its place in the list.
    pub sort_at: i64,
}

from_row!(Line {
    id,
    words,
    topic,
    category,
    org,
    person,
    state,
    clock_from,
    clock_ms,
    paused_ms,
    sort_at
});

impl Line {
    /// When it is due.
    #[must_use]
    pub fn due(&self) -> Millis {
        self.clock_from
            .plus_ms(self.clock_ms.saturating_add(self.paused_ms))
    }
}

/// A request that was found as a matter.
///
/// # Errors
/// [`Error::NotFound`] when it is none.
pub fn find(tx: &mut Tx<'_>, id: MatterId) -> Result<Request, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// The request of a code.
///
/// # Errors
/// The database's.
pub fn by_code(tx: &mut Tx<'_>, index: Vec<u8>) -> Result<Option<MatterId>, DbError> {
    let found: Option<(MatterId,)> = tx.opt(sql!("sql/by_code.sql"), params![index])?;
    Ok(found.map(|found| found.0))
}

/// The requests within a scope, of a phase: those due first, or ended last, first.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    phase: Phase,
    topic: &str,
    after: After,
) -> Result<Vec<Line>, DbError> {
    let asked = params![
        scope.person,
        scope.permission,
        scope.today,
        phase.code(),
        after.key,
        Value::Id(after.id),
        topic
    ];
    if sees_much(tx, scope)? {
        tx.all(sql!("sql/list_wide.sql"), asked)
    } else {
        tx.all(sql!("sql/list_near.sql"), asked)
    }
}

/// Requests that are offered to organisations within a scope.
///
/// # Errors
/// The database's.
pub fn offered_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Line>, DbError> {
    let who = params![scope.person, scope.permission, scope.today];
    tx.all(sql!("sql/offered.sql"), who)
}

/// Requests that wait for a ruling within a scope.
///
/// # Errors
/// The database's.
pub fn rulings_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Line>, DbError> {
    let who = params![scope.person, scope.permission, scope.today];
    tx.all(sql!("sql/rulings.sql"), who)
}

/// Requests whose taking out waits for a decision within a scope.
///
/// # Errors
/// The database's.
pub fn undecided_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Line>, DbError> {
    let who = params![scope.person, scope.permission, scope.today];
    tx.all(sql!("sql/undecided.sql"), who)
}

/// What somebody answers for that is due before a moment.
///
/// # Errors
/// The database's.
pub fn mine(
    tx: &mut Tx<'_>,
    person: platform::ids::PersonId,
    before: Millis,
) -> Result<Vec<Line>, DbError> {
    tx.all(sql!("sql/mine.sql"), params![person, before])
}
