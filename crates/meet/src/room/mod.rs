//! The meeting room: where the meeting stands, who speaks next, what was said. One small state
//! with a version; every screen asks for what is newer than the version it shows.

use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{from_row, params, sql, typed_id};

use crate::meeting::MeetingId;

pub mod act;
pub mod hub;
pub mod live;
pub mod pages;
pub mod staff_pages;
pub mod view;

typed_id!(
    /// A remark.
    RemarkId
);

/// Where a meeting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Grows with each change.
    pub version: i64,
    /// The item in hand; 0 before the first.
    pub item_no: i64,
}
from_row!(State { version, item_no });

/// Where a meeting stands.
///
/// # Errors
/// [`Error::NotFound`] when there is no such meeting.
pub fn state(tx: &mut Tx<'_>, id: MeetingId) -> Result<State, Error> {
    tx.opt(sql!("sql/state.sql"), params![id]).or_not_found()
}

/// Says that something in the room changed.
///
/// # Errors
/// The database's.
pub fn touch(tx: &mut Tx<'_>, id: MeetingId) -> Result<(), DbError> {
    tx.exec(sql!("sql/touch.sql"), params![id])?;
    Ok(())
}

/// Something that was said, in words.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Which.
    pub id: RemarkId,
    /// To which item.
    pub item_no: i64,
    /// Who said it.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What.
    pub words: String,
    /// Who wrote it down.
    pub entered_by: PersonId,
    /// When.
    pub entered_at: Millis,
}
from_row!(Remark {
    id,
    item_no,
    person,
    name,
    words,
    entered_by,
    entered_at
});

/// Somebody who asked to speak.
#[derive(Clone, Debug)]
pub struct Hand {
    /// To which item.
    pub item_no: i64,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When they asked.
    pub raised_at: Millis,
    /// When they spoke.
    pub spoke_at: Option<Millis>,
}
from_row!(Hand {
    item_no,
    person,
    name,
    raised_at,
    spoke_at
});

/// What was said in a meeting, by item and in order.
///
/// # Errors
/// The database's.
pub fn remarks(tx: &mut Tx<'_>, id: MeetingId) -> Result<Vec<Remark>, DbError> {
    tx.all(sql!("sql/remarks.sql"), params![id])
}

/// Who asked to speak to an item, in order.
///
/// # Errors
/// The database's.
pub fn hands(tx: &mut Tx<'_>, id: MeetingId, item_no: i64) -> Result<Vec<Hand>, DbError> {
    tx.all(sql!("sql/hands.sql"), params![id, item_no])
}
