//! The pure half of the roster import: a table goes in, checked rows and faults come out.
//!
//! Nothing here knows the database. The caller gives today's date and says which branches exist;
//! it stages the rows that passed, and keeps what a person decides in the preview. A row that
//! was uploaded before checks the same way again, so a second upload can be compared by value.

mod check;
pub mod codes;
mod columns;
mod dates;
mod faults;
mod fields;
pub mod id_number;
mod row;
mod rules;
mod template;
mod workbook;

pub use check::{BranchMatch, Branches, CheckedRow, Checker, Counts, Preview, RowState, check};
pub use columns::{Column, Form, Importance};
pub use faults::{CellFault, FaultKind, FileFault, FileFaultKind, Level};
pub use id_number::IdNumber;
pub use row::{Details, RosterRow, yes_or_no};
pub use template::{TEMPLATE_VERSION, export, template};
pub use workbook::with_reasons;

#[cfg(test)]
mod tests;
