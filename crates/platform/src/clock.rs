//! Time as a parameter. The only file that reads the machine's clocks.
//!
//! Wall time is taken once and then carried by the monotonic clock, so that a step of the
//! machine's clock moves no deadline; [`Clock::follow`] keeps to the database's clock instead.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
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

/// The machine's time since boot with its sleep, where Linux says it.
fn since_boot() -> Option<i64> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    let (seconds, hundredths) = text.split_whitespace().next()?.split_once('.')?;
    let seconds: i64 = seconds.parse().ok()?;
    let hundredths: i64 = hundredths.parse().ok()?;
    Some(seconds * 1_000 + hundredths * 10)
}

/// The application's clock; cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<Inside>);

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

struct Inside {
    source: Source,
    /// Whether the clock to follow was out of reach when it was last looked at.
    off: AtomicBool,
}

/// How far the clock to follow may be away, in milliseconds. It is followed when it is nearer;
/// one further away has stepped, and following it would move every deadline with it.
pub const SKEW_MS: i64 = 2_000;

enum Source {
    System {
        base_ms: i64,
        started: Monotonic,
        /// The machine's time since boot when it began, where the machine says it.
        booted_ms: Option<i64>,
        /// How long the machine slept since: the monotonic clock stands still meanwhile.
        slept_ms: AtomicI64,
        offset_ms: AtomicI64,
    },
    Fixed(AtomicI64),
}

impl Clock {
    /// The machine's clock, carried by the monotonic one.
    #[must_use]
    pub fn system() -> Self {
        Self::of(Source::System {
            base_ms: Self::wall().0,
            started: Monotonic::now(),
            booted_ms: since_boot(),
            slept_ms: AtomicI64::new(0),
            offset_ms: AtomicI64::new(0),
        })
    }

    fn of(source: Source) -> Self {
        let off = AtomicBool::new(false);
        Self(Arc::new(Inside { source, off }))
    }

    /// A clock that stands still until a test moves it.
    #[must_use]
    pub fn fixed(at: Millis) -> Self {
        Self::of(Source::Fixed(AtomicI64::new(at.0)))
    }

    /// This moment.
    #[must_use]
    pub fn now(&self) -> Millis {
        match &self.0.source {
            Source::System {
                base_ms,
                started,
                slept_ms,
                offset_ms,
                ..
            } => Millis(
                base_ms
                    + i64::try_from(started.elapsed().as_millis()).unwrap_or(0)
                    + slept_ms.load(Ordering::Relaxed)
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

    /// Goes by another clock from now on, however far away it is: what a process does once,
    /// before it judges any deadline.
    pub fn set(&self, truth: Millis) {
        let skew = truth.0 - self.now().0;
        match &self.0.source {
            Source::System { offset_ms, .. } => offset_ms.fetch_add(skew, Ordering::Relaxed),
            Source::Fixed(at) => at.fetch_add(skew, Ordering::Relaxed),
        };
        self.0.off.store(false, Ordering::Relaxed);
    }

    /// Looks at the clock to follow; gives how far it was ahead, in milliseconds. One that is
    /// near is followed; one further away than [`SKEW_MS`] is not, and [`Self::is_off`] says so
    /// until it is back or the process is started anew.
    pub fn follow(&self, truth: Millis) -> i64 {
        self.wake_up();
        let skew = truth.0 - self.now().0;
        if skew.abs() <= SKEW_MS {
            self.set(truth);
        } else {
            self.0.off.store(true, Ordering::Relaxed);
        }
        skew
    }

    /// Adds the time the machine slept: a laptop that was closed, a machine that was moved.
    fn wake_up(&self) {
        let Source::System {
            started,
            booted_ms: Some(booted),
            slept_ms,
            ..
        } = &self.0.source
        else {
            return;
        };
        let awake = i64::try_from(started.elapsed().as_millis()).unwrap_or(0);
        let slept = since_boot().map_or(0, |now| now - booted - awake);
        // The machine tells it in hundredths of a second: less than a second is no sleep.
        if slept - slept_ms.load(Ordering::Relaxed) > 1_000 {
            slept_ms.store(slept, Ordering::Relaxed);
        }
    }

    /// Whether the clock to follow has stepped away.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.0.off.load(Ordering::Relaxed)
    }

    /// What the machine's own clock says now: the clock to follow where the database is a file
    /// on this machine.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the wall clock"
    )]
    pub fn wall() -> Millis {
        let wall = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Millis(i64::try_from(wall.as_millis()).unwrap_or(0))
    }

    /// Moves a fixed clock forward; a system clock does not move.
    pub fn advance(&self, by: Duration) {
        if let Source::Fixed(at) = &self.0.source {
            at.fetch_add(
                i64::try_from(by.as_millis()).unwrap_or(0),
                Ordering::Relaxed,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_clock_is_followed_and_one_that_stepped_is_not() {
        let clock = Clock::fixed(Millis(1_000_000));
        assert_eq!(clock.follow(Millis(1_001_500)), 1_500);
        assert_eq!((clock.now(), clock.is_off()), (Millis(1_001_500), false));
        for step in [3_600_000, -3_600_000] {
            assert_eq!(clock.follow(Millis(1_001_500 + step)), step);
            assert_eq!((clock.now(), clock.is_off()), (Millis(1_001_500), true));
        }
        clock.follow(Millis(1_001_400));
        assert_eq!((clock.now(), clock.is_off()), (Millis(1_001_400), false));
        clock.set(Millis(9_000_000));
        assert_eq!(clock.now(), Millis(9_000_000));
    }

    #[test]
    fn the_machine_is_followed_by_the_clock_that_carries_it() {
        let clock = Clock::system();
        assert!(clock.follow(Clock::wall()).abs() <= SKEW_MS);
        let before = clock.now();
        clock.follow(before.plus_ms(3_600_000));
        assert!(clock.is_off() && clock.now().0 - before.0 < SKEW_MS);
    }
}
