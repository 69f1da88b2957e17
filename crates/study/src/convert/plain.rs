//! Reads HTML that [`super::clean`] wrote: well-formed, without comments, with
//! `<` and `&` escaped in text.

/// A tag or the text between two tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// What stands between `<` and `>`.
    Tag(&'a str),
    /// Text, still escaped.
    Text(&'a str),
}

/// The pieces of `html` in order; a `>` inside a quoted attribute ends no tag.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('<') {
            let end = tag_end(inside);
            let (tag, after) = inside.split_at(end);
            rest = after.strip_prefix('>').unwrap_or(after);
            return Some(Piece::Tag(tag));
        }
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        rest = after;
        Some(Piece::Text(text))
    })
}

fn tag_end(inside: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at,
            _ => {}
        }
    }
    inside.len()
}

/// The name of a tag without its slash and attributes.
pub(super) fn tag_name(tag: &str) -> &str {
    let tag = tag.trim_start_matches('/');
    tag.split([' ', '/']).next().unwrap_or(tag)
}

/// Elements after which a line of plain text ends.
const BLOCKS: [&str; 22] = [
    "p",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "blockquote",
    "pre",
    "hr",
    "dt",
    "dd",
    "dl",
    "figure",
    "figcaption",
    "caption",
];

/// The text of clean HTML: blocks on lines of their own, cells parted by a tab.
pub(super) fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for piece in pieces(html) {
        match piece {
            Piece::Text(piece) => push_decoded(piece, &mut text),
            Piece::Tag(tag) => match tag_name(tag) {
                "td" | "th" if tag.starts_with('/') => text.push('\t'),
                name if BLOCKS.contains(&name) => text.push('\n'),
                _ => {}
            },
        }
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Undoes the escapes that the sanitiser's writer uses.
pub(super) fn push_decoded(escaped: &str, text: &mut String) {
    let mut rest = escaped;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        text.push_str(before);
        let known = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&nbsp;", '\u{a0}'),
            ("&quot;", '"'),
        ];
        let found = known
            .iter()
            .find_map(|(name, sign)| entity.strip_prefix(name).map(|after| (*sign, after)));
        let (sign, after) = found.unwrap_or_else(|| ('&', entity.get(1..).unwrap_or("")));
        text.push(sign);
        rest = after;
    }
    text.push_str(rest);
}

/// How much there is to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// Han characters, each counting as one word.
    pub characters: u32,
    /// Words and numbers in other scripts.
    pub words: u32,
}

/// Han characters that a practised reader takes in a minute on a phone.
const CHARACTERS_A_MINUTE: u32 = 400;
/// Words of other scripts in a minute.
const WORDS_A_MINUTE: u32 = 200;

impl Length {
    /// Counts a plain text.
    pub fn of(text: &str) -> Self {
        let mut length = Self::default();
        let mut in_word = false;
        for sign in text.chars() {
            if is_han(sign) {
                length.characters = length.characters.saturating_add(1);
                in_word = false;
            } else if sign.is_alphanumeric() {
                length.words = length.words.saturating_add(u32::from(!in_word));
                in_word = true;
            } else {
                in_word = false;
            }
        }
        length
    }

    /// Both together: what is called 字数.
    pub const fn total(self) -> u32 {
        self.characters.saturating_add(self.words)
    }

    /// Reading time in whole minutes, at least one where there is any text. It
    /// helps to choose a quiet moment; nothing measures whether it was spent.
    pub const fn minutes(self) -> u32 {
        // Both speeds over one denominator, so that nothing is cut off early.
        let parts = self.characters as u64 * WORDS_A_MINUTE as u64
            + self.words as u64 * CHARACTERS_A_MINUTE as u64;
        parts.div_ceil(CHARACTERS_A_MINUTE as u64 * WORDS_A_MINUTE as u64) as u32
    }
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
