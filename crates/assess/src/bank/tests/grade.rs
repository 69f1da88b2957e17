//! Grading: the rule values, and what holds for every answer.

use proptest::prelude::*;

use super::super::{Answer, Mark, MultiplePartial, QuestionKind, grade, grade_key};
use super::strategy::{draft, single};

const FULL: Mark = Mark(250);

fn multiple(given: &[u8], partial: MultiplePartial) -> i64 {
    let key = Answer::Choices(vec![0, 2, 3]);
    let given = Answer::Choices(given.to_vec());
    grade_key(QuestionKind::Multiple, &key, &given, FULL, partial).hundredths()
}

#[test]
fn a_multiple_choice_is_all_or_nothing_unless_the_rule_says_otherwise() {
    use MultiplePartial::{Half, None, Share};
    assert_eq!(MultiplePartial::default(), None);
    for (given, none, half, share) in [
        (&[3, 0, 2, 0][..], 250, 250, 250),
        (&[0, 2], 0, 125, 166),
        (&[3], 0, 125, 83),
        (&[0, 1], 0, 0, 0),
        (&[0, 1, 2, 3], 0, 0, 0),
        (&[], 0, 0, 0),
    ] {
        assert_eq!(multiple(given, None), none, "{given:?}");
        assert_eq!(multiple(given, Half), half, "{given:?}");
        assert_eq!(multiple(given, Share), share, "{given:?}");
    }
}

#[test]
fn single_and_statement_are_right_or_wrong() {
    let mark = |answer| grade(&single(), &answer, FULL, MultiplePartial::Share);
    assert_eq!(mark(Answer::Choices(vec![1])), FULL);
    assert_eq!(mark(Answer::Choices(vec![2])), Mark::ZERO);
    assert_eq!(mark(Answer::Choices(vec![1, 2])), Mark::ZERO);
    assert_eq!(mark(Answer::Truth(true)), Mark::ZERO);
    let statement = |given| {
        let key = Answer::Truth(false);
        grade_key(
            QuestionKind::TrueFalse,
            &key,
            &given,
            FULL,
            MultiplePartial::Half,
        )
    };
    assert_eq!(statement(Answer::Truth(false)), FULL);
    assert_eq!(statement(Answer::Truth(true)), Mark::ZERO);
    assert_eq!(statement(Answer::Choices(vec![])), Mark::ZERO);
}

#[test]
fn marks_are_written_without_needless_noughts() {
    let written: Vec<String> = [400, 250, 125, 105, 0, -50]
        .map(|mark| Mark(mark).to_string())
        .to_vec();
    assert_eq!(written, ["4", "2.5", "1.25", "1.05", "0", "-0.5"]);
    assert_eq!(
        [Mark::whole(4), Mark(25)].into_iter().sum::<Mark>(),
        Mark(425)
    );
}

#[test]
fn rule_words_read_back() {
    for rule in [
        MultiplePartial::None,
        MultiplePartial::Half,
        MultiplePartial::Share,
    ] {
        assert_eq!(MultiplePartial::from_word(rule.as_str()), Some(rule));
    }
    assert_eq!(MultiplePartial::from_word("bonus"), None);
}

proptest! {
    #[test]
    fn marks_lie_between_nothing_and_full(
        draft in draft(),
        given in proptest::collection::vec(any::<u8>(), 0..12),
        full in 0i64..=i64::MAX,
        partial in proptest::sample::select(
            vec![MultiplePartial::None, MultiplePartial::Half, MultiplePartial::Share]),
    ) {
        let full = Mark(full);
        let mark = grade(&draft, &Answer::Choices(given), full, partial);
        prop_assert!(Mark::ZERO <= mark && mark <= full);
        prop_assert_eq!(grade(&draft, &draft.answer, full, partial), full);
    }

    #[test]
    fn the_order_of_choices_does_not_matter(
        given in proptest::collection::vec(0u8..5, 0..6), seed in any::<usize>(),
    ) {
        let mut turned = given.clone();
        turned.rotate_left(seed % given.len().max(1));
        for rule in [MultiplePartial::None, MultiplePartial::Half, MultiplePartial::Share] {
            prop_assert_eq!(multiple(&given, rule), multiple(&turned, rule));
        }
    }
}
