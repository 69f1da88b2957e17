//! Making a backup while the city is in use.

use std::path::Path;

use super::manifest::{Manifest, Part};
use super::{BackupError, DATABASE, FILES, SAMPLE, copy_synced, fresh_folder, io_at};
use crate::clock::Clock;
use crate::db::{Db, Sql, Tx};
use crate::error::Error;
use crate::files::{self, Files, Hash, Stored};
use crate::{audit, params, sql};

/// Contents listed at a time.
const PAGE: u32 = 1_000;

/// What the copy of the database says of itself.
struct Inside {
    schema_version: i64,
    audit: audit::Head,
    hashes: Vec<Hash>,
}

/// Backs a city up into a new folder: the database as of one moment, then the contents it
/// names. The copy is checked before the manifest is written. `sample` is where the mark of a
/// sample city would lie: its copy must say on each page that it is one, too.
///
/// # Errors
/// [`BackupError::NotEmpty`]; [`BackupError::Corrupt`] when the database is; on PostgreSQL.
pub async fn backup(
    db: &Db,
    contents: &Files,
    clock: &Clock,
    sample: Option<&Path>,
    folder: &Path,
) -> Result<Manifest, BackupError> {
    fresh_folder(folder)?;
    let created_at = clock.now().0;
    let copy = folder.join(DATABASE);
    db.copy_to(copy.clone()).await?;
    let inside = Db::inspect(copy.clone(), look_inside)
        .await?
        .map_err(BackupError::Corrupt)?;

    let mut manifest = Manifest::new(created_at, inside.schema_version, inside.audit);
    let stored = files::hash_of(&copy).await.map_err(io_at(&copy))?;
    manifest.parts.push(part(DATABASE.to_owned(), stored));
    let kept = Files::open(&folder.join(FILES), clock)?;
    for hash in inside.hashes {
        let target = kept.path(hash);
        let stored = copy_synced(&contents.path(hash), &target).await?;
        let inner = target
            .strip_prefix(folder)
            .unwrap_or(&target)
            .to_string_lossy()
            .into_owned();
        if stored.hash != hash {
            return Err(BackupError::Damaged(inner));
        }
        manifest.parts.push(part(inner, stored));
    }
    if let Some(mark) = sample.filter(|mark| mark.is_file()) {
        let stored = copy_synced(mark, &folder.join(SAMPLE)).await?;
        manifest.parts.push(part(SAMPLE.to_owned(), stored));
    }
    manifest.write(folder)?;
    Ok(manifest)
}

fn part(path: String, stored: Stored) -> Part {
    Part {
        path,
        bytes: stored.bytes,
        sha256: stored.hash.to_string(),
    }
}

fn look_inside(tx: &mut Tx<'_>) -> Result<Result<Inside, String>, Error> {
    if let Err(words) = check_file(tx)? {
        return Ok(Err(words));
    }
    let schema_version = tx
        .one::<(i64,)>(sql!("sql/schema_version.sql"), params![])?
        .0;
    let mut hashes: Vec<Hash> = Vec::new();
    loop {
        let page = files::hashes(tx, hashes.last().copied(), PAGE)?;
        if page.is_empty() {
            break;
        }
        hashes.extend(page);
    }
    Ok(Ok(Inside {
        schema_version,
        audit: audit::head(tx)?,
        hashes,
    }))
}

/// SQLite's own check of a file: pages, indexes, and that no row refers to nothing.
pub(super) fn check_file(tx: &mut Tx<'_>) -> Result<Result<(), String>, Error> {
    // No statement of the product: these words exist on SQLite only.
    static INTEGRITY: Sql = Sql::new("PRAGMA integrity_check(10)");
    static REFERENCES: Sql = Sql::new("PRAGMA foreign_key_check");
    let found: Vec<(String,)> = match tx.all(&INTEGRITY, &[]) {
        Ok(found) => found,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let words: Vec<&str> = found
        .iter()
        .map(|(line,)| line.as_str())
        .filter(|line| *line != "ok")
        .collect();
    if !words.is_empty() {
        return Ok(Err(words.join("; ")));
    }
    // Table, row, the table it refers to, which of its references.
    let missing: Vec<(String, Option<i64>, String, i64)> = tx.all(&REFERENCES, &[])?;
    Ok(match missing.first() {
        None => Ok(()),
        Some((table, _, parent, _)) => Err(format!(
            "{} rows refer to nothing, the first in {table} to {parent}",
            missing.len()
        )),
    })
}
