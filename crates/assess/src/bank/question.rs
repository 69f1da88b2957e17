//! A question as an author writes it: its parts, what is wrong with it, and
//! when two of them are the same question.
//!
//! Nothing here knows a database: imports (GIFT, the workbook, GAOKAO-Bench)
//! produce [`QuestionDraft`]s, the bank stores versions of them.
//!
//! # What *unchanged* means
//!
//! Two drafts are the same when their canonical forms are equal. The canonical
//! form trims every text, writes every line end as one `\n`, removes white
//! space at the end of a line and folds several blank lines into one; answers
//! are sorted without repeats, tags keep their first mention. Nothing inside a
//! line is touched, so a round trip may not lose a single visible sign.

use serde::{Deserialize, Serialize};

use super::fault::{QuestionFault, TextPart};

/// The most options a question may have: letters A to H of the template.
pub const MAX_OPTIONS: usize = 8;
/// Longest question text, in Unicode scalar values.
pub const MAX_TEXT: usize = 4_000;
/// Longest option, in Unicode scalar values.
pub const MAX_OPTION: usize = 1_000;
/// Longest explanation, in Unicode scalar values.
pub const MAX_EXPLANATION: usize = 8_000;
/// Longest source reference, in Unicode scalar values.
pub const MAX_SOURCE: usize = 300;
/// The most tags of one question.
pub const MAX_TAGS: usize = 20;
/// Longest tag, in Unicode scalar values.
pub const MAX_TAG: usize = 40;

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// One right option (单选).
    Single,
    /// Two or more right options (多选).
    Multiple,
    /// A statement that is right or wrong (判断).
    TrueFalse,
}

impl QuestionKind {
    /// Every kind, in the order of papers.
    pub const ALL: [Self; 3] = [Self::Single, Self::Multiple, Self::TrueFalse];

    /// The word stored in databases and interfaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::TrueFalse => "true_false",
        }
    }

    /// Reads [`Self::as_str`] back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How hard the author thinks a question is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// 易
    Easy,
    /// 中, also when the author says nothing.
    #[default]
    Medium,
    /// 难
    Hard,
}

impl Difficulty {
    /// Every level, easiest first.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    /// The word stored in databases and interfaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }

    /// Reads [`Self::as_str`] back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

/// An answer: the key of a question, or what a candidate chose.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Chosen options, counted from 0. Empty means nothing was chosen.
    Choices(Vec<u8>),
    /// 对 is `true`, 错 is `false`.
    Truth(bool),
}

impl Answer {
    /// The same answer with its choices sorted and without repeats.
    #[must_use]
    pub fn canonical(&self) -> Self {
        match self {
            Self::Choices(choices) => {
                let mut choices = choices.clone();
                choices.sort_unstable();
                choices.dedup();
                Self::Choices(choices)
            }
            Self::Truth(truth) => Self::Truth(*truth),
        }
    }

    /// Letters of the chosen options ("ACD"); empty for a truth value.
    pub fn letters(&self) -> String {
        match self.canonical() {
            Self::Choices(choices) => choices.into_iter().map(option_letter).collect(),
            Self::Truth(_) => String::new(),
        }
    }
}

/// The letter of an option counted from 0: 0 is A. Beyond Z there is `?`.
pub fn option_letter(index: u8) -> char {
    if index < 26 {
        char::from(b'A' + index)
    } else {
        '?'
    }
}

/// A question as written, not yet stored and not yet reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionDraft {
    /// How it is answered.
    pub kind: QuestionKind,
    /// The question itself; plain text, lines kept.
    pub text: String,
    /// The options in order; empty for a statement.
    #[serde(default)]
    pub options: Vec<String>,
    /// The right answer.
    pub answer: Answer,
    /// Why it is right, shown to the member after the test closes.
    #[serde(default)]
    pub explanation: String,
    /// Where it comes from, so that an author can check it.
    #[serde(default)]
    pub source: String,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// How hard it is.
    #[serde(default)]
    pub difficulty: Difficulty,
}

impl QuestionDraft {
    /// The same question with everything trimmed and newlines folded; see the
    /// module's head for the exact meaning.
    #[must_use]
    pub fn canonical(&self) -> Self {
        let mut tags: Vec<String> = Vec::with_capacity(self.tags.len());
        for tag in self.tags.iter().map(|tag| fold_text(tag)) {
            if !tag.is_empty() && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Self {
            kind: self.kind,
            text: fold_text(&self.text),
            options: self
                .options
                .iter()
                .map(|option| fold_text(option))
                .collect(),
            answer: self.answer.canonical(),
            explanation: fold_text(&self.explanation),
            source: fold_text(&self.source),
            tags,
            difficulty: self.difficulty,
        }
    }

    /// Whether both are the same question: equal canonical forms. An import
    /// uses it to leave a question untouched instead of making a version.
    pub fn same_as(&self, other: &Self) -> bool {
        self.canonical() == other.canonical()
    }

    /// Everything wrong with the question, in reading order; empty when it may
    /// be stored. The canonical form is judged.
    pub fn validate(&self) -> Vec<QuestionFault> {
        let draft = self.canonical();
        let mut faults = Vec::new();
        draft.check_text(&mut faults);
        draft.check_options(&mut faults);
        draft.check_answer(&mut faults);
        draft.check_tags(&mut faults);
        faults
    }

    /// What an author should look at, though the question may be stored: equal
    /// options that the key does not tell apart, no explanation, no source.
    pub fn warnings(&self) -> Vec<QuestionFault> {
        let draft = self.canonical();
        let mut warnings = draft.repeated_options(RepeatedOptions::Harmless);
        if draft.explanation.is_empty() {
            warnings.push(QuestionFault::ExplanationMissing);
        }
        if draft.source.is_empty() {
            warnings.push(QuestionFault::SourceMissing);
        }
        warnings
    }

    fn check_text(&self, faults: &mut Vec<QuestionFault>) {
        if self.text.is_empty() {
            faults.push(QuestionFault::TextMissing);
        }
        check_length(&self.text, MAX_TEXT, TextPart::Text, faults);
        check_length(
            &self.explanation,
            MAX_EXPLANATION,
            TextPart::Explanation,
            faults,
        );
        check_length(&self.source, MAX_SOURCE, TextPart::Source, faults);
    }

    fn check_options(&self, faults: &mut Vec<QuestionFault>) {
        if self.kind == QuestionKind::TrueFalse {
            if !self.options.is_empty() {
                faults.push(QuestionFault::OptionsOnStatement);
            }
            return;
        }
        if self.options.len() < 2 {
            faults.push(QuestionFault::TooFewOptions);
        }
        if self.options.len() > MAX_OPTIONS {
            faults.push(QuestionFault::TooManyOptions { limit: MAX_OPTIONS });
            return;
        }
        for (index, option) in (0..=u8::MAX).zip(&self.options) {
            let letter = option_letter(index);
            if option.is_empty() {
                faults.push(QuestionFault::OptionMissing { letter });
                continue;
            }
            check_length(option, MAX_OPTION, TextPart::Option(letter), faults);
        }
        faults.extend(self.repeated_options(RepeatedOptions::KeyedApart));
    }

    /// Options with the same text as an earlier one. They are a fault only where
    /// the key tells them apart: nobody could then know which one is meant.
    fn repeated_options(&self, wanted: RepeatedOptions) -> Vec<QuestionFault> {
        let Answer::Choices(key) = &self.answer else {
            return Vec::new();
        };
        let mut repeated = Vec::new();
        for (index, option) in (0..=u8::MAX)
            .zip(&self.options)
            .filter(|(_, text)| !text.is_empty())
        {
            let earlier = self.options.iter().take(usize::from(index));
            let Some((first, _)) = (0..=u8::MAX).zip(earlier).find(|(_, text)| *text == option)
            else {
                continue;
            };
            let apart = key.contains(&first) != key.contains(&index);
            if apart == (wanted == RepeatedOptions::KeyedApart) {
                repeated.push(QuestionFault::OptionRepeated {
                    letter: option_letter(index),
                    first: option_letter(first),
                });
            }
        }
        repeated
    }

    fn check_answer(&self, faults: &mut Vec<QuestionFault>) {
        let choices = match (&self.answer, self.kind) {
            (Answer::Truth(_), QuestionKind::TrueFalse) => return,
            (Answer::Choices(choices), QuestionKind::Single | QuestionKind::Multiple) => choices,
            _ => {
                faults.push(QuestionFault::AnswerOfOtherKind);
                return;
            }
        };
        if choices.is_empty() {
            faults.push(QuestionFault::AnswerMissing);
        }
        for &choice in choices {
            if usize::from(choice) >= self.options.len() {
                faults.push(QuestionFault::AnswerBeyondOptions {
                    letter: option_letter(choice),
                });
            }
        }
        if self.kind == QuestionKind::Single && choices.len() > 1 {
            faults.push(QuestionFault::SeveralAnswersToSingle);
        }
        if self.kind == QuestionKind::Multiple && choices.len() == 1 {
            faults.push(QuestionFault::OneAnswerToMultiple);
        }
    }

    fn check_tags(&self, faults: &mut Vec<QuestionFault>) {
        if self.tags.len() > MAX_TAGS {
            faults.push(QuestionFault::TooManyTags { limit: MAX_TAGS });
        }
        for tag in &self.tags {
            check_length(tag, MAX_TAG, TextPart::Tag, faults);
            if tag.contains(is_tag_separator) {
                faults.push(QuestionFault::TagMalformed { tag: tag.clone() });
            }
        }
    }
}

/// Which equal options are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RepeatedOptions {
    /// One is right and the other wrong.
    KeyedApart,
    /// Both are right or both are wrong; real examination papers print such.
    Harmless,
}

/// Signs that part two tags in a cell; a tag cannot hold one.
pub fn is_tag_separator(sign: char) -> bool {
    matches!(sign, ',' | '，' | ';' | '；' | '、' | '\n')
}

/// Trims, writes every line end as `\n`, drops white space before a line end
/// and keeps at most one blank line in a row.
pub fn fold_text(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut folded = String::with_capacity(unified.len());
    let mut blanks = 0usize;
    for line in unified.trim().split('\n').map(str::trim_end) {
        if line.is_empty() {
            blanks += 1;
            continue;
        }
        if !folded.is_empty() {
            folded.push_str(if blanks > 0 { "\n\n" } else { "\n" });
        }
        blanks = 0;
        folded.push_str(line);
    }
    folded
}

/// Refuses what is too long, and signs that no workbook or page can carry:
/// control characters other than line end and tab, and the two non-characters
/// that XML 1.0 excludes.
fn check_length(text: &str, limit: usize, part: TextPart, faults: &mut Vec<QuestionFault>) {
    if text.chars().count() > limit {
        faults.push(QuestionFault::TooLong { part, limit });
    }
    let unfit = |sign: char| {
        (sign.is_control() && !matches!(sign, '\n' | '\t'))
            || matches!(sign, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(unfit) {
        faults.push(QuestionFault::ControlCharacter { part });
    }
}
