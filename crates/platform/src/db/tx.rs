//! The transaction a closure works in, on either engine.

use super::bulk::{InsertMany, InsertReturning, InsertTogether};
use super::postgres::PgTx;
use super::sql::Sql;
use super::value::{Cells, FromRow, Value};
use super::{DbError, Engine};

/// A transaction (or, for point reads, one connection in autocommit).
pub struct Tx<'c>(pub(super) Kind<'c>);

pub(super) enum Kind<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(PgTx<'c>),
}

impl Tx<'_> {
    /// Which engine runs it; only seams ask.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.0 {
            Kind::Sqlite(_) => Engine::Sqlite,
            Kind::Postgres(_) => Engine::Postgres,
        }
    }

    /// All rows.
    ///
    /// # Errors
    /// The engine's, or a column of another kind than read.
    pub fn all<T: FromRow>(
        &mut self,
        sql: &'static Sql,
        params: &[Value],
    ) -> Result<Vec<T>, DbError> {
        match &mut self.0 {
            Kind::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql.sqlite())?;
                let mut rows = statement.query(rusqlite::params_from_iter(params))?;
                let mut out = Vec::new();
                while let Some(row) = rows.next()? {
                    out.push(T::from_row(&mut sqlite_cells(row)?)?);
                }
                Ok(out)
            }
            Kind::Postgres(tx) => tx
                .fetch(sql.postgres(), params)?
                .into_iter()
                .map(|values| T::from_row(&mut Cells::new(values)))
                .collect(),
        }
    }

    /// The row, if there is one.
    ///
    /// # Errors
    /// The engine's, or a column of another kind than read.
    pub fn opt<T: FromRow>(
        &mut self,
        sql: &'static Sql,
        params: &[Value],
    ) -> Result<Option<T>, DbError> {
        Ok(self.all::<T>(sql, params)?.into_iter().next())
    }

    /// The row, which must be there.
    ///
    /// # Errors
    /// [`DbError::NoRow`] without one; the engine's.
    pub fn one<T: FromRow>(&mut self, sql: &'static Sql, params: &[Value]) -> Result<T, DbError> {
        self.opt(sql, params)?.ok_or(DbError::NoRow)
    }

    /// Runs a statement and says how many rows it touched.
    ///
    /// # Errors
    /// The engine's.
    pub fn exec(&mut self, sql: &'static Sql, params: &[Value]) -> Result<u64, DbError> {
        match &mut self.0 {
            Kind::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql.sqlite())?;
                Ok(statement.execute(rusqlite::params_from_iter(params))? as u64)
            }
            Kind::Postgres(tx) => tx.execute(sql.postgres(), params),
        }
    }

    /// Inserts many rows; every upsert of the product goes through here.
    ///
    /// Rows are values in the order of the insert's columns. On PostgreSQL one key may stand
    /// only once in a batch that updates on conflict.
    ///
    /// # Errors
    /// The engine's.
    pub fn insert_many(
        &mut self,
        insert: &'static InsertMany,
        rows: &[Vec<Value>],
    ) -> Result<u64, DbError> {
        if rows.is_empty() {
            return Ok(0);
        }
        match &mut self.0 {
            Kind::Sqlite(conn) => {
                let mut numbers = sqlite_numbers(conn, insert, rows.len())?;
                let mut statement = conn.prepare_cached(insert.sqlite())?;
                let mut touched = 0;
                for row in rows {
                    let number = numbers.next().map(Value::Int);
                    let values = row.iter().chain(&number);
                    touched += statement.execute(rusqlite::params_from_iter(values))? as u64;
                }
                Ok(touched)
            }
            Kind::Postgres(tx) => tx.insert_many(insert, rows),
        }
    }

    /// Inserts many rows and gives back what the database made of those that are new, in no order.
    ///
    /// # Errors
    /// The engine's, or a column of another kind than read.
    pub fn insert_returning<T: FromRow>(
        &mut self,
        insert: &'static InsertReturning,
        rows: &[Vec<Value>],
    ) -> Result<Vec<T>, DbError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        match &mut self.0 {
            Kind::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(insert.sqlite())?;
                let mut out = Vec::with_capacity(rows.len());
                for row in rows {
                    let mut made = statement.query(rusqlite::params_from_iter(row))?;
                    while let Some(row) = made.next()? {
                        out.push(T::from_row(&mut sqlite_cells(row)?)?);
                    }
                }
                Ok(out)
            }
            Kind::Postgres(tx) => tx
                .insert_returning(insert, rows)?
                .into_iter()
                .map(|values| T::from_row(&mut Cells::new(values)))
                .collect(),
        }
    }

    /// Inserts many rows into each of several tables and says how many each took.
    ///
    /// # Errors
    /// The engine's.
    pub fn insert_together<const N: usize>(
        &mut self,
        together: &'static InsertTogether<N>,
        rows: [&[Vec<Value>]; N],
    ) -> Result<[u64; N], DbError> {
        if let Kind::Postgres(tx) = &mut self.0 {
            return tx.insert_together(together, rows);
        }
        let mut touched = [0; N];
        for (index, (insert, rows)) in together.inserts().iter().zip(rows).enumerate() {
            touched[index] = self.insert_many(insert, rows)?;
        }
        Ok(touched)
    }

    /// Holds a row until the transaction ends: `FOR UPDATE` on PostgreSQL, nothing on SQLite,
    /// whose one writer is alone anyway. The statement must select the row to hold.
    ///
    /// # Errors
    /// The engine's.
    pub fn lock(&mut self, sql: &'static Sql, params: &[Value]) -> Result<(), DbError> {
        match &mut self.0 {
            Kind::Sqlite(_) => Ok(()),
            Kind::Postgres(tx) => tx.lock(sql.postgres(), params),
        }
    }
}

/// The numbers of so many rows, where the insert has any.
fn sqlite_numbers(
    conn: &rusqlite::Connection,
    insert: &'static InsertMany,
    rows: usize,
) -> Result<std::ops::RangeInclusive<i64>, DbError> {
    #[expect(clippy::reversed_empty_ranges, reason = "no numbers at all")]
    let none = 1..=0;
    let Some(take) = insert.sqlite_numbers() else {
        return Ok(none);
    };
    let count = i64::try_from(rows).unwrap_or(i64::MAX);
    let last: i64 = conn
        .prepare_cached(take)?
        .query_row([count], |row| row.get(0))?;
    Ok(last - count + 1..=last)
}

fn sqlite_cells(row: &rusqlite::Row<'_>) -> Result<Cells, DbError> {
    use rusqlite::types::ValueRef;
    let width = row.as_ref().column_count();
    let mut values = Vec::with_capacity(width);
    for index in 0..width {
        values.push(match row.get_ref(index)? {
            ValueRef::Null => Value::Null(super::Kind::Text),
            ValueRef::Integer(n) => Value::Int(n),
            ValueRef::Real(n) => Value::Real(n),
            ValueRef::Text(text) => Value::Text(
                std::str::from_utf8(text)
                    .map_err(|_| DbError::decode("UTF-8 text"))?
                    .to_owned(),
            ),
            ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        });
    }
    Ok(Cells::new(values))
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null(_) => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(*n),
            Self::Real(n) => ValueRef::Real(*n),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            Self::Id(id) => ValueRef::Blob(id),
        }))
    }
}
