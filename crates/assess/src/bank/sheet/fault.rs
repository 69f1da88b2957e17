//! What can be wrong in a question workbook, by row and column.

use std::borrow::Cow;

use platform::sheet::{Place, SheetError};

use super::super::fault::{FaultArg, QuestionFault, TextPart};
use super::field::{Field, Language};

/// Why a workbook was refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetRefusal {
    /// The file cannot be read as a table; its message stands in `sheet.ftl`.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// Columns without which there are no questions.
    #[error("columns are missing: {fields:?}")]
    ColumnsMissing {
        /// Which.
        fields: Vec<Field>,
    },
    /// Two columns with the same meaning: which one counts cannot be told.
    #[error("{field:?} stands in two columns, again at {place:?}")]
    ColumnRepeated {
        /// Which.
        field: Field,
        /// The second title.
        place: Place,
    },
}

impl SheetRefusal {
    /// The Fluent key of the sentence that says why and what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Sheet(error) => error.message_key(),
            Self::ColumnsMissing { .. } => "bank-fault-columns-missing",
            Self::ColumnRepeated { .. } => "bank-fault-column-repeated",
        }
    }

    /// The arguments of that sentence, with column titles in `language`.
    pub fn args(&self, language: Language) -> Vec<FaultArg> {
        match self {
            Self::Sheet(error) => error
                .message_args()
                .into_iter()
                .map(|(name, value)| (name, value.into()))
                .collect(),
            Self::ColumnsMissing { fields } => {
                let titles: Vec<String> =
                    fields.iter().map(|field| field.title(language)).collect();
                let parted = match language {
                    Language::Chinese => "、",
                    Language::English => ", ",
                };
                vec![("columns", titles.join(parted).into())]
            }
            Self::ColumnRepeated { field, place } => vec![
                ("column", field.title(language).into()),
                ("letters", place.column_letters().into()),
            ],
        }
    }
}

/// One thing wrong in a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row}, {field:?}: {kind}")]
pub struct CellFault {
    /// The row as the office program shows it.
    pub row: u32,
    /// The column to look at.
    pub field: Field,
    /// The cell, where the workbook has that column.
    pub place: Option<Place>,
    /// What is wrong.
    pub kind: CellFaultKind,
}

impl CellFault {
    /// The Fluent key of the sentence about the fault; the place is shown with
    /// `bank-fault-at-cell` (`row`, `column`).
    pub const fn key(&self) -> &'static str {
        self.kind.key()
    }

    /// The arguments of that sentence.
    pub fn args(&self) -> Vec<FaultArg> {
        self.kind.args()
    }
}

/// What is wrong in a cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellFaultKind {
    /// A kind nobody knows.
    #[error("{word:?} is no kind of question")]
    KindUnknown {
        /// What was written.
        word: String,
    },
    /// An answer that is neither letters nor a truth value.
    #[error("{word:?} is no answer")]
    AnswerUnreadable {
        /// What was written.
        word: String,
    },
    /// A difficulty nobody knows.
    #[error("{word:?} is no difficulty")]
    DifficultyUnknown {
        /// What was written.
        word: String,
    },
    /// The office program made a date of what was typed, such as 3-5.
    #[error("the cell holds a date")]
    DateCell,
    /// A formula that failed.
    #[error("the cell holds a formula that failed")]
    FailedFormula,
    /// The row was read, but is not a good question.
    #[error(transparent)]
    Question(#[from] QuestionFault),
}

impl CellFaultKind {
    /// The Fluent key of the sentence that says what is wrong and how to mend it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::KindUnknown { .. } => "bank-fault-kind-unknown",
            Self::AnswerUnreadable { .. } => "bank-fault-answer-unreadable",
            Self::DifficultyUnknown { .. } => "bank-fault-difficulty-unknown",
            Self::DateCell => "bank-fault-date-cell",
            Self::FailedFormula => "bank-fault-failed-formula",
            Self::Question(fault) => fault.key(),
        }
    }

    /// The arguments of that sentence.
    pub fn args(&self) -> Vec<FaultArg> {
        match self {
            Self::KindUnknown { word }
            | Self::AnswerUnreadable { word }
            | Self::DifficultyUnknown { word } => vec![("word", Cow::Owned(word.clone()))],
            Self::DateCell | Self::FailedFormula => Vec::new(),
            Self::Question(fault) => fault.args(),
        }
    }
}

/// The column in which a fault of the question is mended.
pub(super) fn field_of(fault: &QuestionFault) -> Field {
    use QuestionFault as F;
    let option = |letter: char| {
        let index = u8::try_from(letter).unwrap_or(b'A').saturating_sub(b'A');
        Field::Option(index)
    };
    match fault {
        F::TextMissing => Field::Text,
        F::TooLong { part, .. } | F::ControlCharacter { part } => match part {
            TextPart::Text => Field::Text,
            TextPart::Option(letter) => option(*letter),
            TextPart::Explanation => Field::Explanation,
            TextPart::Source => Field::Source,
            TextPart::Tag => Field::Tags,
        },
        F::OptionMissing { letter } | F::OptionRepeated { letter, .. } => option(*letter),
        F::TooFewOptions | F::TooManyOptions { .. } | F::OptionsOnStatement => Field::Option(0),
        F::AnswerMissing
        | F::AnswerOfOtherKind
        | F::AnswerBeyondOptions { .. }
        | F::SeveralAnswersToSingle
        | F::OneAnswerToMultiple => Field::Answer,
        F::ExplanationMissing => Field::Explanation,
        F::SourceMissing => Field::Source,
        F::TooManyTags { .. } | F::TagMalformed { .. } => Field::Tags,
    }
}
