//! Sums against a recount, with moves and operations that die half-way.

use std::collections::BTreeMap;

use platform::db::{Db, Engine};
use platform::error::{Error, internal};
use platform::tally;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testkit::databases::Database;
use testkit::each_db;

use crate::support::script;

const MEMBERS: &str = "members";

/// What a property case does, with numbers that choose among what exists.
#[derive(Clone, Debug)]
enum Step {
    Add { leaf: usize, delta: i64 },
    AddAndDie { leaf: usize },
    FoldSome { limit: i64 },
    FoldAndDie,
    Move { from: usize, to: usize },
    MoveAndDie { from: usize, to: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let index = 0..64_usize;
    prop_oneof![
        6 => (index.clone(), -5..20_i64).prop_map(|(leaf, delta)| Step::Add { leaf, delta }),
        1 => index.clone().prop_map(|leaf| Step::AddAndDie { leaf }),
        2 => (1..6_i64).prop_map(|limit| Step::FoldSome { limit }),
        1 => Just(Step::FoldAndDie),
        2 => (index.clone(), index.clone()).prop_map(|(from, to)| Step::Move { from, to }),
        1 => (index.clone(), index).prop_map(|(from, to)| Step::MoveAndDie { from, to }),
    ]
}

/// The recount: every leaf's count under its present path.
struct Model {
    leaves: BTreeMap<String, i64>,
    next: u32,
}

impl Model {
    fn new() -> Self {
        let paths = [
            "0001",
            "00010001",
            "000100010001",
            "000100010002",
            "00010002",
        ];
        let deeper = [
            "000100020001",
            "0001000200010001",
            "00010003",
            "000100030001",
        ];
        let leaves = paths
            .iter()
            .chain(&deeper)
            .map(|path| ((*path).to_owned(), 0))
            .collect();
        Self { leaves, next: 10 }
    }

    fn path(&self, index: usize) -> String {
        self.leaves
            .keys()
            .nth(index % self.leaves.len())
            .unwrap()
            .clone()
    }

    /// A move that makes sense: not the root, not into itself, to a place never used.
    fn plan(&mut self, from: usize, to: usize) -> Option<(String, String)> {
        let (old, parent) = (self.path(from), self.path(to));
        if old.len() == tally::LEVEL || parent.starts_with(&old) {
            return None;
        }
        self.next += 1;
        Some((old, format!("{parent}{:04}", self.next)))
    }

    fn moved(&mut self, old: &str, new: &str) {
        let leaves = std::mem::take(&mut self.leaves);
        self.leaves = leaves
            .into_iter()
            .map(|(path, count)| match path.strip_prefix(old) {
                Some(rest) => (format!("{new}{rest}"), count),
                None => (path, count),
            })
            .collect();
    }

    fn sum(&self, path: &str) -> i64 {
        self.leaves
            .iter()
            .filter(|(leaf, _)| leaf.starts_with(path))
            .map(|(_, count)| count)
            .sum()
    }
}

async fn add(db: &Db, path: String, delta: i64, die: Option<()>) -> Result<(), Error> {
    db.write("test_add", move |tx| {
        tally::add(tx, &path, MEMBERS, delta)?;
        die.map_or(Ok(()), |()| Err(internal("on purpose")))
    })
    .await
}

async fn fold_some(db: &Db, limit: i64, die: Option<()>) -> Result<(), Error> {
    db.bulk("test_fold", move |tx| {
        tally::fold_slice(tx, limit)?;
        die.map_or(Ok(()), |()| Err(internal("on purpose")))
    })
    .await
}

async fn relocate(db: &Db, old: String, new: String, die: Option<()>) -> Result<(), Error> {
    db.write("test_move", move |tx| {
        tally::move_subtree(tx, &old, &new)?;
        die.map_or(Ok(()), |()| Err(internal("on purpose")))
    })
    .await
}

async fn run(db: &Db, model: &mut Model, step: Step) {
    match step {
        Step::Add { leaf, delta } => {
            let path = model.path(leaf);
            add(db, path.clone(), delta, None).await.unwrap();
            *model.leaves.get_mut(&path).unwrap() += delta;
        }
        Step::AddAndDie { leaf } => add(db, model.path(leaf), 100, Some(()))
            .await
            .unwrap_err()
            .forget(),
        Step::FoldSome { limit } => fold_some(db, limit, None).await.unwrap(),
        Step::FoldAndDie => fold_some(db, 50, Some(())).await.unwrap_err().forget(),
        Step::Move { from, to } => {
            if let Some((old, new)) = model.plan(from, to) {
                relocate(db, old.clone(), new.clone(), None).await.unwrap();
                model.moved(&old, &new);
            }
        }
        Step::MoveAndDie { from, to } => {
            if let Some((old, new)) = model.plan(from, to) {
                relocate(db, old, new, Some(())).await.unwrap_err().forget();
            }
        }
    }
}

/// An error that was meant.
trait Forget {
    fn forget(self);
}

impl Forget for Error {
    fn forget(self) {
        assert!(self.to_string().contains("on purpose"), "{self}");
    }
}

async fn compare(db: &Db, model: &Model) {
    let mut paths: Vec<String> = model.leaves.keys().cloned().collect();
    paths.extend(
        model
            .leaves
            .keys()
            .flat_map(|path| tally::ancestors(path).map(str::to_owned)),
    );
    paths.sort();
    paths.dedup();
    let expected: Vec<i64> = paths.iter().map(|path| model.sum(path)).collect();
    let asked = paths.clone();
    let found = db
        .read("test_values", move |tx| {
            asked
                .iter()
                .map(|path| Ok(tally::value(tx, path, MEMBERS)?))
                .collect::<Result<Vec<i64>, Error>>()
        })
        .await
        .unwrap();
    assert_eq!(found, expected, "{paths:?}");
}

#[test]
fn sums_equal_a_recount_whatever_happens() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = runtime.block_on(async {
            match engine {
                Engine::Sqlite => Database::sqlite().await,
                Engine::Postgres => Database::postgres().await,
            }
        });
        let config = Config {
            cases: 12,
            failure_persistence: None,
            ..Config::default()
        };
        let result = TestRunner::new(config).run(&prop::collection::vec(step(), 1..40), |steps| {
            runtime.block_on(async {
                script(&database.db, "DELETE FROM tally; DELETE FROM tally_delta")
                    .await
                    .unwrap();
                let mut model = Model::new();
                for step in steps {
                    run(&database.db, &mut model, step).await;
                }
                compare(&database.db, &model).await;
                tally::fold(&database.db).await.unwrap();
                compare(&database.db, &model).await;
            });
            Ok(())
        });
        runtime.block_on(database.remove());
        result.unwrap_or_else(|error| panic!("{}: {error}", engine.name()));
    }
}

#[tokio::test]
async fn several_folders_and_writers_at_once_count_each_change_once() {
    each_db(async |db| {
        let mut tasks = tokio::task::JoinSet::new();
        for worker in 0..6_u32 {
            let db = db.clone();
            tasks.spawn(async move {
                for n in 0..40 {
                    let path = format!("0001000{}000{}", worker % 3, n % 5);
                    add(&db, path, 1, None).await.unwrap();
                    if n % 10 == 0 {
                        tally::fold(&db).await.unwrap();
                    }
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        tally::fold(&db).await.unwrap();
        let (city, street) = db
            .read("values", |tx| {
                Ok((
                    tally::value(tx, "0001", MEMBERS)?,
                    tally::value(tx, "00010001", MEMBERS)?,
                ))
            })
            .await
            .unwrap();
        assert_eq!((city, street), (240, 80));
    })
    .await;
}

#[tokio::test]
async fn a_subtree_does_not_move_into_itself_or_over_another() {
    each_db(async |db| {
        add(&db, "00010001".to_owned(), 3, None).await.unwrap();
        add(&db, "00010002".to_owned(), 4, None).await.unwrap();
        tally::fold(&db).await.unwrap();
        assert!(
            relocate(&db, "00010001".into(), "000100010001".into(), None)
                .await
                .is_err()
        );
        assert!(
            relocate(&db, "00010001".into(), "00010002".into(), None)
                .await
                .is_err()
        );
    })
    .await;
}
