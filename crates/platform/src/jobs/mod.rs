//! Work that must happen even if this process dies now, and work that happens every so often.
//!
//! A job is queued in the operation's own transaction ([`enqueue`]), taken by one runner with
//! a lease, tried again with growing pauses, and after [`TRIES`] tries stands as failed on the
//! operator's page until somebody looks. A job may run twice (a process killed after its work
//! and before its mark), so every handler is idempotent.

mod every;
mod ground;
mod runner;
mod store;

use std::sync::Arc;

use serde_json::Value;

use crate::clock::{Clock, Millis};
use crate::db::Db;
use crate::error::Error;
use crate::ids::JobId;
use crate::module::BoxFuture;

pub use every::{Every, Scheduler, Turns};
pub use ground::ground_tasks;
pub use runner::{Runner, Running, nudge};
pub use store::{Listed, NewJob, cancel, enqueue, is_pending, list, purge, retry};

/// How often a job is tried before it counts as failed.
pub const TRIES: i64 = 8;

/// What a handler works with. What else it needs it keeps itself.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Which job.
    pub job: JobId,
    /// Which try this is, from 1.
    pub attempt: i64,
}

/// How a job ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Done {
    /// It is finished.
    Finished,
    /// It goes on later; this does not count as a try.
    Again(Millis),
}

/// Does one kind of job.
pub trait Handler: Send + Sync + 'static {
    /// The kind stored with the job: `test.close`.
    fn kind(&self) -> &'static str;

    /// Does it. Idempotent, and shallow: the logic stands in the room's ability.
    fn run(&self, cx: Context, payload: Value) -> BoxFuture<'_, Result<Done, Error>>;
}

/// Handlers by kind.
pub type Handlers = Vec<Arc<dyn Handler>>;

/// The pause after a failed try, in milliseconds: 10 s, 40 s, 2.7 min, 11 min, 43 min, 2.8 h,
/// then 6 h.
#[must_use]
pub fn pause_after(attempt: i64) -> i64 {
    let steps = u32::try_from(attempt.clamp(1, 8) - 1).unwrap_or(0);
    (10_000 * 4_i64.pow(steps)).min(6 * 3_600_000)
}

#[cfg(test)]
mod tests {
    #[test]
    fn pauses_grow_and_end_at_six_hours() {
        let pauses: Vec<i64> = (0..12).map(super::pause_after).collect();
        assert!(pauses.is_sorted());
        assert_eq!(
            (pauses[1], pauses[2], pauses[11]),
            (10_000, 40_000, 21_600_000)
        );
    }
}
