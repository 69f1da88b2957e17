//! The tree, its scope, duties and terms as whole requests on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod divisions;
mod duties;
mod tree;
