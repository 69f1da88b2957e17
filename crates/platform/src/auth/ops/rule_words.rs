//! Rules read aloud: their names, units and values in the reader's language.

use crate::i18n::{Arg, Locale, has, say};
use crate::rules::{Fraction, Rule, Verdict};

/// The name of a rule.
pub(super) fn name(locale: Locale, key: &str) -> String {
    say(locale, &key_of("rule-name-", key), &[])
}

/// The name of a table of rules: `accounts` is rule-table-accounts.
pub(super) fn table(locale: Locale, table: &str) -> String {
    say(locale, &key_of("rule-table-", table), &[])
}

/// A rule's own value with what it counts.
pub(super) fn value(locale: Locale, rule: &Rule) -> String {
    value_of(locale, rule, &rule.value)
}

/// Another value in its place.
pub(super) fn value_of(locale: Locale, rule: &Rule, value: &toml::Value) -> String {
    match value {
        toml::Value::Integer(number) => counted(locale, rule, &number.to_string()),
        toml::Value::String(word) => choice(locale, rule, word),
        toml::Value::Table(_) => share(locale, rule, value),
        toml::Value::Array(items) => {
            let words: Vec<String> = items.iter().map(|one| item(locale, rule, one)).collect();
            let listed = words.join(&say(locale, "rule-and", &[]));
            match items.first() {
                Some(toml::Value::Integer(_)) => counted(locale, rule, &listed),
                _ => listed,
            }
        }
        other => other.to_string(),
    }
}

/// One word of those a rule offers.
pub(super) fn choice(locale: Locale, rule: &Rule, word: &str) -> String {
    say(
        locale,
        &format!("{}-{}", key_of("rule-choice-", &rule.key), slug(word)),
        &[],
    )
}

/// What a deployment may do with a rule.
pub(super) fn freedom(locale: Locale, rule: &Rule) -> String {
    use crate::rules::{MayChange, Tighter};
    let key = match (rule.may_change, rule.tighter) {
        (MayChange::No, _) => "rule-may-not",
        (MayChange::Tighten, Some(Tighter::Higher)) => "rule-may-raise",
        (MayChange::Tighten, _) => "rule-may-lower",
        (MayChange::Free, _) => "rule-may-freely",
    };
    say(locale, key, &[])
}

/// How sure a figure is.
pub(super) fn sureness(locale: Locale, rule: &Rule) -> String {
    use crate::rules::Mark;
    let key = match rule.mark {
        Mark::V => "rule-mark-read",
        Mark::V2 => "rule-mark-secondary",
        Mark::K => "rule-mark-known",
        Mark::I => "rule-mark-ours",
    };
    say(locale, key, &[])
}

/// What became of a proposal.
pub(super) fn verdict(locale: Locale, verdict: Verdict) -> String {
    let key = match verdict {
        Verdict::Confirmed => "rule-was-confirmed",
        Verdict::Declined => "rule-was-declined",
        Verdict::Withdrawn => "rule-was-withdrawn",
    };
    say(locale, key, &[])
}

fn item(locale: Locale, rule: &Rule, value: &toml::Value) -> String {
    match value {
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::String(word) => choice(locale, rule, word),
        toml::Value::Table(step) => rate(locale, step),
        other => other.to_string(),
    }
}

/// One step of a table of rates; sums are kept in fen and read in yuan.
fn rate(locale: Locale, step: &toml::Table) -> String {
    let number = |name: &str| step.get(name).and_then(toml::Value::as_integer);
    let per_mille = number("per_mille").unwrap_or_default();
    let share = format!("{}.{}%", per_mille / 10, per_mille % 10);
    match number("up_to") {
        Some(fen) => {
            let yuan = fen / 100;
            say(
                locale,
                "rule-rate-up-to",
                &[("yuan", &yuan), ("share", &share)],
            )
        }
        None => say(locale, "rule-rate-beyond", &[("share", &share)]),
    }
}

fn share(locale: Locale, rule: &Rule, value: &toml::Value) -> String {
    let Some(Fraction {
        of,
        parts,
        strictly,
    }) = Fraction::of(value)
    else {
        return value.to_string();
    };
    let key = if strictly {
        "rule-share-above"
    } else if rule.key.ends_with("_at_most") {
        "rule-share-at-most"
    } else {
        "rule-share-from"
    };
    let whom = unit(locale, rule);
    say(
        locale,
        key,
        &[("of", &of), ("parts", &parts), ("whom", &whom)],
    )
}

/// A number with its unit; a large number of bytes as people say it.
fn counted(locale: Locale, rule: &Rule, number: &str) -> String {
    let mib = number
        .parse::<i64>()
        .ok()
        .filter(|bytes| bytes % (1024 * 1024) == 0 && *bytes > 0);
    let (number, unit) = match (rule.unit.starts_with("bytes"), mib) {
        (true, Some(bytes)) => ((bytes / (1024 * 1024)).to_string(), "MB".to_owned()),
        _ => (number.to_owned(), unit(locale, rule)),
    };
    if unit.is_empty() {
        return number;
    }
    let args: [(&str, &dyn Arg); 2] = [("number", &number), ("unit", &unit)];
    say(locale, "rule-counted", &args)
}

/// What is counted, in words; nothing for what counts nothing.
pub(super) fn unit(locale: Locale, rule: &Rule) -> String {
    if rule.unit.is_empty() {
        return String::new();
    }
    let key = key_of("rule-unit-", &rule.unit);
    if has(locale, &key) {
        say(locale, &key, &[])
    } else {
        rule.unit.clone()
    }
}

fn key_of(family: &str, name: &str) -> String {
    format!("{family}{}", slug(name))
}

/// A name as a part of a word's key: `per mille of the posts` is per-mille-of-the-posts.
fn slug(name: &str) -> String {
    let mut parts = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    parts.fold(first, |slug, part| {
        format!("{slug}-{}", part.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    /// An auditor reads words: each rule, unit, table and choice has them in both languages.
    #[test]
    fn every_rule_is_called_something_in_both_languages() {
        let rules = Rules::load().unwrap();
        let mut missing = Vec::new();
        for (key, versions) in rules.all() {
            for rule in versions {
                let mut keys = vec![
                    key_of("rule-name-", key),
                    key_of("rule-table-", &rule.table),
                ];
                if !rule.unit.is_empty() {
                    keys.push(key_of("rule-unit-", &rule.unit));
                }
                let words = rule.value.as_array().map_or(&[][..], Vec::as_slice);
                let words = words.iter().filter_map(toml::Value::as_str);
                let offered = rule.choices.iter().map(String::as_str).chain(words);
                keys.extend(
                    offered.map(|word| format!("{}-{}", key_of("rule-choice-", key), slug(word))),
                );
                for key in keys {
                    if !Locale::ALL.iter().all(|locale| has(*locale, &key)) {
                        missing.push(key);
                    }
                }
            }
        }
        missing.dedup();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn values_are_said_as_people_say_them() {
        let rules = Rules::load().unwrap();
        let day = jiff::civil::date(2026, 11, 28);
        let said = |key: &str| value(Locale::ZhCn, rules.on(key, day).unwrap());
        assert_eq!(said("accounts.slip_days"), "14 天");
        assert_eq!(said("sheets.largest_bytes"), "10 MB");
        assert_eq!(said("term.alert_months"), "12、6、3、1 个月");
        assert_eq!(said("election.quorum"), "有选举权党员的 4/5 以上（含 4/5）");
        assert_eq!(said("election.passes"), "超过有选举权党员的 1/2");
        assert!(said("dues.salaried").starts_with("3000 元以内 0.5%"));
        assert_eq!(said("assess.multiple_partial"), "少选、错选都不得分");
    }
}
