//! The stream of records on both engines.

use platform::clock::Millis;
use platform::db::Db;
use platform::error::internal;
use platform::record::{self, Audience, Fact, ObjectKind, Record, Turn, Verb, Visibility};
use testkit::each_db;

use crate::support::now;

static FINISHED: Verb = Verb::new(201, "unit.finished", Visibility::MemberAlone);
static ATTENDED: Verb = Verb::new(401, "meeting.attended", Visibility::Branch);
const UNIT: ObjectKind = ObjectKind {
    code: 1,
    name: "unit",
};

fn fact(actor_no: i64, minute: i64, verb: &'static Verb) -> Record {
    Record {
        at: Millis(now().0 + minute * 60_000),
        verb,
        actor_no,
        org_no: 3,
        object_kind: UNIT,
        object_id: [4; 16],
        result: Some(minute),
        detail: None,
    }
}

async fn write(db: &Db, records: Vec<Record>) {
    db.write("test_records", move |tx| {
        records
            .iter()
            .try_for_each(|record| Ok(record::write(tx, record)?))
    })
    .await
    .unwrap();
}

async fn follow(db: &Db, after: i64, limit: u32) -> Vec<Fact> {
    db.read("follow", move |tx| Ok(record::follow(tx, after, limit)?))
        .await
        .unwrap()
}

#[tokio::test]
async fn positions_follow_each_other_without_gaps() {
    each_db(async |db| {
        write(&db, (0..1_200).map(|n| fact(7, n, &FINISHED)).collect()).await;
        assert!(
            follow(&db, 0, 10).await.is_empty(),
            "nothing is read before it has a place"
        );
        assert_eq!(record::assign_positions(&db).await.unwrap(), 1_200);
        write(&db, vec![fact(8, 0, &ATTENDED)]).await;
        assert_eq!(record::assign_positions(&db).await.unwrap(), 1);
        let all = follow(&db, 0, 5_000).await;
        let positions: Vec<i64> = all.iter().filter_map(|fact| fact.pos).collect();
        assert_eq!(positions, (1..=1_201).collect::<Vec<i64>>());
        let seqs: Vec<i64> = all.iter().map(|fact| fact.seq).collect();
        assert!(seqs.is_sorted());
        assert_eq!(follow(&db, 1_200, 10).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_sequencers_at_once_give_each_place_once() {
    each_db(async |db| {
        for round in 0..5 {
            write(&db, (0..700).map(|n| fact(round, n, &FINISHED)).collect()).await;
            let (a, b) = tokio::join!(record::assign_positions(&db), record::assign_positions(&db));
            let rest = record::assign_positions(&db).await.unwrap();
            assert_eq!(a.unwrap() + b.unwrap() + rest, 700);
        }
        let positions: Vec<i64> = follow(&db, 0, 5_000)
            .await
            .iter()
            .filter_map(|fact| fact.pos)
            .collect();
        assert_eq!(positions, (1..=3_500).collect::<Vec<i64>>());
    })
    .await;
}

#[tokio::test]
async fn an_operation_that_fails_leaves_no_record() {
    each_db(async |db| {
        let failed: Result<(), _> = db
            .write("test_records", |tx| {
                record::write(tx, &fact(7, 1, &FINISHED))?;
                Err(internal("on purpose"))
            })
            .await;
        assert!(failed.is_err());
        assert_eq!(record::assign_positions(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_member_reads_their_own_and_others_learn_no_name() {
    each_db(async |db| {
        let mut records: Vec<Record> = (0..3).map(|n| fact(7, n, &FINISHED)).collect();
        records.push(fact(8, 9, &FINISHED));
        records.push(fact(7, 1, &ATTENDED));
        write(&db, records).await;
        let own = db
            .read("own", |tx| {
                let first = record::for_member(tx, 7, Turn::NEWEST, 3)?;
                let rest = record::for_member(tx, 7, Turn::below(&first[2]), 3)?;
                Ok([first, rest].concat())
            })
            .await
            .unwrap();
        let minutes: Vec<i64> = own.iter().filter_map(|fact| fact.result).collect();
        assert_eq!(minutes, [2, 1, 1, 0]);
        let (attended, finished) = (&own[1], &own[2]);
        assert!(attended.is(&ATTENDED) && finished.is(&FINISHED));
        assert_eq!(attended.actor_no(Audience::Branch), Some(7));
        assert_eq!(attended.actor_no(Audience::Scope), None);
        assert_eq!(finished.actor_no(Audience::Branch), None);
        assert_eq!(finished.actor_no(Audience::Member(7)), Some(7));
    })
    .await;
}

static ATTENDED_TOO: Verb = Verb::new(401, "class.attended", Visibility::Branch);

#[tokio::test]
async fn two_rooms_with_one_number_do_not_start() {
    let database = testkit::databases::Database::sqlite().await;
    let room = |name, verb: &'static Verb| platform::module::Module {
        name,
        verbs: vec![verb],
        ..platform::module::Module::default()
    };
    let start = async |other: &'static Verb| {
        let rooms = vec![room("meet", &ATTENDED), room("study", other)];
        let app = testkit::TestApp::new(database.db.clone(), rooms);
        platform::assemble::start(&app.app, &[]).await
    };
    start(&FINISHED).await.unwrap();
    let refused = start(&ATTENDED_TOO).await.unwrap_err().to_string();
    assert!(
        refused.contains("meeting.attended") && refused.contains("class.attended"),
        "{refused}"
    );
}
