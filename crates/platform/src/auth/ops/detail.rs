//! The facts of an audit entry read aloud: what rooms write as JSON, as lines of a label and words.
//!
//! A room's codes have words already where their pages show them; a name nobody gave words to stands
//! as it was written, so that nothing is hidden from an auditor.

use serde_json::Value;

use super::rule_words;
use crate::auth::log::Names;
use crate::i18n::{Locale, has, say};
use crate::ids::PersonId;
use crate::rules::Rules;

/// One fact: what it is, and its value.
pub(super) type Line = (String, String);

/// Families of words in which a code of a room may be said.
const FAMILIES: [&str; 5] = [
    "audit-value-",
    "duty-",
    "member-",
    "member-belongs-",
    "org-kind-",
];

/// What an entry needs to be read.
pub(super) struct Reader<'a> {
    pub(super) locale: Locale,
    pub(super) names: &'a Names,
    pub(super) rules: &'a Rules,
}

/// The facts in words, in the order they were written.
pub(super) fn lines(reader: &Reader<'_>, detail: &str) -> Vec<Line> {
    let facts = match serde_json::from_str(detail) {
        Ok(Value::Object(facts)) => facts,
        // Nothing else is written; what cannot be read is shown rather than dropped.
        _ => return vec![(String::new(), detail.to_owned())],
    };
    let rule = facts.get("rule").and_then(Value::as_str);
    facts
        .iter()
        .map(|(name, value)| (label(reader, name), words(reader, name, value, rule)))
        .collect()
}

/// The persons an entry's facts speak of.
pub(super) fn persons(detail: &str) -> Vec<PersonId> {
    let Ok(Value::Object(facts)) = serde_json::from_str(detail) else {
        return Vec::new();
    };
    let by = facts.iter().filter(|(name, _)| name.ends_with("_by"));
    by.filter_map(|(_, value)| value.as_str()?.parse().ok())
        .collect()
}

fn label(reader: &Reader<'_>, name: &str) -> String {
    let key = format!("audit-detail-{}", name.replace('_', "-"));
    if has(reader.locale, &key) {
        say(reader.locale, &key, &[])
    } else {
        name.to_owned()
    }
}

fn words(reader: &Reader<'_>, name: &str, value: &Value, rule: Option<&str>) -> String {
    match (name, value, rule) {
        ("rule", Value::String(key), _) if reader.rules.versions(key).is_some() => {
            rule_words::name(reader.locale, key)
        }
        ("value", _, Some(key)) => of_rule(reader, key, value),
        (_, Value::String(text), _) => text_of(reader, name, text),
        (_, Value::Bool(true), _) => say(reader.locale, "audit-yes", &[]),
        (_, Value::Bool(false), _) => say(reader.locale, "audit-no", &[]),
        (_, Value::Array(items), _) => {
            let said: Vec<String> = items
                .iter()
                .map(|one| words(reader, name, one, None))
                .collect();
            said.join(&say(reader.locale, "rule-and", &[]))
        }
        (_, other, _) => other.to_string(),
    }
}

/// The value of a rule, as the rule's own page says it.
fn of_rule(reader: &Reader<'_>, key: &str, value: &Value) -> String {
    let rule = reader.rules.versions(key).and_then(<[_]>::first);
    let toml = toml::Value::try_from(value).ok();
    match (rule, toml) {
        (Some(rule), Some(toml)) => rule_words::value_of(reader.locale, rule, &toml),
        _ => value.to_string(),
    }
}

fn text_of(reader: &Reader<'_>, name: &str, text: &str) -> String {
    if name.ends_with("_by")
        && let Some(person) = text
            .parse()
            .ok()
            .and_then(|id: PersonId| reader.names.get(&id))
    {
        return person.clone();
    }
    let code = text.replace('_', "-");
    let is_code = code
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    // What somebody typed in is no code, whatever it looks like.
    let is_code = is_code && name != "words";
    let known = FAMILIES
        .iter()
        .map(|family| format!("{family}{code}"))
        .find(|key| is_code && has(reader.locale, key));
    known.map_or_else(|| text.to_owned(), |key| say(reader.locale, &key, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(locale: Locale, detail: &str) -> Vec<String> {
        let (rules, zhang) = (Rules::load().unwrap(), PersonId::derived("detail", "张"));
        let names = Names::from([(zhang, "张伟".to_owned())]);
        let reader = Reader {
            locale,
            names: &names,
            rules: &rules,
        };
        let detail = detail.replace("ZHANG", &zhang.to_string());
        let lines = lines(&reader, &detail).into_iter();
        lines
            .map(|(label, words)| format!("{label}: {words}"))
            .collect()
    }

    #[test]
    fn facts_are_read_aloud() {
        assert_eq!(
            said(Locale::ZhCn, r#"{"kind":"org_staff"}"#),
            ["种类: 组织工作人员"]
        );
        assert_eq!(
            said(
                Locale::ZhCn,
                r#"{"fields":["full_name","mobile"],"by_roster":true}"#
            ),
            ["从花名册: 是", "改了哪些: 姓名、手机号码"]
        );
        assert_eq!(
            said(
                Locale::En,
                r#"{"from":"2026-12-01","proposed_by":"ZHANG","rule":"privacy.figures_from","value":15}"#
            ),
            [
                "From: 2026-12-01",
                "Asked by: 张伟",
                "Rule: Figures are shown from",
                "Value: 15 persons"
            ]
        );
    }

    #[test]
    fn what_nobody_has_words_for_stands_as_it_is() {
        assert_eq!(
            said(Locale::En, r#"{"colour_of":"deep-red 7","deep":{"a":1}}"#),
            ["colour_of: deep-red 7", r#"deep: {"a":1}"#]
        );
        assert_eq!(said(Locale::En, "not json"), [": not json"]);
    }
}
