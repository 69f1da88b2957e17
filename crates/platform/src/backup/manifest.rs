//! What a backup holds, with the hash of each part.

use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{BackupError, MANIFEST, io_at};

/// The layout of the manifest.
const FORMAT: u32 = 1;

/// One file of a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// Its place within the backup, with `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of its content.
    pub sha256: String,
}

/// The table of contents of a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// When it was begun, epoch milliseconds.
    pub created_at: i64,
    /// The newest migration of its database.
    pub schema_version: i64,
    /// The position of its newest audit link.
    pub audit_pos: i64,
    /// The hash of that link: a later chain must still have it there.
    pub audit_hash: String,
    /// Its files, the database first.
    pub parts: Vec<Part>,
}

impl Manifest {
    pub(super) fn new(created_at: i64, schema_version: i64, audit: crate::audit::Head) -> Self {
        Self {
            format: FORMAT,
            created_at,
            schema_version,
            audit_pos: audit.pos,
            audit_hash: crate::files::Hash(audit.hash).to_string(),
            parts: Vec::new(),
        }
    }

    /// The head of the audit chain when the backup was made, for [`crate::audit::verify`].
    #[must_use]
    pub fn audit_head(&self) -> Option<crate::audit::Head> {
        let hash: crate::files::Hash = self.audit_hash.parse().ok()?;
        Some(crate::audit::Head {
            pos: self.audit_pos,
            hash: hash.0,
        })
    }

    /// Reads the manifest of a backup.
    ///
    /// # Errors
    /// [`BackupError::NoManifest`] when it is missing, cut short, or of a later layout.
    pub fn read(folder: &Path) -> Result<Self, BackupError> {
        let none = || BackupError::NoManifest(folder.to_owned());
        let text = std::fs::read(folder.join(MANIFEST)).map_err(|_| none())?;
        let found: Self = serde_json::from_slice(&text).map_err(|_| none())?;
        if found.format == FORMAT {
            Ok(found)
        } else {
            Err(none())
        }
    }

    /// Writes it under its name in one step, on the disk.
    pub(super) fn write(&self, folder: &Path) -> Result<(), BackupError> {
        let (temp, target) = (folder.join("manifest.part"), folder.join(MANIFEST));
        let text = serde_json::to_vec_pretty(self)
            .map_err(|e| BackupError::Db(crate::error::internal(e.to_string())))?;
        let mut file = std::fs::File::create(&temp).map_err(io_at(&temp))?;
        file.write_all(&text).map_err(io_at(&temp))?;
        file.sync_all().map_err(io_at(&temp))?;
        std::fs::rename(&temp, &target).map_err(io_at(&target))?;
        super::sync_folders(folder).map_err(io_at(folder))
    }
}
