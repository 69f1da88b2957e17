//! What somebody typed into the search box.

use platform::auth::account::mobile;
use platform::names::search_key;

use crate::roster::IdNumber;

/// Longest search; a name has at most sixty characters.
const LONGEST: usize = 60;

/// What is looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Term {
    /// The beginning of a name, or any part of it in a small range.
    Name(String),
    /// The beginning of a spelling (全拼) or of its first letters (首字母).
    Latin(String),
    /// An ID number in full, 18 characters.
    IdNumber(String),
    /// A mobile number in full.
    Mobile(String),
}

impl Term {
    /// Reads the search box; none when there is nothing to look for.
    #[must_use]
    pub fn read(typed: &str, today: jiff::civil::Date) -> Option<Self> {
        let typed: String = typed.trim().chars().take(LONGEST).collect();
        if typed.is_empty() {
            return None;
        }
        if let Some(number) = mobile(&typed) {
            return Some(Self::Mobile(number));
        }
        if let Some(number) = id_number(&typed, today) {
            return Some(Self::IdNumber(number));
        }
        let key = search_key(&typed);
        if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Some(Self::Latin(key));
        }
        Some(Self::Name(typed.split_whitespace().collect()))
    }

    /// The words compared with stored keys.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Name(words)
            | Self::Latin(words)
            | Self::Mobile(words)
            | Self::IdNumber(words) => words,
        }
    }
}

/// Something of the shape of an ID number. A wrong one is looked for as well: it finds nobody,
/// rather than everybody whose spelling begins so, and records may hold what a check refuses.
fn id_number(typed: &str, today: jiff::civil::Date) -> Option<String> {
    if let Ok((number, _)) = IdNumber::parse(typed, today) {
        return Some(number.as_str().to_owned());
    }
    let plain: String = typed.chars().filter(|ch| !ch.is_whitespace()).collect();
    let (head, last) = plain.split_at_checked(17)?;
    let shaped = head.bytes().all(|byte| byte.is_ascii_digit())
        && (last.eq_ignore_ascii_case("x")
            || last.len() == 1 && last.as_bytes()[0].is_ascii_digit());
    shaped.then(|| plain.to_ascii_uppercase())
}

/// The end of the range of texts that begin with these words.
#[must_use]
pub fn end_of(words: &str) -> String {
    format!("{words}{}", char::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_typed_is_understood() {
        let read = |typed: &str| Term::read(typed, date(2026, 11, 23));
        assert_eq!(read("  "), None);
        assert_eq!(read("王 秀英"), Some(Term::Name("王秀英".into())));
        assert_eq!(
            read("Zeng Xiao'ming"),
            Some(Term::Latin("zengxiaoming".into()))
        );
        assert_eq!(read("zxm"), Some(Term::Latin("zxm".into())));
        assert_eq!(
            read("138 1234 5678"),
            Some(Term::Mobile("13812345678".into()))
        );
        assert!(matches!(
            read("11010519491231002X"),
            Some(Term::IdNumber(_))
        ));
        let wrong = Term::IdNumber("110105194912310021".into());
        assert_eq!(read("110105 19491231 0021"), Some(wrong));
        assert_eq!(read("1101051949"), Some(Term::Latin("1101051949".into())));
    }
}
