//! Numbers that requests go by; their sources stand in `rules/casework.toml`.

use jiff::civil::Date;
use platform::app::App;
use platform::clock::DAY_MS;
use platform::error::Error;
use platform::rules::Rules as Tables;

use super::Category;
use crate::matter::change::Terms;
use crate::matter::machine::Limits;

/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 3_600_000;

/// What requests go by.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Hours until somebody is in touch.
    pub respond_hours: i64,
    /// Hours for each category, in the order of [`Category::ALL`].
    pub hours: [i64; 4],
    /// For the engine.
    pub terms: Terms,
    /// Days the clock may stand still in all.
    pub pause_days: i64,
    /// Days a verdict is waited for.
    pub unconfirmed_days: i64,
    /// Days a telephone number is kept after the end.
    pub phone_days: i64,
    /// Days a link for an outside unit opens.
    pub door_days: i64,
    /// Requests an address may send in a day.
    pub a_day: i64,
    /// Whom to call when it smells of gas.
    pub gas_phone: i64,
}

impl Rules {
    /// The values in force on a day.
    ///
    /// # Errors
    /// When a table lacks one of them: a fault of the program.
    pub fn on(tables: &Tables, day: Date) -> Result<Self, Error> {
        let pause_days = tables.int("matters.pause_days", day)?;
        let unconfirmed_days = tables.int("requests.unconfirmed_days", day)?;
        Ok(Self {
            respond_hours: tables.int("requests.respond_hours", day)?,
            hours: [
                tables.int("requests.hours_ordinary", day)?,
                tables.int("requests.hours_utility", day)?,
                tables.int("requests.hours_urgent", day)?,
                tables.int("requests.hours_hard", day)?,
            ],
            terms: Terms {
                limits: Limits {
                    ruling_at: tables.int("matters.ruling_at", day)?,
                    pause: pause_days.saturating_mul(DAY_MS),
                    reopenings: tables.int("requests.reopenings", day)?,
                    reopened: tables
                        .int("requests.reopen_hours", day)?
                        .saturating_mul(HOUR_MS),
                },
                wait: unconfirmed_days.saturating_mul(DAY_MS),
            },
            pause_days,
            unconfirmed_days,
            phone_days: tables.int("requests.phone_days", day)?,
            door_days: tables.int("requests.door_days", day)?,
            a_day: tables.int("requests.a_day", day)?,
            gas_phone: tables.int("requests.gas_phone", day)?,
        })
    }

    /// Hours a category may take.
    #[must_use]
    pub fn hours_of(&self, category: Category) -> i64 {
        let at = Category::ALL.iter().position(|one| *one == category);
        at.map_or(self.hours[0], |at| self.hours[at])
    }
}

/// The rules in force in an application today.
///
/// # Errors
/// As [`Rules::on`].
pub fn rules(app: &App) -> Result<Rules, Error> {
    Rules::on(&app.rules.now(), app.clock.today())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_value() {
        let tables = Tables::load().expect("the tables can be read");
        let day = jiff::civil::date(2026, 11, 23);
        for (key, value) in [
            ("requests.respond_hours", 24),
            ("requests.hours_ordinary", 168),
            ("requests.hours_utility", 24),
            ("requests.hours_urgent", 2),
            ("requests.hours_hard", 360),
            ("matters.ruling_at", 3),
            ("matters.pause_days", 5),
            ("requests.unconfirmed_days", 15),
            ("requests.reopen_hours", 168),
            ("requests.reopenings", 2),
            ("requests.phone_days", 90),
            ("requests.door_days", 15),
            ("requests.a_day", 60),
            ("requests.gas_phone", 96_777),
            ("rectifications.days", 180),
            ("projects.rows", 1_000),
        ] {
            assert_eq!(tables.int(key, day).expect("a number"), value, "{key}");
        }
        let rules = Rules::on(&tables, day).expect("every value");
        assert_eq!(rules.hours_of(Category::Urgent), 2);
        assert_eq!(rules.hours_of(Category::Hard), 360);
        assert_eq!(rules.terms.limits.ruling_at, 3);
        assert_eq!((rules.phone_days, rules.unconfirmed_days), (90, 15));
    }
}
