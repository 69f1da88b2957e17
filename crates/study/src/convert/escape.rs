//! Plain text as Markdown that renders to the same text, with as few
//! backslashes as an author's eye can bear.

/// Escapes a text for use inside a paragraph, a heading or a table cell. A bare
/// address does not become a link: the reader of addresses takes backslashes
/// for part of them.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text.chars();
    while let Some(sign) = rest.next() {
        let address = match sign {
            ':' => rest.as_str().starts_with("//"),
            '.' => escaped.len() >= 3 && is_www(&escaped),
            _ => false,
        };
        let meant = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '|'];
        if address || meant.contains(&sign) {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

fn is_www(before: &str) -> bool {
    let start = before.len().saturating_sub(3);
    before
        .get(start..)
        .is_some_and(|last| last.eq_ignore_ascii_case("www"))
}

/// Escapes what would make the start of a line a heading, list or rule. The
/// rest of the line has been escaped before.
pub(super) fn escape_line_start(line: &str) -> String {
    let line = line.trim_start();
    if line.starts_with(['#', '-', '+', '=', ':']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && is_list_mark(rest) => {
            format!("{number}\\{rest}")
        }
        _ => line.to_owned(),
    }
}

/// `.` or `)` makes a list of a number only before a blank.
fn is_list_mark(rest: &str) -> bool {
    let after = rest.strip_prefix(['.', ')']);
    after.is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace))
}
