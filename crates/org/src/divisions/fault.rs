//! What is wrong in a table of divisions, and where.

use platform::error::Message;
use platform::i18n::{Locale, say_message};
use platform::sheet::SheetError;

use super::Told;

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The file is no table at all.
    Unreadable(SheetError),
    /// It has no columns for code and name.
    NoHeader,
    /// It has a header and nothing below.
    NoRows,
    /// The code's cell is empty.
    CodeMissing,
    /// The code is not 2, 4, 6, 9 or 12 digits.
    CodeForm(String),
    /// The code stood in a row before, in the same file or another.
    CodeTwice(String),
    /// A column for what stands above says another than the code.
    CodeElsewhere {
        /// The code.
        code: String,
        /// What the column says.
        above: String,
    },
    /// Nothing in the files or the city has the code of what should stand above.
    AboveMissing(String),
    /// The row of what should stand above was refused.
    AboveRefused(String),
    /// The name's cell is empty.
    NameMissing,
    /// The name holds signs no name has.
    NameSigns(String),
    /// The name is longer than this.
    NameLong(usize),
    /// What it is cannot be told from its name; a committee is set up.
    KindGuessed(String),
}

/// Something wrong at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Which of the files.
    pub file: usize,
    /// The row as the office program counts.
    pub row: Option<u32>,
    /// The column's title.
    pub column: String,
    /// What.
    pub what: What,
}

impl Fault {
    /// Whether the row is taken all the same.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        matches!(self.what, What::KindGuessed(_))
    }

    /// The fault in words, with the file's name.
    pub(super) fn told(&self, names: &[String], locale: Locale) -> Told {
        Told {
            file: names.get(self.file).cloned().unwrap_or_default(),
            row: self.row,
            column: self.column.clone(),
            warning: self.is_warning(),
            words: say_message(locale, &self.what.message()),
        }
    }
}

impl What {
    fn message(&self) -> Message {
        match self {
            Self::Unreadable(error) => error.message(),
            Self::NoHeader => Message::new("org-divisions-no-header"),
            Self::NoRows => Message::new("org-divisions-no-rows"),
            Self::CodeMissing => Message::new("org-divisions-code-missing"),
            Self::CodeForm(code) => Message::new("org-divisions-code-form").with("code", code),
            Self::CodeTwice(code) => Message::new("org-divisions-code-twice").with("code", code),
            Self::CodeElsewhere { code, above } => Message::new("org-divisions-code-elsewhere")
                .with("code", code)
                .with("above", above),
            Self::AboveMissing(code) => {
                Message::new("org-divisions-above-missing").with("code", code)
            }
            Self::AboveRefused(code) => {
                Message::new("org-divisions-above-refused").with("code", code)
            }
            Self::NameMissing => Message::new("org-divisions-name-missing"),
            Self::NameSigns(name) => Message::new("org-divisions-name-signs").with("name", name),
            Self::NameLong(limit) => Message::new("org-divisions-name-long").with("limit", limit),
            Self::KindGuessed(name) => {
                Message::new("org-divisions-kind-guessed").with("name", name)
            }
        }
    }
}
