//! What a database can answer instead of rows.

/// A database failure, sorted by what a caller can do about it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// A unique key exists already: one vote, one attempt, one sign-in.
    #[error("the key exists already: {0}")]
    Unique(String),
    /// A row refers to another that is not there, or would leave one behind.
    #[error("a referenced row is missing: {0}")]
    Foreign(String),
    /// A CHECK or NOT NULL refused the row.
    #[error("the row breaks a rule of its table: {0}")]
    Check(String),
    /// Another transaction was in the way; running again may succeed.
    #[error("serialisation conflict")]
    Conflict,
    /// The queue is full or the connection pool exhausted.
    #[error("the database is busy")]
    Busy,
    /// The deadline passed. Whether a write happened is unknown: retry with the same id.
    #[error("the deadline of {0} passed")]
    Deadline(&'static str),
    /// A column held something else than was read.
    #[error("a column does not hold {0}")]
    Decode(String),
    /// No row where one must be.
    #[error("no row")]
    NoRow,
    /// The database has been closed.
    #[error("the database is closed")]
    Closed,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Anything else, in the engine's words.
    #[error("{0}")]
    Other(String),
}

impl DbError {
    pub(crate) fn decode(what: &str) -> Self {
        Self::Decode(what.to_owned())
    }

    /// Whether running the same closure again may succeed.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Conflict)
    }

    /// Whether a unique key stood in the way.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        matches!(self, Self::Unique(_))
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi;
        let rusqlite::Error::SqliteFailure(code, message) = &error else {
            return match error {
                rusqlite::Error::QueryReturnedNoRows => Self::NoRow,
                other => Self::Other(other.to_string()),
            };
        };
        let words = message.clone().unwrap_or_else(|| error.to_string());
        match code.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID => Self::Unique(words),
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::Foreign(words),
            ffi::SQLITE_CONSTRAINT_CHECK
            | ffi::SQLITE_CONSTRAINT_NOTNULL
            | ffi::SQLITE_CONSTRAINT_DATATYPE
            | ffi::SQLITE_CONSTRAINT_TRIGGER => Self::Check(words),
            _ => match code.code {
                rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => {
                    Self::Conflict
                }
                rusqlite::ErrorCode::OperationInterrupted => Self::Deadline("query"),
                rusqlite::ErrorCode::DiskFull => Self::Full,
                _ => Self::Other(words),
            },
        }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(db) => match db.code().as_deref() {
                Some("23505") => Self::Unique(db.message().to_owned()),
                Some("23503") => Self::Foreign(db.message().to_owned()),
                Some("23514" | "23502" | "P0001") => Self::Check(db.message().to_owned()),
                Some("40001" | "40P01") => Self::Conflict,
                Some("57014") => Self::Deadline("statement"),
                Some("53100") => Self::Full,
                Some("53300") => Self::Busy,
                _ => Self::Other(error.to_string()),
            },
            sqlx::Error::RowNotFound => Self::NoRow,
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed => Self::Closed,
            _ => Self::Other(error.to_string()),
        }
    }
}
