//! Habits of the code that clippy cannot see, or sees too late.

use super::Finding;
use super::tree::{File, Tree};

const CHECK: &str = "lints";
/// Where SQL may stand in Rust: the seam, and what drives it from outside.
const SQL_ALLOWED: [&str; 2] = ["crates/platform/src/db/", "crates/testkit/"];
const STATEMENTS: [&str; 8] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "CREATE", "ALTER", "DROP",
];

/// Looks at every Rust file and every journey.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree
        .below("", "rs")
        .filter(|file| !file.path.starts_with("crates/xtask/"))
    {
        found.extend(attributes(file));
        found.extend(sleeping_tests(file));
    }
    for file in tree.room_sources() {
        found.extend(sql_in_rust(file));
    }
    for file in tree.below("e2e/", "mjs") {
        found.extend(journeys(file));
    }
    found
}

fn finding(file: &File, line: usize, message: impl Into<String>) -> Finding {
    Finding::new(CHECK, &file.path, line, message)
}

fn code_lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.lexed()
        .code
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}

fn attributes(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, text) in code_lines(file) {
        let text = text.trim_start();
        if text.starts_with("#[allow(") || text.starts_with("#![allow(") {
            found.push(finding(
                file,
                line,
                "#[expect(lint, reason = \"…\")] instead of #[allow]",
            ));
        }
        if text.starts_with("#[ignore") {
            found.push(finding(
                file,
                line,
                "a test that does not run shows nothing",
            ));
        }
    }
    found
}

fn sleeping_tests(file: &File) -> Vec<Finding> {
    let in_tests = |line| file.is_test() || file.lexed().in_tests(line);
    code_lines(file)
        .filter(|(line, text)| text.contains("sleep(") && in_tests(*line))
        .map(|(line, _)| finding(file, line, "a test waits for what happens, not for time"))
        .collect()
}

fn sql_in_rust(file: &File) -> Vec<Finding> {
    if SQL_ALLOWED
        .iter()
        .any(|folder| file.path.starts_with(folder))
    {
        return Vec::new();
    }
    file.lexed()
        .product_literals()
        .filter(|literal| is_statement(&literal.text))
        .map(|literal| {
            finding(
                file,
                literal.line,
                "SQL stands in a .sql file beside its store",
            )
        })
        .collect()
}

fn is_statement(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next().is_some_and(|word| STATEMENTS.contains(&word)) && words.next().is_some()
}

fn journeys(file: &File) -> Vec<Finding> {
    let rules = [
        (
            "waitForTimeout(",
            "a journey waits for what the page shows, not for time",
        ),
        (".skip(", "a journey that does not run shows nothing"),
        (".todo(", "a journey that does not run shows nothing"),
        (".only(", "all journeys run"),
    ];
    let mut found = Vec::new();
    for (line, text) in file.lines() {
        for (_, message) in rules.iter().filter(|(word, _)| text.contains(word)) {
            found.push(finding(file, line, *message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, text)]))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn lints_are_expected_not_allowed() {
        let source =
            "#![allow(a)]\n#[expect(a, reason = \"b\")]\n    #[allow(b)]\n// #[allow(c)]\n";
        assert_eq!(lines("crates/org/src/a.rs", source), [1, 3]);
    }

    #[test]
    fn tests_neither_sleep_nor_hide() {
        let source = "fn a() { sleep(1); }\n#[cfg(test)]\nmod tests {\n    #[ignore]\n    fn b() { sleep(1); }\n}\n";
        assert_eq!(lines("crates/org/src/a.rs", source), [4, 5]);
        assert_eq!(
            lines("crates/org/tests/it/a.rs", "tokio::time::sleep(x);"),
            [1]
        );
    }

    #[test]
    fn sql_stands_in_its_own_file() {
        let source = "let a = \"SELECT 1\";\nlet b = \"select a person\";\nlet c = \"UPDATE\";\nlet d = r#\"\n  INSERT INTO a\"#;\n#[cfg(test)]\nmod tests { const A: &str = \"DELETE FROM a\"; }";
        assert_eq!(lines("crates/org/src/a.rs", source), [1, 4]);
        assert_eq!(lines("crates/platform/src/db/a.rs", "f(\"SELECT 1\")"), []);
    }

    #[test]
    fn journeys_run_and_do_not_wait_for_time() {
        let source = "await page.waitForTimeout(5);\ntest.skip('a');\ntest('b');";
        assert_eq!(lines("e2e/journeys/a.test.mjs", source), [1, 2]);
    }
}
