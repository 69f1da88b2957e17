//! Headers of every answer, and the refusal of requests that another site sent.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::context::Cx;

/// Nothing inline, nothing from elsewhere, nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; font-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Puts the headers on.
pub fn headers(cx: &Cx, headers: &mut HeaderMap) {
    let mut put = |name: &'static str, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    put("content-security-policy", POLICY);
    put("x-content-type-options", "nosniff");
    put("referrer-policy", "same-origin");
    put("cross-origin-opener-policy", "same-origin");
    put("cross-origin-resource-policy", "same-origin");
    put(
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=()",
    );
    if cx.app.site.secure {
        put(
            "strict-transport-security",
            "max-age=31536000; includeSubDomains",
        );
    }
}

/// Refuses a change that did not come from our own pages. Browsers say where a request comes
/// from by `Sec-Fetch-Site` or, older ones, by `Origin`; a request with a session and neither
/// is refused too.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || is_ours(request.headers()) {
        return next.run(request).await;
    }
    crate::error::bad_request("error-other-site").into_response()
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
