//! docs/imports.md says what a wrong value gets in the words people read: each sentence it quotes
//! is still said, and no fault of a file or of a form is missing.

use std::collections::BTreeMap;

use regex::Regex;

use super::Finding;
use super::tree::{File, Tree};

const CHECK: &str = "told";
const DOCUMENT: &str = "docs/imports.md";
const WORDS: &str = "locales/zh-CN/";
/// Keys of what may be wrong in a file: each has its row.
const FAULTS: [&str; 6] = [
    "sheet-error-",
    "roster-fault-",
    "roster-file-",
    "bank-fault-",
    "convert-fault-",
    "org-divisions-",
];
/// Keys of those families that name no wrong value: places, and a failure of ours.
const NO_FAULTS: [&str; 3] = [
    "bank-fault-at-line",
    "bank-fault-at-cell",
    "sheet-error-write",
];

/// Refusals that answer no form and no file.
const NO_FORM: [&str; 1] = ["error-copy-postgres"];

/// Compares the document's quotations with the words.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(document) = tree.file(DOCUMENT) else {
        return Vec::new();
    };
    let (Ok(quoted), Ok(put_in)) = (
        Regex::new("「([^」]*)」 `([a-z][a-z0-9-]*)`"),
        Regex::new(r"\{ \$[a-z-]+ \}"),
    ) else {
        return Vec::new();
    };
    let mut said = BTreeMap::new();
    for file in tree.below(WORDS, "ftl") {
        said.extend(messages(file, &put_in));
    }
    let mut found = Vec::new();
    for (line, text) in document.lines() {
        for part in quoted.captures_iter(text) {
            let (words, key) = (&part[1], &part[2]);
            let message = match said.get(key) {
                None => format!("{key} is no message any more: take its row away"),
                Some(variants) if !variants.iter().any(|one| one == words) => {
                    let now = variants.first().map_or("", String::as_str);
                    format!("{key} now says 「{now}」")
                }
                Some(_) => continue,
            };
            found.push(Finding::new(CHECK, DOCUMENT, line, message));
        }
    }
    let missing = said.keys().filter(|key| {
        FAULTS.iter().any(|family| key.starts_with(family))
            && !NO_FAULTS.contains(&key.as_str())
            && !document.text.contains(&format!("`{key}`"))
    });
    for key in missing {
        let message = format!("{key} has no row: say when it is said");
        found.push(Finding::new(CHECK, DOCUMENT, 1, message));
    }
    found.extend(refusals(tree, document));
    found
}

/// What the rooms refuse a form with, without a row.
fn refusals(tree: &Tree, document: &File) -> Vec<Finding> {
    let Ok(refused) = Regex::new(
        r#"(?:(?:fail_key|invalid)\(\s*"[a-z_]+"\s*,|(?:conflict|bad_request)\()\s*"([a-z0-9-]+)""#,
    ) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for file in tree.room_sources() {
        let code: Vec<&str> = file
            .lines()
            .map(|(_, text)| text)
            .take_while(|text| !text.starts_with("#[cfg(test)]"))
            .filter(|text| !text.trim_start().starts_with("//"))
            .collect();
        for part in refused.captures_iter(&code.join("\n")) {
            let key = &part[1];
            if !NO_FORM.contains(&key) && !document.text.contains(&format!("`{key}`")) {
                let message = format!("{key} is said to a form and has no row in {DOCUMENT}");
                found.push(Finding::new(CHECK, &file.path, 1, message));
            }
        }
    }
    found
}

/// Each message with its variants; what is put in becomes `…`.
fn messages(file: &File, put_in: &Regex) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = None;
    for (_, text) in file.lines().filter(|(_, text)| !text.starts_with('#')) {
        let words = match text.split_once(" =") {
            Some((key, words)) if !text.starts_with(' ') => {
                current = Some(key.to_owned());
                words
            }
            _ => text,
        };
        let words = words.trim();
        // The lines of a selection: its head, `[one] words`, `*[other] words`, its end.
        let words = match words.trim_start_matches('*').strip_prefix('[') {
            Some(variant) => variant
                .split_once(']')
                .map_or("", |(_, words)| words.trim()),
            None => words,
        };
        let Some(key) = &current else { continue };
        let is_frame = words.is_empty() || words == "}" || words.ends_with("->");
        let variants = all.entry(key.clone()).or_default();
        if !is_frame {
            variants.push(put_in.replace_all(words, "…").into_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCALE: &str = "# words\nsheet-error-empty = 空的。\nerror-long = 最多 { $count } 个字\nbank-fault-at-line = 第几行\nerror-part = { $part ->\n    [text] 题干太长。\n   *[tag] 标签太长。\n}\n";

    fn found(document: &str) -> Vec<(usize, String)> {
        let tree = Tree::of(&[(DOCUMENT, document), ("locales/zh-CN/a.ftl", LOCALE)]);
        check(&tree)
            .into_iter()
            .map(|finding| (finding.line, finding.message))
            .collect()
    }

    const EMPTY: &str = "| no bytes | 「空的。」 `sheet-error-empty` |\n";

    #[test]
    fn what_is_said_as_quoted_is_fine() {
        let rows = "| long | 「最多 … 个字」 `error-long`<br>「标签太长。」 `error-part` |\n";
        assert_eq!(found(&format!("{EMPTY}{rows}")), []);
    }

    #[test]
    fn other_words_are_found_where_they_stand() {
        let found = found(&format!("{EMPTY}| long | 「最多 3 个字」 `error-long` |\n"));
        assert_eq!(
            found,
            [(2, "error-long now says 「最多 … 个字」".to_owned())]
        );
    }

    #[test]
    fn a_message_that_is_gone_is_found() {
        let found = found(&format!("{EMPTY}| x | 「没了」 `error-gone` |\n"));
        assert_eq!(found.len(), 1);
        assert!(found[0].1.contains("error-gone is no message"), "{found:?}");
    }

    #[test]
    fn a_refusal_without_a_row_is_found() {
        let code = "// conflict(\"error-comment\")\nf.fail_key(\"name\", \"error-known\");\nErr(conflict(\"error-new\"));\n";
        let document = format!("{EMPTY}`error-known`\n");
        let tree = Tree::of(&[
            (DOCUMENT, document.as_str()),
            ("locales/zh-CN/a.ftl", LOCALE),
            ("crates/org/src/lib.rs", code),
        ]);
        let found: Vec<String> = check(&tree).into_iter().map(|one| one.message).collect();
        assert_eq!(
            found,
            ["error-new is said to a form and has no row in docs/imports.md"]
        );
    }

    #[test]
    fn a_fault_without_a_row_is_found() {
        let found = found("nothing\n");
        assert_eq!(found.len(), 1, "places are no faults: {found:?}");
        assert!(found[0].1.starts_with("sheet-error-empty has no row"));
    }
}
