//! Question bank, papers, tests and sittings; later contests, reflections and recall.
//!
//! A question is written once and kept in versions ([`bank`]); a paper is a fixed list of them
//! ([`paper`]); a test gives a paper to an audience within a window ([`test`]); a sitting is one
//! attempt of one person, whose every answer is kept and receipted ([`sitting`]). Keys and
//! explanations leave the server only after the test has closed.

pub mod bank;
pub mod paper;
pub mod question;
pub mod room;
pub mod rules;
pub mod sitting;
pub mod test;

pub use room::{Assess, of};

/// What the room offers.
#[must_use]
pub fn module() -> platform::module::Module {
    platform::module::Module { name: "assess", ..platform::module::Module::default() }
}
