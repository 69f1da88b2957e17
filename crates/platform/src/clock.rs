//! Time as a parameter. The only file that reads the machine's clocks.
//!
//! Wall time is taken once and then carried by the monotonic clock, so that a step of the
//! machine's clock moves no deadline; `set_offset` follows the database's clock instead.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// Milliseconds since 1970-01-01 UTC: how every moment is stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Millis(pub i64);

/// Asia/Shanghai, which has had no summer time since 1991.
const SHANGHAI: Offset = Offset::constant(8);

impl Millis {
    /// The same moment shown in Shanghai.
    #[must_use]
    pub fn civil(self) -> DateTime {
        jiff::Timestamp::from_millisecond(self.0)
            .map(|t| SHANGHAI.to_datetime(t))
            .unwrap_or(DateTime::MIN)
    }

    /// The civil date in Shanghai.
    #[must_use]
    pub fn date(self) -> Date {
        self.civil().date()
    }

    /// Midnight at which a civil date begins in Shanghai.
    #[must_use]
    pub fn start_of(date: Date) -> Self {
        Self::at(date.to_datetime(jiff::civil::Time::midnight()))
    }

    /// The moment of a civil date and time in Shanghai.
    #[must_use]
    pub fn at(moment: DateTime) -> Self {
        SHANGHAI
            .to_timestamp(moment)
            .map_or(Self(0), |t| Self(t.as_millisecond()))
    }

    /// This moment moved by a number of milliseconds.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// This moment moved by whole days.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_ms(days.saturating_mul(DAY_MS))
    }

    /// `2026-11-22 14:05`, as tables show it.
    #[must_use]
    pub fn minute_text(self) -> String {
        let c = self.civil();
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02}",
            c.year(),
            c.month(),
            c.day(),
            c.hour(),
            c.minute()
        )
    }

    /// `10:32:05`, as a saved answer shows it.
    #[must_use]
    pub fn second_text(self) -> String {
        let c = self.civil();
        format!("{:02}:{:02}:{:02}", c.hour(), c.minute(), c.second())
    }
}

/// One day in milliseconds.
pub const DAY_MS: i64 = 86_400_000;
/// One minute in milliseconds.
pub const MINUTE_MS: i64 = 60_000;

/// A point of the monotonic clock, for measuring and for deadlines within this process.
#[derive(Clone, Copy, Debug)]
pub struct Monotonic(Instant);

impl Monotonic {
    /// Now.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the monotonic clock"
    )]
    pub fn now() -> Self {
        Self(Instant::now())
    }

    /// Time passed since.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        Self::now().0.saturating_duration_since(self.0)
    }

    /// Whether more than `limit` has passed since.
    #[must_use]
    pub fn older_than(self, limit: Duration) -> bool {
        self.elapsed() > limit
    }
}

/// The application's clock; cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<Source>);

enum Source {
    System {
        base_ms: i64,
        started: Monotonic,
        offset_ms: AtomicI64,
    },
    Fixed(AtomicI64),
}

impl Clock {
    /// The machine's clock, carried by the monotonic one.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the wall clock"
    )]
    pub fn system() -> Self {
        let wall = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Self(Arc::new(Source::System {
            base_ms: i64::try_from(wall.as_millis()).unwrap_or(0),
            started: Monotonic::now(),
            offset_ms: AtomicI64::new(0),
        }))
    }

    /// A clock that stands still until a test moves it.
    #[must_use]
    pub fn fixed(at: Millis) -> Self {
        Self(Arc::new(Source::Fixed(AtomicI64::new(at.0))))
    }

    /// This moment.
    #[must_use]
    pub fn now(&self) -> Millis {
        match &*self.0 {
            Source::System {
                base_ms,
                started,
                offset_ms,
            } => Millis(
                base_ms
                    + i64::try_from(started.elapsed().as_millis()).unwrap_or(0)
                    + offset_ms.load(Ordering::Relaxed),
            ),
            Source::Fixed(at) => Millis(at.load(Ordering::Relaxed)),
        }
    }

    /// Today in Shanghai.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// Follows the database's clock: what to add to our own.
    pub fn set_offset(&self, ms: i64) {
        if let Source::System { offset_ms, .. } = &*self.0 {
            offset_ms.store(ms, Ordering::Relaxed);
        }
    }

    /// Moves a fixed clock forward; a system clock does not move.
    pub fn advance(&self, by: Duration) {
        if let Source::Fixed(at) = &*self.0 {
            at.fetch_add(
                i64::try_from(by.as_millis()).unwrap_or(0),
                Ordering::Relaxed,
            );
        }
    }
}
