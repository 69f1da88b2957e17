//! Answers: pages, redirects, and the one place where an error becomes words.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::context::Cx;
use super::upload::size_words;
use super::view::View;
use crate::db::DbError;
use crate::error::{Error, Message};
use crate::i18n::say_message;

/// What a handler gives back.
pub type Answer = Result<Response, Error>;

/// An HTML page; never stored by a browser or a proxy.
///
/// # Errors
/// Never; it has the shape of an answer.
pub fn html(status: StatusCode, body: String) -> Answer {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Goes on to another page with GET (303).
///
/// # Errors
/// When the address cannot be a header, which is a fault of ours.
pub fn go(to: &str) -> Answer {
    let location = HeaderValue::from_str(&encoded(to))
        .map_err(|_| crate::error::internal("an address cannot be sent"))?;
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, location);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Goes on and says once what was done; the key begins with `flash-`.
///
/// # Errors
/// When the address cannot be a header, which is a fault of ours.
pub fn go_saying(to: &str, flash: &'static str) -> Answer {
    let mut response = go(to)?;
    let cookie = format!("flash={flash}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// A path with everything outside ASCII percent-encoded.
fn encoded(path: &str) -> String {
    percent(path, |byte| byte.is_ascii_graphic())
}

/// A name as a parameter of a header may hold it (RFC 8187): with a `;` in the clear it would end
/// there and say something else.
fn parameter(name: &str) -> String {
    percent(name, |byte| {
        byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte)
    })
}

fn percent(text: &str, plain: impl Fn(u8) -> bool) -> String {
    use std::fmt::Write as _;
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut out, byte| {
            if plain(byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
            out
        })
}

/// A file for the reader's disk.
///
/// # Errors
/// When the name cannot be a header, which is a fault of ours.
pub fn download(name: &str, media_type: &str, bytes: Vec<u8>) -> Answer {
    let disposition = format!("attachment; filename*=UTF-8''{}", parameter(name));
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let value = |text: &str| {
        HeaderValue::from_str(text).map_err(|_| crate::error::internal("a header cannot be sent"))
    };
    headers.insert(header::CONTENT_TYPE, value(media_type)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&disposition)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// An error on its way out; [`finish`] puts the words to it.
#[derive(Clone)]
struct Failed(Error);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = status_of(&self).into_response();
        response.extensions_mut().insert(Failed(self));
        response
    }
}

/// The status of an error.
#[must_use]
pub fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::NotFound | Error::Db(DbError::NoRow) => StatusCode::NOT_FOUND,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::SignInFirst => StatusCode::UNAUTHORIZED,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(_) | Error::Db(DbError::Unique(_)) => StatusCode::CONFLICT,
        Error::BadRequest(_) => StatusCode::BAD_REQUEST,
        Error::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Busy(_)
        | Error::Db(DbError::Busy | DbError::Deadline(_) | DbError::Closed | DbError::Conflict) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        Error::Db(DbError::Full) => StatusCode::INSUFFICIENT_STORAGE,
        Error::Db(_) | Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Turns what a handler or a layer answered into what the browser gets.
pub fn finish(cx: &Cx, mut response: Response) -> Response {
    if let Some(Failed(error)) = response.extensions_mut().remove::<Failed>() {
        response = failed(cx, &error);
    } else if response.status() == StatusCode::NOT_FOUND
        && !response.headers().contains_key(header::CONTENT_TYPE)
    {
        response = failed(cx, &Error::NotFound);
    } else if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = failed(cx, &Error::NotFound);
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    }
    // Only a page has shown it: what a script asks for meanwhile must not take it away.
    if cx.flash.is_some() && response.status() == StatusCode::OK && is_page(&response) {
        let gone = HeaderValue::from_static("flash=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    super::security::headers(cx, response.headers_mut());
    response
}

#[derive(askama::Template)]
#[template(path = "error.html")]
struct ErrorPage {
    v: View,
    title: String,
    said: String,
    reference: String,
    next: Option<(String, String)>,
}

fn failed(cx: &Cx, error: &Error) -> Response {
    let status = status_of(error);
    let reference = if status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE {
        let reference = crate::random::typeable_code(8);
        tracing::error!(reference, path = %route_name(cx), error = %error, "a request failed");
        reference
    } else {
        String::new()
    };
    let wants_json = cx.path.starts_with("/api/")
        || cx
            .headers
            .get(header::ACCEPT)
            .is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    if matches!(error, Error::SignInFirst)
        && !wants_json
        && !cx.headers.contains_key("x-touyan-fetch")
    {
        let back = form_urlencoded::byte_serialize(cx.path.as_bytes()).collect::<String>();
        return go(&format!("/sign-in?back={back}")).unwrap_or_else(|_| status.into_response());
    }
    let (title, said) = words(cx, error);
    let mut response = if wants_json || cx.headers.contains_key("x-touyan-fetch") {
        problem(status, &title, &said, &reference, error, cx)
    } else {
        let page = ErrorPage {
            v: cx.plain_view(),
            title,
            said,
            reference,
            next: None,
        };
        cx.page_with(status, &page)
            .unwrap_or_else(|_| status.into_response())
    };
    if let Error::Busy(after) = error {
        response.headers_mut().insert(
            header::RETRY_AFTER,
            HeaderValue::from(after.as_secs().max(1)),
        );
    } else if status == StatusCode::SERVICE_UNAVAILABLE {
        let after = crate::error::a_moment().as_secs();
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(after));
    }
    response
}

/// The path without what could name somebody: ids are cut.
fn route_name(cx: &Cx) -> String {
    cx.path
        .split('/')
        .map(|part| if part.len() > 20 { "…" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

fn words(cx: &Cx, error: &Error) -> (String, String) {
    let named = |name: &str| {
        (
            cx.t(&format!("error-{name}")),
            cx.t(&format!("error-{name}-next")),
        )
    };
    match error {
        Error::NotFound | Error::Db(DbError::NoRow) => named("not-found"),
        Error::Forbidden => named("forbidden"),
        Error::SignInFirst => named("sign-in"),
        Error::Invalid(fields) => {
            let first = fields
                .first()
                .map(|field| say_message(cx.locale, &field.message));
            (cx.t("error-invalid"), first.unwrap_or_default())
        }
        Error::Conflict(message) | Error::BadRequest(message) => {
            (cx.t("error-conflict"), say_message(cx.locale, message))
        }
        Error::TooLarge { limit } => {
            let limit = size_words(u64::try_from(*limit).unwrap_or(u64::MAX));
            let message = Message::new("error-too-large").with("limit", limit);
            (cx.t("error-conflict"), say_message(cx.locale, &message))
        }
        Error::Busy(_) => named("busy"),
        Error::Db(DbError::Unique(_)) => (
            cx.t("error-conflict"),
            say_message(cx.locale, &Message::new("error-exists")),
        ),
        Error::Db(DbError::Full) => named("full"),
        Error::Db(_) if status_of(error) == StatusCode::SERVICE_UNAVAILABLE => named("busy"),
        Error::Db(_) | Error::Internal(_) => named("internal"),
    }
}

/// RFC 9457 problem details.
fn problem(
    status: StatusCode,
    title: &str,
    said: &str,
    reference: &str,
    error: &Error,
    cx: &Cx,
) -> Response {
    let mut body = serde_json::json!({
        "type": "about:blank",
        "title": title,
        "status": status.as_u16(),
        "detail": said,
    });
    if !reference.is_empty() {
        body["instance"] = reference.into();
    }
    if let Error::Invalid(fields) = error {
        body["errors"] = fields
            .iter()
            .map(|f| serde_json::json!({ "field": f.field, "detail": say_message(cx.locale, &f.message) }))
            .collect();
    }
    let mut response = (status, body.to_string()).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A JSON answer for fetch and the API.
///
/// # Errors
/// When the value cannot be written, which is a fault of ours.
pub fn json(value: &impl serde::Serialize) -> Answer {
    let body =
        serde_json::to_vec(value).map_err(|error| crate::error::internal(error.to_string()))?;
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Whether it is a page somebody reads.
fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_nothing_but_a_name() {
        for (name, sent) in [
            ("灯.jpg", "%E7%81%AF.jpg"),
            ("a;filename=b.exe", "a%3Bfilename%3Db.exe"),
            ("a\"b'c%2f(1).pdf", "a%22b%27c%252f%281%29.pdf"),
            ("a\r\nx: y", "a%0D%0Ax%3A%20y"),
        ] {
            assert_eq!(parameter(name), sent);
        }
        assert_eq!(encoded("/a?b=c&d=灯"), "/a?b=c&d=%E7%81%AF");
    }
}
