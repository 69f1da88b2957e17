//! Whether the process lives and whether it can serve.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use axum::response::IntoResponse as _;

use super::context::Cx;
use super::respond::Answer;
use crate::db::migrate;

/// This room's part of the API description.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(utoipa::OpenApi)]
    #[openapi(paths(healthz, readyz), tags((name = "health", description = "For whoever watches over the process")))]
    struct Health;
    <Health as utoipa::OpenApi>::openapi()
}

/// The process lives.
///
/// # Errors
/// Never.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, description = "It lives")))]
pub async fn healthz() -> Answer {
    Ok((StatusCode::OK, "ok\n").into_response())
}

/// The database answers, its schema is the binary's, and its clock is near ours.
///
/// # Errors
/// When the database does not answer.
#[utoipa::path(
    get, path = "/readyz", tag = "health",
    responses(
        (status = 200, description = "It can serve"),
        (status = 503, description = "In a word: draining, clock, migrating; or the database does not answer"),
    )
)]
pub async fn readyz(cx: Cx) -> Answer {
    let not_yet = |why: &'static str| Ok((StatusCode::SERVICE_UNAVAILABLE, why).into_response());
    if cx.app.draining.load(Ordering::Relaxed) {
        return not_yet("draining\n");
    }
    if cx.app.clock.is_off() {
        return not_yet("clock\n");
    }
    let version = migrate::version(&cx.app.db).await?;
    let wanted = migrate::all(cx.app.db.engine())
        .last()
        .map_or(0, |last| last.number);
    if version == wanted {
        Ok((StatusCode::OK, "ready\n").into_response())
    } else {
        not_yet("migrating\n")
    }
}
