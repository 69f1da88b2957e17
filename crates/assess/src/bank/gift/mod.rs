//! GIFT, Moodle's text format for questions: what of it we read and write.
//!
//! Read: single choice (`=` and `~`), multiple choice (`~%50%`), true/false,
//! titles `::t::`, comments `//`, `$CATEGORY:`, the formats `[html]`,
//! `[markdown]`, `[plain]`, `[moodle]`, feedback `#` and general feedback
//! `####`, the escapes `\: \~ \= \# \{ \} \\ \n`, questions over several lines,
//! and the blank in the middle of a sentence. Numerical, matching, short answer,
//! essay and description blocks are reported by line as not yet supported; the
//! rest of the file is still imported.
//!
//! Two things GIFT has no place for travel in comments, where Moodle keeps its
//! own `[tag:…]`: `[source:…]` and `[difficulty:…]`. Other programs ignore them.
//!
//! Where Moodle and we differ: a weight only says right (above 0) or wrong,
//! because what an incomplete answer is worth is a rule of the test and not of
//! the question; feedback of single options is appended to the explanation.
//!
//! Limits: [`MAX_BYTES`], [`MAX_QUESTIONS`], [`MAX_BLOCK`]. Any bytes at all
//! give a result or a refusal, never a panic.

mod fault;
mod html;
mod parse;
mod scan;
mod write;

use super::question::QuestionDraft;
pub use fault::{GiftFault, GiftFaultKind, GiftRefusal, Place, UnsupportedKind};
pub use write::write;

/// The largest file read, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The most questions of one file.
pub const MAX_QUESTIONS: usize = 5_000;
/// The longest single question with everything in it, in bytes.
pub const MAX_BLOCK: usize = 64 * 1024;
/// After so many faults the rest of the file is left unread: nobody mends more
/// in one go, and it bounds what a hostile file can make us hold.
pub const MAX_FAULTS: usize = 1_000;

/// A question found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftQuestion {
    /// The line it starts on, from 1.
    pub line: u32,
    /// Its `::title::`, which is a name for authors and not shown to members.
    pub title: Option<String>,
    /// The `$CATEGORY:` path in force, as written.
    pub category: Option<String>,
    /// The question in canonical form, without faults.
    pub draft: QuestionDraft,
}

/// What a file held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GiftImport {
    /// Questions that can be stored.
    pub questions: Vec<GiftQuestion>,
    /// What could not be taken, in the order of the file.
    pub faults: Vec<GiftFault>,
    /// What was taken but deserves a look, in the order of the file.
    pub warnings: Vec<GiftFault>,
}

/// Reads a GIFT file.
///
/// # Errors
/// [`GiftRefusal`] when the file as a whole cannot be read: too large, or not
/// UTF-8. Everything smaller is a [`GiftFault`] with its place.
pub fn read(bytes: &[u8]) -> Result<GiftImport, GiftRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(GiftRefusal::TooLarge {
            limit_mib: MAX_BYTES / (1024 * 1024),
        });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| GiftRefusal::NotUtf8 {
        line: 1 + bytes
            .iter()
            .take(error.valid_up_to())
            .filter(|&&byte| byte == b'\n')
            .count(),
    })?;
    let mut import = GiftImport::default();
    for block in scan::blocks(text) {
        if import.faults.len() >= MAX_FAULTS {
            import
                .faults
                .push(block.fault(GiftFaultKind::TooManyFaults { limit: MAX_FAULTS }));
            break;
        }
        if import.questions.len() >= MAX_QUESTIONS {
            let kind = GiftFaultKind::TooManyQuestions {
                limit: MAX_QUESTIONS,
            };
            import.faults.push(block.fault(kind));
            break;
        }
        match parse::question(&block, &mut import.warnings) {
            Ok(question) => import.questions.push(question),
            Err(faults) => import.faults.extend(faults),
        }
    }
    Ok(import)
}
