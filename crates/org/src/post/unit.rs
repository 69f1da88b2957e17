//! The units of a joint branch (联合党支部).

use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, conflict, invalid};
use platform::ids::{OrgId, PersonId};
use platform::{from_row, params, sql, typed_id};

use crate::tree::store::hold;
use crate::tree::{Org, OrgKind};

typed_id!(
    /// A unit of a joint branch.
    JointUnitId
);

/// A unit as the page lists it.
#[derive(Clone, Debug)]
pub struct JointUnit {
    /// Which.
    pub id: JointUnitId,
    /// Its name.
    pub name: String,
}
from_row!(JointUnit { id, name });

/// The units of an organisation that was found.
///
/// # Errors
/// The database's.
pub fn of_org(tx: &mut Tx<'_>, org: OrgId) -> Result<Vec<JointUnit>, DbError> {
    tx.all(sql!("sql/units.sql"), params![org])
}

/// Adds a unit; more than usual are told of afterwards, and not refused.
///
/// # Errors
/// When the organisation is no joint branch, or the name is wrong or there already.
pub fn add(
    tx: &mut Tx<'_>,
    org: &Org,
    id: JointUnitId,
    name: &str,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let org = hold(tx, org.id)?;
    if org.kind != OrgKind::JointBranch {
        return Err(conflict("post-no-joint-branch"));
    }
    if !(2..=120).contains(&name.chars().count()) {
        return Err(invalid("unit", "org-name-length"));
    }
    let row = params![id, org.id, name, by, now];
    tx.exec(sql!("sql/add_unit.sql"), row).map_err(|error| {
        if error.is_unique() {
            invalid("unit", "post-unit-there")
        } else {
            error.into()
        }
    })?;
    note(tx, "org.add_unit", &org, by, now)
}

/// Takes a unit away.
///
/// # Errors
/// The database's.
pub fn remove(
    tx: &mut Tx<'_>,
    org: &Org,
    id: JointUnitId,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let org = hold(tx, org.id)?;
    if tx.exec(sql!("sql/remove_unit.sql"), params![id, org.id])? == 0 {
        return Ok(());
    }
    note(tx, "org.remove_unit", &org, by, now)
}

fn note(
    tx: &mut Tx<'_>,
    action: &'static str,
    org: &Org,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let entry = Entry::new(now, action, "org")
        .by(by)
        .on(org.id.0)
        .within(org.path.as_str());
    Ok(audit::write(tx, &entry)?)
}
