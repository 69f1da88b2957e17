//! What can be wrong with a cell or a file, and how it is said.

use platform::error::Message;
use platform::sheet::column_letters;
use serde::{Deserialize, Serialize};

use super::columns::Column;

/// Whether a fault keeps the row out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The row may be imported; somebody should look.
    Warning,
    /// The row is not imported.
    Error,
}

macro_rules! kinds {
    ($(#[$top:meta])* $name:ident { $($(#[$doc:meta])+ $variant:ident = $level:ident, $key:literal;)+ }) => {
        $(#[$top])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])+ $variant,)+
        }

        impl $name {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Whether it keeps the row out.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level),+ }
            }

            /// The Fluent key of the message.
            pub fn message_key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }
    };
}

kinds! {
    /// What is wrong with a cell.
    FaultKind {
        /// A required cell is empty.
        MissingRequired = Error, "roster-fault-missing-required";
        /// A formula that failed.
        FormulaError = Error, "roster-fault-formula-error";
        /// More characters than the field holds.
        TextTooLong = Error, "roster-fault-text-too-long";
        /// A name longer than any.
        NameTooLong = Error, "roster-fault-name-too-long";
        /// Digits in a name.
        NameHasDigits = Error, "roster-fault-name-has-digits";
        /// Signs in a name that no name has.
        NameHasSigns = Error, "roster-fault-name-has-signs";
        /// The office program rounded the ID number.
        IdFloatDamaged = Error, "roster-fault-id-float-damaged";
        /// The ID number has a wrong length.
        IdLength = Error, "roster-fault-id-length";
        /// The ID number has letters or signs.
        IdCharacters = Error, "roster-fault-id-characters";
        /// The region of the ID number does not exist.
        IdRegion = Error, "roster-fault-id-region";
        /// The birth date in the ID number does not exist.
        IdDate = Error, "roster-fault-id-date";
        /// The check character of the ID number is wrong.
        IdCheckDigit = Error, "roster-fault-id-check-digit";
        /// An ID number of 15 digits, upgraded.
        IdLegacy = Warning, "roster-fault-id-legacy";
        /// The ID number stands in an earlier row too.
        IdRepeated = Error, "roster-fault-id-repeated";
        /// The sex differs from the one in the ID number.
        SexContradictsId = Warning, "roster-fault-sex-contradicts-id";
        /// The birth date differs from the one in the ID number; the personnel file wins.
        BirthContradictsId = Warning, "roster-fault-birth-contradicts-id";
        /// Not written as a date.
        DateUnreadable = Error, "roster-fault-date-unreadable";
        /// A date no calendar has.
        DateImpossible = Error, "roster-fault-date-impossible";
        /// 2020.1: January or October.
        DateAmbiguous = Error, "roster-fault-date-ambiguous";
        /// Only year and month; the first of the month was taken.
        DayAssumed = Warning, "roster-fault-day-assumed";
        /// Later than today.
        DateInFuture = Error, "roster-fault-date-in-future";
        /// Before there was a Party, or before anybody alive was born.
        DateTooEarly = Error, "roster-fault-date-too-early";
        /// Before a date that must come first.
        DateOrder = Error, "roster-fault-date-order";
        /// Joined before the age the constitution asks.
        JoinedTooYoung = Error, "roster-fault-joined-too-young";
        /// Full member before joining.
        FullBeforeJoined = Error, "roster-fault-full-before-joined";
        /// A full member without the date of it.
        FullDateMissing = Error, "roster-fault-full-date-missing";
        /// A probationary member with a date of full membership.
        FullDateUnexpected = Error, "roster-fault-full-date-unexpected";
        /// Probation was neither a year nor a year and a permitted extension.
        ProbationLength = Warning, "roster-fault-probation-length";
        /// Still probationary after the longest possible probation.
        ProbationOverdue = Warning, "roster-fault-probation-overdue";
        /// Not in the code table.
        UnknownCode = Error, "roster-fault-unknown-code";
        /// Neither full nor probationary member.
        UnknownCategory = Error, "roster-fault-unknown-category";
        /// Neither 是 nor 否.
        NotYesOrNo = Error, "roster-fault-not-yes-or-no";
        /// No post of that name.
        UnknownPost = Error, "roster-fault-unknown-post";
        /// No mobile number of mainland China.
        MobileFormat = Error, "roster-fault-mobile-format";
        /// Probably no telephone number; kept as it is.
        PhoneFormat = Warning, "roster-fault-phone-format";
        /// No branch of that name within reach.
        BranchUnknown = Error, "roster-fault-branch-unknown";
        /// Several branches of that name.
        BranchAmbiguous = Error, "roster-fault-branch-ambiguous";
        /// The branch does not exist yet and will be created.
        BranchToCreate = Warning, "roster-fault-branch-to-create";
        /// The person is a member of another branch already; a roster moves nobody. Found by the
        /// import, which knows the members, not by the check.
        MemberElsewhere = Error, "roster-fault-member-elsewhere";
        /// The ID number is a member's of another name: a mistyped number must not write over
        /// somebody else's record. Found by the import.
        NameDiffers = Error, "roster-fault-name-differs";
    }
}

/// A fault and the cell it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellFault {
    /// Row as the office program counts.
    pub row: u32,
    /// Which column of the roster.
    pub column: Column,
    /// Where that column stands in the file, from 1; `None` if the file does not have it.
    pub position: Option<u32>,
    /// What is wrong.
    pub kind: FaultKind,
    /// Whether the row is kept out.
    pub level: Level,
    /// What the cell says; never for sealed columns.
    pub value: Option<String>,
    /// What it was held against: a limit, another row, another column.
    pub other: Option<String>,
}

impl CellFault {
    /// The message without the place. Arguments: `title`, `value`, `other`.
    pub fn message(&self) -> Message {
        Message::new(self.kind.message_key())
            .with("title", self.column.title())
            .with("value", self.value.as_deref().unwrap_or_default())
            .with("other", self.other.as_deref().unwrap_or_default())
    }

    /// Letters of the column in the file, empty if the file does not have it.
    pub fn letters(&self) -> String {
        self.position.map(column_letters).unwrap_or_default()
    }
}

kinds! {
    /// What is wrong with the file as a whole.
    FileFaultKind {
        /// No row that names columns of the roster.
        NoHeader = Error, "roster-file-no-header";
        /// A required column is not there.
        ColumnMissing = Error, "roster-file-column-missing";
        /// A column stands twice.
        ColumnTwice = Error, "roster-file-column-twice";
        /// A column the roster does not know; it is not imported.
        ColumnUnknown = Warning, "roster-file-column-unknown";
        /// A header and nothing under it.
        NoRows = Error, "roster-file-no-rows";
    }
}

/// A fault of the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFault {
    /// What is wrong.
    pub kind: FileFaultKind,
    /// The title concerned, empty if none.
    pub title: String,
    /// Where that column stands in the file, from 1.
    pub position: Option<u32>,
}

impl FileFault {
    /// The message. Arguments: `title`, `letters`.
    pub fn message(&self) -> Message {
        Message::new(self.kind.message_key())
            .with("title", &self.title)
            .with(
                "letters",
                self.position.map(column_letters).unwrap_or_default(),
            )
    }

    /// Whether nothing can be imported.
    pub fn level(&self) -> Level {
        self.kind.level()
    }
}
