//! Sizes: a file one can hold in mind, a function one can see at once.

use super::Finding;
use super::lexer::{line_of, matching_brace};
use super::tree::{File, Tree};

const CHECK: &str = "sizes";
/// The longest function, from `fn` to its closing brace.
const FUNCTION_LINES: usize = 70;
/// How far above a function its excuse may stand (attributes and docstring lie between).
const EXCUSE_WITHIN: usize = 6;

/// The most lines a file may have, by its ending.
fn limit(ending: &str) -> Option<usize> {
    match ending {
        "rs" | "ftl" => Some(700),
        "html" | "css" | "js" | "mjs" => Some(400),
        "sql" | "sh" => Some(300),
        _ => None,
    }
}

/// Measures files and Rust functions.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.files() {
        let lines = file.text.lines().count();
        if let Some(limit) = limit(file.ending()).filter(|limit| lines > *limit) {
            let message = format!("{lines} lines, at most {limit}: split it by ability");
            found.push(Finding::new(CHECK, &file.path, limit + 1, message));
        }
        if file.ending() == "rs" {
            found.extend(functions(file));
        }
    }
    found
}

fn functions(file: &File) -> Vec<Finding> {
    let code = &file.lexed().code;
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = code[from..].find("fn ").map(|at| from + at) {
        from = at + 3;
        if at > 0 && is_word(code.as_bytes()[at - 1]) {
            continue;
        }
        let Some(close) = body(code, at).and_then(|open| matching_brace(code, open)) else {
            continue;
        };
        let first = line_of(code, at);
        let lines = line_of(code, close) - first + 1;
        if lines > FUNCTION_LINES && !is_table(file, first) {
            let message = format!(
                "a function of {lines} lines, at most {FUNCTION_LINES}; \
                 a table or route list says `// tidy: table, <reason>` above it"
            );
            found.push(Finding::new(CHECK, &file.path, first, message));
        }
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The brace that opens a function's body; none for a declaration or a function type.
fn body(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (offset, byte) in code[at..].bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' if depth == 0 => return None,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(at + offset),
            b';' | b'}' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Whether the lines above say that this is a table, and why.
fn is_table(file: &File, line: usize) -> bool {
    let above = file
        .lines()
        .skip(line.saturating_sub(EXCUSE_WITHIN + 1))
        .take(EXCUSE_WITHIN + 1);
    above.into_iter().any(|(_, text)| {
        text.split_once("// tidy: table,")
            .is_some_and(|(_, reason)| reason.trim().len() > 8)
    })
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

    fn function(before: &str, body_lines: usize) -> String {
        format!(
            "{before}fn long<T>(x: [u8; 2]) -> Result<(), T>\nwhere\n    T: Fn(u8),\n{{\n{}}}\n",
            "    a(\"}\");\n".repeat(body_lines)
        )
    }

    #[test]
    fn a_file_over_its_limit() {
        assert_eq!(lines("crates/a/src/a.rs", &"\n".repeat(700)), []);
        assert_eq!(lines("crates/a/src/a.rs", &"\n".repeat(701)), [701]);
        assert_eq!(lines("assets/css/a.css", &"\n".repeat(401)), [401]);
        assert_eq!(lines("NOTICE.txt", &"\n".repeat(5000)), []);
    }

    #[test]
    fn a_function_over_its_limit() {
        assert_eq!(lines("crates/a/src/a.rs", &function("", 65)), []);
        assert_eq!(
            lines("crates/a/src/a.rs", &function("struct A;\n", 66)),
            [2]
        );
    }

    #[test]
    fn a_declaration_has_no_length() {
        let source = format!(
            "trait A {{\n    fn a(&self) -> u8;\n{}}}\n",
            "    const B: fn (u8) -> u8;\n".repeat(80)
        );
        assert_eq!(lines("crates/a/src/a.rs", &source), []);
    }

    #[test]
    fn a_table_needs_its_reason() {
        let with = function(
            "// tidy: table, one row a route\n#[rustfmt::skip]\npub ",
            90,
        );
        assert_eq!(lines("crates/a/src/a.rs", &with), []);
        let without = function("// tidy: table,\npub ", 90);
        assert_eq!(lines("crates/a/src/a.rs", &without), [2]);
    }
}
