//! Days and moments as people say them.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::i18n::{Locale, say};

/// A day with its weekday: 2026年12月1日 星期二.
#[must_use]
pub fn day(locale: Locale, day: Date) -> String {
    said(locale, "meeting-day", day)
}

/// A day near today, without the year: 12月1日 星期二.
#[must_use]
pub fn day_near(locale: Locale, day: Date) -> String {
    said(locale, "meeting-day-near", day)
}

fn said(locale: Locale, key: &str, day: Date) -> String {
    let weekday = say(
        locale,
        &format!("meeting-weekday-{}", day.weekday().to_monday_one_offset()),
        &[],
    );
    say(
        locale,
        key,
        &[
            ("year", &day.year().to_string()),
            ("month", &day.month()),
            ("day", &day.day()),
            ("weekday", &weekday),
        ],
    )
}

/// A day and the time: 2026年12月1日 星期二 19:30.
#[must_use]
pub fn moment(locale: Locale, at: Millis) -> String {
    format!("{} {}", day(locale, at.date()), time(at))
}

/// The time of a day: 19:30.
#[must_use]
pub fn time(at: Millis) -> String {
    let civil = at.civil();
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}
