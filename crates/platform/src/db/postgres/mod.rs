//! PostgreSQL: a pool of connections, each closure on a thread that blocks on sqlx.

mod rows;
mod statements;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{Arguments as _, ConnectOptions as _, Executor as _};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use super::bulk::InsertTogether;
use super::tx::{Kind as TxKind, Tx};
use super::value::Value;
use super::{BULK_DEADLINE, DEADLINE, DbError, Lane};
use crate::clock::{Millis, Monotonic};
use crate::error::Error;
use rows::add_columns;

/// How often a closure is run again after a serialisation failure.
const TRIES: u32 = 8;

pub(super) struct Postgres {
    pool: PgPool,
    /// Connections that cannot write, for a few rows by key: one trip each, without a
    /// transaction around it.
    points: PgPool,
    threads: Arc<Semaphore>,
    bulk: Arc<Semaphore>,
    /// Operations that wait for a connection, interactive and bulk.
    waiting: [AtomicUsize; 2],
}

/// Counts itself for as long as it waits.
struct Waits<'w>(&'w AtomicUsize);

impl<'w> Waits<'w> {
    fn at(count: &'w AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A connection inside a transaction, used from a blocking thread.
pub(super) struct PgTx<'c> {
    conn: &'c mut PgConnection,
    rt: &'c Handle,
    started: Monotonic,
    deadline: Duration,
}

impl Postgres {
    pub(super) async fn connect(url: &str, connections: u32) -> Result<Self, DbError> {
        let options = url
            .parse::<PgConnectOptions>()?
            .application_name("touyan")
            .disable_statement_logging();
        let pool = |connections| {
            PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(DEADLINE)
        };
        // The server ends what the client gave up, or it would go on for nobody.
        let options = options.options([("statement_timeout", "5000")]);
        let for_points = options
            .clone()
            .options([("default_transaction_read_only", "on")]);
        let points = pool(connections.div_ceil(2)).connect_lazy_with(for_points);
        let pool = pool(connections).connect_with(options).await?;
        Ok(Self {
            pool,
            points,
            threads: Arc::new(Semaphore::new(connections as usize)),
            // Bulk slices one at a time: people's writes keep the other connections.
            bulk: Arc::new(Semaphore::new(1)),
            waiting: Default::default(),
        })
    }

    pub(super) async fn write<T, F>(&self, lane: Lane, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        let (turn, deadline, begin) = match lane {
            Lane::Interactive => (None, DEADLINE, "BEGIN"),
            Lane::Bulk => {
                let waits = Waits::at(&self.waiting[1]);
                let turn = Arc::clone(&self.bulk).acquire_owned().await;
                drop(waits);
                let begin = "BEGIN; SET LOCAL statement_timeout = 60000";
                let turn = turn.map_err(|_| DbError::Closed)?;
                (Some(turn), BULK_DEADLINE, begin)
            }
        };
        let result = self.run(begin, deadline, name, f).await;
        drop(turn);
        result
    }

    pub(super) async fn read<T, F>(&self, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        // One snapshot for all its statements: a list and its total agree.
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        self.run(begin, DEADLINE, name, f).await
    }

    /// A few rows by key, on a connection that cannot write.
    pub(super) async fn point<T, F>(&self, name: &'static str, f: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        let mut held = self.points.acquire().await.map_err(DbError::from)?;
        let rt = Handle::current();
        let work = tokio::task::spawn_blocking(move || {
            let mut tx = Tx(TxKind::Postgres(PgTx {
                conn: &mut held,
                rt: &rt,
                started: Monotonic::now(),
                deadline: DEADLINE,
            }));
            let run = catch_unwind(AssertUnwindSafe(|| f(&mut tx)));
            if matches!(run, Err(_) | Ok(Err(Error::Db(DbError::Deadline(_))))) {
                // A statement may still be under way on it: nobody else may get it.
                drop(held.detach());
            }
            run
        });
        match work.await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) | Err(_) => Err(crate::error::internal(format!("{name} panicked"))),
        }
    }

    async fn run<T, F>(
        &self,
        begin: &'static str,
        deadline: Duration,
        name: &'static str,
        f: F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        let waits = Waits::at(&self.waiting[0]);
        let wait = tokio::time::timeout(deadline, Arc::clone(&self.threads).acquire_owned()).await;
        drop(waits);
        let turn = wait
            .map_err(|_| {
                crate::figures::refused("database");
                DbError::Busy
            })?
            .map_err(|_| DbError::Closed)?;
        let pool = self.pool.clone();
        let rt = Handle::current();
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            attempt_until_done(&pool, &rt, begin, deadline, &f)
        });
        match work.await {
            Ok(result) => result,
            Err(_) => Err(crate::error::internal(format!("{name} panicked"))),
        }
    }

    /// Inserts in one trip: a statement that is its own transaction. False when the first insert
    /// would not have written all its rows, or somebody was in the way; then nothing was written.
    pub(super) async fn insert_at_once<const N: usize>(
        &self,
        together: &'static InsertTogether<N>,
        rows: [&[Vec<Value>]; N],
    ) -> Result<bool, DbError> {
        let mut arguments = PgArguments::default();
        for (insert, rows) in together.inserts().iter().zip(rows) {
            add_columns(&mut arguments, insert, rows)?;
        }
        let all = rows.first().map_or(0, |rows| rows.len());
        arguments
            .add(i64::try_from(all).unwrap_or(i64::MAX))
            .map_err(|error| DbError::Other(error.to_string()))?;
        let mut held = self.pool.acquire().await?;
        let sent = sqlx::query_with(together.postgres_at_once(), arguments).fetch_one(&mut *held);
        let Ok(answer) = tokio::time::timeout(DEADLINE, sent).await else {
            // It may still be under way on it: nobody else may get it.
            drop(held.detach());
            return Err(DbError::Deadline("insert"));
        };
        match answer {
            Ok(_) => Ok(true),
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("22012") => {
                Ok(false)
            }
            Err(error) => match DbError::from(error) {
                DbError::Conflict => Ok(false),
                other => Err(other),
            },
        }
    }

    /// Operations that wait for a connection, interactive and bulk.
    pub(super) fn waiting(&self) -> [usize; 2] {
        [0, 1].map(|lane| self.waiting[lane].load(Ordering::Relaxed))
    }

    /// The server's clock, at the moment the answer is here.
    pub(super) async fn time(&self) -> Result<Millis, DbError> {
        const NOW: &str = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
        let mut conn = self.pool.acquire().await?;
        let asked = Monotonic::now();
        let answer = sqlx::query_scalar::<_, i64>(NOW).fetch_one(&mut *conn);
        let Ok(told) = tokio::time::timeout(DEADLINE, answer).await else {
            // Its answer may still come: nobody else may get it.
            drop(conn.detach());
            return Err(DbError::Deadline("time"));
        };
        let back = i64::try_from(asked.elapsed().as_millis() / 2).unwrap_or(0);
        Ok(Millis(told?).plus_ms(back))
    }

    pub(super) async fn script(&self, text: String) -> Result<(), Error> {
        let mut conn = self.pool.acquire().await.map_err(DbError::from)?;
        // It takes as long as it takes: an index of a large city.
        let done = async {
            conn.execute("SET statement_timeout = 0").await?;
            conn.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(text)))
                .await?;
            conn.execute("RESET statement_timeout").await
        };
        if let Err(error) = done.await {
            // It may stand in a failed transaction of its own: nobody else may get it.
            drop(conn.detach());
            return Err(DbError::from(error).into());
        }
        Ok(())
    }

    pub(super) async fn prepare(&self, text: &'static str) -> Result<(), DbError> {
        let mut conn = self.pool.acquire().await?;
        conn.prepare(sqlx::SqlStr::from_static(text)).await?;
        Ok(())
    }

    pub(super) async fn close(&self) {
        self.points.close().await;
        self.pool.close().await;
    }
}

fn attempt_until_done<T, F>(
    pool: &PgPool,
    rt: &Handle,
    begin: &'static str,
    deadline: Duration,
    f: &F,
) -> Result<T, Error>
where
    F: Fn(&mut Tx<'_>) -> Result<T, Error>,
{
    let started = Monotonic::now();
    for _ in 1..TRIES {
        match attempt(pool, rt, begin, started, deadline, f) {
            Err(error) if error.is_transient() => {}
            other => return other,
        }
    }
    attempt(pool, rt, begin, started, deadline, f)
}

fn attempt<T, F>(
    pool: &PgPool,
    rt: &Handle,
    begin: &'static str,
    started: Monotonic,
    deadline: Duration,
    f: &F,
) -> Result<T, Error>
where
    F: Fn(&mut Tx<'_>) -> Result<T, Error>,
{
    let mut held = rt.block_on(pool.acquire()).map_err(DbError::from)?;
    let mut tx = Tx(TxKind::Postgres(PgTx {
        conn: &mut held,
        rt,
        started,
        deadline,
    }));
    let run = match plain(&mut tx, begin) {
        Ok(()) => catch_unwind(AssertUnwindSafe(|| f(&mut tx))),
        Err(error) => Ok(Err(error.into())),
    };
    let result = match run {
        Ok(result) => result,
        Err(panic) => {
            // Its transaction is still open: the next user's COMMIT would commit half of this one.
            drop(held.detach());
            resume_unwind(panic);
        }
    };
    if let Err(Error::Db(DbError::Deadline(_))) = &result {
        // A statement may still be under way on it: nobody else may wait for that.
        drop(held.detach());
        return result;
    }
    let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = plain(&mut tx, end);
    if matches!(ended, Err(DbError::Deadline(_) | DbError::Other(_))) {
        // Its state is unknown: such a connection must never serve another person.
        drop(held.detach());
    }
    match (result, ended) {
        (Ok(value), Ok(())) => Ok(value),
        (Ok(_), Err(error)) => Err(error.into()),
        (Err(error), _) => Err(error),
    }
}

fn plain(tx: &mut Tx<'_>, words: &'static str) -> Result<(), DbError> {
    match &mut tx.0 {
        TxKind::Postgres(pg) => pg.plain(words),
        TxKind::Sqlite(_) => Ok(()),
    }
}
