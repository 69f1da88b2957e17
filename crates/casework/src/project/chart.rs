//! The line of a project's measurements, with its baseline, its target and its actions: an SVG of
//! attributes only. The table beneath says the same in words.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::value::shown;
use super::{Action, Measurement, Project};

/// The drawing's width.
pub const WIDTH: i64 = 720;
/// The drawing's height.
pub const HEIGHT: i64 = 300;
/// Where the field of the line begins and ends.
const LEFT: i64 = 64;
const RIGHT: i64 = WIDTH - 24;
const TOP: i64 = 24;
const BOTTOM: i64 = HEIGHT - 44;

/// A horizontal line of a value.
pub struct Level {
    /// Where.
    pub y: i64,
    /// Its value, in words.
    pub words: String,
}

/// A point of the line, or an action's mark.
pub struct Mark {
    /// Where.
    pub x: i64,
    /// Where.
    pub y: i64,
    /// What stands beside it.
    pub words: String,
}

/// The chart.
pub struct Chart {
    /// The line through the measurements.
    pub line: String,
    /// The measurements.
    pub dots: Vec<Mark>,
    /// The actions that were done, by their numbers.
    pub actions: Vec<Mark>,
    /// The baseline.
    pub baseline: Level,
    /// The target.
    pub target: Level,
    /// The days at the bottom.
    pub days: Vec<Mark>,
}

/// Draws a project; nothing while it is not measured.
#[must_use]
pub fn draw(project: &Project, measured: &[Measurement], actions: &[Action]) -> Option<Chart> {
    let (first, last) = (measured.first()?, measured.last()?);
    let from = project.starts_on.min(first.measured_on);
    let until = project.ends_on.max(last.measured_on);
    let values = measured.iter().map(|one| one.value);
    let all = values.chain([project.baseline, project.target]);
    let (low, high) = all.fold((i64::MAX, i64::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let x = |day: Date| scale(days(from, day), days(from, until), LEFT, RIGHT);
    // The field has some air above the highest and below the lowest value.
    let air = ((high - low) / 10).max(1);
    let y = |value: i64| scale(value - (low - air), high - low + 2 * air, BOTTOM, TOP);
    let mut line = String::new();
    for (n, one) in measured.iter().enumerate() {
        let letter = if n == 0 { 'M' } else { 'L' };
        let _ = write!(line, "{letter}{} {}", x(one.measured_on), y(one.value));
    }
    let level = |value: i64| Level {
        y: y(value),
        words: shown(value),
    };
    let done = actions.iter().filter_map(|one| {
        let day = one.done_on.filter(|day| (from..=until).contains(day))?;
        Some(Mark {
            x: x(day),
            y: TOP,
            words: one.no.to_string(),
        })
    });
    let dot = |one: &Measurement| Mark {
        x: x(one.measured_on),
        y: y(one.value),
        words: shown(one.value),
    };
    let day = |day: Date| Mark {
        x: x(day),
        y: BOTTOM + 20,
        words: day.to_string(),
    };
    Some(Chart {
        line,
        dots: measured.iter().map(dot).collect(),
        actions: done.collect(),
        baseline: level(project.baseline),
        target: level(project.target),
        days: vec![day(from), day(until)],
    })
}

fn days(from: Date, until: Date) -> i64 {
    (until - from).get_days().into()
}

/// A place between two ends, by how much of the whole it is.
fn scale(part: i64, whole: i64, begin: i64, end: i64) -> i64 {
    if whole == 0 {
        return begin;
    }
    let moved = i128::from(part) * i128::from(end - begin) / i128::from(whole);
    begin.saturating_add(i64::try_from(moved).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::project::ProjectId;
    use jiff::ToSpan as _;
    use platform::clock::Millis;
    use platform::ids::OrgId;

    fn project(baseline: i64, target: i64) -> Project {
        let day = |month| jiff::civil::date(2026, month, 1);
        Project {
            id: ProjectId([0; 16]),
            org: OrgId([0; 16]),
            org_name: String::new(),
            title: String::new(),
            goal: String::new(),
            measure: String::new(),
            unit: String::new(),
            baseline,
            target,
            starts_on: day(1),
            ends_on: day(12),
            created_at: Millis(0),
            verdict: None,
            contribution: None,
            otherwise: None,
            closed_at: None,
        }
    }

    proptest! {
        #[test]
        fn everything_drawn_lies_within_the_field(
            baseline in -999_999_999_999_i64..999_999_999_999,
            target in -999_999_999_999_i64..999_999_999_999,
            measured in prop::collection::btree_map(-400_i32..800, -999_999_999_999_i64..999_999_999_999, 1..40),
        ) {
            let start = jiff::civil::date(2026, 1, 1);
            let measured: Vec<Measurement> = measured
                .into_iter()
                .map(|(days, value)| Measurement {
                    measured_on: start.saturating_add(days.days()),
                    value,
                    source: String::new(),
                    entered_by: String::new(),
                })
                .collect();
            let chart = draw(&project(baseline, target), &measured, &[]).expect("a chart");
            for dot in &chart.dots {
                prop_assert!((LEFT..=RIGHT).contains(&dot.x), "{}", dot.x);
                prop_assert!((TOP..=BOTTOM).contains(&dot.y), "{}", dot.y);
            }
            prop_assert!((TOP..=BOTTOM).contains(&chart.target.y));
            prop_assert!((TOP..=BOTTOM).contains(&chart.baseline.y));
        }
    }

    #[test]
    fn what_was_not_measured_is_not_drawn() {
        assert!(draw(&project(7_000, 3_000), &[], &[]).is_none());
    }
}
