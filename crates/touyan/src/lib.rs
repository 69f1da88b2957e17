//! The roof: command line, configuration and wiring. It knows every room and does nothing itself.

pub mod cli;
pub mod demo;
pub mod import;
pub mod lan;
pub mod ops;
pub mod serve;
pub mod tls;
pub mod wire;
