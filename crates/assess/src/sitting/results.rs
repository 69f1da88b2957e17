//! The member's own result, which nobody else reads.

use platform::clock::Millis;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::{Answer, Cx, View};
use platform::{params, sql};

use super::look::{Look, kind_words, look};
use super::store;
use crate::bank::Mark;
use crate::paper::body::PaperQuestion;
use crate::room::{self, Assess};
use crate::test::{ScoreShown, TestId};

/// A question on the result page.
struct Reviewed {
    place: usize,
    kind: String,
    text: String,
    options: Vec<ReviewedOption>,
    got: String,
    full: String,
    right: bool,
    explanation: String,
    source: String,
}

struct ReviewedOption {
    letter: String,
    text: String,
    chosen: bool,
    right: bool,
}

#[derive(askama::Template)]
#[template(path = "sitting_result.html")]
struct ResultPage {
    v: View,
    no: i64,
    title: String,
    released: bool,
    from: String,
    score: Option<String>,
    wrong: Vec<Reviewed>,
    right: usize,
    total: usize,
}

/// The member's own result: the score, and every wrong answer with its explanation once no
/// answer can count any more. Nobody else reads it.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's sitting; the database's.
pub async fn result(cx: Cx, Path(no): Path<i64>) -> Answer {
    let assess = room::of(&cx.app);
    let look = look(&assess, cx.person()?, no).await?;
    let now = assess.clock.now();
    let test = &look.sitting.test;
    let stored = if look.sitting.end().is_some() {
        mark(&assess, no).await?
    } else {
        None
    };
    let released = test.is_released(now) && stored.is_some();
    let mut wrong = Vec::new();
    let mut right = 0;
    if released && let Some((_, _, detail)) = &stored {
        let each: Vec<Mark> = serde_json::from_str(detail).unwrap_or_default();
        let notes = explanations(&assess, test.id).await?;
        let all = reviewed(&cx, &look, &each, &notes);
        right = all.iter().filter(|question| question.right).count();
        wrong = all.into_iter().filter(|question| !question.right).collect();
    }
    let shown = if score_is_shown(&look, now) {
        stored
    } else {
        None
    };
    let page = ResultPage {
        no,
        title: test.title.clone(),
        released,
        from: test.ends_at().minute_text(),
        score: shown.map(|(score, full, _)| score_words(&cx, score, full)),
        wrong,
        right,
        total: look.total(),
        v: cx.view().await?,
    };
    cx.page(&page)
}

async fn explanations(assess: &Assess, test: TestId) -> Result<Vec<(String, String)>, Error> {
    assess
        .db
        .point("explanations", move |tx| {
            Ok(tx.all(sql!("sql/explanations.sql"), params![test])?)
        })
        .await
}

fn reviewed(cx: &Cx, look: &Look, each: &[Mark], notes: &[(String, String)]) -> Vec<Reviewed> {
    let permutation = look.sitting.permutation();
    let paper = &look.sitting.test.paper;
    (1_usize..)
        .zip(&permutation.order)
        .filter_map(|(place, no)| Some((place, *no, paper.question(*no)?)))
        .map(|(place, no, question)| {
            let index = usize::try_from(no - 1).unwrap_or(usize::MAX);
            let got = each.get(index).copied().unwrap_or_default();
            let value = look.value(no);
            let note = notes.get(index).cloned().unwrap_or_default();
            Reviewed {
                place,
                kind: kind_words(cx, question.kind),
                text: question.text.clone(),
                options: reviewed_options(cx, look, question, value),
                got: got.to_string(),
                full: question.full.to_string(),
                right: got == question.full,
                explanation: note.0,
                source: note.1,
            }
        })
        .collect()
}

fn reviewed_options(
    cx: &Cx,
    look: &Look,
    question: &PaperQuestion,
    value: i64,
) -> Vec<ReviewedOption> {
    super::look::options(cx, &look.sitting, question, value)
        .into_iter()
        .map(|option| ReviewedOption {
            right: question.key & option.bit != 0,
            letter: option.letter,
            text: option.text,
            chosen: option.chosen,
        })
        .collect()
}

/// The mark of a sitting, when it has one: score, full marks, the mark of each question.
pub(super) async fn mark(assess: &Assess, no: i64) -> Result<Option<(i64, i64, String)>, Error> {
    assess.db.point("mark", move |tx| store::mark(tx, no)).await
}

/// Whether the member may see the score now.
pub(super) fn score_is_shown(look: &Look, now: Millis) -> bool {
    let test = &look.sitting.test;
    test.is_released(now) || test.score_shown == ScoreShown::AfterSubmission
}

/// `86 分（满分 100）`.
pub(super) fn score_words(cx: &Cx, score: i64, full: i64) -> String {
    let (score, full) = (Mark(score).to_string(), Mark(full).to_string());
    cx.ta("sitting-score", &[("score", &score), ("full", &full)])
}
