//! Values of a measure: kept in thousandths, read and shown as people write them.

/// The most digits before the point.
const DIGITS: usize = 12;

/// A value as it was typed, in thousandths; nothing when it is no number with up to three decimals.
#[must_use]
pub fn read(typed: &str) -> Option<i64> {
    let plain: String = typed
        .trim()
        .chars()
        .filter(|c| !matches!(c, ',' | '\u{ff0c}' | ' '))
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xff10 + 0x30).unwrap_or(c),
            '．' => '.',
            '－' | '−' => '-',
            c => c,
        })
        .collect();
    let plain = plain.strip_suffix(['%', '％']).unwrap_or(&plain);
    let (sign, plain) = match plain.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, plain),
    };
    let (whole, part) = plain.split_once('.').unwrap_or((plain, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if whole.len() > DIGITS || part.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let part = format!("{part:0<3}");
    let (whole, part) = (whole.parse::<i64>().ok()?, part.parse::<i64>().ok()?);
    Some(sign * (whole * 1_000 + part))
}

/// A value as people write it, without needless zeros.
#[must_use]
pub fn shown(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / 1_000, value.unsigned_abs() % 1_000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:03}");
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_value_is_read_as_it_is_written_in_an_office() {
        for (typed, kept) in [
            ("6.2", 6_200),
            ("1,200", 1_200_000),
            ("９８．５％", 98_500),
            ("-3", -3_000),
            ("0.125", 125),
        ] {
            assert_eq!(read(typed), Some(kept), "{typed}");
        }
        for typed in [
            "",
            "约6天",
            "1.2345",
            "1.",
            ".5",
            "1e3",
            "--1",
            "9999999999999",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(value in -999_999_999_999_i64..999_999_999_999) {
            prop_assert_eq!(read(&shown(value)), Some(value));
        }

        #[test]
        fn nothing_typed_makes_it_fall_over(typed in ".*") {
            let _ = read(&typed);
        }
    }
}
