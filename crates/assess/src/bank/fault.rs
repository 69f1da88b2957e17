//! What can be wrong with a question, as values; the words stand in the
//! `assess.ftl` files under `bank-fault-…`.

use std::borrow::Cow;

/// An argument of a Fluent message: its name and its value as text.
pub type FaultArg = (&'static str, Cow<'static, str>);

/// A part of a question that holds text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// The question text (题干).
    Text,
    /// The option of this letter.
    Option(char),
    /// The explanation (解析).
    Explanation,
    /// The source (来源).
    Source,
    /// A tag (标签).
    Tag,
}

impl TextPart {
    /// The part's word as a Fluent selector value: "text", "option", …
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Option(_) => "option",
            Self::Explanation => "explanation",
            Self::Source => "source",
            Self::Tag => "tag",
        }
    }

    fn args(self) -> Vec<FaultArg> {
        let mut args: Vec<FaultArg> = vec![("part", Cow::Borrowed(self.word()))];
        if let Self::Option(letter) = self {
            args.push(("letter", letter.to_string().into()));
        }
        args
    }
}

/// One thing wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionFault {
    /// No question text.
    #[error("the question has no text")]
    TextMissing,
    /// A text beyond its limit, in Unicode scalar values.
    #[error("{part:?} is longer than {limit} characters")]
    TooLong {
        /// Which text.
        part: TextPart,
        /// The limit, in Unicode scalar values.
        limit: usize,
    },
    /// A sign that cannot be shown or stored in a workbook.
    #[error("{part:?} holds a control character")]
    ControlCharacter {
        /// Which text.
        part: TextPart,
    },
    /// Fewer than two options.
    #[error("fewer than two options")]
    TooFewOptions,
    /// More options than letters.
    #[error("more than {limit} options")]
    TooManyOptions {
        /// The most there may be.
        limit: usize,
    },
    /// An option without text before the last one.
    #[error("option {letter} is empty")]
    OptionMissing {
        /// Its letter.
        letter: char,
    },
    /// Two options with the same text: a fault where the key tells them apart,
    /// a warning otherwise.
    #[error("option {letter} repeats option {first}")]
    OptionRepeated {
        /// The later letter.
        letter: char,
        /// The earlier letter.
        first: char,
    },
    /// A true/false statement with options.
    #[error("a statement has no options")]
    OptionsOnStatement,
    /// No answer.
    #[error("no answer")]
    AnswerMissing,
    /// An answer of the wrong shape for the kind.
    #[error("the answer does not fit the kind of question")]
    AnswerOfOtherKind,
    /// An answer that names an option that does not exist.
    #[error("answer {letter} is not among the options")]
    AnswerBeyondOptions {
        /// The letter named.
        letter: char,
    },
    /// Several answers to a single choice.
    #[error("a single choice has several answers")]
    SeveralAnswersToSingle,
    /// One answer to a multiple choice: nearly always a slip of the author.
    #[error("a multiple choice has only one answer")]
    OneAnswerToMultiple,
    /// A warning: the member will not learn why.
    #[error("no explanation")]
    ExplanationMissing,
    /// A warning: nobody can check it against its source.
    #[error("no source")]
    SourceMissing,
    /// Too many tags.
    #[error("more than {limit} tags")]
    TooManyTags {
        /// The most there may be.
        limit: usize,
    },
    /// A tag with a separator inside.
    #[error("tag {tag:?} holds a separator")]
    TagMalformed {
        /// The tag as written.
        tag: String,
    },
}

impl QuestionFault {
    /// The Fluent key of the sentence that says what is wrong and how to mend it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::TextMissing => "bank-fault-text-missing",
            Self::TooLong { .. } => "bank-fault-too-long",
            Self::ControlCharacter { .. } => "bank-fault-control-character",
            Self::TooFewOptions => "bank-fault-too-few-options",
            Self::TooManyOptions { .. } => "bank-fault-too-many-options",
            Self::OptionMissing { .. } => "bank-fault-option-missing",
            Self::OptionRepeated { .. } => "bank-fault-option-repeated",
            Self::OptionsOnStatement => "bank-fault-options-on-statement",
            Self::AnswerMissing => "bank-fault-answer-missing",
            Self::AnswerOfOtherKind => "bank-fault-answer-of-other-kind",
            Self::AnswerBeyondOptions { .. } => "bank-fault-answer-beyond-options",
            Self::SeveralAnswersToSingle => "bank-fault-several-answers",
            Self::OneAnswerToMultiple => "bank-fault-one-answer",
            Self::ExplanationMissing => "bank-fault-explanation-missing",
            Self::SourceMissing => "bank-fault-source-missing",
            Self::TooManyTags { .. } => "bank-fault-too-many-tags",
            Self::TagMalformed { .. } => "bank-fault-tag-malformed",
        }
    }

    /// The arguments of that sentence.
    pub fn args(&self) -> Vec<FaultArg> {
        match self {
            Self::TooLong { part, limit } => {
                let mut args = part.args();
                args.push(("limit", limit.to_string().into()));
                args
            }
            Self::ControlCharacter { part } => part.args(),
            Self::TooManyOptions { limit } | Self::TooManyTags { limit } => {
                vec![("limit", limit.to_string().into())]
            }
            Self::OptionMissing { letter } | Self::AnswerBeyondOptions { letter } => {
                vec![("letter", letter.to_string().into())]
            }
            Self::OptionRepeated { letter, first } => {
                vec![
                    ("letter", letter.to_string().into()),
                    ("first", first.to_string().into()),
                ]
            }
            Self::TagMalformed { tag } => vec![("tag", tag.clone().into())],
            _ => Vec::new(),
        }
    }
}
