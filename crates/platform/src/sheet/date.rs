//! Dates as offices write them.
//!
//! Only the order year, month, day is read: 5/1/2020 may be January or May. A two-digit year is
//! refused for the same reason.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Cell;

/// A date as far as the cell says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateReading {
    /// A whole date.
    Day(Date),
    /// A year and a month only; the value is the first of that month.
    Month(Date),
}

impl DateReading {
    /// The date, for a month its first day.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) | Self::Month(date) => date,
        }
    }
}

/// Why a cell is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// Not written as a date.
    Unreadable,
    /// Written as a date that no calendar has, such as 30 February.
    Impossible,
    /// The number 2020.1: typed as 2020.1 or as 2020.10, nobody can tell.
    Ambiguous,
}

/// Reads a cell that should hold a date. `Ok(None)` for a blank cell.
///
/// Read are: date cells; day numbers of office programs (10000–73050, that is 1927–2099);
/// 2020-1-5, 2020/01/05, 2020.1.5, 2020年1月5日 and these without a day; 20200105 and 202001;
/// any of them followed by a time; full-width digits.
///
/// # Errors
/// [`DateFault`] when the cell holds something else.
pub fn read_date(cell: &Cell) -> Result<Option<DateReading>, DateFault> {
    match cell {
        Cell::Date(date) => Ok(Some(DateReading::Day(*date))),
        Cell::Number(number) => from_number(*number).map(Some),
        Cell::Text(text) if text.trim().is_empty() => Ok(None),
        Cell::Text(text) => from_text(text).map(Some),
        Cell::Empty => Ok(None),
        Cell::Bool(_) | Cell::Error(_) => Err(DateFault::Unreadable),
    }
}

/// The date of a day number of the 1900 system; the part after the point is the time of day.
/// `None` outside 1900–9999.
pub fn from_serial(serial: f64) -> Option<Date> {
    const LAST: f64 = 2_958_465.0;
    /// The system has a 29 February 1900 that never was; day numbers after it are one too high.
    const PHANTOM_DAY: i64 = 60;
    let days = whole_days(serial, LAST)?;
    let offset = if days > PHANTOM_DAY {
        days - 2
    } else {
        days - 1
    };
    jiff::civil::date(1900, 1, 1)
        .checked_add(offset.days())
        .ok()
}

/// The date of a day number of the 1904 system.
pub fn from_serial_1904(serial: f64) -> Option<Date> {
    const LAST: f64 = 2_957_003.0;
    let days = whole_days(serial, LAST)?;
    jiff::civil::date(1904, 1, 1).checked_add(days.days()).ok()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "between 1 and LAST, both exact in f64 and i64"
)]
fn whole_days(serial: f64, last: f64) -> Option<i64> {
    (1.0..=last)
        .contains(&serial)
        .then(|| serial.floor() as i64)
}

fn from_number(number: f64) -> Result<DateReading, DateFault> {
    if number.fract() == 0.0 {
        return from_text(&number.to_string());
    }
    if (1900.0..2101.0).contains(&number) {
        // 2020.1 and 2020.10 are the same number; only a nonzero second digit settles it,
        // or a first digit that no month begins with.
        let text = number.to_string();
        return match text.split_once('.') {
            Some((_, "1")) => Err(DateFault::Ambiguous),
            _ => from_text(&text),
        };
    }
    plausible_serial(number).ok_or(DateFault::Unreadable)
}

/// Day numbers of the years 1927–2099; smaller ones may be years, larger ones written dates.
fn plausible_serial(number: f64) -> Option<DateReading> {
    (10_000.0..=73_050.0)
        .contains(&number)
        .then(|| from_serial(number).map(DateReading::Day))
        .flatten()
}

fn from_text(text: &str) -> Result<DateReading, DateFault> {
    let ascii = fold_width(text);
    let day_part = without_time(ascii.trim());
    let mut groups: Vec<String> = vec![String::new()];
    for ch in day_part.chars() {
        match ch {
            '0'..='9' => groups
                .iter_mut()
                .last()
                .into_iter()
                .for_each(|g| g.push(ch)),
            '-' | '/' | '.' | '年' | '月' | '–' | '—' => groups.push(String::new()),
            '日' | '号' | ' ' => {}
            _ => return Err(DateFault::Unreadable),
        }
    }
    // 2020年1月 and 2020.1. end in a separator.
    if groups.len() > 1 && groups.last().is_some_and(String::is_empty) {
        groups.pop();
    }
    match groups
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [only] => from_digits(only),
        [year, month] => of_month(year, month),
        [year, month, day] => of_day(year, month, day),
        _ => Err(DateFault::Unreadable),
    }
}

fn from_digits(digits: &str) -> Result<DateReading, DateFault> {
    match digits.len() {
        8 => of_day(&digits[..4], &digits[4..6], &digits[6..]),
        6 => of_month(&digits[..4], &digits[4..]),
        5 => digits
            .parse()
            .ok()
            .and_then(plausible_serial)
            .ok_or(DateFault::Unreadable),
        _ => Err(DateFault::Unreadable),
    }
}

fn of_month(year: &str, month: &str) -> Result<DateReading, DateFault> {
    of_day(year, month, "1").map(|reading| DateReading::Month(reading.date()))
}

fn of_day(year: &str, month: &str, day: &str) -> Result<DateReading, DateFault> {
    let widths_fit =
        year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    if !widths_fit {
        return Err(DateFault::Unreadable);
    }
    let number = |text: &str| text.parse().map_err(|_| DateFault::Unreadable);
    let year = year.parse().map_err(|_| DateFault::Unreadable)?;
    Date::new(year, number(month)?, number(day)?)
        .map(DateReading::Day)
        .map_err(|_| DateFault::Impossible)
}

/// Cuts off a time of day.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text;
    };
    text[..colon]
        .rfind([' ', 'T', '日'])
        .map_or(text, |end| &text[..end])
}

/// Full-width digits and signs as plain ones.
fn fold_width(text: &str) -> String {
    text.chars()
        .map(|ch| match ch {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(ch) - 0xFEE0).unwrap_or(ch),
            '\u{3000}' | '\u{A0}' => ' ',
            '。' => '.',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Option<DateReading>, DateFault> {
        read_date(&Cell::Text(text.into()))
    }

    #[test]
    fn the_many_ways_to_write_one_day() {
        let expected = Ok(Some(DateReading::Day(date(2020, 1, 5))));
        for text in [
            "2020-1-5",
            "2020-01-05",
            "2020/01/05",
            "2020/1/5",
            "2020.1.5",
            "2020.01.05",
            "20200105",
            "2020年1月5日",
            "2020年01月05号",
            "2020 年 1 月 5 日",
            "２０２０．１．５",
            "2020-1-5 00:00:00",
            "2020-01-05T08:30",
            " 2020-1-5 ",
            "2020。1。5",
            "43835",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read_date(&Cell::Number(43_835.0)), expected);
        assert_eq!(read_date(&Cell::Number(43_835.75)), expected);
        assert_eq!(read_date(&Cell::Number(20_200_105.0)), expected);
        assert_eq!(read_date(&Cell::Date(date(2020, 1, 5))), expected);
    }

    #[test]
    fn a_month_is_told_from_a_day() {
        let expected = Ok(Some(DateReading::Month(date(2020, 12, 1))));
        for text in ["2020-12", "2020.12", "2020年12月", "202012", "2020/12"] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read_date(&Cell::Number(2020.12)), expected);
        assert_eq!(read_date(&Cell::Number(202_012.0)), expected);
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "不详",
            "20-1-5",
            "5/1/2020",
            "2020",
            "2020-1-5-6",
            "1",
            "2020-1-5x",
            "-",
            "1234567",
            "2020年",
            "123456789012",
        ] {
            assert_eq!(read(text), Err(DateFault::Unreadable), "{text}");
        }
        for text in [
            "2020-02-30",
            "2020-13-01",
            "20201301",
            "2021-2-29",
            "202013",
        ] {
            assert_eq!(read(text), Err(DateFault::Impossible), "{text}");
        }
        assert_eq!(read_date(&Cell::Number(2020.1)), Err(DateFault::Ambiguous));
        assert_eq!(read_date(&Cell::Number(2020.0)), Err(DateFault::Unreadable));
        assert_eq!(
            read_date(&Cell::Number(f64::NAN)),
            Err(DateFault::Unreadable)
        );
        assert_eq!(read_date(&Cell::Number(-5.0)), Err(DateFault::Unreadable));
        assert_eq!(read_date(&Cell::Bool(true)), Err(DateFault::Unreadable));
        assert_eq!(read(" "), Ok(None));
        assert_eq!(read_date(&Cell::Empty), Ok(None));
    }

    #[test]
    fn day_numbers() {
        assert_eq!(from_serial(1.0), Some(date(1900, 1, 1)));
        assert_eq!(from_serial(59.0), Some(date(1900, 2, 28)));
        assert_eq!(from_serial(61.0), Some(date(1900, 3, 1)));
        assert_eq!(from_serial(2_958_465.0), Some(date(9999, 12, 31)));
        assert_eq!(from_serial(2_958_466.0), None);
        assert_eq!(from_serial(0.5), None);
        assert_eq!(from_serial_1904(42_373.0), Some(date(2020, 1, 5)));
    }

    proptest! {
        #[test]
        fn every_written_day_is_read_back(offset in 0..72_000_i64) {
            let day = date(1900, 1, 1).checked_add(offset.days()).unwrap();
            let written = [
                format!("{}-{}-{}", day.year(), day.month(), day.day()),
                format!("{}年{}月{}日", day.year(), day.month(), day.day()),
                format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()),
            ];
            for text in written {
                prop_assert_eq!(read(&text), Ok(Some(DateReading::Day(day))));
            }
        }

        #[test]
        fn no_text_brings_the_reader_down(text in "\\PC{0,20}") {
            let _ = read(&text);
        }
    }
}
