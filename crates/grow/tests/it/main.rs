//! Admission, lead secretaries and practical skills as whole requests on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod admission;
mod leaders;
mod races;
mod skills;
mod voting;

use platform::module::Module;

fn rooms() -> Vec<Module> {
    vec![org::module(), members::module(), grow::module()]
}
