//! The records beneath a number, in one's part of the tree.

use org::OrgPath;
use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::ids::OrgId;
use platform::{from_row, params, sql, tally};

/// A record beneath a number: when and where, and no name.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number in the stream.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// Where.
    pub org: Option<OrgId>,
    /// Its name.
    pub org_name: Option<String>,
    /// The verb's number.
    pub result: Option<i64>,
}
from_row!(Line {
    seq,
    at,
    org,
    org_name,
    result
});

/// Which records are asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Through which grants.
    pub scope: Scope,
    /// Of which verb.
    pub verb: String,
    /// Since when.
    pub since: Millis,
    /// At and below which place.
    pub place: OrgPath,
    /// Before which record: its time and number.
    pub before: (Millis, i64),
}

/// Levels of the tree that are walked by time: the city, its districts and streets.
const WIDE: usize = 2 * tally::LEVEL;

/// Records, the newest first; one more than fifty when there are more.
///
/// # Errors
/// The database's.
pub fn list(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<Line>, DbError> {
    let statement = if wanted.place.as_str().len() <= WIDE {
        sql!("sql/facts_wide_scoped.sql")
    } else {
        sql!("sql/facts_narrow_scoped.sql")
    };
    tx.all(
        statement,
        params![
            wanted.scope.person,
            wanted.scope.permission,
            wanted.scope.today,
            wanted.verb,
            wanted.since,
            wanted.place,
            wanted.place.end(),
            wanted.before.0,
            wanted.before.1
        ],
    )
}
