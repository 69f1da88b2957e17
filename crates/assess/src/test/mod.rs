//! Tests: a paper given to an audience within a window.
//!
//! Always true: once published a test changes no more, except that it may be closed early; the
//! keys leave the server only after it has closed ([`live::LiveTest::is_released`]).

pub mod audience;
pub mod close;
pub mod desk;
pub mod form;
pub mod live;
pub mod mine;
pub mod overview;
pub mod pages;
pub mod reach;
pub mod results;
pub mod show;
pub mod staff;
pub mod store;

pub use live::{LiveTest, Tests};

platform::typed_id!(
    /// A test.
    TestId
);

/// When a member may see their own score.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScoreShown {
    /// As soon as they submitted; the keys still wait for the end.
    AfterSubmission,
    /// When the test has closed.
    AfterClosing,
}

impl ScoreShown {
    /// The word stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AfterSubmission => "after_submission",
            Self::AfterClosing => "after_closing",
        }
    }

    /// Reads the stored word; what is unknown waits for the end.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        if word == Self::AfterSubmission.as_str() {
            Self::AfterSubmission
        } else {
            Self::AfterClosing
        }
    }
}
