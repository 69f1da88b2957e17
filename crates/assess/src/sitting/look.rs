//! What a page shows of a sitting: the questions in this person's order, what is answered, what
//! was saved last.

use std::collections::BTreeMap;
use std::sync::Arc;

use platform::error::Error;
use platform::ids::PersonId;
use platform::web::Cx;
use serde::Serialize;
use utoipa::ToSchema;

use super::log::{self, Answer, Late};
use super::receipt;
use super::state::{self, SittingState};
use super::store::{self, Logged};
use crate::bank::QuestionKind;
use crate::bank::question::option_letter;
use crate::paper::body::PaperQuestion;
use crate::room::Assess;

/// A sitting with everything that arrived for it.
pub struct Look {
    /// The sitting.
    pub sitting: Arc<SittingState>,
    /// Everything that arrived, in order.
    pub logged: Vec<Logged>,
    /// What counts of it now.
    pub current: BTreeMap<i64, Answer>,
}

/// Looks at a person's own sitting. What another node wrote becomes known here: the highest
/// sequence, so that a form continues above it, and the end.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; the database's.
pub async fn look(assess: &Assess, person: PersonId, no: i64) -> Result<Look, Error> {
    let sitting = state::own(assess, person, no).await?;
    let (logged, end) = assess
        .db
        .point("look_at_sitting", move |tx| {
            Ok((store::logged(tx, no)?, store::end(tx, no)?))
        })
        .await?;
    if let Some(top) = logged.iter().map(|entry| entry.answer.sequence).max() {
        sitting.heard(top);
    }
    if let Some(end) = end {
        sitting.set_end(end);
    }
    let answers: Vec<Answer> = logged.iter().map(|entry| entry.answer).collect();
    let current = log::current(&answers, sitting.window(), sitting.end());
    Ok(Look {
        sitting,
        logged,
        current,
    })
}

impl Look {
    /// The value that counts for a question; 0 without one.
    #[must_use]
    pub fn value(&self, question_no: i64) -> i64 {
        self.current
            .get(&question_no)
            .map_or(0, |answer| answer.value)
    }

    /// How many questions have an answer that counts.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.current
            .values()
            .filter(|answer| answer.value != 0)
            .count()
    }

    /// How many questions there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.sitting.test.paper.questions.len()
    }

    /// When the last answer arrived and the number of its receipt.
    #[must_use]
    pub fn last_saved(&self) -> Option<(String, String)> {
        let last = &self.logged.last()?.answer;
        let leaf = receipt::answer_leaf(self.sitting.row.no, last);
        Some((last.arrived_at.second_text(), receipt::short_number(&leaf)))
    }

    /// Whether answers came from more than one device.
    #[must_use]
    pub fn several_devices(&self) -> bool {
        log::several_devices(self.current.values())
    }

    /// What counts by question, as the page's script takes it.
    #[must_use]
    pub fn latest(&self) -> BTreeMap<i64, Latest> {
        let latest = |answer: &Answer| Latest {
            seq: answer.sequence,
            value: answer.value,
        };
        self.current
            .iter()
            .map(|(question, answer)| (*question, latest(answer)))
            .collect()
    }

    /// How many answers came too late to count.
    #[must_use]
    pub fn late(&self) -> usize {
        self.logged
            .iter()
            .filter(|entry| entry.answer.late != Late::OnTime)
            .count()
    }
}

/// The answer of a question that counts, as a page merges it with its own.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Latest {
    /// Its sequence: the higher one counts, whichever device wrote it.
    pub seq: i64,
    /// The chosen options as a bit mask in the author's order; 0 when it was taken back.
    pub value: i64,
}

/// An option as one person sees it.
pub struct OptionLine {
    /// Its letter at this place; empty for 对 and 错.
    pub letter: String,
    /// What choosing it sends: its bit in the author's order.
    pub bit: i64,
    /// Its words.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The options of a question in this person's order.
#[must_use]
pub fn options(
    cx: &Cx,
    sitting: &SittingState,
    question: &PaperQuestion,
    value: i64,
) -> Vec<OptionLine> {
    let permutation = sitting.permutation();
    (0_u8..)
        .zip(permutation.options_of(question.no))
        .map(|(place, author)| {
            let bit = 1_i64 << author;
            let statement = question.kind == QuestionKind::TrueFalse;
            OptionLine {
                letter: if statement {
                    String::new()
                } else {
                    option_letter(place).to_string()
                },
                bit,
                text: option_text(cx, question, *author),
                chosen: value & bit != 0,
            }
        })
        .collect()
}

/// The words of an option by its place in the author's order.
#[must_use]
pub fn option_text(cx: &Cx, question: &PaperQuestion, author: u8) -> String {
    match (question.kind, author) {
        (QuestionKind::TrueFalse, 0) => cx.t("paper-true"),
        (QuestionKind::TrueFalse, _) => cx.t("paper-false"),
        _ => question
            .options
            .get(usize::from(author))
            .cloned()
            .unwrap_or_default(),
    }
}

/// The words of a kind of question.
#[must_use]
pub fn kind_words(cx: &Cx, kind: QuestionKind) -> String {
    cx.t(match kind {
        QuestionKind::Single => "paper-kind-single",
        QuestionKind::Multiple => "paper-kind-multiple",
        QuestionKind::TrueFalse => "paper-kind-true-false",
    })
}
