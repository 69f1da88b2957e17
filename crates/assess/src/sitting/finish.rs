//! Submitting and closing: what was saved is graded, once, with a receipt.

use std::collections::HashMap;
use std::sync::Arc;

use platform::clock::{Clock, Millis};
use platform::coalescer::Batch;
use platform::crypto::Sealer;
use platform::db::{Tx, Value};
use platform::error::{Error, internal};
use platform::ids::PersonId;
use platform::{params, sql};

use super::log::{self, Answer, End, EndedBy};
use super::receipt::{self, Hash};
use super::state::{self, SittingState};
use super::{batch, records, store};
use crate::bank::Mark;
use crate::room::Assess;

/// A sitting that ends.
#[derive(Clone)]
pub struct Ending {
    /// Which.
    pub sitting: Arc<SittingState>,
    /// How.
    pub end: End,
}

/// What ending it came to; for a repeat, what the first one came to.
#[derive(Clone, Debug)]
pub struct Finished {
    /// How it ended.
    pub end: End,
    /// How many questions had an answer that counted.
    pub answers: i64,
    /// The short number of the receipt.
    pub receipt: String,
    /// Whether this very call ended it.
    pub first: bool,
}

/// The marks of one sitting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graded {
    /// The sum.
    pub score: Mark,
    /// What each question got, in the paper's order.
    pub each: Vec<Mark>,
}

/// How submissions are written.
pub struct SubmissionBatch {
    keys: Sealer,
    clock: Clock,
}

impl SubmissionBatch {
    /// With the keys to sign with.
    #[must_use]
    pub fn new(keys: Sealer, clock: Clock) -> Self {
        Self { keys, clock }
    }
}

impl Batch for SubmissionBatch {
    type Item = Ending;
    type Ack = Finished;

    const NAME: &'static str = "submit";

    fn write(&self, tx: &mut Tx<'_>, items: &[Ending]) -> Result<Vec<Finished>, Error> {
        finish(tx, &self.keys, self.clock.now(), items)
    }
}

/// Submits a sitting that a request asked for when it arrived.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's sitting; [`Error::Busy`]; the database's.
pub async fn submit(
    assess: &Assess,
    person: PersonId,
    sitting_no: i64,
    arrived_at: Millis,
) -> Result<Finished, Error> {
    let sitting = state::own(assess, person, sitting_no).await?;
    let end = sitting.window().end(arrived_at);
    // From here on whoever saves an answer in time asks for grading again.
    sitting.begin_end();
    let finished = assess
        .submissions
        .put(Ending {
            sitting: Arc::clone(&sitting),
            end,
        })
        .await?;
    sitting.set_end(finished.end);
    Ok(finished)
}

/// Grades what counts.
#[must_use]
pub fn grade(sitting: &SittingState, counted: &std::collections::BTreeMap<i64, Answer>) -> Graded {
    let test = &sitting.test;
    let each: Vec<Mark> = test
        .paper
        .questions
        .iter()
        .map(|question| {
            let value = counted.get(&question.no).map_or(0, |answer| answer.value);
            question.grade(value, test.partial)
        })
        .collect();
    Graded {
        score: each.iter().copied().sum(),
        each,
    }
}

/// The band of a score: 0 below 60 %, then by tens, 4 from 90 %.
#[must_use]
pub fn band(score: Mark, full: Mark) -> i64 {
    let percent = score.0 * 100 / full.0.max(1);
    (percent / 10 - 5).clamp(0, 4)
}

struct Prepared {
    ending: Ending,
    answers: i64,
    digest: Hash,
    graded: Graded,
}

/// Ends sittings: submission, mark and record of each in this transaction. A sitting that has
/// ended already keeps its end.
///
/// # Errors
/// The database's, or the keys'.
pub fn finish(
    tx: &mut Tx<'_>,
    keys: &Sealer,
    now: Millis,
    items: &[Ending],
) -> Result<Vec<Finished>, Error> {
    // The work list first, the log after it: a note that an answer was committed meanwhile waits
    // for this transaction, or was written before and then the answer is read below.
    for item in items {
        take_from_list(tx, item)?;
    }
    let batch = receipt::batch_id(now);
    let mut places: HashMap<i64, usize> = HashMap::with_capacity(items.len());
    let mut prepared: Vec<Prepared> = Vec::with_capacity(items.len());
    for item in items {
        if let std::collections::hash_map::Entry::Vacant(place) = places.entry(item.sitting.row.no)
        {
            place.insert(prepared.len());
            prepared.push(prepare(tx, item)?);
        }
    }
    let mut leaves: Vec<Hash> = prepared.iter().map(leaf).collect();
    let rows: Vec<Vec<Value>> = (0_i64..)
        .zip(&prepared)
        .map(|(leaf, p)| submission_row(p, batch, leaf))
        .collect();
    let written = tx.insert_many(&store::INSERT_SUBMISSIONS, &rows)?;
    let mut finished: Vec<Finished> = prepared
        .iter()
        .zip(&leaves)
        .map(|(p, leaf)| told(p, leaf))
        .collect();
    if written < prepared.len() as u64 {
        for (index, p) in prepared.iter().enumerate() {
            let no = p.ending.sitting.row.no;
            let stored =
                store::submission(tx, no)?.ok_or_else(|| internal("a submission vanished"))?;
            if stored.batch != batch {
                finished[index] = repeat(no, &stored);
                leaves[index] = [0; 32];
            }
        }
    }
    let ours: Vec<&Prepared> = prepared
        .iter()
        .zip(&finished)
        .filter(|(_, done)| done.first)
        .map(|(p, _)| p)
        .collect();
    if !ours.is_empty() {
        batch::sign(tx, keys, batch, now.0, &leaves)?;
        write_marks(tx, now, &ours)?;
        for p in &ours {
            records::finished(tx, &p.ending, p.graded.score)?;
        }
    }
    Ok(items
        .iter()
        .map(|item| finished[places[&item.sitting.row.no]].clone())
        .collect())
}

/// Who runs out of time is done with when this is committed: the closer has waited for whatever
/// was queued. Who hands in themselves is looked at once more a few seconds later, because an
/// answer that arrived before may still wait in a queue, on another node too.
fn take_from_list(tx: &mut Tx<'_>, ending: &Ending) -> Result<(), Error> {
    let no = ending.sitting.row.no;
    match ending.end.by {
        EndedBy::Person => tx.exec(sql!("sql/open_sooner.sql"), params![no, ending.end.at])?,
        EndedBy::Deadline | EndedBy::Closure => {
            tx.exec(sql!("sql/open_delete.sql"), params![no])?
        }
    };
    Ok(())
}

/// Takes a sitting that has ended from the work list and grades it again, if an answer that
/// arrived in time was committed late. The receipt of the submission stays as it was given.
///
/// # Errors
/// The database's.
pub fn grade_again(tx: &mut Tx<'_>, now: Millis, sitting: &Arc<SittingState>) -> Result<(), Error> {
    // In this order for the reason given in `finish`.
    tx.exec(sql!("sql/open_delete.sql"), params![sitting.row.no])?;
    let Some(stored) = store::submission(tx, sitting.row.no)? else {
        return Ok(());
    };
    let ending = Ending {
        sitting: Arc::clone(sitting),
        end: stored.end,
    };
    let prepared = prepare(tx, &ending)?;
    if prepared.digest == stored.digest {
        return Ok(());
    }
    let before = store::mark(tx, sitting.row.no)?;
    write_marks(tx, now, &[&prepared])?;
    if let Some((score, ..)) = before
        && score != prepared.graded.score.0
    {
        records::corrected(tx, now, sitting, prepared.graded.score, Mark(score))?;
    }
    Ok(())
}

fn prepare(tx: &mut Tx<'_>, ending: &Ending) -> Result<Prepared, Error> {
    let sitting = &ending.sitting;
    let answers = store::answers(tx, sitting.row.no)?;
    let counted = log::current(&answers, sitting.window(), Some(ending.end));
    let digest = receipt::answers_digest(counted.values().map(|a| (a.question_no, a.value)));
    let answered = counted.values().filter(|answer| answer.value != 0).count();
    Ok(Prepared {
        graded: grade(sitting, &counted),
        answers: i64::try_from(answered).unwrap_or(i64::MAX),
        digest,
        ending: ending.clone(),
    })
}

fn leaf(p: &Prepared) -> Hash {
    let end = p.ending.end;
    receipt::submission_leaf(p.ending.sitting.row.no, end.at, end.by.as_str(), &p.digest)
}

fn told(p: &Prepared, leaf: &Hash) -> Finished {
    Finished {
        end: p.ending.end,
        answers: p.answers,
        receipt: receipt::short_number(leaf),
        first: true,
    }
}

fn repeat(no: i64, stored: &store::Submission) -> Finished {
    let End { at, by } = stored.end;
    let leaf = receipt::submission_leaf(no, at, by.as_str(), &stored.digest);
    Finished {
        end: stored.end,
        answers: stored.answers,
        receipt: receipt::short_number(&leaf),
        first: false,
    }
}

fn submission_row(p: &Prepared, batch: i64, leaf: i64) -> Vec<Value> {
    let End { at, by } = p.ending.end;
    let no = p.ending.sitting.row.no;
    params![no, at, by.as_str(), p.answers, p.digest, batch, leaf].to_vec()
}

fn write_marks(tx: &mut Tx<'_>, now: Millis, graded: &[&Prepared]) -> Result<(), Error> {
    let mut rows = Vec::with_capacity(graded.len());
    for p in graded {
        let (row, full) = (&p.ending.sitting.row, p.ending.sitting.test.full());
        let detail = serde_json::to_string(&p.graded.each)
            .map_err(|error| internal(format!("marks: {error}")))?;
        let score = p.graded.score;
        let band = band(score, full);
        rows.push(
            params![
                row.no, row.test, row.path, score.0, full.0, band, detail, now
            ]
            .to_vec(),
        );
    }
    tx.insert_many(&store::INSERT_MARKS, &rows)?;
    Ok(())
}

/// When a sitting was finished, as people are told: never after its deadline.
#[must_use]
pub fn finish_time(sitting: &SittingState, end: End) -> Millis {
    match end.by {
        EndedBy::Person => end.at.min(sitting.window().deadline()),
        _ => end.at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_meet_at_the_tens() {
        let full = Mark::whole(100);
        for (score, expected) in [
            (0, 0),
            (5_999, 0),
            (6_000, 1),
            (6_999, 1),
            (7_000, 2),
            (8_000, 3),
            (8_999, 3),
            (9_000, 4),
            (10_000, 4),
        ] {
            assert_eq!(band(Mark(score), full), expected, "{score}");
        }
    }
}
