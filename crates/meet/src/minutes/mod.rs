//! Minutes: assembled from what was written down, edited, handed in, confirmed by somebody else
//! where there is somebody else, sealed. What is mended after that stands beside it.
//!
//! Always true: sealed minutes are the text that was confirmed, and their hash is of that text.

use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{from_row, params, sql, typed_id};
use serde::{Deserialize, Serialize};

use crate::meeting::MeetingId;

pub mod change;
pub mod pages;
pub mod paper;
pub mod sheet;

pub use sheet::Sheet;

typed_id!(
    /// An addendum.
    AddendumId
);

/// What is written by hand of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// What was said and settled, by item.
    pub items: Vec<BodyItem>,
    /// What the meeting settled on the whole.
    pub closing: String,
}

/// What was said and settled of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyItem {
    /// Its number.
    pub no: i64,
    /// In words.
    pub text: String,
}

impl Body {
    /// What is written of an item.
    #[must_use]
    pub fn of(&self, no: i64) -> &str {
        self.items
            .iter()
            .find(|item| item.no == no)
            .map_or("", |item| item.text.as_str())
    }
}

/// A draft as stored.
#[derive(Clone, Debug)]
pub struct Draft {
    /// As JSON.
    body: String,
    /// The version an editor must have seen.
    pub version: i64,
    /// Who wrote it last.
    pub writer: String,
    /// Who that is.
    pub written_by: PersonId,
    /// When.
    pub written_at: Millis,
    /// Who handed it in, while it waits.
    pub submitted_by: Option<PersonId>,
    /// Why it was given back.
    pub returned: Option<String>,
}
from_row!(Draft {
    body,
    version,
    writer,
    written_by,
    written_at,
    submitted_by,
    returned
});

impl Draft {
    /// What it says.
    #[must_use]
    pub fn body(&self) -> Body {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Minutes that were confirmed.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// The sheet as JSON: exactly what the hash is of.
    pub body: String,
    /// SHA-256 of it.
    pub hash: Vec<u8>,
    /// Whether nobody else could confirm them than whoever wrote them.
    pub alone: bool,
    /// Who confirmed them.
    pub by: String,
    /// When.
    pub at: Millis,
}
from_row!(Sealed {
    body,
    hash,
    alone,
    by,
    at
});

impl Sealed {
    /// The sheet.
    ///
    /// # Errors
    /// When it cannot be read, which is a fault of ours.
    pub fn sheet(&self) -> Result<Sheet, Error> {
        serde_json::from_str(&self.body)
            .map_err(|error| platform::error::internal(format!("sealed minutes: {error}")))
    }

    /// The hash as people compare it.
    #[must_use]
    pub fn hash_text(&self) -> String {
        use std::fmt::Write as _;
        self.hash.iter().take(8).fold(String::new(), |mut out, b| {
            let _ = write!(out, "{b:02X}");
            out
        })
    }
}

/// The draft of a meeting, if one was begun.
///
/// # Errors
/// The database's.
pub fn draft(tx: &mut Tx<'_>, id: MeetingId) -> Result<Option<Draft>, DbError> {
    tx.opt(sql!("sql/find.sql"), params![id])
}

/// The sealed minutes of a meeting.
///
/// # Errors
/// [`Error::NotFound`] while they are not sealed.
pub fn sealed(tx: &mut Tx<'_>, id: MeetingId) -> Result<Sealed, Error> {
    tx.opt(sql!("sql/sealed.sql"), params![id]).or_not_found()
}

/// What was added after the sealing: words, who, when.
///
/// # Errors
/// The database's.
pub fn addenda(tx: &mut Tx<'_>, id: MeetingId) -> Result<Vec<(String, String, Millis)>, DbError> {
    tx.all(sql!("sql/addenda.sql"), params![id])
}
