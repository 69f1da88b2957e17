//! Opens a zip that a stranger sent, without believing anything it says about itself.
//!
//! Headers may lie about sizes, so every entry is unpacked once into a small buffer and the
//! bytes are counted. Nothing is written to disk and no entry is opened by its own idea of a
//! path; archives inside the archive are bytes like any others and are never opened.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Limits, SheetError};

/// A zip whose real content is within the limits.
pub type CheckedZip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Below this many unpacked bytes the ratio is not looked at.
const RATIO_FLOOR_BYTES: u64 = 1024 * 1024;

/// Checks the zip in `bytes` and returns it opened.
///
/// # Errors
/// [`SheetError`] names the first limit that does not hold; a cut-off or malformed file is
/// [`SheetError::Damaged`].
pub fn check_zip<'a>(bytes: &'a [u8], limits: &Limits) -> Result<CheckedZip<'a>, SheetError> {
    let size = bytes.len() as u64;
    if size > limits.max_file_bytes {
        return Err(SheetError::FileTooLarge {
            limit: limits.max_file_bytes,
        });
    }
    check_entry_count(bytes, limits)?;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(from_zip)?;
    if zip.has_duplicate_names() {
        return Err(SheetError::BadEntry);
    }
    let mut meter = Meter {
        limits,
        file_bytes: size,
        unpacked: 0,
    };
    for index in 0..zip.len() {
        meter.check_entry(&mut zip, index)?;
    }
    Ok(zip)
}

/// Counts central headers in the raw bytes: the archive's own count may be a lie, and reading
/// the directory already costs memory for each entry.
fn check_entry_count(bytes: &[u8], limits: &Limits) -> Result<(), SheetError> {
    const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";
    let entries = bytes
        .windows(CENTRAL_HEADER.len())
        .filter(|window| *window == CENTRAL_HEADER)
        .take(limits.max_entries + 1)
        .count();
    if entries > limits.max_entries {
        return Err(SheetError::TooManyEntries {
            limit: limits.max_entries,
        });
    }
    Ok(())
}

struct Meter<'l> {
    limits: &'l Limits,
    file_bytes: u64,
    /// Bytes that came out of all entries so far.
    unpacked: u64,
}

impl Meter<'_> {
    fn check_entry(&mut self, zip: &mut CheckedZip<'_>, index: usize) -> Result<(), SheetError> {
        let mut entry = zip.by_index(index).map_err(from_zip)?;
        if entry.is_symlink() || !is_safe_name(entry.name_raw()) {
            return Err(SheetError::BadEntry);
        }
        if entry.size() > self.limits.max_unpacked_bytes {
            return Err(self.too_large());
        }
        let packed = entry.compressed_size();
        let mut scan = may_be_xml(entry.name_raw()).then(DoctypeScan::default);
        let mut buffer = vec![0; 32 * 1024];
        let mut from_entry: u64 = 0;
        loop {
            let count = entry
                .read(&mut buffer)
                .map_err(|_| SheetError::damaged("an entry cannot be unpacked"))?;
            if count == 0 {
                return Ok(());
            }
            from_entry += count as u64;
            self.count(count as u64, from_entry, packed)?;
            if let Some(scan) = &mut scan {
                scan.feed(&buffer[..count])?;
            }
        }
    }

    fn count(&mut self, count: u64, from_entry: u64, packed: u64) -> Result<(), SheetError> {
        self.unpacked += count;
        if self.unpacked > self.limits.max_unpacked_bytes {
            return Err(self.too_large());
        }
        // The packed size of an entry is a claim; the size of the whole file is not.
        let by_entry = from_entry > packed.saturating_mul(self.limits.max_ratio);
        let by_file = self.unpacked > self.file_bytes.saturating_mul(self.limits.max_ratio);
        if from_entry > RATIO_FLOOR_BYTES && (by_entry || by_file) {
            return Err(SheetError::GrowsTooMuch {
                limit: self.limits.max_ratio,
            });
        }
        Ok(())
    }

    fn too_large(&self) -> SheetError {
        SheetError::UnpacksTooLarge {
            limit: self.limits.max_unpacked_bytes,
        }
    }
}

/// Looks for a document type declaration across the borders of the pieces it is fed.
#[derive(Default)]
struct DoctypeScan {
    tail: Vec<u8>,
}

impl DoctypeScan {
    const FORBIDDEN: [&'static [u8]; 2] = [b"<!DOCTYPE", b"<!ENTITY"];
    const LONGEST: usize = 9;

    fn feed(&mut self, piece: &[u8]) -> Result<(), SheetError> {
        let border = piece.len().min(Self::LONGEST);
        self.tail.extend_from_slice(&piece[..border]);
        if holds_declaration(&self.tail) || holds_declaration(piece) {
            return Err(SheetError::DocumentType);
        }
        self.tail.extend_from_slice(&piece[border..]);
        let keep = self.tail.len().saturating_sub(Self::LONGEST - 1);
        self.tail.drain(..keep);
        Ok(())
    }
}

fn holds_declaration(bytes: &[u8]) -> bool {
    bytes.windows(2).enumerate().any(|(start, pair)| {
        pair == b"<!"
            && DoctypeScan::FORBIDDEN.iter().any(|word| {
                bytes
                    .get(start..start + word.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(word))
            })
    })
}

/// Pictures may be SVG, which may declare a document type and is never parsed here.
fn may_be_xml(name: &[u8]) -> bool {
    !name.windows(7).any(|part| part == b"/media/")
}

/// Names of parts are plain relative paths; anything else is an attempt to leave the archive.
fn is_safe_name(name: &[u8]) -> bool {
    !name.is_empty()
        && name[0] != b'/'
        && !name.contains(&0)
        && !name.contains(&b':')
        && !name.starts_with(b"\\")
        && name
            .split(|byte| matches!(byte, b'/' | b'\\'))
            .all(|part| part != b"..")
}

fn from_zip(error: ZipError) -> SheetError {
    match error {
        ZipError::InvalidPassword => SheetError::OldOrProtected,
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => {
            SheetError::OldOrProtected
        }
        _ => SheetError::damaged("not a readable zip"),
    }
}
