//! Takes jobs one by one and does them.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, OnceCell, watch};
use tokio::task::JoinSet;

use super::store::{self, LEASE_MS, Taken};
use super::{Context, Done, Handler, Handlers, TRIES};
use crate::clock::Clock;
use crate::db::{Db, Engine};
use crate::error::{Error, internal};

/// How often an idle runner looks.
const LOOK: Duration = Duration::from_millis(500);
/// Wakes the idle runners of this process.
static QUEUED: Notify = Notify::const_new();

/// Says that a job was queued and committed: an idle runner of this process looks at once. Without
/// it the job begins half a second later.
pub fn nudge() {
    QUEUED.notify_waiters();
}

/// Jobs done at the same time by one node.
const WORKERS: usize = 2;

/// Takes jobs from the queue and runs their handlers; cheap to clone.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    clock: Clock,
    handlers: Arc<Handlers>,
}

impl Runner {
    /// A runner with the rooms' handlers.
    ///
    /// # Errors
    /// When two handlers do the same kind.
    pub fn new(db: Db, clock: Clock, handlers: Handlers) -> Result<Self, Error> {
        for (index, handler) in handlers.iter().enumerate() {
            if handlers
                .iter()
                .take(index)
                .any(|other| other.kind() == handler.kind())
            {
                return Err(internal(format!(
                    "two handlers for the job {}",
                    handler.kind()
                )));
            }
        }
        Ok(Self {
            db,
            clock,
            handlers: Arc::new(handlers),
        })
    }

    /// Does all that is due now; says how many jobs were tried.
    ///
    /// # Errors
    /// The database's. A job's own failure is kept with the job.
    pub async fn run_due(&self) -> Result<u64, Error> {
        let mut tried = 0;
        while let Some(job) = self.take().await? {
            self.run(job).await?;
            tried += 1;
        }
        Ok(tried)
    }

    /// Works until told to stop.
    #[must_use]
    pub fn start(self) -> Running {
        let (stop, stopping) = watch::channel(());
        let mut workers = JoinSet::new();
        let reclaimed = Arc::new(OnceCell::new());
        for _ in 0..WORKERS {
            let reclaimed = Arc::clone(&reclaimed);
            let (runner, mut stopping) = (self.clone(), stopping.clone());
            workers.spawn(async move {
                reclaimed.get_or_init(|| runner.reclaim()).await;
                loop {
                    if let Err(error) = runner.run_until(&mut stopping).await {
                        tracing::error!(%error, "jobs could not be taken");
                    }
                    tokio::select! {
                        // An error means that the handle is gone: time to stop as well.
                        _ = stopping.changed() => return,
                        () = tokio::time::sleep(LOOK) => {}
                        () = QUEUED.notified() => {}
                    }
                }
            });
        }
        Running { stop, workers }
    }

    /// One process has the embedded database: what runs at its start was left by its dead
    /// predecessor, and need not wait for the lease to end.
    async fn reclaim(&self) {
        if self.db.engine() == Engine::Sqlite
            && let Err(error) = self
                .db
                .write("reclaim_jobs", |tx| Ok(store::reclaim(tx)?))
                .await
        {
            tracing::error!(%error, "interrupted jobs wait for their lease to end");
        }
    }

    async fn run_until(&self, stopping: &mut watch::Receiver<()>) -> Result<(), Error> {
        while !stopping.has_changed().unwrap_or(true) {
            let Some(job) = self.take().await? else {
                return Ok(());
            };
            self.run(job).await?;
        }
        Ok(())
    }

    async fn take(&self) -> Result<Option<Taken>, Error> {
        let now = self.clock.now();
        if !self
            .db
            .point("jobs_due", move |tx| Ok(store::any_due(tx, now)?))
            .await?
        {
            return Ok(None);
        }
        self.db
            .write("take_job", move |tx| Ok(store::claim(tx, now)?))
            .await
    }

    async fn run(&self, job: Taken) -> Result<(), Error> {
        let result = self.attempt(&job).await;
        let now = self.clock.now();
        if let Err(error) = &result {
            tracing::warn!(job.kind, job.attempts, %error, "a job failed");
        }
        self.db
            .write("end_job", move |tx| {
                match &result {
                    Ok(Done::Finished) => store::finish(tx, &job)?,
                    Ok(Done::Again(at)) => store::again(tx, &job, *at)?,
                    Err(error) => store::fail(tx, &job, now, &error.to_string())?,
                }
                Ok(())
            })
            .await
    }

    async fn attempt(&self, job: &Taken) -> Result<Done, Error> {
        if job.attempts > TRIES {
            return Err(internal("every try ended with the death of its process"));
        }
        let found = self
            .handlers
            .iter()
            .find(|handler| handler.kind() == job.kind);
        let handler = found.ok_or_else(|| internal("no handler for this kind"))?;
        let payload = serde_json::from_str(&job.payload).map_err(|e| internal(e.to_string()))?;
        let cx = Context {
            db: self.db.clone(),
            clock: self.clock.clone(),
            job: job.id,
            attempt: job.attempts,
        };
        // In a task of its own, so that a panic is one job's failure.
        let mut work = JoinSet::new();
        work.spawn(call(Arc::clone(handler), cx, payload));
        self.watch(job, &mut work).await
    }

    /// Waits for the work and holds the lease; work that lost its lease is ended.
    async fn watch(
        &self,
        job: &Taken,
        work: &mut JoinSet<Result<Done, Error>>,
    ) -> Result<Done, Error> {
        let third = Duration::from_millis(LEASE_MS.unsigned_abs() / 3);
        loop {
            tokio::select! {
                ended = work.join_next() => {
                    return ended
                        .ok_or_else(|| internal("the work vanished"))?
                        .map_err(|_| internal("the handler panicked"))?;
                }
                () = tokio::time::sleep(third) => {
                    let (job, now) = (job.clone(), self.clock.now());
                    let held = self.db.write("renew_job", move |tx| Ok(store::renew(tx, &job, now)?));
                    if !held.await? {
                        return Err(internal("the lease went to another runner"));
                    }
                }
            }
        }
    }
}

async fn call(
    handler: Arc<dyn Handler>,
    cx: Context,
    payload: serde_json::Value,
) -> Result<Done, Error> {
    handler.run(cx, payload).await
}

/// A runner at work. Dropped, it stops after the jobs in hand.
pub struct Running {
    stop: watch::Sender<()>,
    workers: JoinSet<()>,
}

impl Running {
    /// Waits until the jobs in hand are done.
    pub async fn stop(mut self) {
        // Nobody listening means that all workers have ended already.
        let _ = self.stop.send(());
        while self.workers.join_next().await.is_some() {}
    }
}
