//! Marks: what an answer is worth against its key.
//!
//! Marks are whole hundredths, so that sums are exact and the same on every
//! engine; a half of 2.50 is 1.25 and nothing is ever rounded up.

use serde::{Deserialize, Serialize};

use super::question::{Answer, QuestionDraft, QuestionKind};

/// A mark in hundredths: 4 marks are `Mark(400)`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Mark(pub i64);

impl Mark {
    /// No mark.
    pub const ZERO: Self = Self(0);

    /// So many whole marks.
    pub const fn whole(marks: u32) -> Self {
        Self(marks as i64 * 100)
    }

    /// The mark in hundredths, as stored.
    pub const fn hundredths(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for Mark {
    /// Without needless noughts: 4, 2.5, 1.25.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

impl std::iter::Sum for Mark {
    fn sum<I: Iterator<Item = Self>>(marks: I) -> Self {
        Self(marks.fold(0i64, |sum, mark| sum.saturating_add(mark.0)))
    }
}

/// What an incomplete answer to a multiple choice is worth: the rule value
/// `multiple_partial`. A wrong choice among the answer is worth nothing under
/// each of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MultiplePartial {
    /// All or nothing: 多选、少选、错选均不得分. The default.
    #[default]
    None,
    /// Half the mark for some right choices and no wrong one: 少选得一半.
    Half,
    /// The share of right choices found, rounded down to a hundredth.
    Share,
}

impl MultiplePartial {
    /// Reads the rule table's word; `None` when there is no such rule.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "none" => Some(Self::None),
            "half" => Some(Self::Half),
            "share" => Some(Self::Share),
            _ => None,
        }
    }

    /// The word of the rule table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Half => "half",
            Self::Share => "share",
        }
    }
}

/// Grades an answer to `question`, worth `full` when right. The answer counts
/// choices in the author's order: a shuffled paper maps them back first.
pub fn grade(
    question: &QuestionDraft,
    given: &Answer,
    full: Mark,
    partial: MultiplePartial,
) -> Mark {
    grade_key(question.kind, &question.answer, given, full, partial)
}

/// [`grade`] for whoever holds only kind and key. An answer of the wrong shape
/// is a wrong answer, never an error: it came from outside.
pub fn grade_key(
    kind: QuestionKind,
    key: &Answer,
    given: &Answer,
    full: Mark,
    partial: MultiplePartial,
) -> Mark {
    let (key, given) = (key.canonical(), given.canonical());
    let (Answer::Choices(right), Answer::Choices(chosen)) = (&key, &given) else {
        return if key == given { full } else { Mark::ZERO };
    };
    if right.is_empty() || chosen.is_empty() {
        return Mark::ZERO;
    }
    if right == chosen {
        return full;
    }
    let some_right = chosen.iter().all(|choice| right.contains(choice));
    if kind != QuestionKind::Multiple || !some_right {
        return Mark::ZERO;
    }
    match partial {
        MultiplePartial::None => Mark::ZERO,
        MultiplePartial::Half => Mark(full.0 / 2),
        MultiplePartial::Share => share(full, chosen.len(), right.len()),
    }
}

/// `full * found / of`, rounded down; through i128 so that no mark overflows.
fn share(full: Mark, found: usize, of: usize) -> Mark {
    let product = i128::from(full.0) * found as i128 / of.max(1) as i128;
    Mark(i64::try_from(product).unwrap_or(full.0))
}
