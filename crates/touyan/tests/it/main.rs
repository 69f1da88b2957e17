//! The whole binary's rooms together.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot begin has failed"
)]

mod alive;
mod command;
mod demo;
mod hostile;
mod making;
mod matrix;
mod moving;
mod operating;
mod placing;
mod walls;
mod words;
