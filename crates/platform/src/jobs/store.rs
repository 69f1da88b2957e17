//! The queue's rows.

use serde_json::Value;

use super::{TRIES, pause_after};
use crate::clock::{Clock, Millis};
use crate::db::{DbError, InsertMany, Kind, OnConflict, Tx};
use crate::error::Error;
use crate::ids::JobId;
use crate::{from_row, params, sql};

/// How long a runner may be silent before its job is taken over, in milliseconds.
pub(super) const LEASE_MS: i64 = 120_000;

const COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Id),
    ("kind", Kind::Text),
    ("dedupe", Kind::Text),
    ("payload", Kind::Text),
    ("state", Kind::Text),
    ("run_at", Kind::Int),
    ("created_at", Kind::Int),
];

/// A second job with the same key moves the first to its own time and payload.
static ENQUEUE: InsertMany = InsertMany::new(
    "job",
    COLUMNS,
    OnConflict::Replace {
        key: &["dedupe"],
        columns: &["payload", "run_at"],
    },
);

/// A job on its way into the queue.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Which handler does it.
    pub kind: &'static str,
    /// What the handler gets.
    pub payload: Value,
    /// Not before.
    pub run_at: Millis,
    /// At most one job with this key waits: `test.close:ID`.
    pub dedupe: Option<String>,
}

impl NewJob {
    /// A job to be done as soon as possible.
    #[must_use]
    pub fn new(kind: &'static str, payload: Value) -> Self {
        Self {
            kind,
            payload,
            run_at: Millis(0),
            dedupe: None,
        }
    }

    /// Not before a moment.
    #[must_use]
    pub fn at(mut self, moment: Millis) -> Self {
        self.run_at = moment;
        self
    }

    /// In the place of a waiting job with the same key.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.dedupe = Some(key.into());
        self
    }
}

/// Queues a job in the operation's own transaction.
///
/// # Errors
/// The database's.
pub fn enqueue(tx: &mut Tx<'_>, clock: &Clock, job: &NewJob) -> Result<(), DbError> {
    let row = params![
        JobId::fresh(clock),
        job.kind,
        job.dedupe,
        job.payload.to_string(),
        "waiting",
        job.run_at.max(clock.now()),
        clock.now()
    ];
    tx.insert_many(&ENQUEUE, &[row.to_vec()])?;
    Ok(())
}

/// Whether such a job waits or runs.
///
/// # Errors
/// The database's.
pub fn is_pending(tx: &mut Tx<'_>, kind: &str, payload: &Value) -> Result<bool, DbError> {
    let found: (i64,) = tx.one(sql!("sql/pending.sql"), params![kind, payload.to_string()])?;
    Ok(found.0 > 0)
}

/// Frees what a process that is gone held. Only where no other process can work: on SQLite.
pub(super) fn reclaim(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.exec(sql!("sql/reclaim.sql"), &[])?;
    Ok(())
}

/// Takes a waiting job out of the queue by its key; one that runs already goes on.
///
/// # Errors
/// The database's.
pub fn cancel(tx: &mut Tx<'_>, dedupe: &str) -> Result<(), DbError> {
    tx.exec(sql!("sql/cancel.sql"), params![dedupe])?;
    Ok(())
}

/// A job as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: JobId,
    /// Its kind.
    pub kind: String,
    /// `waiting`, `running`, `done`, `failed`.
    pub state: String,
    /// When it runs next, or ran.
    pub run_at: Millis,
    /// Tries so far.
    pub attempts: i64,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// When it was queued.
    pub created_at: Millis,
}

from_row!(Listed {
    id,
    kind,
    state,
    run_at,
    attempts,
    last_error,
    created_at
});

/// Jobs of one state, newest first: `failed` is what the operator must see.
///
/// # Errors
/// The database's.
pub fn list(tx: &mut Tx<'_>, state: &str, limit: u32) -> Result<Vec<Listed>, DbError> {
    tx.all(sql!("sql/list.sql"), params![state, limit])
}

/// Lets a failed job begin anew.
///
/// # Errors
/// [`Error::NotFound`] when no failed job has this id; the database's.
pub fn retry(tx: &mut Tx<'_>, job: JobId, now: Millis) -> Result<(), Error> {
    match tx.exec(sql!("sql/retry.sql"), params![job, now])? {
        0 => Err(crate::error::not_found()),
        _ => Ok(()),
    }
}

/// Forgets jobs done before a moment; failed ones stay until somebody looked.
///
/// # Errors
/// The database's.
pub fn purge(tx: &mut Tx<'_>, before: Millis) -> Result<u64, DbError> {
    tx.exec(sql!("sql/purge.sql"), params![before])
}

/// A job a runner has taken.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) id: JobId,
    pub(super) kind: String,
    pub(super) payload: String,
    pub(super) attempts: i64,
}

from_row!(Taken {
    id,
    kind,
    payload,
    attempts
});

/// What is due and free, or left by a runner that fell silent.
pub(super) fn claim(tx: &mut Tx<'_>, now: Millis) -> Result<Option<Taken>, DbError> {
    tx.opt(sql!("sql/claim.sql"), params![now, now.plus_ms(LEASE_MS)])
}

/// Whether a claim would find anything: a read, so that an idle queue writes nothing.
pub(super) fn any_due(tx: &mut Tx<'_>, now: Millis) -> Result<bool, DbError> {
    let due: (i64,) = tx.one(sql!("sql/any_due.sql"), params![now])?;
    Ok(due.0 > 0)
}

/// Holds on to a job that takes long. False when another runner has it by now.
pub(super) fn renew(tx: &mut Tx<'_>, job: &Taken, now: Millis) -> Result<bool, DbError> {
    let lease = now.plus_ms(LEASE_MS);
    Ok(tx.exec(sql!("sql/renew.sql"), params![job.id, job.attempts, lease])? > 0)
}

pub(super) fn finish(tx: &mut Tx<'_>, job: &Taken) -> Result<(), DbError> {
    tx.exec(sql!("sql/finish.sql"), params![job.id, job.attempts])?;
    Ok(())
}

pub(super) fn again(tx: &mut Tx<'_>, job: &Taken, at: Millis) -> Result<(), DbError> {
    tx.exec(
        sql!("sql/again.sql"),
        params![job.id, job.attempts, at, job.attempts - 1],
    )?;
    Ok(())
}

/// Puts a job back with a pause, or lets it stand as failed after its last try.
pub(super) fn fail(tx: &mut Tx<'_>, job: &Taken, now: Millis, words: &str) -> Result<(), DbError> {
    let state = if job.attempts >= TRIES {
        "failed"
    } else {
        "waiting"
    };
    let next = now.plus_ms(pause_after(job.attempts));
    let words: String = words.chars().take(1_000).collect();
    tx.exec(
        sql!("sql/fail.sql"),
        params![job.id, job.attempts, state, next, words],
    )?;
    Ok(())
}
