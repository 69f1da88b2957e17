//! The three rates of the last twelve months, from sums that stand ready: a line each, and the table
//! beneath it that says the same in numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;
use platform::db::Tx;
use platform::error::Error;
use platform::{params, sql};

use super::counts::{MEASURES, month, of_month};

/// Months shown.
pub const MONTHS: usize = 12;

/// The drawing's field: where it begins and ends.
const LEFT: i64 = 56;
const RIGHT: i64 = 696;
const TOP: i64 = 20;
const BOTTOM: i64 = 240;

/// The rates: the class, the word key and the size of their line, and of the counts the part and
/// the whole.
const RATES: [(&str, &str, i64, (usize, usize)); 3] = [
    ("response", "request-rate-response", 8, (1, 0)),
    ("resolution", "request-rate-resolution", 6, (3, 2)),
    ("satisfaction", "request-rate-satisfaction", 4, (4, 2)),
];

/// A month with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// `2026-11`.
    pub name: String,
    /// As [`MEASURES`].
    pub counts: [i64; 5],
}

/// The twelve months up to a day's, at a place.
///
/// # Errors
/// The database's.
pub fn here(tx: &mut Tx<'_>, path: &str, today: Date) -> Result<Vec<Month>, Error> {
    let names: Vec<String> = (0..MONTHS)
        .rev()
        .map(|ago| {
            let months = i64::try_from(ago).unwrap_or(0).months();
            month(today.first_of_month().saturating_sub(months))
        })
        .collect();
    let (Some(first), Some(last)) = (names.first(), names.last()) else {
        return Ok(Vec::new());
    };
    let range = params![
        path,
        format!("requests.{first}."),
        format!("requests.{last}.~")
    ];
    let sums: Vec<(String, i64)> = tx.all(sql!("sql/rates_here.sql"), range)?;
    let sums: BTreeMap<String, i64> = sums.into_iter().collect();
    let counts = |name: &str| {
        MEASURES.map(|measure| {
            let known = sums.get(of_month(name, measure));
            known.copied().unwrap_or(0)
        })
    };
    Ok(names
        .into_iter()
        .map(|name| Month {
            counts: counts(&name),
            name,
        })
        .collect())
}

/// A point of a line.
pub struct Dot {
    /// Where.
    pub x: i64,
    /// Where.
    pub y: i64,
}

/// The line of a rate; a month without its whole leaves a gap.
pub struct Line {
    /// Which rate.
    pub rate: &'static str,
    /// Its word key.
    pub key: &'static str,
    /// How large its points are: where two lines meet, both are seen.
    pub radius: i64,
    /// The way of it.
    pub way: String,
    /// Its points.
    pub dots: Vec<Dot>,
}

/// The chart.
pub struct Chart {
    /// Response, resolution, satisfaction.
    pub lines: Vec<Line>,
    /// Heights of a hundred, fifty and no per cent, with their words.
    pub levels: Vec<(i64, String)>,
    /// Where each month stands, and which it is: `11`.
    pub months: Vec<(i64, String)>,
}

/// Draws the months; nothing while none of them has a request.
#[must_use]
pub fn draw(months: &[Month]) -> Option<Chart> {
    if months.iter().all(|one| one.counts[0] == 0) {
        return None;
    }
    let steps = i64::try_from(months.len().max(2) - 1).unwrap_or(1);
    let x = |n: usize| LEFT + (RIGHT - LEFT) * i64::try_from(n).unwrap_or(0) / steps;
    let level = |percent: i64| BOTTOM - (BOTTOM - TOP) * percent / 100;
    let lines = RATES.map(|(rate, key, radius, (part, whole))| {
        let (mut way, mut dots, mut pen) = (String::new(), Vec::new(), 'M');
        for (n, one) in months.iter().enumerate() {
            let (part, whole) = (one.counts[part], one.counts[whole]);
            if whole <= 0 {
                pen = 'M';
                continue;
            }
            let y = BOTTOM - (BOTTOM - TOP) * part.clamp(0, whole) / whole;
            let _ = write!(way, "{pen}{} {y}", x(n));
            pen = 'L';
            dots.push(Dot { x: x(n), y });
        }
        Line {
            rate,
            key,
            radius,
            way,
            dots,
        }
    });
    Some(Chart {
        lines: lines.into_iter().collect(),
        levels: [100, 50, 0]
            .map(|percent| (level(percent), format!("{percent}%")))
            .into_iter()
            .collect(),
        months: months
            .iter()
            .enumerate()
            .map(|(n, one)| (x(n), one.name.get(5..).unwrap_or_default().to_owned()))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn months(counts: &[[i64; 5]]) -> Vec<Month> {
        let month = |(n, counts): (usize, &[i64; 5])| Month {
            name: format!("2026-{:02}", n + 1),
            counts: *counts,
        };
        counts.iter().enumerate().map(month).collect()
    }

    #[test]
    fn a_month_without_its_whole_leaves_a_gap() {
        let chart = draw(&months(&[
            [4, 4, 2, 1, 0],
            [0, 0, 0, 0, 0],
            [2, 1, 0, 0, 0],
        ]));
        let chart = chart.expect("a chart");
        assert_eq!(chart.lines[0].way, format!("M56 {TOP}M696 130"));
        assert_eq!(chart.lines[1].way, "M56 130");
        assert_eq!(chart.lines[2].way, format!("M56 {BOTTOM}"));
        assert!(draw(&months(&[[0; 5]; 12])).is_none());
    }

    proptest! {
        #[test]
        fn everything_drawn_lies_within_the_field(
            counts in prop::collection::vec(prop::array::uniform5(-3_i64..1_000_000), 1..13)
        ) {
            let Some(chart) = draw(&months(&counts)) else { return Ok(()) };
            for dot in chart.lines.iter().flat_map(|line| &line.dots) {
                prop_assert!((LEFT..=RIGHT).contains(&dot.x), "{}", dot.x);
                prop_assert!((TOP..=BOTTOM).contains(&dot.y), "{}", dot.y);
            }
        }
    }
}
