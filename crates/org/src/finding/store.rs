//! Findings in the database.

use jiff::civil::Date;
use platform::db::{DbError, InsertMany, Kind, OnConflict, ToValue as _, Tx};
use platform::ids::OrgId;
use platform::{from_row, params, sql, tally};

use super::{Code, Finding, Unit};
use crate::term::TermId;
use crate::tree::store::Scope;
use crate::tree::{OrgKind, OrgPath};

static FINDINGS: InsertMany = InsertMany::new(
    "org_finding",
    &[
        ("org_id", Kind::Id),
        ("code", Kind::Text),
        ("path", Kind::Text),
        ("number", Kind::Int),
        ("day", Kind::Text),
    ],
    OnConflict::Fail,
);

/// An organisation in a list of what stands out.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrgKind,
    /// Its place: where the list goes on.
    pub path: String,
    /// By what it is measured.
    pub number: i64,
    /// The day a term ends.
    pub day: Option<Date>,
    /// What stands above it.
    pub above: Option<String>,
    /// Its present term.
    pub term: Option<TermId>,
}
from_row!(Line {
    org,
    name,
    kind,
    path,
    number,
    day,
    above,
    term
});

/// What a list is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Through which grants.
    pub scope: Scope,
    /// What stands out.
    pub code: Code,
    /// At and below which place.
    pub place: OrgPath,
    /// Only with this number; any for 0.
    pub number: i64,
    /// After which place.
    pub after: String,
}

/// Organisations about which this stands out; one more than fifty when there are more.
///
/// # Errors
/// The database's.
pub fn list(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<Line>, DbError> {
    let scope = wanted.scope;
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            wanted.code.code(),
            wanted.after,
            wanted.place,
            wanted.place.end(),
            wanted.number
        ],
    )
}

/// What is known of organisations after a place, a slice at a time.
///
/// # Errors
/// The database's.
pub fn units(tx: &mut Tx<'_>, after: &str, today: Date) -> Result<Vec<Unit>, DbError> {
    tx.all(sql!("sql/units.sql"), params![after, today])
}

/// What is known of one organisation.
///
/// # Errors
/// The database's.
pub fn unit(tx: &mut Tx<'_>, org: OrgId, today: Date) -> Result<Option<Unit>, DbError> {
    tx.opt(sql!("sql/unit.sql"), params![org, today])
}

/// An organisation, what was found, its number and its day.
pub type Found = (OrgId, Code, i64, Option<Date>);

/// What was found of organisations after one place up to another.
///
/// # Errors
/// The database's.
pub fn all_of(tx: &mut Tx<'_>, after: &str, last: &str) -> Result<Vec<Found>, DbError> {
    tx.all(sql!("sql/all_of.sql"), params![after, last])
}

/// What was found of one organisation.
///
/// # Errors
/// The database's.
pub fn of_org(tx: &mut Tx<'_>, org: OrgId) -> Result<Vec<Finding>, DbError> {
    let rows: Vec<(Code, i64, Option<Date>)> = tx.all(sql!("sql/of_org.sql"), params![org])?;
    Ok(rows
        .into_iter()
        .map(|(code, number, day)| Finding { code, number, day })
        .collect())
}

/// Puts what is found now in the place of what was found, and counts the difference. The caller
/// holds the organisation's row and read its path after that.
///
/// # Errors
/// The database's.
pub fn replace(
    tx: &mut Tx<'_>,
    org: OrgId,
    path: &OrgPath,
    found: &[Finding],
) -> Result<(), DbError> {
    for old in of_org(tx, org)? {
        tally::add(tx, path.as_str(), &old.indicator(), -1)?;
    }
    tx.exec(sql!("sql/forget.sql"), params![org])?;
    let rows: Vec<_> = found
        .iter()
        .map(|one| {
            vec![
                org.to_value(),
                one.code.code().to_value(),
                path.to_value(),
                one.number.to_value(),
                one.day.to_value(),
            ]
        })
        .collect();
    tx.insert_many(&FINDINGS, &rows)?;
    for new in found {
        tally::add(tx, path.as_str(), &new.indicator(), 1)?;
    }
    Ok(())
}
