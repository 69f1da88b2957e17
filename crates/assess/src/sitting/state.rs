//! A sitting in memory, so that saving an answer reads no database.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::{Mutex, RwLock};
use platform::clock::Millis;
use platform::error::{Error, not_found};
use platform::ids::PersonId;

use super::log::{End, Window};
use super::permutation::Permutation;
use super::store::{self, SittingRow};
use crate::room::Assess;
use crate::test::LiveTest;

/// Answers taken for one sitting: a paper of three hundred questions, each changed thirty times.
const MOST_ANSWERS: i64 = 10_000;

/// One sitting.
pub struct SittingState {
    /// Its row.
    pub row: SittingRow,
    /// Its test.
    pub test: Arc<LiveTest>,
    /// The highest sequence heard of.
    top: AtomicI64,
    /// How many answers this process has taken for it.
    taken: AtomicI64,
    end: Mutex<Ending>,
}

#[derive(Clone, Copy, Default)]
struct Ending {
    /// A submission is being written: an answer saved meanwhile may have to be counted again.
    begun: bool,
    /// How it ended, once that is committed.
    known: Option<End>,
}

impl SittingState {
    /// Puts a sitting together.
    #[must_use]
    pub fn new(row: SittingRow, test: Arc<LiveTest>, top: i64, end: Option<End>) -> Self {
        let end = Mutex::new(Ending {
            begun: end.is_some(),
            known: end,
        });
        Self {
            row,
            test,
            top: AtomicI64::new(top),
            taken: AtomicI64::new(0),
            end,
        }
    }

    /// The time within which its answers count.
    #[must_use]
    pub fn window(&self) -> Window {
        Window {
            due_at: self.row.due_at,
            closed_at: self.test.closed_at(),
            grace_ms: self.test.rules().grace_ms,
        }
    }

    /// The order in which this person sees the paper.
    #[must_use]
    pub fn permutation(&self) -> Permutation {
        Permutation::of(self.row.seed, &self.test.paper.shape(), self.test.shuffle)
    }

    /// How it ended, if it did.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.end.lock().known
    }

    /// Whether a submission has begun or is done.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        self.end.lock().begun
    }

    /// Notes that a submission is on its way to the database.
    pub fn begin_end(&self) {
        self.end.lock().begun = true;
    }

    /// Notes how it ended.
    pub fn set_end(&self, end: End) {
        *self.end.lock() = Ending {
            begun: true,
            known: Some(end),
        };
    }

    /// Whether more answers are taken. Beyond what anybody gives by hand they are not: nothing is
    /// ever deleted, so a disk must not be filled by one person.
    #[must_use]
    pub fn takes_more(&self) -> bool {
        self.taken.load(Ordering::Relaxed) <= MOST_ANSWERS
    }

    /// Counts answers that were written. What could not be written is not counted, so that no
    /// outage locks out whoever kept trying.
    pub fn took(&self, answers: usize) {
        let answers = i64::try_from(answers).unwrap_or(i64::MAX);
        self.taken.fetch_add(answers, Ordering::Relaxed);
    }

    /// The highest sequence heard of.
    #[must_use]
    pub fn top(&self) -> i64 {
        self.top.load(Ordering::Acquire)
    }

    /// Notes a sequence.
    pub fn heard(&self, sequence: i64) {
        self.top.fetch_max(sequence, Ordering::AcqRel);
    }

    /// The next sequence, for forms without a script.
    #[must_use]
    pub fn next_sequence(&self) -> i64 {
        self.top.fetch_add(1, Ordering::AcqRel) + 1
    }
}

/// Sittings in memory by their number.
#[derive(Default)]
pub struct Sittings(RwLock<HashMap<i64, Arc<SittingState>>>);

impl Sittings {
    /// A sitting that was touched before.
    #[must_use]
    pub fn get(&self, no: i64) -> Option<Arc<SittingState>> {
        self.0.read().get(&no).cloned()
    }

    /// Keeps a sitting; whoever came first keeps its copy.
    pub fn keep(&self, state: SittingState) -> Arc<SittingState> {
        Arc::clone(
            self.0
                .write()
                .entry(state.row.no)
                .or_insert_with(|| Arc::new(state)),
        )
    }

    /// Forgets sittings whose test ended before `before`.
    pub fn forget(&self, before: Millis) {
        self.0
            .write()
            .retain(|_, sitting| sitting.test.ends_at() >= before);
    }
}

/// A sitting of this person; anybody else's is not found.
///
/// # Errors
/// [`Error::NotFound`]; the database's on the first touch.
pub async fn own(assess: &Assess, person: PersonId, no: i64) -> Result<Arc<SittingState>, Error> {
    let state = any(assess, no).await?;
    if state.row.person == person {
        Ok(state)
    } else {
        Err(not_found())
    }
}

/// A sitting by its number, for the closer.
///
/// # Errors
/// [`Error::NotFound`]; the database's on the first touch.
pub async fn any(assess: &Assess, no: i64) -> Result<Arc<SittingState>, Error> {
    if let Some(state) = assess.sittings.get(no) {
        return Ok(state);
    }
    let (row, top, end) = assess
        .db
        .point("load_sitting", move |tx| {
            let row = store::by_no(tx, no)?;
            Ok((row, store::top_sequence(tx, no)?, store::end(tx, no)?))
        })
        .await?;
    let test = assess.tests.get(row.test).await?;
    Ok(assess.sittings.keep(SittingState::new(row, test, top, end)))
}
