//! Writing what was planned, in slices: a kill leaves whole slices, and the next run goes on.

use platform::app::App;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::Error;
use platform::ids::OrgId;
use platform::{params, sql};

use super::plan::New;
use crate::tree::store;

/// Organisations of one slice; short enough that others write in between.
const SLICE: usize = 200;

static ORGS: InsertMany = InsertMany::new(
    "org",
    &[
        ("id", Kind::Id),
        ("parent_id", Kind::Id),
        ("path", Kind::Text),
        ("full_name", Kind::Text),
        ("short_name", Kind::Text),
        ("kind", Kind::Text),
        ("unit_nature", Kind::Text),
        ("admin_division", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Writes all of them below the committee they are for.
pub async fn all(
    app: &App,
    new: Vec<New>,
    below: OrgId,
    progress: impl Fn(usize, usize),
) -> Result<(), Error> {
    let (mut done, many) = (0, new.len());
    for slice in new.chunks(SLICE) {
        let (slice, now) = (slice.to_vec(), app.clock.now());
        let written = slice.len();
        app.db
            .bulk("import_divisions", move |tx| write(tx, &slice, below, now))
            .await?;
        done += written;
        progress(done, many);
    }
    Ok(())
}

fn write(tx: &mut Tx<'_>, slice: &[New], below: OrgId, now: Millis) -> Result<(), Error> {
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(slice.len());
    for siblings in slice.chunk_by(|a, b| a.parent == b.parent) {
        // Parents of this very slice have to be there before their children's places are taken.
        let parent = siblings[0].parent;
        if slice.iter().any(|one| one.id == parent) {
            tx.insert_many(&ORGS, &rows)?;
            rows.clear();
        }
        let count = i64::try_from(siblings.len()).unwrap_or(i64::MAX);
        let (last,): (i64,) = tx.one(sql!("sql/reserve.sql"), params![parent, count])?;
        let parent = store::find(tx, parent)?;
        for (ordinal, one) in (last - count + 1..).zip(siblings) {
            let setup = &one.setup;
            rows.push(vec![
                one.id.to_value(),
                parent.id.to_value(),
                parent.path.child(ordinal).to_value(),
                setup.full_name.to_value(),
                setup.short_name.to_value(),
                setup.kind.to_value(),
                setup.nature.to_value(),
                one.code.to_value(),
                now.to_value(),
            ]);
        }
    }
    tx.insert_many(&ORGS, &rows)?;
    let detail = serde_json::json!({ "count": slice.len() });
    let entry = Entry::new(now, "org.import_divisions", "org").on(below.0);
    audit::write(tx, &entry.with(detail))?;
    Ok(())
}
