//! Organisation life as whole requests on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod calling;
mod cast;
mod grades;
mod handouts;
mod minutes;
mod proposals;
mod races;
mod room;
mod votes;
mod year;

use platform::module::Module;

fn rooms() -> Vec<Module> {
    vec![org::module(), members::module(), meet::module()]
}
