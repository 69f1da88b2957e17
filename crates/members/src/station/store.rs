//! Stations in the database. Anybody reads their facts; staff change those of their organisations.

use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{Ask, AskId, Event, Station, StationId};
use crate::moving::After;

/// Stations the public list shows of a place.
pub const SHOWN: usize = 100;

/// The places that have a station.
///
/// # Errors
/// The database's.
pub fn divisions(tx: &mut Tx<'_>) -> Result<Vec<(String,)>, DbError> {
    tx.all(sql!("sql/divisions.sql"), params![])
}

/// The open stations of a place, or the first of all places.
///
/// # Errors
/// The database's.
pub fn open_in(tx: &mut Tx<'_>, division: &str) -> Result<Vec<Station>, DbError> {
    tx.all(sql!("sql/open_in.sql"), params![division])
}

/// A station, for everybody.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: StationId) -> Result<Station, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// A station of one's own organisations.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: StationId) -> Result<Station, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// The stations of one's own organisations, in the order of the tree, with what waits there.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    after: &After,
) -> Result<Vec<(Station, i64)>, DbError> {
    let found: Vec<Station> = tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            after.path,
            after.id()
        ],
    )?;
    found
        .into_iter()
        .map(|one| {
            let (waiting,): (i64,) = tx.one(sql!("sql/count_open.sql"), params![one.id])?;
            Ok((one, waiting))
        })
        .collect()
}

/// What is on from a moment on, the soonest first.
///
/// # Errors
/// The database's.
pub fn events(tx: &mut Tx<'_>, station: StationId, from: Millis) -> Result<Vec<Event>, DbError> {
    tx.all(sql!("sql/events.sql"), params![station, from])
}

/// What was asked at a station that was found, what is open first.
///
/// # Errors
/// The database's.
pub fn asks(tx: &mut Tx<'_>, station: StationId) -> Result<Vec<Ask>, DbError> {
    tx.all(sql!("sql/asks.sql"), params![station])
}

/// What a member asked, the newest first.
///
/// # Errors
/// The database's.
pub fn asks_of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Ask>, DbError> {
    tx.all(sql!("sql/asks_of_person.sql"), params![person])
}

/// Asks without an answer at one's own stations, the oldest first; a few.
///
/// # Errors
/// The database's.
pub fn waiting_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Ask>, DbError> {
    tx.all(
        sql!("sql/waiting_scoped.sql"),
        params![scope.person, scope.permission, scope.today],
    )
}

/// An ask at a station, held until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when it is another station's.
pub fn hold_ask(tx: &mut Tx<'_>, station: StationId, id: AskId) -> Result<Ask, Error> {
    tx.lock(sql!("sql/hold_ask.sql"), params![id])?;
    let found: Ask = tx.opt(sql!("sql/ask.sql"), params![id]).or_not_found()?;
    if found.station != station {
        return Err(Error::NotFound);
    }
    Ok(found)
}
