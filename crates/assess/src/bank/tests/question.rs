//! Canonical form, sameness and faults of a question.

use proptest::prelude::*;

use super::super::question::{fold_text, option_letter};
use super::super::{Answer, QuestionDraft, QuestionFault, QuestionKind, TextPart};
use super::strategy::{draft, single, text};

fn check(change: impl FnOnce(&mut QuestionDraft), expected: &[QuestionFault]) {
    let mut draft = single();
    change(&mut draft);
    assert_eq!(draft.validate(), expected);
}

#[test]
fn a_good_question_has_no_faults() {
    check(|_| {}, &[]);
    assert_eq!(single().warnings(), []);
}

#[test]
fn each_fault_is_named() {
    use QuestionFault as F;
    check(|q| q.text = " \n ".into(), &[F::TextMissing]);
    check(
        |q| q.text = "长".repeat(4_001),
        &[F::TooLong {
            part: TextPart::Text,
            limit: 4_000,
        }],
    );
    check(
        |q| q.source = "a\u{0}b".into(),
        &[F::ControlCharacter {
            part: TextPart::Source,
        }],
    );
    check(
        |q| q.options.truncate(1),
        &[F::TooFewOptions, F::AnswerBeyondOptions { letter: 'B' }],
    );
    check(
        |q| q.options = (0..9).map(|n| n.to_string()).collect(),
        &[F::TooManyOptions { limit: 8 }],
    );
    check(
        |q| q.options = (0..900).map(|n| n.to_string()).collect(),
        &[F::TooManyOptions { limit: 8 }],
    );
    check(
        |q| q.options[2] = "　".into(),
        &[F::OptionMissing { letter: 'C' }],
    );
    check(
        |q| q.options[2] = " 一年 ".into(),
        &[F::OptionRepeated {
            letter: 'C',
            first: 'B',
        }],
    );
    check(|q| q.answer = Answer::Choices(vec![]), &[F::AnswerMissing]);
    check(|q| q.answer = Answer::Truth(true), &[F::AnswerOfOtherKind]);
    check(
        |q| q.answer = Answer::Choices(vec![1, 2]),
        &[F::SeveralAnswersToSingle],
    );
    check(
        |q| q.kind = QuestionKind::Multiple,
        &[F::OneAnswerToMultiple],
    );
    check(
        |q| q.kind = QuestionKind::TrueFalse,
        &[F::OptionsOnStatement, F::AnswerOfOtherKind],
    );
    check(
        |q| q.tags = vec!["党章、党规".into()],
        &[F::TagMalformed {
            tag: "党章、党规".into(),
        }],
    );
    check(
        |q| q.tags = (0..21).map(|n| n.to_string()).collect(),
        &[F::TooManyTags { limit: 20 }],
    );
}

#[test]
fn equal_options_that_the_key_does_not_tell_apart_are_a_warning() {
    let mut draft = single();
    draft.options[3] = draft.options[2].clone();
    assert_eq!(draft.validate(), []);
    assert_eq!(
        draft.warnings(),
        [QuestionFault::OptionRepeated {
            letter: 'D',
            first: 'C'
        }]
    );
    draft.explanation.clear();
    draft.source = " ".into();
    assert_eq!(
        draft.warnings()[1..],
        [
            QuestionFault::ExplanationMissing,
            QuestionFault::SourceMissing,
        ]
    );
}

#[test]
fn folding_keeps_what_can_be_seen() {
    let check = |text: &str, folded: &str| assert_eq!(fold_text(text), folded);
    check("  一\r\n二\r三  \n", "一\n二\n三");
    check("一 \t\n\n \n\n二", "一\n\n二");
    check("表  头\n  缩进", "表  头\n  缩进");
    check("\n\n", "");
}

#[test]
fn sameness_ignores_white_space_at_line_ends_only() {
    let mut other = single();
    other.text = format!(" {}\r\n", other.text);
    other.answer = Answer::Choices(vec![1, 1]);
    other.tags = vec!["党章 ".into(), "党章".into()];
    assert!(other.same_as(&single()));
    other.options[0].push('。');
    assert!(!other.same_as(&single()));
}

#[test]
fn letters_name_options() {
    assert_eq!(Answer::Choices(vec![3, 0, 2, 3]).letters(), "ACD");
    assert_eq!(Answer::Truth(true).letters(), "");
    assert_eq!((option_letter(25), option_letter(26)), ('Z', '?'));
}

proptest! {
    #[test]
    fn canonical_form_is_a_fixed_point(text in text(60)) {
        let once = fold_text(&text);
        prop_assert_eq!(fold_text(&once), once.clone());
        prop_assert!(!once.contains('\r') && !once.contains("\n\n\n"));
    }

    #[test]
    fn drafts_survive_json(draft in draft()) {
        let json = serde_json::to_string(&draft).expect("serialises");
        let back: QuestionDraft = serde_json::from_str(&json).expect("reads back");
        prop_assert_eq!(back, draft);
    }
}
