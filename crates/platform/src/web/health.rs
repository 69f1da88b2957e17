//! Whether the process lives and whether it can serve.

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

/// The database answers and its schema is the binary's.
///
/// # Errors
/// When it is not ready.
#[utoipa::path(
    get, path = "/readyz", tag = "health",
    responses(
        (status = 200, description = "It can serve"),
        (status = 503, description = "The database does not answer, or is being migrated"),
    )
)]
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
