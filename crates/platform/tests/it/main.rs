//! Platform's stores on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod audit;
mod auth;
mod files;
mod jobs;
mod keys;
mod record;
mod rules;
mod support;
mod tally;
