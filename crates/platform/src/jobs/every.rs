//! Work that happens every so often, in this process or once in the whole deployment.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use crate::clock::{Clock, Millis};
use crate::db::{Db, DbError, InsertMany, Kind, OnConflict, Tx};
use crate::error::Error;
use crate::module::BoxFuture;
use crate::{params, sql};

/// How often the scheduler looks at the clock.
const LOOK: Duration = Duration::from_millis(250);

/// Who does it when several nodes run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turns {
    /// One node in each interval; the turn stands in `setting`.
    OneNode,
    /// Each node, without writing anything: for short intervals, and for work that two may do
    /// at once without harm.
    EachNode,
}

type Work = Arc<dyn Fn() -> BoxFuture<'static, Result<(), Error>> + Send + Sync>;

/// One periodic task.
#[derive(Clone)]
pub struct Every {
    name: &'static str,
    interval: Duration,
    turns: Turns,
    work: Work,
}

impl Every {
    /// A task with its name, interval and work.
    pub fn new<F, Fut>(name: &'static str, interval: Duration, turns: Turns, work: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), Error>> + Send + 'static,
    {
        Self {
            name,
            interval,
            turns,
            work: Arc::new(move || Box::pin(work())),
        }
    }
}

struct Entry {
    task: Every,
    /// When this node looks at it again, epoch milliseconds.
    next: AtomicI64,
}

/// Runs periodic tasks, each at most once at a time on this node.
pub struct Scheduler {
    db: Db,
    clock: Clock,
    entries: Vec<Arc<Entry>>,
}

impl Scheduler {
    /// A scheduler over these tasks; each is due at once.
    #[must_use]
    pub fn new(db: Db, clock: Clock, tasks: Vec<Every>) -> Self {
        let entries = tasks
            .into_iter()
            .map(|task| {
                Arc::new(Entry {
                    task,
                    next: AtomicI64::new(i64::MIN),
                })
            })
            .collect();
        Self { db, clock, entries }
    }

    /// Runs what is due now, one after another; the names of what was run.
    pub async fn tick(&self) -> Vec<&'static str> {
        let mut ran = Vec::new();
        for entry in &self.entries {
            if look(&self.db, &self.clock, entry).await {
                ran.push(entry.task.name);
            }
        }
        ran
    }

    /// Runs until the handle is dropped; tasks do not wait for one another.
    #[must_use]
    pub fn start(self) -> watch::Sender<()> {
        let (stop, stopping) = watch::channel(());
        for entry in self.entries {
            let (db, clock, mut stopping) = (self.db.clone(), self.clock.clone(), stopping.clone());
            tokio::spawn(async move {
                loop {
                    look(&db, &clock, &entry).await;
                    tokio::select! {
                        _ = stopping.changed() => return,
                        () = tokio::time::sleep(LOOK) => {}
                    }
                }
            });
        }
        stop
    }
}

/// Runs a task if its time has come and the turn is ours.
async fn look(db: &Db, clock: &Clock, entry: &Entry) -> bool {
    let now = clock.now();
    if now.0 < entry.next.load(Ordering::Relaxed) {
        return false;
    }
    let (name, interval) = (entry.task.name, entry.task.interval);
    let next = now.plus_ms(i64::try_from(interval.as_millis()).unwrap_or(i64::MAX));
    let turn = match entry.task.turns {
        Turns::EachNode => Ok(Turn::Ours(next)),
        Turns::OneNode => {
            db.write("take_turn", move |tx| Ok(take_turn(tx, name, now, next)?))
                .await
        }
    };
    match turn {
        Ok(Turn::Ours(next)) => {
            entry.next.store(next.0, Ordering::Relaxed);
            if let Err(error) = (entry.task.work)().await {
                tracing::error!(task = name, %error, "a periodic task failed");
            }
            true
        }
        Ok(Turn::Theirs(next)) => {
            entry.next.store(next.0, Ordering::Relaxed);
            false
        }
        Err(error) => {
            tracing::error!(task = name, %error, "a periodic task could not take its turn");
            false
        }
    }
}

/// Whose turn it is, and when the next one comes.
enum Turn {
    Ours(Millis),
    Theirs(Millis),
}

static TURN: InsertMany = InsertMany::new(
    "setting",
    &[("key", Kind::Text), ("value", Kind::Text)],
    OnConflict::Keep(&["key"]),
);

/// Takes the turn if it is free.
fn take_turn(tx: &mut Tx<'_>, name: &str, now: Millis, next: Millis) -> Result<Turn, DbError> {
    let key = format!("turn.{name}");
    let fresh = tx.insert_many(&TURN, &[params![key, next.0.to_string()].to_vec()])?;
    if fresh > 0 {
        return Ok(Turn::Ours(next));
    }
    let (held,): (String,) = tx.one(sql!("sql/turn.sql"), params![key])?;
    let free_at = held
        .parse()
        .map_err(|_| DbError::Decode("a turn's time".to_owned()))?;
    if now.0 < free_at {
        return Ok(Turn::Theirs(Millis(free_at)));
    }
    // Only one node finds the old value still there.
    let taken = tx.exec(
        sql!("sql/take_turn.sql"),
        params![key, held, next.0.to_string()],
    )?;
    Ok(if taken > 0 {
        Turn::Ours(next)
    } else {
        Turn::Theirs(next)
    })
}
