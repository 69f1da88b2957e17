//! The member record (党员信息): the official fields, the sensitive ones sealed.
//!
//! Always true: an ID number belongs to one member; what is sealed leaves this room masked
//! unless somebody with `members.unseal` or `members.export` gave a reason, which the member sees.

pub mod admitted;
pub mod change;
pub mod form;
pub mod form_pages;
pub mod history;
pub mod own;
pub mod pages;
mod record;
mod row;
mod sealed;
pub mod sign_in;
pub mod store;
pub mod unmask;

pub use record::{Record, Veil, masked, name_of};
pub use row::{MEMBERS, Stored, values};
pub use sealed::{Indexes, Sealed, id_index, indexes, open_mobile, seal};
