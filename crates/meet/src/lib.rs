//! Organisation life: the three meetings and one lecture (三会一课), theme days, organisation-life
//! meetings, democratic appraisal, talks.
//!
//! A meeting is called, attended (in the hall, remotely, in writing), quorate or not by the rule
//! tables, minuted and exported. Online organisation life is a meeting room with agenda, material
//! on every screen, speaking order, discussion and votes. Ballots stand apart from everything
//! else: nobody can link one to a voter.
//!
//! The room is empty so far; what it will hold stands in its own files, one noun a folder.

use platform::module::Module;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "meet",
        ..Module::default()
    }
}
