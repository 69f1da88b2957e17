//! One sitting a person and test, whoever asks however often.

use std::time::Duration;

use assess::sitting::start::start;
use platform::db::Sql;
use platform::error::Error;
use testkit::each_db;

use crate::world::World;

static SITTINGS: Sql = Sql::new("SELECT COUNT(*) FROM sitting");
static OPEN: Sql = Sql::new("SELECT COUNT(*) FROM sitting_open");

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_starts_at_once_make_one_sitting() {
    each_db(async |db| {
        let world = World::new(db).await;
        let person = world.people[0];
        // Two processes, so that no lock in memory can be what decides.
        let nodes = [world.assess.clone(), world.restarted()];
        let tasks: Vec<_> = (0..200)
            .map(|n| {
                let (node, test) = (nodes[n % 2].clone(), world.test);
                tokio::spawn(async move {
                    start(&node, test, person)
                        .await
                        .map(|s| (s.row.no, s.permutation()))
                })
            })
            .collect();
        let mut seen = Vec::new();
        for task in tasks {
            seen.push(task.await.expect("no panic").expect("a sitting"));
        }
        assert!(seen.iter().all(|one| *one == seen[0]));
        assert_eq!(world.count(&SITTINGS).await, 1);
        assert_eq!(world.count(&OPEN).await, 1);
    })
    .await;
}

#[tokio::test]
async fn only_the_audience_and_only_within_the_window() {
    each_db(async |db| {
        let world = World::new(db).await;
        let outside = start(&world.assess, world.test, world.outsider).await;
        assert!(matches!(outside, Err(Error::NotFound)));
        let begun = start(&world.assess, world.test, world.people[0])
            .await
            .expect("a sitting");
        world.clock.advance(Duration::from_secs(50 * 60));
        let second = start(&world.assess, world.test, world.people[1])
            .await
            .expect("a sitting");
        // Twenty minutes would reach beyond the end of the test.
        assert_eq!(second.row.due_at, second.test.closes_at);
        assert_eq!(begun.row.due_at.0 - begun.row.started_at.0, 20 * 60_000);
        world.clock.advance(Duration::from_secs(10 * 60));
        let late = start(&world.assess, world.test, world.people[2]).await;
        assert!(
            matches!(late, Err(Error::Conflict(_))),
            "{:?}",
            late.map(|s| s.row.no)
        );
        let again = start(&world.restarted(), world.test, world.people[0])
            .await
            .expect("the same");
        assert_eq!(again.row.no, begun.row.no);
        assert_eq!(again.permutation(), begun.permutation());
    })
    .await;
}
