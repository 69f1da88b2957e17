//! Questions as the bank keeps them: a question belongs to an organisation, what it says stands
//! in versions that never change, so that a test keeps asking what it asked.

pub mod files;
pub mod form;
pub mod import;
pub mod pages;
pub mod run;
pub mod store;

platform::typed_id!(
    /// A question.
    QuestionId
);
platform::typed_id!(
    /// One version of a question: what a paper is made of.
    QuestionVersionId
);
platform::typed_id!(
    /// An import of questions.
    ImportId
);
