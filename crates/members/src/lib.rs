//! placeholder

pub mod bulk;

pub mod roster;

use platform::module::Module;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module { name: "members", ..Module::default() }
}
