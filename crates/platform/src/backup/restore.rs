//! Bringing a backup back, into a new folder only.

use std::path::{Component, Path};

use super::make::check_file;
use super::manifest::Manifest;
use super::{BackupError, DATABASE, FILES, copy_synced, fresh_folder, io_at, sync_folders};
use crate::db::Db;

/// Restores a backup into a folder that is empty or not there. The keys are not part of it:
/// put the `keys` folder or the recovery sheet's keys beside the database before serving.
///
/// # Errors
/// [`BackupError::NotEmpty`], [`BackupError::NoManifest`], [`BackupError::Damaged`] before
/// anything is used; what was written until then stays, marked by the missing database.
pub async fn restore(backup: &Path, folder: &Path) -> Result<Manifest, BackupError> {
    let manifest = Manifest::read(backup)?;
    fresh_folder(folder)?;
    // The database comes last: a folder without one is not a city.
    let (database, contents): (Vec<_>, Vec<_>) = manifest
        .parts
        .iter()
        .partition(|part| part.path == DATABASE);
    std::fs::create_dir_all(folder.join(FILES)).map_err(io_at(folder))?;
    for part in contents.into_iter().chain(database) {
        let inner = Path::new(&part.path);
        let damaged = || BackupError::Damaged(part.path.clone());
        if !inner
            .components()
            .all(|piece| matches!(piece, Component::Normal(_)))
        {
            return Err(damaged());
        }
        let from = backup.join(inner);
        if !from.is_file() {
            return Err(damaged());
        }
        let to = folder.join(inner);
        let stored = copy_synced(&from, &to).await?;
        if stored.bytes != part.bytes || stored.hash.to_string() != part.sha256 {
            std::fs::remove_file(&to).map_err(io_at(&to))?;
            return Err(damaged());
        }
    }
    let copy = folder.join(DATABASE);
    if !copy.is_file() {
        return Err(BackupError::Damaged(DATABASE.to_owned()));
    }
    Db::inspect(copy, check_file)
        .await?
        .map_err(BackupError::Corrupt)?;
    sync_folders(folder).map_err(io_at(folder))?;
    Ok(manifest)
}
