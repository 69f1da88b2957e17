//! Grids in the database, found through the organisation they link to.

use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::ids::OrgId;
use platform::{params, sql};

use super::{Details, Grid, GridId};
use crate::tree::store::Scope;
use crate::tree::{OrgKind, OrgPath};

/// A grid within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: GridId) -> Result<Grid, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A grid inside an operation that has judged the scope.
///
/// # Errors
/// The database's.
pub fn find(tx: &mut Tx<'_>, id: GridId) -> Result<Option<Grid>, DbError> {
    tx.opt(sql!("sql/find.sql"), params![id])
}

/// A grid of an organisation by its name, inside an operation that has judged the scope.
///
/// # Errors
/// The database's.
pub fn named(tx: &mut Tx<'_>, org: OrgId, name: &str) -> Result<Option<Grid>, DbError> {
    tx.opt(sql!("sql/named.sql"), params![org, name])
}

/// The grids of an organisation that was found, in the order they were made.
///
/// # Errors
/// The database's.
pub fn of_org(tx: &mut Tx<'_>, org: OrgId) -> Result<Vec<Grid>, DbError> {
    tx.all(sql!("sql/of_org.sql"), params![org])
}

/// The grids that a branch which was found looks after, wherever they are linked.
///
/// # Errors
/// The database's.
pub fn looked_after(tx: &mut Tx<'_>, branch: OrgId) -> Result<Vec<Grid>, DbError> {
    tx.all(sql!("sql/looked_after.sql"), params![branch])
}

/// Who answers for a grid that was found: role and name.
///
/// # Errors
/// The database's.
pub fn people(tx: &mut Tx<'_>, grid: GridId) -> Result<Vec<(String, String)>, DbError> {
    tx.all(sql!("sql/people.sql"), params![grid])
}

/// The party groups of a grid that was found: id, short name, households.
///
/// # Errors
/// The database's.
pub fn groups(tx: &mut Tx<'_>, grid: GridId) -> Result<Vec<(OrgId, String, i64)>, DbError> {
    tx.all(sql!("sql/groups.sql"), params![grid])
}

/// All that is said of a grid that was found.
///
/// # Errors
/// The database's.
pub fn details(tx: &mut Tx<'_>, grid: &Grid) -> Result<Details, DbError> {
    let groups = groups(tx, grid.id)?;
    Ok(Details {
        name: grid.name.clone(),
        place: grid.place.clone(),
        households: grid.households,
        branch: grid.branch,
        people: people(tx, grid.id)?,
        groups: groups.into_iter().map(|(id, _, n)| (id, n)).collect(),
    })
}

/// An organisation that can look after a grid.
#[derive(Clone, Debug)]
pub struct Carer {
    /// Which.
    pub id: OrgId,
    /// Its full name.
    pub full_name: String,
    /// Its short name.
    pub short_name: String,
    /// Its kind.
    pub kind: OrgKind,
    /// What stands above it.
    pub parent: Option<OrgId>,
}
platform::from_row!(Carer {
    id,
    full_name,
    short_name,
    kind,
    parent
});

/// Branches and party groups at and below a place, five hundred at most.
///
/// # Errors
/// The database's.
pub fn carers(tx: &mut Tx<'_>, place: &OrgPath) -> Result<Vec<Carer>, DbError> {
    tx.all(sql!("sql/carers.sql"), params![place, place.end()])
}

/// What a list of gaps shows, as the page names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gap {
    /// Grids without a branch.
    NoBranch,
    /// Grids with a branch and without a party group.
    NoGroup,
    /// Grids whose households are not all looked after.
    Uncovered,
    /// Grids larger than usual.
    Large,
    /// Communities without a grid.
    NoGrids,
}

impl Gap {
    /// Every one in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::NoGrids,
        Self::NoBranch,
        Self::NoGroup,
        Self::Uncovered,
        Self::Large,
    ];

    /// As it stands in an address and in word keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoBranch => "no-branch",
            Self::NoGroup => "no-group",
            Self::Uncovered => "uncovered",
            Self::Large => "large",
            Self::NoGrids => "no-grids",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Where a list of grids goes on: after a place and a grid in it.
#[derive(Clone, Debug)]
pub struct After {
    /// The place of the last one shown.
    pub path: String,
    /// The last one shown.
    pub id: [u8; 16],
}

impl After {
    /// From the first one.
    #[must_use]
    pub fn first() -> Self {
        Self {
            path: String::new(),
            id: [0; 16],
        }
    }

    /// Reads an address; one changed by hand begins at the first.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let parts = text.split_once('.');
        let read = parts.and_then(|(path, id)| {
            Some(Self {
                path: path.to_owned(),
                id: id.parse::<GridId>().ok()?.0,
            })
        });
        read.unwrap_or_else(Self::first)
    }

    /// After a grid, as it stands in an address.
    #[must_use]
    pub fn grid(grid: &Grid) -> String {
        format!("{}.{}", grid.path, grid.id)
    }
}

/// Grids of a part of the tree with a gap, in the tree's order; one more than fifty when there are
/// more. Communities without a grid stand in no grid's row and are listed by their finding.
///
/// # Errors
/// The database's.
pub fn gaps(
    tx: &mut Tx<'_>,
    scope: Scope,
    gap: Gap,
    place: &OrgPath,
    after: &After,
) -> Result<Vec<Grid>, DbError> {
    let statement = match gap {
        Gap::NoBranch => sql!("sql/no_branch_scoped.sql"),
        Gap::NoGroup => sql!("sql/no_group_scoped.sql"),
        Gap::Uncovered => sql!("sql/uncovered_scoped.sql"),
        Gap::Large => sql!("sql/large_scoped.sql"),
        Gap::NoGrids => return Ok(Vec::new()),
    };
    listed(tx, statement, scope, place, after)
}

/// All grids of a part of the tree, a thousand at a time.
///
/// # Errors
/// The database's.
pub fn all(
    tx: &mut Tx<'_>,
    scope: Scope,
    place: &OrgPath,
    after: &After,
) -> Result<Vec<Grid>, DbError> {
    listed(tx, sql!("sql/all_scoped.sql"), scope, place, after)
}

fn listed(
    tx: &mut Tx<'_>,
    statement: &'static platform::db::Sql,
    scope: Scope,
    place: &OrgPath,
    after: &After,
) -> Result<Vec<Grid>, DbError> {
    tx.all(
        statement,
        params![
            scope.person,
            scope.permission,
            scope.today,
            place,
            place.end(),
            after.path,
            Value::Id(after.id)
        ],
    )
}
