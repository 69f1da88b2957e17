//! Inserting many rows at once: a prepared statement in a loop on SQLite, UNNEST on PostgreSQL.
//!
//! The only place that writes `ON CONFLICT`, so that another dialect can replace it.

use std::sync::OnceLock;

use super::value::Kind;

/// What to do when a key exists already.
#[derive(Clone, Copy, Debug)]
pub enum OnConflict {
    /// Refuse the whole statement.
    Fail,
    /// Keep the row that is there. The columns are the key.
    Keep(&'static [&'static str]),
    /// Replace the named columns of the row that is there.
    Replace {
        /// The key's columns.
        key: &'static [&'static str],
        /// The columns that take the new values.
        columns: &'static [&'static str],
    },
    /// Add the new values to the numbers of the row that is there.
    Add {
        /// The key's columns.
        key: &'static [&'static str],
        /// The columns that grow.
        columns: &'static [&'static str],
    },
}

/// An insert of many rows into one table. Declare it as a `static`.
pub struct InsertMany {
    table: &'static str,
    columns: &'static [(&'static str, Kind)],
    conflict: OnConflict,
    /// A column that counts up, and the table with its last number.
    numbers: Option<(&'static str, &'static str)>,
    sqlite: OnceLock<String>,
    sqlite_numbers: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl InsertMany {
    /// Names the table, its columns in the order of the rows, and what a conflict does.
    #[must_use]
    pub const fn new(
        table: &'static str,
        columns: &'static [(&'static str, Kind)],
        conflict: OnConflict,
    ) -> Self {
        Self {
            table,
            columns,
            conflict,
            numbers: None,
            sqlite: OnceLock::new(),
            sqlite_numbers: OnceLock::new(),
            postgres: OnceLock::new(),
        }
    }

    /// Says which column the database numbers: on SQLite a trigger does it from the one row of a
    /// table `last`, which for many rows is slower than taking their numbers at once.
    #[must_use]
    pub const fn numbered(mut self, column: &'static str, last: &'static str) -> Self {
        self.numbers = Some((column, last));
        self
    }

    /// Takes numbers for so many rows and answers the last one; none when nothing is numbered.
    pub(super) fn sqlite_numbers(&self) -> Option<&str> {
        let (_, last) = self.numbers?;
        let words = || format!("UPDATE {last} SET value = value + ?1 RETURNING value");
        Some(self.sqlite_numbers.get_or_init(words))
    }

    pub(super) fn columns(&self) -> &'static [(&'static str, Kind)] {
        self.columns
    }

    fn head(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        self.head_of(&names)
    }

    fn head_of(&self, names: &[&str]) -> String {
        format!("INSERT INTO {} ({})", self.table, names.join(", "))
    }

    fn tail(&self) -> String {
        match self.conflict {
            OnConflict::Fail => String::new(),
            OnConflict::Keep(key) => format!(" ON CONFLICT ({}) DO NOTHING", key.join(", ")),
            OnConflict::Replace { key, columns } => {
                let sets: Vec<String> = columns
                    .iter()
                    .map(|column| format!("{column} = excluded.{column}"))
                    .collect();
                format!(
                    " ON CONFLICT ({}) DO UPDATE SET {}",
                    key.join(", "),
                    sets.join(", ")
                )
            }
            OnConflict::Add { key, columns } => {
                let sets: Vec<String> = columns
                    .iter()
                    .map(|column| format!("{column} = {}.{column} + excluded.{column}", self.table))
                    .collect();
                format!(
                    " ON CONFLICT ({}) DO UPDATE SET {}",
                    key.join(", "),
                    sets.join(", ")
                )
            }
        }
    }

    pub(super) fn sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| {
            let mut names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
            names.extend(self.numbers.map(|(column, _)| column));
            let marks: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
            format!(
                "{} VALUES ({}){}",
                self.head_of(&names),
                marks.join(", "),
                self.tail()
            )
        })
    }

    pub(super) fn postgres(&'static self) -> &'static str {
        self.postgres.get_or_init(|| self.unnest(1))
    }

    /// The statement with its parameters numbered from `first` on.
    fn unnest(&self, first: usize) -> String {
        let arrays: Vec<String> = (first..)
            .zip(self.columns)
            .map(|(number, (_, kind))| format!("${number}::{}[]", array_type(*kind)))
            .collect();
        format!(
            "{} SELECT * FROM UNNEST({}){}",
            self.head(),
            arrays.join(", "),
            self.tail()
        )
    }
}

/// An insert that gives back what the database made of the rows that are new. Declare it as a
/// `static`.
pub struct InsertReturning {
    insert: &'static InsertMany,
    columns: &'static str,
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl InsertReturning {
    /// Names the insert and the columns given back, separated by commas.
    #[must_use]
    pub const fn new(insert: &'static InsertMany, columns: &'static str) -> Self {
        Self {
            insert,
            columns,
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
        }
    }

    pub(super) fn insert(&self) -> &'static InsertMany {
        self.insert
    }

    pub(super) fn sqlite(&self) -> &str {
        self.sqlite
            .get_or_init(|| format!("{} RETURNING {}", self.insert.sqlite(), self.columns))
    }

    pub(super) fn postgres(&'static self) -> &'static str {
        self.postgres
            .get_or_init(|| format!("{} RETURNING {}", self.insert.postgres(), self.columns))
    }
}

/// Inserts into several tables that go in together: one trip on PostgreSQL, where each trip of a
/// transaction is a wait for everybody in the batch. Declare it as a `static`.
pub struct InsertTogether<const N: usize> {
    inserts: [&'static InsertMany; N],
    postgres: OnceLock<String>,
    postgres_at_once: OnceLock<String>,
}

impl<const N: usize> InsertTogether<N> {
    /// Names the inserts; none may depend on what another one wrote.
    #[must_use]
    pub const fn new(inserts: [&'static InsertMany; N]) -> Self {
        Self {
            inserts,
            postgres: OnceLock::new(),
            postgres_at_once: OnceLock::new(),
        }
    }

    pub(super) fn inserts(&self) -> &[&'static InsertMany; N] {
        &self.inserts
    }

    pub(super) fn postgres(&'static self) -> &'static str {
        self.postgres.get_or_init(|| {
            let counts: Vec<String> = (0..N)
                .map(|index| format!("(SELECT COUNT(*) FROM i{index})"))
                .collect();
            format!("{} SELECT {}", self.with(), counts.join(", "))
        })
    }

    /// The same as a transaction of its own that fails by a division by zero unless the first
    /// insert wrote the number of rows that the last parameter says.
    pub(super) fn postgres_at_once(&'static self) -> &'static str {
        self.postgres_at_once.get_or_init(|| {
            let last: usize = self.inserts.iter().map(|one| one.columns.len()).sum();
            format!(
                "{} SELECT 1 / (CASE WHEN (SELECT COUNT(*) FROM i0) = ${} THEN 1 ELSE 0 END)",
                self.with(),
                last + 1
            )
        })
    }

    fn with(&self) -> String {
        let (mut parts, mut from) = (Vec::new(), 1);
        for (index, insert) in self.inserts.iter().enumerate() {
            parts.push(format!("i{index} AS ({} RETURNING 1)", insert.unnest(from)));
            from += insert.columns.len();
        }
        format!("WITH {}", parts.join(", "))
    }
}

fn array_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Int => "bigint",
        Kind::Real => "double precision",
        Kind::Text => "text",
        Kind::Bytes => "bytea",
        Kind::Id => "uuid",
    }
}
