//! Saving answers: validate, queue, commit, acknowledge.

use std::sync::Arc;

use platform::clock::{Millis, Monotonic};
use platform::error::{Error, bad_request, busy, conflict};
use platform::ids::PersonId;
use platform::params;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::batch::{Ack, Item};
use super::log::{Answer, Late};
use super::state::{self, SittingState};
use super::{receipt, store};
use crate::room::Assess;

/// The most answers in one request: a whole paper several times over.
pub const MAX_ITEMS: usize = 400;
/// The largest body a save may have, bytes.
pub const MAX_BODY: usize = 64 * 1024;
/// How often a form's answer is tried under another number.
const TRIES: usize = 3;
/// Numbers a browser can hold exactly.
const MAX_SAFE: i64 = (1 << 53) - 1;

/// What a page sends.
#[derive(Deserialize, Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveRequest {
    /// The device or page that writes: a random number it chose.
    pub client: i64,
    /// The hash of the paper it answers, as in the paper's address; left out, any.
    #[serde(default)]
    pub paper: Option<String>,
    /// The answers.
    pub items: Vec<SaveItem>,
}

/// One answer a page sends.
#[derive(Deserialize, Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveItem {
    /// The question's number on the paper.
    pub q: i64,
    /// The sequence.
    pub seq: i64,
    /// The chosen options as a bit mask in the author's order.
    pub value: i64,
}

/// What a page is told of one answer.
#[derive(Serialize, Debug, ToSchema)]
pub struct SavedItem {
    /// The question.
    pub q: i64,
    /// The sequence.
    pub seq: i64,
    /// The number of its receipt, when it is saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// When it arrived, epoch milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// Whether it arrived too late to count.
    pub late: bool,
    /// Why it is not saved: `conflict` for good, `busy` for now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<&'static str>,
}

/// The answer to a save.
#[derive(Serialize, Debug, ToSchema)]
pub struct SaveAnswer {
    /// The server's time, epoch milliseconds.
    pub now: i64,
    /// When the sitting ends, epoch milliseconds.
    pub due: i64,
    /// The highest sequence heard of: the page continues above it.
    pub top: i64,
    /// Each answer in the order sent.
    pub items: Vec<SavedItem>,
    /// Whether the sitting has ended.
    pub ended: bool,
}

/// Saves answers that arrived at a moment.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's sitting; [`Error::BadRequest`] when an answer cannot
/// be one to this paper, and then none is taken; [`Error::Busy`] when the queue is full.
pub async fn save(
    assess: &Assess,
    person: PersonId,
    sitting_no: i64,
    arrived_at: Millis,
    request: &SaveRequest,
) -> Result<SaveAnswer, Error> {
    let sitting = state::own(assess, person, sitting_no).await?;
    let items = validated(&sitting, arrived_at, request)?;
    if !sitting.takes_more() {
        return Err(conflict("sitting-too-many"));
    }
    let started = Monotonic::now();
    let acks = assess.answers.put_all(items).await?;
    assess.figures.saved(started.elapsed());
    let mut counted_after_all = false;
    let items: Vec<SavedItem> = request
        .items
        .iter()
        .zip(acks)
        .map(|(item, ack)| {
            let saved = told(item, ack);
            if saved.refused.is_none() {
                sitting.heard(item.seq);
                counted_after_all |= !saved.late;
            }
            saved
        })
        .collect();
    sitting.took(items.iter().filter(|item| item.refused.is_none()).count());
    if counted_after_all && (sitting.is_ending() || assess.clock.now() > sitting.window().last()) {
        grade_again(assess, &sitting).await?;
    }
    Ok(SaveAnswer {
        now: assess.clock.now().0,
        due: sitting.window().deadline().0,
        top: sitting.top(),
        items,
        ended: sitting.end().is_some(),
    })
}

/// Saves one answer of a plain form, under the next sequence.
///
/// # Errors
/// As [`save`]; [`Error::Busy`] when it could not be saved now.
pub async fn save_form(
    assess: &Assess,
    person: PersonId,
    sitting_no: i64,
    arrived_at: Millis,
    answer: FormAnswer,
) -> Result<SaveAnswer, Error> {
    let sitting = state::own(assess, person, sitting_no).await?;
    for _ in 0..TRIES {
        let item = SaveItem {
            q: answer.question_no,
            seq: sitting.next_sequence(),
            value: answer.value,
        };
        let request = SaveRequest {
            client: answer.client,
            paper: None,
            items: vec![item],
        };
        let saved = save(assess, person, sitting_no, arrived_at, &request).await?;
        match saved.items.first().and_then(|item| item.refused) {
            None => return Ok(saved),
            // Another node gave this number to the same session: the next one is free.
            Some("conflict") => {}
            // A form must never go on as if it had been saved.
            Some(_) => return Err(busy()),
        }
    }
    Err(busy())
}

/// An answer that came by a plain form.
#[derive(Clone, Copy, Debug)]
pub struct FormAnswer {
    /// A number for the session it came from.
    pub client: i64,
    /// The question.
    pub question_no: i64,
    /// The chosen options.
    pub value: i64,
}

fn validated(
    sitting: &SittingState,
    arrived_at: Millis,
    request: &SaveRequest,
) -> Result<Vec<Item>, Error> {
    let safe = 1..=MAX_SAFE;
    if request.items.is_empty()
        || request.items.len() > MAX_ITEMS
        || !safe.contains(&request.client)
    {
        return Err(bad_request("sitting-unreadable"));
    }
    // What a phone kept of another paper can be no answer to this one, whatever its numbers.
    if request
        .paper
        .as_ref()
        .is_some_and(|hash| *hash != sitting.test.paper.hash)
    {
        return Err(bad_request("sitting-no-such-answer"));
    }
    let late = sitting.window().judge(arrived_at, sitting.end());
    request
        .items
        .iter()
        .map(|item| {
            let question = sitting.test.paper.question(item.q);
            if !safe.contains(&item.seq) || !question.is_some_and(|q| q.takes(item.value)) {
                return Err(bad_request("sitting-no-such-answer"));
            }
            let answer = Answer {
                question_no: item.q,
                client: request.client,
                sequence: item.seq,
                value: item.value,
                arrived_at,
                late,
            };
            Ok(Item {
                test: sitting.row.test,
                sitting_no: sitting.row.no,
                answer,
            })
        })
        .collect()
}

fn told(item: &SaveItem, ack: Result<Ack, Error>) -> SavedItem {
    let blank = SavedItem {
        q: item.q,
        seq: item.seq,
        receipt: None,
        at: None,
        late: false,
        refused: None,
    };
    match ack {
        Ok(Ack::Saved { answer, leaf }) => SavedItem {
            receipt: Some(receipt::short_number(&leaf)),
            at: Some(answer.arrived_at.0),
            late: answer.late != Late::OnTime,
            ..blank
        },
        Ok(Ack::Conflict) => SavedItem {
            refused: Some("conflict"),
            ..blank
        },
        Err(error) => {
            tracing::warn!(error = %error, "an answer was not saved");
            SavedItem {
                refused: Some("busy"),
                ..blank
            }
        }
    }
}

/// An answer that arrived in time was committed after the sitting had ended: the closer grades
/// again, so that what counts is decided by arrival and not by the queue. A row that is there
/// already does as well: whoever takes it from the list reads the log afterwards.
async fn grade_again(assess: &Assess, sitting: &Arc<SittingState>) -> Result<(), Error> {
    let (row, now) = (sitting.row.clone(), assess.clock.now());
    assess
        .db
        .write("grade_again", move |tx| {
            let open = params![row.no, row.test, now].to_vec();
            tx.insert_many(&store::INSERT_OPEN, &[open])?;
            Ok(())
        })
        .await
}
