//! What a member can show elsewhere: their own page to print, and a code that shows a receiving
//! secretary a few facts for some minutes, because the member wants it.
//!
//! Always true: the member makes the code, says for whom, and can close it; it shows no number, no
//! address and nothing of study; what is shown proves nothing, the national system does.

pub mod host;
pub mod pages;

/// What a door of this purpose is for.
pub const PURPOSE: &str = "portable.show";
