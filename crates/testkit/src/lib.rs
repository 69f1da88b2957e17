//! What tests stand on: a database on each engine.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

pub mod databases;

pub use databases::each_db;
