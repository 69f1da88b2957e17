//! Findings that are right as they stand: `crates/xtask/tidy_exceptions.toml`, each with a reason.

use super::Finding;
use super::tree::Tree;

const FILE: &str = "crates/xtask/tidy_exceptions.toml";
/// A reason shorter than this explains nothing.
const REASON_AT_LEAST: usize = 15;

struct Exception {
    line: usize,
    check: String,
    path: String,
    text: String,
    reason: String,
}

impl Exception {
    /// The path is a file, or a folder when it ends in `/`; the text stands on the line found. Without
    /// a text the whole file is meant.
    fn covers(&self, tree: &Tree, finding: &Finding) -> bool {
        let here = finding.path == self.path
            || (self.path.ends_with('/') && finding.path.starts_with(&self.path));
        here && finding.check == self.check && {
            let line = tree
                .file(&finding.path)
                .and_then(|file| file.text.lines().nth(finding.line.saturating_sub(1)));
            line.is_some_and(|line| line.contains(&self.text))
        }
    }
}

/// Drops the findings that have an exception, and adds one for each exception nothing needs.
pub fn apply(tree: &Tree, found: Vec<Finding>) -> Vec<Finding> {
    let (exceptions, mut left) = read(tree);
    let mut used = vec![false; exceptions.len()];
    for finding in found {
        let mut excused = false;
        for (exception, used) in exceptions.iter().zip(&mut used) {
            if exception.covers(tree, &finding) {
                (excused, *used) = (true, true);
            }
        }
        if !excused {
            left.push(finding);
        }
    }
    for (exception, _) in exceptions.iter().zip(used).filter(|(_, used)| !used) {
        left.push(problem(
            exception.line,
            "this exception excuses nothing any more: remove it",
        ));
    }
    left
}

fn problem(line: usize, message: impl Into<String>) -> Finding {
    Finding::new("exceptions", FILE, line, message)
}

fn read(tree: &Tree) -> (Vec<Exception>, Vec<Finding>) {
    let Some(file) = tree.file(FILE) else {
        return (Vec::new(), Vec::new());
    };
    let table: toml::Table = match file.text.parse() {
        Ok(table) => table,
        Err(error) => return (Vec::new(), vec![problem(1, error.to_string())]),
    };
    let lines: Vec<usize> = file
        .lines()
        .filter(|(_, text)| text.trim() == "[[exception]]")
        .map(|(at, _)| at)
        .collect();
    let rows = table
        .get("exception")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    let exceptions: Vec<Exception> = rows
        .zip(lines)
        .map(|(row, line)| {
            let field = |name: &str| {
                row.get(name)
                    .and_then(toml::Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            };
            let (check, path) = (field("check"), field("path"));
            Exception {
                line,
                check,
                path,
                text: field("text"),
                reason: field("reason"),
            }
        })
        .collect();
    let bare = exceptions
        .iter()
        .filter(|row| {
            row.reason.len() < REASON_AT_LEAST || (row.text.is_empty() && row.path.ends_with('/'))
        })
        .map(|row| {
            problem(
                row.line,
                "an exception needs a `reason`, and for a folder a `text` from the line",
            )
        })
        .collect();
    (exceptions, bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "[[exception]]\ncheck = \"words\"\npath = \"locales/\"\n";

    fn left(exceptions: &str) -> Vec<String> {
        let tree = Tree::of(&[(FILE, exceptions), ("locales/en/a.ftl", "one\nno points\n")]);
        let found = vec![Finding::new("words", "locales/en/a.ftl", 2, "points")];
        apply(&tree, found)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn a_reasoned_exception_excuses_its_line() {
        let row = format!("{ROW}text = \"no points\"\nreason = \"says what we do not do\"\n");
        assert_eq!(left(&row), Vec::<String>::new());
    }

    #[test]
    fn another_line_is_not_excused_and_the_exception_is_stale() {
        let row = format!("{ROW}text = \"one\"\nreason = \"says what we do not do\"\n");
        assert_eq!(left(&row).len(), 2);
    }

    #[test]
    fn a_whole_file_may_be_excused_but_no_folder() {
        let file = ROW.replace("locales/", "locales/en/a.ftl");
        assert_eq!(
            left(&format!("{file}reason = \"says what we do not do\"\n")),
            Vec::<String>::new()
        );
        assert_eq!(
            left(&format!("{ROW}reason = \"says what we do not do\"\n")).len(),
            1
        );
    }

    #[test]
    fn an_exception_needs_a_reason() {
        let row = format!("{ROW}text = \"no points\"\nreason = \"ok\"\n");
        assert_eq!(
            left(&row),
            ["an exception needs a `reason`, and for a folder a `text` from the line"]
        );
    }
}
