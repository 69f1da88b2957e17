//! Many duties at once, for the sample city: the same rows that [`super::assign`] writes.

use platform::audit::{self, Entry};
use platform::auth::staff_account;
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::Error;
use platform::ids::OrgId;

use super::{GRANTS, NewDuty, grant_rows, kind};
use crate::tree::OrgPath;

static DUTIES: InsertMany = InsertMany::new(
    "duty",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("org_id", Kind::Id),
        ("kind", Kind::Text),
        ("from_on", Kind::Text),
        ("until_on", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Inserts duties with their grants and one audit entry for all.
///
/// # Errors
/// The database's; the batch is then not there at all.
pub fn insert_batch(
    tx: &mut Tx<'_>,
    batch: &[(NewDuty, OrgId, OrgPath)],
    now: Millis,
) -> Result<(), Error> {
    let mut duties: Vec<Vec<Value>> = Vec::with_capacity(batch.len());
    let mut grants: Vec<Vec<Value>> = Vec::new();
    for (new, org, path) in batch {
        duties.push(vec![
            new.id.to_value(),
            new.person.to_value(),
            org.to_value(),
            new.kind.to_value(),
            new.from_on.to_value(),
            new.until_on.to_value(),
            now.to_value(),
        ]);
        if let Some(rule) = kind(&new.kind) {
            grants.extend(grant_rows(rule, new, path));
        }
    }
    tx.insert_many(&DUTIES, &duties)?;
    tx.insert_many(&GRANTS, &grants)?;
    for (new, ..) in batch {
        staff_account::note(tx, new.person)?;
    }
    let detail = serde_json::json!({ "count": batch.len() });
    audit::write(
        tx,
        &Entry::new(now, "duty.insert_batch", "duty").with(detail),
    )?;
    Ok(())
}
