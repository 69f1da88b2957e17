//! Numbers of this room; their sources stand in `rules/study.toml` and `rules/privacy.toml`.

use jiff::civil::Date;
use platform::app::App;
use platform::error::{Error, internal};
use platform::rules::Rules as Tables;

/// What the room goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Reviews that must pass before a version may be published.
    pub review_passes: i64,
    /// Days before its date from which a plan counts as due.
    pub today_days: i64,
    /// Days after the date of the first reminder.
    pub first_reminder_days: i64,
    /// Days after the date of the second reminder.
    pub second_reminder_days: i64,
    /// Days after the date at which the branch's count is taken.
    pub branch_count_days: i64,
    /// The fewest people a figure is shown for.
    pub smallest_group: i64,
}

impl Rules {
    /// The values in force on a day.
    ///
    /// # Errors
    /// When a table lacks one of them: a fault of the program.
    pub fn on(tables: &Tables, day: Date) -> Result<Self, Error> {
        let reminders = tables.list("study.reminder_days", day)?;
        let [first, second] = reminders else {
            return Err(internal("study.reminder_days: two reminders, no more"));
        };
        let days = |value: &toml::Value| {
            value
                .as_integer()
                .ok_or_else(|| internal("study.reminder_days: days are whole numbers"))
        };
        Ok(Self {
            review_passes: tables.int("study.review_passes", day)?.clamp(1, 3),
            today_days: tables.int("study.today_days", day)?,
            first_reminder_days: days(first)?,
            second_reminder_days: days(second)?,
            branch_count_days: tables.int("study.branch_count_days", day)?,
            smallest_group: tables.int("privacy.figures_from", day)?,
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
    fn the_tables_have_every_value_in_order() {
        let tables = Tables::load().expect("the tables can be read");
        let day = jiff::civil::date(2026, 11, 23);
        let rules = Rules::on(&tables, day).expect("every value");
        assert_eq!(rules.review_passes, 1);
        assert_eq!(rules.smallest_group, 10);
        assert!(rules.first_reminder_days < rules.second_reminder_days);
        assert!(rules.second_reminder_days < rules.branch_count_days);
    }

    #[test]
    fn each_value_follows_its_rule() {
        let tables = Tables::load().expect("the tables can be read");
        let day = jiff::civil::date(2026, 11, 23);
        let usual = Rules::on(&tables, day).expect("every value");
        for key in [
            "study.review_passes",
            "study.today_days",
            "study.branch_count_days",
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
