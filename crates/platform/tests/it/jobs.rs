//! The queue and the scheduler on both engines, with a clock that stands still.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use platform::clock::Clock;
use platform::db::Db;
use platform::error::{Error, internal};
use platform::jobs::{self, Context, Done, Handler, Listed, NewJob, Runner};
use platform::module::BoxFuture;
use serde_json::{Value, json};
use testkit::each_db;

use crate::support::clock;

type Act = dyn Fn(&Context, &Value) -> Result<Done, Error> + Send + Sync;

/// A handler that does what a test says and remembers what it got.
struct Does {
    act: Box<Act>,
    seen: Mutex<Vec<(i64, Value)>>,
}

impl Does {
    fn new(
        act: impl Fn(&Context, &Value) -> Result<Done, Error> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            act: Box::new(act),
            seen: Mutex::default(),
        })
    }

    fn seen(&self) -> Vec<Value> {
        self.seen
            .lock()
            .iter()
            .map(|(_, payload)| payload.clone())
            .collect()
    }
}

impl Handler for Does {
    fn kind(&self) -> &'static str {
        "test.do"
    }

    fn run(&self, cx: Context, payload: Value) -> BoxFuture<'_, Result<Done, Error>> {
        Box::pin(async move {
            self.seen.lock().push((cx.attempt, payload.clone()));
            (self.act)(&cx, &payload)
        })
    }
}

async fn put(db: &Db, clock: &Clock, job: NewJob) {
    let clock = clock.clone();
    db.write("test_enqueue", move |tx| {
        Ok(jobs::enqueue(tx, &clock, &job)?)
    })
    .await
    .unwrap();
}

async fn listed(db: &Db, state: &'static str) -> Vec<Listed> {
    db.read("test_list", move |tx| Ok(jobs::list(tx, state, 100)?))
        .await
        .unwrap()
}

fn runner(db: &Db, clock: &Clock, handler: &Arc<Does>) -> Runner {
    Runner::new(db.clone(), clock.clone(), vec![handler.clone()]).unwrap()
}

#[tokio::test]
async fn a_job_runs_once_when_its_time_has_come() {
    each_db(async |db| {
        let (clock, handler) = (clock(), Does::new(|_, _| Ok(Done::Finished)));
        let runner = runner(&db, &clock, &handler);
        let later = clock.now().plus_ms(60_000);
        put(&db, &clock, NewJob::new("test.do", json!(1))).await;
        put(&db, &clock, NewJob::new("test.do", json!(2)).at(later)).await;
        assert_eq!(runner.run_due().await.unwrap(), 1);
        clock.advance(Duration::from_secs(60));
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!(handler.seen(), [json!(1), json!(2)]);
        assert_eq!(listed(&db, "done").await.len(), 2);
        let purged = db
            .write("purge", move |tx| Ok(jobs::purge(tx, later)?))
            .await
            .unwrap();
        assert_eq!(purged, 1);
    })
    .await;
}

#[tokio::test]
async fn a_job_belongs_to_its_operation() {
    each_db(async |db| {
        let (clock, handler) = (clock(), Does::new(|_, _| Ok(Done::Finished)));
        let theirs = clock.clone();
        let failed: Result<(), Error> = db
            .write("test_enqueue", move |tx| {
                jobs::enqueue(tx, &theirs, &NewJob::new("test.do", json!(1)))?;
                Err(internal("on purpose"))
            })
            .await;
        assert!(failed.is_err());
        assert_eq!(runner(&db, &clock, &handler).run_due().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_failing_job_is_tried_eight_times_and_then_stands_there() {
    each_db(async |db| {
        let (clock, handler) = (
            clock(),
            Does::new(|_, _| Err(internal("the gateway is down"))),
        );
        let runner = runner(&db, &clock, &handler);
        put(&db, &clock, NewJob::new("test.do", json!(1))).await;
        for attempt in 1..=jobs::TRIES {
            assert_eq!(runner.run_due().await.unwrap(), 1);
            assert_eq!(
                runner.run_due().await.unwrap(),
                0,
                "not before its pause has passed"
            );
            let pause = jobs::pause_after(attempt).unsigned_abs();
            clock.advance(Duration::from_millis(pause));
        }
        assert_eq!(runner.run_due().await.unwrap(), 0);
        let failed = listed(&db, "failed").await;
        assert_eq!((failed.len(), failed[0].attempts), (1, jobs::TRIES));
        let words = failed[0].last_error.clone().unwrap_or_default();
        assert!(words.contains("the gateway is down"), "{words}");

        let (id, now) = (failed[0].id, clock.now());
        db.write("retry", move |tx| jobs::retry(tx, id, now))
            .await
            .unwrap();
        assert_eq!(runner.run_due().await.unwrap(), 1);
        let again = db.write("retry", move |tx| jobs::retry(tx, id, now)).await;
        assert!(
            matches!(again, Err(Error::NotFound)),
            "it waits, it has not failed"
        );
    })
    .await;
}

#[tokio::test]
async fn a_panic_and_an_unknown_kind_are_failures_of_their_job_only() {
    each_db(async |db| {
        let (clock, handler) = (
            clock(),
            Does::new(|_, payload| {
                assert_ne!(payload, &json!("panic"), "on purpose");
                Ok(Done::Finished)
            }),
        );
        let runner = runner(&db, &clock, &handler);
        put(&db, &clock, NewJob::new("test.do", json!("panic"))).await;
        put(&db, &clock, NewJob::new("test.nobody", json!(2))).await;
        put(&db, &clock, NewJob::new("test.do", json!(3))).await;
        assert_eq!(runner.run_due().await.unwrap(), 3);
        let waiting = listed(&db, "waiting").await;
        let mut words: Vec<String> = waiting
            .into_iter()
            .filter_map(|job| job.last_error)
            .collect();
        words.sort();
        assert_eq!(
            words,
            [
                "internal: no handler for this kind",
                "internal: the handler panicked"
            ]
        );
        assert_eq!(listed(&db, "done").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn going_on_later_does_not_count_as_a_try() {
    each_db(async |db| {
        let clock = clock();
        let handler = Does::new(|cx, _| Ok(Done::Again(cx.clock.now().plus_ms(1_000))));
        let runner = runner(&db, &clock, &handler);
        put(&db, &clock, NewJob::new("test.do", json!(1))).await;
        for _ in 0..20 {
            assert_eq!(runner.run_due().await.unwrap(), 1);
            clock.advance(Duration::from_secs(1));
        }
        assert!(handler.seen.lock().iter().all(|(attempt, _)| *attempt == 1));
    })
    .await;
}

#[tokio::test]
async fn a_key_waits_once_and_moves() {
    each_db(async |db| {
        let (clock, handler) = (clock(), Does::new(|_, _| Ok(Done::Finished)));
        let runner = runner(&db, &clock, &handler);
        let (soon, later) = (clock.now().plus_ms(1_000), clock.now().plus_ms(9_000));
        put(
            &db,
            &clock,
            NewJob::new("test.do", json!("old"))
                .once("close:1")
                .at(soon),
        )
        .await;
        put(
            &db,
            &clock,
            NewJob::new("test.do", json!("new"))
                .once("close:1")
                .at(later),
        )
        .await;
        put(
            &db,
            &clock,
            NewJob::new("test.do", json!("gone"))
                .once("close:2")
                .at(soon),
        )
        .await;
        db.write("cancel", |tx| Ok(jobs::cancel(tx, "close:2")?))
            .await
            .unwrap();
        clock.advance(Duration::from_secs(5));
        assert_eq!(runner.run_due().await.unwrap(), 0);
        clock.advance(Duration::from_secs(5));
        assert_eq!(runner.run_due().await.unwrap(), 1);
        put(
            &db,
            &clock,
            NewJob::new("test.do", json!("next")).once("close:1"),
        )
        .await;
        assert_eq!(
            runner.run_due().await.unwrap(),
            1,
            "a key that is done may wait again"
        );
        assert_eq!(handler.seen(), [json!("new"), json!("next")]);
    })
    .await;
}

/// A handler that stops the world: its process dies while it works.
struct Dies;

impl Handler for Dies {
    fn kind(&self) -> &'static str {
        "test.do"
    }

    fn run(&self, _: Context, _: Value) -> BoxFuture<'_, Result<Done, Error>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_job_whose_process_died_is_taken_over_after_its_lease() {
    each_db(async |db| {
        let (clock, handler) = (clock(), Does::new(|_, _| Ok(Done::Finished)));
        put(&db, &clock, NewJob::new("test.do", json!(1))).await;
        let dying = Runner::new(db.clone(), clock.clone(), vec![Arc::new(Dies)]).unwrap();
        let process = tokio::spawn(async move { dying.run_due().await });
        while listed(&db, "running").await.is_empty() {
            tokio::task::yield_now().await;
        }
        process.abort();
        let runner = runner(&db, &clock, &handler);
        assert_eq!(runner.run_due().await.unwrap(), 0, "the lease still holds");
        clock.advance(Duration::from_secs(121));
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!(*handler.seen.lock(), [(2, json!(1))]);
        assert_eq!(listed(&db, "done").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_kills_every_process_fails_in_the_end() {
    each_db(async |db| {
        let (clock, handler) = (clock(), Does::new(|_, _| Ok(Done::Finished)));
        put(&db, &clock, NewJob::new("test.do", json!(1))).await;
        for attempt in 1..=jobs::TRIES {
            let dying = Runner::new(db.clone(), clock.clone(), vec![Arc::new(Dies)]).unwrap();
            let process = tokio::spawn(async move { dying.run_due().await });
            while listed(&db, "running").await.first().map(|job| job.attempts) != Some(attempt) {
                tokio::task::yield_now().await;
            }
            process.abort();
            clock.advance(Duration::from_secs(121));
        }
        assert_eq!(runner(&db, &clock, &handler).run_due().await.unwrap(), 1);
        assert!(handler.seen().is_empty(), "it is not given another process");
        assert_eq!(listed(&db, "failed").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn several_runners_do_each_job_once() {
    each_db(async |db| {
        let (clock, handler) = (clock(), Does::new(|_, _| Ok(Done::Finished)));
        for n in 0..60 {
            put(&db, &clock, NewJob::new("test.do", json!(n))).await;
        }
        let mut runners = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let runner = runner(&db, &clock, &handler);
            runners.spawn(async move { runner.run_due().await.unwrap() });
        }
        let mut tried = 0;
        while let Some(done) = runners.join_next().await {
            tried += done.unwrap();
        }
        // A runner that lost every race may have gone home early; the rest is done here.
        tried += runner(&db, &clock, &handler).run_due().await.unwrap();
        let mut seen: Vec<i64> = handler.seen().iter().filter_map(Value::as_i64).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..60).collect::<Vec<i64>>());
        assert_eq!(tried, 60);
    })
    .await;
}

#[tokio::test]
async fn a_started_runner_stops_when_told() {
    each_db(async |db| {
        let clock = clock();
        let (sender, mut done) = tokio::sync::mpsc::unbounded_channel();
        let handler = Does::new(move |_, _| {
            sender.send(()).map_err(|_| internal("nobody waits"))?;
            Ok(Done::Finished)
        });
        put(&db, &clock, NewJob::new("test.do", json!(1))).await;
        let running = runner(&db, &clock, &handler).start();
        done.recv().await.unwrap();
        running.stop().await;
        assert_eq!(listed(&db, "done").await.len(), 1);
    })
    .await;
}
