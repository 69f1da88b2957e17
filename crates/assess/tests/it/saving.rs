//! What was acknowledged is there, once, with the receipt it got first.

use std::sync::Arc;
use std::time::Duration;

use assess::Assess;
use assess::sitting::log::{self, Late};
use assess::sitting::save::{SaveAnswer, SaveItem, SaveRequest, save};
use assess::sitting::start::start;
use assess::sitting::state::SittingState;
use assess::sitting::{receipt, store};
use platform::crypto::signed_by;
use platform::db::Sql;
use platform::error::Error;
use testkit::each_db;

use crate::world::World;

static ANSWERS: Sql = Sql::new("SELECT COUNT(*) FROM answer_log");

fn request(client: i64, items: &[(i64, i64, i64)]) -> SaveRequest {
    let items = items.iter().map(|(q, seq, value)| SaveItem {
        q: *q,
        seq: *seq,
        value: *value,
    });
    SaveRequest {
        client,
        paper: None,
        items: items.collect(),
    }
}

async fn put(
    world: &World,
    node: &Assess,
    sitting: &SittingState,
    request: &SaveRequest,
) -> SaveAnswer {
    let now = world.clock.now();
    save(node, sitting.row.person, sitting.row.no, now, request)
        .await
        .expect("an answer")
}

async fn begin(world: &World) -> Arc<SittingState> {
    start(&world.assess, world.test, world.people[0])
        .await
        .expect("a sitting")
}

#[tokio::test]
async fn a_repeat_gets_the_first_receipt_and_another_value_is_refused() {
    each_db(async |db| {
        let world = World::new(db).await;
        let sitting = begin(&world).await;
        let first = put(
            &world,
            &world.assess,
            &sitting,
            &request(7, &[(1, 1, 2), (4, 2, 5)]),
        )
        .await;
        world.clock.advance(Duration::from_secs(5));
        // The same, one of them changed, one new: on another node.
        let node = world.restarted();
        let second = put(
            &world,
            &node,
            &sitting,
            &request(7, &[(1, 1, 2), (4, 2, 1), (5, 3, 2)]),
        )
        .await;
        assert_eq!(second.items[0].receipt, first.items[0].receipt);
        assert_eq!(second.items[0].at, first.items[0].at);
        assert_eq!(second.items[1].refused, Some("conflict"));
        assert_eq!(second.items[1].receipt, None);
        assert!(second.items[2].receipt.is_some());
        assert_eq!(second.top, 3);
        assert_eq!(world.count(&ANSWERS).await, 3);
        every_receipt_holds(&world, sitting.row.no, 3).await;
    })
    .await;
}

/// Every answer's leaf stands in its batch, climbs to the root, and the root is signed.
async fn every_receipt_holds(world: &World, no: i64, count: usize) {
    let public = world.keys.provider().public_key();
    let checked = world
        .db
        .read("check_receipts", move |tx| {
            let logged = store::logged(tx, no)?;
            for entry in &logged {
                let (root, signature, leaves) = store::batch(tx, entry.batch)?;
                let leaves = receipt::unpack(&leaves).expect("whole leaves");
                let index = usize::try_from(entry.leaf).expect("an index");
                let leaf = receipt::answer_leaf(no, &entry.answer);
                assert_eq!(leaves[index], leaf);
                let steps = receipt::path(&leaves, index).expect("a path");
                assert_eq!(receipt::climb(leaf, &steps), root);
                let signature: [u8; 64] = signature.try_into().expect("a signature");
                assert!(signed_by(
                    &public,
                    &receipt::signed_bytes(&root),
                    &signature
                ));
            }
            Ok(logged.len())
        })
        .await
        .expect("the log is read");
    assert_eq!(checked, count);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_answer_five_times_at_once_is_one_row() {
    each_db(async |db| {
        let world = World::new(db).await;
        let sitting = begin(&world).await;
        let (person, no, now) = (sitting.row.person, sitting.row.no, world.clock.now());
        let tasks: Vec<_> = (0..50)
            .map(|n: i64| {
                let node = Arc::clone(&world.assess);
                // Five different answers, each ten times; within one request too.
                let one = (1, n % 5 + 1, 1 << (n % 3));
                tokio::spawn(
                    async move { save(&node, person, no, now, &request(9, &[one, one])).await },
                )
            })
            .collect();
        let mut receipts = std::collections::BTreeMap::new();
        for task in tasks {
            for item in task.await.expect("no panic").expect("an answer").items {
                let Some(number) = item.receipt else {
                    assert_eq!(item.refused, Some("conflict"));
                    continue;
                };
                assert_eq!(
                    receipts.entry(item.seq).or_insert_with(|| number.clone()),
                    &number
                );
            }
        }
        assert_eq!(receipts.len(), 5);
        assert_eq!(world.count(&ANSWERS).await, 5);
        every_receipt_holds(&world, no, 5).await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_an_answer_is_refused_whole() {
    each_db(async |db| {
        let world = World::new(db).await;
        let sitting = begin(&world).await;
        let (now, no) = (world.clock.now(), sitting.row.no);
        for bad in [
            request(7, &[(1, 1, 2), (6, 2, 1)]),
            request(7, &[(1, 1, 3)]),
            request(7, &[(5, 1, 4)]),
            request(7, &[(0, 1, 1)]),
            request(7, &[(1, 0, 1)]),
            request(7, &[(1, 1 << 53, 1)]),
            request(0, &[(1, 1, 1)]),
            request(7, &[]),
        ] {
            let refused = save(&world.assess, sitting.row.person, no, now, &bad).await;
            assert!(
                matches!(refused, Err(Error::BadRequest(_))),
                "{bad:?}: {refused:?}"
            );
        }
        let others = save(
            &world.assess,
            world.people[1],
            no,
            now,
            &request(7, &[(1, 1, 1)]),
        )
        .await;
        assert!(matches!(others, Err(Error::NotFound)));
        let nobodys = save(
            &world.assess,
            world.people[1],
            no + 99,
            now,
            &request(7, &[(1, 1, 1)]),
        )
        .await;
        assert!(matches!(nobodys, Err(Error::NotFound)));
        assert_eq!(world.count(&ANSWERS).await, 0);
    })
    .await;
}

/// A row the database refuses fails alone; its neighbours in the batch are saved.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_bad_row_in_a_batch_fails_alone() {
    use assess::sitting::batch::{Ack, AnswerBatch, Item};
    use platform::coalescer::{Coalescer, Limits};
    each_db(async |db| {
        let world = World::new(db).await;
        let sitting = begin(&world).await;
        let batch = AnswerBatch::new(world.keys.clone(), world.clock.clone());
        let writer = Coalescer::start(world.db.clone(), batch, Limits::default());
        let item = |sequence: i64, value: i64| Item {
            test: world.test,
            sitting_no: sitting.row.no,
            answer: log::Answer {
                question_no: 1,
                client: 3,
                sequence,
                value,
                arrived_at: world.clock.now(),
                late: Late::OnTime,
            },
        };
        // 300 breaks the table's CHECK, which validation would never let through.
        let items = (1..=20)
            .map(|n| item(n, if n == 13 { 300 } else { 1 }))
            .collect();
        let acks = writer.put_all(items).await.expect("room in the queue");
        for (n, ack) in (1..=20).zip(&acks) {
            match ack {
                Ok(Ack::Saved { .. }) => assert_ne!(n, 13),
                other => assert_eq!(n, 13, "{other:?}"),
            }
        }
        assert_eq!(world.count(&ANSWERS).await, 19);
        every_receipt_holds(&world, sitting.row.no, 19).await;
    })
    .await;
}

#[tokio::test]
async fn answers_around_the_deadline() {
    each_db(async |db| {
        let world = World::new(db).await;
        let sitting = begin(&world).await;
        let due = sitting.row.due_at;
        let table = [
            (-1, false),
            (0, false),
            (2_999, false),
            (3_000, false),
            (3_001, true),
            (900_000, true),
        ];
        for (sequence, (after, late)) in (1_i64..).zip(table) {
            let one = request(7, &[(1, sequence, 1 << (sequence % 4))]);
            let at = due.plus_ms(after);
            let saved = save(&world.assess, sitting.row.person, sitting.row.no, at, &one)
                .await
                .expect("kept");
            assert_eq!(saved.items[0].late, late, "{after} ms after the deadline");
            assert!(
                saved.items[0].receipt.is_some(),
                "late answers are kept and receipted"
            );
        }
        assert_eq!(world.count(&ANSWERS).await, 6);
        let (no, window) = (sitting.row.no, sitting.window());
        let answers = world
            .db
            .read("answers", move |tx| store::answers(tx, no))
            .await
            .expect("the log");
        let current = log::current(&answers, window, None);
        assert_eq!(
            current[&1].sequence, 4,
            "the last one within the grace counts"
        );
    })
    .await;
}
