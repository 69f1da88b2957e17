//! The member's word: 我读完了, by a plain form or by the page's script.

use axum::body::Bytes;
use axum::http::header;
use platform::error::{Error, bad_request};
use platform::web::context::Path;
use platform::web::respond::{go, json};
use platform::web::{Answer, Cx};

use super::{ClientId, finish_unit};
use crate::course::{CourseId, UnitId};
use crate::reader::Reader;

/// Finishes a unit. A form goes on to the next page; a script gets the receipt.
///
/// # Errors
/// Not found when the course is not for the reader; a conflict when the id was used otherwise.
pub async fn finish(cx: Cx, Path((course, unit)): Path<(CourseId, UnitId)>, body: Bytes) -> Answer {
    let reader = Reader::of(&cx)?;
    let client = client_id(&cx, &body)?;
    let now = cx.app.clock.now();
    let receipt = cx
        .app
        .db
        .write("finish_unit", move |tx| {
            finish_unit(tx, reader, course, unit, client, now)
        })
        .await?;
    if cx.headers.contains_key("x-touyan-fetch") {
        return json(&serde_json::json!({
            "unit": receipt.unit,
            "at": receipt.at.0,
            "course_finished": receipt.course_at.is_some(),
        }));
    }
    if receipt.course_at.is_some() {
        return go(&format!("/study/courses/{course}"));
    }
    go(&format!("/study/courses/{course}/units/{unit}?finished=1"))
}

/// The id the client made, from a form or from JSON.
fn client_id(cx: &Cx, body: &Bytes) -> Result<ClientId, Error> {
    let kind = cx
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let text = if kind.starts_with("application/json") {
        let value: serde_json::Value =
            serde_json::from_slice(body).map_err(|_| bad_request("error-form-unreadable"))?;
        value
            .get("id")
            .and_then(|id| id.as_str())
            .unwrap_or_default()
            .to_owned()
    } else {
        let mut pairs = form_urlencoded::parse(body);
        pairs
            .find(|(key, _)| key == "id")
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    text.parse::<UnitId>()
        .map(|id| id.0)
        .map_err(|_| bad_request("error-form-unreadable"))
}
