//! Numbers of admission; their sources stand in `rules/admission.toml` and `rules/meetings.toml`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use platform::app::App;
use platform::error::Error;
use platform::rules::{Fraction, Rules as Tables};

/// What admission goes by on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Least age of who applies.
    pub min_age_years: i64,
    /// Months within which somebody talks with an applicant.
    pub first_talk_months: i64,
    /// Months between application and activist, where a place asks for them.
    pub applicant_wait_months: i64,
    /// Fewest and most mentors.
    pub mentors: (i64, i64),
    /// Months between two reviews of an activist.
    pub review_every_months: i64,
    /// Months an activist is cultivated at least.
    pub cultivation_months: i64,
    /// How many introducers.
    pub introducers: i64,
    /// Days of training that are enough.
    pub training_days: i64,
    /// Hours of training that are enough.
    pub training_hours: i64,
    /// Months within which somebody who leaves is not admitted any more.
    pub leaving_soon_months: i64,
    /// Months within which the superior decides.
    pub approval_months: i64,
    /// Months after which its decision comes too late and the assembly votes again.
    pub special_approval_months: i64,
    /// Months of probation.
    pub probation_months: i64,
    /// Fewest and most months of an extension.
    pub extension: (i64, i64),
    /// How many extensions.
    pub extensions: i64,
    /// Months between two reviews of a probationary member.
    pub probation_review_months: i64,
    /// Working days of a public notice.
    pub notice_days: i64,
    /// Whether a notice is asked for before somebody becomes a candidate, and before conversion.
    pub notices: (bool, bool),
    /// Who must be there when an admission is voted on.
    pub quorum: Fraction,
    /// What passes.
    pub passes: Fraction,
}

impl Limits {
    /// The values in force on a day.
    ///
    /// # Errors
    /// When a table lacks one of them: a fault of the program.
    pub fn on(tables: &Tables, day: Date) -> Result<Self, Error> {
        let int = |key: &str| tables.int(key, day);
        let stages = tables.list("admission.public_notice_stages", day)?;
        let asks = |name: &str| stages.iter().any(|one| one.as_str() == Some(name));
        Ok(Self {
            min_age_years: int("admission.min_age_years")?,
            first_talk_months: int("admission.first_talk_months")?,
            applicant_wait_months: int("admission.applicant_wait_months")?,
            mentors: (int("admission.min_mentors")?, int("admission.max_mentors")?),
            review_every_months: int("admission.review_every_months")?,
            cultivation_months: int("admission.cultivation_months")?,
            introducers: int("admission.introducers")?,
            training_days: int("admission.training_days")?,
            training_hours: int("admission.training_hours")?,
            leaving_soon_months: int("admission.leaving_soon_months")?,
            approval_months: int("admission.approval_months")?,
            special_approval_months: int("admission.special_approval_months")?,
            probation_months: int("admission.probation_months")?,
            extension: (
                int("admission.extension_min_months")?,
                int("admission.extension_max_months")?,
            ),
            extensions: int("admission.extensions")?,
            probation_review_months: int("admission.probation_review_months")?,
            notice_days: int("admission.public_notice_working_days")?,
            notices: (asks("admission_candidate"), asks("conversion")),
            quorum: tables.fraction("admission_vote.quorum", day)?,
            passes: tables.fraction("admission_vote.passes", day)?,
        })
    }
}

/// What admission goes by in an application today.
///
/// # Errors
/// As [`Limits::on`].
pub fn limits(app: &App) -> Result<Limits, Error> {
    Limits::on(&app.rules.now(), app.clock.today())
}

/// A day some months later (earlier with a negative number); the last of a shorter month.
#[must_use]
pub fn months(day: Date, count: i64) -> Date {
    day.checked_add(count.months()).unwrap_or(Date::MAX)
}

/// The last day of a notice that begins on a day and runs for so many working days.
#[must_use]
pub fn notice_end(begins: Date, working_days: i64) -> Date {
    let (mut day, mut left) = (begins, working_days.max(1));
    loop {
        if works(day) {
            left -= 1;
        }
        let next = day.tomorrow();
        match next {
            Ok(next) if left > 0 => day = next,
            _ => return day,
        }
    }
}

/// Whether a day is a working day: `rules/holidays.toml`.
#[must_use]
pub fn works(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let (free, worked) = holidays();
    if weekend {
        worked.contains(&day)
    } else {
        !free.contains(&day)
    }
}

fn holidays() -> &'static (BTreeSet<Date>, BTreeSet<Date>) {
    #[derive(serde::Deserialize)]
    struct File {
        year: Vec<Year>,
    }
    #[derive(serde::Deserialize)]
    struct Year {
        free: Vec<String>,
        worked: Vec<String>,
    }
    static DAYS: OnceLock<(BTreeSet<Date>, BTreeSet<Date>)> = OnceLock::new();
    DAYS.get_or_init(|| {
        let file = platform::embedded::text(platform::embedded::RULES, "holidays.toml")
            .and_then(|text| toml::from_str::<File>(text).ok());
        let days = |of: fn(&Year) -> &Vec<String>| {
            let years = file.iter().flat_map(|file| &file.year);
            years
                .flat_map(of)
                .filter_map(|day| day.parse().ok())
                .collect()
        };
        (days(|year| &year.free), days(|year| &year.worked))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_tables_have_every_value() {
        let tables = Tables::load().expect("the tables can be read");
        let limits = Limits::on(&tables, date(2026, 11, 23)).expect("every value");
        assert_eq!(
            (limits.min_age_years, limits.mentors, limits.introducers),
            (18, (1, 2), 2)
        );
        assert_eq!((limits.training_days, limits.training_hours), (3, 24));
        assert_eq!(
            (limits.approval_months, limits.special_approval_months),
            (3, 6)
        );
        assert_eq!(
            (limits.probation_months, limits.extension, limits.extensions),
            (12, (6, 12), 1)
        );
        assert_eq!((limits.notice_days, limits.notices), (5, (true, true)));
        assert_eq!((limits.quorum.least(16), limits.passes.least(15)), (9, 8));
    }

    #[test]
    fn a_notice_runs_on_working_days() {
        // A Monday to the Friday; over a weekend; over the National Day.
        assert_eq!(notice_end(date(2026, 11, 23), 5), date(2026, 11, 27));
        assert_eq!(notice_end(date(2026, 11, 26), 5), date(2026, 12, 2));
        assert_eq!(
            notice_end(date(2026, 9, 29), 5),
            date(2026, 10, 10),
            "a Saturday that is worked"
        );
        assert_eq!(months(date(2026, 1, 31), 1), date(2026, 2, 28));
    }
}
