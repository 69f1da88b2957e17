//! Backup, restore and verify of a city on SQLite.
//!
//! A backup is a folder: the database as of one moment, the files it names, and a manifest
//! with the hash of each, written last, so that a backup cut short is none. Keys are never in
//! it. PostgreSQL is backed up by its own tools; [`verify`] looks at both.

mod make;
mod manifest;
mod restore;
mod verify;

use std::path::{Path, PathBuf};

use crate::files;

pub use make::backup;
pub use manifest::{Manifest, Part};
pub use restore::restore;
pub use verify::{Findings, verify};

/// The database within a data folder and within a backup.
pub const DATABASE: &str = "city.db";
/// The folder of contents within a data folder and within a backup.
pub const FILES: &str = "files";
/// The folder of keys within a data folder, never within a backup.
pub const KEYS: &str = "keys";
/// What marks a sample city, within a data folder and within a backup.
pub const SAMPLE: &str = "SAMPLE";
/// The manifest of a backup.
pub const MANIFEST: &str = "manifest.json";

/// Why a backup was not made or not restored. The words are for the operator's terminal.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder to write to holds something.
    #[error("{0} is not empty. Name a new folder; nothing was changed.")]
    NotEmpty(PathBuf),
    /// The folder is no backup, or one that was cut short.
    #[error("{0} is not a whole backup: it has no readable manifest.json.")]
    NoManifest(PathBuf),
    /// A file of the backup is missing or changed.
    #[error("the backup is damaged: {0} is missing or not what the manifest says.")]
    Damaged(String),
    /// The database's own check found something.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The database's answer.
    #[error("the database: {0}")]
    Db(#[from] crate::error::Error),
}

fn io_at(path: &Path) -> impl FnOnce(std::io::Error) -> BackupError {
    let path = path.to_owned();
    move |error| BackupError::Io { path, error }
}

/// Makes a folder that is not there yet, or takes an empty one.
fn fresh_folder(folder: &Path) -> Result<(), BackupError> {
    files::private_folder(folder).map_err(io_at(folder))?;
    let mut entries = std::fs::read_dir(folder).map_err(io_at(folder))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(BackupError::NotEmpty(folder.to_owned())),
    }
}

/// Copies a file and brings the copy to the disk; the hash is that of what was read.
async fn copy_synced(from: &Path, to: &Path) -> Result<crate::files::Stored, BackupError> {
    if let Some(folder) = to.parent() {
        tokio::fs::create_dir_all(folder)
            .await
            .map_err(io_at(folder))?;
    }
    tokio::fs::copy(from, to).await.map_err(io_at(from))?;
    let copy = tokio::fs::File::open(to).await.map_err(io_at(to))?;
    copy.sync_all().await.map_err(io_at(to))?;
    crate::files::hash_of(to).await.map_err(io_at(to))
}

/// Brings the names in a folder, and in all folders below it, to the disk.
fn sync_folders(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_folders(&path)?;
        }
    }
    std::fs::File::open(folder)?.sync_all()
}
