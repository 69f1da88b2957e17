//! Where a person belongs today and what kind of member they are: what audiences are judged by, and
//! for which organisation a record counts.

pub use members::audience::Standing;
use platform::db::{DbError, Tx};
use platform::{params, sql};

use crate::reader::Reader;

/// A person's belongings today, the home branch first.
///
/// # Errors
/// The database's.
pub fn standings(tx: &mut Tx<'_>, reader: Reader) -> Result<Vec<Standing>, DbError> {
    members::audience::standings(tx, reader.person, reader.today)
}

/// The number of a person in records.
///
/// # Errors
/// The database's.
pub fn person_no(tx: &mut Tx<'_>, reader: Reader) -> Result<i64, DbError> {
    Ok(tx
        .one::<(i64,)>(sql!("sql/person_no.sql"), params![reader.person])?
        .0)
}
