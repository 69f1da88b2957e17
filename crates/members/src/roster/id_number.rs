//! Citizen ID numbers (GB 11643-1999): region, birth date, order, check character MOD 11-2.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::codes::Codes;

/// A valid ID number of 18 characters. `Debug` hides it, so it cannot slip into a log.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdNumber(String);

/// How a number was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// With 18 characters.
    Current,
    /// With 15 digits, as before 1999; the century and the check character were added.
    Legacy,
}

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdFault {
    /// Neither 18 nor 15 characters.
    #[error("an ID number has 18 characters")]
    Length,
    /// Something else than digits and a closing X.
    #[error("an ID number has digits and perhaps a closing X")]
    Characters,
    /// The first two digits are no province.
    #[error("the region of the ID number does not exist")]
    Region,
    /// The birth date in it does not exist or is in the future.
    #[error("the birth date in the ID number does not exist")]
    Date,
    /// The check character does not fit the rest.
    #[error("the check character of the ID number is wrong")]
    CheckDigit,
}

impl IdNumber {
    /// Reads a number as people write it: blanks, full-width digits and a small x are accepted.
    ///
    /// `today` bounds the birth date.
    ///
    /// # Errors
    /// The first [`IdFault`], in the order of its variants.
    pub fn parse(written: &str, today: Date) -> Result<(Self, Written), IdFault> {
        let plain = plain(written);
        let (full, how) = match plain.chars().count() {
            18 => (plain, Written::Current),
            15 => (upgraded(&plain)?, Written::Legacy),
            _ => return Err(IdFault::Length),
        };
        check_characters(&full)?;
        if Codes::Province.table().name_of(&full[..2]).is_none() {
            return Err(IdFault::Region);
        }
        let number = Self(full);
        if number.birth().is_none_or(|birth| birth > today) {
            return Err(IdFault::Date);
        }
        if check_character(number.0.as_bytes()) != number.0.as_bytes()[17] {
            return Err(IdFault::CheckDigit);
        }
        Ok((number, how))
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The birth date in the number.
    pub fn birth_date(&self) -> Date {
        // `parse` and `try_from` let nothing else through.
        self.birth().unwrap_or(Date::MIN)
    }

    /// GB/T 2261.1 code of the sex in the number: the seventeenth digit is odd for men.
    pub fn sex(&self) -> &'static str {
        if self.0.as_bytes()[16] % 2 == 1 {
            "1"
        } else {
            "2"
        }
    }

    fn birth(&self) -> Option<Date> {
        /// Nobody alive was born earlier.
        const EARLIEST_YEAR: i16 = 1900;
        let year = self.0[6..10].parse().ok()?;
        let month = self.0[10..12].parse().ok()?;
        let day = self.0[12..14].parse().ok()?;
        Date::new(year, month, day)
            .ok()
            .filter(|_| year >= EARLIEST_YEAR)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber(…)")
    }
}

impl TryFrom<String> for IdNumber {
    type Error = IdFault;

    fn try_from(text: String) -> Result<Self, IdFault> {
        Self::parse(&text, Date::MAX).map(|(number, _)| number)
    }
}

impl From<IdNumber> for String {
    fn from(number: IdNumber) -> Self {
        number.0
    }
}

/// Drops blanks, hyphens and the apostrophe that keeps numbers as text.
fn plain(written: &str) -> String {
    written
        .chars()
        .filter(|ch| !ch.is_whitespace() && !matches!(ch, '\'' | '’' | '-'))
        .map(|ch| match ch {
            '０'..='９' => char::from_u32(u32::from(ch) - 0xFEE0).unwrap_or(ch),
            'x' | 'ｘ' | 'Ｘ' => 'X',
            other => other,
        })
        .collect()
}

fn check_characters(full: &str) -> Result<(), IdFault> {
    let (digits, last) = full.as_bytes().split_at(17.min(full.len()));
    let fits = digits.iter().all(u8::is_ascii_digit) && matches!(last, [b'0'..=b'9' | b'X']);
    if fits {
        Ok(())
    } else {
        Err(IdFault::Characters)
    }
}

/// A number of 15 digits with the century and the check character.
fn upgraded(old: &str) -> Result<String, IdFault> {
    if !old.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(IdFault::Characters);
    }
    let mut full = format!("{}19{}", &old[..6], &old[6..]);
    full.push(char::from(check_character(full.as_bytes())));
    Ok(full)
}

/// The check character of the first 17 digits, ISO 7064 MOD 11-2.
fn check_character(digits: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHARACTERS: &[u8; 11] = b"10X98765432";
    let sum: u32 = WEIGHTS
        .iter()
        .zip(digits)
        .map(|(weight, digit)| weight * u32::from(digit - b'0'))
        .sum();
    CHARACTERS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 22);

    fn parse(text: &str) -> Result<(IdNumber, Written), IdFault> {
        IdNumber::parse(text, TODAY)
    }

    #[test]
    fn the_example_of_the_standard() {
        let (number, how) = parse("11010519491231002X").unwrap();
        assert_eq!(how, Written::Current);
        assert_eq!(number.birth_date(), date(1949, 12, 31));
        assert_eq!(number.sex(), "2");
        for text in [
            " 110105 19491231 002x ",
            "１１０１０５１９４９１２３１００２Ｘ",
            "'11010519491231002X",
        ] {
            assert_eq!(parse(text).unwrap().0, number, "{text}");
        }
        assert_eq!(format!("{number:?}"), "IdNumber(…)");
    }

    #[test]
    fn fifteen_digits_become_eighteen() {
        let (number, how) = parse("110105491231002").unwrap();
        assert_eq!(how, Written::Legacy);
        assert_eq!(number.as_str(), "11010519491231002X");
    }

    #[test]
    fn each_fault_is_named() {
        for (text, fault) in [
            ("1101051949123100", IdFault::Length),
            ("", IdFault::Length),
            ("11010519491231A02X", IdFault::Characters),
            ("1101051949123100XX", IdFault::Characters),
            ("十一零一零五一九四九一二三一零零二X", IdFault::Characters),
            ("11010549123100X", IdFault::Characters),
            ("00010519491231002X", IdFault::Region),
            ("11010519490231002X", IdFault::Date),
            ("110105209901010020", IdFault::Date),
            ("110105189901010020", IdFault::Date),
            ("110105194912310021", IdFault::CheckDigit),
        ] {
            assert_eq!(parse(text).unwrap_err(), fault, "{text}");
        }
    }

    #[test]
    fn stored_numbers_are_checked_when_read() {
        let (number, _) = parse("11010519491231002X").unwrap();
        let stored = serde_json::to_string(&number).unwrap();
        assert_eq!(serde_json::from_str::<IdNumber>(&stored).unwrap(), number);
        assert!(serde_json::from_str::<IdNumber>("\"110105194912310021\"").is_err());
    }

    proptest! {
        #[test]
        fn one_wrong_digit_or_a_swap_is_always_found(
            region in prop::sample::select(vec!["110105", "530102", "654201"]),
            days in 0..40_000_i64,
            order in 0..1000_u32,
            at in 0..17_usize,
            other in 0..10_u8,
        ) {
            let birth = date(1901, 1, 1).checked_add(days.days()).unwrap();
            let mut full = format!("{region}{:04}{:02}{:02}{order:03}", birth.year(), birth.month(), birth.day());
            full.push(char::from(check_character(full.as_bytes())));
            let (number, _) = parse(&full).unwrap();
            prop_assert_eq!(number.birth_date(), birth);
            prop_assert_eq!(number.sex() == "1", order % 2 == 1);

            let mut wrong = full.clone().into_bytes();
            wrong[at] = b'0' + other;
            let wrong = String::from_utf8(wrong).unwrap();
            if wrong != full { prop_assert!(parse(&wrong).is_err()); }

            let mut swapped = full.clone().into_bytes();
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            if swapped != full { prop_assert!(parse(&swapped).is_err()); }
        }

        #[test]
        fn no_text_brings_the_check_down(text in "\\PC{0,20}|[0-9Xx]{15,18}") {
            let _ = parse(&text);
        }
    }
}
