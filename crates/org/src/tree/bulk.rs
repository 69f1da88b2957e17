//! Many organisations at once, for the sample city and for loading a tree of divisions.

use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::Error;
use platform::ids::OrgId;

use super::{OrgKind, OrgPath, UnitNature};

/// An organisation whose place is known already.
#[derive(Clone, Debug)]
pub struct PlacedOrg {
    /// Its id.
    pub id: OrgId,
    /// What stands above it.
    pub parent: Option<OrgId>,
    /// Its place.
    pub path: OrgPath,
    /// Its code.
    pub code: Option<String>,
    /// Its full name.
    pub full_name: String,
    /// Its short name.
    pub short_name: String,
    /// Its kind.
    pub kind: OrgKind,
    /// Its unit's nature.
    pub unit_nature: UnitNature,
    /// Whom to ask.
    pub contact: Option<String>,
    /// How many children it has; the next one gets the following ordinal.
    pub children: i64,
}

static ORGS: InsertMany = InsertMany::new(
    "org",
    &[
        ("id", Kind::Id),
        ("parent_id", Kind::Id),
        ("path", Kind::Text),
        ("code", Kind::Text),
        ("full_name", Kind::Text),
        ("short_name", Kind::Text),
        ("kind", Kind::Text),
        ("unit_nature", Kind::Text),
        ("contact", Kind::Text),
        ("children", Kind::Int),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Inserts organisations, parents before children, with one audit entry for all.
///
/// # Errors
/// The database's; the batch is then not there at all.
pub fn insert_batch(tx: &mut Tx<'_>, batch: &[PlacedOrg], now: Millis) -> Result<(), Error> {
    let rows: Vec<Vec<Value>> = batch
        .iter()
        .map(|one| {
            vec![
                one.id.to_value(),
                one.parent.to_value(),
                one.path.to_value(),
                one.code.to_value(),
                one.full_name.to_value(),
                one.short_name.to_value(),
                one.kind.to_value(),
                one.unit_nature.to_value(),
                one.contact.to_value(),
                one.children.to_value(),
                now.to_value(),
            ]
        })
        .collect();
    tx.insert_many(&ORGS, &rows)?;
    let detail = serde_json::json!({ "count": batch.len() });
    audit::write(tx, &Entry::new(now, "org.insert_batch", "org").with(detail))?;
    Ok(())
}
