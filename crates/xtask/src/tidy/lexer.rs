//! Rust source seen as three things: code, string literals, comments. Enough for house rules,
//! and far cheaper than a parser.

use std::ops::RangeInclusive;

/// A string literal.
pub struct Literal {
    /// Line on which it begins, from 1.
    pub line: usize,
    /// Its text between the quotes, escapes as written.
    pub text: String,
}

/// One Rust file taken apart.
pub struct Lexed {
    /// The source with the insides of strings and comments replaced by spaces; the lines are kept.
    pub code: String,
    /// The string literals in order.
    pub literals: Vec<Literal>,
    /// Lines of `#[cfg(test)] mod … { … }`.
    tests: Vec<RangeInclusive<usize>>,
}

impl Lexed {
    /// Takes a source apart.
    pub fn of(source: &str) -> Self {
        let mut scanner = Scanner::new(source);
        while scanner.step() {}
        let code = String::from_utf8_lossy(&scanner.code).into_owned();
        let tests = test_modules(&code);
        Self {
            code,
            literals: scanner.literals,
            tests,
        }
    }

    /// Whether a line lies in a test module.
    pub fn in_tests(&self, line: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&line))
    }

    /// Literals outside test modules.
    pub fn product_literals(&self) -> impl Iterator<Item = &Literal> {
        self.literals
            .iter()
            .filter(|literal| !self.in_tests(literal.line))
    }
}

struct Scanner<'a> {
    source: &'a [u8],
    at: usize,
    line: usize,
    code: Vec<u8>,
    literals: Vec<Literal>,
}

impl<'a> Scanner<'a> {
    fn new(source: &'a str) -> Self {
        let code = Vec::with_capacity(source.len());
        Self {
            source: source.as_bytes(),
            at: 0,
            line: 1,
            code,
            literals: Vec::new(),
        }
    }

    /// Consumes one token; false at the end.
    fn step(&mut self) -> bool {
        let rest = &self.source[self.at..];
        match rest {
            [] => return false,
            [b'/', b'/', ..] => self.blank(line_end(rest)),
            [b'/', b'*', ..] => self.blank(block_comment(rest)),
            [b'"', ..] => self.quoted(),
            [b'r' | b'b' | b'c', ..] if !self.inside_word() => match raw_string(rest) {
                Some((open, close)) => self.literal(open, close),
                None => self.keep(1),
            },
            [b'\'', ..] => self.quote(rest),
            _ => self.keep(1),
        }
        true
    }

    fn inside_word(&self) -> bool {
        self.at > 0 && {
            let before = self.source[self.at - 1];
            before.is_ascii_alphanumeric() || before == b'_'
        }
    }

    fn keep(&mut self, count: usize) {
        for _ in 0..count {
            let byte = self.source[self.at];
            self.line += usize::from(byte == b'\n');
            self.code.push(byte);
            self.at += 1;
        }
    }

    fn blank(&mut self, count: usize) {
        for _ in 0..count.min(self.source.len() - self.at) {
            let byte = self.source[self.at];
            self.line += usize::from(byte == b'\n');
            self.code.push(if byte == b'\n' { b'\n' } else { b' ' });
            self.at += 1;
        }
    }

    /// An ordinary string: ends at the first quote that is not escaped.
    fn quoted(&mut self) {
        let rest = &self.source[self.at..];
        let mut end = 1;
        while end < rest.len() && rest[end] != b'"' {
            end += if rest[end] == b'\\' { 2 } else { 1 };
        }
        self.literal(1, end.min(rest.len()));
    }

    /// `open` bytes of opening, text up to `close`, then the closing quote is kept as code.
    fn literal(&mut self, open: usize, close: usize) {
        let text = &self.source[self.at + open..self.at + close];
        self.literals.push(Literal {
            line: self.line,
            text: String::from_utf8_lossy(text).into_owned(),
        });
        self.keep(open);
        self.blank(close - open);
        self.keep(usize::from(self.at < self.source.len()));
    }

    /// A character literal is blanked, a lifetime or label is code.
    fn quote(&mut self, rest: &[u8]) {
        let end = match rest {
            [_, b'\\', ..] => rest
                .iter()
                .skip(3)
                .position(|byte| *byte == b'\'')
                .map(|at| at + 3),
            _ => rest
                .iter()
                .take(6)
                .skip(2)
                .position(|byte| *byte == b'\'')
                .map(|at| at + 2),
        };
        match end {
            Some(end) if is_one_character(&rest[1..end]) => {
                self.keep(1);
                self.blank(end - 1);
                self.keep(1);
            }
            _ => self.keep(1),
        }
    }
}

fn is_one_character(inside: &[u8]) -> bool {
    inside.first() == Some(&b'\\')
        || std::str::from_utf8(inside).is_ok_and(|text| text.chars().count() == 1)
}

fn line_end(rest: &[u8]) -> usize {
    rest.iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(rest.len())
}

/// Length of a block comment; Rust nests them.
fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// For `r"…"`, `br#"…"#`, `b"…"` and the like: where the text begins and ends.
fn raw_string(rest: &[u8]) -> Option<(usize, usize)> {
    let prefix = rest
        .iter()
        .take_while(|byte| matches!(byte, b'r' | b'b' | b'c'))
        .count();
    if prefix > 2 {
        return None;
    }
    let hashes = rest[prefix..]
        .iter()
        .take_while(|byte| **byte == b'#')
        .count();
    let open = prefix + hashes + 1;
    if rest.get(open - 1) != Some(&b'"') || !rest[..prefix].contains(&b'r') {
        return None;
    }
    let end = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let length = rest[open..]
        .windows(end.len())
        .position(|window| window == end)?;
    Some((open, open + length))
}

/// Line ranges of the modules marked `#[cfg(test)]`.
fn test_modules(code: &str) -> Vec<RangeInclusive<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = code[from..].find("#[cfg(test)]").map(|at| from + at) {
        from = at + 1;
        let item = code[at + 12..].trim_start();
        let Some(open) = code[at..].find('{').map(|open| at + open) else {
            continue;
        };
        if item.starts_with("mod ") || item.starts_with("pub mod ") {
            let close = matching_brace(code, open).unwrap_or(code.len());
            found.push(line_of(code, at)..=line_of(code, close));
        }
    }
    found
}

/// The closing brace of the opening one at `open`, in code without strings and comments.
pub fn matching_brace(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => continue,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Line number, from 1, of a byte offset.
pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(source: &str) -> Vec<String> {
        Lexed::of(source)
            .literals
            .into_iter()
            .map(|literal| literal.text)
            .collect()
    }

    #[test]
    fn strings_of_all_kinds_are_found() {
        let source = r####"f("a\"b"); g(r"c\d"); h(r#"e"f"#, b"g", br##"h"#i"##); let r = 1;"####;
        assert_eq!(
            literals(source),
            [r#"a\"b"#, r"c\d", r#"e"f"#, "g", r##"h"#i"##]
        );
    }

    #[test]
    fn comments_and_characters_are_no_strings() {
        let source = "// \"no\"\n/* \"no /* \"no\" */ \"no\" */ let c = '\"'; let d = '中'; fn f<'a>(x: &'a str) { '\\'' ; \"yes\" }";
        assert_eq!(literals(source), ["yes"]);
    }

    #[test]
    fn lines_are_kept() {
        let lexed = Lexed::of("let a = \"x\ny\";\nlet b = \"z\";");
        assert_eq!(lexed.code, "let a = \" \n \";\nlet b = \" \";");
        assert_eq!(lexed.literals[1].line, 3);
    }

    #[test]
    fn test_modules_are_known() {
        let lexed = Lexed::of(
            "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"{\"; }\n}\nfn c() {}\n",
        );
        let inside: Vec<_> = (1..=6).filter(|line| lexed.in_tests(*line)).collect();
        assert_eq!(inside, [2, 3, 4, 5]);
    }
}
