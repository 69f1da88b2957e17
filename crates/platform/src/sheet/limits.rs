//! How much a file may hold before it is refused.

use super::SheetError;

/// Limits on one uploaded table. The defaults are what the upload pages state; a command on the
/// server may raise single ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Size of the uploaded file in bytes.
    pub max_file_bytes: u64,
    /// Bytes that may come out of the zip in all, counted while unpacking.
    pub max_unpacked_bytes: u64,
    /// How many times larger than its packed form an entry or the whole file may become.
    /// Looked at only after the first MiB: short parts of equal text pack very well.
    pub max_ratio: u64,
    /// Entries in the zip.
    pub max_entries: usize,
    /// Rows that hold something, the header included.
    pub max_rows: usize,
    /// Columns that hold something.
    pub max_cols: usize,
    /// Characters in one cell; Excel itself stops at 32,767.
    pub max_cell_chars: usize,
    /// Memory for strings and cells that are kept, in bytes.
    pub max_kept_bytes: usize,
}

const FILE_BYTES: u32 = 10 * 1024 * 1024;

/// The largest body of a form that brings one table: the file, and what stands around it.
pub const UPLOAD_BYTES: usize = FILE_BYTES as usize + 64 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: FILE_BYTES.into(),
            max_unpacked_bytes: 64 * 1024 * 1024,
            max_ratio: 200,
            max_entries: 1_000,
            max_rows: 5_001,
            max_cols: 256,
            max_cell_chars: 32_767,
            max_kept_bytes: 96 * 1024 * 1024,
        }
    }
}

/// Memory still to be spent on what is kept of a file.
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            left: limits.max_kept_bytes,
        }
    }

    /// Takes `bytes` plus what the allocator and the owning value cost.
    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), SheetError> {
        /// Size of an owned string or cell and its share of the allocator's book-keeping.
        const OVERHEAD: usize = 40;
        self.left = self
            .left
            .checked_sub(bytes.saturating_add(OVERHEAD))
            .ok_or(SheetError::TooMuchText)?;
        Ok(())
    }
}
