//! An answer that arrived in time counts, however late it is committed; and one sitting that
//! cannot be closed holds up no other.

use std::sync::Mutex;
use std::sync::mpsc;
use std::time::Duration;

use assess::sitting::closer::sweep;
use assess::sitting::finish::submit;
use assess::sitting::save::{SaveItem, SaveRequest, save};
use assess::sitting::start::start;
use assess::sitting::store;
use assess::test::TestId;
use platform::clock::{Clock, Millis};
use platform::db::{Engine, Sql, Tx};
use platform::error::{Error, conflict};
use platform::ids::PersonId;
use platform::params;
use platform::record::{self, ObjectKind, Record, Verb, Visibility};
use testkit::{each_db, monday_morning, until};

use crate::world::{Setup, World, new_test};

static ANSWERS: Sql = Sql::new("SELECT COUNT(*) FROM answer_log");
static OPEN: Sql = Sql::new("SELECT COUNT(*) FROM sitting_open");
static MARKS: Sql = Sql::new("SELECT COUNT(*) FROM mark");
static RECORDED: Sql = Sql::new("SELECT verb, result FROM record ORDER BY seq");
static PAPER: Sql = Sql::new("SELECT paper_version_id FROM test");
static BLOCKED: Sql = Sql::new(
    "SELECT COUNT(*) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'",
);
static ONE_RECORD: Sql = Sql::new("CREATE UNIQUE INDEX one_record ON record (actor_no)");
static MANY_RECORDS: Sql = Sql::new("DROP INDEX one_record");

fn request(items: &[(i64, i64, i64)]) -> SaveRequest {
    let items = items.iter().map(|(q, seq, value)| SaveItem {
        q: *q,
        seq: *seq,
        value: *value,
    });
    SaveRequest {
        client: 5,
        paper: None,
        items: items.collect(),
    }
}

/// Answers questions 1 and 4 rightly and 2 wrongly: four marks of ten.
async fn answer(world: &World, person: PersonId) -> i64 {
    let sitting = start(&world.assess, world.test, person).await;
    let no = sitting.expect("a sitting").row.no;
    let items = request(&[(1, 1, 1), (2, 2, 2), (4, 3, 5)]);
    save(&world.assess, person, no, world.clock.now(), &items)
        .await
        .expect("saved");
    no
}

async fn score(world: &World, no: i64) -> Option<i64> {
    let mark = world.db.read("mark", move |tx| store::mark(tx, no)).await;
    mark.expect("read").map(|(score, ..)| score)
}

/// Somebody holds the key of a sitting's submission until told to let go, so that whoever grades it
/// has read the log and waits. SQLite has one writer: there everybody waits before reading.
struct Held {
    release: mpsc::Sender<()>,
    task: tokio::task::JoinHandle<Result<(), Error>>,
}

async fn hold(world: &World, no: i64) -> Held {
    let (release, released) = mpsc::channel();
    let released = Mutex::new(released);
    let (holds, mut is_held) = tokio::sync::mpsc::unbounded_channel();
    let db = world.db.clone();
    let task = tokio::spawn(async move {
        db.write("hold", move |tx: &mut Tx<'_>| {
            let row = params![no, 1_i64, "person", 0_i64, vec![0_u8; 32], 1_i64, 0_i64].to_vec();
            tx.insert_many(&store::INSERT_SUBMISSIONS, &[row])?;
            holds.send(()).expect("the test waits");
            let told = released
                .lock()
                .expect("not poisoned")
                .recv_timeout(Duration::from_secs(4));
            told.expect("let go in time");
            Err(conflict("test-has-ended"))
        })
        .await
    });
    is_held.recv().await.expect("held");
    Held { release, task }
}

impl Held {
    async fn let_go(self) {
        self.release.send(()).expect("it waits");
        let refused = self.task.await.expect("no panic");
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    }
}

/// Waits until the grading waits for whoever holds the key, with the log read.
async fn blocked(world: &World) {
    if world.db.engine() == Engine::Postgres {
        until(async || world.count(&BLOCKED).await > 0).await;
    }
}

async fn sweep_all(world: &World) {
    while sweep(&world.assess).await.expect("a slice") > 0 {}
}

/// The interleaving in which a mark could be left without an answer: the grading has read the log,
/// then the answer is committed and noted, then the grading commits. On the node that grades, and on
/// one that has not heard of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_answer_committed_while_its_paper_is_graded_counts() {
    each_db(async |db| {
        let world = World::new(db).await;
        for (person, elsewhere) in [(0, false), (1, true)] {
            let person = world.people[person];
            let no = answer(&world, person).await;
            let arrived = world.clock.now();
            world.clock.advance(Duration::from_millis(200));
            let held = hold(&world, no).await;
            let (node, now) = (world.assess.clone(), world.clock.now());
            let graded = tokio::spawn(async move { submit(&node, person, no, now).await });
            blocked(&world).await;
            let answer = commit_late(&world, no, person, arrived, elsewhere).await;
            held.let_go().await;
            graded.await.expect("no panic").expect("an end");
            answer.await.expect("no panic");
            world.clock.advance(Duration::from_secs(10));
            sweep_all(&world).await;
            is_counted(&world, no).await;
        }
    })
    .await;
}

/// The same at the deadline, where the closer grades.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_answer_committed_while_its_paper_is_closed_counts() {
    each_db(async |db| {
        let world = World::new(db).await;
        let person = world.people[0];
        let no = answer(&world, person).await;
        let due = world.assess.sittings.get(no).expect("in memory").row.due_at;
        world.clock.advance(Duration::from_secs(20 * 60 + 30));
        let held = hold(&world, no).await;
        let node = world.assess.clone();
        let graded = tokio::spawn(async move { sweep(&node).await });
        blocked(&world).await;
        let answer = commit_late(&world, no, person, due, false).await;
        held.let_go().await;
        graded.await.expect("no panic").expect("a slice");
        answer.await.expect("no panic");
        world.clock.advance(Duration::from_secs(10));
        sweep_all(&world).await;
        is_counted(&world, no).await;
    })
    .await;
}

/// Mends the wrong answer with an arrival in time; where the engine can, it is committed before
/// this returns.
async fn commit_late(
    world: &World,
    no: i64,
    person: PersonId,
    arrived: Millis,
    elsewhere: bool,
) -> tokio::task::JoinHandle<()> {
    let before = world.count(&ANSWERS).await;
    let node = if elsewhere {
        world.restarted()
    } else {
        world.assess.clone()
    };
    let task = tokio::spawn(async move {
        let mended = request(&[(2, 4, 1)]);
        let saved = save(&node, person, no, arrived, &mended).await;
        assert!(!saved.expect("saved").items[0].late);
    });
    if world.db.engine() == Engine::Postgres {
        until(async || world.count(&ANSWERS).await > before).await;
    }
    task
}

/// The mark has the answer, the newest record tells it, and nothing is left to do.
async fn is_counted(world: &World, no: i64) {
    assert_eq!(score(world, no).await, Some(600));
    let told: Vec<(i64, Option<i64>)> = world
        .db
        .read("told", |tx| Ok(tx.all(&RECORDED, params![])?))
        .await
        .expect("records");
    let newest = told.last().expect("a record");
    assert_eq!(newest.1, Some(600), "{told:?}");
    if world.db.engine() == Engine::Postgres {
        // Graded without it first: the result that was told is corrected, not told twice.
        let pair = &told[told.len() - 2..];
        assert_eq!(pair, [(310, Some(400)), (312, Some(600))]);
    }
    assert_eq!(world.count(&OPEN).await, 0);
}

/// Seventy sittings of a test that cannot be read stand first on the list, more than a slice.
#[tokio::test]
async fn what_cannot_be_closed_holds_nothing_up() {
    each_db(async |db| {
        let setup = Setup {
            people: 73,
            ..Setup::default()
        };
        let world = World::with(db, Clock::fixed(monday_morning()), setup).await;
        for person in &world.people[70..] {
            answer(&world, *person).await;
        }
        add_broken(&world).await;
        one_record_a_person(&world, world.people[71]).await;
        world.wait_for_the_end();
        assert_eq!(sweep(&world.assess).await.expect("a slice"), 2);
        assert_eq!(sweep(&world.assess).await.expect("nothing"), 0);
        assert_eq!(world.count(&MARKS).await, 2);
        // What stood in the way is mended: after a while it is tried again.
        world
            .db
            .write("mend", |tx| Ok(tx.exec(&MANY_RECORDS, params![])?))
            .await
            .expect("mended");
        assert_eq!(sweep(&world.assess).await.expect("still aside"), 0);
        world.clock.advance(Duration::from_secs(61));
        assert_eq!(sweep(&world.assess).await.expect("a slice"), 1);
        assert_eq!(world.count(&MARKS).await, 3);
        assert_eq!(world.count(&OPEN).await, 70);
    })
    .await;
}

/// Sittings of a test that was never published, which no person can begin.
async fn add_broken(world: &World) {
    let (test, author) = (TestId::derived("test", "draft"), world.author());
    let (committee, people) = (world.committee, world.people[..70].to_vec());
    let (now, setup) = (world.clock.now(), Setup::default());
    world
        .db
        .write("broken", move |tx| {
            let (paper,) = tx.one(&PAPER, params![])?;
            let draft = new_test(test, paper, committee, now, setup);
            assess::test::store::add(tx, &author, &draft)?;
            for person in &people {
                let row = params![test, *person, 1_i64, 1_i64, "0001", now, now, 1_i64].to_vec();
                tx.insert_many(&store::INSERT_SITTING, &[row])?;
                let no = store::of_person(tx, test, *person)?.expect("a sitting").no;
                tx.insert_many(&store::INSERT_OPEN, &[params![no, test, now].to_vec()])?;
            }
            Ok(())
        })
        .await
        .expect("added");
}

/// From now on the database refuses the record that closing this person's sitting would write.
async fn one_record_a_person(world: &World, person: PersonId) {
    static OTHER: Verb = Verb::new(999, "something.else", Visibility::MemberAlone);
    let (test, now) = (world.test, world.clock.now());
    world
        .db
        .write("refuse", move |tx| {
            let row = store::of_person(tx, test, person)?.expect("a sitting");
            let record = Record {
                at: now,
                verb: &OTHER,
                actor_no: row.person_no,
                org_no: row.org_no,
                object_kind: ObjectKind {
                    code: 99,
                    name: "thing",
                },
                object_id: test.0,
                result: None,
                detail: None,
            };
            record::write(tx, &record)?;
            tx.exec(&ONE_RECORD, params![])?;
            Ok(())
        })
        .await
        .expect("refused from now on");
}
