//! The quality drive and the data-request desk as whole requests on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod drives;
mod reading;
mod requests;

use platform::module::Module;

fn rooms() -> Vec<Module> {
    vec![org::module(), insight::module()]
}

/// The id at the end of an address.
fn last(address: &str) -> &str {
    address.rsplit('/').next().expect("an address has parts")
}
