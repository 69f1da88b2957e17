//! Headers of every answer, and the refusal of requests that another site sent.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use super::context::Cx;

/// Nothing inline, nothing from elsewhere, nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; font-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What every answer carries; names and values are checked when this is compiled.
static EVERYWHERE: [(HeaderName, HeaderValue); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(self), payment=()"),
    ),
];

/// A year: the browser asks this host by TLS only.
static BY_TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Puts the headers on; what a handler said itself stays.
pub fn headers(cx: &Cx, headers: &mut HeaderMap) {
    headers.reserve(EVERYWHERE.len() + 1);
    for (name, value) in &EVERYWHERE {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    if cx.app.site.secure {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert_with(|| BY_TLS_ONLY.clone());
    }
}

/// Whether a request may change something: none that did not come from our own pages. Browsers
/// say where a request comes from by `Sec-Fetch-Site` or, older ones, by `Origin`; a request
/// with a session and neither is refused too.
pub fn is_allowed(request: &Request) -> bool {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    safe || is_ours(request.headers())
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if let (Some(origin), Some(host)) = (text("origin"), text(header::HOST.as_str())) {
        return origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host);
    }
    !crate::auth::has_session(headers)
}
