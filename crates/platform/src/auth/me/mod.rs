//! 我的: a person's own page, and everything they decide for themselves.

mod looks;
mod pages;
mod password;
mod sessions;

pub use looks::show as looks;
pub use pages::show;
pub use password::{save as save_password, show as password};
pub use sessions::{end as end_session, end_others, show as sessions};
