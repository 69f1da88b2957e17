//! Papers: a fixed list of question versions with marks.
//!
//! Always true: a paper's version never changes, and what leaves the server of it before the
//! test has closed holds neither keys nor explanations ([`body`]).

pub mod body;
pub mod choose;
pub mod pages;
pub mod store;

platform::typed_id!(
    /// A paper.
    PaperId
);
platform::typed_id!(
    /// One version of a paper: what a test is bound to.
    PaperVersionId
);
