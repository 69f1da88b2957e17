//! Laws of the pure core: whatever the network does, the same answers are current.

use std::collections::BTreeMap;

use assess::sitting::log::{Accepted, Answer, End, EndedBy, Late, Log, Window, current};
use platform::clock::Millis;
use proptest::prelude::*;

const WINDOW: Window = Window {
    due_at: Millis(100_000),
    closed_at: None,
    grace_ms: 3_000,
};

/// Decisions of three devices: each has a sequence of its own, as pages make them by counting on
/// from the highest they heard of; some are made after the deadline.
fn decisions() -> impl Strategy<Value = Vec<Answer>> {
    let one = (1_i64..6, 1_i64..4, 0_i64..16, 0_i64..110_000);
    proptest::collection::vec(one, 1..40).prop_map(|list| {
        (1_i64..)
            .zip(list)
            .map(|(sequence, (question_no, client, value, at))| {
                let arrived_at = Millis(at);
                let late = WINDOW.judge(arrived_at, None);
                Answer {
                    question_no,
                    client,
                    sequence,
                    value,
                    arrived_at,
                    late,
                }
            })
            .collect()
    })
}

/// What the network makes of them: any order, some several times, none lost for good.
fn deliveries(count: usize) -> impl Strategy<Value = Vec<usize>> {
    let repeats = proptest::collection::vec(0..count, 0..count * 2);
    repeats.prop_flat_map(move |extra| {
        let all: Vec<usize> = (0..count).chain(extra).collect();
        Just(all).prop_shuffle()
    })
}

fn scene() -> impl Strategy<Value = (Vec<Answer>, Vec<usize>)> {
    decisions().prop_flat_map(|list| {
        let order = deliveries(list.len());
        (Just(list), order)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_order_and_any_repeats_give_the_same_current_answers((list, order) in scene()) {
        let mut straight = Log::default();
        for answer in &list {
            prop_assert_eq!(straight.accept(*answer), Accepted::First);
        }
        let mut replayed = Log::default();
        let mut heard = std::collections::BTreeSet::new();
        for index in order {
            let expected = if heard.insert(index) { Accepted::First } else { Accepted::Repeat };
            prop_assert_eq!(replayed.accept(list[index]), expected);
        }
        let expected = current(straight.answers(), WINDOW, None);
        prop_assert_eq!(current(replayed.answers(), WINDOW, None), expected.clone());
        // By hand: the last decision on each question that came in time.
        let mut by_hand: BTreeMap<i64, Answer> = BTreeMap::new();
        for answer in list.iter().filter(|a| a.arrived_at.0 <= 103_000) {
            by_hand.insert(answer.question_no, *answer);
        }
        prop_assert_eq!(expected, by_hand);
    }

    #[test]
    fn the_first_value_of_a_key_stays(value in 0_i64..16, other in 0_i64..16) {
        let answer = Answer {
            question_no: 1, client: 2, sequence: 3, value, arrived_at: Millis(5), late: Late::OnTime,
        };
        let mut log = Log::default();
        log.accept(answer);
        let again = log.accept(Answer { value: other, arrived_at: Millis(6), ..answer });
        let expected = if value == other { Accepted::Repeat } else { Accepted::Conflict };
        prop_assert_eq!(again, expected);
        prop_assert_eq!(log.answers().collect::<Vec<_>>(), vec![&answer]);
    }

    #[test]
    fn nothing_after_the_end_counts(at in 0_i64..200_000, end_at in 0_i64..103_000) {
        let end = Some(End { at: Millis(end_at), by: EndedBy::Person });
        let late = WINDOW.judge(Millis(at), end);
        prop_assert_eq!(late == Late::OnTime, at <= end_at && at <= 103_000);
    }
}

#[test]
fn the_boundary_table() {
    use Late::{AfterDeadline, AfterSubmission, OnTime};
    let submitted = Some(End {
        at: Millis(90_000),
        by: EndedBy::Person,
    });
    let ran_out = Some(End {
        at: Millis(100_000),
        by: EndedBy::Deadline,
    });
    let closed = Window {
        closed_at: Some(Millis(50_000)),
        ..WINDOW
    };
    let table = [
        (WINDOW, 99_999, None, OnTime),
        (WINDOW, 100_000, None, OnTime),
        (WINDOW, 100_001, None, OnTime),
        (WINDOW, 102_999, None, OnTime),
        (WINDOW, 103_000, None, OnTime),
        (WINDOW, 103_001, None, AfterDeadline),
        (WINDOW, 90_000, submitted, OnTime),
        (WINDOW, 90_001, submitted, AfterSubmission),
        (WINDOW, 103_001, submitted, AfterDeadline),
        (WINDOW, 102_000, ran_out, OnTime),
        (closed, 53_000, None, OnTime),
        (closed, 53_001, None, AfterDeadline),
    ];
    for (window, at, end, expected) in table {
        assert_eq!(window.judge(Millis(at), end), expected, "at {at}, {end:?}");
    }
    assert_eq!(
        WINDOW.end(Millis(103_000)),
        End {
            at: Millis(103_000),
            by: EndedBy::Person
        }
    );
    assert_eq!(
        WINDOW.end(Millis(103_001)),
        End {
            at: Millis(100_000),
            by: EndedBy::Deadline
        }
    );
    assert_eq!(
        closed.run_out(),
        End {
            at: Millis(50_000),
            by: EndedBy::Closure
        }
    );
}

#[test]
fn of_two_devices_the_later_arrival_wins_between_equals() {
    let a = Answer {
        question_no: 1,
        client: 9,
        sequence: 4,
        value: 1,
        arrived_at: Millis(10),
        late: Late::OnTime,
    };
    let b = Answer {
        client: 1,
        value: 2,
        arrived_at: Millis(11),
        ..a
    };
    for list in [[a, b], [b, a]] {
        assert_eq!(current(&list, WINDOW, None)[&1].value, 2);
    }
    // A decision made in knowledge of both is above them, whenever it arrives.
    let c = Answer {
        sequence: 5,
        value: 4,
        arrived_at: Millis(9),
        ..a
    };
    assert_eq!(current(&[a, b, c], WINDOW, None)[&1].value, 4);
}
