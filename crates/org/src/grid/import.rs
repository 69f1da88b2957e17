//! Grids from a table: read and compared with the city first, shown, then taken or left. A file
//! that is sent again changes nothing.

use std::collections::BTreeMap;

use platform::db::Tx;
use platform::error::{Error, OrNotFound as _, conflict, internal};
use platform::ids::OrgId;
use platform::{audit, from_row, params, sql};
use serde::{Deserialize, Serialize};

use super::change::{self, Act, create, edit};
use super::sheet::{Fault, RawRow};
use super::store::{self, Carer};
use super::{Details, GridId, GridImportId, Role};
use crate::finding::{Limits, refresh};
use crate::tree::store::{self as orgs, Scope, find_scoped, named_scoped};
use crate::tree::{Org, OrgKind};

/// Grids written in one slice.
const SLICE: usize = 20;

/// A grid as the file says it, with what it names found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The row it stood in.
    pub row: u32,
    /// The id it gets if it is new.
    pub id: GridId,
    /// Its organisation.
    pub org: OrgId,
    /// The organisation's name, for the preview.
    pub org_name: String,
    /// What is said of it.
    pub details: Details,
    /// Whether a grid of this name is there already.
    pub known: bool,
}

/// Finds what the rows name within the scope and at or below an organisation.
///
/// # Errors
/// The database's; what is not found stands in the faults.
pub fn compare(
    tx: &mut Tx<'_>,
    scope: Scope,
    within: &Org,
    rows: &[RawRow],
    mut id: impl FnMut() -> GridId,
) -> Result<(Vec<Draft>, Vec<Fault>), Error> {
    let (mut drafts, mut faults) = (Vec::new(), Vec::new());
    let mut known: BTreeMap<String, Option<(Org, Vec<Carer>)>> = BTreeMap::new();
    let mut seen: BTreeMap<(OrgId, String), u32> = BTreeMap::new();
    for row in rows {
        if !known.contains_key(&row.org) {
            let found = place(tx, scope, within, &row.org)?;
            known.insert(row.org.clone(), found);
        }
        let Some(Some((org, carers))) = known.get(&row.org) else {
            faults.push(Fault::at(
                row.number,
                row.places[0],
                "grid-fault-org",
                row.org.as_str(),
            ));
            continue;
        };
        if let Some(first) = seen.insert((org.id, row.name.clone()), row.number) {
            let first = first.to_string();
            faults.push(Fault::at(
                row.number,
                row.places[1],
                "grid-fault-twice",
                first,
            ));
            continue;
        }
        match details(row, carers) {
            Ok(details) => drafts.push(Draft {
                row: row.number,
                id: id(),
                org: org.id,
                org_name: org.short_name.clone(),
                known: store::named(tx, org.id, &row.name)?.is_some(),
                details,
            }),
            Err(fault) => faults.push(fault),
        }
    }
    Ok((drafts, faults))
}

/// The one organisation of a name within the scope and the part of the tree.
fn place(
    tx: &mut Tx<'_>,
    scope: Scope,
    within: &Org,
    name: &str,
) -> Result<Option<(Org, Vec<Carer>)>, Error> {
    let mut found = named_scoped(tx, scope, name)?;
    found.retain(|org| within.path.holds(&org.path));
    // A full name is told from another's short name.
    if found.len() > 1 {
        found.retain(|org| org.full_name == name || org.code.as_deref() == Some(name));
    }
    match (found.pop(), found.is_empty()) {
        (Some(org), true) => {
            let carers = store::carers(tx, &org.path)?;
            Ok(Some((org, carers)))
        }
        _ => Ok(None),
    }
}

fn details(row: &RawRow, carers: &[Carer]) -> Result<Details, Fault> {
    let at = |column: usize, key: &str, value: &str| {
        Fault::at(row.number, row.places[column], key, value)
    };
    let called = |one: &&Carer, name: &str| one.full_name == name || one.short_name == name;
    let branch = match row.branch.as_str() {
        "" => None,
        name => Some(
            carers
                .iter()
                .filter(|one| one.kind != OrgKind::PartyGroup)
                .find(|one| called(one, name))
                .ok_or_else(|| at(4, "grid-fault-branch", name))?
                .id,
        ),
    };
    if branch.is_none() && !row.groups.is_empty() {
        return Err(at(8, "grid-fault-no-branch", ""));
    }
    let mut groups = Vec::new();
    for (name, households) in &row.groups {
        let of = |one: &&Carer| one.kind == OrgKind::PartyGroup && called(one, name);
        // A group of the grid's own branch before one of another that is called the same.
        let own = carers.iter().filter(of).find(|one| one.parent == branch);
        let group = own
            .or_else(|| carers.iter().find(of))
            .ok_or_else(|| at(8, "grid-fault-no-group", name))?;
        groups.push((group.id, *households));
    }
    groups.sort_unstable();
    groups.dedup_by_key(|(id, _)| *id);
    let covered: i64 = groups.iter().map(|(_, households)| households).sum();
    if covered > row.households {
        return Err(at(8, "grid-covered-too-many", ""));
    }
    let people: Vec<(String, String)> = Role::ALL
        .iter()
        .zip(&row.people)
        .flat_map(|(role, names)| {
            names
                .iter()
                .map(|name| (role.code().to_owned(), name.clone()))
        })
        .collect();
    let long = |text: &str, most: usize| text.chars().count() > most;
    if long(&row.name, 60) {
        return Err(at(1, "grid-name-length", ""));
    }
    if long(&row.place, 300) {
        return Err(at(2, "org-too-long", ""));
    }
    if people.len() > change::PEOPLE || people.iter().any(|(_, name)| long(name, 60)) {
        return Err(at(5, "grid-people-many", ""));
    }
    Ok(Details {
        name: row.name.clone(),
        place: row.place.clone(),
        households: row.households,
        branch,
        people,
        groups,
    })
}

/// An import as stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Which.
    pub id: GridImportId,
    /// Below which organisation.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// The file.
    pub file_name: String,
    /// `preview`, `committed`, `cancelled`.
    pub state: String,
    drafts: String,
    faults: String,
    /// New grids.
    pub added: i64,
    /// Changed ones.
    pub changed: i64,
    /// Those that were so already.
    pub unchanged: i64,
}
from_row!(Stored {
    id,
    org,
    org_name,
    file_name,
    state,
    drafts,
    faults,
    added,
    changed,
    unchanged
});

impl Stored {
    /// What can be taken.
    ///
    /// # Errors
    /// When it cannot be read any more: a fault of ours.
    pub fn drafts(&self) -> Result<Vec<Draft>, Error> {
        serde_json::from_str(&self.drafts).map_err(|fault| internal(fault.to_string()))
    }

    /// What cannot.
    ///
    /// # Errors
    /// When it cannot be read any more: a fault of ours.
    pub fn faults(&self) -> Result<Vec<Fault>, Error> {
        serde_json::from_str(&self.faults).map_err(|fault| internal(fault.to_string()))
    }
}

/// Keeps a file for its preview.
///
/// # Errors
/// Outside the scope.
pub fn stage(
    tx: &mut Tx<'_>,
    act: &Act,
    id: GridImportId,
    org: &Org,
    file_name: &str,
    (drafts, faults): (&[Draft], &[Fault]),
) -> Result<(), Error> {
    let text = |fault: serde_json::Error| internal(fault.to_string());
    let row = params![
        id,
        org.id,
        file_name,
        serde_json::to_string(drafts).map_err(text)?,
        serde_json::to_string(faults).map_err(text)?,
        act.by,
        act.now
    ];
    tx.exec(sql!("sql/import_insert.sql"), row)?;
    Ok(())
}

/// An import within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find(tx: &mut Tx<'_>, scope: Scope, id: GridImportId) -> Result<Stored, Error> {
    tx.opt(
        sql!("sql/import_find.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// The last imports within the scope.
///
/// # Errors
/// The database's.
pub fn latest(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Stored>, Error> {
    Ok(tx.all(
        sql!("sql/import_latest.sql"),
        params![scope.person, scope.permission, scope.today],
    )?)
}

/// What came of a slice: new, changed, so already.
pub type Outcome = [i64; 3];

/// Takes a slice of drafts; the organisation's scope is judged again for each.
///
/// # Errors
/// Outside the scope; when something the file named is gone.
pub fn take(
    tx: &mut Tx<'_>,
    scope: Scope,
    act: &Act,
    limits: &Limits,
    drafts: &[Draft],
) -> Result<Outcome, Error> {
    let mut outcome = [0; 3];
    for draft in drafts {
        let org = find_scoped(tx, scope, draft.org)?;
        match store::named(tx, org.id, &draft.details.name)? {
            None => {
                create(tx, act, draft.id, &org, &draft.details)?;
                outcome[0] += 1;
            }
            Some(grid) if store::details(tx, &grid)? == draft.details => outcome[2] += 1,
            Some(grid) => {
                edit(tx, act, &grid, &draft.details, grid.version)?;
                outcome[1] += 1;
            }
        }
        refresh::refresh(tx, org.id, limits, act.now.date())?;
    }
    Ok(outcome)
}

/// Slices of drafts that are written one after another.
pub fn slices(drafts: &[Draft]) -> impl Iterator<Item = Vec<Draft>> + '_ {
    drafts.chunks(SLICE).map(<[Draft]>::to_vec)
}

/// Ends an import: taken with its outcome, or left.
///
/// # Errors
/// [`Error::Conflict`] when it has ended already.
pub fn end(
    tx: &mut Tx<'_>,
    act: &Act,
    stored: &Stored,
    state: &'static str,
    outcome: Outcome,
) -> Result<(), Error> {
    let row = params![stored.id, state, outcome[0], outcome[1], outcome[2]];
    if tx.exec(sql!("sql/import_end.sql"), row)? == 0 {
        return Err(conflict("grid-import-ended"));
    }
    let org = orgs::find(tx, stored.org)?;
    let entry = audit::Entry::new(act.now, "grid.import", "grid_import")
        .by(act.by)
        .on(stored.id.0)
        .within(org.path.as_str())
        .with(serde_json::json!({ "state": state, "added": outcome[0], "changed": outcome[1] }));
    Ok(audit::write(tx, &entry)?)
}
