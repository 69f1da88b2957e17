//! The tree, its scope, duties and terms as whole requests on both databases.

mod divisions;
mod duties;
mod tree;
