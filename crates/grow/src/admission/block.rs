//! What can come of a step, and why one may not happen.

/// What came of a step.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// It was done, or agreed to.
    Done,
    /// The superior refused, or the review was not passed.
    Refused,
    /// The assembly admits (讨论通过).
    Passed,
    /// The assembly's vote did not carry what was put to it.
    NotPassed,
    /// 按期转正.
    Converted,
    /// 延长预备期.
    Extended,
    /// 取消预备党员资格.
    Cancelled,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::Refused,
        Self::Passed,
        Self::NotPassed,
        Self::Converted,
        Self::Extended,
        Self::Cancelled,
    ];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Passed => "passed",
            Self::NotPassed => "not_passed",
            Self::Converted => "converted",
            Self::Extended => "extended",
            Self::Cancelled => "cancelled",
        }
    }

    /// From what is stored or sent.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The word key of it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "admission-outcome-done",
            Self::Refused => "admission-outcome-refused",
            Self::Passed => "admission-outcome-passed",
            Self::NotPassed => "admission-outcome-not-passed",
            Self::Converted => "admission-outcome-converted",
            Self::Extended => "admission-outcome-extended",
            Self::Cancelled => "admission-outcome-cancelled",
        }
    }
}

/// Why something may not happen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Block {
    /// The case has ended, is paused or is filed.
    Closed,
    /// It was done already.
    DoneAlready,
    /// What it needs is not done.
    Order,
    /// The day lies before the day of what it needs.
    Backwards,
    /// Under age.
    Age,
    /// The local wait between application and activist.
    Wait,
    /// Too few or too many mentors.
    Mentors,
    /// Not exactly as many introducers as there must be.
    Introducers,
    /// Cultivated for too short a time.
    Cultivation,
    /// No training, or too little.
    Training,
    /// Leaving the unit soon.
    Leaving,
    /// No public notice that ended well.
    Notice,
    /// The superior's decision comes too late: the assembly votes again.
    Expired,
    /// Probation has not ended.
    Probation,
    /// Probation was extended already.
    ExtendedAlready,
    /// Not so short or long an extension.
    ExtensionLength,
    /// What came of it is nothing that can come of this step.
    Outcome,
}

impl Block {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Closed,
        Self::DoneAlready,
        Self::Order,
        Self::Backwards,
        Self::Age,
        Self::Wait,
        Self::Mentors,
        Self::Introducers,
        Self::Cultivation,
        Self::Training,
        Self::Leaving,
        Self::Notice,
        Self::Expired,
        Self::Probation,
        Self::ExtendedAlready,
        Self::ExtensionLength,
        Self::Outcome,
    ];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::DoneAlready => "done_already",
            Self::Order => "order",
            Self::Backwards => "backwards",
            Self::Age => "age",
            Self::Wait => "wait",
            Self::Mentors => "mentors",
            Self::Introducers => "introducers",
            Self::Cultivation => "cultivation",
            Self::Training => "training",
            Self::Leaving => "leaving",
            Self::Notice => "notice",
            Self::Expired => "expired",
            Self::Probation => "probation",
            Self::ExtendedAlready => "extended_already",
            Self::ExtensionLength => "extension_length",
            Self::Outcome => "outcome",
        }
    }

    /// From what is stored or sent.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The word key of it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Closed => "admission-block-closed",
            Self::DoneAlready => "admission-block-done-already",
            Self::Order => "admission-block-order",
            Self::Backwards => "admission-block-backwards",
            Self::Age => "admission-block-age",
            Self::Wait => "admission-block-wait",
            Self::Mentors => "admission-block-mentors",
            Self::Introducers => "admission-block-introducers",
            Self::Cultivation => "admission-block-cultivation",
            Self::Training => "admission-block-training",
            Self::Leaving => "admission-block-leaving",
            Self::Notice => "admission-block-notice",
            Self::Expired => "admission-block-expired",
            Self::Probation => "admission-block-probation",
            Self::ExtendedAlready => "admission-block-extended-already",
            Self::ExtensionLength => "admission-block-extension-length",
            Self::Outcome => "admission-block-outcome",
        }
    }

    /// Whether two persons may let it fall for one applicant, with a reason. What the Party's
    /// constitution itself fixes (age, introducers, probation, the order) never falls.
    #[must_use]
    pub fn may_fall(self) -> bool {
        matches!(
            self,
            Self::Wait | Self::Cultivation | Self::Training | Self::Leaving | Self::Notice
        )
    }
}
