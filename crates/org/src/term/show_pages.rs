//! One term: its end, the superior's reminders and letter, an end that was approved to differ.

use axum::http::StatusCode;
use jiff::civil::Date;
use platform::error::{Error, invalid};
use platform::paper::DOCX;
use platform::web::context::Path;
use platform::web::respond::{download, go_saying};
use platform::web::{Answer, Cx, Form, View};

use super::TermId;
use super::letter::letter;
use super::list_pages::left;
use super::remind::{NewReminder, ReminderId, WAYS, remind};
use super::shift::{NewShift, shift};
use super::store::{self, Present, Reminder};
use crate::finding::{Limits, refresh};
use crate::tree::pages::{kind_words, scope};

const WORDS: usize = 500;

#[derive(askama::Template)]
#[template(path = "term_show.html")]
struct Show {
    v: View,
    f: Form,
    present: Present,
    crumbs: Vec<(String, String)>,
    kind: String,
    left: String,
    approved: String,
    reason: String,
    reminders: Vec<(String, Reminder)>,
    ways: Vec<(String, String)>,
    last: bool,
    may_edit: bool,
}

/// A term.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(term): Path<TermId>) -> Answer {
    let today = cx.app.clock.today().to_string();
    let id = ReminderId::fresh(&cx.app.clock).to_string();
    let form = Form::filled(
        &cx,
        [
            ("reminded_on", today.clone()),
            ("approved_on", today),
            ("way", "call".to_owned()),
            ("id", id),
        ],
    );
    page(&cx, term, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: TermId, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, "org.read")?;
    let (term, reminders, last) = cx
        .app
        .db
        .read("term", move |tx| {
            let term = store::find_scoped(tx, scope, id)?;
            let last = store::is_last(tx, &term)?;
            Ok((store::reminders(tx, term.id)?, last, term))
        })
        .await
        .map(|(reminders, last, term)| (term, reminders, last))?;
    let way = |code: &str| cx.t(&format!("term-way-{code}"));
    let page = Show {
        crumbs: vec![
            (cx.t("home-staff"), "/staff".to_owned()),
            (cx.t("term-nav"), "/staff/terms".to_owned()),
            (term.org_name.clone(), String::new()),
        ],
        kind: kind_words(cx, term.kind),
        left: left(cx, term.ends_on(), cx.app.clock.today()),
        approved: approved(cx, &term),
        reason: term.reason.clone().unwrap_or_default(),
        reminders: reminders
            .into_iter()
            .map(|one| (way(&one.way), one))
            .collect(),
        ways: WAYS
            .iter()
            .map(|code| ((*code).to_owned(), way(code)))
            .collect(),
        last,
        may_edit: cx.may("org.edit").await?,
        v: cx.view().await?,
        f,
        present: term,
    };
    cx.page_with(status, &page)
}

/// Who approved another end, and when.
fn approved(cx: &Cx, term: &Present) -> String {
    let (Some(who), Some(day)) = (&term.approved_by, term.approved_on) else {
        return String::new();
    };
    let day = day.to_string();
    cx.ta("term-approved-line", &[("who", who), ("day", &day)])
}

/// The superior's letter as .docx.
///
/// # Errors
/// Outside the scope.
pub async fn paper(cx: Cx, Path(term): Path<TermId>) -> Answer {
    let scope = scope(&cx, "org.edit")?;
    let term = cx
        .app
        .db
        .point("term", move |tx| store::find_scoped(tx, scope, term))
        .await?;
    let bytes = letter(&term, cx.app.clock.today()).docx()?;
    download(&format!("换届提醒函_{}.docx", term.org_name), DOCX, bytes)
}

/// Writes down a reminder.
///
/// # Errors
/// Outside the scope.
pub async fn reminded(cx: Cx, Path(term): Path<TermId>, form: Form) -> Answer {
    let done = remind_from(&cx, term, &form).await;
    answer(&cx, term, form, done, "flash-term-reminded").await
}

async fn remind_from(cx: &Cx, term: TermId, form: &Form) -> Result<(), Error> {
    let (scope, now) = (scope(cx, "org.edit")?, cx.app.clock.now());
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    let typed = form.clone();
    let fresh = ReminderId::fresh(&cx.app.clock);
    cx.app
        .db
        .write("remind_term", move |tx| {
            store::find_scoped(tx, scope, term)?;
            let new = NewReminder {
                id: typed.value("id").parse().unwrap_or(fresh),
                way: typed.value("way").to_owned(),
                reminded_on: day(&typed, "reminded_on")?,
                words: words(&typed, "words")?,
            };
            let term = remind(tx, scope, term, &new, now)?;
            refresh::refresh(tx, term.org, &limits, now.date())
        })
        .await
        // The same reminder sent twice was written once.
        .or_else(|error| {
            if error.is_unique() {
                Ok(())
            } else {
                Err(error)
            }
        })
}

/// Writes down an end that was approved to differ.
///
/// # Errors
/// Outside the scope.
pub async fn shifted(cx: Cx, Path(term): Path<TermId>, form: Form) -> Answer {
    let done = shift_from(&cx, term, &form).await;
    answer(&cx, term, form, done, "flash-term-shifted").await
}

async fn shift_from(cx: &Cx, term: TermId, form: &Form) -> Result<(), Error> {
    let (scope, now) = (scope(cx, "org.edit")?, cx.app.clock.now());
    let rules = cx.app.rules.now();
    let limits = Limits::on(&rules, now.date())?;
    let months = rules.int("term.shift_months", now.date())?;
    let typed = form.clone();
    cx.app
        .db
        .write("shift_term", move |tx| {
            store::find_scoped(tx, scope, term)?;
            let new = NewShift {
                ends_on: day(&typed, "ends_on")?,
                approved_by: needed(&typed, "approved_by")?,
                approved_on: day(&typed, "approved_on")?,
                reason: needed(&typed, "reason")?,
            };
            let term = shift(tx, scope, term, &new, months, now)?;
            refresh::refresh(tx, term.org, &limits, now.date())
        })
        .await
}

fn day(form: &Form, field: &'static str) -> Result<Date, Error> {
    let day = form.value(field).parse();
    day.map_err(|_| invalid(field, "error-date"))
}

fn words(form: &Form, field: &'static str) -> Result<String, Error> {
    let words = form.value(field);
    if words.chars().count() > WORDS {
        return Err(invalid(field, "org-too-long"));
    }
    Ok(words.to_owned())
}

fn needed(form: &Form, field: &'static str) -> Result<String, Error> {
    let words = words(form, field)?;
    if words.is_empty() || (field == "approved_by" && words.chars().count() > 120) {
        return Err(invalid(field, "error-required"));
    }
    Ok(words)
}

async fn answer(
    cx: &Cx,
    term: TermId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/terms/{term}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, term, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
