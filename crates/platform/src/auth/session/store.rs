//! Sessions in the database.

use jiff::civil::Date;

use super::{Begin, Kind, SessionId, last_day};
use crate::auth::policy;
use crate::clock::{Clock, MINUTE_MS, Millis};
use crate::db::{DbError, Tx};
use crate::ids::PersonId;
use crate::{from_row, params, sql};

/// A session and what its person is.
pub(super) struct Found {
    pub(super) person: PersonId,
    pub(super) no: i64,
    pub(super) name: String,
    pub(super) locale: String,
    pub(super) elder: bool,
    kind: String,
    created_on: Date,
    password_kind: Option<String>,
    password_set_on: Option<Date>,
    duties: i64,
}

from_row!(Found {
    person,
    no,
    name,
    locale,
    elder,
    kind,
    created_on,
    password_kind,
    password_set_on,
    duties
});

impl Found {
    /// What must be done before staff duties: a password that is fit for them, or signing in
    /// with it. In the sample city passwords do not age.
    pub(super) fn must(&self, sample: bool, today: Date) -> Option<&'static str> {
        if self.duties == 0 {
            return None;
        }
        // Duties given to somebody who was signed in for half a year hold at once; a day later
        // they ask for the password again.
        let long_ago = self.kind == Kind::Own.code() && days(self.created_on, today) > 1;
        if self.kind == Kind::Shared.code() || long_ago {
            return Some("staff");
        }
        let unfit = self
            .password_kind
            .as_deref()
            .is_some_and(|kind| kind != "staff");
        let aged = self
            .password_set_on
            .is_some_and(|on| days(on, today) >= policy::current().staff_password_days);
        (unfit || (aged && !sample)).then_some("password")
    }
}

fn days(from: Date, to: Date) -> i64 {
    to.since(from).map_or(0, |span| i64::from(span.get_days()))
}

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id in the list.
    pub id: SessionId,
    /// The hash of its token, to recognise the current one.
    pub hash: [u8; 32],
    /// The device's two codes.
    pub device: String,
    /// Where it is held.
    pub kind: String,
    /// The day it began.
    pub created_on: Date,
    /// Its last day.
    pub expires_on: Date,
}

from_row!(Listed {
    id,
    hash,
    device,
    kind,
    created_on,
    expires_on
});

pub(super) fn insert(
    tx: &mut Tx<'_>,
    begin: &Begin,
    hash: &[u8; 32],
    now: Millis,
) -> Result<(), DbError> {
    let id = SessionId(crate::ids::uuid_v7(now.0, crate::random::bytes()).into_bytes());
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            hash,
            id,
            begin.person,
            begin.device,
            begin.device_hash,
            begin.kind.code(),
            now.date(),
            last_day(begin.kind, now)
        ],
    )?;
    let others: Vec<([u8; 32],)> = tx.all(sql!("sql/hashes.sql"), params![begin.person, hash])?;
    for (oldest,) in others.iter().skip(policy::SESSIONS - 1) {
        end_by_hash(tx, oldest)?;
    }
    Ok(())
}

pub(super) fn find(
    tx: &mut Tx<'_>,
    hash: &[u8; 32],
    today: Date,
) -> Result<Option<Found>, DbError> {
    tx.opt(sql!("sql/find.sql"), params![hash, today])
}

pub(super) fn has_duties(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<bool, DbError> {
    let found: (i64,) = tx.one(sql!("sql/has_duties.sql"), params![person, today])?;
    Ok(found.0 > 0)
}

pub(super) fn end_by_hash(tx: &mut Tx<'_>, hash: &[u8; 32]) -> Result<(), DbError> {
    let owner: Option<(PersonId,)> = tx.opt(sql!("sql/owner.sql"), params![hash])?;
    if let Some((person,)) = owner {
        changed(tx, person)?;
    }
    tx.exec(sql!("sql/end_by_hash.sql"), params![hash])?;
    Ok(())
}

/// Where a session is held.
pub(in crate::auth) fn kind_of(tx: &mut Tx<'_>, hash: &[u8; 32]) -> Result<Kind, DbError> {
    let found: Option<(String,)> = tx.opt(sql!("sql/kind.sql"), params![hash])?;
    Ok(found.map_or(Kind::Own, |row| Kind::from_code(&row.0)))
}

/// A person's sessions, the newest first.
///
/// # Errors
/// The database's.
pub fn list(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<Vec<Listed>, DbError> {
    tx.all(sql!("sql/list.sql"), params![person, today])
}

/// Ends one of a person's sessions; says whether there was one. [`super::forget`] the person after it.
///
/// # Errors
/// The database's.
pub(in crate::auth) fn end_one(
    tx: &mut Tx<'_>,
    person: PersonId,
    session: SessionId,
) -> Result<bool, DbError> {
    changed(tx, person)?;
    Ok(tx.exec(sql!("sql/end_one.sql"), params![person, session])? > 0)
}

/// Ends all of a person's sessions but one. [`super::forget`] the person after it.
///
/// # Errors
/// The database's.
pub(in crate::auth) fn end_others(
    tx: &mut Tx<'_>,
    person: PersonId,
    keep: &[u8; 32],
) -> Result<u64, DbError> {
    changed(tx, person)?;
    tx.exec(sql!("sql/end_others.sql"), params![person, keep])
}

/// Ends all of a person's sessions. [`super::forget`] the person after it.
///
/// # Errors
/// The database's.
pub fn end_all(tx: &mut Tx<'_>, person: PersonId) -> Result<u64, DbError> {
    changed(tx, person)?;
    tx.exec(sql!("sql/end_all.sql"), params![person])
}

/// Notes that a person's sessions or account changed, for the other processes. Part of the
/// transaction that changes them.
///
/// # Errors
/// The database's.
pub fn changed(tx: &mut Tx<'_>, person: PersonId) -> Result<(), DbError> {
    let now = Clock::wall();
    let id = SessionId(crate::ids::uuid_v7(now.0, crate::random::bytes()).into_bytes());
    tx.exec(sql!("sql/changed.sql"), params![id, person, now])?;
    Ok(())
}

/// Changes noted since then.
pub(super) fn changes(
    tx: &mut Tx<'_>,
    since: Millis,
) -> Result<Vec<(SessionId, PersonId)>, DbError> {
    tx.all(sql!("sql/changes.sql"), params![since])
}

/// Deletes sessions whose last day has passed, and notes of changes that everybody has read.
///
/// # Errors
/// The database's.
pub fn purge(tx: &mut Tx<'_>, today: Date) -> Result<u64, DbError> {
    /// An hour.
    const KEPT_MS: i64 = 60 * MINUTE_MS;
    let read = Clock::wall().plus_ms(-KEPT_MS);
    tx.exec(sql!("sql/forget_changes.sql"), params![read])?;
    tx.exec(sql!("sql/purge.sql"), params![today])
}
