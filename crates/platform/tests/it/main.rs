//! Platform's stores on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod arrival;
mod audit;
mod auth;
mod backup;
mod coalescer;
mod components;
mod every;
mod files;
mod inserts;
mod jobs;
mod keys;
mod lanes;
mod migrations;
mod offline;
mod parity;
mod prepare;
mod record;
mod rules;
mod seam;
mod server;
mod support;
mod tally;
