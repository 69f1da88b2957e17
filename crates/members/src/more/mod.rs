//! What the official record asks for beyond the roster's columns (补充资料): how somebody became a
//! full member, in-service study, where a floating member went, dues base, care; and what there
//! may be several of: rewards, sanctions, stays abroad, hardship, family.
//!
//! Always true: dues base, care and every item are sealed; all but rewards leave this room masked
//! unless somebody gave a reason, and sanctions also take `members.sanctions`.

mod field;
pub mod items;
pub mod pages;
pub mod show;
mod store;

pub use field::{Field, SECTIONS, Shape};
pub use store::{More, Stored, edit, find};
