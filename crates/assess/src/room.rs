//! What this room keeps in the application.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use platform::app::App;
use platform::clock::Clock;
use platform::coalescer::{Coalescer, Limits};
use platform::crypto::Sealer;
use platform::db::Db;

use crate::rules::Following;
use crate::sitting::batch::AnswerBatch;
use crate::sitting::closer::Aside;
use crate::sitting::finish::SubmissionBatch;
use crate::sitting::start::StartBatch;
use crate::sitting::state::Sittings;
use crate::test::Tests;
use crate::test::overview::Overviews;

/// The room's state.
pub struct Assess {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The keys that sign receipts.
    pub keys: Sealer,
    /// The rules' values.
    pub rules: Following,
    /// Published tests in memory.
    pub tests: Tests,
    /// Sittings in memory.
    pub sittings: Sittings,
    /// The way sittings begin.
    pub starts: Coalescer<StartBatch>,
    /// Sittings the closer leaves alone for a while.
    pub aside: Aside,
    /// The way answers are written.
    pub answers: Coalescer<AnswerBatch>,
    /// The way submissions are written.
    pub submissions: Coalescer<SubmissionBatch>,
    /// How it goes.
    pub figures: Figures,
    /// How tests go by units, counted a moment ago.
    pub overviews: Overviews,
}

impl Assess {
    /// Starts the room on a database. Needs a running tokio runtime.
    #[must_use]
    pub fn new(db: Db, clock: Clock, keys: Sealer, rules: Following) -> Self {
        let answers = AnswerBatch::new(keys.clone(), clock.clone());
        let submissions = SubmissionBatch::new(keys.clone(), clock.clone());
        let few = Limits {
            rows: 100,
            ..Limits::default()
        };
        Self {
            starts: Coalescer::start(db.clone(), StartBatch, few),
            answers: Coalescer::start(db.clone(), answers, Limits::default()),
            submissions: Coalescer::start(db.clone(), submissions, few),
            tests: Tests::new(db.clone(), rules.clone()),
            sittings: Sittings::default(),
            aside: Aside::default(),
            figures: Figures::default(),
            overviews: Overviews::default(),
            db,
            clock,
            keys,
            rules,
        }
    }
}

/// The room's state in an application; made at the first call.
#[must_use]
pub fn of(app: &App) -> Arc<Assess> {
    app.rooms.get_or_init(|| {
        let rules = Following {
            tables: app.rules.clone(),
            clock: app.clock.clone(),
        };
        Assess::new(app.db.clone(), app.clock.clone(), app.sealer.clone(), rules)
    })
}

/// How long saves take, as a histogram of powers of two milliseconds.
#[derive(Default)]
pub struct Figures([AtomicU64; 14]);

impl Figures {
    /// Notes how long a save took.
    pub fn saved(&self, took: Duration) {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
        let place = usize::try_from(ms.ilog2())
            .unwrap_or(0)
            .min(self.0.len() - 1);
        self.0[place].fetch_add(1, Ordering::Relaxed);
        metrics::histogram!("touyan_answer_save_seconds").record(took.as_secs_f64());
    }

    /// Milliseconds within which 99 of 100 saves were done, to the next power of two; none
    /// before the first save.
    #[must_use]
    pub fn p99_ms(&self) -> Option<u64> {
        let counts: Vec<u64> = self
            .0
            .iter()
            .map(|count| count.load(Ordering::Relaxed))
            .collect();
        let all: u64 = counts.iter().sum();
        let mut left = all / 100;
        for (place, count) in counts.iter().enumerate().rev() {
            if *count > left {
                return Some(1 << (place + 1));
            }
            left -= count;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_hundredth_is_left_out() {
        let figures = Figures::default();
        assert_eq!(figures.p99_ms(), None);
        for _ in 0..990 {
            figures.saved(Duration::from_millis(3));
        }
        for _ in 0..10 {
            figures.saved(Duration::from_millis(900));
        }
        assert_eq!(figures.p99_ms(), Some(4));
        figures.saved(Duration::from_millis(900));
        assert_eq!(figures.p99_ms(), Some(1024));
    }
}
