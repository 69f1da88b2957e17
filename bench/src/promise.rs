//! What the design promises of a figure, and whether a run kept it.

use clap::Args;

use crate::report::{Report, number};

/// Limits of a run; the driver fails when one is broken.
#[derive(Args, Debug, Clone, Default)]
pub struct Promises {
    /// The most that ninety-nine of a hundred may take, milliseconds.
    #[arg(long)]
    pub p99_limit_ms: Option<f64>,
    /// The least part of what the bare server does, such as 0.6.
    #[arg(long)]
    pub ratio_limit: Option<f64>,
    /// The most that the whole may take, seconds.
    #[arg(long)]
    pub within_s: Option<f64>,
    /// The fewest operations a second.
    #[arg(long)]
    pub least_per_second: Option<f64>,
    /// The most anonymous memory of the server, megabytes.
    #[arg(long)]
    pub rss_limit_mb: Option<f64>,
}

impl Promises {
    /// Writes into a report which promises there were and whether one is broken. A figure that
    /// was promised and not measured is a broken promise.
    pub fn judge(&self, report: Report) -> Report {
        let at_most = |found: Option<f64>, limit| found.is_some_and(|found| found <= limit);
        let at_least = |found: Option<f64>, limit| found.is_some_and(|found| found >= limit);
        let (p99, ratio, rss) = (report.p99_ms, report.ratio, report.rss_mb);
        let (seconds, rate) = (Some(report.seconds), Some(report.per_second));
        let judged = [
            self.p99_limit_ms
                .map(|limit| (format!("p99 ≤ {limit} ms"), at_most(p99, limit))),
            self.ratio_limit
                .map(|limit| (format!("ratio ≥ {limit}"), at_least(ratio, limit))),
            self.within_s
                .map(|limit| (format!("≤ {limit} s"), at_most(seconds, limit))),
            self.least_per_second
                .map(|limit| (format!("≥ {limit}/s"), at_least(rate, limit))),
            self.rss_limit_mb
                .map(|limit| (format!("RssAnon ≤ {limit} MB"), at_most(rss, limit))),
        ];
        judged
            .into_iter()
            .flatten()
            .fold(report, |report, (words, kept)| {
                report.promised(&words, kept)
            })
    }
}

/// An open-loop run that lagged behind its rate measured another load than it says. The
/// arrivals are drawn, so a few in a hundred fewer are chance.
pub fn kept_pace(report: Report, rate: Option<f64>, seconds: u64) -> Report {
    match rate {
        None => report,
        Some(rate) => {
            let kept = number(report.n) >= 0.95 * rate * number(seconds)
                && report.seconds <= 1.1 * number(seconds) + 0.5;
            report.promised(&format!("keeps {rate}/s"), kept)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn found(p99_ms: Option<f64>) -> Report {
        Report {
            p99_ms,
            ..Report::of("x", 100, Duration::from_secs(1))
        }
    }

    #[test]
    fn a_broken_or_unmeasured_promise_is_said() {
        let promises = Promises {
            p99_limit_ms: Some(50.0),
            within_s: Some(2.0),
            ..Promises::default()
        };
        let broken = |p99| promises.judge(found(p99)).limit_broken;
        assert_eq!(broken(Some(50.0)), Some(false));
        assert_eq!(broken(Some(50.1)), Some(true));
        assert_eq!(broken(None), Some(true));
        assert_eq!(Promises::default().judge(found(None)).limit_broken, None);
    }

    #[test]
    fn lagging_behind_the_rate_is_said() {
        let kept = |rate| kept_pace(found(None), Some(rate), 1).limit_broken;
        assert_eq!((kept(100.0), kept(200.0)), (Some(false), Some(true)));
    }
}
