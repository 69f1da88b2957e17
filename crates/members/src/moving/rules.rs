//! Numbers of this part; their sources stand in `rules/moving.toml` and `rules/terms.toml`.

use jiff::civil::Date;
use platform::app::App;
use platform::error::Error;
use platform::rules::Rules as Tables;

/// What this part goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Months away after which somebody is a floating member.
    pub floating_months: i64,
    /// Months at a fixed place after which the affiliation must be transferred.
    pub must_transfer_months: i64,
    /// Days the other side has to confirm before it is shown as late.
    pub answer_days: i64,
    /// Months within which one is in touch at least once.
    pub contact_months: i64,
    /// Days a link for whoever stands outside opens.
    pub door_days: i64,
    /// Days a letter holds.
    pub letter_days: i64,
    /// Days in which a proposal is sent or turned down.
    pub proposal_days: i64,
    /// Days in which a receipt is expected.
    pub receipt_days: i64,
    /// Minutes a member's code opens.
    pub code_minutes: i64,
    /// Months after which the regulation lets membership be suspended for a lost contact.
    pub lost_months: i64,
}

impl Rules {
    /// The values in force on a day.
    ///
    /// # Errors
    /// When a table lacks one of them: a fault of the program.
    pub fn on(tables: &Tables, day: Date) -> Result<Self, Error> {
        let int = |key: &str| tables.int(key, day);
        Ok(Self {
            floating_months: int("floating.after_months")?,
            must_transfer_months: int("transfer.must_after_months")?,
            answer_days: int("floating.answer_days")?,
            contact_months: int("floating.contact_months")?,
            door_days: int("floating.door_days")?,
            letter_days: int("transfer.letter_valid_days")?,
            proposal_days: int("transfer.proposal_days")?,
            receipt_days: int("transfer.receipt_days")?,
            code_minutes: int("portable.door_minutes")?,
            lost_months: int("standing.lost_contact_months")?,
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
    fn the_tables_have_every_value() {
        let tables = Tables::load().expect("the tables can be read");
        let rules = Rules::on(&tables, jiff::civil::date(2026, 11, 23)).expect("every value");
        for (key, value, read) in [
            ("floating.after_months", 6, rules.floating_months),
            ("transfer.must_after_months", 6, rules.must_transfer_months),
            ("floating.answer_days", 15, rules.answer_days),
            ("floating.contact_months", 6, rules.contact_months),
            ("floating.door_days", 30, rules.door_days),
            ("transfer.letter_valid_days", 90, rules.letter_days),
            ("transfer.proposal_days", 10, rules.proposal_days),
            ("transfer.receipt_days", 30, rules.receipt_days),
            ("portable.door_minutes", 30, rules.code_minutes),
            ("standing.lost_contact_months", 6, rules.lost_months),
        ] {
            assert_eq!(read, value, "{key}");
        }
    }
}
