//! Requests in the database. Whoever asks finds them through the asking organisation, whoever
//! answers through the organisation that is asked.

use org::tree::store::{self as orgs, Scope};
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::ids::OrgId;
use platform::tally::end_of;
use platform::{params, sql};

use super::{Asked, Field, Request, RequestId, Units};
use platform::web::After;

/// Requests a page of a list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;
/// Organisations a page of answers holds.
pub const UNITS: usize = 50;

/// The requests one's organisations ask, the newest first.
///
/// # Errors
/// The database's.
pub fn asking_scoped(tx: &mut Tx<'_>, scope: Scope, after: After) -> Result<Vec<Request>, DbError> {
    tx.all(
        sql!("sql/asking_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            after.key,
            Value::Id(after.id)
        ],
    )
}

/// A request one's organisations ask.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: RequestId) -> Result<Request, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A request by id, for an operation that has judged the scope by the organisation asked.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: RequestId) -> Result<Request, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// What a request wants to know.
///
/// # Errors
/// The database's.
pub fn fields(tx: &mut Tx<'_>, id: RequestId) -> Result<Vec<Field>, DbError> {
    tx.all(sql!("sql/fields.sql"), params![id])
}

/// The organisations a request that was found is asked of, by place, after one of them; one more
/// than [`UNITS`].
///
/// # Errors
/// The database's.
fn units(tx: &mut Tx<'_>, id: RequestId, after: &str) -> Result<Vec<Asked>, DbError> {
    tx.all(sql!("sql/units.sql"), params![id, after])
}

/// The organisations a request that was not sent is about, as they stand today, after one of them;
/// one more than [`UNITS`].
///
/// # Errors
/// The database's.
pub fn standing(tx: &mut Tx<'_>, request: &Request, after: &str) -> Result<Vec<Asked>, Error> {
    let org = orgs::find(tx, request.org)?;
    Ok(match Units::from_code(&request.units) {
        Some(Units::Children) => {
            tx.all(sql!("sql/standing_children.sql"), params![org.id, after])?
        }
        _ => {
            let range = params![org.path, end_of(org.path.as_str()), after];
            tx.all(sql!("sql/standing_branches.sql"), range)?
        }
    })
}

/// The organisations of a request that was found, by place, after one of them: those it was sent
/// to, or those it is about.
///
/// # Errors
/// The database's.
pub fn concerned(tx: &mut Tx<'_>, request: &Request, after: &str) -> Result<Vec<Asked>, Error> {
    if request.sent_at.is_some() {
        return Ok(units(tx, request.id, after)?);
    }
    standing(tx, request, after)
}

/// How many of them have answered.
///
/// # Errors
/// The database's.
pub fn answered(tx: &mut Tx<'_>, id: RequestId) -> Result<i64, DbError> {
    let found: (i64,) = tx.one(sql!("sql/answered.sql"), params![id])?;
    Ok(found.0)
}

/// The values one organisation gave.
///
/// # Errors
/// The database's.
pub fn values(tx: &mut Tx<'_>, id: RequestId, org: OrgId) -> Result<Vec<(i64, String)>, DbError> {
    tx.all(sql!("sql/values.sql"), params![id, org])
}

/// An organisation that is asked and that one may answer for.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn unit_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: RequestId,
    org: OrgId,
) -> Result<Asked, Error> {
    tx.opt(
        sql!("sql/unit_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id, org],
    )
    .or_not_found()
}

/// A request as it waits for one organisation.
pub type Waiting = (RequestId, String, String, OrgId, String, jiff::civil::Date);

/// What waits for an answer of one's organisations: request, title, who asks, who is asked, until
/// when. At most a hundred; what is answered goes.
///
/// # Errors
/// The database's.
pub fn waiting_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Waiting>, DbError> {
    tx.all(
        sql!("sql/waiting_scoped.sql"),
        params![scope.person, scope.permission, scope.today],
    )
}
