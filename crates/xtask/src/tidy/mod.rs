//! `cargo run -p xtask -- tidy`: the house rules that no compiler knows, one file a check.
//!
//! A check reads the whole tree and returns findings. A finding that is right as it stands gets an
//! entry with its reason in `tidy_exceptions.toml`; an entry that nothing needs any more is a
//! finding itself.

mod actions;
mod crates;
mod details;
mod exceptions;
mod keys;
mod lexer;
mod lints;
mod markup;
mod migrations;
mod paths;
mod portable;
mod rules;
mod scope;
mod sizes;
mod told;
mod tree;
mod words;

use std::path::Path;
use std::process::ExitCode;

use tree::Tree;

/// A place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path from the root.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Name of the check, as exceptions use it.
    pub check: &'static str,
    /// What is wrong and what to do instead.
    pub message: String,
}

impl Finding {
    fn new(check: &'static str, path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            check,
            message: message.into(),
        }
    }

    fn json(&self) -> String {
        let [check, path, message] = [self.check, &self.path, &self.message].map(quoted);
        let line = self.line;
        format!(r#"{{"check":{check},"path":{path},"line":{line},"message":{message}}}"#)
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", c as u32),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// All checks, in the order of their files.
const CHECKS: [fn(&Tree) -> Vec<Finding>; 14] = [
    actions::check,
    crates::check,
    details::check,
    keys::check,
    lints::check,
    markup::check,
    migrations::check,
    paths::check,
    portable::check,
    rules::check,
    scope::check,
    sizes::check,
    told::check,
    words::check,
];

/// What `tidy` prints.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// `path:line: message [check]`, a line each.
    Lines,
    /// One JSON array.
    Json,
}

/// Looks at the tree below `root` and prints what it finds; the exit code is 1 if there was any.
pub fn run(root: &Path, output: Output) -> ExitCode {
    let tree = match Tree::read(root) {
        Ok(tree) => tree,
        Err(error) => {
            eprintln!("{}: {error}", root.display());
            return ExitCode::from(2);
        }
    };
    let findings = findings(&tree);
    match output {
        Output::Json => {
            let rows: Vec<String> = findings.iter().map(Finding::json).collect();
            println!("[{}]", rows.join(","));
        }
        Output::Lines => {
            for Finding {
                path,
                line,
                check,
                message,
            } in &findings
            {
                println!("{path}:{line}: {message} [{check}]");
            }
        }
    }
    if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn findings(tree: &Tree) -> Vec<Finding> {
    let found = CHECKS.iter().flat_map(|check| check(tree)).collect();
    let mut left = exceptions::apply(tree, found);
    left.sort();
    left.dedup();
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_escapes_what_it_quotes() {
        let finding = Finding::new("words", "a.rs", 3, "say \"x\" not \\y");
        assert_eq!(
            finding.json(),
            r#"{"check":"words","path":"a.rs","line":3,"message":"say \"x\" not \\y"}"#
        );
    }

    #[test]
    fn findings_come_sorted_and_once() {
        let tree = Tree::of(&[
            ("crates/study/src/b.rs", "#[allow(x)]\n"),
            ("crates/study/src/a.rs", "\n#[allow(x)]\n#[allow(x)]\n"),
        ]);
        let places: Vec<_> = findings(&tree)
            .into_iter()
            .filter(|finding| finding.check == "lints")
            .map(|finding| (finding.path, finding.line))
            .collect();
        assert_eq!(
            places,
            [
                ("crates/study/src/a.rs".to_owned(), 2),
                ("crates/study/src/a.rs".to_owned(), 3),
                ("crates/study/src/b.rs".to_owned(), 1)
            ]
        );
    }
}
