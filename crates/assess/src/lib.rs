//! placeholder

pub mod bank;
