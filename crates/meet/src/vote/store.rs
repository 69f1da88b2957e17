//! Votes in the database; the meeting was found through the scope or the list.

use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{params, sql};

use super::count::Voters;
use super::{Cast, Choice, Vote, VoteId};
use crate::meeting::MeetingId;

/// The votes of a meeting, in order.
///
/// # Errors
/// The database's.
pub fn of_meeting(tx: &mut Tx<'_>, id: MeetingId) -> Result<Vec<Vote>, DbError> {
    tx.all(sql!("sql/of_meeting.sql"), params![id])
}

/// Whether one of them is open.
///
/// # Errors
/// The database's.
pub fn any_open(tx: &mut Tx<'_>, id: MeetingId) -> Result<bool, DbError> {
    let open: (i64,) = tx.one(sql!("sql/open_ones.sql"), params![id])?;
    Ok(open.0 > 0)
}

/// Of which meeting a vote is.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn meeting_of(tx: &mut Tx<'_>, id: VoteId) -> Result<MeetingId, Error> {
    let found: Option<(MeetingId,)> = tx.opt(sql!("sql/meeting_of.sql"), params![id])?;
    found.map(|one| one.0).ok_or(Error::NotFound)
}

/// A vote, its row held until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, id: VoteId) -> Result<Vote, Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    find(tx, id)
}

/// A vote.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: VoteId) -> Result<Vote, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// Who may vote on it, by how they take part.
///
/// # Errors
/// The database's.
pub fn voters(
    tx: &mut Tx<'_>,
    id: MeetingId,
    subject: Option<PersonId>,
) -> Result<Voters, DbError> {
    tx.one(sql!("sql/voters.sql"), params![id, subject])
}

/// The open votes that were cast by name.
///
/// # Errors
/// The database's.
pub fn casts(tx: &mut Tx<'_>, id: VoteId) -> Result<Vec<Cast>, DbError> {
    tx.all(sql!("sql/casts.sql"), params![id])
}

/// Somebody's own vote: what, its receipt, and when.
///
/// # Errors
/// The database's.
pub fn cast_of(
    tx: &mut Tx<'_>,
    id: VoteId,
    person: PersonId,
) -> Result<Option<(Choice, String, Millis)>, DbError> {
    tx.opt(sql!("sql/cast_of.sql"), params![id, person])
}

/// Votes by name: in favour, against, abstained.
///
/// # Errors
/// The database's.
pub fn sums(tx: &mut Tx<'_>, id: VoteId) -> Result<(i64, i64, i64), DbError> {
    tx.one(sql!("sql/sums.sql"), params![id])
}
