//! Which HTML is let through: the one sanitiser of study materials.
//!
//! An allow-list of elements that text needs, without svg, math, style, class,
//! id, form, media and frames; links to http, https, mail, telephone and places
//! on this site; images of this site only. What is not on the list loses its tag
//! and keeps its text; script and style lose both.
//!
//! Ids are never taken from outside (an id may shadow what scripts look for),
//! except the footnote marks our own Markdown writer makes. Headings get theirs
//! here, from their text: `s-` and the text's letters, so that a link to
//! 第三条 survives an edit of 第二条. Equal headings get `-2`, `-3`.
//!
//! Cleaning is a fixed point: cleaning clean HTML changes nothing. HTML whose
//! parsing does not settle in a few rounds, or that nests beyond sense, is kept as escaped text, because a
//! text that every parser reads differently is how sanitisers are got around.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use serde::{Deserialize, Serialize};

use super::plain::{Piece, pieces, push_decoded};
use super::tame::tame;

/// Counts up when the list changes or the library closes a hole: stored HTML of
/// an older version is cleaned again when it is read.
pub const SANITISER_VERSION: u32 = 1;

/// Longest anchor, in characters, before a counter is added.
const MAX_ANCHOR: usize = 60;
/// Rounds after which HTML must have settled.
const ROUNDS: usize = 4;

/// What every link says of its target.
const LINK_REL: &str = "noopener noreferrer";
/// Elements that text needs.
const TAGS: [&str; 47] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The id of the heading's element.
    pub anchor: String,
    /// Its text.
    pub text: String,
}

/// HTML that may be put into a page as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanHtml {
    /// The HTML.
    pub html: String,
    /// Its headings in order.
    pub outline: Vec<Heading>,
}

/// Cleans foreign HTML.
pub fn clean(html: &str) -> CleanHtml {
    let Some(tamed) = tame(html) else {
        return as_text(html);
    };
    let mut once = SANITISER.clean(&tamed).to_string();
    for _ in 0..ROUNDS {
        let again = SANITISER.clean(&once).to_string();
        if again == once {
            return anchor_headings(&once);
        }
        once = again;
    }
    as_text(html)
}

/// The source itself in paragraphs: no elements are left whose parsing could
/// differ from reader to reader, and no paragraph is long.
fn as_text(html: &str) -> CleanHtml {
    const PARAGRAPH: usize = 2_000;
    let mut clean = CleanHtml::default();
    for line in html.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut signs = line.chars().filter(|sign| !sign.is_control()).peekable();
        while signs.peek().is_some() {
            clean.html.push_str("<p>");
            for sign in signs.by_ref().take(PARAGRAPH) {
                match sign {
                    '&' => clean.html.push_str("&amp;"),
                    '<' => clean.html.push_str("&lt;"),
                    '>' => clean.html.push_str("&gt;"),
                    '\u{a0}' => clean.html.push_str("&nbsp;"),
                    _ => clean.html.push(sign),
                }
            }
            clean.html.push_str("</p>");
        }
    }
    clean
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let set = |words: &[&'static str]| words.iter().copied().collect::<HashSet<_>>();
    let mut builder = Builder::empty();
    builder
        .tags(set(&TAGS))
        .clean_content_tags(set(&[
            "script", "style", "template", "iframe", "object", "noscript",
        ]))
        .tag_attributes(HashMap::from([
            ("a", set(&["href", "id"])),
            ("img", set(&["src", "alt"])),
            ("li", set(&["id"])),
            ("ol", set(&["start"])),
            ("td", set(&["align", "colspan", "rowspan"])),
            ("th", set(&["align", "colspan", "rowspan"])),
        ]))
        .generic_attributes(HashSet::new())
        .url_schemes(set(&["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some(LINK_REL))
        .attribute_filter(keep_attribute);
    builder
});

/// The second gate, by value.
fn keep_attribute<'a>(element: &str, attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let kept = match (element, attribute) {
        ("a", "href") => is_link(value),
        ("img", "src") => is_local(value),
        (_, "id") => is_footnote_id(value),
        (_, "align") => matches!(value, "left" | "center" | "right"),
        (_, "colspan" | "rowspan" | "start") => {
            (1..=3).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
        }
        ("img", "alt") => true,
        ("a", "rel") => value == LINK_REL,
        _ => false,
    };
    kept.then_some(Cow::Borrowed(value))
}

fn is_link(value: &str) -> bool {
    let known = ["http://", "https://", "mailto:", "tel:", "#"];
    is_local(value) || known.iter().any(|start| value.starts_with(start))
}

/// A path on this site: one slash at the start, nothing that a browser would
/// read as a second one.
fn is_local(value: &str) -> bool {
    value
        .strip_prefix('/')
        .is_some_and(|rest| !rest.starts_with(['/', '\\']))
        && !value.contains(|sign: char| sign.is_control() || sign == '\\')
}

/// `fn-1`, `fnref-1-2`: what the Markdown writer gives footnotes; it writes names
/// in Chinese as percent signs.
fn is_footnote_id(value: &str) -> bool {
    let name = value
        .strip_prefix("fn-")
        .or_else(|| value.strip_prefix("fnref-"));
    name.is_some_and(|name| {
        !name.is_empty()
            && name.len() <= 100
            && name
                .chars()
                .all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '%'))
    })
}

/// Writes an id into every heading of sanitised HTML and lists them. Headings
/// keep no attribute in the sanitiser, so each is exactly `<h2>` … `</h2>`.
fn anchor_headings(html: &str) -> CleanHtml {
    let mut anchors = Anchors::default();
    let mut clean = CleanHtml {
        html: String::with_capacity(html.len()),
        outline: Vec::new(),
    };
    let mut open: Option<(u8, String, String)> = None;
    for piece in pieces(html) {
        match (piece, &mut open) {
            (Piece::Tag(tag), None) if heading_level(tag).is_some() => {
                let level = heading_level(tag).unwrap_or(6);
                open = Some((level, String::new(), String::new()));
            }
            (Piece::Tag(tag), Some(_)) if is_heading_end(tag) => {
                if let Some((level, inner, text)) = open.take() {
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let anchor = anchors.make(&text);
                    clean
                        .html
                        .push_str(&format!("<h{level} id=\"{anchor}\">{inner}</h{level}>"));
                    clean.outline.push(Heading {
                        level,
                        anchor,
                        text,
                    });
                }
            }
            (piece, Some((_, inner, text))) => {
                push_piece(piece, inner);
                if let Piece::Text(escaped) = piece {
                    push_decoded(escaped, text);
                }
            }
            (piece, None) => push_piece(piece, &mut clean.html),
        }
    }
    clean
}

fn push_piece(piece: Piece<'_>, html: &mut String) {
    match piece {
        Piece::Tag(tag) => {
            html.push('<');
            html.push_str(tag);
            html.push('>');
        }
        Piece::Text(text) => html.push_str(text),
    }
}

fn heading_level(tag: &str) -> Option<u8> {
    match tag.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

fn is_heading_end(tag: &str) -> bool {
    tag.strip_prefix('/')
        .is_some_and(|name| heading_level(name).is_some())
}

/// Makes anchors that are unique within a page.
#[derive(Default)]
struct Anchors {
    used: HashSet<String>,
    counts: HashMap<String, u32>,
}

impl Anchors {
    fn make(&mut self, text: &str) -> String {
        let base = anchor(text);
        let count = self.counts.entry(base.clone()).or_insert(0);
        loop {
            *count += 1;
            let made = if *count == 1 {
                base.clone()
            } else {
                format!("{base}-{count}")
            };
            if self.used.insert(made.clone()) {
                return made;
            }
        }
    }
}

/// The anchor of a heading's text, before a counter: `s-` keeps it apart from
/// the ids of the page around it.
pub fn anchor(text: &str) -> String {
    let mut anchor = String::from("s-");
    let mut length = 0usize;
    for sign in text.chars().flat_map(char::to_lowercase) {
        if length >= MAX_ANCHOR {
            break;
        }
        if sign.is_alphanumeric() {
            anchor.push(sign);
            length += 1;
        } else if (sign.is_whitespace() || sign == '-') && !anchor.ends_with('-') {
            anchor.push('-');
            length += 1;
        }
    }
    let trimmed = anchor.trim_end_matches('-');
    if trimmed == "s" {
        "s-section".to_owned()
    } else {
        trimmed.to_owned()
    }
}
