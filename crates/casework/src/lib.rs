//! Whatever has an owner, a clock, hand-overs, a proof and a verdict: one engine, thin kinds on it.
//!
//! A resident's request (我要反映), a rectification item, an integration project, care for a
//! member in hardship. The first receiver owns it; a hand-over needs a reason and acceptance; a
//! third one goes to the lowest common organisation for a ruling; the resident says whether it
//! was solved.
//!
//! The room is empty so far; what it will hold stands in its own files, one noun a folder.

use platform::module::Module;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "casework",
        ..Module::default()
    }
}
