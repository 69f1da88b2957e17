//! After a sitting: the list of receipts, to read, to keep and to print.

use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go;
use platform::web::{Answer, Cx, View};

use super::finish::finish_time;
use super::log::{EndedBy, Late};
use super::look::{Look, look, option_text};
use super::receipt;
use super::results::{mark, score_is_shown, score_words};
use super::store::{self, Logged, Submission};
use crate::bank::question::option_letter;
use crate::paper::body::PaperQuestion;
use crate::room::{self, Assess};

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
    late: usize,
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
        late: look.late(),
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
