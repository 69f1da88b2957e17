//! The pages of a sitting. They are complete without a script: one question a page, a plain form
//! saves and goes on. The script takes the same page over and never lets a form leave it.

use platform::error::{Error, bad_request};
use platform::web::context::Path;
use platform::web::respond::{go, json};
use platform::web::{Answer, Cx, Form, View};

use super::api::paper_address;
use super::finish::{self, Finished};
use super::look::{Look, OptionLine, kind_words, look, options};
use super::save::{self, FormAnswer};
use crate::bank::QuestionKind;
use crate::room;

#[derive(askama::Template)]
#[template(path = "sitting_show.html")]
struct Show {
    v: View,
    no: i64,
    title: String,
    place: usize,
    total: usize,
    kicker: String,
    several: bool,
    question_no: i64,
    text: String,
    options: Vec<OptionLine>,
    saved: Option<(String, String)>,
    answered: usize,
    devices: bool,
    minutes_left: i64,
    due_text: String,
    paper: String,
    paper_hash: String,
    order: String,
    option_orders: String,
    answers: String,
    due: i64,
    now: i64,
    top: i64,
}

/// One question.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's sitting; the database's.
pub async fn show(cx: Cx, Path(no): Path<i64>) -> Answer {
    let assess = room::of(&cx.app);
    let look = look(&assess, cx.person()?, no).await?;
    let now = assess.clock.now();
    let (sitting, window) = (&look.sitting, look.sitting.window());
    if sitting.end().is_some() || now > window.last() {
        return go(&format!("/sittings/{no}/receipt"));
    }
    let permutation = sitting.permutation();
    let wanted = cx
        .query("n")
        .and_then(|n| n.parse().ok())
        .unwrap_or_else(|| first_open(&look));
    let place: usize = wanted.clamp(1, look.total());
    let question = permutation
        .at(place)
        .and_then(|no| sitting.test.paper.question(no))
        .ok_or_else(platform::error::not_found)?;
    let v = cx.view().await?;
    let seconds_left = (window.deadline().0 - now.0).max(0) / 1_000;
    let page = Show {
        no,
        title: sitting.test.title.clone(),
        place,
        total: look.total(),
        kicker: cx.ta(
            "sitting-kicker",
            &[
                ("kind", &kind_words(&cx, question.kind)),
                ("marks", &question.full.to_string()),
            ],
        ),
        several: question.kind == QuestionKind::Multiple,
        question_no: question.no,
        text: question.text.clone(),
        options: options(&cx, sitting, question, look.value(question.no)),
        saved: look.last_saved(),
        answered: look.answered(),
        devices: look.several_devices(),
        minutes_left: seconds_left / 60,
        due_text: clock_text(window.deadline()),
        paper: paper_address(&sitting.test),
        paper_hash: sitting.test.paper.hash.clone(),
        order: written(&permutation.order)?,
        option_orders: written(&permutation.options)?,
        answers: written(&look.latest())?,
        due: window.deadline().0,
        now: now.0,
        top: sitting.top(),
        v,
    };
    cx.page(&page)
}

/// `20:00`.
fn clock_text(at: platform::clock::Millis) -> String {
    let civil = at.civil();
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}

fn written(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| platform::error::internal(error.to_string()))
}

/// The place of the first question without an answer.
fn first_open(look: &Look) -> usize {
    let order = look.sitting.permutation().order;
    order
        .iter()
        .position(|no| look.value(*no) == 0)
        .map_or(1, |index| index + 1)
}

/// Saves one answer of a plain form and goes on.
///
/// # Errors
/// As [`save::save`].
pub async fn answer(cx: Cx, Path(no): Path<i64>, form: Form) -> Answer {
    let arrived_at = cx.arrived();
    let assess = room::of(&cx.app);
    let person = cx.person()?;
    let number = |name: &str| form.value(name).parse::<i64>().ok();
    let (Some(question_no), Some(place)) = (number("q"), number("n")) else {
        return Err(bad_request("sitting-unreadable"));
    };
    let value = form
        .all("choice")
        .iter()
        .filter_map(|bit| bit.parse::<i64>().ok())
        .fold(0, |all, bit| all | bit);
    let before = look(&assess, person, no).await?;
    if before.value(question_no) != value {
        let answer = FormAnswer {
            client: client_of(&cx)?,
            question_no,
            value,
        };
        save::save_form(&assess, person, no, arrived_at, answer).await?;
    }
    match form.value("go") {
        "sheet" => go(&format!("/sittings/{no}/check")),
        "previous" => go(&format!("/sittings/{no}?n={}", place - 1)),
        _ if place >= i64::try_from(before.total()).unwrap_or(i64::MAX) => {
            go(&format!("/sittings/{no}/check"))
        }
        _ => go(&format!("/sittings/{no}?n={}", place + 1)),
    }
}

/// The number under which a session's plain forms are logged.
fn client_of(cx: &Cx) -> Result<i64, Error> {
    let mut head = [0; 8];
    head.copy_from_slice(&cx.who()?.session[..8]);
    // 53 bits, and never 0, like the numbers that pages choose.
    Ok((i64::from_be_bytes(head) & ((1 << 53) - 1)).max(1))
}

/// A place on the answer sheet.
struct Place {
    number: usize,
    answered: bool,
}

#[derive(askama::Template)]
#[template(path = "sitting_check.html")]
struct Check {
    v: View,
    no: i64,
    title: String,
    places: Vec<Place>,
    open: Vec<usize>,
    saved: Option<(String, String)>,
    due_text: String,
}

/// The answer sheet: what is answered, what is not, and the way to submit.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's sitting; the database's.
pub async fn check(cx: Cx, Path(no): Path<i64>) -> Answer {
    let assess = room::of(&cx.app);
    let look = look(&assess, cx.person()?, no).await?;
    let window = look.sitting.window();
    if look.sitting.end().is_some() || assess.clock.now() > window.last() {
        return go(&format!("/sittings/{no}/receipt"));
    }
    let places: Vec<Place> = (1..)
        .zip(&look.sitting.permutation().order)
        .map(|(number, question)| Place {
            number,
            answered: look.value(*question) != 0,
        })
        .collect();
    let page = Check {
        no,
        title: look.sitting.test.title.clone(),
        open: places
            .iter()
            .filter(|place| !place.answered)
            .map(|place| place.number)
            .collect(),
        places,
        saved: look.last_saved(),
        due_text: clock_text(window.deadline()),
        v: cx.view().await?,
    };
    cx.page(&page)
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub(super) struct Submitted {
    /// The number of the receipt for the whole paper.
    receipt: String,
    /// When it was submitted, epoch milliseconds.
    at: i64,
    /// How many questions have an answer that counts.
    answers: i64,
    /// The page to go on to.
    next: String,
}

/// Submits.
///
/// # Errors
/// As [`finish::submit`].
#[utoipa::path(
    post, path = "/sittings/{sitting}/submission", tag = "sitting",
    params(
        ("sitting" = i64, Path, description = "The sitting's number"),
        ("x-touyan-fetch" = String, Header, description = "1: answer with JSON, not with a redirect"),
    ),
    responses(
        (status = 200, description = "It is submitted, now or before", body = Submitted),
        (status = 404, description = "Somebody else's, or none", content_type = "application/problem+json"),
    )
)]
pub async fn submit(cx: Cx, Path(no): Path<i64>, _body: axum::body::Bytes) -> Answer {
    let arrived_at = cx.arrived();
    let assess = room::of(&cx.app);
    let Finished {
        end,
        answers,
        receipt,
        ..
    } = finish::submit(&assess, cx.person()?, no, arrived_at).await?;
    let next = format!("/sittings/{no}/receipt");
    if cx.headers.contains_key("x-touyan-fetch") {
        return json(&Submitted {
            receipt,
            at: end.at.0,
            answers,
            next,
        });
    }
    go(&next)
}
