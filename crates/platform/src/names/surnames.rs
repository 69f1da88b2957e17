//! Surnames whose reading as a surname differs from the everyday reading of the character,
//! and surnames of two characters, from `rules/names/surnames.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::embedded;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Surnames {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "read by people and by the tests")
    )]
    source: String,
    #[expect(dead_code, reason = "read by people and by the tests")]
    effective: jiff::civil::Date,
    single: HashMap<char, String>,
    compound: HashMap<String, [String; 2]>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in; a test reads it"
)]
static SURNAMES: LazyLock<Surnames> = LazyLock::new(|| {
    let text = embedded::text(embedded::RULES, "names/surnames.toml").unwrap_or_default();
    toml::from_str(text).expect("the table of surnames")
});

/// The reading of `ch` as a surname where it differs from, or must not depend on, the everyday one.
pub(super) fn single(ch: char) -> Option<&'static str> {
    SURNAMES.single.get(&ch).map(String::as_str)
}

/// The readings of a surname of two characters.
pub(super) fn compound(first: char, second: char) -> Option<[&'static str; 2]> {
    let readings = SURNAMES.compound.get(&String::from_iter([first, second]))?;
    Some([&readings[0], &readings[1]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_where_it_comes_from_and_holds_plain_letters() {
        assert!(!SURNAMES.source.is_empty());
        assert!(SURNAMES.single.len() > 60 && SURNAMES.compound.len() > 40);
        let plain = |text: &String| text.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(SURNAMES.single.values().all(plain));
        for (name, readings) in &SURNAMES.compound {
            assert_eq!(name.chars().count(), 2, "{name}");
            assert!(readings.iter().all(plain), "{name}");
        }
    }
}
