//! Takes out of foreign HTML what makes its parser slow, before it is parsed.
//!
//! The parser and the writer behind the sanitiser take quadratic time over what
//! no text needs: ampersands that begin no entity, tags with thousands of
//! attributes, elements nested by the hundred, and one endless run of text full
//! of signs the writer stops at (`&` and everything it shares a byte with).
//! Measured without optimisation: 100 kB of `&` took a minute. Nothing here is
//! about safety; the sanitiser judges the result as it judges anything.

/// The longest tag that is parsed, in bytes; longer ones are dropped. What has
/// such tags is mostly a picture pasted into the text itself.
const MAX_TAG: usize = 2_048;
/// The most elements open at once.
const MAX_OPEN: usize = 200;

/// The most work a run of text may cost: its bytes times the signs the writer
/// stops at. A paragraph of 100 kB with 500 of them.
const MAX_RUN: usize = 50_000_000;

/// Elements that part one run of text from the next wherever they stand.
const PARTING: [&str; 18] = [
    "p",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "a",
    "b",
    "strong",
    "em",
    "code",
];
/// Tags that are dropped here: inside a `select` the parser ignores all others.
const DROPPED: [&str; 6] = [
    "select", "option", "optgroup", "colgroup", "col", "frameset",
];
/// Elements that hold nothing or that the next one closes: they do not nest.
const FLAT: [&str; 20] = [
    "br", "img", "hr", "wbr", "input", "col", "meta", "link", "source", "p", "li", "dt", "dd",
    "td", "th", "tr", "tbody", "thead", "tfoot", "option",
];

/// Entities that stay; every other `&` becomes `&amp;`.
const ENTITIES: [&str; 22] = [
    "amp;", "lt;", "gt;", "quot;", "apos;", "nbsp;", "mdash;", "ndash;", "hellip;", "ldquo;",
    "rdquo;", "lsquo;", "rsquo;", "middot;", "times;", "divide;", "copy;", "reg;", "deg;", "ensp;",
    "emsp;", "bull;",
];

/// The HTML as it may be parsed, or `None` when it nests too deeply or runs on
/// for too long.
pub(super) fn tame(html: &str) -> Option<String> {
    let mut tamed = String::with_capacity(html.len() + html.len() / 16);
    let mut open: Vec<String> = Vec::new();
    let mut run = Run::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        run.add(text)?;
        push_text(text, &mut tamed);
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(length) = tag.bytes().position(|byte| byte == b'>').map(|end| end + 1) else {
            // No tag ends any more: all of it is text.
            run.add(tag)?;
            push_text(&tag.replace('<', "&lt;"), &mut tamed);
            return Some(tamed);
        };
        let (tag, after) = tag.split_at(length);
        rest = after;
        let name = name(tag);
        if length > MAX_TAG || DROPPED.contains(&&*name) {
            continue;
        }
        if PARTING.contains(&&*name) && !tag.starts_with("</") {
            run = Run::default();
        }
        count(tag, name, &mut open);
        if open.len() > MAX_OPEN {
            return None;
        }
        push_text(tag, &mut tamed);
    }
    run.add(rest)?;
    push_text(rest, &mut tamed);
    Some(tamed)
}

/// A run of text between two tags that part it.
#[derive(Default)]
struct Run {
    bytes: usize,
    stops: usize,
}

impl Run {
    fn add(&mut self, text: &str) -> Option<()> {
        self.bytes += text.len();
        self.stops += text
            .bytes()
            .filter(|byte| matches!(byte, b'&' | 0xc2))
            .count();
        (self.bytes.saturating_mul(self.stops) <= MAX_RUN).then_some(())
    }
}

fn name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let name: String = name
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(20)
        .collect();
    name.to_ascii_lowercase()
}

/// Keeps the list of open elements as a parser would, only more simply.
fn count(tag: &str, name: String, open: &mut Vec<String>) {
    let closing = tag.starts_with("</");
    if name.is_empty() || FLAT.contains(&&*name) {
        return;
    }
    match open.iter().rposition(|opened| *opened == name) {
        Some(at) if closing => open.truncate(at),
        _ if closing => {}
        _ => open.push(name),
    }
}

fn push_text(text: &str, tamed: &mut String) {
    let mut pieces = text.split('&');
    tamed.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let known = ENTITIES.iter().any(|entity| piece.starts_with(entity)) || is_number(piece);
        tamed.push_str(if known { "&" } else { "&amp;" });
        tamed.push_str(piece);
    }
}

/// `#20013;` or `#x4e2d;`.
fn is_number(piece: &str) -> bool {
    let Some(number) = piece.strip_prefix('#') else {
        return false;
    };
    let hex = number.strip_prefix(['x', 'X']);
    let digits = hex.unwrap_or(number).bytes();
    let fits = |byte: &u8| byte.is_ascii_digit() || (hex.is_some() && byte.is_ascii_hexdigit());
    let count = digits.clone().take(8).take_while(fits).count();
    let mut after = digits.skip(count);
    count > 0 && after.next() == Some(b';')
}
