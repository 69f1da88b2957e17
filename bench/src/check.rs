//! After the work: is everything that was acknowledged in the database, and once?

use std::collections::{BTreeMap, HashMap};

use platform::db::Db;
use platform::error::{Error, internal};
use platform::{params, sql};
use rusqlite::{Connection, OpenFlags};

use crate::load::{Answer, Submitted};
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
    // What earlier rounds wrote was compared then.
    let mut sittings = BTreeMap::new();
    for answer in acked {
        let from = sittings.entry(answer.sitting).or_insert(answer.sequence);
        *from = answer.sequence.min(*from);
    }
    let mut stored = HashMap::new();
    if place.url.is_some() {
        let db = place.open().await?;
        for (sitting, from) in sittings {
            tally(&mut stored, from_product(&db, sitting, from).await?);
        }
        db.close().await;
    } else {
        let conn = read_only(place)?;
        for (sitting, from) in sittings {
            tally(&mut stored, from_file(&conn, sitting, from).map_err(wrong)?);
        }
    }
    Ok(judge(acked, &stored))
}

/// Looks for each acknowledged submission: one row, ended by the person at the moment that was
/// told, and one mark.
///
/// # Errors
/// When the database cannot be read.
pub async fn submissions(place: &Place, acked: &[Submitted]) -> Result<Found, Error> {
    let mut found = Found {
        acked: acked.len() as u64,
        ..Found::default()
    };
    if place.url.is_some() {
        let db = place.open().await?;
        for one in acked {
            let sitting = one.sitting;
            let rows = db
                .read("submission_of_sitting", move |tx| {
                    Ok(tx.all(sql!("sql/submission_of_sitting.sql"), params![sitting])?)
                })
                .await?;
            found.add(one, &rows);
        }
        db.close().await;
    } else {
        let conn = read_only(place)?;
        for one in acked {
            let rows = ends_from_file(&conn, one.sitting).map_err(wrong)?;
            found.add(one, &rows);
        }
    }
    Ok(found)
}

impl Found {
    fn add(&mut self, acked: &Submitted, rows: &[(i64, String, i64)]) {
        match rows {
            [(at, by, marks)] if *at == acked.at && by == "person" && *marks > 0 => {
                self.doubled += u64::from(*marks > 1);
            }
            [] | [_] => self.lost += 1,
            _ => self.doubled += 1,
        }
    }
}

fn ends_from_file(conn: &Connection, sitting: i64) -> rusqlite::Result<Vec<(i64, String, i64)>> {
    let text = include_str!("sql/submission_of_sitting.sql").replace('$', "?");
    conn.prepare_cached(&text)?
        .query_map([sitting], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

fn read_only(place: &Place) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(city_file(&place.data), flags).map_err(wrong)
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

async fn from_product(db: &Db, sitting: i64, from: i64) -> Result<Vec<Answer>, Error> {
    db.read("answers_of_sitting", move |tx| {
        let rows = tx.all::<(i64, i64, i64, i64)>(
            sql!("sql/answers_of_sitting.sql"),
            params![sitting, from],
        )?;
        Ok(rows.into_iter().map(|row| answer(sitting, row)).collect())
    })
    .await
}

fn from_file(conn: &Connection, sitting: i64, from: i64) -> rusqlite::Result<Vec<Answer>> {
    let text = include_str!("sql/answers_of_sitting.sql").replace('$', "?");
    conn.prepare_cached(&text)?
        .query_map([sitting, from], |row| {
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
    fn sees_a_submission_that_is_missing_moved_or_twice() {
        let acked = Submitted {
            sitting: 1,
            cookie: String::new(),
            receipt: String::new(),
            at: 5,
        };
        let row = |at, by: &str, marks| (at, by.to_owned(), marks);
        let found = |rows: &[_]| {
            let mut found = Found::default();
            found.add(&acked, rows);
            (found.lost, found.doubled)
        };
        assert_eq!(found(&[row(5, "person", 1)]), (0, 0));
        assert_eq!(found(&[]), (1, 0));
        assert_eq!(found(&[row(6, "person", 1)]), (1, 0));
        assert_eq!(found(&[row(5, "closure", 1)]), (1, 0));
        assert_eq!(found(&[row(5, "person", 0)]), (1, 0));
        assert_eq!(found(&[row(5, "person", 2)]), (0, 1));
        assert_eq!(found(&[row(5, "person", 1), row(5, "person", 1)]), (0, 1));
    }

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
