//! What a driver found: words for people on stderr, one JSON line on stdout.

use std::time::Duration;

use serde::Serialize;

/// The result of one driver. What a driver does not measure is null.
#[derive(Serialize, Debug, Default, Clone)]
pub struct Report {
    /// Which work: the driver's name, with what ran beside it.
    pub work: String,
    /// `sqlite` or `postgres`; none where no database is asked.
    pub engine: Option<&'static str>,
    /// Operations done.
    pub n: u64,
    /// How long they took.
    pub seconds: f64,
    /// Operations a second.
    pub per_second: f64,
    /// What the bare server did in the same run.
    pub limit_per_second: Option<f64>,
    /// The one by the other.
    pub ratio: Option<f64>,
    /// Half of the answers came within this time, milliseconds.
    pub p50_ms: Option<f64>,
    /// Ninety-nine of a hundred came within it.
    pub p99_ms: Option<f64>,
    /// Acknowledged and then looked for in the database.
    pub acked: Option<u64>,
    /// Acknowledged and not in the database.
    pub lost: Option<u64>,
    /// In the database more than once.
    pub doubled: Option<u64>,
    /// Requests that failed or were refused.
    pub errors: u64,
    /// Anonymous memory of the server at the end (RssAnon), megabytes.
    pub rss_mb: Option<f64>,
    /// How many runs the figures are the medians of; lost, doubled and errors are their sums.
    pub runs: Option<u64>,
    /// Acknowledged submissions, each looked for in the database.
    pub submitted: Option<u64>,
    /// Requests that a kill left without an answer.
    pub unknown: Option<u64>,
    /// What was promised.
    pub promise: Option<String>,
    /// Whether that was broken; null where nothing was promised.
    pub limit_broken: Option<bool>,
}

impl Report {
    /// Starts a report of a count and its time.
    pub fn of(work: impl Into<String>, n: u64, took: Duration) -> Self {
        let seconds = took.as_secs_f64();
        Self {
            work: work.into(),
            n,
            seconds: rounded(seconds),
            per_second: rounded(number(n) / seconds.max(1e-9)),
            ..Self::default()
        }
    }

    /// Adds how long single operations took.
    #[must_use]
    pub fn with(mut self, times: &mut Times) -> Self {
        self.p50_ms = times.percentile(50.0);
        self.p99_ms = times.percentile(99.0);
        self
    }

    /// Adds the limit of the same run.
    #[must_use]
    pub fn beside(mut self, limit: f64) -> Self {
        self.limit_per_second = Some(limit);
        self.ratio = Some(rounded(self.per_second / limit.max(1e-9)));
        self
    }

    /// Adds a promise and whether it was kept.
    #[must_use]
    pub fn promised(mut self, words: &str, kept: bool) -> Self {
        let before = self.promise.take().map(|before| format!("{before}, "));
        self.promise = Some(before.unwrap_or_default() + words);
        self.limit_broken = Some(self.limit_broken == Some(true) || !kept);
        self
    }

    /// Takes in what another part of the same run lost, doubled or was refused.
    #[must_use]
    pub fn blamed_for(mut self, part: &Self) -> Self {
        self.lost = sum(self.lost, part.lost);
        self.doubled = sum(self.doubled, part.doubled);
        self.errors += part.errors;
        self
    }

    /// The medians of several runs of one work; what went wrong in any of them is summed.
    pub fn median(runs: Vec<Self>) -> Option<Self> {
        let of =
            |figure: fn(&Self) -> Option<f64>| middle(runs.iter().filter_map(figure).collect());
        let all = |count: fn(&Self) -> Option<u64>| runs.iter().map(count).fold(None, sum);
        let first = runs.first()?;
        let (seconds, per_second) = (
            of(|r| Some(r.seconds)).unwrap_or_default(),
            of(|r| Some(r.per_second)).unwrap_or_default(),
        );
        let mut counts: Vec<u64> = runs.iter().map(|run| run.n).collect();
        counts.sort_unstable();
        Some(Self {
            work: first.work.clone(),
            engine: first.engine,
            n: counts[(counts.len() - 1) / 2],
            seconds,
            per_second,
            limit_per_second: of(|r| r.limit_per_second),
            ratio: of(|r| r.ratio),
            p50_ms: of(|r| r.p50_ms),
            p99_ms: of(|r| r.p99_ms),
            acked: all(|r| r.acked),
            lost: all(|r| r.lost),
            doubled: all(|r| r.doubled),
            errors: runs.iter().map(|run| run.errors).sum(),
            rss_mb: of(|r| r.rss_mb),
            runs: Some(runs.len() as u64),
            submitted: all(|r| r.submitted),
            unknown: all(|r| r.unknown),
            promise: None,
            limit_broken: None,
        })
    }

    /// The JSON line.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        (one, other) => one.or(other),
    }
}

/// The median, of an even count the lower one: a figure that was measured, not a mean of two.
fn middle(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_unstable_by(f64::total_cmp);
    figures.get(figures.len().saturating_sub(1) / 2).copied()
}

/// A number with three decimals.
pub fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn number(n: u64) -> f64 {
    n as f64
}

/// How long operations took, microseconds.
#[derive(Default, Debug, Clone)]
pub struct Times(Vec<u32>);

impl Times {
    /// Notes one.
    pub fn note(&mut self, took: Duration) {
        self.0
            .push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// How many.
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Takes in another's.
    pub fn take(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The smallest time within which so many in a hundred ended, milliseconds.
    pub fn percentile(&mut self, percent: f64) -> Option<f64> {
        self.0.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rank within the list"
        )]
        let rank = (number(self.0.len() as u64) * percent / 100.0).ceil() as usize;
        let time = self.0.get(rank.max(1) - 1).or(self.0.last())?;
        Some(rounded(f64::from(*time) / 1000.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(ms: impl IntoIterator<Item = u64>) -> Times {
        let mut times = Times::default();
        ms.into_iter()
            .for_each(|ms| times.note(Duration::from_millis(ms)));
        times
    }

    #[test]
    fn percentiles_are_nearest_rank() {
        assert_eq!(times([]).percentile(99.0), None);
        assert_eq!(times([7]).percentile(50.0), Some(7.0));
        assert_eq!(times((1..=100).rev()).percentile(50.0), Some(50.0));
        assert_eq!(times(1..=100).percentile(99.0), Some(99.0));
        assert_eq!(times(1..=101).percentile(99.0), Some(100.0));
        assert_eq!(times(1..=10).percentile(99.0), Some(10.0));
    }

    #[test]
    fn medians_forget_no_loss() {
        let run = |per_second, lost| Report {
            per_second,
            lost: Some(lost),
            ..Report::of("x", 1, Duration::from_secs(1))
        };
        let median = Report::median(vec![run(30.0, 0), run(10.0, 2), run(20.0, 1)]).unwrap();
        assert_eq!((median.per_second, median.lost), (20.0, Some(3)));
        assert_eq!((median.runs, median.ratio), (Some(3), None));
    }

    #[test]
    fn the_line_has_every_field_of_the_design() {
        let report = Report::of("bare", 300, Duration::from_millis(1500)).beside(400.0);
        let line: serde_json::Value = serde_json::from_str(&report.line()).unwrap();
        let wanted = [
            "work",
            "engine",
            "n",
            "seconds",
            "per_second",
            "limit_per_second",
            "ratio",
            "p50_ms",
            "p99_ms",
            "acked",
            "lost",
            "doubled",
            "errors",
            "rss_mb",
            "limit_broken",
        ];
        let names: Vec<&str> = wanted
            .into_iter()
            .filter(|name| line.get(name).is_some())
            .collect();
        assert_eq!(names, wanted);
        assert_eq!(
            (&line["per_second"], &line["ratio"]),
            (&200.0.into(), &0.5.into())
        );
    }
}
