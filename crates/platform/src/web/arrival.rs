//! When a request arrived: the moment its last byte was read, before anything waits for anything.
//!
//! Deadlines are judged by it. A session that is looked up slowly or a queue in front of the
//! database must make nobody late, and a body that is sent slowly must make nobody early.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Method, header};

use crate::app::App;
use crate::clock::Millis;
use crate::error::{Error, bad_request};

/// Bodies up to this many bytes are read here; a longer one has arrived when its handler has
/// read it.
pub const SMALL: usize = 64 * 1024;

/// The moment a request's last byte was read.
#[derive(Clone, Copy, Debug)]
pub struct Arrived(pub Millis);

/// Reads a small body and notes the moment.
///
/// # Errors
/// [`Error::BadRequest`] when the body breaks off.
pub async fn note(app: &App, request: Request) -> Result<Request, Error> {
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    // Without a length one cannot know that the last byte has come.
    if request.method() != Method::POST || length.is_none_or(|length| length > SMALL) {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, SMALL).await else {
        return Err(bad_request("error-form-unreadable"));
    };
    let mut request = Request::from_parts(parts, Body::from(bytes));
    request.extensions_mut().insert(Arrived(app.clock.now()));
    Ok(request)
}
