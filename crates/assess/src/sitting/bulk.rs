//! Sittings of the past, many at once: the sample city.
//!
//! Everything a sitting leaves behind is written by the same functions as when somebody sits it:
//! the log with its receipts, the submission, the mark. Only the times are given.

use std::sync::Arc;

use platform::clock::{MINUTE_MS, Millis};
use platform::crypto::Sealer;
use platform::db::{Tx, Value};
use platform::error::{Error, not_found};
use platform::ids::PersonId;
use platform::params;

use super::finish::{self, Ending};
use super::log::{Answer, End, Late};
use super::receipt::{self, Hash};
use super::state::SittingState;
use super::store::{self, SittingRow};
use super::{batch, start};
use crate::test::LiveTest;

/// Sittings whose answers are signed together: a page of receipts reads a whole batch.
const SIGNED_TOGETHER: usize = 8;

/// A sitting as it went.
#[derive(Clone, Debug)]
pub struct PastSitting {
    /// Whose.
    pub person: PersonId,
    /// The person's number in records.
    pub person_no: i64,
    /// The number of the organisation the person belonged to.
    pub org_no: i64,
    /// That organisation's path.
    pub path: String,
    /// When it began.
    pub started_at: Millis,
    /// The number its device chose.
    pub client: i64,
    /// Question and first value of each answer, in any order: they arrive in the order in which
    /// this person sees the paper.
    pub answers: Vec<(i64, i64)>,
    /// Answers given again after all others.
    pub changed: Vec<(i64, i64)>,
    /// When each of them arrived, ascending; as many as there are answers.
    pub moments: Vec<Millis>,
    /// How it ended; a sitting that still goes on has no end.
    pub end: Option<End>,
}

/// Writes sittings of one test. Nobody in `sittings` may have sat it before.
///
/// # Errors
/// The database's, or the keys'.
pub fn insert(
    tx: &mut Tx<'_>,
    keys: &Sealer,
    test: &Arc<LiveTest>,
    sittings: &[PastSitting],
) -> Result<(), Error> {
    for together in sittings.chunks(SIGNED_TOGETHER) {
        let begun = begin(tx, test, together)?;
        write_answers(tx, keys, test, &begun)?;
        end(tx, keys, &begun)?;
    }
    Ok(())
}

type Begun<'a> = (Arc<SittingState>, &'a PastSitting);

/// A person's own deadline.
fn due_at(test: &LiveTest, started_at: Millis) -> Millis {
    started_at
        .plus_ms(test.minutes * MINUTE_MS)
        .min(test.closes_at)
}

fn begin<'a>(
    tx: &mut Tx<'_>,
    test: &Arc<LiveTest>,
    sittings: &'a [PastSitting],
) -> Result<Vec<Begun<'a>>, Error> {
    let rows: Vec<Vec<Value>> = sittings
        .iter()
        .map(|s| {
            let seed = start::seed(test, s.person);
            let due_at = due_at(test, s.started_at);
            params![
                test.id,
                s.person,
                s.person_no,
                s.org_no,
                s.path,
                s.started_at,
                due_at,
                seed
            ]
            .to_vec()
        })
        .collect();
    tx.insert_many(&store::INSERT_SITTING, &rows)?;
    let mut begun = Vec::with_capacity(sittings.len());
    let mut open = Vec::new();
    for sitting in sittings {
        let row: SittingRow =
            store::of_person(tx, test.id, sitting.person)?.ok_or_else(not_found)?;
        if sitting.end.is_none() {
            open.push(params![row.no, row.test, row.due_at].to_vec());
        }
        begun.push((
            Arc::new(SittingState::new(row, Arc::clone(test), 0, None)),
            sitting,
        ));
    }
    tx.insert_many(&store::INSERT_OPEN, &open)?;
    Ok(begun)
}

fn write_answers(
    tx: &mut Tx<'_>,
    keys: &Sealer,
    test: &LiveTest,
    begun: &[Begun<'_>],
) -> Result<(), Error> {
    let mut items: Vec<(i64, Answer)> = Vec::new();
    for (state, sitting) in begun {
        let permutation = state.permutation();
        let mut given = sitting.answers.clone();
        given.sort_by_key(|(question_no, _)| permutation.place(*question_no));
        given.extend(&sitting.changed);
        for ((sequence, (question_no, value)), arrived_at) in
            (1_i64..).zip(given).zip(&sitting.moments)
        {
            let (client, arrived_at) = (sitting.client, *arrived_at);
            let answer = Answer {
                question_no,
                client,
                sequence,
                value,
                arrived_at,
                late: Late::OnTime,
            };
            items.push((state.row.no, answer));
        }
    }
    let Some(last) = items.iter().map(|(_, answer)| answer.arrived_at).max() else {
        return Ok(());
    };
    let batch = receipt::batch_id(last);
    let leaves: Vec<Hash> = items
        .iter()
        .map(|(no, answer)| receipt::answer_leaf(*no, answer))
        .collect();
    let rows: Vec<Vec<Value>> = (0_i64..)
        .zip(&items)
        .map(|(leaf, (no, a))| {
            let late = a.late.code();
            params![
                *no,
                a.question_no,
                a.client,
                a.sequence,
                a.value,
                a.arrived_at,
                late,
                batch,
                leaf
            ]
            .to_vec()
        })
        .collect();
    tx.insert_many(&store::INSERT_ANSWERS, &rows)?;
    tx.insert_many(
        &store::ADD_SAVED,
        &[params![test.id, 0_i64, rows.len()].to_vec()],
    )?;
    batch::sign(tx, keys, batch, last.0, &leaves)
}

fn end(tx: &mut Tx<'_>, keys: &Sealer, begun: &[Begun<'_>]) -> Result<(), Error> {
    let endings: Vec<Ending> = begun
        .iter()
        .filter_map(|(state, sitting)| {
            Some(Ending {
                sitting: Arc::clone(state),
                end: sitting.end?,
            })
        })
        .collect();
    if let Some(last) = endings.iter().map(|ending| ending.end.at).max() {
        finish::finish(tx, keys, last, &endings)?;
    }
    Ok(())
}
