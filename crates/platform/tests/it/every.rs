//! Periodic work on both engines, with a clock that stands still.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use platform::audit;
use platform::error::internal;
use platform::files::Files;
use platform::jobs::{self, Every, Scheduler, Turns};
use platform::tally;
use testkit::each_db;

use crate::support::clock;

fn counting(counter: &Arc<AtomicUsize>, name: &'static str, turns: Turns) -> Every {
    let counter = Arc::clone(counter);
    Every::new(name, Duration::from_secs(60), turns, move || {
        counter.fetch_add(1, Ordering::Relaxed);
        std::future::ready(Ok(()))
    })
}

#[tokio::test]
async fn one_node_takes_each_turn() {
    each_db(async |db| {
        let clock = clock();
        let (once, each) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let node = || {
            let tasks = vec![
                counting(&once, "once", Turns::OneNode),
                counting(&each, "each", Turns::EachNode),
            ];
            Scheduler::new(db.clone(), clock.clone(), tasks)
        };
        let (a, b) = (node(), node());
        assert_eq!(a.tick().await, ["once", "each"]);
        assert_eq!(b.tick().await, ["each"]);
        assert_eq!(a.tick().await, [""; 0]);
        for _ in 0..5 {
            clock.advance(Duration::from_secs(60));
            tokio::join!(a.tick(), b.tick());
        }
        assert_eq!(
            (once.load(Ordering::Relaxed), each.load(Ordering::Relaxed)),
            (6, 12)
        );
    })
    .await;
}

#[tokio::test]
async fn a_task_that_fails_has_its_next_turn() {
    each_db(async |db| {
        let clock = clock();
        let task = Every::new("fails", Duration::from_secs(60), Turns::OneNode, || {
            std::future::ready(Err(internal("on purpose")))
        });
        let scheduler = Scheduler::new(db.clone(), clock.clone(), vec![task]);
        assert_eq!(scheduler.tick().await, ["fails"]);
        clock.advance(Duration::from_secs(60));
        assert_eq!(scheduler.tick().await, ["fails"]);
    })
    .await;
}

#[tokio::test]
async fn the_grounds_own_tasks_leave_nothing_waiting() {
    each_db(async |db| {
        let (clock, folder) = (clock(), tempfile::tempdir().unwrap());
        let files = Files::open(folder.path(), &clock).unwrap();
        let orphan = files.put_bytes(b"nobody's").await.unwrap();
        clock.advance(Duration::from_secs(8 * 86_400));
        let at = clock.now();
        db.write("leave", move |tx| {
            tally::add(tx, "00010001", "members", 3)?;
            Ok(audit::write(
                tx,
                &audit::Entry::new(at, "test.write", "test"),
            )?)
        })
        .await
        .unwrap();

        let tasks = jobs::ground_tasks(&db, &clock, &files);
        let ran = Scheduler::new(db.clone(), clock.clone(), tasks)
            .tick()
            .await;
        assert_eq!(ran.len(), 6, "{ran:?}");
        let report = audit::verify(&db, &[]).await.unwrap();
        assert_eq!((report.linked, report.unsealed), (1, 0));
        assert_eq!(tally::fold(&db).await.unwrap(), 0, "all was folded");
        assert!(!files.verify(orphan.hash).await.unwrap());
    })
    .await;
}
