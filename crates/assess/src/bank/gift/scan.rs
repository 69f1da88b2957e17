//! Cuts a GIFT file into blocks, and a block into signs that know their place.
//!
//! As in Moodle a blank line ends a question, so that one forgotten brace spoils
//! one question and not the rest of the file.

use super::super::question::Difficulty;
use super::fault::{GiftFault, GiftFaultKind, Place};

/// One question's lines, without comments.
#[derive(Debug, Default)]
pub(super) struct Block<'a> {
    /// Line number from 1 and the line itself.
    pub lines: Vec<(u32, &'a str)>,
    /// The category in force.
    pub category: Option<String>,
    /// What its comments carry.
    pub meta: Meta,
}

impl Block<'_> {
    /// Where the block's first visible sign stands.
    pub fn start(&self) -> Place {
        let (line, text) = self.lines.first().copied().unwrap_or((1, ""));
        let indent = text.chars().take_while(|sign| sign.is_whitespace()).count();
        Place {
            line,
            column: column(indent),
        }
    }

    /// A fault of the block as a whole.
    pub fn fault(&self, kind: GiftFaultKind) -> GiftFault {
        GiftFault {
            place: self.start(),
            kind,
        }
    }

    /// Its size in bytes.
    pub fn size(&self) -> usize {
        self.lines.iter().map(|(_, line)| line.len() + 1).sum()
    }
}

/// What comments say about the question after them.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub tags: Vec<String>,
    pub source: String,
    pub difficulty: Difficulty,
}

impl Meta {
    /// Reads `[tag:…] [source:…] [difficulty:…]` from a comment line.
    fn read(&mut self, comment: &str) {
        let mut rest = comment;
        while let Some((key, value, after)) = next_property(rest) {
            rest = after;
            match key {
                "tag" => self.tags.push(value),
                "source" => self.source = value,
                "difficulty" => {
                    self.difficulty = Difficulty::from_word(&value).unwrap_or_default();
                }
                _ => {}
            }
        }
    }
}

/// The next `[key:value]` with `\]`, `\\` and `\n` undone, and what follows it.
fn next_property(text: &str) -> Option<(&str, String, &str)> {
    let mut rest = text;
    loop {
        let inside = rest.get(rest.find('[')? + 1..)?;
        let end = inside.find([':', ']', '['])?;
        let (key, after) = (inside.get(..end)?, inside.get(end..)?);
        if let Some(body) = after.strip_prefix(':') {
            let (value, after) = property_value(body)?;
            return Some((key, value, after));
        }
        rest = after.strip_prefix(']').unwrap_or(after);
    }
}

/// The value up to its closing bracket.
fn property_value(body: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut signs = body.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            ']' => return Some((value, body.get(at + 1..)?)),
            '\\' => match signs.next()?.1 {
                'n' => value.push('\n'),
                other => value.push(other),
            },
            _ => value.push(sign),
        }
    }
    None
}

/// The blocks of a file in order; blocks of comments alone are left out.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Block<'_>> {
    let mut lines = (1u32..).zip(text.split('\n'));
    let mut category: Option<String> = None;
    let mut done = false;
    std::iter::from_fn(move || {
        let mut block = Block::default();
        while !done {
            let Some((number, line)) = lines.next() else {
                done = true;
                break;
            };
            let trimmed = line.trim();
            if let Some(comment) = trimmed.strip_prefix("//") {
                block.meta.read(comment);
            } else if let Some(path) = trimmed.strip_prefix("$CATEGORY:") {
                category = Some(path.trim().to_owned()).filter(|path| !path.is_empty());
                if !block.lines.is_empty() {
                    return Some(block);
                }
                block.meta = Meta::default();
            } else if trimmed.is_empty() {
                if !block.lines.is_empty() {
                    return Some(block);
                }
                block.meta = Meta::default();
            } else {
                if block.lines.is_empty() {
                    block.category.clone_from(&category);
                }
                block.lines.push((number, line));
            }
        }
        (!block.lines.is_empty()).then_some(block)
    })
}

/// A sign of a question with its place; `plain` means not escaped, so that only
/// plain signs have a meaning in the format.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub sign: char,
    pub plain: bool,
    pub place: Place,
}

impl Sign {
    /// Whether this is the format's own `sign`.
    pub fn is(&self, sign: char) -> bool {
        self.plain && self.sign == sign
    }
}

/// The block as signs: escapes undone, lines trimmed and joined by line ends.
pub(super) fn signs(block: &Block<'_>) -> Vec<Sign> {
    let mut signs = Vec::with_capacity(block.size());
    for (number, line) in &block.lines {
        let indent = line.chars().take_while(|sign| sign.is_whitespace()).count();
        let mut chars = line.trim_end().chars().enumerate().skip(indent).peekable();
        while let Some((index, sign)) = chars.next() {
            let place = Place {
                line: *number,
                column: column(index),
            };
            let escaped = (sign == '\\')
                .then(|| chars.peek().and_then(|(_, next)| unescape(*next)))
                .flatten();
            if escaped.is_some() {
                chars.next();
            }
            let plain = escaped.is_none();
            signs.push(Sign {
                sign: escaped.unwrap_or(sign),
                plain,
                place,
            });
        }
        let end = Place {
            line: *number,
            column: column(line.chars().count()),
        };
        signs.push(Sign {
            sign: '\n',
            plain: true,
            place: end,
        });
    }
    signs
}

/// What stands for `\` and the sign after it; `None` leaves both as they are.
fn unescape(next: char) -> Option<char> {
    match next {
        '~' | '=' | '#' | '{' | '}' | ':' | '\\' => Some(next),
        'n' => Some('\n'),
        _ => None,
    }
}

fn column(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}
