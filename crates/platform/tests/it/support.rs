//! What several of these tests need.

use platform::clock::{Clock, Millis};
use platform::db::{Db, Value};
use platform::error::Error;
use platform::ids::PersonId;
use platform::{params, sql};

/// A clock that stands at 2026-11-22 14:05 in Shanghai.
pub fn clock() -> Clock {
    testkit::databases::clock()
}

/// The time it stands at.
pub fn now() -> Millis {
    clock().now()
}

/// A person by a number.
pub fn person(number: u32) -> PersonId {
    PersonId::derived("test", &number.to_string())
}

/// Writes a person's row; the number stands in the name.
pub async fn insert_person(db: &Db, number: u32) -> Result<(), Error> {
    db.write("insert_person", move |tx| {
        tx.exec(
            sql!("sql/insert_person.sql"),
            params![
                person(number),
                format!("测试{number}"),
                number.to_be_bytes(),
                now()
            ],
        )?;
        Ok(())
    })
    .await
}

/// Runs words that no product code has, such as an intruder's.
pub async fn script(db: &Db, words: &str) -> Result<(), Error> {
    db.script(words.to_owned()).await
}

/// A single number.
pub async fn count(db: &Db, sql: &'static platform::db::Sql) -> i64 {
    db.read("count", move |tx| Ok(tx.one::<(i64,)>(sql, params![])?.0))
        .await
        .unwrap()
}

/// An id cell.
pub fn id(number: u8) -> Value {
    Value::Id([number; 16])
}
