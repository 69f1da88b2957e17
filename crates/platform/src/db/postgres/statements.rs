//! Statements of a transaction, each within what is left of its deadline.

use std::time::Duration;

use sqlx::Row as _;
use sqlx::postgres::PgArguments;
use tokio::runtime::Handle;

use super::PgTx;
use super::rows::{add_columns, arguments, values};
use crate::db::DbError;
use crate::db::bulk::{InsertMany, InsertReturning, InsertTogether};
use crate::db::value::Value;

impl PgTx<'_> {
    /// A frozen server keeps acknowledging TCP, so the client keeps its own time.
    fn left(&self) -> Result<Duration, DbError> {
        self.deadline
            .checked_sub(self.started.elapsed())
            .ok_or(DbError::Deadline("transaction"))
    }

    pub(super) fn plain(&mut self, words: &'static str) -> Result<(), DbError> {
        // The end of a transaction gets a moment even when the deadline has passed.
        let left = self.left().unwrap_or(Duration::from_secs(1));
        let rt = self.rt;
        let sent = sqlx::raw_sql(words).execute(&mut *self.conn);
        within(rt, left, "transaction", sent)?;
        Ok(())
    }

    pub(in crate::db) fn fetch(
        &mut self,
        sql: &'static str,
        params: &[Value],
    ) -> Result<Vec<Vec<Value>>, DbError> {
        let left = self.left()?;
        let rt = self.rt;
        let query = sqlx::query_with(sql, arguments(params)?).fetch_all(&mut *self.conn);
        let rows = within(rt, left, "query", query)?;
        rows.iter().map(values).collect()
    }

    pub(in crate::db) fn execute(
        &mut self,
        sql: &'static str,
        params: &[Value],
    ) -> Result<u64, DbError> {
        let left = self.left()?;
        let rt = self.rt;
        let query = sqlx::query_with(sql, arguments(params)?).execute(&mut *self.conn);
        let done = within(rt, left, "statement", query)?;
        Ok(done.rows_affected())
    }

    pub(in crate::db) fn lock(
        &mut self,
        sql: &'static str,
        params: &[Value],
    ) -> Result<(), DbError> {
        let left = self.left()?;
        let rt = self.rt;
        let text = format!("{sql} FOR UPDATE");
        let query = sqlx::query_with(sqlx::AssertSqlSafe(text), arguments(params)?)
            .fetch_all(&mut *self.conn);
        within(rt, left, "lock", query)?;
        Ok(())
    }

    pub(in crate::db) fn insert_many(
        &mut self,
        insert: &'static InsertMany,
        rows: &[Vec<Value>],
    ) -> Result<u64, DbError> {
        let mut arguments = PgArguments::default();
        add_columns(&mut arguments, insert, rows)?;
        let left = self.left()?;
        let rt = self.rt;
        let query = sqlx::query_with(insert.postgres(), arguments).execute(&mut *self.conn);
        let done = within(rt, left, "insert", query)?;
        Ok(done.rows_affected())
    }

    pub(in crate::db) fn insert_returning(
        &mut self,
        insert: &'static InsertReturning,
        rows: &[Vec<Value>],
    ) -> Result<Vec<Vec<Value>>, DbError> {
        let mut arguments = PgArguments::default();
        add_columns(&mut arguments, insert.insert(), rows)?;
        let left = self.left()?;
        let rt = self.rt;
        let query = sqlx::query_with(insert.postgres(), arguments).fetch_all(&mut *self.conn);
        let rows = within(rt, left, "insert", query)?;
        rows.iter().map(values).collect()
    }

    pub(in crate::db) fn insert_together<const N: usize>(
        &mut self,
        together: &'static InsertTogether<N>,
        rows: [&[Vec<Value>]; N],
    ) -> Result<[u64; N], DbError> {
        let mut arguments = PgArguments::default();
        for (insert, rows) in together.inserts().iter().zip(rows) {
            add_columns(&mut arguments, insert, rows)?;
        }
        let left = self.left()?;
        let rt = self.rt;
        let query = sqlx::query_with(together.postgres(), arguments).fetch_one(&mut *self.conn);
        let counts = within(rt, left, "insert", query)?;
        let mut touched = [0; N];
        for (index, count) in touched.iter_mut().enumerate() {
            *count = u64::try_from(counts.try_get::<i64, _>(index)?).unwrap_or(0);
        }
        Ok(touched)
    }
}

/// Waits for a statement, but not beyond what is left of the deadline.
fn within<T>(
    rt: &Handle,
    left: Duration,
    what: &'static str,
    sent: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, DbError> {
    let answer = rt.block_on(async { tokio::time::timeout(left, sent).await });
    Ok(answer.map_err(|_| DbError::Deadline(what))??)
}
