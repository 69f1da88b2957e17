//! The one place that names a database driver.
//!
//! Store and ability code is synchronous: a closure gets a [`Tx`] and runs whole, on SQLite's
//! writer thread or on a PostgreSQL connection. Closures are run again after a serialisation
//! failure, do no I/O of their own, and one that fails leaves nothing behind.

mod bulk;
mod error;
pub mod migrate;
mod postgres;
mod sql;
mod sqlite;
mod tx;
mod value;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use bulk::{InsertMany, InsertReturning, InsertTogether, OnConflict};
pub use error::DbError;
pub use sql::Sql;
pub use tx::Tx;
pub use value::{Cells, FromRow, FromValue, Kind, ToValue, Value};

use crate::clock::{Clock, Millis};
use crate::error::Error;

/// How long an interactive operation may take before its caller is told to try again.
pub const DEADLINE: Duration = Duration::from_secs(5);
/// Bulk slices and migrations may take longer; exports page by key instead of waiting.
pub const BULK_DEADLINE: Duration = Duration::from_secs(60);

/// Which engine a database runs on, where a page or a test must say so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// Embedded SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Engine {
    /// `sqlite` or `postgres`, as figures and folders name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// How SQLite meets the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Durability {
    /// Every commit reaches the disk: the only setting a city runs with.
    #[default]
    Full,
    /// The negative control of the fault harness: loses what it acknowledged.
    Off,
}

/// What to open.
#[derive(Clone, Debug)]
pub enum Target {
    /// A SQLite file.
    Sqlite {
        /// The file.
        path: PathBuf,
        /// How commits meet the disk.
        durability: Durability,
        /// Another VFS, for the fault harness.
        vfs: Option<String>,
    },
    /// A PostgreSQL URL.
    Postgres {
        /// `postgres://user@host/database`.
        url: String,
        /// Connections that write and read at length; half as many more read a few rows by key.
        connections: u32,
    },
}

impl Target {
    /// A SQLite file with full durability.
    #[must_use]
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self::Sqlite {
            path: path.into(),
            durability: Durability::Full,
            vfs: None,
        }
    }

    /// A PostgreSQL database with sixteen connections, and half as many for reading a few rows.
    #[must_use]
    pub fn postgres(url: impl Into<String>) -> Self {
        Self::Postgres {
            url: url.into(),
            connections: 16,
        }
    }
}

/// The database; cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

enum Inner {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

/// Which lane a write takes. Bulk work never makes a person wait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lane {
    Interactive,
    Bulk,
}

impl Db {
    /// Opens a database. Migrations are applied by [`migrate::run`].
    ///
    /// # Errors
    /// When the file cannot be opened or the server not reached.
    pub async fn open(target: &Target) -> Result<Self, Error> {
        let inner = match target {
            Target::Sqlite {
                path,
                durability,
                vfs,
            } => Inner::Sqlite(sqlite::Sqlite::open(path, *durability, vfs.as_deref())?),
            Target::Postgres { url, connections } => {
                Inner::Postgres(postgres::Postgres::connect(url, *connections).await?)
            }
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// One named write in one transaction, acknowledged after COMMIT.
    ///
    /// # Errors
    /// The closure's own error, or the database's.
    pub async fn write<T, F>(&self, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        self.write_in(Lane::Interactive, name, f).await
    }

    /// Inserts into several tables with one statement that is its own transaction, where the engine
    /// saves trips by it. False when nothing was written, because the first insert found rows there
    /// before or the engine gains nothing: then [`Db::write`] has to do it.
    ///
    /// # Errors
    /// The database's.
    pub async fn insert_at_once<const N: usize>(
        &self,
        together: &'static InsertTogether<N>,
        rows: [&[Vec<Value>]; N],
    ) -> Result<bool, Error> {
        match &*self.0 {
            Inner::Sqlite(_) => Ok(false),
            Inner::Postgres(db) => Ok(db.insert_at_once(together, rows).await?),
        }
    }

    /// One slice of bulk work (aim at ≤ 10 ms), behind interactive writes.
    ///
    /// # Errors
    /// The closure's own error, or the database's.
    pub async fn bulk<T, F>(&self, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        self.write_in(Lane::Bulk, name, f).await
    }

    async fn write_in<T, F>(&self, lane: Lane, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        match &*self.0 {
            Inner::Sqlite(db) => db.write(lane, name, f).await,
            Inner::Postgres(db) => db.write(lane, name, f).await,
        }
    }

    /// A read of more than a few rows, in one snapshot, on a reader thread.
    ///
    /// # Errors
    /// The closure's own error, or the database's.
    pub async fn read<T, F>(&self, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        match &*self.0 {
            Inner::Sqlite(db) => db.read(name, f).await,
            Inner::Postgres(db) => db.read(name, f).await,
        }
    }

    /// A few rows by key: microseconds on SQLite, where it runs on the calling thread. Each of
    /// its statements sees the rows of its own moment.
    ///
    /// # Errors
    /// The closure's own error, or the database's.
    pub async fn point<T, F>(&self, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        match &*self.0 {
            Inner::Sqlite(db) => db.point(name, f),
            Inner::Postgres(db) => db.point(name, f).await,
        }
    }

    /// What time it is where the database is: its server's clock, or this machine's own.
    ///
    /// # Errors
    /// The database's.
    pub async fn time(&self) -> Result<Millis, Error> {
        match &*self.0 {
            Inner::Sqlite(_) => Ok(Clock::wall()),
            Inner::Postgres(db) => Ok(db.time().await?),
        }
    }

    /// Whether people have written within the last second, beside whom bulk work takes small
    /// slices; PostgreSQL lets both write at once, so there it never is.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        match &*self.0 {
            Inner::Sqlite(db) => db.is_shared(),
            Inner::Postgres(_) => false,
        }
    }

    /// Operations that wait for their turn, by lane, for the operator's figures.
    #[must_use]
    pub fn waiting(&self) -> [(&'static str, usize); 2] {
        let [interactive, bulk] = match &*self.0 {
            Inner::Sqlite(db) => db.waiting(),
            Inner::Postgres(db) => db.waiting(),
        };
        [("interactive", interactive), ("bulk", bulk)]
    }

    /// Runs a script of several statements outside a transaction of ours: migrations only.
    ///
    /// # Errors
    /// The database's.
    pub async fn script(&self, text: String) -> Result<(), Error> {
        match &*self.0 {
            Inner::Sqlite(db) => db.script(text).await,
            Inner::Postgres(db) => db.script(text).await,
        }
    }

    /// Copies a SQLite database to a file while it is in use. PostgreSQL has its own tools.
    ///
    /// # Errors
    /// When the copy cannot be written, or on PostgreSQL.
    pub async fn copy_to(&self, file: PathBuf) -> Result<(), Error> {
        match &*self.0 {
            Inner::Sqlite(db) => db.copy_to(file).await,
            Inner::Postgres(_) => Err(crate::error::bad_request("error-copy-postgres")),
        }
    }

    /// Reads a SQLite file that is not being served: a copy, a backup. No deadline, no writer.
    ///
    /// # Errors
    /// When the file cannot be opened; the closure's own error.
    pub async fn inspect<T, F>(file: PathBuf, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    {
        tokio::task::spawn_blocking(move || sqlite::inspect(&file, f))
            .await
            .map_err(|_| crate::error::internal("an inspection panicked"))?
    }

    /// Asks each engine to prepare a statement, without running it.
    ///
    /// # Errors
    /// The engine's complaint.
    pub async fn prepare(&self, text: &'static str) -> Result<(), DbError> {
        match &*self.0 {
            Inner::Sqlite(db) => db.prepare(text),
            Inner::Postgres(db) => db.prepare(text).await,
        }
    }

    /// Ends the connections; what was queued is finished first.
    pub async fn close(&self) {
        match &*self.0 {
            Inner::Sqlite(db) => db.close(),
            Inner::Postgres(db) => db.close().await,
        }
    }
}
