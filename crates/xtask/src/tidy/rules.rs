//! Rules: each rule that a room reads is named by a test of that room, so that a number of a
//! regulation cannot be mistyped, or stop being asked for, unnoticed.

use std::collections::BTreeSet;

use super::Finding;
use super::tree::{File, Tree};

const CHECK: &str = "rules";

/// Finds rules that the product reads and no test names. A room may load a table as a whole and
/// name its rules by what follows the table's name.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let read = literals(tree, false);
    let tested = literals(tree, true);
    let named = |where_named: &BTreeSet<&str>, key: &str| {
        let tail = key.split_once('.').map_or(key, |(_, tail)| tail);
        where_named.contains(key) || where_named.contains(tail)
    };
    tree.below("rules/", "toml")
        .filter(|file| file.text.contains("[[rule]]"))
        .flat_map(|file| keys(file).map(move |(line, key)| (file, line, key)))
        .filter(|(_, _, key)| named(&read, key) && !named(&tested, key))
        .map(|(file, line, key)| {
            let message = format!("{key} is read and no test names it: test what it decides");
            Finding::new(CHECK, &file.path, line, message)
        })
        .collect()
}

fn keys(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.lines().filter_map(|(line, text)| {
        let key = text.strip_prefix("key = \"")?.strip_suffix('"')?;
        Some((line, key))
    })
}

/// What stands between quotes in the product, or in its tests.
fn literals(tree: &Tree, in_tests: bool) -> BTreeSet<&str> {
    tree.files()
        .iter()
        .filter(|file| file.ending() == "rs" && file.path.starts_with("crates/"))
        .filter(|file| !file.path.starts_with("crates/xtask/"))
        // The sample city follows the tables without being what they are for.
        .filter(|file| !file.path.starts_with("crates/touyan/src/demo/"))
        .flat_map(|file| {
            let lexed = file.lexed();
            lexed
                .literals
                .iter()
                .filter(move |literal| (file.is_test() || lexed.in_tests(literal.line)) == in_tests)
        })
        .map(|literal| literal.text.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "[[rule]]\nkey = \"meeting.quorum\"\nvalue = 1\n";

    fn found(test: &str) -> usize {
        let product = r#"fn f(rules: &Rules) { rules.int("meeting.quorum"); }"#;
        let tree = Tree::of(&[
            ("rules/meetings.toml", TABLE),
            ("crates/meet/src/vote.rs", product),
            ("crates/meet/tests/it/vote.rs", test),
        ]);
        check(&tree).len()
    }

    #[test]
    fn a_rule_that_is_read_needs_a_test_that_names_it() {
        assert_eq!(found("fn t() {}"), 1);
        assert_eq!(found(r#"fn t() { set("meeting.quorum", 2); }"#), 0);
    }

    #[test]
    fn a_rule_nobody_reads_needs_none() {
        let tree = Tree::of(&[("rules/meetings.toml", TABLE)]);
        assert_eq!(check(&tree), []);
    }
}
