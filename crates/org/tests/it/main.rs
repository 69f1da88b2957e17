//! The tree, its scope, duties and terms as whole requests on both databases.

mod duties;
mod tree;
