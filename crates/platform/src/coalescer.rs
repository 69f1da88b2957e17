//! Coalesced writes: many small facts, one transaction, every one acknowledged after COMMIT.
//!
//! While one batch is being committed the next one gathers, so the busier it is the bigger the
//! batches. The queue is bounded: beyond it a caller is told to come back, and nothing is lost
//! because the phone keeps what was not acknowledged.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::clock::Monotonic;
use crate::db::{Db, Tx};
use crate::error::{Error, busy, internal};

/// How one kind of fact is written.
pub trait Batch: Send + Sync + 'static {
    /// One fact, already validated.
    type Item: Clone + Send + Sync + 'static;
    /// What its sender is told.
    type Ack: Send + 'static;

    /// The operation's name in figures and logs.
    const NAME: &'static str;

    /// Writes the items and answers each, in order. Runs again after a conflict. An error
    /// fails the batch, which is then cut in halves until only the bad item fails.
    ///
    /// # Errors
    /// The database's, or what makes an item unacceptable.
    fn write(&self, tx: &mut Tx<'_>, items: &[Self::Item]) -> Result<Vec<Self::Ack>, Error>;

    /// Writes the items with a single statement ([`Db::insert_at_once`]), if that can be; none when
    /// nothing was written, and [`Batch::write`] has to do it.
    ///
    /// # Errors
    /// The database's.
    fn write_at_once(
        &self,
        _db: &Db,
        _items: &[Self::Item],
    ) -> impl Future<Output = Result<Option<Vec<Self::Ack>>, Error>> + Send {
        std::future::ready(Ok(None))
    }
}

/// How much is gathered.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows in one transaction.
    pub rows: usize,
    /// Facts that may wait.
    pub queue: usize,
    /// How long facts are waited for at the most while they keep coming.
    pub gather: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rows: 1_000,
            queue: 20_000,
            gather: Duration::from_millis(2),
        }
    }
}

/// Looks around that find nobody new before what was gathered is written.
const QUIET: u32 = 3;

type Waiting<B> = (
    <B as Batch>::Item,
    oneshot::Sender<Result<<B as Batch>::Ack, Error>>,
);

/// The entry of a coalesced stream of writes; cheap to clone.
pub struct Coalescer<B: Batch> {
    queue: mpsc::Sender<Waiting<B>>,
}

impl<B: Batch> Clone for Coalescer<B> {
    fn clone(&self) -> Self {
        Self {
            queue: self.queue.clone(),
        }
    }
}

impl<B: Batch> Coalescer<B> {
    /// Starts the task that writes. It ends when the last clone is dropped and the queue empty.
    #[must_use]
    pub fn start(db: Db, batch: B, limits: Limits) -> Self {
        let (queue, waiting) = mpsc::channel(limits.queue);
        tokio::spawn(gather(db, Arc::new(batch), limits, waiting));
        Self { queue }
    }

    /// Hands in a fact and waits until it is committed.
    ///
    /// # Errors
    /// [`Error::Busy`] when the queue is full; otherwise what [`Batch::write`] answered.
    pub async fn put(&self, item: B::Item) -> Result<B::Ack, Error> {
        let (reply, answer) = oneshot::channel();
        self.queue.try_send((item, reply)).map_err(|_| full())?;
        answer
            .await
            .map_err(|_| internal("the coalescer stopped"))?
    }

    /// Hands in several facts at once and waits for all.
    ///
    /// # Errors
    /// [`Error::Busy`] when the queue has no room for all of them; nothing is then taken.
    pub async fn put_all(&self, items: Vec<B::Item>) -> Result<Vec<Result<B::Ack, Error>>, Error> {
        let places = self
            .queue
            .try_reserve_many(items.len())
            .map_err(|_| full())?;
        let mut answers = Vec::with_capacity(items.len());
        for (place, item) in places.zip(items) {
            let (reply, answer) = oneshot::channel();
            place.send((item, reply));
            answers.push(answer);
        }
        let mut results = Vec::with_capacity(answers.len());
        for answer in answers {
            results.push(
                answer
                    .await
                    .unwrap_or_else(|_| Err(internal("the coalescer stopped"))),
            );
        }
        Ok(results)
    }

    /// Facts that wait now, for the operator's figures.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }
}

/// The queue has no room.
fn full() -> Error {
    crate::figures::refused("coalescer");
    busy()
}

async fn gather<B: Batch>(
    db: Db,
    batch: Arc<B>,
    limits: Limits,
    mut waiting: mpsc::Receiver<Waiting<B>>,
) {
    let rows = metrics::histogram!("touyan_coalescer_batch_rows", "name" => B::NAME);
    let left = metrics::gauge!("touyan_coalescer_waiting", "name" => B::NAME);
    let mut buffer: Vec<Waiting<B>> = Vec::with_capacity(limits.rows);
    while waiting.recv_many(&mut buffer, limits.rows).await > 0 {
        join_in(&mut buffer, &limits, &mut waiting).await;
        let (items, replies): (Vec<_>, Vec<_>) = buffer.drain(..).unzip();
        rows.record(f64::from(u32::try_from(items.len()).unwrap_or(u32::MAX)));
        left.set(f64::from(u32::try_from(waiting.len()).unwrap_or(u32::MAX)));
        let results = commit(&db, &batch, items).await;
        for (reply, result) in replies.into_iter().zip(results) {
            // A caller that went away still has its fact saved.
            let _ = reply.send(result);
        }
    }
}

/// Lets every request that can run now hand in its fact. A timer would be too coarse: it costs
/// a lone fact milliseconds, and a full server more than the commit itself.
async fn join_in<T>(buffer: &mut Vec<T>, limits: &Limits, waiting: &mut mpsc::Receiver<T>) {
    let started = Monotonic::now();
    let mut quiet = 0;
    while buffer.len() < limits.rows && quiet < QUIET && !started.older_than(limits.gather) {
        tokio::task::yield_now().await;
        let before = buffer.len();
        while buffer.len() < limits.rows {
            let Ok(next) = waiting.try_recv() else { break };
            buffer.push(next);
        }
        quiet = if buffer.len() == before { quiet + 1 } else { 0 };
    }
}

/// Commits the items, cutting a failing batch in halves until each bad one stands alone.
async fn commit<B: Batch>(
    db: &Db,
    batch: &Arc<B>,
    items: Vec<B::Item>,
) -> Vec<Result<B::Ack, Error>> {
    let count = items.len();
    let mut results: Vec<Option<Result<B::Ack, Error>>> = (0..count).map(|_| None).collect();
    let items = Arc::new(items);
    let mut pieces: Vec<std::ops::Range<usize>> = std::iter::once(0..count).collect();
    while let Some(piece) = pieces.pop() {
        let (theirs, all, range) = (Arc::clone(batch), Arc::clone(&items), piece.clone());
        let written = match batch.write_at_once(db, &items[piece.clone()]).await {
            Ok(Some(acks)) => Ok(acks),
            Ok(None) => {
                db.write(B::NAME, move |tx| theirs.write(tx, &all[range.clone()]))
                    .await
            }
            Err(error) => Err(error),
        };
        match written {
            Ok(acks) => {
                for (index, ack) in piece.zip(acks) {
                    results[index] = Some(Ok(ack));
                }
            }
            Err(error) if piece.len() == 1 => results[piece.start] = Some(Err(error)),
            Err(Error::Db(
                crate::db::DbError::Busy
                | crate::db::DbError::Closed
                | crate::db::DbError::Deadline(_)
                | crate::db::DbError::Full,
            )) => {
                // Not an item's fault: cutting would only make it worse.
                for index in piece {
                    results[index] = Some(Err(busy()));
                }
            }
            Err(_) => {
                let middle = piece.start + piece.len() / 2;
                pieces.push(middle..piece.end);
                pieces.push(piece.start..middle);
            }
        }
    }
    results
        .into_iter()
        .map(|result| result.unwrap_or_else(|| Err(internal("an item was not answered"))))
        .collect()
}
