//! The end of a sitting: by the person, by the deadline, by closing the test; once each.

use std::time::Duration;

use assess::sitting::closer::sweep;
use assess::sitting::finish::submit;
use assess::sitting::log::EndedBy;
use assess::sitting::save::{SaveItem, SaveRequest, save};
use assess::sitting::start::start;
use assess::sitting::store;
use platform::clock::Clock;
use platform::db::Sql;
use testkit::{each_db, monday_morning};

use crate::world::{Setup, World};

static SUBMISSIONS: Sql = Sql::new("SELECT COUNT(*) FROM submission");
static MARKS: Sql = Sql::new("SELECT COUNT(*) FROM mark");
static RECORDS: Sql = Sql::new("SELECT COUNT(*) FROM record");
static OPEN: Sql = Sql::new("SELECT COUNT(*) FROM sitting_open");

/// Answers questions 1, 4 and 5 rightly and 2 wrongly: six marks of ten.
async fn answer(world: &World, person: usize) -> i64 {
    let sitting = start(&world.assess, world.test, world.people[person])
        .await
        .expect("a sitting");
    let items = [(1, 1), (2, 2), (4, 5), (5, 2)];
    let items = (1_i64..)
        .zip(items)
        .map(|(seq, (q, value))| SaveItem { q, seq, value })
        .collect();
    let request = SaveRequest {
        client: 5,
        paper: None,
        items,
    };
    let (now, no) = (world.clock.now(), sitting.row.no);
    save(&world.assess, sitting.row.person, no, now, &request)
        .await
        .expect("saved");
    no
}

async fn mark(world: &World, no: i64) -> (i64, i64, String) {
    world
        .db
        .read("mark", move |tx| store::mark(tx, no))
        .await
        .expect("read")
        .expect("a mark")
}

async fn ended(world: &World, no: i64) -> store::Submission {
    world
        .db
        .read("ended", move |tx| store::submission(tx, no))
        .await
        .expect("read")
        .expect("an end")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn submitting_often_ends_it_once() {
    each_db(async |db| {
        let world = World::new(db).await;
        let no = answer(&world, 0).await;
        let person = world.people[0];
        let (nodes, now) = ([world.assess.clone(), world.restarted()], world.clock.now());
        let tasks: Vec<_> = (0..100)
            .map(|n: usize| {
                let node = nodes[n % 2].clone();
                tokio::spawn(async move { submit(&node, person, no, now).await })
            })
            .collect();
        let mut receipts = std::collections::BTreeSet::new();
        for task in tasks {
            let finished = task.await.expect("no panic").expect("an end");
            assert_eq!((finished.answers, finished.end.by), (4, EndedBy::Person));
            receipts.insert(finished.receipt);
        }
        assert_eq!(receipts.len(), 1, "everybody is told the same number");
        assert_eq!(
            mark(&world, no).await,
            (600, 1000, "[200,0,0,200,200]".to_owned())
        );
        for table in [&SUBMISSIONS, &MARKS, &RECORDS] {
            assert_eq!(world.count(table).await, 1);
        }
        // It is looked at once more, in case an answer still waits somewhere; then it is done.
        world.clock.advance(Duration::from_secs(10));
        assert_eq!(sweep(&world.assess).await.expect("a sweep"), 1);
        for table in [&SUBMISSIONS, &MARKS, &RECORDS] {
            assert_eq!(world.count(table).await, 1);
        }
        assert_eq!(world.count(&OPEN).await, 0);
    })
    .await;
}

#[tokio::test]
async fn who_vanishes_is_graded_by_what_was_saved() {
    each_db(async |db| {
        let world = World::new(db).await;
        let no = answer(&world, 0).await;
        let due = world.assess.sittings.get(no).expect("in memory").row.due_at;
        assert_eq!(
            sweep(&world.assess).await.expect("a sweep"),
            0,
            "nothing is due yet"
        );
        world.clock.advance(Duration::from_secs(20 * 60 + 8));
        assert_eq!(
            sweep(&world.assess).await.expect("a sweep"),
            0,
            "writes may still be queued"
        );
        world.clock.advance(Duration::from_secs(2));
        assert_eq!(sweep(&world.assess).await.expect("a sweep"), 1);
        let end = ended(&world, no).await.end;
        assert_eq!(
            (end.at, end.by),
            (due, EndedBy::Deadline),
            "not the closer's own time"
        );
        assert_eq!(mark(&world, no).await.0, 600);
        assert_eq!(sweep(&world.assess).await.expect("a sweep"), 0);
        // A submission that comes after all changes nothing.
        let late = submit(&world.restarted(), world.people[0], no, world.clock.now())
            .await
            .expect("an end");
        assert_eq!((late.end.by, late.first), (EndedBy::Deadline, false));
        assert_eq!(world.count(&RECORDS).await, 1);
    })
    .await;
}

/// 150 sittings are three slices. Each slice is one transaction, so a killed closer stands
/// between two of them; another process goes on.
#[tokio::test]
async fn a_killed_closer_goes_on_where_it_stood() {
    each_db(async |db| {
        let setup = Setup {
            people: 150,
            ..Setup::default()
        };
        let world = World::with(db, Clock::fixed(monday_morning()), setup).await;
        for person in 0..150 {
            answer(&world, person).await;
        }
        world.wait_for_the_end();
        assert_eq!(sweep(&world.assess).await.expect("a slice"), 64);
        assert_eq!(world.count(&MARKS).await, 64);
        let successor = world.restarted();
        let mut slices = Vec::new();
        loop {
            match sweep(&successor).await.expect("a slice") {
                0 => break,
                count => slices.push(count),
            }
        }
        assert_eq!(slices, [64, 22]);
        for table in [&SUBMISSIONS, &MARKS, &RECORDS] {
            assert_eq!(world.count(table).await, 150);
        }
        assert_eq!(world.count(&OPEN).await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_closers_at_once_grade_each_once() {
    each_db(async |db| {
        let setup = Setup {
            people: 60,
            ..Setup::default()
        };
        let world = World::with(db, Clock::fixed(monday_morning()), setup).await;
        for person in 0..60 {
            answer(&world, person).await;
        }
        world.wait_for_the_end();
        let (a, b) = (world.assess.clone(), world.restarted());
        let (a, b) = tokio::join!(
            tokio::spawn(async move { sweep(&a).await }),
            tokio::spawn(async move { sweep(&b).await })
        );
        a.expect("no panic").expect("a slice");
        b.expect("no panic").expect("a slice");
        for table in [&SUBMISSIONS, &MARKS, &RECORDS] {
            assert_eq!(world.count(table).await, 60);
        }
    })
    .await;
}

#[tokio::test]
async fn closing_early_ends_every_sitting_at_that_moment() {
    each_db(async |db| {
        let world = World::new(db).await;
        let no = answer(&world, 0).await;
        world.clock.advance(Duration::from_secs(60));
        let closed = assess::test::close::close(&world.assess, world.author(), world.test)
            .await
            .expect("closed");
        assert_eq!(closed, world.clock.now());
        let again =
            assess::test::close::close(&world.restarted(), world.author(), world.test).await;
        assert_eq!(again.expect("closed"), closed);
        world.clock.advance(Duration::from_secs(10));
        // On another node, which has not heard of the closure before.
        let node = world.restarted();
        assert_eq!(sweep(&node).await.expect("a slice"), 1);
        let end = ended(&world, no).await.end;
        assert_eq!((end.at, end.by), (closed, EndedBy::Closure));
        let request = SaveRequest {
            client: 5,
            paper: None,
            items: vec![SaveItem {
                q: 3,
                seq: 9,
                value: 1,
            }],
        };
        let late = save(
            &world.assess,
            world.people[0],
            no,
            world.clock.now(),
            &request,
        )
        .await
        .expect("kept");
        assert!(late.items[0].late);
        assert_eq!(mark(&world, no).await.0, 600);
    })
    .await;
}

/// Arrival decides: an answer that arrived before the submission but was committed after it
/// still counts, one that arrived after it does not.
#[tokio::test]
async fn the_queue_takes_nothing_away() {
    each_db(async |db| {
        let world = World::new(db).await;
        let no = answer(&world, 0).await;
        let (person, arrived) = (world.people[0], world.clock.now());
        world.clock.advance(Duration::from_millis(200));
        submit(&world.assess, person, no, world.clock.now())
            .await
            .expect("an end");
        assert_eq!(mark(&world, no).await.0, 600);
        let held_up = SaveRequest {
            client: 5,
            paper: None,
            items: vec![SaveItem {
                q: 2,
                seq: 8,
                value: 1,
            }],
        };
        save(&world.assess, person, no, arrived, &held_up)
            .await
            .expect("saved");
        world.clock.advance(Duration::from_millis(1));
        let after = SaveRequest {
            client: 5,
            paper: None,
            items: vec![SaveItem {
                q: 3,
                seq: 9,
                value: 1,
            }],
        };
        let after = save(&world.assess, person, no, world.clock.now(), &after)
            .await
            .expect("kept");
        assert!(after.items[0].late);
        world.wait_for_the_end();
        sweep(&world.assess).await.expect("a slice");
        assert_eq!(
            mark(&world, no).await,
            (800, 1000, "[200,200,0,200,200]".to_owned())
        );
        assert_eq!(world.count(&SUBMISSIONS).await, 1);
        assert_eq!(
            world.count(&RECORDS).await,
            2,
            "the result and its correction"
        );
        assert_eq!(world.count(&OPEN).await, 0);
    })
    .await;
}
