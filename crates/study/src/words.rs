//! Small matters of words that several pages share: search words, dates, kinds.

use jiff::civil::Date;
use platform::web::Cx;

/// The words of a search, trimmed and of sensible length.
#[must_use]
pub fn query_words(cx: &Cx, name: &str) -> String {
    cx.query(name)
        .unwrap_or_default()
        .trim()
        .chars()
        .take(60)
        .collect()
}

/// Words as a part of an address.
#[must_use]
pub fn encoded(words: &str) -> String {
    form_urlencoded::byte_serialize(words.as_bytes()).collect()
}

/// `12 月 5 日`, as members say it; the year stands with it when it is another one.
#[must_use]
pub fn day(cx: &Cx, date: Date) -> String {
    day_in(cx.locale, date, cx.app.clock.today())
}

/// The same in a language, seen from a day.
#[must_use]
pub fn day_in(locale: platform::i18n::Locale, date: Date, today: Date) -> String {
    let key = if date.year() == today.year() {
        "study-day"
    } else {
        "study-day-of-year"
    };
    platform::i18n::say(
        locale,
        key,
        &[
            ("year", &date.year()),
            ("month", &i16::from(date.month())),
            ("day", &i16::from(date.day())),
        ],
    )
}
