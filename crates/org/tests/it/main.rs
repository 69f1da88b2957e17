//! The tree, its scope, duties and terms as whole requests on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod divisions;
mod duties;
mod grids;
mod terms;
mod tree;

fn rooms() -> Vec<platform::module::Module> {
    vec![org::module()]
}
