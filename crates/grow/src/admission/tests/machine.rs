//! The machine by hand at its boundaries, and over a million steps by chance.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use crate::admission::machine::{Block, Case, Event, Notice, Outcome, Standing};
use crate::admission::rules::{Limits, months};
use crate::admission::step::{Stage, Who, step};

fn limits() -> Limits {
    let tables = platform::rules::Rules::load().expect("the tables can be read");
    Limits::on(&tables, date(2026, 11, 23)).expect("every value")
}

fn helpers(no: u8, on: Date, helpers: i64) -> Event {
    Event {
        helpers,
        ..Event::done(no, on)
    }
}

fn with(no: u8, on: Date, outcome: Outcome) -> Event {
    Event {
        outcome,
        ..Event::done(no, on)
    }
}

/// A case written down as far as a step, everything in time.
fn as_far_as(last: u8) -> Case {
    let mut case = Case::of(date(2000, 1, 1));
    let day = |no: u8| match no {
        1 => date(2023, 1, 10),
        2 => date(2023, 2, 1),
        3..=5 => date(2023, 6, 1),
        6 => date(2023, 12, 1),
        7 => date(2024, 6, 3),
        8..=14 => date(2024, 7, 1),
        15 | 16 => date(2024, 8, 1),
        17..=21 => date(2024, 9, 1),
        _ => date(2025, 8, 4),
    };
    for no in 1..=last {
        let mut event = Event::done(no, day(no));
        match no {
            5 => event.helpers = 2,
            9 => event.helpers = 2,
            11 => event.days = 3,
            15 => event.outcome = Outcome::Passed,
            23 => event.outcome = Outcome::Converted,
            _ => {}
        }
        if no == 8 || no == 23 {
            let conversion = no == 23;
            case.notices.push(Notice {
                conversion,
                ends_on: day(no),
                clear: true,
            });
        }
        assert_eq!(case.blocks(&event, &limits()), [], "step {no}");
        case.events.push(event);
    }
    case
}

#[test]
fn the_whole_way_in_time() {
    let at = as_far_as(25).standing(&limits());
    assert!(at.filed && !at.ended && at.stage == Stage::Full);
    assert!(at.next().is_empty());
    for (last, stage) in [
        (2, Stage::Applicant),
        (3, Stage::Activist),
        (8, Stage::Candidate),
        (16, Stage::Candidate),
        (17, Stage::Probationary),
        (23, Stage::Probationary),
        (24, Stage::Full),
    ] {
        assert_eq!(as_far_as(last).standing(&limits()).stage, stage, "{last}");
    }
}

#[test]
fn a_birthday_and_the_day_before() {
    let case = Case::of(date(2008, 11, 24));
    let on = |day| case.blocks(&Event::done(1, day), &limits());
    assert_eq!(on(date(2026, 11, 23)), [Block::Age]);
    assert_eq!(on(date(2026, 11, 24)), []);
    assert!(!Block::Age.may_fall());
}

#[test]
fn mentors_introducers_and_training_at_their_limits() {
    let limits = limits();
    for (count, blocked) in [(0, true), (1, false), (2, false), (3, true)] {
        let found = as_far_as(4).blocks(&helpers(5, date(2023, 6, 1), count), &limits);
        assert_eq!(found == [Block::Mentors], blocked, "{count} mentors");
    }
    for (count, blocked) in [(1, true), (2, false), (3, true)] {
        let found = as_far_as(8).blocks(&helpers(9, date(2024, 7, 1), count), &limits);
        assert_eq!(
            found == [Block::Introducers],
            blocked,
            "{count} introducers"
        );
    }
    for (days, hours, blocked) in [(3, 0, false), (2, 24, false), (2, 23, true), (0, 0, true)] {
        let event = Event {
            days,
            hours,
            ..Event::done(11, date(2024, 7, 1))
        };
        let found = as_far_as(10).blocks(&event, &limits);
        assert_eq!(
            found == [Block::Training],
            blocked,
            "{days} days, {hours} hours"
        );
    }
}

#[test]
fn a_year_of_cultivation_falls_only_by_two_persons() {
    let limits = limits();
    let mut case = as_far_as(6);
    let early = Event::done(7, date(2024, 5, 31));
    assert_eq!(case.blocks(&early, &limits), [Block::Cultivation]);
    assert_eq!(case.blocks(&Event::done(7, date(2024, 6, 1)), &limits), []);
    case.fallen.insert((7, Block::Cultivation));
    assert_eq!(case.blocks(&early, &limits), []);
    // It fell for this step and this block, for nothing else.
    case.fallen.insert((9, Block::Introducers));
    assert!(
        !case
            .blocks(&Event::done(8, date(2024, 6, 1)), &limits)
            .is_empty()
    );
}

#[test]
fn a_late_approval_lets_the_assembly_vote_again() {
    let limits = limits();
    let mut case = as_far_as(16);
    let passed = date(2024, 8, 1);
    let at = case.standing(&limits);
    assert_eq!(at.due(&limits), Some((17, months(passed, 3))));
    assert_eq!(
        case.blocks(&Event::done(17, months(passed, 6)), &limits),
        []
    );
    let late = months(passed, 6).tomorrow().expect("a day");
    assert_eq!(
        case.blocks(&Event::done(17, late), &limits),
        [Block::Expired]
    );
    let again = with(15, late, Outcome::Passed);
    assert_eq!(case.blocks(&again, &limits), []);
    case.events.push(again);
    let at = case.standing(&limits);
    assert_eq!(
        at.probation_ends,
        Some(months(late, 12)),
        "the clock starts anew"
    );
    assert_eq!(at.next(), [16], "and the talk is held again");
}

#[test]
fn probation_ends_in_one_of_three_ways() {
    let limits = limits();
    let case = as_far_as(22);
    let end = months(date(2024, 8, 1), 12);
    let early = with(23, end.yesterday().expect("a day"), Outcome::Converted);
    assert!(case.blocks(&early, &limits).contains(&Block::Probation));
    let extended = |until| Event {
        until: Some(until),
        ..with(23, date(2025, 8, 4), Outcome::Extended)
    };
    for (count, blocked) in [(5, true), (6, false), (12, false), (13, true)] {
        let found = case.blocks(&extended(months(end, count)), &limits);
        assert_eq!(found == [Block::ExtensionLength], blocked, "{count} months");
    }
    // Extended, approved, and at its end once more: not extended again.
    let mut long = case.clone();
    let until = months(end, 6);
    for event in [
        extended(until),
        Event::done(24, date(2025, 8, 5)),
        Event::done(21, date(2025, 11, 1)),
        Event::done(22, until),
    ] {
        assert_eq!(long.blocks(&event, &limits), [], "{event:?}");
        long.events.push(event);
    }
    let at = long.standing(&limits);
    assert_eq!((at.extensions, at.probation_ends), (1, Some(until)));
    let twice = Event {
        until: Some(months(until, 6)),
        ..with(23, until, Outcome::Extended)
    };
    assert_eq!(long.blocks(&twice, &limits), [Block::ExtendedAlready]);
    // Cancelled, approved: it has ended.
    let mut gone = case;
    gone.events
        .push(with(23, date(2025, 8, 4), Outcome::Cancelled));
    gone.events.push(Event::done(24, date(2025, 8, 5)));
    assert!(gone.standing(&limits).ended);
}

#[test]
fn what_is_refused_goes_back() {
    let limits = limits();
    for (no, next) in [(4, 3), (8, 7), (13, 12), (24, 23)] {
        let mut case = as_far_as(no - 1);
        let day = case.events.last().expect("an event").on;
        let refused = with(no, day, Outcome::Refused);
        assert_eq!(case.blocks(&refused, &limits), [], "{no}");
        case.events.push(refused);
        assert!(case.standing(&limits).next().contains(&next), "{no}");
    }
    let mut case = as_far_as(9);
    case.events
        .push(with(10, date(2024, 7, 1), Outcome::Refused));
    assert!(
        case.standing(&limits).ended,
        "a review that was not passed ends it"
    );
}

#[test]
fn what_is_late_is_said_with_its_day() {
    let limits = limits();
    let due = |last: u8| as_far_as(last).standing(&limits).due(&limits);
    assert_eq!(due(1), Some((2, date(2023, 2, 10))));
    assert_eq!(due(2), None);
    assert_eq!(due(5), Some((6, date(2023, 12, 1))));
    assert_eq!(due(6), Some((6, date(2024, 6, 1))));
    assert_eq!(due(17), Some((21, date(2024, 11, 1))));
    assert_eq!(due(22), Some((21, date(2024, 12, 1))));
    assert_eq!(due(23), Some((24, date(2025, 11, 4))));
    let mut resting = as_far_as(1);
    resting.paused = true;
    assert_eq!(resting.standing(&limits).due(&limits), None);
    assert!(resting.standing(&limits).next().is_empty());
}

/// A small generator of chance, the same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = usize::try_from(self.below(all.len() as u64)).unwrap_or(0);
        all[at]
    }
}

fn tried(chance: &mut Chance, at: &Standing, today: Date) -> Event {
    let next = at.next();
    let no = match chance.below(4) {
        0 => u8::try_from(1 + chance.below(25)).unwrap_or(1),
        _ if next.is_empty() => 25,
        _ => chance.one_of(&next),
    };
    let likely = match no {
        15 => Outcome::Passed,
        23 => chance.one_of(&[Outcome::Converted, Outcome::Extended, Outcome::Cancelled]),
        _ => Outcome::Done,
    };
    let outcome = match chance.below(8) {
        0 => chance.one_of(&Outcome::ALL),
        _ => likely,
    };
    let back = i64::try_from(chance.below(20)).unwrap_or(0) - 15;
    let on = today.checked_sub(back.max(0).days()).unwrap_or(today);
    let ahead = i64::try_from(chance.below(16)).unwrap_or(0);
    Event {
        outcome,
        until: at.probation_ends.map(|end| months(end, ahead)),
        helpers: i64::try_from(chance.below(4)).unwrap_or(0),
        days: i64::try_from(chance.below(5)).unwrap_or(0),
        hours: i64::try_from(chance.below(30)).unwrap_or(0),
        ..Event::done(no, on)
    }
}

/// What must hold of a step that was let through.
fn judge(case: &Case, before: &Standing, event: &Event, limits: &Limits) {
    let table = step(event.step).expect("a step of the table");
    assert!(!before.ended && !before.filed && !before.paused, "{case:?}");
    for need in &table.needs {
        let day = before.on(*need).expect("a step before its needs");
        assert!(day <= event.on, "{event:?} before {need}");
    }
    let two = |block| case.fallen.contains(&(event.step, block));
    let agreed = !matches!(event.outcome, Outcome::Refused | Outcome::NotPassed);
    match event.step {
        1 => assert!(event.on >= months(case.birth, 216)),
        5 => assert!((1..=2).contains(&event.helpers)),
        7 => {
            let year = before
                .on(3)
                .map(|day| months(day, limits.cultivation_months));
            assert!(year.is_some_and(|day| day <= event.on) || two(Block::Cultivation));
        }
        9 => assert_eq!(event.helpers, 2),
        11 => assert!(event.days >= 3 || event.hours >= 24 || two(Block::Training)),
        17 if agreed => {
            let last = before
                .on(15)
                .map(|day| months(day, limits.special_approval_months));
            assert!(last.is_some_and(|day| event.on <= day));
        }
        23 if event.outcome == Outcome::Converted => {
            assert!(before.probation_ends.is_some_and(|end| end <= event.on));
        }
        _ => {}
    }
    let after = case.standing(limits);
    assert!(after.extensions <= limits.extensions, "{case:?}");
    if let (Some(from), Some(end)) = (after.on(15), after.probation_ends) {
        let longest = limits.probation_months + limits.extension.1 * after.extensions;
        assert!((months(from, limits.probation_months)..=months(from, longest)).contains(&end));
    }
}

#[test]
fn over_a_million_steps_by_chance_nothing_happens_that_may_not() {
    let limits = limits();
    let mut chance = Chance(20_260_701);
    let (mut tries, mut taken, mut filed, mut ended) = (0_u32, 0_u32, 0_u32, 0_u32);
    while tries < 1_000_000 {
        let mut today = date(2020, 1, 1);
        let mut case =
            Case::of(date(2001, 1, 1) + i32::try_from(chance.below(900)).unwrap_or(0).days());
        for _ in 0..120 {
            tries += 1;
            today = today
                .checked_add(i64::try_from(chance.below(45)).unwrap_or(0).days())
                .expect("a day");
            let at = case.standing(&limits);
            match chance.below(30) {
                0 => case.notices.push(Notice {
                    conversion: chance.below(2) == 0,
                    ends_on: today,
                    clear: chance.below(4) > 0,
                }),
                // Two persons let a block fall: only one that may.
                1 => {
                    let block = chance.one_of(&Block::ALL);
                    if block.may_fall() {
                        let no = u8::try_from(1 + chance.below(25)).unwrap_or(1);
                        case.fallen.insert((no, block));
                    }
                }
                2 => case.paused = !case.paused,
                3 => case.paused = false,
                _ => {
                    let event = tried(&mut chance, &at, today);
                    if case.blocks_at(&at, &event, &limits).is_empty() {
                        case.events.push(event);
                        judge(&case, &at, &event, &limits);
                        taken += 1;
                    }
                }
            }
        }
        let at = case.standing(&limits);
        filed += u32::from(at.filed);
        ended += u32::from(at.ended);
    }
    // The chance must reach every corner, or it proves nothing.
    assert!(taken > 50_000, "{taken} steps taken");
    assert!(filed > 20 && ended > 20, "{filed} filed, {ended} ended");
}

#[test]
fn who_acts_next_is_read_off_the_table() {
    let limits = limits();
    let at = as_far_as(3).standing(&limits);
    assert!(at.waits_for(Who::Superior) && at.waits_for(Who::Branch));
    assert!(!at.waits_for(Who::Assembly) && !at.waits_for(Who::County));
    assert!(as_far_as(14).standing(&limits).waits_for(Who::Assembly));
    assert!(as_far_as(17).standing(&limits).waits_for(Who::County));
    assert_eq!(as_far_as(14).standing(&limits).now(), Some(15));
}
