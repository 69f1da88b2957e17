//! The zip around a Word document, opened by the guard that all foreign archives
//! pass.

use std::borrow::Cow;
use std::io::Read;

use platform::sheet::guard::{CheckedZip, check_zip};
use platform::sheet::{Limits, SheetError};
use zip::result::ZipError;

use super::super::fault::ConvertFault;
use super::{MAX_FILE, MAX_PARTS};

/// The most all parts may unpack to, pictures included.
const MAX_UNPACKED: usize = 128 * 1024 * 1024;
/// The most one part with text may unpack to: it is held in memory.
const MAX_PART: usize = 32 * 1024 * 1024;
const MIB: usize = 1024 * 1024;

/// A document's parts.
pub(super) struct Archive<'a> {
    zip: CheckedZip<'a>,
}

impl<'a> Archive<'a> {
    /// Opens the archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ConvertFault> {
        if bytes.len() > MAX_FILE {
            return Err(ConvertFault::FileTooLarge {
                limit_mib: MAX_FILE / MIB,
            });
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(ConvertFault::OldOrLockedDoc);
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(ConvertFault::NotDocx);
        }
        let limits = Limits {
            max_file_bytes: MAX_FILE as u64,
            max_unpacked_bytes: MAX_UNPACKED as u64,
            max_entries: MAX_PARTS,
            ..Limits::default()
        };
        Ok(Self {
            zip: check_zip(bytes, &limits).map_err(|error| in_our_words(&error))?,
        })
    }

    /// The text of a part, or `None` when there is no such part.
    pub fn part(&mut self, name: &'static str) -> Result<Option<String>, ConvertFault> {
        let damaged = || ConvertFault::Damaged {
            part: Cow::Borrowed(name),
        };
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(damaged()),
        };
        let mut bytes = Vec::new();
        file.take(MAX_PART as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged())?;
        if bytes.len() > MAX_PART {
            return Err(ConvertFault::UnpacksTooLarge {
                limit_mib: MAX_PART / MIB,
            });
        }
        String::from_utf8(bytes).map(Some).map_err(|_| damaged())
    }
}

/// The guard speaks of tables; its reasons are the same for documents.
fn in_our_words(error: &SheetError) -> ConvertFault {
    match error {
        SheetError::TooManyEntries { limit } => ConvertFault::TooManyParts { limit: *limit },
        SheetError::UnpacksTooLarge { .. } | SheetError::GrowsTooMuch { .. } => {
            ConvertFault::UnpacksTooLarge {
                limit_mib: MAX_UNPACKED / MIB,
            }
        }
        SheetError::OldOrProtected => ConvertFault::OldOrLockedDoc,
        SheetError::DocumentType => ConvertFault::EntityRefused { part: "zip".into() },
        _ => ConvertFault::Damaged { part: "zip".into() },
    }
}
