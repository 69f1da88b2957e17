//! What the records say: indicators defined in a file, each opening the records beneath it.
//!
//! Structure of the membership, the health of a branch as a page its secretary would want to
//! read, the data-request desk (数据需求台) that refuses what is known already, digests that
//! climb the tree once a week at the most. Nothing here is typed in: every number is a query.
//!
//! The room is empty so far; what it will hold stands in its own files, one noun a folder.

use platform::module::Module;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "insight",
        ..Module::default()
    }
}
