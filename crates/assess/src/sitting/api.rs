//! What the sitting's script talks to: start, paper, answers, state. All but the paper are JSON
//! that nobody stores.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use platform::error::{Error, Message, bad_request, not_found};
use platform::web::context::Path;
use platform::web::respond::{go, json};
use platform::web::upload::size_words;
use platform::web::{Answer, Cx};
use serde::Serialize;
use utoipa::ToSchema;

use super::look::{Latest, look};
use super::save::{self, SaveRequest};
use super::start;
use super::state::SittingState;
use crate::room::{self, Assess};
use crate::test::{LiveTest, TestId, audience};

/// What starting answers: everything a page needs besides the paper, which is the same for all.
#[derive(Serialize, ToSchema)]
pub(super) struct Started {
    /// The sitting's number.
    sitting: i64,
    /// Where the paper lies; kept for ever.
    paper: String,
    /// The question numbers in the order to show them.
    order: Vec<i64>,
    /// For each question of the paper, its options in the order to show them.
    options: Vec<Vec<u8>>,
    /// When it started, epoch milliseconds.
    started: i64,
    /// When it ends, epoch milliseconds.
    due: i64,
    /// The server's time, epoch milliseconds.
    now: i64,
}

impl Started {
    fn new(sitting: &SittingState, now: i64) -> Self {
        let permutation = sitting.permutation();
        Self {
            sitting: sitting.row.no,
            paper: paper_address(&sitting.test),
            order: permutation.order,
            options: permutation.options,
            started: sitting.row.started_at.0,
            due: sitting.window().deadline().0,
            now,
        }
    }
}

/// The address of a test's paper: it changes with a single sign of it.
#[must_use]
pub fn paper_address(test: &LiveTest) -> String {
    format!("/tests/{}/paper/{}", test.id, test.paper.hash)
}

/// Starts, or goes on.
///
/// # Errors
/// As [`start::start`].
#[utoipa::path(
    post, path = "/tests/{test}/sitting", tag = "sitting",
    params(("test" = String, Path, description = "The test's id"),
        ("x-touyan-fetch" = String, Header, description = "1: answer with JSON, not with a redirect")),
    responses(
        (status = 200, description = "It has begun, now or before", body = Started),
        (status = 404, description = "No test of this id is meant for this person", content_type = "application/problem+json"),
        (status = 409, description = "It is not open", content_type = "application/problem+json"),
    )
)]
pub async fn start_sitting(cx: Cx, Path(test): Path<TestId>) -> Answer {
    let assess = room::of(&cx.app);
    let sitting = start::start(&assess, test, cx.person()?).await?;
    if cx.headers.contains_key("x-touyan-fetch") {
        return json(&Started::new(&sitting, assess.clock.now().0));
    }
    go(&format!("/sittings/{}", sitting.row.no))
}

/// The paper: one body for everybody, without keys, kept by the browser for ever.
///
/// # Errors
/// [`Error::NotFound`] before the test opens and for whoever may not sit it.
#[utoipa::path(
    get, path = "/tests/{test}/paper/{hash}", tag = "sitting",
    params(
        ("test" = String, Path, description = "The test's id"),
        ("hash" = String, Path, description = "As `Started.paper` says"),
    ),
    responses(
        (status = 200, description = "The questions with their options, without keys", content_type = "application/json"),
        (status = 404, description = "Not open yet, or not for this person", content_type = "application/problem+json"),
    )
)]
pub async fn paper(cx: Cx, Path((test, hash)): Path<(TestId, String)>) -> Answer {
    let assess = room::of(&cx.app);
    let test = assess.tests.get(test).await?;
    if hash != test.paper.hash || assess.clock.now() < test.opens_at {
        return Err(not_found());
    }
    if !may_read(&cx, &assess, &test).await? {
        return Err(not_found());
    }
    let zipped = cx
        .headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|way| way.trim().starts_with("gzip")));
    let body = if zipped {
        test.paper.gzip.clone()
    } else {
        test.paper.json.clone()
    };
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    let kept = HeaderValue::from_static("private, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, kept);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if zipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// Whoever has begun reads on; whoever may begin reads while the test is open.
async fn may_read(cx: &Cx, assess: &Assess, test: &LiveTest) -> Result<bool, Error> {
    let (id, person, today) = (test.id, cx.person()?, assess.clock.today());
    let (begun, standings) = assess
        .db
        .point("may_read_paper", move |tx| {
            let begun = super::store::of_person(tx, id, person)?.is_some();
            Ok((begun, audience::standings(tx, person, today)?))
        })
        .await?;
    let open = test.is_open(assess.clock.now());
    Ok(begun || (open && test.audience().choose(&standings).is_some()))
}

/// Saves answers. Deadlines are judged by their arrival: after the last byte of the body and
/// before any queue.
///
/// # Errors
/// As [`save::save`].
#[utoipa::path(
    post, path = "/sittings/{sitting}/answers", tag = "sitting",
    params(("sitting" = i64, Path, description = "The sitting's number")),
    request_body = save::SaveRequest,
    responses(
        (status = 200, description = "All are committed, each with its receipt", body = save::SaveAnswer),
        (status = 400, description = "One cannot be an answer to this paper; none is taken", content_type = "application/problem+json"),
        (status = 409, description = "A sequence was used for another answer", body = save::SaveAnswer),
        (status = 503, description = "Not all are saved; send those again after Retry-After", body = save::SaveAnswer),
    )
)]
pub async fn save_answers(cx: Cx, Path(sitting): Path<i64>, body: Bytes) -> Answer {
    let arrived_at = cx.arrived();
    if body.len() > save::MAX_BODY {
        // Not 413: a phone that gets 400 lets go of what it sent, and does not send it for ever.
        let message =
            Message::new("error-too-large").with("limit", size_words(save::MAX_BODY as u64));
        return Err(Error::BadRequest(message));
    }
    let request: SaveRequest =
        serde_json::from_slice(&body).map_err(|_| bad_request("sitting-unreadable"))?;
    let assess = room::of(&cx.app);
    let saved = save::save(&assess, cx.person()?, sitting, arrived_at, &request).await?;
    let refused = |why| saved.items.iter().any(|item| item.refused == Some(why));
    let status = match (refused("busy"), refused("conflict")) {
        (true, _) => StatusCode::SERVICE_UNAVAILABLE,
        (false, true) => StatusCode::CONFLICT,
        (false, false) => StatusCode::OK,
    };
    let mut response = json(&saved)?;
    *response.status_mut() = status;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let after = platform::error::a_moment().as_secs();
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(after));
    }
    Ok(response)
}

/// How a sitting stands, for a page that comes back.
#[derive(Serialize, ToSchema)]
pub(super) struct Standing {
    /// The server's time, epoch milliseconds.
    now: i64,
    /// When it ends, epoch milliseconds.
    due: i64,
    /// The highest sequence heard of.
    top: i64,
    /// Whether it was submitted or closed.
    ended: bool,
    /// Whether answers came from more than one device.
    devices: bool,
    /// What counts now, by question.
    answers: std::collections::BTreeMap<i64, Latest>,
}

/// How a sitting stands: what counts now, whichever device it came from.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; the database's.
#[utoipa::path(
    get, path = "/sittings/{sitting}/state", tag = "sitting",
    params(("sitting" = i64, Path, description = "The sitting's number")),
    responses(
        (status = 200, description = "How it stands", body = Standing),
        (status = 404, description = "Somebody else's, or none", content_type = "application/problem+json"),
    )
)]
pub async fn state(cx: Cx, Path(sitting): Path<i64>) -> Answer {
    let assess = room::of(&cx.app);
    let look = look(&assess, cx.person()?, sitting).await?;
    json(&Standing {
        now: assess.clock.now().0,
        due: look.sitting.window().deadline().0,
        top: look.sitting.top(),
        ended: look.sitting.end().is_some(),
        devices: look.several_devices(),
        answers: look.latest(),
    })
}
