//! placeholder

use platform::module::Module;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module { name: "org", ..Module::default() }
}
