//! A connection and what is set on it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::db::{DEADLINE, DbError, Durability};

/// Makes the file before SQLite would, so that nobody but its owner reads it; what SQLite puts
/// beside it takes its mode.
pub(super) fn own_file(path: &Path) -> Result<(), DbError> {
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

pub(super) fn connect(
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
    // Pages of a million-member city stay in the page cache of the system, not in ours; what a
    // roster changes before it is committed must fit.
    let cache = if access == OpenFlags::SQLITE_OPEN_READ_WRITE {
        -64_000
    } else {
        -16_000
    };
    conn.pragma_update(None, "cache_size", cache)?;
    conn.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(conn)
}
