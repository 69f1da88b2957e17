//! From what people bring to what a phone can read: Markdown, Word documents,
//! PDF files and statute texts become clean pages.
//!
//! Everything here is pure or talks to a limited child process; nothing knows
//! the database. Every input is foreign: each reader has limits on bytes, parts,
//! depth and pages, refuses with a typed [`ConvertFault`], and never panics.
//!
//! - [`markdown`]: Markdown → sanitised HTML with anchors, outline, plain text
//!   and reading time. [`clean`] is the one place that decides which HTML is
//!   let through.
//! - [`docx`]: Word → Markdown, which an author then sees and corrects.
//! - [`pdf`]: PDF → page images and text by poppler.
//! - [`law`]: statutes of LawRefBook → Markdown with an anchor per article.

pub mod clean;
pub mod docx;
pub mod law;
pub mod markdown;
pub mod pdf;

mod escape;
mod fault;
mod plain;
mod tame;

#[cfg(test)]
mod tests;

pub use fault::{ConvertFault, FaultArg, PdfTool};
