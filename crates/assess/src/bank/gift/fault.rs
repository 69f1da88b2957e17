//! What can be wrong in a GIFT file, with its place in the author's text.

use super::super::fault::{FaultArg, QuestionFault};

/// A place in a file: line and column from 1, columns counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters of that line.
    pub column: u32,
}

/// Why a file was refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GiftRefusal {
    /// Beyond the size limit.
    #[error("the file is larger than {limit_mib} MiB")]
    TooLarge {
        /// The limit in MiB.
        limit_mib: usize,
    },
    /// Not UTF-8: mostly a file saved by an old editor as GBK.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The first line that is not.
        line: usize,
    },
}

impl GiftRefusal {
    /// The Fluent key of the sentence that says why and what to do.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "bank-fault-gift-too-large",
            Self::NotUtf8 { .. } => "bank-fault-gift-not-utf8",
        }
    }

    /// The arguments of that sentence.
    pub fn args(&self) -> Vec<FaultArg> {
        match self {
            Self::TooLarge { limit_mib } => vec![("limit", limit_mib.to_string().into())],
            Self::NotUtf8 { line } => vec![("line", line.to_string().into())],
        }
    }
}

/// A kind of GIFT question the bank cannot hold yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsupportedKind {
    /// `{#3.14:0.01}`
    Numerical,
    /// `{=a -> 1 =b -> 2}`
    Matching,
    /// `{=right =also right}`
    ShortAnswer,
    /// `{}`
    Essay,
    /// A text without an answer block.
    Description,
}

impl UnsupportedKind {
    /// The kind as a Fluent selector value.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Numerical => "numerical",
            Self::Matching => "matching",
            Self::ShortAnswer => "short-answer",
            Self::Essay => "essay",
            Self::Description => "description",
        }
    }
}

/// One thing wrong in a GIFT file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {kind}", place.line, place.column)]
pub struct GiftFault {
    /// Where to look.
    pub place: Place,
    /// What is wrong.
    pub kind: GiftFaultKind,
}

impl GiftFault {
    /// The Fluent key of the sentence about the fault; the place is shown with
    /// `bank-fault-at-line` (`line`, `column`).
    pub const fn key(&self) -> &'static str {
        self.kind.key()
    }

    /// The arguments of that sentence.
    pub fn args(&self) -> Vec<FaultArg> {
        self.kind.args()
    }
}

/// What is wrong at a place of a GIFT file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GiftFaultKind {
    /// Not yet supported; the rest of the file is imported.
    #[error("{0:?} questions are not supported yet")]
    Unsupported(UnsupportedKind),
    /// A `{` whose `}` does not come before the next blank line.
    #[error("the answer block is never closed")]
    UnclosedBrace,
    /// A `}` without `{`.
    #[error("a closing brace without an opening one")]
    StrayBrace,
    /// A second `{`: a blank line between two questions is missing.
    #[error("a second answer block in one question")]
    SecondAnswerBlock,
    /// A title `::…` that is never closed by `::`.
    #[error("the title is never closed")]
    UnclosedTitle,
    /// Text inside the braces before the first `=` or `~`.
    #[error("an answer without = or ~ before it")]
    AnswerUnmarked,
    /// A weight outside -100 to 100.
    #[error("the weight is not between -100 and 100")]
    WeightOutOfRange,
    /// Several `=` beside `~`: one or several right answers cannot be told.
    #[error("several answers marked = in one choice question")]
    SeveralRight,
    /// A warning: weights differ, and only right and wrong are kept.
    #[error("weights are kept as right and wrong only")]
    WeightsFolded,
    /// A single question beyond the size limit.
    #[error("the question is longer than {limit_kib} KiB")]
    QuestionTooLong {
        /// The limit in KiB.
        limit_kib: usize,
    },
    /// More questions than one file may hold; the rest was not read.
    #[error("more than {limit} questions")]
    TooManyQuestions {
        /// The limit.
        limit: usize,
    },
    /// More faults than are worth listing; the rest was not read.
    #[error("more than {limit} faults")]
    TooManyFaults {
        /// The limit.
        limit: usize,
    },
    /// The question was read, but is not a good question.
    #[error(transparent)]
    Question(#[from] QuestionFault),
}

impl GiftFaultKind {
    /// The Fluent key of the sentence that says what is wrong and how to mend it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Unsupported(_) => "bank-fault-gift-unsupported",
            Self::UnclosedBrace => "bank-fault-gift-unclosed-brace",
            Self::StrayBrace => "bank-fault-gift-stray-brace",
            Self::SecondAnswerBlock => "bank-fault-gift-second-block",
            Self::UnclosedTitle => "bank-fault-gift-unclosed-title",
            Self::AnswerUnmarked => "bank-fault-gift-unmarked",
            Self::WeightOutOfRange => "bank-fault-gift-weight",
            Self::SeveralRight => "bank-fault-gift-several-right",
            Self::WeightsFolded => "bank-fault-gift-weights-folded",
            Self::QuestionTooLong { .. } => "bank-fault-gift-question-too-long",
            Self::TooManyQuestions { .. } => "bank-fault-too-many-questions",
            Self::TooManyFaults { .. } => "bank-fault-too-many-faults",
            Self::Question(fault) => fault.key(),
        }
    }

    /// The arguments of that sentence.
    pub fn args(&self) -> Vec<FaultArg> {
        match self {
            Self::Unsupported(kind) => vec![("kind", kind.word().into())],
            Self::QuestionTooLong { limit_kib: limit }
            | Self::TooManyQuestions { limit }
            | Self::TooManyFaults { limit } => vec![("limit", limit.to_string().into())],
            Self::Question(fault) => fault.args(),
            _ => Vec::new(),
        }
    }
}
