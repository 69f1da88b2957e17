//! The question bank: what a question is, how it is graded, and the ways in
//! and out of it.
//!
//! A question is plain text with options, a key, an explanation and its source.
//! It enters as a [`QuestionDraft`] from a form, from GIFT ([`gift`]), from the
//! workbook ([`sheet`]) or from GAOKAO-Bench ([`gaokao`]); each way reports what
//! it cannot take in the author's own terms (line and column, row and column)
//! and takes the rest. Always true: a draft without faults goes out by GIFT or
//! workbook and comes back [`QuestionDraft::same_as`] it was.

pub mod fault;
pub mod gaokao;
pub mod gift;
pub mod grade;
pub mod question;
pub mod sheet;

#[cfg(test)]
mod tests;

pub use fault::{FaultArg, QuestionFault, TextPart};
pub use grade::{Mark, MultiplePartial, grade, grade_key};
pub use question::{Answer, Difficulty, QuestionDraft, QuestionKind};
