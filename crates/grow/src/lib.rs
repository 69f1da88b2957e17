//! Growing the Party's ranks: the 25 steps of admission (发展党员), and lead secretaries (头雁).
//!
//! Admission is a pipeline driven by `rules/admission.toml`: it says what may come next, blocks
//! what may not happen, warns of what is late, and makes each document. Lead secretaries are
//! candidates, vetted jointly by departments that each see only their own question, filed,
//! appointed, trained, reviewed every year.
//!
//! The room is empty so far; what it will hold stands in its own files, one noun a folder.

use platform::module::Module;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "grow",
        ..Module::default()
    }
}
