//! Tables of office software: reading .xlsx and .csv as typed rows, writing both.
//!
//! Reading is done in bounded memory whatever the file claims: [`guard`] first counts the bytes
//! that really come out of the zip, then the parts are read as streams and every string and cell
//! kept is charged to a budget. Peak memory is the file, the budget
//! ([`Limits::max_kept_bytes`]) and one XML token, which cannot be longer than
//! [`Limits::max_unpacked_bytes`].
//!
//! Rows keep the numbers the person sees in the office program, so that "第 5 行 B 列" in a
//! message points at the right cell even after blank rows and title lines.

mod cell;
mod cells;
mod csv;
pub mod date;
mod error;
pub mod guard;
mod limits;
mod parts;
mod read;
mod strings;
mod styles;
mod write;

pub use cell::{Cell, Place, Row, Sheet, column_letters};
pub use csv::{read_csv, write_csv};
pub use error::SheetError;
pub use limits::{Limits, UPLOAD_BYTES};
pub use read::{read, read_xlsx};
pub use write::{Column, ColumnKind, Need, Table, write_xlsx};

#[cfg(test)]
mod tests;
