//! Putting questions of the bank on a paper.

use axum::http::StatusCode;
use platform::clock::Millis;
use platform::error::invalid;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::PaperId;
use super::pages::{Paper, find, kind_words, marks, newest, write_version};
use super::store::Placed;
use crate::bank::Mark;
use crate::question::QuestionId;
use crate::question::pages::{query_of, scope, wanted};
use crate::question::store::list_scoped;

/// The most questions of a paper.
const MOST: usize = 300;

struct Offered {
    id: QuestionId,
    kind: String,
    text: String,
    on_paper: bool,
}

#[derive(askama::Template)]
#[template(path = "paper_questions.html")]
struct Add {
    v: View,
    f: Form,
    paper: Paper,
    lines: Vec<Offered>,
    q: String,
    filters: Vec<(String, String, bool)>,
    next: Option<String>,
}

/// Questions of the bank to choose from.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; the database's.
pub async fn choose(cx: Cx, Path(id): Path<PaperId>) -> Answer {
    let form = Form::filled(&cx, [("marks", "2")]);
    choose_page(&cx, id, StatusCode::OK, form).await
}

async fn choose_page(cx: &Cx, id: PaperId, status: StatusCode, f: Form) -> Answer {
    let (scope, wanted) = (scope(cx)?, wanted(cx));
    let (narrowed, after) = (wanted.clone(), after(cx));
    let (paper, placed, mut rows) = cx
        .app
        .db
        .point("paper_questions", move |tx| {
            let (paper, placed) = find(tx, scope, id)?;
            let rows = list_scoped(tx, scope.person, scope.today, &narrowed, after)?;
            Ok((paper, placed, rows))
        })
        .await?;
    let more = rows.len() > 50;
    rows.truncate(50);
    let query = query_of(&wanted);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| format!("?{query}&after={}-{}", row.created_at.0, row.id));
    let words = kind_words(cx);
    let mut filters = vec![(cx.t("bank-all"), "?".to_owned(), wanted.kind.is_empty())];
    filters.extend(
        words
            .iter()
            .map(|(code, words)| (words.clone(), format!("?kind={code}"), wanted.kind == *code)),
    );
    let lines = rows
        .into_iter()
        .map(|row| Offered {
            on_paper: placed.iter().any(|line| line.question == row.id),
            kind: words
                .iter()
                .find(|(code, _)| *code == row.kind)
                .map(|w| w.1.clone())
                .unwrap_or_default(),
            id: row.id,
            text: row.text,
        })
        .collect();
    let page = Add {
        f,
        paper,
        lines,
        q: wanted.words.clone(),
        filters,
        next,
        v: cx.view().await?,
    };
    cx.page_with(status, &page)
}

fn after(cx: &Cx) -> (Millis, QuestionId) {
    cx.query("after")
        .and_then(|text| {
            let (at, id) = text.split_once('-')?;
            Some((Millis(at.parse().ok()?), id.parse().ok()?))
        })
        .unwrap_or((Millis(i64::MAX), QuestionId([0xff; 16])))
}

/// Adds the chosen questions at the end, each with the same marks.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; what is wrong with the fields comes back on the page.
pub async fn add(cx: Cx, Path(id): Path<PaperId>, mut form: Form) -> Answer {
    let (scope, now) = (scope(&cx)?, cx.app.clock.now());
    let chosen: Vec<QuestionId> = form
        .all("question")
        .iter()
        .filter_map(|id| id.parse().ok())
        .collect();
    let marks = marks(form.value("marks"));
    if marks.is_none() {
        form.fail_key("marks", "paper-marks-range");
    }
    if chosen.is_empty() {
        form.fail_key("", "paper-choose-question");
    }
    let Some(marks) = marks.filter(|_| !form.has_errors()) else {
        return choose_page(&cx, id, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    };
    let written = cx
        .app
        .db
        .write("add_to_paper", move |tx| {
            let (paper, lines) = find(tx, scope, id)?;
            let mut placed: Vec<Placed> = lines
                .iter()
                .map(|line| (line.version, Mark(line.full)))
                .collect();
            for question in &chosen {
                let on_paper = lines.iter().any(|line| line.question == *question);
                if let Some(version) = newest(tx, scope, *question)?.filter(|_| !on_paper) {
                    placed.push((version, marks));
                }
            }
            if placed.len() > MOST {
                return Err(invalid("", "paper-too-long"));
            }
            write_version(tx, scope, id, paper.number, now, &placed)
        })
        .await;
    match written {
        Ok(()) => go_saying(&format!("/staff/papers/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            choose_page(&cx, id, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
    }
}
