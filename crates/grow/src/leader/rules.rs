//! Numbers of lead secretaries and of rural training; their sources stand in `rules/leaders.toml`.

use jiff::civil::Date;
use platform::app::App;
use platform::error::Error;
use platform::rules::Rules as Tables;

/// What this part of the room goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Days a department has for its answer.
    pub vetting_days: i64,
    /// Months before its end in which a term is near it.
    pub term_soon_months: i64,
    /// Years without an admission after which a village is shown.
    pub quiet_years: i64,
    /// Days a department's link opens.
    pub door_days: i64,
    /// Seats a session may have.
    pub most_seats: i64,
    /// Days after a session when it is asked what came of it.
    pub used_after_days: i64,
}

impl Rules {
    /// The values in force on a day.
    ///
    /// # Errors
    /// When a table lacks one of them: a fault of the program.
    pub fn on(tables: &Tables, day: Date) -> Result<Self, Error> {
        Ok(Self {
            vetting_days: tables.int("leaders.vetting_days", day)?,
            term_soon_months: tables.int("leaders.term_soon_months", day)?,
            quiet_years: tables.int("leaders.quiet_years", day)?,
            door_days: tables.int("leaders.door_days", day)?,
            most_seats: tables.int("skills.most_seats", day)?,
            used_after_days: tables.int("skills.used_after_days", day)?,
        })
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
    fn each_number_follows_its_rule() {
        let tables = Tables::load().expect("the tables can be read");
        let day = jiff::civil::date(2026, 11, 23);
        let rules = Rules::on(&tables, day).expect("every value");
        for (key, read, bounds) in [
            ("leaders.vetting_days", rules.vetting_days, Some((1, 90))),
            ("leaders.term_soon_months", rules.term_soon_months, None),
            ("leaders.quiet_years", rules.quiet_years, Some((1, 10))),
            ("leaders.door_days", rules.door_days, Some((1, 60))),
            ("skills.most_seats", rules.most_seats, Some((1, 2_000))),
            (
                "skills.used_after_days",
                rules.used_after_days,
                Some((1, 180)),
            ),
        ] {
            let rule = tables.on(key, day).expect("a rule");
            assert_eq!(rule.value.as_integer(), Some(read), "{key}");
            assert_eq!(rule.least.zip(rule.most), bounds, "{key}");
        }
        assert_eq!(
            (rules.vetting_days, rules.quiet_years, rules.most_seats),
            (15, 3, 200)
        );
    }
}
