//! The members room through its pages and abilities, on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot begin has failed")]

mod belonging;
mod counting;
mod floating;
mod importing;
mod importing_steps;
mod importing_whole;
mod leaving;
mod listing;
mod more;
mod plans;
mod profile;
mod record;
mod stations;
mod transfers;
mod world;
