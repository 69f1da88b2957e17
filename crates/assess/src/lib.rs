//! placeholder

pub mod bank;

/// What the room offers.
#[must_use]
pub fn module() -> platform::module::Module {
    platform::module::Module { name: "assess", ..platform::module::Module::default() }
}
