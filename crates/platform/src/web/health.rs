//! Whether the process lives and whether it can serve.

use axum::http::StatusCode;
use axum::response::IntoResponse as _;

use super::context::Cx;
use super::respond::Answer;
use crate::db::migrate;

/// The process lives.
///
/// # Errors
/// Never.
pub async fn healthz() -> Answer {
    Ok((StatusCode::OK, "ok\n").into_response())
}

/// The database answers and its schema is the binary's.
///
/// # Errors
/// When it is not ready.
pub async fn readyz(cx: Cx) -> Answer {
    let version = migrate::version(&cx.app.db).await?;
    let wanted = migrate::all(cx.app.db.engine())
        .last()
        .map_or(0, |last| last.number);
    if version == wanted {
        Ok((StatusCode::OK, "ready\n").into_response())
    } else {
        Ok((StatusCode::SERVICE_UNAVAILABLE, "migrating\n").into_response())
    }
}
