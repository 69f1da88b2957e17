//! Translation keys: both languages have the same keys with the same variables, every key a page or
//! an ability names exists, and no translation carries markup.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::lexer::line_of;
use super::tree::{File, Tree};

const CHECK: &str = "keys";
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// A translated message.
struct Message {
    path: String,
    line: usize,
    /// `$name`s it fills in.
    variables: BTreeSet<String>,
}

type Messages = BTreeMap<String, Message>;

/// Compares the languages with each other and with what the code names.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let languages = LANGUAGES.map(|language| messages(tree, language, &mut found));
    let [chinese, english] = &languages;
    found.extend(missing(chinese, english, "en"));
    found.extend(missing(english, chinese, "zh-CN"));
    found.extend(different_variables(chinese, english));
    for file in tree.templates() {
        found.extend(unknown_calls(file, &file.text, chinese));
    }
    for file in tree.room_sources() {
        found.extend(unknown_literals(file, chinese));
    }
    found
}

fn finding(path: &str, line: usize, message: impl Into<String>) -> Finding {
    Finding::new(CHECK, path, line, message)
}

/// Reads one language; reports doubles, empty messages and markup on the way.
fn messages(tree: &Tree, language: &str, found: &mut Vec<Finding>) -> Messages {
    let mut messages = Messages::new();
    for file in tree.below(&format!("locales/{language}/"), "ftl") {
        let mut key: Option<String> = None;
        for (line, text) in file.lines().filter(|(_, text)| !text.starts_with('#')) {
            if let Some(name) = key_of(text) {
                let (path, variables) = (file.path.clone(), BTreeSet::new());
                let before = messages.insert(
                    name.to_owned(),
                    Message {
                        path,
                        line,
                        variables,
                    },
                );
                if let Some(Message { path, line: at, .. }) = before {
                    let message = format!("{name} stands at {path}:{at} too");
                    found.push(finding(&file.path, line, message));
                }
                key = Some(name.to_owned());
            }
            if has_markup(text) {
                found.push(finding(&file.path, line, "no HTML in a translation"));
            }
            if let Some(message) = key.as_ref().and_then(|key| messages.get_mut(key)) {
                message.variables.extend(variables(text));
            }
        }
    }
    messages
}

/// The key a line begins, as in `study-today = …`.
fn key_of(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    named.then_some(name)
}

fn has_markup(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
}

fn variables(text: &str) -> impl Iterator<Item = String> {
    text.split('$').skip(1).map(|rest| {
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect()
    })
}

fn missing(here: &Messages, there: &Messages, language: &str) -> Vec<Finding> {
    here.iter()
        .filter(|(key, _)| !there.contains_key(*key))
        .map(|(key, at)| finding(&at.path, at.line, format!("{key} is missing in {language}")))
        .collect()
}

fn different_variables(chinese: &Messages, english: &Messages) -> Vec<Finding> {
    let pairs = chinese
        .iter()
        .filter_map(|(key, one)| english.get(key).map(|other| (key, one, other)));
    pairs
        .filter(|(_, one, other)| one.variables != other.variables)
        .map(|(key, one, other)| {
            let message = format!(
                "{key} fills in {:?} here and {:?} in zh-CN",
                other.variables, one.variables
            );
            finding(&other.path, other.line, message)
        })
        .collect()
}

/// `t("…")`, `t1("…", …)`, `t2("…", …)` and their kin in a template.
fn unknown_calls(file: &File, text: &str, known: &Messages) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("(\"") {
        let name: String = text[..at]
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        let is_call = matches!(name.as_str(), "t" | "0t" | "1t" | "2t" | "3t" | "nt");
        let key = text[at + 2..].split('"').next().unwrap_or_default();
        if is_call && !known.contains_key(key) {
            found.push(finding(
                &file.path,
                line_of(text, at),
                format!("{key} is not translated"),
            ));
        }
    }
    found
}

/// Literals in Rust that read like a key of one of our files, such as `study-today-title`.
fn unknown_literals(file: &File, known: &Messages) -> Vec<Finding> {
    let families: BTreeSet<&str> = known.keys().filter_map(|key| family(key)).collect();
    file.lexed()
        .product_literals()
        .filter(|literal| family(&literal.text).is_some_and(|family| families.contains(family)))
        .filter(|literal| !known.contains_key(&literal.text))
        .map(|literal| {
            finding(
                &file.path,
                literal.line,
                format!("{} is not translated", literal.text),
            )
        })
        .collect()
}

/// The first word of a text that has the form of a key.
fn family(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once('-')?;
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    (is_word(first) && rest.split('-').all(is_word)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<(String, usize, String)> {
        check(&Tree::of(files))
            .into_iter()
            .map(|finding| (finding.path, finding.line, finding.message))
            .collect()
    }

    fn messages_of(chinese: &str, english: &str) -> Vec<String> {
        let files = [
            ("locales/zh-CN/study.ftl", chinese),
            ("locales/en/study.ftl", english),
        ];
        found(&files)
            .into_iter()
            .map(|(_, _, message)| message)
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        assert_eq!(
            messages_of("study-a = 一\n", "study-a = One\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            messages_of("study-a = 一\n", "study-b = Two\n"),
            ["study-a is missing in en", "study-b is missing in zh-CN"]
        );
    }

    #[test]
    fn both_languages_fill_in_the_same_variables() {
        assert_eq!(
            messages_of(
                "study-a = 还有 { $days } 天\n",
                "study-a =\n    { $day ->\n    *[other] Soon }\n"
            ),
            [r#"study-a fills in {"day"} here and {"days"} in zh-CN"#]
        );
    }

    #[test]
    fn a_key_stands_once_and_without_markup() {
        let chinese = "study-a = 一\nstudy-a = <b>二</b>\n";
        assert_eq!(
            messages_of(chinese, "study-a = 1 < 2\n"),
            [
                "study-a stands at locales/zh-CN/study.ftl:1 too",
                "no HTML in a translation"
            ]
        );
    }

    #[test]
    fn a_template_names_only_known_keys() {
        let files = [
            ("locales/zh-CN/study.ftl", "study-a = 一\n"),
            ("locales/en/study.ftl", "study-a = One\n"),
            (
                "crates/study/templates/a.html",
                "{{ v.t(\"study-a\") }}\n{{ v.t1(\"study-b\", \"n\", n) }}{{ ui::input(\"study-c\") }}",
            ),
        ];
        let expected = (
            "crates/study/templates/a.html".to_owned(),
            2,
            "study-b is not translated".to_owned(),
        );
        assert_eq!(found(&files), [expected]);
    }

    #[test]
    fn a_literal_of_the_family_is_a_key() {
        let files = [
            ("locales/zh-CN/study.ftl", "study-a = 一\n"),
            ("locales/en/study.ftl", "study-a = One\n"),
            (
                "crates/study/src/a.rs",
                "f(\"study-a\");\nf(\"study-lost\");\nf(\"content-type\");\nf(\"study.closed\");",
            ),
        ];
        let expected = (
            "crates/study/src/a.rs".to_owned(),
            2,
            "study-lost is not translated".to_owned(),
        );
        assert_eq!(found(&files), [expected]);
    }
}
