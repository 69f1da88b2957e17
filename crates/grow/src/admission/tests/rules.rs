//! What each number of `rules/admission.toml` decides: with another number, something else happens.

use jiff::civil::{Date, date};
use platform::rules::{Fraction, Rules as Tables};

use crate::admission::machine::{Block, Case, Event, Notice, Outcome};
use crate::admission::rules::{Limits, months, notice_end};
use crate::admission::vote::Count;

fn limits() -> Limits {
    let tables = Tables::load().expect("the tables can be read");
    Limits::on(&tables, date(2026, 11, 23)).expect("every value")
}

fn day(year: i16, month: i8, of: i8) -> Date {
    date(year, month, of)
}

/// A case with these steps done, one after the other, on the days given.
fn case(done: &[(u8, Date, Outcome)]) -> Case {
    let mut case = Case::of(day(2000, 1, 1));
    for (step, on, outcome) in done {
        let outcome = *outcome;
        case.events.push(Event {
            outcome,
            ..Event::done(*step, *on)
        });
    }
    case
}

fn upto(last: u8, on: Date) -> Vec<(u8, Date, Outcome)> {
    (1..=last)
        .map(|no| {
            let outcome = if no == 15 {
                Outcome::Passed
            } else {
                Outcome::Done
            };
            (no, on, outcome)
        })
        .collect()
}

/// A rule, how a place makes it stricter, and what that blocks.
type Stricter = (&'static str, fn(&mut Limits), Case, Event, Block);

// tidy: table, each rule with what it blocks
#[expect(clippy::too_many_lines, reason = "a table of rules")]
fn stricter() -> Vec<Stricter> {
    let on = day(2024, 1, 2);
    let helped = |no, helpers| Event {
        helpers,
        ..Event::done(no, on)
    };
    let trained = |days, hours| Event {
        days,
        hours,
        ..Event::done(11, on)
    };
    let mut leaving = case(&upto(12, on));
    leaving.leaving = Some(day(2024, 6, 1));
    let mut noticed = case(&upto(7, on));
    noticed.notices.push(Notice {
        conversion: false,
        ends_on: on,
        clear: true,
    });
    let year = day(2025, 1, 2);
    let ended = |outcome, count| Event {
        outcome,
        until: Some(months(year, count)),
        ..Event::done(23, year)
    };
    let mut converting = case(&upto(22, on));
    converting.notices.push(Notice {
        conversion: true,
        ends_on: year,
        clear: true,
    });
    let all = |no| case(&upto(no, on));
    vec![
        (
            "admission.min_age_years",
            |l| l.min_age_years = 25,
            case(&[]),
            Event::done(1, on),
            Block::Age,
        ),
        (
            "admission.applicant_wait_months",
            |l| l.applicant_wait_months = 3,
            all(2),
            Event::done(3, on),
            Block::Wait,
        ),
        (
            "admission.min_mentors",
            |l| l.mentors.0 = 2,
            all(4),
            helped(5, 1),
            Block::Mentors,
        ),
        (
            "admission.max_mentors",
            |l| l.mentors.1 = 1,
            all(4),
            helped(5, 2),
            Block::Mentors,
        ),
        (
            "admission.cultivation_months",
            |l| l.cultivation_months = 18,
            all(6),
            Event::done(7, day(2025, 3, 1)),
            Block::Cultivation,
        ),
        (
            "admission.introducers",
            |l| l.introducers = 3,
            all(8),
            helped(9, 2),
            Block::Introducers,
        ),
        (
            "admission.training_days",
            |l| l.training_days = 5,
            all(10),
            trained(3, 0),
            Block::Training,
        ),
        (
            "admission.training_hours",
            |l| l.training_hours = 40,
            all(10),
            trained(0, 24),
            Block::Training,
        ),
        (
            "admission.leaving_soon_months",
            |l| l.leaving_soon_months = 6,
            leaving,
            Event::done(13, on),
            Block::Leaving,
        ),
        (
            "admission.special_approval_months",
            |l| l.special_approval_months = 3,
            all(16),
            Event::done(17, day(2024, 5, 1)),
            Block::Expired,
        ),
        (
            "admission.probation_months",
            |l| l.probation_months = 18,
            converting,
            ended(Outcome::Converted, 0),
            Block::Probation,
        ),
        (
            "admission.extension_min_months",
            |l| l.extension.0 = 9,
            all(22),
            ended(Outcome::Extended, 6),
            Block::ExtensionLength,
        ),
        (
            "admission.extension_max_months",
            |l| l.extension.1 = 9,
            all(22),
            ended(Outcome::Extended, 12),
            Block::ExtensionLength,
        ),
        (
            "admission.extensions",
            |l| l.extensions = 0,
            all(22),
            ended(Outcome::Extended, 6),
            Block::ExtendedAlready,
        ),
    ]
}

#[test]
fn a_stricter_rule_blocks_what_was_free() {
    let tables = Tables::load().expect("the tables can be read");
    for (key, change, case, event, block) in stricter() {
        assert!(tables.versions(key).is_some(), "{key} is no rule");
        let mut limits = limits();
        let before = case.blocks(&event, &limits);
        assert!(!before.contains(&block), "{key}: {before:?}");
        change(&mut limits);
        let after = case.blocks(&event, &limits);
        assert!(after.contains(&block), "{key}: {after:?}");
    }
}

#[test]
fn what_is_late_follows_its_rule() {
    let on = day(2024, 1, 2);
    type Sooner = (&'static str, fn(&mut Limits), u8, u8, Date);
    let all: [Sooner; 4] = [
        (
            "admission.first_talk_months",
            |l| l.first_talk_months = 2,
            1,
            2,
            day(2024, 3, 2),
        ),
        (
            "admission.review_every_months",
            |l| l.review_every_months = 3,
            5,
            6,
            day(2024, 4, 2),
        ),
        (
            "admission.approval_months",
            |l| l.approval_months = 1,
            16,
            17,
            day(2024, 2, 2),
        ),
        (
            "admission.probation_review_months",
            |l| l.probation_review_months = 2,
            19,
            21,
            day(2024, 3, 2),
        ),
    ];
    for (key, change, last, step, due) in all {
        let mut limits = limits();
        let case = case(&upto(last, on));
        assert_ne!(
            case.standing(&limits).due(&limits),
            Some((step, due)),
            "{key}"
        );
        change(&mut limits);
        assert_eq!(
            case.standing(&limits).due(&limits),
            Some((step, due)),
            "{key}"
        );
    }
}

#[test]
fn a_notice_and_a_vote_follow_their_rules() {
    let tables = Tables::load().expect("the tables can be read");
    let on = day(2026, 11, 23);
    let days = tables
        .int("admission.public_notice_working_days", on)
        .expect("a number");
    assert_eq!(notice_end(on, days), day(2026, 11, 27));
    assert_eq!(notice_end(on, days + 2), day(2026, 12, 1));
    let stages = tables
        .list("admission.public_notice_stages", on)
        .expect("a list");
    assert_eq!(stages.len(), 2);
    let mut free = limits();
    let case = case(&upto(7, on));
    let filing = Event::done(8, on);
    assert_eq!(case.blocks(&filing, &free), [Block::Notice]);
    free.notices.0 = false;
    assert!(case.blocks(&filing, &free).is_empty());

    let count = Count {
        expected: 15,
        present: 8,
        yes: 8,
        no: 0,
        abstained: 0,
    };
    let mut limits = limits();
    assert_eq!(
        limits.quorum,
        tables
            .fraction("admission_vote.quorum", on)
            .expect("a share")
    );
    assert_eq!(
        limits.passes,
        tables
            .fraction("admission_vote.passes", on)
            .expect("a share")
    );
    assert!(count.passed(&limits).expect("quorate"));
    let two_thirds = Fraction {
        of: 2,
        parts: 3,
        strictly: false,
    };
    limits.passes = two_thirds;
    assert!(!count.passed(&limits).expect("quorate"));
    limits.quorum = two_thirds;
    assert!(count.passed(&limits).is_err());
}
