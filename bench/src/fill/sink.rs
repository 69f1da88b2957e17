//! Rows on their way into the database: gathered by table, written in slices, counted in sums.

use std::collections::BTreeMap;
use std::sync::Arc;

use platform::db::{Db, InsertMany, Value};
use platform::error::Error;
use platform::ids::PersonId;
use platform::record::{self, Record};
use platform::{params, sql, tally};

/// Rows written in one transaction.
const SLICE: usize = 4_000;
/// Changes of sums written in one transaction.
const SUMS: usize = 4_000;

/// Declares an insert of many rows: a name, a table, its columns with their kinds.
macro_rules! table {
    ($name:ident, $table:ident, $($column:ident $kind:ident),+ $(,)?) => {
        static $name: platform::db::InsertMany = platform::db::InsertMany::new(
            stringify!($table),
            &[$((stringify!($column), platform::db::Kind::$kind)),+],
            platform::db::OnConflict::Fail,
        );
    };
}
pub(super) use table;

/// The rows of one table.
type Rows = (&'static InsertMany, Vec<Vec<Value>>);

/// What is written together.
#[derive(Default)]
struct Slice {
    rows: Vec<Rows>,
    records: Vec<Record>,
    away: Vec<PersonId>,
    count: usize,
}

/// Gathers rows and writes them. Rows that lean on others are put after them, and [`Sink::breathe`]
/// is called only where nothing half done waits.
pub(super) struct Sink {
    db: Db,
    slice: Slice,
    sums: BTreeMap<(String, String), i64>,
    written: usize,
}

impl Sink {
    pub(super) fn new(db: Db) -> Self {
        Self {
            db,
            slice: Slice::default(),
            sums: BTreeMap::new(),
            written: 0,
        }
    }

    /// Puts a row.
    pub(super) fn put(&mut self, insert: &'static InsertMany, row: &[Value]) {
        let row = row.to_vec();
        let mut tables = self.slice.rows.iter_mut();
        match tables.find(|(one, _)| std::ptr::eq(*one, insert)) {
            Some((_, rows)) => rows.push(row),
            None => self.slice.rows.push((insert, vec![row])),
        }
        self.slice.count += 1;
    }

    /// Counts at a place.
    pub(super) fn count(&mut self, path: &str, indicator: &str, by: i64) {
        *self
            .sums
            .entry((path.to_owned(), indicator.to_owned()))
            .or_default() += by;
    }

    /// Tells the city.
    pub(super) fn tell(&mut self, record: Record) {
        self.slice.records.push(record);
        self.slice.count += 1;
    }

    /// Says of a member that they live elsewhere.
    pub(super) fn away(&mut self, person: PersonId) {
        self.slice.away.push(person);
    }

    /// Writes what has gathered, when it is enough.
    pub(super) async fn breathe(&mut self) -> Result<(), Error> {
        if self.slice.count >= SLICE {
            self.write().await?;
        }
        Ok(())
    }

    async fn write(&mut self) -> Result<(), Error> {
        self.written += self.slice.count;
        let slice = Arc::new(std::mem::take(&mut self.slice));
        self.db
            .bulk("bench_fill", move |tx| {
                for (insert, rows) in &slice.rows {
                    tx.insert_many(insert, rows)?;
                }
                record::write_many(tx, &slice.records)?;
                for person in &slice.away {
                    tx.exec(sql!("sql/away.sql"), params![person])?;
                }
                Ok(())
            })
            .await
    }

    /// Writes the rest and the sums; says how many rows there were.
    pub(super) async fn settle(&mut self) -> Result<usize, Error> {
        self.write().await?;
        let sums: Vec<_> = std::mem::take(&mut self.sums).into_iter().collect();
        for some in sums.chunks(SUMS) {
            let some = some.to_vec();
            self.db
                .bulk("bench_fill_sums", move |tx| {
                    let changes = some
                        .iter()
                        .map(|((path, name), by)| (path.as_str(), name.as_str(), *by));
                    Ok(tally::add_many(tx, changes)?)
                })
                .await?;
        }
        Ok(std::mem::take(&mut self.written))
    }
}
