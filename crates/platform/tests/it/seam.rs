//! What both engines promise alike: binding, kinds, errors, races, lanes.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use platform::db::{Db, DbError, InsertMany, Kind, OnConflict, Sql, Value};
use platform::error::{Error, internal};
use platform::params;
use testkit::databases::Database;
use testkit::each_db;

static PUT: Sql = Sql::new("INSERT INTO setting (key, value) VALUES ($1, $2)");
static GET: Sql = Sql::new("SELECT value FROM setting WHERE key = $1");
static ALL: Sql = Sql::new("SELECT COUNT(*) FROM setting WHERE key LIKE 'race%'");

async fn put(db: &Db, key: &'static str, value: &'static str) -> Result<(), Error> {
    db.write("test_put", move |tx| {
        tx.exec(&PUT, params![key, value])?;
        Ok(())
    })
    .await
}

async fn get(db: &Db, key: &'static str) -> Option<String> {
    let found: Option<(String,)> = db
        .point("test_get", move |tx| Ok(tx.opt(&GET, params![key])?))
        .await
        .unwrap();
    found.map(|(value,)| value)
}

#[tokio::test]
async fn parameters_go_to_their_numbers() {
    // $2 stands before $1 and comes twice; a name in a literal is no parameter.
    static CROSSED: Sql =
        Sql::new("SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), '$1', CAST($2 AS TEXT) -- $3");
    each_db(async |db| {
        let row: (String, String, String, String) = db
            .read("crossed", |tx| Ok(tx.one(&CROSSED, params!["one", "two"])?))
            .await
            .unwrap();
        assert_eq!(row, ("two".into(), "one".into(), "$1".into(), "two".into()));
    })
    .await;
}

static KINDS: InsertMany = InsertMany::new(
    "invitation",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("kind", Kind::Text),
        ("secret_hash", Kind::Bytes),
        ("code_hash", Kind::Bytes),
        ("issued_at", Kind::Int),
        ("expires_at", Kind::Int),
        ("used_at", Kind::Int),
    ],
    OnConflict::Fail,
);
static READ_KINDS: Sql = Sql::new(
    "SELECT id, person_id, kind, secret_hash, code_hash, issued_at, expires_at, used_at
     FROM invitation ORDER BY issued_at",
);

/// A row of every kind of cell.
type Kinds = (
    [u8; 16],
    Option<[u8; 16]>,
    String,
    Vec<u8>,
    Option<Vec<u8>>,
    i64,
    i64,
    Option<i64>,
);

fn kinds() -> [Kinds; 2] {
    let slip = "slip".to_owned();
    let setup = "setup".to_owned();
    [
        (
            [1; 16],
            None,
            slip,
            vec![1, 0, 255],
            None,
            i64::MIN,
            i64::MAX,
            None,
        ),
        (
            [2; 16],
            None,
            setup,
            vec![2],
            Some(vec![9; 40]),
            0,
            -1,
            Some(7),
        ),
    ]
}

fn cells(row: &Kinds) -> Vec<Value> {
    let (id, person, kind, secret, code, issued, expires, used) = row;
    let person = person.map_or(Value::Null(Kind::Id), Value::Id);
    params![
        Value::Id(*id),
        person,
        kind,
        secret,
        code,
        issued,
        expires,
        used
    ]
    .to_vec()
}

#[tokio::test]
async fn every_kind_comes_back_as_it_went_in() {
    each_db(async |db| {
        let rows: Vec<Vec<Value>> = kinds().iter().map(cells).collect();
        let found = db
            .write("kinds", move |tx| {
                tx.insert_many(&KINDS, &rows)?;
                Ok(tx.all::<Kinds>(&READ_KINDS, params![])?)
            })
            .await
            .unwrap();
        assert_eq!(found, kinds());
    })
    .await;
}

#[tokio::test]
async fn a_rare_character_is_one_character() {
    each_db(async |db| {
        let name = "𠮷野家𡈼".to_owned();
        let stored = name.clone();
        db.write("put", move |tx| Ok(tx.exec(&PUT, params!["name", stored])?))
            .await
            .unwrap();
        assert_eq!(get(&db, "name").await, Some(name));
    })
    .await;
}

#[tokio::test]
async fn errors_are_the_same_on_both_engines() {
    static FOREIGN: Sql = Sql::new(
        "INSERT INTO complaint_answer (complaint_id, body, answered_by, answered_at)
         VALUES ($1, 'x', $1, 0)",
    );
    static CHECK: Sql =
        Sql::new("INSERT INTO complaint (id, reference, body, created_at) VALUES ($1, 'r', '', 0)");
    static NOT_NULL: Sql = Sql::new(
        "INSERT INTO complaint (id, reference, body, created_at) VALUES ($1, 'r', NULL, 0)",
    );
    static NO_TABLE: Sql = Sql::new("SELECT one FROM nowhere WHERE id = $1");
    each_db(async |db| {
        let fails = async |sql: &'static Sql| -> DbError {
            let failed = db
                .write("test_fail", move |tx| {
                    Ok(tx.exec(sql, params![Value::Id([1; 16])])?)
                })
                .await;
            match failed {
                Err(Error::Db(error)) => error,
                other => panic!("{other:?}"),
            }
        };
        put(&db, "twice", "1").await.unwrap();
        let twice = put(&db, "twice", "2").await.unwrap_err();
        assert!(twice.is_unique() && !twice.is_transient(), "{twice}");
        assert!(matches!(fails(&FOREIGN).await, DbError::Foreign(_)));
        assert!(matches!(fails(&CHECK).await, DbError::Check(_)));
        assert!(matches!(fails(&NOT_NULL).await, DbError::Check(_)));
        assert!(matches!(fails(&NO_TABLE).await, DbError::Other(_)));
        let none = db
            .read("none", |tx| Ok(tx.one::<(String,)>(&GET, params!["no"])?))
            .await;
        assert!(matches!(none, Err(Error::Db(DbError::NoRow))), "{none:?}");
        let kind = db
            .read("kind", |tx| Ok(tx.one::<(i64,)>(&GET, params!["twice"])?))
            .await;
        assert!(
            matches!(kind, Err(Error::Db(DbError::Decode(_)))),
            "{kind:?}"
        );
        assert_eq!(get(&db, "twice").await.as_deref(), Some("1"));
    })
    .await;
}

#[tokio::test]
async fn a_failed_or_panicking_operation_takes_nothing_of_its_neighbours() {
    each_db(async |db| {
        let fails = db.write("fails", |tx| {
            tx.exec(&PUT, params!["race-fails", "x"])?;
            Err::<(), Error>(internal("on purpose"))
        });
        let panics = db.write("panics", |tx| {
            let touched = tx.exec(&PUT, params!["race-panics", "x"])?;
            assert_eq!(touched, 0, "on purpose");
            Ok(())
        });
        let (a, b, c, d) = tokio::join!(
            put(&db, "race-1", "x"),
            fails,
            panics,
            put(&db, "race-2", "x")
        );
        assert!(
            a.is_ok() && b.is_err() && c.is_err() && d.is_ok(),
            "{a:?} {b:?} {c:?} {d:?}"
        );
        assert_eq!(crate::support::count(&db, &ALL).await, 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_after_a_panic_commits_nothing_of_it() {
    each_db(async |db| {
        // More rounds than there are connections: each of them is used after a panic.
        for round in 0..64 {
            let panics = db.write("panics", |tx| {
                let touched = tx.exec(&PUT, params!["race-panics", "x"])?;
                assert_eq!(touched, 0, "on purpose");
                Ok(())
            });
            assert!(panics.await.is_err());
            let key: &str = format!("race-{round}").leak();
            put(&db, key, "x").await.unwrap();
        }
        assert_eq!(get(&db, "race-panics").await, None);
        assert_eq!(crate::support::count(&db, &ALL).await, 64);
    })
    .await;
}

#[tokio::test]
async fn a_read_cannot_write() {
    each_db(async |db| {
        let refused = db
            .read("sly", |tx| Ok(tx.exec(&PUT, params!["race-sly", "x"])?))
            .await;
        assert!(refused.is_err());
        assert_eq!(get(&db, "race-sly").await, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_five_hundred_one_wins() {
    each_db(async |db| {
        let mut racers = tokio::task::JoinSet::new();
        for number in 0..500_i64 {
            let db = db.clone();
            racers.spawn(async move {
                let won = db.write("race", move |tx| {
                    Ok(tx.exec(&PUT, params!["race", number.to_string()])?)
                });
                (number, won.await)
            });
        }
        let (mut winners, mut losers) = (Vec::new(), 0);
        while let Some(done) = racers.join_next().await {
            match done.unwrap() {
                (number, Ok(_)) => winners.push(number.to_string()),
                (_, Err(error)) => {
                    assert!(error.is_unique(), "{error}");
                    losers += 1;
                }
            }
        }
        assert_eq!((winners.len(), losers), (1, 499));
        assert_eq!(get(&db, "race").await, winners.pop());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_deadlock_is_run_again_until_both_are_done() {
    static GROW: Sql = Sql::new("UPDATE tally SET value = value + 1 WHERE path = $1");
    static SEED: Sql =
        Sql::new("INSERT INTO tally (path, indicator, value) VALUES ('a', 'n', 0), ('b', 'n', 0)");
    static SUM: Sql = Sql::new("SELECT CAST(SUM(value) AS BIGINT) FROM tally");
    let database = Database::postgres().await;
    let db = database.db.clone();
    db.write("seed", |tx| Ok(tx.exec(&SEED, params![])?))
        .await
        .unwrap();
    // Both hold one row before either asks for the other's; only the first time round.
    let meeting = Arc::new(Barrier::new(2));
    let runs = Arc::new(AtomicUsize::new(0));
    let crossing = |first: &'static str, second: &'static str| {
        let (meeting, runs) = (Arc::clone(&meeting), Arc::clone(&runs));
        let fresh = AtomicBool::new(true);
        db.write("crossing", move |tx| {
            runs.fetch_add(1, Ordering::Relaxed);
            tx.exec(&GROW, params![first])?;
            if fresh.swap(false, Ordering::Relaxed) {
                meeting.wait();
            }
            tx.exec(&GROW, params![second])?;
            Ok(())
        })
    };
    let (one, other) = tokio::join!(crossing("a", "b"), crossing("b", "a"));
    one.unwrap();
    other.unwrap();
    assert_eq!(
        runs.load(Ordering::Relaxed),
        3,
        "one of the two was run again"
    );
    assert_eq!(crate::support::count(&db, &SUM).await, 4);
    database.remove().await;
}

#[tokio::test]
async fn a_closed_database_says_so() {
    each_db(async |db| {
        db.close().await;
        let refused = put(&db, "race", "x").await.unwrap_err();
        assert!(matches!(refused, Error::Db(DbError::Closed)), "{refused:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_takes_too_long_is_ended_and_takes_nothing_of_the_neighbours() {
    static LONG: Sql = Sql::new(
        "WITH RECURSIVE n (i) AS
             (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 9000000000)
         SELECT COUNT(*) FROM n",
    );
    static FLOOD: Sql = Sql::new(
        "INSERT INTO setting (key, value)
         WITH RECURSIVE n (i) AS
             (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 9000000000)
         SELECT 'race-flood-' || CAST(i AS TEXT), 'x' FROM n WHERE i % 1000000 = 0",
    );
    each_db(async |db| {
        // The writer is held, so that the three after it share one transaction on SQLite.
        let held = Arc::new(Barrier::new(2));
        let theirs = Arc::clone(&held);
        let holder = db.clone();
        let holding = tokio::spawn(async move {
            holder
                .write("holds", move |_| {
                    theirs.wait();
                    theirs.wait();
                    Ok(())
                })
                .await
        });
        tokio::task::spawn_blocking({
            let held = Arc::clone(&held);
            move || held.wait()
        })
        .await
        .unwrap();
        let release = async {
            tokio::task::yield_now().await;
            tokio::task::spawn_blocking(move || held.wait())
                .await
                .unwrap();
        };
        let floods = db.write("floods", |tx| Ok(tx.exec(&FLOOD, params![])?));
        let reads = db.read("long", |tx| Ok(tx.one::<(i64,)>(&LONG, params![])?));
        let points = tokio::spawn({
            let db = db.clone();
            async move {
                db.point("long", |tx| Ok(tx.one::<(i64,)>(&LONG, params![])?))
                    .await
            }
        });
        let (before, flood, after, read, point, ()) = tokio::join!(
            put(&db, "race-before", "x"),
            floods,
            put(&db, "race-after", "x"),
            reads,
            points,
            release
        );
        holding.await.unwrap().unwrap();
        assert!(before.is_ok() && after.is_ok(), "{before:?} {after:?}");
        let late = [flood.map(drop), read.map(drop), point.unwrap().map(drop)];
        for ended in late {
            assert!(
                matches!(ended, Err(Error::Db(DbError::Deadline(_)))),
                "{ended:?}"
            );
        }
        // What is left is exactly what was told, and the database works on.
        assert_eq!(crate::support::count(&db, &ALL).await, 2);
        put(&db, "race-later", "x").await.unwrap();
    })
    .await;
}
