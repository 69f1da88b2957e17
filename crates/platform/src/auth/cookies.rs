//! The cookies of signing in: names, how they are set, how they go.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use crate::app::App;
use crate::error::{Error, internal};
use crate::web::context::cookie;

/// The session cookie; over TLS its name has the prefix that ties it to this host.
pub const COOKIE: &str = "touyan";
const SECURE_COOKIE: &str = "__Host-touyan";
/// Marks a phone that several people use.
const DEVICE: &str = "device";
const SECURE_DEVICE: &str = "__Host-device";
/// How long a browser keeps the mark of a shared phone: the longest that browsers allow.
const DEVICE_SECONDS: u64 = 400 * 86_400;

/// Whether a request carries a session of ours.
#[must_use]
pub fn has_session(headers: &HeaderMap) -> bool {
    cookie(headers, COOKIE).is_some() || cookie(headers, SECURE_COOKIE).is_some()
}

/// The session token of a request.
pub(super) fn token<'h>(app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
    cookie(
        headers,
        if app.site.secure {
            SECURE_COOKIE
        } else {
            COOKIE
        },
    )
}

/// The mark of a shared phone.
pub(super) fn device<'h>(app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
    cookie(
        headers,
        if app.site.secure {
            SECURE_DEVICE
        } else {
            DEVICE
        },
    )
}

/// Gives the browser a session.
///
/// # Errors
/// When the token cannot be a header, which is a fault of ours.
pub fn put_token(
    app: &App,
    response: &mut Response,
    token: &str,
    seconds: u64,
) -> Result<(), Error> {
    put(
        app,
        response,
        if app.site.secure {
            SECURE_COOKIE
        } else {
            COOKIE
        },
        token,
        seconds,
    )
}

/// Takes the session from the browser.
///
/// # Errors
/// Never in practice; see [`put_token`].
pub(super) fn drop_token(app: &App, response: &mut Response) -> Result<(), Error> {
    put_token(app, response, "", 0)
}

/// Marks the phone as shared.
///
/// # Errors
/// When the mark cannot be a header, which is a fault of ours.
pub(super) fn put_device(app: &App, response: &mut Response, mark: &str) -> Result<(), Error> {
    put(
        app,
        response,
        if app.site.secure {
            SECURE_DEVICE
        } else {
            DEVICE
        },
        mark,
        DEVICE_SECONDS,
    )
}

/// Takes the mark away: nobody is left on this phone.
///
/// # Errors
/// Never in practice; see [`put_device`].
pub(super) fn drop_device(app: &App, response: &mut Response) -> Result<(), Error> {
    put(
        app,
        response,
        if app.site.secure {
            SECURE_DEVICE
        } else {
            DEVICE
        },
        "",
        0,
    )
}

/// A choice of somebody who is not signed in: the language, elder mode.
///
/// # Errors
/// When the value cannot be a header, which is a fault of ours.
pub(super) fn put_choice(
    app: &App,
    response: &mut Response,
    name: &str,
    value: &str,
) -> Result<(), Error> {
    put(app, response, name, value, DEVICE_SECONDS)
}

fn put(
    app: &App,
    response: &mut Response,
    name: &str,
    value: &str,
    seconds: u64,
) -> Result<(), Error> {
    let secure = if app.site.secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let value = HeaderValue::from_str(&text).map_err(|_| internal("a cookie cannot be sent"))?;
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(())
}
