//! Numbers behind the checks, from `rules/roster.toml`.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

/// A number of a regulation. Serialised names are the keys in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RuleKey {
    JoiningAgeYears,
    ProbationMonths,
    ProbationExtensionMinMonths,
    ProbationExtensionMaxMonths,
    ProbationToleranceDays,
    EarliestJoiningYear,
}

// What else the table says of a rule is read, and refused when unknown, by platform::rules.
#[derive(Debug, Deserialize)]
struct Rule {
    key: RuleKey,
    value: i64,
    #[expect(dead_code, reason = "read by people and by the tests")]
    source: String,
    effective: Date,
}

#[derive(Debug, Deserialize)]
struct Rules {
    rule: Vec<Rule>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in; a test reads it"
)]
static RULES: LazyLock<Rules> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../rules/roster.toml")).expect("the roster rules")
});

/// The number in force on `day`; `None` before the rule existed, when it judges nothing.
pub(super) fn in_force(key: RuleKey, day: Date) -> Option<i64> {
    RULES
        .rule
        .iter()
        .filter(|rule| rule.key == key && rule.effective <= day)
        .max_by_key(|rule| rule.effective)
        .map(|rule| rule.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn rules_hold_from_their_date() {
        let today = date(2026, 11, 22);
        for (key, value) in [
            (RuleKey::JoiningAgeYears, 18),
            (RuleKey::ProbationMonths, 12),
            (RuleKey::ProbationExtensionMinMonths, 6),
            (RuleKey::ProbationExtensionMaxMonths, 12),
            (RuleKey::ProbationToleranceDays, 31),
            (RuleKey::EarliestJoiningYear, 1921),
        ] {
            assert_eq!(in_force(key, today), Some(value));
        }
        assert_eq!(in_force(RuleKey::ProbationMonths, date(1970, 1, 1)), None);
    }
}
