//! SQLite: one writer thread, several readers.
//!
//! Queued writes share one COMMIT and so one fsync; each has a savepoint of its own, so one
//! that fails takes nothing of its neighbours with it. Nobody is answered before the COMMIT.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Semaphore, oneshot};

use super::tx::{Kind, Tx};
use super::{BULK_DEADLINE, DEADLINE, DbError, Durability, Lane};
use crate::clock::Monotonic;
use crate::error::Error;

/// Writes that may wait; beyond it people are told to come back in a moment.
const QUEUE: usize = 10_000;
/// Writes that share one COMMIT.
const SHARED: usize = 256;
/// How long bulk work waits at the most while people keep writing.
const BULK_WAIT: Duration = Duration::from_millis(25);
/// Reader connections kept open.
const READERS: usize = 8;
/// Long reads that run at the same time.
const LONG_READS: usize = 4;
/// Virtual-machine steps between two looks at the deadline.
const STEPS: i32 = 10_000;

pub(super) struct Sqlite {
    path: PathBuf,
    vfs: Option<String>,
    shared: Arc<Shared>,
    readers: Mutex<Vec<Connection>>,
    long_reads: Arc<Semaphore>,
    writer: Mutex<Option<std::thread::JoinHandle<()>>>,
}

#[derive(Default)]
struct Shared {
    queues: Mutex<Queues>,
    wake: Condvar,
    /// When an interactive write was queued last.
    people: Mutex<Option<Monotonic>>,
}

#[derive(Default)]
struct Queues {
    interactive: VecDeque<Box<dyn Job>>,
    bulk: VecDeque<Box<dyn Job>>,
    closing: bool,
}

/// A write waiting for its turn.
trait Job: Send {
    /// Runs the closure; true when its savepoint is to be kept.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Tells the caller, after COMMIT or its failure.
    fn finish(self: Box<Self>, committed: Result<(), DbError>);
    /// Whether it must stand outside a transaction.
    fn is_script(&self) -> bool {
        false
    }
}

struct Write<T, F> {
    f: F,
    out: Option<Result<T, Error>>,
    reply: oneshot::Sender<Result<T, Error>>,
    deadline: Duration,
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

struct Script(
    String,
    oneshot::Sender<Result<(), DbError>>,
    Option<Result<(), DbError>>,
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

impl Sqlite {
    pub(super) fn open(
        path: &Path,
        durability: Durability,
        vfs: Option<&str>,
    ) -> Result<Self, DbError> {
        own_file(path)?;
        let writer = connect(path, vfs, durability, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || write_loop(&writer, &theirs))
            .map_err(|error| DbError::Other(error.to_string()))?;
        Ok(Self {
            path: path.to_owned(),
            vfs: vfs.map(str::to_owned),
            shared,
            readers: Mutex::new(Vec::new()),
            long_reads: Arc::new(Semaphore::new(LONG_READS)),
            writer: Mutex::new(Some(thread)),
        })
    }

    pub(super) async fn write<T, F>(&self, lane: Lane, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let deadline = if lane == Lane::Bulk {
            BULK_DEADLINE
        } else {
            DEADLINE
        };
        self.enqueue(
            lane,
            Box::new(Write {
                f,
                out: None,
                reply,
                deadline,
            }),
        )?;
        // The queue in front of it may be long; the closure's own time is kept by the engine.
        match tokio::time::timeout(deadline * 4, answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(DbError::Closed.into()),
            Err(_) => Err(DbError::Deadline(name).into()),
        }
    }

    pub(super) async fn script(&self, text: String) -> Result<(), Error> {
        let (reply, answer) = oneshot::channel();
        self.enqueue(Lane::Interactive, Box::new(Script(text, reply, None)))?;
        answer.await.map_err(|_| DbError::Closed)??;
        Ok(())
    }

    fn enqueue(&self, lane: Lane, job: Box<dyn Job>) -> Result<(), DbError> {
        let mut queues = self.shared.queues.lock();
        if queues.closing {
            return Err(DbError::Closed);
        }
        if lane == Lane::Interactive {
            *self.shared.people.lock() = Some(Monotonic::now());
        }
        let queue = match lane {
            Lane::Interactive => &mut queues.interactive,
            Lane::Bulk => &mut queues.bulk,
        };
        if queue.len() >= QUEUE {
            crate::figures::refused("database");
            return Err(DbError::Busy);
        }
        queue.push_back(job);
        drop(queues);
        self.shared.wake.notify_one();
        Ok(())
    }

    /// Whether an interactive write was queued within the last second.
    pub(super) fn is_shared(&self) -> bool {
        let last = *self.shared.people.lock();
        last.is_some_and(|at| !at.older_than(Duration::from_secs(1)))
    }

    /// Writes that wait, interactive and bulk.
    pub(super) fn waiting(&self) -> [usize; 2] {
        let queues = self.shared.queues.lock();
        [queues.interactive.len(), queues.bulk.len()]
    }

    pub(super) async fn read<T, F>(&self, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        let wait =
            tokio::time::timeout(DEADLINE, Arc::clone(&self.long_reads).acquire_owned()).await;
        let turn = wait
            .map_err(|_| DbError::Busy)?
            .map_err(|_| DbError::Closed)?;
        let conn = self.reader()?;
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let result = snapshot(&conn, &f);
            (conn, result)
        });
        let (conn, result) = work
            .await
            .map_err(|_| crate::error::internal(format!("{name} panicked")))?;
        self.give_back(conn);
        result
    }

    pub(super) fn point<T, F>(&self, _name: &'static str, f: F) -> Result<T, Error>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, Error>,
    {
        let conn = self.reader()?;
        let started = Monotonic::now();
        let _ = conn.progress_handler(STEPS, Some(move || started.older_than(DEADLINE)));
        let result = f(&mut Tx(Kind::Sqlite(&conn)));
        let _ = conn.progress_handler(0, None::<fn() -> bool>);
        self.give_back(conn);
        result
    }

    pub(super) fn prepare(&self, text: &str) -> Result<(), DbError> {
        let conn = self.reader()?;
        let result = conn
            .prepare(&super::sql::numbered(text))
            .map(|_| ())
            .map_err(DbError::from);
        self.give_back(conn);
        result
    }

    pub(super) async fn copy_to(&self, file: PathBuf) -> Result<(), Error> {
        let conn = self.reader()?;
        tokio::task::spawn_blocking(move || {
            own_file(&file)?;
            conn.execute("VACUUM INTO ?1", [file.to_string_lossy()])
                .map_err(DbError::from)?;
            std::fs::File::open(&file)
                .and_then(|copy| copy.sync_all())
                .map_err(|error| DbError::Other(error.to_string()))
        })
        .await
        .map_err(|_| crate::error::internal("the copy panicked"))??;
        Ok(())
    }

    pub(super) fn close(&self) {
        self.shared.queues.lock().closing = true;
        self.shared.wake.notify_all();
        if let Some(thread) = self.writer.lock().take() {
            let _ = thread.join();
        }
        self.readers.lock().clear();
    }

    fn reader(&self) -> Result<Connection, DbError> {
        if let Some(conn) = self.readers.lock().pop() {
            return Ok(conn);
        }
        connect(
            &self.path,
            self.vfs.as_deref(),
            Durability::Full,
            OpenFlags::SQLITE_OPEN_READ_ONLY,
        )
    }

    fn give_back(&self, conn: Connection) {
        let mut readers = self.readers.lock();
        if readers.len() < READERS {
            readers.push(conn);
        }
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.close();
    }
}

/// Makes the file before SQLite would, so that nobody but its owner reads it; what SQLite puts
/// beside it takes its mode.
fn own_file(path: &Path) -> Result<(), DbError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    if path.exists() {
        return Ok(());
    }
    std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(|error| DbError::Other(format!("{}: {error}", path.display())))
}

fn connect(
    path: &Path,
    vfs: Option<&str>,
    durability: Durability,
    access: OpenFlags,
) -> Result<Connection, DbError> {
    let mut flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if access == OpenFlags::SQLITE_OPEN_READ_WRITE {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let conn = match vfs {
        Some(name) => Connection::open_with_flags_and_vfs(path, flags, name)?,
        None => Connection::open_with_flags(path, flags)?,
    };
    conn.busy_timeout(DEADLINE)?;
    conn.set_prepared_statement_cache_capacity(512);
    if access == OpenFlags::SQLITE_OPEN_READ_WRITE {
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(
            None,
            "synchronous",
            if durability == Durability::Full {
                "FULL"
            } else {
                "OFF"
            },
        )?;
        conn.pragma_update(None, "wal_autocheckpoint", 4000)?;
    }
    conn.pragma_update(None, "foreign_keys", "ON")?;
    // Pages of a million-member city stay in the page cache of the system, not in ours.
    conn.pragma_update(None, "cache_size", -16_000)?;
    conn.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(conn)
}

/// Runs a closure on a file of its own connection, which cannot write.
pub(super) fn inspect<T, F>(path: &Path, f: F) -> Result<T, Error>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, Error>,
{
    let access = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let conn = connect(path, None, Durability::Full, access)?;
    f(&mut Tx(Kind::Sqlite(&conn)))
}

fn snapshot<T, F>(conn: &Connection, f: &F) -> Result<T, Error>
where
    F: Fn(&mut Tx<'_>) -> Result<T, Error>,
{
    let started = Monotonic::now();
    let _ = conn.progress_handler(STEPS, Some(move || started.older_than(DEADLINE)));
    conn.execute_batch("BEGIN").map_err(DbError::from)?;
    let result = f(&mut Tx(Kind::Sqlite(conn)));
    let _ = conn.progress_handler(0, None::<fn() -> bool>);
    conn.execute_batch("ROLLBACK").map_err(DbError::from)?;
    result
}

fn write_loop(conn: &Connection, shared: &Shared) {
    let mut last_bulk = Monotonic::now();
    while let Some(mut batch) = next_batch(shared, &mut last_bulk) {
        if batch.first().is_some_and(|job| job.is_script()) {
            for mut job in batch {
                job.run(&mut Tx(Kind::Sqlite(conn)));
                job.finish(Ok(()));
            }
            continue;
        }
        let committed = run_batch(conn, &mut batch);
        for job in batch {
            job.finish(committed.clone());
        }
    }
}

/// Everything people wait for, and at most one slice of bulk work.
fn next_batch(shared: &Shared, last_bulk: &mut Monotonic) -> Option<Vec<Box<dyn Job>>> {
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
            return Some(batch);
        }
        let Some(job) = queues.interactive.pop_front() else {
            break;
        };
        batch.push(job);
        if script {
            return Some(batch);
        }
    }
    if (batch.is_empty() || last_bulk.older_than(BULK_WAIT))
        && let Some(job) = queues.bulk.pop_front()
    {
        *last_bulk = Monotonic::now();
        batch.push(job);
    }
    Some(batch)
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
