//! Numbers of the desk; their sources stand in `rules/insight_requests.toml`.

use jiff::civil::Date;
use platform::app::App;
use platform::error::Error;
use platform::rules::Rules as Tables;

/// What the desk goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Minutes an organisation needs for one field.
    pub minutes_per_field: i64,
    /// Days a request may stand.
    pub max_days: i64,
    /// Fields a request may ask for.
    pub max_fields: i64,
    /// Months within which the same question is a repeat.
    pub repeat_months: i64,
}

impl Rules {
    /// The values in force on a day.
    ///
    /// # Errors
    /// When a table lacks one of them: a fault of the program.
    pub fn on(tables: &Tables, day: Date) -> Result<Self, Error> {
        Ok(Self {
            minutes_per_field: tables.int("data_request.minutes_per_field", day)?,
            max_days: tables.int("data_request.max_days", day)?,
            max_fields: tables.int("data_request.max_fields", day)?,
            repeat_months: tables.int("data_request.repeat_months", day)?,
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
    fn the_table_has_every_value() {
        let tables = Tables::load().expect("the tables can be read");
        let rules = Rules::on(&tables, jiff::civil::date(2026, 11, 23)).expect("every value");
        assert_eq!(
            (
                rules.minutes_per_field,
                rules.max_days,
                rules.max_fields,
                rules.repeat_months
            ),
            (3, 60, 10, 12)
        );
    }

    #[test]
    fn each_value_follows_its_rule() {
        let tables = Tables::load().expect("the tables can be read");
        let day = jiff::civil::date(2026, 11, 23);
        let usual = Rules::on(&tables, day).expect("every value");
        for key in [
            "data_request.minutes_per_field",
            "data_request.max_days",
            "data_request.max_fields",
            "data_request.repeat_months",
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
