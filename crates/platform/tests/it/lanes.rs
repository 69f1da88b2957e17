//! Bulk work beside people's, and what slices of it share.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use platform::db::{Db, Sql, Tx};
use platform::error::{Error, conflict};
use platform::params;
use testkit::{each_db, until};

static PUT: Sql = Sql::new("INSERT INTO setting (key, value) VALUES ($1, $2)");

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn bulk_work_lets_people_through_and_comes_to_its_end() {
    const SLICES: usize = 150;
    static WORK: Sql = Sql::new(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
         SELECT COUNT(*) FROM n",
    );
    each_db(async |db| {
        let (open, gate) = mpsc::channel();
        let gate = Arc::new(Gate(Mutex::new(gate), AtomicUsize::new(0)));
        let begun = Arc::new(AtomicUsize::new(0));
        let mut slices = tokio::task::JoinSet::new();
        for number in 0..SLICES {
            let (db, begun) = (db.clone(), Arc::clone(&begun));
            // The writer takes what waits together: only the first one may stand before the gate.
            until(async || number == 0 || gate.1.load(Ordering::Relaxed) == 1).await;
            let gate = Arc::clone(&gate);
            slices.spawn(async move {
                let work = move |tx: &mut Tx<'_>| {
                    begun.fetch_add(1, Ordering::Relaxed);
                    gate.pass();
                    Ok(tx.one::<(i64,)>(&WORK, params![])?)
                };
                db.bulk("slice", work).await.unwrap();
            });
        }
        // All of them wait behind the first one, and a person comes after all of them.
        until(async || db.waiting()[1].1 == SLICES - 1).await;
        let seen = Arc::clone(&begun);
        let person = tokio::spawn({
            let db = db.clone();
            async move {
                db.write("person", move |tx| {
                    tx.exec(&PUT, params!["race", "x"])?;
                    Ok(seen.load(Ordering::Relaxed))
                })
                .await
            }
        });
        until(async || person.is_finished() || db.waiting()[0].1 == 1).await;
        open.send(()).unwrap();
        drop(open);
        let before = person.await.unwrap().unwrap();
        assert!(before < SLICES, "the write waited for all {SLICES} slices");
        while let Some(slice) = slices.join_next().await {
            slice.unwrap();
        }
        assert_eq!(begun.load(Ordering::Relaxed), SLICES);
    })
    .await;
}

/// What each of seven slices does that run one after the other.
fn slice(
    number: usize,
    key: String,
    db: &Db,
    gate: &Arc<Gate>,
) -> impl Future<Output = Result<(), Error>> + use<> {
    let (db, gate) = (db.clone(), Arc::clone(gate));
    async move {
        db.bulk("slice", move |tx| {
            if number == 0 {
                gate.pass();
            }
            tx.exec(&PUT, params![key, "x"])?;
            match number {
                3 => Err(conflict("import-branch-moved")),
                5 => panic!("a slice that panics"),
                _ => Ok(()),
            }
        })
        .await
    }
}

/// Held shut until everybody queues behind; says when the first one stands before it.
struct Gate(Mutex<mpsc::Receiver<()>>, AtomicUsize);

impl Gate {
    fn pass(&self) {
        self.1.fetch_add(1, Ordering::Relaxed);
        // A second run finds the sender gone, and goes through.
        let _ = self.0.lock().unwrap().recv();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_slices_that_share_a_commit_one_that_fails_takes_no_other_with_it() {
    static KEYS: Sql = Sql::new("SELECT key FROM setting WHERE key LIKE 'slice%' ORDER BY key");
    each_db(async |db| {
        let (open, gate) = mpsc::channel();
        let gate = Arc::new(Gate(Mutex::new(gate), AtomicUsize::new(0)));
        let begin = |number| tokio::spawn(slice(number, format!("slice-{number}"), &db, &gate));
        let mut slices = vec![begin(0)];
        until(async || gate.1.load(Ordering::Relaxed) == 1).await;
        slices.extend((1..7).map(begin));
        until(async || db.waiting()[1].1 == 6).await;
        open.send(()).unwrap();
        drop(open);
        let mut ended = Vec::new();
        for one in slices {
            ended.push(one.await.unwrap());
        }
        assert!(
            matches!(ended[3], Err(Error::Conflict(_))),
            "{:?}",
            ended[3]
        );
        assert!(
            matches!(ended[5], Err(Error::Internal(_))),
            "{:?}",
            ended[5]
        );
        assert_eq!(ended.iter().filter(|one| one.is_ok()).count(), 5);
        let there: Vec<(String,)> = db
            .read("keys", |tx| Ok(tx.all(&KEYS, params![])?))
            .await
            .unwrap();
        let there: Vec<&str> = there.iter().map(|row| row.0.as_str()).collect();
        assert_eq!(
            there,
            ["slice-0", "slice-1", "slice-2", "slice-4", "slice-6"]
        );
    })
    .await;
}
