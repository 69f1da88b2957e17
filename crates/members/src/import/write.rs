//! Writing the rows of a roster in slices.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use org::Org;
use platform::app::App;
use platform::audit;
use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::prepare::{Step, Update};
use super::store::{self, ROWS};
use super::{Import, ImportId, in_slices};
use crate::belonging::{self, Act, BelongingKind, tallies};
use crate::bulk::insert_rows;
use crate::member::change::{differences, home_path};
use crate::member::store::{hold, update};

/// Writes rows in slices, behind everybody's work. All of them are queued at once: what nobody
/// comes between shares its COMMIT.
pub(super) async fn write(
    app: App,
    import: Import,
    act: Act,
    steps: Vec<Step>,
) -> Result<(), Error> {
    let steps: Arc<[Step]> = steps.into();
    in_slices(&app.db, steps.len(), "import_write", move |tx, slice| {
        write_slice(tx, &import, &steps[slice], act)
    })
    .await
}

fn write_slice(tx: &mut Tx<'_>, import: &Import, slice: &[Step], act: Act) -> Result<(), Error> {
    if store::hold(tx, import.id)? != "committing" {
        return Err(conflict("import-not-in-this-state"));
    }
    still_waiting(tx, import.id, slice)?;
    let held = hold_places(tx, slice)?;
    let mut members = Vec::new();
    let mut rows = Vec::with_capacity(slice.len());
    for step in slice {
        match step {
            Step::Create(row, prepared, org) => {
                let stands = held.get(org).map(|org| org.path.as_str());
                if stands != Some(prepared.path()) {
                    return Err(conflict("import-branch-moved"));
                }
                members.push(&**prepared);
                rows.push(row.values(import.id));
            }
            Step::Update(row, one) => {
                write_update(tx, one, act)?;
                rows.push(row.values(import.id));
            }
            Step::Done(row) => rows.push(row.values(import.id)),
        }
    }
    insert_rows(tx, &members)?;
    tx.insert_many(&ROWS, &rows)?;
    Ok(())
}

/// Holds the members the slice changes and then the organisations whose counts it touches, each
/// in one order, so that two slices do not wait for each other.
fn hold_places(tx: &mut Tx<'_>, slice: &[Step]) -> Result<BTreeMap<OrgId, Org>, Error> {
    let people: BTreeSet<PersonId> = slice
        .iter()
        .filter_map(|step| match step {
            Step::Update(_, one) => Some(one.person),
            Step::Create(..) | Step::Done(_) => None,
        })
        .collect();
    let mut orgs = BTreeSet::new();
    for person in people {
        hold(tx, person)?;
        orgs.extend(belonging::home_of(tx, person)?);
    }
    orgs.extend(slice.iter().filter_map(|step| match step {
        Step::Create(_, _, org) => Some(*org),
        Step::Update(_, one) => one.home,
        Step::Done(_) => None,
    }));
    org::tree::store::hold_all(tx, &orgs)
}

/// Whether another process has dealt with the slice meanwhile.
fn still_waiting(tx: &mut Tx<'_>, id: ImportId, slice: &[Step]) -> Result<(), Error> {
    let number = |step: &Step| match step {
        Step::Create(row, ..) | Step::Update(row, _) | Step::Done(row) => row.number,
    };
    let (Some(first), Some(last)) = (slice.first().map(number), slice.last().map(number)) else {
        return Ok(());
    };
    let (waiting,): (i64,) = tx.one(sql!("sql/still_waiting.sql"), params![id, first, last])?;
    if usize::try_from(waiting) == Ok(slice.len()) {
        Ok(())
    } else {
        Err(conflict("import-not-in-this-state"))
    }
}

fn write_update(tx: &mut Tx<'_>, one: &Update, act: Act) -> Result<(), Error> {
    hold(tx, one.person)?;
    if !update(tx, one.person, &one.next, &one.before, one.seen, act.now)? {
        return Err(conflict("member-changed-meanwhile"));
    }
    match (one.home, belonging::hold_home(tx, one.person)?) {
        (_, Some(org)) => {
            tallies::changed(tx, org.path.as_str(), &one.before, &one.next.record)?;
        }
        (Some(org), None) => {
            let org = org::tree::store::find(tx, org)?;
            let today = act.now.date();
            belonging::join(tx, one.person, &org, BelongingKind::Home, today, act)?;
        }
        (None, None) => return Err(conflict("member-changed-meanwhile")),
    }
    let fields = differences(&one.before, &one.next.record);
    let entry = act
        .entry("member.edit", "member")
        .on(one.person.0)
        .about(one.person)
        .within(home_path(tx, one.person)?.unwrap_or_default())
        .with(serde_json::json!({ "fields": fields, "by_roster": true }));
    Ok(audit::write(tx, &entry)?)
}
