//! SQLite: one writer thread, several readers.
//!
//! Queued writes share one COMMIT and so one fsync; each has a savepoint of its own, so one
//! that fails takes nothing of its neighbours with it. Nobody is answered before the COMMIT.

mod open;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Semaphore, oneshot};

use super::tx::{Kind, Tx};
use super::{BULK_DEADLINE, DEADLINE, DbError, Durability, Lane};
use crate::clock::Monotonic;
use crate::error::Error;
use open::{connect, own_file};
use writer::{Job, Script, Shared, Write, write_loop};

/// Writes that may wait; beyond it people are told to come back in a moment.
const QUEUE: usize = 10_000;
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
