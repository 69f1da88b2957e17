//! What of this room speaks JSON, as OpenAPI: the addresses that the sitting's script talks to.

use utoipa::OpenApi as _;

use crate::sitting::{api, pages, proof};

/// The sitting: start it, read the paper, save answers, submit, and check the receipts.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(
        api::start_sitting,
        api::paper,
        api::save_answers,
        api::state,
        pages::submit,
        proof::proofs,
    ),
    tags((name = "sitting", description = "One attempt at a test. Times are epoch milliseconds; the server's clock decides."))
)]
struct Sitting;

/// This room's part of the description.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Sitting::openapi()
}
