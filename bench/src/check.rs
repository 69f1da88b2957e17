//! After the work: is everything that was acknowledged in the database, and once?

use std::collections::HashMap;

use platform::db::Db;
use platform::error::{Error, internal};
use platform::{params, sql};
use rusqlite::{Connection, OpenFlags};

use crate::load::Answer;
use crate::place::{Place, city_file};

/// What a comparison found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Acknowledged.
    pub acked: u64,
    /// Acknowledged, but not there or there with another value.
    pub lost: u64,
    /// There more than once.
    pub doubled: u64,
}

/// Compares what was acknowledged with the database. SQLite is read past the product and
/// without writing, so that a killed server's file stays as the kill left it.
///
/// # Errors
/// When the database cannot be read.
pub async fn compare(place: &Place, acked: &[Answer]) -> Result<Found, Error> {
    let mut sittings: Vec<i64> = acked.iter().map(|answer| answer.sitting).collect();
    sittings.sort_unstable();
    sittings.dedup();
    let mut stored = HashMap::new();
    if place.url.is_some() {
        let db = place.open().await?;
        for sitting in sittings {
            tally(&mut stored, from_product(&db, sitting).await?);
        }
        db.close().await;
    } else {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(city_file(&place.data), flags).map_err(wrong)?;
        for sitting in sittings {
            tally(&mut stored, from_file(&conn, sitting).map_err(wrong)?);
        }
    }
    Ok(judge(acked, &stored))
}

/// Asks SQLite whether the file is sound.
///
/// # Errors
/// When it is not, in SQLite's words.
pub fn sound(place: &Place) -> Result<(), Error> {
    if place.url.is_some() {
        return Ok(());
    }
    let conn = Connection::open(city_file(&place.data)).map_err(wrong)?;
    let words: String = conn
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .map_err(wrong)?;
    if words == "ok" {
        Ok(())
    } else {
        Err(internal(format!("the file is damaged: {words}")))
    }
}

fn wrong(error: rusqlite::Error) -> Error {
    internal(error.to_string())
}

fn tally(stored: &mut HashMap<Answer, u64>, answers: Vec<Answer>) {
    for answer in answers {
        *stored.entry(answer).or_default() += 1;
    }
}

fn judge(acked: &[Answer], stored: &HashMap<Answer, u64>) -> Found {
    let mut found = Found {
        acked: acked.len() as u64,
        ..Found::default()
    };
    for answer in acked {
        match stored.get(answer) {
            None => found.lost += 1,
            Some(1) => {}
            Some(_) => found.doubled += 1,
        }
    }
    found
}

async fn from_product(db: &Db, sitting: i64) -> Result<Vec<Answer>, Error> {
    db.read("answers_of_sitting", move |tx| {
        let rows =
            tx.all::<(i64, i64, i64, i64)>(sql!("sql/answers_of_sitting.sql"), params![sitting])?;
        Ok(rows.into_iter().map(|row| answer(sitting, row)).collect())
    })
    .await
}

fn from_file(conn: &Connection, sitting: i64) -> rusqlite::Result<Vec<Answer>> {
    let text = include_str!("sql/answers_of_sitting.sql").replace("$1", "?1");
    conn.prepare_cached(&text)?
        .query_map([sitting], |row| {
            Ok(answer(
                sitting,
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?),
            ))
        })?
        .collect()
}

fn answer(sitting: i64, row: (i64, i64, i64, i64)) -> Answer {
    let (question, client, sequence, value) = row;
    Answer {
        sitting,
        question,
        client,
        sequence,
        value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_what_is_missing_changed_or_twice() {
        let of = |sequence, value| answer(1, (1, 9, sequence, value));
        let mut stored = HashMap::new();
        tally(&mut stored, vec![of(1, 1), of(2, 1), of(3, 1), of(3, 1)]);
        let acked = [of(1, 1), of(2, 2), of(3, 1), of(4, 1)];
        assert_eq!(
            judge(&acked, &stored),
            Found {
                acked: 4,
                lost: 2,
                doubled: 1
            }
        );
    }
}
