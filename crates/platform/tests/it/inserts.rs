//! Inserts of many rows: what they touch, what they give back, and that they go in together.

use platform::db::{
    Engine, InsertMany, InsertReturning, InsertTogether, Kind, OnConflict, Sql, Value,
};
use platform::error::Error;
use platform::params;
use testkit::each_db;

static SETTINGS: InsertMany = InsertMany::new(
    "setting",
    &[("key", Kind::Text), ("value", Kind::Text)],
    OnConflict::Keep(&["key"]),
);
const PERSON: &[(&str, Kind)] = &[
    ("id", Kind::Id),
    ("full_name", Kind::Text),
    ("pinyin", Kind::Text),
    ("initials", Kind::Text),
    ("spelled", Kind::Text),
    ("stroke", Kind::Bytes),
    ("created_at", Kind::Int),
];
static PEOPLE: InsertMany = InsertMany::new("person", PERSON, OnConflict::Keep(&["id"]));
static BOTH: InsertTogether<2> = InsertTogether::new([&SETTINGS, &PEOPLE]);
static MADE: InsertReturning = InsertReturning::new(&SETTINGS, "key, value");
static COUNTS: Sql = Sql::new(
    "SELECT (SELECT COUNT(*) FROM setting WHERE key LIKE 'test.%'), (SELECT COUNT(*) FROM person)",
);

fn setting(key: &str, value: &str) -> Vec<Value> {
    params![format!("test.{key}"), value].to_vec()
}

fn person(number: u8, created_at: Value) -> Vec<Value> {
    let stroke: &[u8] = &[1];
    let id = Value::Id([number; 16]);
    params![
        id,
        "王秀英",
        "wang",
        "wxy",
        "wangxiuying",
        stroke,
        created_at
    ]
    .to_vec()
}

#[tokio::test]
async fn each_table_says_how_many_rows_were_new() {
    each_db(async |db| {
        let touched = db
            .write("test_together", |tx| {
                tx.insert_many(&SETTINGS, &[setting("a", "1")])?;
                let settings = [setting("a", "2"), setting("b", "2"), setting("c", "2")];
                let people = [person(1, Value::Int(1)), person(2, Value::Int(1))];
                let touched = tx.insert_together(&BOTH, [&settings, &people])?;
                let nobody = tx.insert_together(&BOTH, [&[setting("d", "3")], &[]])?;
                Ok([touched, nobody])
            })
            .await
            .unwrap();
        assert_eq!(touched, [[2, 2], [1, 0]]);
    })
    .await;
}

#[tokio::test]
async fn what_goes_in_together_stays_out_together() {
    each_db(async |db| {
        let refused = db
            .write("test_together_refused", |tx| {
                let nothing = person(3, Value::Null(Kind::Int));
                Ok(tx.insert_together(&BOTH, [&[setting("a", "1")], &[nothing]])?)
            })
            .await;
        assert!(matches!(refused, Err(Error::Db(_))), "{refused:?}");
        let counts: (i64, i64) = db
            .read("test_counts", |tx| Ok(tx.one(&COUNTS, params![])?))
            .await
            .unwrap();
        assert_eq!(counts, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn one_statement_writes_all_of_it_or_nothing() {
    each_db(async |db| {
        let postgres = db.engine() == Engine::Postgres;
        let counts = async || -> (i64, i64) {
            let counts = db.read("test_counts", |tx| Ok(tx.one(&COUNTS, params![])?));
            counts.await.unwrap()
        };
        let people = [person(1, Value::Int(1))];
        let new = [setting("a", "1"), setting("b", "1")];
        let written = db.insert_at_once(&BOTH, [&new, &people]).await.unwrap();
        assert_eq!(written, postgres, "SQLite has no trips to save");
        let all = if postgres { (2, 1) } else { (0, 0) };
        assert_eq!(counts().await, all);
        if !postgres {
            return;
        }
        // One of them is there: somebody else has to say which.
        let other = [person(2, Value::Int(1))];
        let repeat = [setting("b", "2"), setting("c", "2")];
        assert!(!db.insert_at_once(&BOTH, [&repeat, &other]).await.unwrap());
        assert_eq!(counts().await, all);
        let wrong = [person(3, Value::Null(Kind::Int))];
        let refused = db
            .insert_at_once(&BOTH, [&[setting("d", "1")], &wrong])
            .await;
        assert!(matches!(refused, Err(Error::Db(_))), "{refused:?}");
        assert_eq!(counts().await, all);
    })
    .await;
}

#[tokio::test]
async fn only_new_rows_are_given_back() {
    each_db(async |db| {
        let made = db
            .write("test_returning", |tx| {
                tx.insert_many(&SETTINGS, &[setting("a", "1")])?;
                // The same key twice in one statement: the first one goes in.
                let rows = [setting("a", "2"), setting("b", "2"), setting("b", "3")];
                let mut made: Vec<(String, String)> = tx.insert_returning(&MADE, &rows)?;
                made.sort();
                let none: Vec<(String, String)> = tx.insert_returning(&MADE, &rows)?;
                Ok((made, none))
            })
            .await
            .unwrap();
        let expected = vec![("test.b".to_owned(), "2".to_owned())];
        assert_eq!(made, (expected, Vec::new()));
    })
    .await;
}

#[tokio::test]
async fn rows_taken_in_together_are_numbered_on_from_those_before() {
    static NUMBERED: InsertMany =
        InsertMany::new("person", PERSON, OnConflict::Fail).numbered("no", "person_no_last");
    static NUMBERS: Sql = Sql::new("SELECT no FROM person ORDER BY no");
    each_db(async |db| {
        let people = |from: u8, to: u8| -> Vec<Vec<Value>> {
            (from..=to)
                .map(|number| person(number, Value::Int(1)))
                .collect()
        };
        let refused = db
            .write("test_refused", move |tx| {
                let twice = [people(1, 2), people(1, 1)].concat();
                Ok(tx.insert_many(&NUMBERED, &twice)?)
            })
            .await;
        assert!(refused.is_err(), "one of them twice");
        let numbers = db
            .write("test_numbered", move |tx| {
                tx.insert_many(&PEOPLE, &people(1, 1))?;
                tx.insert_many(&NUMBERED, &people(2, 4))?;
                tx.insert_many(&PEOPLE, &people(5, 5))?;
                tx.insert_many(&NUMBERED, &people(6, 6))?;
                Ok(tx.all::<(i64,)>(&NUMBERS, params![])?)
            })
            .await
            .unwrap();
        let first = numbers[0].0;
        let expected: Vec<(i64,)> = (first..first + 6).map(|number| (number,)).collect();
        assert_eq!(numbers, expected);
    })
    .await;
}
