//! Duties after an upgrade: what a new release lets a duty do, those who hold it already may do too,
//! and what it takes away they may not do any more.
//!
//! Looked at once for each version of `rules/duties.toml`; a fresh city has nothing to mend.

use std::sync::Arc;

use jiff::civil::Date;
use platform::app::App;
use platform::audit::{self, Entry};
use platform::db::{Db, InsertMany, Kind, OnConflict, Tx};
use platform::error::Error;
use platform::ids::{Uuid, derived};
use platform::module::StartHook;
use platform::{params, sql};

use super::{DutyId, DutyKind, NewDuty, grant_row, kinds};
use crate::tree::OrgPath;

/// Which version of the table the grants follow.
const SETTING: &str = "duties.table";
/// Duties mended in one slice.
const SLICE: u32 = 500;

static REMEMBER: InsertMany = InsertMany::new(
    "setting",
    &[("key", Kind::Text), ("value", Kind::Text)],
    OnConflict::Replace {
        key: &["key"],
        columns: &["value"],
    },
);

/// Two nodes that start together mend the same duties.
static GRANTS: InsertMany = InsertMany::new(
    "grants",
    super::GRANT_COLUMNS,
    OnConflict::Keep(&["person_id", "permission", "path_lo", "duty_id"]),
);

/// Mends the grants behind the start: a million-member city opens its doors meanwhile.
#[must_use]
pub fn hook() -> StartHook {
    Arc::new(|app: App| {
        Box::pin(async move {
            tokio::spawn(async move {
                if let Err(error) = follow(&app, kinds()).await {
                    tracing::error!(%error, "duties do not follow the new table yet");
                }
            });
            Ok(())
        })
    })
}

/// Brings the grants of every duty that holds today or later in line with the table.
///
/// # Errors
/// The database's; what was mended stays, the rest is mended at the next start.
pub async fn follow(app: &App, table: &'static [DutyKind]) -> Result<(), Error> {
    let version = version(table);
    let known: Option<(String,)> = app
        .db
        .point("duty_table", |tx| {
            Ok(tx.opt(sql!("sql/table.sql"), params![SETTING])?)
        })
        .await?;
    if known.is_some_and(|(known,)| known == version) {
        return Ok(());
    }
    let today = app.clock.today();
    let (mut given, mut taken) = (0, 0);
    for kind in table {
        for permission in &kind.permissions {
            given += give(&app.db, kind, permission, today).await?;
        }
        taken += take(&app.db, kind).await?;
    }
    let now = app.clock.now();
    app.db
        .write("duty_table", move |tx| {
            tx.insert_many(&REMEMBER, &[params![SETTING, version].to_vec()])?;
            if given + taken > 0 {
                let detail = serde_json::json!({ "given": given, "taken": taken });
                audit::write(tx, &Entry::new(now, "duty.follow", "duty").with(detail))?;
            }
            Ok(())
        })
        .await
}

fn version(table: &[DutyKind]) -> String {
    let words: Vec<String> = table
        .iter()
        .map(|kind| format!("{} {}", kind.kind, kind.permissions.join(" ")))
        .collect();
    Uuid::from_bytes(derived("duties", &words.join("\n"))).to_string()
}

/// A duty without one of its grants.
type Lacking = (DutyId, platform::ids::PersonId, OrgPath, Date, Option<Date>);

async fn give(
    db: &Db,
    kind: &'static DutyKind,
    permission: &'static str,
    today: Date,
) -> Result<usize, Error> {
    let mut given = 0;
    loop {
        let count = db
            .bulk("give_grants", move |tx| {
                give_some(tx, kind, permission, today)
            })
            .await?;
        given += count;
        if count < SLICE as usize {
            return Ok(given);
        }
    }
}

fn give_some(
    tx: &mut Tx<'_>,
    kind: &DutyKind,
    permission: &str,
    today: Date,
) -> Result<usize, Error> {
    let lacking: Vec<Lacking> = tx.all(
        sql!("sql/lacking.sql"),
        params![kind.kind, permission, today, SLICE],
    )?;
    let rows: Vec<_> = lacking
        .into_iter()
        .map(|(id, person, path, from_on, until_on)| {
            let duty = NewDuty {
                id,
                person,
                kind: kind.kind.clone(),
                from_on,
                until_on,
            };
            grant_row(permission, &duty, &path)
        })
        .collect();
    tx.insert_many(&GRANTS, &rows)?;
    Ok(rows.len())
}

/// Takes away what the table no longer gives.
async fn take(db: &Db, kind: &'static DutyKind) -> Result<usize, Error> {
    let held: Vec<(String,)> = db
        .read("held_grants", move |tx| {
            Ok(tx.all(sql!("sql/held.sql"), params![kind.kind])?)
        })
        .await?;
    let mut taken = 0;
    for (permission,) in held {
        if kind.permissions.contains(&permission) {
            continue;
        }
        let count = db
            .bulk("take_grants", move |tx| {
                Ok(tx.exec(sql!("sql/take.sql"), params![kind.kind, permission])?)
            })
            .await?;
        taken += usize::try_from(count).unwrap_or(usize::MAX);
    }
    Ok(taken)
}
