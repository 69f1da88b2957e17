//! The time that records are counted in: this month, the last three months, this year.

use jiff::ToSpan as _;
use jiff::civil::Date;
use platform::clock::Millis;
use platform::error::{Error, internal};

/// A time that ends today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// The month of today.
    Month,
    /// That and the two before it.
    Quarter,
    /// The year of today.
    Year,
}

impl Period {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// As it stands in an address and in word keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// Reads a code; anything else is the year.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|one| one.code() == code)
            .unwrap_or(Self::Year)
    }

    /// Its first day.
    ///
    /// # Errors
    /// Outside the calendar.
    pub fn begins(self, today: Date) -> Result<Date, Error> {
        let month = today.first_of_month();
        match self {
            Self::Month => Ok(month),
            Self::Quarter => month
                .checked_sub(2.months())
                .map_err(|error| internal(error.to_string())),
            Self::Year => Ok(today.first_of_year()),
        }
    }

    /// The moment it begins.
    ///
    /// # Errors
    /// Outside the calendar.
    pub fn since(self, today: Date) -> Result<Millis, Error> {
        Ok(Millis::start_of(self.begins(today)?))
    }

    /// Its months as sums name them: `202611`.
    ///
    /// # Errors
    /// Outside the calendar.
    pub fn months(self, today: Date) -> Result<Vec<String>, Error> {
        let mut day = self.begins(today)?;
        let mut months = Vec::new();
        while day <= today {
            months.push(month_of(day));
            day = day
                .checked_add(1.month())
                .map_err(|error| internal(error.to_string()))?;
        }
        Ok(months)
    }
}

/// A day's month as sums name it.
#[must_use]
pub fn month_of(day: Date) -> String {
    format!("{:04}{:02}", day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_time_ends_with_the_month_of_today() {
        let months = |period: Period, day| period.months(day).expect("months");
        assert_eq!(months(Period::Month, date(2026, 11, 23)), ["202611"]);
        assert_eq!(
            months(Period::Quarter, date(2026, 1, 31)),
            ["202511", "202512", "202601"]
        );
        assert_eq!(
            months(Period::Year, date(2026, 3, 1)),
            ["202601", "202602", "202603"]
        );
    }
}
