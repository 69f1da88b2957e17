//! After a sitting: the list of receipts to keep, and the member's own result.

use platform::clock::Millis;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::{go, json};
use platform::web::{Answer, Cx, View};
use platform::{params, sql};
use serde::Serialize;
use utoipa::ToSchema;

use super::finish::finish_time;
use super::log::{EndedBy, Late};
use super::look::{Look, kind_words, look, option_text};
use super::receipt::{self, Step};
use super::store::{self, Logged, Submission};
use crate::bank::Mark;
use crate::bank::question::option_letter;
use crate::paper::body::PaperQuestion;
use crate::room::{self, Assess};
use crate::test::{ScoreShown, TestId};

/// One answer on the list of receipts.
struct ReceiptLine {
    place: usize,
    at: String,
    chosen: String,
    number: String,
    late: bool,
}

#[derive(askama::Template)]
#[template(path = "sitting_receipt.html")]
struct Receipt {
    v: View,
    no: i64,
    test: String,
    name: String,
    end: Option<Ended>,
    answered: usize,
    total: usize,
    lines: Vec<ReceiptLine>,
    score: Option<String>,
    result_from: String,
    released: bool,
}

/// How it ended, in words.
struct Ended {
    words: String,
    at: String,
    number: String,
}

/// The receipts of a sitting, to read and to print.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's sitting; the database's.
pub async fn receipts(cx: Cx, Path(no): Path<i64>) -> Answer {
    let assess = room::of(&cx.app);
    let look = look(&assess, cx.person()?, no).await?;
    let now = assess.clock.now();
    let submission = submission(&assess, no).await?;
    if submission.is_none() && now <= look.sitting.window().last() {
        return go(&format!("/sittings/{no}"));
    }
    let test = &look.sitting.test;
    let score = if score_is_shown(&look, now) {
        mark(&assess, no).await?
    } else {
        None
    };
    let page = Receipt {
        no,
        test: test.title.clone(),
        name: cx.who()?.name.clone(),
        end: submission
            .as_ref()
            .map(|submission| ended(&cx, &look, submission)),
        answered: look.answered(),
        total: look.total(),
        lines: look
            .logged
            .iter()
            .rev()
            .map(|entry| line(&cx, &look, entry))
            .collect(),
        score: score.map(|(score, full, _)| score_words(&cx, score, full)),
        result_from: test.ends_at().minute_text(),
        released: test.is_released(now),
        v: cx.view().await?,
    };
    cx.page(&page)
}

async fn submission(assess: &Assess, no: i64) -> Result<Option<Submission>, Error> {
    assess
        .db
        .point("submission", move |tx| store::submission(tx, no))
        .await
}

async fn mark(assess: &Assess, no: i64) -> Result<Option<(i64, i64, String)>, Error> {
    assess.db.point("mark", move |tx| store::mark(tx, no)).await
}

fn score_is_shown(look: &Look, now: Millis) -> bool {
    let test = &look.sitting.test;
    test.is_released(now) || test.score_shown == ScoreShown::AfterSubmission
}

fn score_words(cx: &Cx, score: i64, full: i64) -> String {
    let (score, full) = (Mark(score).to_string(), Mark(full).to_string());
    cx.ta("sitting-score", &[("score", &score), ("full", &full)])
}

fn ended(cx: &Cx, look: &Look, submission: &Submission) -> Ended {
    let end = submission.end;
    let leaf = receipt::submission_leaf(
        look.sitting.row.no,
        end.at,
        end.by.as_str(),
        &submission.digest,
    );
    let key = match end.by {
        EndedBy::Person => "sitting-ended-person",
        EndedBy::Deadline => "sitting-ended-deadline",
        EndedBy::Closure => "sitting-ended-closure",
    };
    let at = finish_time(&look.sitting, end);
    Ended {
        words: cx.t(key),
        at: format!("{} {}", at.date(), at.second_text()),
        number: receipt::short_number(&leaf),
    }
}

fn line(cx: &Cx, look: &Look, entry: &Logged) -> ReceiptLine {
    let answer = &entry.answer;
    let leaf = receipt::answer_leaf(look.sitting.row.no, answer);
    let permutation = look.sitting.permutation();
    let question = look.sitting.test.paper.question(answer.question_no);
    ReceiptLine {
        place: permutation.place(answer.question_no).unwrap_or_default(),
        at: answer.arrived_at.second_text(),
        chosen: question.map_or_else(String::new, |q| chosen(cx, look, q, answer.value)),
        number: receipt::short_number(&leaf),
        late: answer.late != Late::OnTime,
    }
}

/// What was chosen, by the letters this person saw.
fn chosen(cx: &Cx, look: &Look, question: &PaperQuestion, value: i64) -> String {
    if value == 0 {
        return cx.t("sitting-nothing-chosen");
    }
    let permutation = look.sitting.permutation();
    let options = permutation.options_of(question.no);
    let chosen = (0_u8..)
        .zip(options)
        .filter(|(_, author)| value >> **author & 1 == 1);
    if question.options.is_empty() {
        return chosen
            .map(|(_, author)| option_text(cx, question, *author))
            .collect();
    }
    chosen.map(|(place, _)| option_letter(place)).collect()
}

/// A receipt whole, for whoever wants to check it: leaf, steps, root, signature.
#[derive(Serialize, ToSchema)]
pub(super) struct Proof {
    question: i64,
    client: i64,
    sequence: i64,
    value: i64,
    arrived: i64,
    late: i64,
    /// As the page shows it.
    number: String,
    /// Hexadecimal, as the digests that follow.
    leaf: String,
    /// From the leaf up: on which side the sibling stands, and the sibling.
    #[schema(value_type = Vec<Vec<String>>)]
    steps: Vec<(&'static str, String)>,
    root: String,
    /// Ed25519 over the root.
    signature: String,
}

/// The receipts of a sitting.
#[derive(Serialize, ToSchema)]
pub(super) struct Proofs {
    sitting: i64,
    /// Ed25519, hexadecimal.
    public_key: String,
    answers: Vec<Proof>,
}

/// The receipts as JSON with everything needed to check them.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's sitting; the database's.
#[utoipa::path(
    get, path = "/sittings/{sitting}/receipts.json", tag = "sitting",
    params(("sitting" = i64, Path, description = "The sitting's number")),
    responses(
        (status = 200, description = "Every answer with what proves that it was kept", body = Proofs),
        (status = 404, description = "Somebody else's, or none", content_type = "application/problem+json"),
    )
)]
pub async fn proofs(cx: Cx, Path(no): Path<i64>) -> Answer {
    let assess = room::of(&cx.app);
    let look = look(&assess, cx.person()?, no).await?;
    let answers = assess
        .db
        .read("receipts", move |tx| {
            let logged = store::logged(tx, no)?;
            logged
                .iter()
                .map(|entry| proof(tx, no, entry))
                .collect::<Result<Vec<_>, Error>>()
        })
        .await?;
    let public_key = hex(&assess.keys.provider().public_key());
    json(&Proofs {
        sitting: look.sitting.row.no,
        public_key,
        answers,
    })
}

fn proof(tx: &mut platform::db::Tx<'_>, no: i64, entry: &Logged) -> Result<Proof, Error> {
    let (root, signature, leaves) = store::batch(tx, entry.batch)?;
    let leaf = receipt::answer_leaf(no, &entry.answer);
    let steps = receipt::unpack(&leaves)
        .zip(usize::try_from(entry.leaf).ok())
        .and_then(|(leaves, index)| receipt::path(&leaves, index))
        .unwrap_or_default();
    let answer = entry.answer;
    Ok(Proof {
        question: answer.question_no,
        client: answer.client,
        sequence: answer.sequence,
        value: answer.value,
        arrived: answer.arrived_at.0,
        late: answer.late.code(),
        number: receipt::short_number(&leaf),
        leaf: hex(&leaf),
        steps: steps
            .iter()
            .map(|step| match step {
                Step::Left(hash) => ("left", hex(hash)),
                Step::Right(hash) => ("right", hex(hash)),
            })
            .collect(),
        root: hex(&root),
        signature: hex(&signature),
    })
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

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
