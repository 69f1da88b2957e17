//! The body of a paper: one JSON for everybody, without answers, compressed once.

use axum::body::Bytes;
use platform::error::{Error, internal};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::bank::{Answer, Mark, MultiplePartial, QuestionKind, grade_key};

/// A question as a test holds it.
#[derive(Clone, Debug)]
pub struct PaperQuestion {
    /// Its number on the paper, from 1.
    pub no: i64,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What it asks.
    pub text: String,
    /// Its options in the author's order; empty for a statement.
    pub options: Vec<String>,
    /// The key as a bit mask. Never serialised.
    pub key: i64,
    /// What a right answer is worth.
    pub full: Mark,
}

impl PaperQuestion {
    /// How many choices there are: the options, or 对 and 错.
    #[must_use]
    pub fn choices(&self) -> u8 {
        match self.kind {
            QuestionKind::TrueFalse => 2,
            _ => u8::try_from(self.options.len()).unwrap_or(8),
        }
    }

    /// Whether an answer can be one to this question: known options only, and one at the most
    /// where one is asked for. Nothing chosen is an answer too: it takes an earlier one back.
    #[must_use]
    pub fn takes(&self, value: i64) -> bool {
        let known = (0..1_i64 << self.choices()).contains(&value);
        known && (self.kind == QuestionKind::Multiple || value.count_ones() <= 1)
    }

    /// What an answer is worth.
    #[must_use]
    pub fn grade(&self, value: i64, partial: MultiplePartial) -> Mark {
        let (key, given) = (answer_of(self.kind, self.key), answer_of(self.kind, value));
        grade_key(self.kind, &key, &given, self.full, partial)
    }
}

/// The answer a bit mask stands for.
#[must_use]
pub fn answer_of(kind: QuestionKind, mask: i64) -> Answer {
    match (kind, mask) {
        (QuestionKind::TrueFalse, 1) => Answer::Truth(true),
        (QuestionKind::TrueFalse, 2) => Answer::Truth(false),
        _ => Answer::Choices((0..8).filter(|bit| mask >> bit & 1 == 1).collect()),
    }
}

/// The bit mask of an answer.
#[must_use]
pub fn mask_of(answer: &Answer) -> i64 {
    match answer {
        Answer::Truth(true) => 1,
        Answer::Truth(false) => 2,
        Answer::Choices(choices) => choices
            .iter()
            .filter(|choice| **choice < 8)
            .fold(0, |mask, choice| mask | 1 << choice),
    }
}

/// A paper ready to be given out.
pub struct PaperBody {
    /// The questions in the author's order, with their keys.
    pub questions: Vec<PaperQuestion>,
    /// What all of them are worth.
    pub full: Mark,
    /// Names the body in its address; changes with a single sign of it.
    pub hash: String,
    /// The body as JSON.
    pub json: Bytes,
    /// The same, compressed.
    pub gzip: Bytes,
}

/// What of a question leaves the server. A field added here is seen by every candidate.
#[derive(Serialize)]
struct Shown<'a> {
    no: i64,
    kind: &'static str,
    text: &'a str,
    options: &'a [String],
    marks: String,
}

impl PaperBody {
    /// Serialises and compresses a paper.
    ///
    /// # Errors
    /// When a paper has no question, or cannot be compressed, which is a fault of ours.
    pub fn new(questions: Vec<PaperQuestion>) -> Result<Self, Error> {
        if questions.is_empty() {
            return Err(internal("a paper without questions"));
        }
        let shown: Vec<Shown<'_>> = questions
            .iter()
            .map(|q| Shown {
                no: q.no,
                kind: q.kind.as_str(),
                text: &q.text,
                options: &q.options,
                marks: q.full.to_string(),
            })
            .collect();
        let fault = |error: &dyn std::fmt::Display| internal(format!("a paper body: {error}"));
        let json = serde_json::to_vec(&shown).map_err(|error| fault(&error))?;
        let gzip = compress(&json).map_err(|error| fault(&error))?;
        let digest = Sha256::digest(&json);
        let hash = digest[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let full = questions.iter().map(|q| q.full).sum();
        Ok(Self {
            questions,
            full,
            hash,
            json: json.into(),
            gzip: gzip.into(),
        })
    }

    /// A question by its number.
    #[must_use]
    pub fn question(&self, no: i64) -> Option<&PaperQuestion> {
        usize::try_from(no)
            .ok()?
            .checked_sub(1)
            .and_then(|index| self.questions.get(index))
    }

    /// Kinds and numbers of choices, for the permutation.
    #[must_use]
    pub fn shape(&self) -> Vec<(QuestionKind, u8)> {
        self.questions
            .iter()
            .map(|q| (q.kind, q.choices()))
            .collect()
    }
}

fn compress(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: QuestionKind, options: usize, key: i64) -> PaperQuestion {
        PaperQuestion {
            no: 1,
            kind,
            text: "题干".to_owned(),
            options: (0..options).map(|n| format!("选项 {n}")).collect(),
            key,
            full: Mark::whole(2),
        }
    }

    #[test]
    fn values_outside_the_question_are_refused() {
        let single = question(QuestionKind::Single, 4, 0b10);
        for value in [0, 1, 2, 4, 8] {
            assert!(single.takes(value), "{value}");
        }
        for value in [-1, 3, 16, 255, i64::MAX, i64::MIN] {
            assert!(!single.takes(value), "{value}");
        }
        let multiple = question(QuestionKind::Multiple, 3, 0b101);
        assert!(multiple.takes(0b111) && !multiple.takes(0b1000));
        let statement = question(QuestionKind::TrueFalse, 0, 2);
        assert!(statement.takes(2) && !statement.takes(3) && !statement.takes(4));
    }

    #[test]
    fn masks_grade_like_answers() {
        let none = MultiplePartial::None;
        assert_eq!(
            question(QuestionKind::Single, 4, 2).grade(2, none),
            Mark::whole(2)
        );
        assert_eq!(
            question(QuestionKind::Single, 4, 2).grade(1, none),
            Mark::ZERO
        );
        let multiple = question(QuestionKind::Multiple, 4, 0b101);
        assert_eq!(multiple.grade(0b001, none), Mark::ZERO);
        assert_eq!(multiple.grade(0b001, MultiplePartial::Half), Mark::whole(1));
        assert_eq!(multiple.grade(0b101, none), Mark::whole(2));
        let statement = question(QuestionKind::TrueFalse, 0, 2);
        assert_eq!(statement.grade(2, none), Mark::whole(2));
        assert_eq!(statement.grade(0, none), Mark::ZERO);
        for mask in 1..256 {
            assert_eq!(mask_of(&answer_of(QuestionKind::Multiple, mask)), mask);
        }
    }

    #[test]
    fn the_body_holds_no_key() {
        let a = PaperBody::new(vec![question(QuestionKind::Single, 4, 1)]).expect("a body");
        let b = PaperBody::new(vec![question(QuestionKind::Single, 4, 8)]).expect("a body");
        assert_eq!(a.json, b.json);
        assert_eq!(a.hash, b.hash);
    }
}
