//! What tests stand on: a database on each engine.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

pub mod app;
#[cfg(feature = "city")]
pub mod city;
pub mod databases;

pub use app::{Client, Reply, TestApp, each_app, monday_morning};
#[cfg(feature = "city")]
pub use city::City;
pub use databases::each_db;
