//! Accounts, sessions, invitations and grants.

use axum::http::HeaderMap;

use crate::app::App;
use crate::error::Error;
use crate::web::Who;

/// The session cookie.
pub const COOKIE: &str = "touyan";

/// Who sent a request.
///
/// # Errors
/// The database's.
pub async fn who(_app: &App, _headers: &HeaderMap) -> Result<Option<Who>, Error> {
    Ok(None)
}

/// Makes a session without asking for a password, for tests and load drivers; gives the token
/// for the cookie.
///
/// # Errors
/// When the person has no account.
pub async fn mint(_app: &App, _person: crate::ids::PersonId) -> Result<String, Error> {
    Err(crate::error::not_found())
}

/// A one-time token for the first administrator of an empty city, to be printed at start.
///
/// # Errors
/// The database's.
pub async fn setup_token(_app: &App) -> Result<Option<String>, Error> {
    Ok(None)
}
