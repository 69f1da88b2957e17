//! Word documents (.docx) as Markdown that an author then sees and corrects.
//!
//! Taken over: headings (by style or outline level), paragraphs, bold and
//! italic, numbered and bulleted lists, the numbers that Word only computes
//! (第一章, 一、), tables, links, footnotes and endnotes, accepted insertions.
//! Left out with a note: pictures and text boxes. Left out silently: deletions,
//! comments, headers, footers, the table of contents, fields' instructions.
//!
//! A document is hostile until read: `platform::sheet::guard` unpacks the archive
//! once and counts before anything is believed; here DOCTYPE and entities are refused, nesting is limited to
//! [`MAX_DEPTH`], and what comes out to [`super::markdown::MAX_MARKDOWN`].

mod archive;
mod body;
mod notes;
mod numbering;
mod spans;
mod styles;
mod xml;

use serde::{Deserialize, Serialize};

use super::fault::ConvertFault;

/// The largest document, in bytes.
pub const MAX_FILE: usize = 20 * 1024 * 1024;
/// The most entries of its archive; a long document with many pictures has some
/// hundreds.
pub const MAX_PARTS: usize = 2_000;
/// The deepest nesting of elements; Word itself stays below a hundred.
pub const MAX_DEPTH: usize = 200;

/// The most styles, lists, links and notes that are looked at; those beyond are
/// treated as absent. Real documents have some hundreds.
const MAX_KNOWN: usize = 5_000;

/// A converted document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocxDraft {
    /// The text as Markdown.
    pub markdown: String,
    /// The document's title or first heading, if it has one.
    pub title: Option<String>,
    /// What was left out and must be looked at, in the order of its kinds.
    pub notes: Vec<DocxNote>,
}

/// Something that was left out of a converted document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum DocxNote {
    /// Pictures and drawings; a mark 〔图〕 stands where each was.
    Pictures {
        /// How many.
        count: u32,
    },
    /// Text boxes, whose place in the text is not known.
    TextBoxes {
        /// How many.
        count: u32,
    },
    /// Formulas, taken over as their signs in a row.
    Formulas {
        /// How many.
        count: u32,
    },
}

impl DocxNote {
    /// The Fluent key of the sentence about it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pictures { .. } => "convert-note-pictures",
            Self::TextBoxes { .. } => "convert-note-text-boxes",
            Self::Formulas { .. } => "convert-note-formulas",
        }
    }

    /// The `count` argument of that sentence.
    pub const fn count(self) -> u32 {
        match self {
            Self::Pictures { count } | Self::TextBoxes { count } | Self::Formulas { count } => {
                count
            }
        }
    }
}

/// Converts a Word document.
///
/// # Errors
/// A [`ConvertFault`] for whatever is no readable document within the limits;
/// [`ConvertFault::Empty`] when it holds no text.
pub fn read(bytes: &[u8]) -> Result<DocxDraft, ConvertFault> {
    let mut archive = archive::Archive::open(bytes)?;
    let document = archive.part(body::PART)?.ok_or(ConvertFault::NotDocx)?;
    let styles = match archive.part(styles::PART)? {
        Some(xml) => styles::read(&xml)?,
        None => styles::Styles::default(),
    };
    let numbering = match archive.part(numbering::PART)? {
        Some(xml) => numbering::read(&xml)?,
        None => numbering::Numbering::default(),
    };
    let links = match archive.part(notes::LINKS)? {
        Some(xml) => notes::read_links(&xml)?,
        None => notes::Links::default(),
    };
    let mut footnotes = notes::Notes::default();
    for part in [notes::FOOTNOTES, notes::ENDNOTES] {
        if let Some(xml) = archive.part(part)? {
            notes::read_notes(part, &xml, &mut footnotes)?;
        }
    }
    let draft = body::read(&document, &styles, numbering, &links, &footnotes)?;
    if draft.markdown.trim().is_empty() {
        return Err(ConvertFault::Empty);
    }
    Ok(draft)
}
