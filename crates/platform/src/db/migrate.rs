//! Migrations: the same number and name for both engines, applied in order, each once.
//!
//! A migration is applied with its row in `schema_version` in one transaction, so a kill in the
//! middle leaves either the old schema or the new one. Before the first pending migration of a
//! city that already runs, SQLite's file is copied to `backups/`.

use std::path::Path;

use super::{Db, Engine, Sql};
use crate::clock::Clock;
use crate::error::Error;
use crate::{embedded, params, sql};

/// One migration of one engine.
#[derive(Clone, Debug)]
pub struct Migration {
    /// Its number; the same on both engines.
    pub number: i64,
    /// Its name.
    pub name: &'static str,
    /// Its statements.
    pub text: &'static str,
}

/// The migrations of an engine in order.
#[must_use]
pub fn all(engine: Engine) -> Vec<Migration> {
    let folder = engine.name();
    let mut found: Vec<Migration> = embedded::MIGRATIONS
        .iter()
        .filter_map(|(path, bytes)| {
            let file = path
                .strip_prefix(folder)?
                .strip_prefix('/')?
                .strip_suffix(".sql")?;
            let (number, name) = file.split_once('_')?;
            Some(Migration {
                number: number.parse().ok()?,
                name,
                text: std::str::from_utf8(bytes).ok()?,
            })
        })
        .collect();
    found.sort_by_key(|migration| migration.number);
    found
}

/// What a run did.
#[derive(Debug, PartialEq, Eq)]
pub struct Applied {
    /// The number before.
    pub from: i64,
    /// The number after.
    pub to: i64,
}

/// Brings a database up to date. `backups` is where a running city's file is copied first.
///
/// # Errors
/// When a migration fails; the schema then stands at the last one that succeeded. When the
/// database is newer than this binary.
pub async fn run(db: &Db, clock: &Clock, backups: Option<&Path>) -> Result<Applied, Error> {
    db.script(VERSION_TABLE.to_owned()).await?;
    let from = version(db).await?;
    let migrations = all(db.engine());
    let newest = migrations.last().map_or(0, |last| last.number);
    if from > newest {
        return Err(crate::error::internal(format!(
            "the database stands at migration {from}, this binary knows {newest}: use a newer one"
        )));
    }
    let pending: Vec<Migration> = migrations.into_iter().filter(|m| m.number > from).collect();
    if from > 0
        && let (Some(first), Some(folder), Engine::Sqlite) = (pending.first(), backups, db.engine())
    {
        crate::files::private_folder(folder).map_err(|e| crate::error::internal(e.to_string()))?;
        let name = format!("before-{:04}-{}.db", first.number, clock.now().0);
        db.copy_to(folder.join(name)).await?;
    }
    for migration in pending {
        let now = clock.now().0;
        let Migration { number, name, text } = migration;
        db.script(format!(
            "BEGIN;\n{text}\nINSERT INTO schema_version (number, name, applied_at) VALUES ({number}, '{name}', {now});\nCOMMIT;"
        ))
        .await?;
    }
    Ok(Applied { from, to: newest })
}

/// The number of the last applied migration.
///
/// # Errors
/// The database's.
pub async fn version(db: &Db) -> Result<i64, Error> {
    db.read("schema_version", |tx| {
        Ok(tx
            .one::<(i64,)>(sql!("sql/schema_version.sql"), params![])?
            .0)
    })
    .await
}

/// Whether the database holds no table at all, ours or anybody's. It is only looked at.
///
/// # Errors
/// The database's.
pub async fn is_blank(db: &Db) -> Result<bool, Error> {
    let tables = match db.engine() {
        Engine::Sqlite => &SQLITE_TABLES,
        Engine::Postgres => &POSTGRES_TABLES,
    };
    db.read("tables", move |tx| {
        Ok(tx.one::<(i64,)>(tables, params![])?.0 == 0)
    })
    .await
}

// Each engine has a catalogue of its own, which is why these are no files for both.
static SQLITE_TABLES: Sql = Sql::new("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'");
static POSTGRES_TABLES: Sql = Sql::new(
    "SELECT CAST(COUNT(*) AS BIGINT) FROM information_schema.tables WHERE table_schema = current_schema()",
);

/// The same words on both engines.
const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    number BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)";
