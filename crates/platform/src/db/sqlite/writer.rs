//! The writer's thread: what waits for it, and how many share one COMMIT.

use std::collections::VecDeque;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::STEPS;
use crate::clock::Monotonic;
use crate::db::DbError;
use crate::db::tx::{Kind, Tx};
use crate::error::Error;

/// Writes that share one COMMIT.
const SHARED: usize = 256;
/// How long bulk work waits at the most while people keep writing.
const BULK_WAIT: Duration = Duration::from_millis(25);
/// How long slices of bulk work go on sharing one COMMIT while nobody else waits: pages that many
/// rows change are written once.
const TRAIN: Duration = Duration::from_millis(300);

#[derive(Default)]
pub(super) struct Shared {
    pub(super) queues: Mutex<Queues>,
    pub(super) wake: Condvar,
    /// When an interactive write was queued last.
    pub(super) people: Mutex<Option<Monotonic>>,
}

#[derive(Default)]
pub(super) struct Queues {
    pub(super) interactive: VecDeque<Box<dyn Job>>,
    pub(super) bulk: VecDeque<Box<dyn Job>>,
    pub(super) closing: bool,
}

impl Shared {
    /// The next slice of bulk work, unless people wait.
    fn next_bulk(&self) -> Option<Box<dyn Job>> {
        let mut queues = self.queues.lock();
        if queues.interactive.is_empty() {
            queues.bulk.pop_front()
        } else {
            None
        }
    }
}

/// A write waiting for its turn.
pub(super) trait Job: Send {
    /// Runs the closure; true when its savepoint is to be kept.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Tells the caller, after COMMIT or its failure.
    fn finish(self: Box<Self>, committed: Result<(), DbError>);
    /// Whether it must stand outside a transaction.
    fn is_script(&self) -> bool {
        false
    }
}

pub(super) struct Write<T, F> {
    pub(super) f: F,
    pub(super) out: Option<Result<T, Error>>,
    pub(super) reply: oneshot::Sender<Result<T, Error>>,
    pub(super) deadline: Duration,
}

impl<T, F> Job for Write<T, F>
where
    T: Send,
    F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        if self.reply.is_closed() {
            return false;
        }
        if let Kind::Sqlite(conn) = &tx.0 {
            let started = Monotonic::now();
            let limit = self.deadline;
            let _ = conn.progress_handler(STEPS, Some(move || started.older_than(limit)));
        }
        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (self.f)(tx)));
        let out = run.unwrap_or_else(|_| Err(crate::error::internal("a write panicked")));
        let keep = out.is_ok();
        self.out = Some(out);
        keep
    }

    fn finish(self: Box<Self>, committed: Result<(), DbError>) {
        let answer = match (self.out, committed) {
            (Some(Ok(_)), Err(error)) => Err(error.into()),
            (Some(out), _) => out,
            (None, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(DbError::Closed.into()),
        };
        // The caller may have gone; the write stands either way.
        let _ = self.reply.send(answer);
    }
}

pub(super) struct Script(
    pub(super) String,
    pub(super) oneshot::Sender<Result<(), DbError>>,
    pub(super) Option<Result<(), DbError>>,
);

impl Job for Script {
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        if let Kind::Sqlite(conn) = &tx.0 {
            self.2 = Some(conn.execute_batch(&self.0).map_err(DbError::from));
            if !conn.is_autocommit() {
                // A script that failed in its own transaction must not hold the writer in it.
                let _ = conn.execute_batch("ROLLBACK");
            }
        }
        true
    }

    fn finish(self: Box<Self>, committed: Result<(), DbError>) {
        let _ = self.1.send(self.2.unwrap_or(committed));
    }

    fn is_script(&self) -> bool {
        true
    }
}

pub(super) fn write_loop(conn: &Connection, shared: &Shared) {
    let mut last_bulk = Monotonic::now();
    while let Some((mut batch, is_bulk)) = next_batch(shared, &mut last_bulk) {
        if batch.first().is_some_and(|job| job.is_script()) {
            for mut job in batch {
                job.run(&mut Tx(Kind::Sqlite(conn)));
                job.finish(Ok(()));
            }
            continue;
        }
        if is_bulk {
            run_train(conn, shared, batch);
            last_bulk = Monotonic::now();
            continue;
        }
        let committed = run_batch(conn, &mut batch);
        for job in batch {
            job.finish(committed.clone());
        }
    }
}

/// Everything people wait for, and at most one slice of bulk work; whether it is that alone.
fn next_batch(shared: &Shared, last_bulk: &mut Monotonic) -> Option<(Vec<Box<dyn Job>>, bool)> {
    let mut queues = shared.queues.lock();
    while queues.interactive.is_empty() && queues.bulk.is_empty() {
        if queues.closing {
            return None;
        }
        shared.wake.wait(&mut queues);
    }
    let mut batch = Vec::new();
    while batch.len() < SHARED {
        let script = queues
            .interactive
            .front()
            .is_some_and(|job| job.is_script());
        if script && !batch.is_empty() {
            return Some((batch, false));
        }
        let Some(job) = queues.interactive.pop_front() else {
            break;
        };
        batch.push(job);
        if script {
            return Some((batch, false));
        }
    }
    let nobody_waits = batch.is_empty();
    if (batch.is_empty() || last_bulk.older_than(BULK_WAIT))
        && let Some(job) = queues.bulk.pop_front()
    {
        *last_bulk = Monotonic::now();
        batch.push(job);
    }
    Some((batch, nobody_waits))
}

/// Slices of bulk work in one transaction, one after the other, until somebody else waits. They
/// need no savepoints: should one of them fail, each runs again by itself.
fn run_train(conn: &Connection, shared: &Shared, mut jobs: Vec<Box<dyn Job>>) {
    let started = Monotonic::now();
    let mut ended = conn.execute_batch("BEGIN IMMEDIATE").map_err(DbError::from);
    while ended.is_ok() {
        if !jobs.last_mut().is_some_and(|job| ride(conn, job.as_mut())) {
            break;
        }
        let next = (!started.older_than(TRAIN)).then(|| shared.next_bulk());
        let Some(job) = next.flatten() else {
            ended = conn.execute_batch("COMMIT").map_err(DbError::from);
            if ended.is_ok() {
                jobs.into_iter().for_each(|job| job.finish(Ok(())));
                return;
            }
            break;
        };
        jobs.push(job);
    }
    if !conn.is_autocommit() {
        let _ = conn.execute_batch("ROLLBACK");
    }
    if jobs.len() == 1 {
        jobs.into_iter().for_each(|job| job.finish(ended.clone()));
        return;
    }
    for mut job in jobs {
        let begun = conn.execute_batch("BEGIN IMMEDIATE");
        let ended = begun.map_err(DbError::from);
        let ended = ended.and_then(|()| run_alone(conn, job.as_mut()));
        job.finish(ended);
    }
}

/// Runs the next job of a train; false when the transaction cannot go on with it.
fn ride(conn: &Connection, job: &mut dyn Job) -> bool {
    let keep = job.run(&mut Tx(Kind::Sqlite(conn)));
    let _ = conn.progress_handler(0, None::<fn() -> bool>);
    keep && !conn.is_autocommit()
}

fn run_batch(conn: &Connection, batch: &mut [Box<dyn Job>]) -> Result<(), DbError> {
    if let [alone] = batch {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        return run_alone(conn, alone.as_mut());
    }
    // Jobs that ended the whole transaction: their neighbours run again without them.
    let mut left_out = vec![false; batch.len()];
    loop {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let outcome = run_jobs(conn, batch, &mut left_out);
        let _ = conn.progress_handler(0, None::<fn() -> bool>);
        if matches!(outcome, Ok(Ended::ByOne)) {
            continue;
        }
        let committed = outcome.and_then(|_| conn.execute_batch("COMMIT").map_err(DbError::from));
        if committed.is_err() && !conn.is_autocommit() {
            let _ = conn.execute_batch("ROLLBACK");
        }
        return committed;
    }
}

/// How the jobs of a batch came to their end.
enum Ended {
    /// Each kept or took back its own.
    Together,
    /// One was interrupted amid a change, upon which SQLite takes back the whole transaction.
    ByOne,
}

/// One job needs no savepoint, for which SQLite would copy every page before it changes.
fn run_alone(conn: &Connection, job: &mut dyn Job) -> Result<(), DbError> {
    let keep = job.run(&mut Tx(Kind::Sqlite(conn)));
    let _ = conn.progress_handler(0, None::<fn() -> bool>);
    let ended = conn.execute_batch(if keep { "COMMIT" } else { "ROLLBACK" });
    if ended.is_err() && !conn.is_autocommit() {
        let _ = conn.execute_batch("ROLLBACK");
    }
    Ok(ended?)
}

fn run_jobs(
    conn: &Connection,
    batch: &mut [Box<dyn Job>],
    left_out: &mut [bool],
) -> Result<Ended, DbError> {
    for (job, left_out) in batch.iter_mut().zip(left_out) {
        if *left_out {
            continue;
        }
        conn.prepare_cached("SAVEPOINT one")?.execute([])?;
        let keep = job.run(&mut Tx(Kind::Sqlite(conn)));
        let _ = conn.progress_handler(0, None::<fn() -> bool>);
        if conn.is_autocommit() {
            *left_out = true;
            return Ok(Ended::ByOne);
        }
        if !keep {
            conn.prepare_cached("ROLLBACK TO one")?.execute([])?;
        }
        conn.prepare_cached("RELEASE one")?.execute([])?;
    }
    Ok(Ended::Together)
}
