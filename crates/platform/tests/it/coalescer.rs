//! Coalesced writes on both engines: repeats, a bad row, a full queue.

use std::time::Duration;

use platform::coalescer::{Batch, Coalescer, Limits};
use platform::db::{DbError, InsertMany, Kind, OnConflict, Sql, Tx, Value};
use platform::error::Error;
use platform::params;
use testkit::each_db;

/// What stands under a key after the write: the first value that came, as a receipt does.
struct Receipts;

#[derive(Clone)]
struct Item {
    key: String,
    /// None is the bad row: the column does not take it.
    value: Option<String>,
}

static KEEP: InsertMany = InsertMany::new(
    "setting",
    &[("key", Kind::Text), ("value", Kind::Text)],
    OnConflict::Keep(&["key"]),
);
static GET: Sql = Sql::new("SELECT value FROM setting WHERE key = $1");
static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM setting");

impl Batch for Receipts {
    type Item = Item;
    type Ack = String;
    const NAME: &'static str = "test_receipts";

    fn write(&self, tx: &mut Tx<'_>, items: &[Item]) -> Result<Vec<String>, Error> {
        let rows: Vec<Vec<Value>> = items
            .iter()
            .map(|item| params![item.key, item.value].to_vec())
            .collect();
        tx.insert_many(&KEEP, &rows)?;
        items
            .iter()
            .map(|item| Ok(tx.one::<(String,)>(&GET, params![item.key])?.0))
            .collect()
    }
}

/// Never comes to an end by itself: the test holds the queue full with it.
struct Stuck(std::sync::Arc<tokio::sync::Semaphore>);

impl Batch for Stuck {
    type Item = ();
    type Ack = ();
    const NAME: &'static str = "test_stuck";

    fn write(&self, _: &mut Tx<'_>, items: &[()]) -> Result<Vec<()>, Error> {
        while self.0.available_permits() == 0 {
            std::thread::yield_now();
        }
        Ok(vec![(); items.len()])
    }
}

fn item(key: &str, value: &str) -> Item {
    Item {
        key: key.to_owned(),
        value: Some(value.to_owned()),
    }
}

#[tokio::test]
async fn a_key_five_times_and_a_bad_row_in_one_batch() {
    each_db(async |db| {
        let limits = Limits {
            gather: Duration::ZERO,
            ..Limits::default()
        };
        let coalescer = Coalescer::start(db.clone(), Receipts, limits);
        let mut items: Vec<Item> = (1..=5).map(|n| item("one", &n.to_string())).collect();
        items.push(Item {
            key: "bad".to_owned(),
            value: None,
        });
        items.extend((0..40).map(|n| item(&format!("other-{n}"), "x")));
        let answers = coalescer.put_all(items).await.unwrap();
        let (ones, rest) = answers.split_at(5);
        for answer in ones {
            assert_eq!(
                answer.as_ref().unwrap(),
                "1",
                "a repeat gets the first receipt"
            );
        }
        assert!(
            matches!(&rest[0], Err(Error::Db(DbError::Check(_)))),
            "{:?}",
            rest[0]
        );
        assert!(
            rest[1..].iter().all(Result::is_ok),
            "only the bad row fails"
        );
        assert_eq!(crate::support::count(&db, &COUNT).await, 41);
        assert_eq!(coalescer.put(item("one", "9")).await.unwrap(), "1");
    })
    .await;
}

#[tokio::test]
async fn single_facts_come_back_each_with_its_own_answer() {
    each_db(async |db| {
        let coalescer = Coalescer::start(db.clone(), Receipts, Limits::default());
        let mut callers = tokio::task::JoinSet::new();
        for number in 0..200 {
            let coalescer = coalescer.clone();
            callers.spawn(async move {
                let value = format!("value-{number}");
                let answer = coalescer
                    .put(item(&format!("key-{number}"), &value))
                    .await
                    .unwrap();
                assert_eq!(answer, value);
            });
        }
        while let Some(done) = callers.join_next().await {
            done.unwrap();
        }
        assert_eq!(crate::support::count(&db, &COUNT).await, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn beyond_the_queue_people_are_told_to_come_back() {
    each_db(async |db| {
        let gate = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
        let limits = Limits {
            rows: 1,
            queue: 4,
            gather: Duration::ZERO,
        };
        let coalescer = Coalescer::start(db.clone(), Stuck(gate.clone()), limits);
        let mut callers = tokio::task::JoinSet::new();
        let refused = coalescer.put_all(vec![(); 5]).await;
        assert!(
            matches!(refused, Err(Error::Busy(_))),
            "five do not fit into a queue of four"
        );
        // Four waiting, and one at work if it was taken before the others came: of twenty more,
        // fifteen at the least are sent away.
        for _ in 0..20 {
            let coalescer = coalescer.clone();
            callers.spawn(async move { coalescer.put(()).await });
        }
        let mut taken = 0;
        while callers.len() > 5 {
            let answer = callers.join_next().await.unwrap().unwrap();
            assert!(matches!(answer, Err(Error::Busy(_))), "{answer:?}");
        }
        gate.add_permits(1);
        while let Some(answer) = callers.join_next().await {
            match answer.unwrap() {
                Ok(()) => taken += 1,
                refused => assert!(matches!(refused, Err(Error::Busy(_))), "{refused:?}"),
            }
        }
        assert!((4..=5).contains(&taken), "{taken} were taken");
    })
    .await;
}
