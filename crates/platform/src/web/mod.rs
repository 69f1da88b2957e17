//! The web shell: how a request becomes a context, a page, an answer.

pub mod access;
pub mod after;
pub mod arrival;
pub mod assets;
pub mod context;
pub mod field;
pub mod form;
pub mod front;
pub mod health;
pub mod home;
pub mod pace;
pub mod proxy;
pub mod qr;
pub mod respond;
pub mod routes;
pub mod security;
pub mod server;
pub mod upload;
pub mod view;
pub mod worker;

pub use access::Access;
pub use after::After;
pub use context::{Cx, Who};
pub use form::Form;
pub use respond::Answer;
pub use routes::Routes;
pub use upload::UploadLimit;
pub use view::View;
