//! The room in whole requests, on both engines.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod desks;
mod import;
mod journey;
mod materials;
mod places;
mod plans;
mod world;
