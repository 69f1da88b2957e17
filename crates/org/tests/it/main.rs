//! The tree, its scope, duties and terms as whole requests on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot begin has failed")]

mod duties;
mod tree;
