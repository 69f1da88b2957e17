//! Values of this room that a deployment may set; their sources stand in `rules/assess.toml`.

use jiff::civil::Date;
use platform::clock::Clock;
use platform::error::Error;
use platform::rules::InForce;

/// What the sitting and the results go by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
    /// How long after the deadline an answer on its way still counts, milliseconds.
    pub grace_ms: i64,
    /// How long the closer waits after that for writes still queued anywhere, milliseconds.
    pub settle_ms: i64,
    /// The fewest people a figure is shown for.
    pub smallest_group: i64,
}

impl Default for Rules {
    /// What the tables say: for whoever has no tables at hand, and a test compares the two.
    fn default() -> Self {
        Self {
            grace_ms: 3_000,
            settle_ms: 6_000,
            smallest_group: 10,
        }
    }
}

impl Rules {
    /// The values in force on a day.
    ///
    /// # Errors
    /// When a table lacks one of them: a fault of the program.
    pub fn on(tables: &platform::rules::Rules, day: Date) -> Result<Self, Error> {
        Ok(Self {
            grace_ms: tables.int("assess.late_grace_ms", day)?,
            settle_ms: tables.int("assess.close_settle_ms", day)?,
            smallest_group: tables.int("privacy.figures_from", day)?,
        })
    }
}

/// Where the values come from at any moment; cheap to clone.
#[derive(Clone)]
pub struct Following {
    /// The deployment's tables.
    pub tables: InForce,
    /// Which day it is.
    pub clock: Clock,
}

impl Following {
    /// The values in force today. A table that lacks one is a fault of the program: a sitting goes
    /// on under the built-in values then.
    #[must_use]
    pub fn now(&self) -> Rules {
        Rules::on(&self.tables.now(), self.clock.today()).unwrap_or_else(|error| {
            tracing::error!(%error, "the rule tables lack a value of the tests");
            Rules::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_say_the_same() {
        let tables = platform::rules::Rules::load().expect("the tables can be read");
        let day = jiff::civil::date(2026, 11, 23);
        assert_eq!(
            Rules::on(&tables, day).expect("every value"),
            Rules::default()
        );
    }

    #[test]
    fn each_value_follows_its_rule() {
        let tables = platform::rules::Rules::load().expect("the tables can be read");
        let day = jiff::civil::date(2026, 11, 23);
        let usual = Rules::on(&tables, day).expect("every value");
        for key in [
            "assess.late_grace_ms",
            "assess.close_settle_ms",
            "privacy.figures_from",
        ] {
            let other = tables.int(key, day).expect("a number") + 1;
            let changed = tables.holding(key, other).expect("the rule");
            assert_ne!(
                Rules::on(&changed, day).expect("every value"),
                usual,
                "{key}"
            );
        }
    }
}
