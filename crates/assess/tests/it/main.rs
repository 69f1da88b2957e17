//! The room on both engines, from the database up to whole requests.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod bank;
mod closing;
mod laws;
mod real;
mod regrading;
mod requests;
mod saving;
mod staff;
mod starting;
mod world;
