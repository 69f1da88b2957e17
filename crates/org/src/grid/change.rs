//! What is done to a grid: made, changed, given groups, taken away. The sums follow in the same
//! transaction.

use std::collections::BTreeMap;

use platform::app::App;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx};
use platform::error::{Error, conflict, internal, invalid, not_found};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql, tally};

use super::{Details, Grid, GridId, store};
use crate::tree::store::hold;
use crate::tree::{Org, OrgKind};

/// People who answer for one grid.
pub const PEOPLE: usize = 20;
/// Households a grid can have.
pub const HOUSEHOLDS: i64 = 100_000;

static PERSONS: InsertMany = InsertMany::new(
    "grid_person",
    &[
        ("grid_id", Kind::Id),
        ("no", Kind::Int),
        ("role", Kind::Text),
        ("name", Kind::Text),
    ],
    OnConflict::Fail,
);
static GROUPS: InsertMany = InsertMany::new(
    "grid_group",
    &[
        ("grid_id", Kind::Id),
        ("org_id", Kind::Id),
        ("households", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Who does something to a grid, and when.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// Who.
    pub by: PersonId,
    /// When.
    pub now: Millis,
    /// Households that a grid usually has (`grid.usual_households`).
    pub usual: i64,
}

/// Makes a grid of an organisation that was found; the same id again changes nothing.
///
/// # Errors
/// When a field is wrong, the name is taken, or the branch or a group stands elsewhere.
pub fn create(
    tx: &mut Tx<'_>,
    act: &Act,
    id: GridId,
    org: &Org,
    details: &Details,
) -> Result<(), Error> {
    let made: (i64,) = tx.one(sql!("sql/made.sql"), params![id, act.by])?;
    if made.0 > 0 {
        return Ok(());
    }
    let org = hold(tx, org.id)?;
    let carers = check(tx, &org, details)?;
    if store::named(tx, org.id, &details.name)?.is_some() {
        return Err(invalid("name", "grid-name-taken"));
    }
    let covered = covered(details);
    let row = params![
        id,
        org.id,
        org.path,
        details.name,
        details.place,
        details.households,
        details.branch,
        covered,
        carers,
        i64::from(details.households > act.usual),
        act.by,
        act.now
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    put(tx, id, details)?;
    let grid = store::find(tx, id)?.ok_or_else(|| internal("a new grid is not there"))?;
    count(tx, &grid, 1)?;
    note(tx, act, "grid.create", &grid)
}

/// Changes a grid, on the version its editor saw.
///
/// # Errors
/// As [`create`]; when somebody else changed it meanwhile.
pub fn edit(
    tx: &mut Tx<'_>,
    act: &Act,
    grid: &Grid,
    details: &Details,
    seen: i64,
) -> Result<(), Error> {
    let org = hold(tx, grid.org)?;
    tx.lock(sql!("sql/hold.sql"), params![grid.id])?;
    let before = store::find(tx, grid.id)?.ok_or_else(not_found)?;
    let groups = check(tx, &org, details)?;
    let namesake = store::named(tx, org.id, &details.name)?;
    if namesake.is_some_and(|other| other.id != grid.id) {
        return Err(invalid("name", "grid-name-taken"));
    }
    let row = params![
        grid.id,
        details.name,
        details.place,
        details.households,
        details.branch,
        covered(details),
        groups,
        i64::from(details.households > act.usual),
        seen
    ];
    if tx.exec(sql!("sql/update.sql"), row)? == 0 {
        return Err(conflict("grid-changed-meanwhile"));
    }
    tx.exec(sql!("sql/forget_people.sql"), params![grid.id])?;
    tx.exec(sql!("sql/forget_groups.sql"), params![grid.id])?;
    put(tx, grid.id, details)?;
    let after = store::find(tx, grid.id)?.ok_or_else(not_found)?;
    count(tx, &before, -1)?;
    count(tx, &after, 1)?;
    note(tx, act, "grid.edit", &after)
}

/// Takes a grid away; taken away twice, nothing more happens.
///
/// # Errors
/// The database's.
pub fn remove(tx: &mut Tx<'_>, act: &Act, grid: &Grid) -> Result<(), Error> {
    hold(tx, grid.org)?;
    tx.lock(sql!("sql/hold.sql"), params![grid.id])?;
    let Some(before) = store::find(tx, grid.id)? else {
        return Ok(());
    };
    tx.exec(sql!("sql/remove.sql"), params![grid.id])?;
    count(tx, &before, -1)?;
    note(tx, act, "grid.remove", &before)
}

/// Marks grids anew that a change of the rule made larger than usual, or no longer so.
///
/// # Errors
/// The database's.
pub async fn flag_again(app: &App, usual: i64) -> Result<(), Error> {
    loop {
        let wrong: Vec<(GridId,)> = app
            .db
            .read("misflagged_grids", move |tx| {
                Ok(tx.all(sql!("sql/misflagged.sql"), params![usual])?)
            })
            .await?;
        if wrong.is_empty() {
            return Ok(());
        }
        for slice in wrong.chunks(20) {
            let slice = slice.to_vec();
            app.db
                .bulk("flag_grids", move |tx| {
                    slice.iter().try_for_each(|(id,)| flag(tx, *id, usual))
                })
                .await?;
        }
    }
}

fn flag(tx: &mut Tx<'_>, id: GridId, usual: i64) -> Result<(), Error> {
    let Some(found) = store::find(tx, id)? else {
        return Ok(());
    };
    hold(tx, found.org)?;
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    let Some(grid) = store::find(tx, id)? else {
        return Ok(());
    };
    let large = grid.households > usual;
    if large == grid.large {
        return Ok(());
    }
    tx.exec(sql!("sql/flag.sql"), params![id, i64::from(large)])?;
    let by = if large { 1 } else { -1 };
    Ok(tally::add(tx, &grid.path, super::LARGE, by)?)
}

fn covered(details: &Details) -> i64 {
    details
        .groups
        .iter()
        .map(|(_, households)| households)
        .sum()
}

/// Whether everything fits; how many groups there are.
fn check(tx: &mut Tx<'_>, org: &Org, details: &Details) -> Result<i64, Error> {
    if !(1..=60).contains(&details.name.chars().count()) {
        return Err(invalid("name", "grid-name-length"));
    }
    if details.place.chars().count() > 300 {
        return Err(invalid("place", "org-too-long"));
    }
    if !(0..=HOUSEHOLDS).contains(&details.households) {
        return Err(invalid("households", "grid-households-range"));
    }
    let names = details.people.iter().map(|(_, name)| name.chars().count());
    if details.people.len() > PEOPLE || names.max().unwrap_or(1) > 60 {
        return Err(invalid("head", "grid-people-many"));
    }
    let carers: BTreeMap<OrgId, OrgKind> = store::carers(tx, &org.path)?
        .into_iter()
        .map(|one| (one.id, one.kind))
        .collect();
    if let Some(branch) = details.branch
        && !carers
            .get(&branch)
            .is_some_and(|kind| *kind != OrgKind::PartyGroup)
    {
        return Err(invalid("branch", "grid-no-such-branch"));
    }
    if details.branch.is_none() && !details.groups.is_empty() {
        return Err(invalid("branch", "grid-groups-without-branch"));
    }
    if details
        .groups
        .iter()
        .any(|(group, _)| carers.get(group) != Some(&OrgKind::PartyGroup))
    {
        return Err(invalid("groups", "grid-no-such-group"));
    }
    if details
        .groups
        .iter()
        .any(|(_, n)| !(0..=HOUSEHOLDS).contains(n))
        || covered(details) > details.households
    {
        return Err(invalid("groups", "grid-covered-too-many"));
    }
    Ok(i64::try_from(details.groups.len()).unwrap_or(i64::MAX))
}

fn put(tx: &mut Tx<'_>, id: GridId, details: &Details) -> Result<(), Error> {
    let people: Vec<_> = (1_i64..)
        .zip(&details.people)
        .map(|(no, (role, name))| {
            vec![
                id.to_value(),
                no.to_value(),
                role.to_value(),
                name.to_value(),
            ]
        })
        .collect();
    tx.insert_many(&PERSONS, &people)?;
    let groups: Vec<_> = details
        .groups
        .iter()
        .map(|(org, households)| vec![id.to_value(), org.to_value(), households.to_value()])
        .collect();
    tx.insert_many(&GROUPS, &groups)?;
    Ok(())
}

/// Counts a grid in (1) or out (-1). Its organisation is held.
fn count(tx: &mut Tx<'_>, grid: &Grid, by: i64) -> Result<(), Error> {
    for (indicator, number) in grid.counts() {
        tally::add(tx, &grid.path, indicator, number * by)?;
    }
    Ok(())
}

fn note(tx: &mut Tx<'_>, act: &Act, action: &'static str, grid: &Grid) -> Result<(), Error> {
    let entry = Entry::new(act.now, action, "grid")
        .by(act.by)
        .on(grid.id.0)
        .within(grid.path.as_str());
    Ok(audit::write(tx, &entry)?)
}
