//! Lead secretaries in the database. Staff find them through their grants.

use jiff::civil::Date;
use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::{Happened, Leader, LeaderId, Vetting, VettingId};
use platform::web::After;

/// Lines a page of the list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;

/// Lead secretaries within the scope, the newest first; of one state, or of all.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    state: &str,
    after: After,
) -> Result<Vec<Leader>, DbError> {
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            state,
            after.key,
            Value::Id(after.id)
        ],
    )
}

/// One within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: LeaderId) -> Result<Leader, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// One that was found through the scope or by its question, held until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, id: LeaderId) -> Result<Leader, Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    find(tx, id)
}

/// One whose scope the caller has judged.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: LeaderId) -> Result<Leader, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// The questions about one who was found.
///
/// # Errors
/// The database's.
pub fn vettings(tx: &mut Tx<'_>, id: LeaderId) -> Result<Vec<Vetting>, DbError> {
    tx.all(sql!("sql/vettings.sql"), params![id])
}

/// A question; the caller judges the scope by whom it is about, or has a door to it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn vetting(tx: &mut Tx<'_>, id: VettingId) -> Result<Vetting, Error> {
    tx.opt(sql!("sql/vetting.sql"), params![id]).or_not_found()
}

/// A question put to an organisation within the scope of whoever answers.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn vetting_mine(tx: &mut Tx<'_>, scope: Scope, id: VettingId) -> Result<Vetting, Error> {
    tx.opt(
        sql!("sql/vetting_mine.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A question that waits: which, about whom, what, for which department, by when.
pub type Waiting = (VettingId, String, String, String, Date);

/// The questions that wait for one's own organisations.
///
/// # Errors
/// The database's.
pub fn waiting_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Waiting>, DbError> {
    tx.all(
        sql!("sql/vettings_waiting_scoped.sql"),
        params![scope.person, scope.permission, scope.today],
    )
}

/// What happened to one who was found, the newest first.
///
/// # Errors
/// The database's.
pub fn events(tx: &mut Tx<'_>, id: LeaderId) -> Result<Vec<Happened>, DbError> {
    tx.all(sql!("sql/events.sql"), params![id])
}

/// Members of a name within the scope and where they are at home; at most five.
///
/// # Errors
/// The database's.
pub fn named_members(
    tx: &mut Tx<'_>,
    scope: Scope,
    name: &str,
    home: &str,
) -> Result<Vec<(PersonId, String)>, DbError> {
    tx.all(
        sql!("sql/named_members.sql"),
        params![scope.person, scope.permission, scope.today, name, home],
    )
}

/// Appointed without the duty of the platform: which, who, where, the organisation, since when.
pub type Undutied = (LeaderId, String, String, OrgId, Millis);

/// Those within the scope of whoever gives duties; for the many who give none, nobody is looked at.
///
/// # Errors
/// The database's.
pub fn undutied_scoped(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Undutied>, DbError> {
    let who = params![scope.person, scope.permission, scope.today];
    let gives: (i64,) = tx.one(sql!("sql/gives.sql"), who)?;
    if gives.0 == 0 {
        return Ok(Vec::new());
    }
    tx.all(sql!("sql/undutied_scoped.sql"), who)
}

/// An area of the map: which, its name, its villages, of them without a secretary, of them whose
/// term has ended or ends soon.
pub type Area = (OrgId, String, i64, i64, i64);

/// The areas directly below an organisation that was found.
///
/// # Errors
/// The database's.
pub fn areas_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    of: OrgId,
    soon: Date,
) -> Result<Vec<Area>, DbError> {
    tx.all(
        sql!("sql/areas_scoped.sql"),
        params![scope.person, scope.permission, scope.today, of, soon],
    )
}

/// A village or community: which, its name, its place, its secretary, the end of its term, when
/// somebody joined there last.
pub type Village = (
    OrgId,
    String,
    String,
    Option<String>,
    Option<Date>,
    Option<Date>,
);

/// Which villages are asked for.
#[derive(Clone, Debug)]
pub struct Narrowed {
    /// The subtree.
    pub path: String,
    /// After which path.
    pub after: String,
    /// `vacant`, `term`, `quiet`, or empty for all.
    pub show: String,
    /// A term that ends by then ends soon.
    pub soon: Date,
    /// Whoever joined before is long ago.
    pub long_ago: Date,
}

/// Villages and communities within the scope, in the order of the tree.
///
/// # Errors
/// The database's.
pub fn villages_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    of: &Narrowed,
) -> Result<Vec<Village>, DbError> {
    tx.all(
        sql!("sql/villages_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            of.path,
            format!("{}~", of.path),
            of.after,
            of.show,
            of.soon,
            of.long_ago
        ],
    )
}
