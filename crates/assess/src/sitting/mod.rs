//! Sittings: one attempt of one person, whose every answer is kept and receipted.
//!
//! Always true: what was acknowledged has been committed; a repeat gets the first receipt; the
//! server's clock at arrival decides; nothing that arrived is ever dropped or changed.

pub mod api;
pub mod batch;
pub mod bulk;
pub mod closer;
pub mod finish;
pub mod log;
pub mod look;
pub mod pages;
pub mod permutation;
pub mod proof;
pub mod receipt;
pub mod receipts;
pub mod records;
pub mod results;
pub mod save;
pub mod start;
pub mod state;
pub mod store;
