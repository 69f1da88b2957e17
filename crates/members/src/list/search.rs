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
    /// An ID number in full.
    IdNumber(IdNumber),
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
        if let Ok((number, _)) = IdNumber::parse(&typed, today) {
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
            Self::Name(words) | Self::Latin(words) | Self::Mobile(words) => words,
            Self::IdNumber(number) => number.as_str(),
        }
    }
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
        // A wrong check digit finds nobody, rather than everybody.
        assert_eq!(
            read("110105194912310021"),
            Some(Term::Latin("110105194912310021".into()))
        );
    }
}
