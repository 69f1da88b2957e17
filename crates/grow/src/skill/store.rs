//! Rural training in the database. Staff find it through their grants; members see what their own
//! organisation and those above it offer.

use org::tree::store::{self as orgs, Scope};
use platform::clock::Millis;
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{Plan, PlanId, Seat, Session, SessionId, Skill, Used};
use platform::web::After;

/// Plans a page of the list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;

/// What can be learned, by one's own organisations and those above.
///
/// # Errors
/// The database's.
pub fn skills_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Skill>, DbError> {
    tx.all(
        sql!("sql/skills_scoped.sql"),
        params![scope.person, scope.permission, scope.today],
    )
}

/// Plans to be seen, the newest first.
///
/// # Errors
/// The database's.
pub fn plans_scoped(tx: &mut Tx<'_>, scope: Scope, after: After) -> Result<Vec<Plan>, DbError> {
    tx.all(
        sql!("sql/plans_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            after.key,
            Value::Id(after.id)
        ],
    )
}

/// A plan that may be seen: one's own, those below, and those from above.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn plan_seen(tx: &mut Tx<'_>, scope: Scope, id: PlanId) -> Result<Plan, Error> {
    tx.opt(
        sql!("sql/plan_seen.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A plan of one's own organisations or below them.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn plan_scoped(tx: &mut Tx<'_>, scope: Scope, id: PlanId) -> Result<Plan, Error> {
    tx.opt(
        sql!("sql/plan_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// The sessions of a plan that was found.
///
/// # Errors
/// The database's.
pub fn sessions(tx: &mut Tx<'_>, plan: PlanId) -> Result<Vec<Session>, DbError> {
    tx.all(sql!("sql/sessions.sql"), params![plan])
}

/// A session that may be seen.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn session_seen(tx: &mut Tx<'_>, scope: Scope, id: SessionId) -> Result<Session, Error> {
    tx.opt(
        sql!("sql/session_seen.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A session of one's own organisations or below them.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn session_scoped(tx: &mut Tx<'_>, scope: Scope, id: SessionId) -> Result<Session, Error> {
    tx.opt(
        sql!("sql/session_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A session that is offered to a member: by their own organisations or one above them.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn session_offered(
    tx: &mut Tx<'_>,
    person: PersonId,
    today: jiff::civil::Date,
    id: SessionId,
) -> Result<Session, Error> {
    let found: Session = tx
        .opt(sql!("sql/session.sql"), params![id])
        .or_not_found()?;
    let homes = orgs::of_person(tx, person, today)?;
    let meant = homes
        .iter()
        .any(|home| home.path.as_str().starts_with(&found.path));
    if meant || has_seat(tx, id, person)? {
        return Ok(found);
    }
    Err(Error::NotFound)
}

/// Sessions ahead that are offered to a member.
///
/// # Errors
/// The database's.
pub fn offered(tx: &mut Tx<'_>, person: PersonId, now: Millis) -> Result<Vec<Session>, DbError> {
    let mut all: Vec<Session> = Vec::new();
    for home in orgs::of_person(tx, person, now.date())? {
        for above in orgs::ancestors(tx, &home.path)? {
            let found: Vec<Session> = tx.all(sql!("sql/offered.sql"), params![above.id, now])?;
            let new = found.into_iter().filter(|one| one.off_words.is_none());
            for one in new {
                if !all.iter().any(|have| have.id == one.id) {
                    all.push(one);
                }
            }
        }
    }
    all.sort_by_key(|one| one.starts_at);
    Ok(all)
}

/// The sessions in which somebody has a seat, the newest first.
///
/// # Errors
/// The database's.
pub fn mine(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Session>, DbError> {
    tx.all(sql!("sql/mine.sql"), params![person])
}

/// A session that was found before, held until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, id: SessionId) -> Result<Session, Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    tx.opt(sql!("sql/session.sql"), params![id]).or_not_found()
}

/// The seats of a session that was found.
///
/// # Errors
/// The database's.
pub fn seats(tx: &mut Tx<'_>, id: SessionId) -> Result<Vec<Seat>, DbError> {
    tx.all(sql!("sql/seats.sql"), params![id])
}

/// Whether somebody has a seat.
///
/// # Errors
/// The database's.
pub fn has_seat(tx: &mut Tx<'_>, id: SessionId, person: PersonId) -> Result<bool, DbError> {
    let found: (i64,) = tx.one(sql!("sql/seat.sql"), params![id, person])?;
    Ok(found.0 > 0)
}

/// What came of a session that was found.
///
/// # Errors
/// The database's.
pub fn uses(tx: &mut Tx<'_>, id: SessionId) -> Result<Vec<Used>, DbError> {
    tx.all(sql!("sql/uses.sql"), params![id])
}

/// Whether somebody has said what came of it.
///
/// # Errors
/// The database's.
pub fn has_used(tx: &mut Tx<'_>, id: SessionId, person: PersonId) -> Result<bool, DbError> {
    let found: (i64,) = tx.one(sql!("sql/own_uses.sql"), params![id, person])?;
    Ok(found.0 > 0)
}
