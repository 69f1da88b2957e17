//! What a request adds to the three rates of its owner (三率, domain §3.13), by unit and topic and
//! never by person: how many were received, answered in time, asked back, solved, satisfied.
//!
//! Each operation counts a request before and after and writes the difference, so that a request
//! that is handed over, opened again or taken out always stands where it is now.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use parking_lot::Mutex;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::Error;
use platform::{from_row, params, sql, tally};

use crate::matter::MatterId;

/// What is counted: received, in touch in time, judged, solved, satisfied.
pub const MEASURES: [&str; 5] = ["received", "responded", "judged", "solved", "satisfied"];

/// A request as it counts now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Counted {
    path: String,
    year: i64,
    month: String,
    topic: String,
    counts: [i64; 5],
}

/// A request as it is read.
struct Row {
    path: String,
    year: i64,
    came: Millis,
    topic: String,
    state: String,
    respond_by: Millis,
    responded_at: Option<Millis>,
    verdict: Option<String>,
    satisfied: Option<i64>,
}
from_row!(Row {
    path,
    year,
    came,
    topic,
    state,
    respond_by,
    responded_at,
    verdict,
    satisfied
});

fn of(tx: &mut Tx<'_>, id: MatterId) -> Result<Option<Counted>, Error> {
    let found: Option<Row> = tx.opt(sql!("sql/counted.sql"), params![id])?;
    Ok(found.map(|row| Counted {
        month: month(row.came.date()),
        counts: counts(
            &row.state,
            row.responded_at.is_some_and(|at| at <= row.respond_by),
            row.verdict.as_deref(),
            row.satisfied,
        ),
        path: row.path,
        year: row.year,
        topic: row.topic,
    }))
}

/// What a request adds to each measure.
fn counts(state: &str, in_time: bool, verdict: Option<&str>, satisfied: Option<i64>) -> [i64; 5] {
    if state == "excluded" {
        return [0; 5];
    }
    [
        1,
        i64::from(in_time),
        i64::from(verdict.is_some()),
        i64::from(verdict == Some("solved")),
        i64::from(satisfied == Some(1)),
    ]
}

/// Does something with a request and keeps the sums right.
///
/// # Errors
/// What it does; the database's.
pub fn around<T>(
    tx: &mut Tx<'_>,
    id: MatterId,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let before = of(tx, id)?.unwrap_or_default();
    let done = work(tx)?;
    let after = of(tx, id)?.unwrap_or_default();
    if before == after {
        return Ok(done);
    }
    for (n, measure) in MEASURES.into_iter().enumerate() {
        for (counted, sign) in [(&before, -1), (&after, 1)] {
            if counted.path.is_empty() || counted.counts[n] == 0 {
                continue;
            }
            let total = indicator(counted.year, measure, "");
            let topic = indicator(counted.year, measure, &counted.topic);
            tally::add(tx, &counted.path, total, sign * counted.counts[n])?;
            tally::add(tx, &counted.path, topic, sign * counted.counts[n])?;
            let month = of_month(&counted.month, measure);
            tally::add(tx, &counted.path, month, sign * counted.counts[n])?;
        }
    }
    Ok(done)
}

/// The name of a sum of a year; of a topic, or of all.
#[must_use]
pub fn indicator(year: i64, measure: &str, topic: &str) -> &'static str {
    kept(if topic.is_empty() {
        format!("requests.{year}.{measure}")
    } else {
        format!("requests.{year}.{measure}.{topic}")
    })
}

/// The month a day lies in: `2026-11`.
#[must_use]
pub fn month(day: Date) -> String {
    format!("{}-{:02}", day.year(), day.month())
}

/// The name of a sum of a month.
#[must_use]
pub fn of_month(month: &str, measure: &str) -> &'static str {
    kept(format!("requests.{month}.{measure}"))
}

/// A name kept for good: there are as many as years, months, measures and topics.
fn kept(name: String) -> &'static str {
    static NAMES: OnceLock<Mutex<HashMap<String, &'static str>>> = OnceLock::new();
    let mut names = NAMES.get_or_init(Mutex::default).lock();
    if let Some(known) = names.get(&name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.clone().into_boxed_str());
    names.insert(name, kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_out_counts_nowhere() {
        assert_eq!(counts("excluded", true, Some("solved"), Some(1)), [0; 5]);
        assert_eq!(counts("open", false, None, None), [1, 0, 0, 0, 0]);
        assert_eq!(
            counts("settled", true, Some("partly"), Some(0)),
            [1, 1, 1, 0, 0]
        );
        assert_eq!(counts("settled", true, Some("solved"), Some(1)), [1; 5]);
    }

    #[test]
    fn a_name_is_kept_once() {
        let one = indicator(2026, "solved", "noise");
        assert!(std::ptr::eq(one, indicator(2026, "solved", "noise")));
        assert_eq!(one, "requests.2026.solved.noise");
    }
}
