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
