//! Lists, and the numbers that Word shows but does not write into the text.

use std::collections::HashMap;

use super::super::fault::ConvertFault;
use super::MAX_KNOWN;
use super::styles::parse_level;
use super::xml::{Node, walk};

pub(super) const PART: &str = "word/numbering.xml";

/// Levels of a list.
const LEVELS: usize = 9;

/// The document's lists and where each has got to.
#[derive(Default)]
pub(super) struct Numbering {
    /// Definitions by their id.
    kinds: HashMap<String, Vec<Level>>,
    /// Lists by their id: which definition.
    lists: HashMap<String, String>,
    /// The last number given, by list and level.
    counts: HashMap<String, [u32; LEVELS]>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
    /// Written in Arabic digits throughout, whatever the levels above say.
    digits: bool,
}

/// How a numbered paragraph begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A bullet.
    Bullet,
    /// An Arabic number of a plain list.
    Number(u32),
    /// Words that Word computed: 第一章, （一）, 1.2.
    Words(String),
}

impl Numbering {
    /// Counts one paragraph of a list on; `None` when the list is unknown or
    /// shows nothing.
    pub fn next(&mut self, list: &str, level: usize) -> Option<Mark> {
        let kind = self.kinds.get(self.lists.get(list)?)?;
        let shown = kind.get(level)?;
        if shown.format == "none" {
            return None;
        }
        if shown.format == "bullet" {
            return Some(Mark::Bullet);
        }
        let counts = self.counts.entry(list.to_owned()).or_insert([0; LEVELS]);
        let count = counts.get_mut(level)?;
        *count = if *count == 0 {
            shown.start
        } else {
            count.saturating_add(1)
        };
        let number = *count;
        counts
            .iter_mut()
            .skip(level + 1)
            .for_each(|deeper| *deeper = 0);
        let plain = format!("%{}", level + 1);
        let rest = shown.text.strip_prefix(&plain);
        if shown.format == "decimal" && matches!(rest, Some("." | "、" | ")" | "．" | "")) {
            return Some(Mark::Number(number));
        }
        let mut words = shown.text.clone();
        for ((index, count), level) in (1..).zip(counts.iter()).zip(kind) {
            let format = if shown.digits {
                "decimal"
            } else {
                &level.format
            };
            let number = numeral((*count).max(level.start), format);
            words = words.replace(&format!("%{index}"), &number);
        }
        Some(Mark::Words(words))
    }
}

/// Reads `word/numbering.xml`.
pub(super) fn read(xml: &str) -> Result<Numbering, ConvertFault> {
    let mut numbering = Numbering::default();
    let (mut kind, mut list) = (None::<(String, Vec<Level>)>, None::<String>);
    let mut level = 0usize;
    walk(PART, xml, |node| {
        match node {
            Node::Open(element) => {
                let val = element.val();
                let current = kind.as_mut().and_then(|(_, levels)| levels.get_mut(level));
                match (element.name(), current) {
                    ("abstractNum", _) => {
                        let id = element.attribute("abstractNumId").unwrap_or_default();
                        kind = Some((id, vec![Level::default(); LEVELS]));
                    }
                    ("num", _) => list = element.attribute("numId"),
                    ("abstractNumId", _) => {
                        if let (Some(list), Some(kind)) = (&list, val)
                            && numbering.lists.len() < MAX_KNOWN
                        {
                            numbering.lists.insert(list.clone(), kind);
                        }
                    }
                    ("lvl", _) => level = parse_level(element.attribute("ilvl")),
                    ("start", Some(level)) => {
                        level.start = val.and_then(|val| val.parse().ok()).unwrap_or(1);
                    }
                    ("isLgl", Some(level)) => level.digits = element.is_on(),
                    ("numFmt", Some(level)) => level.format = val.unwrap_or_default(),
                    ("lvlText", Some(level)) => {
                        level.text = val.unwrap_or_default().chars().take(40).collect();
                    }
                    _ => {}
                }
            }
            Node::Close(name) => match name.as_str() {
                "abstractNum" if numbering.kinds.len() < MAX_KNOWN => {
                    numbering.kinds.extend(kind.take());
                }
                "num" => list = None,
                _ => {}
            },
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(numbering)
}

/// A number in one of Word's formats; those not known are written in digits.
fn numeral(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x245f + number).map_or_else(|| number.to_string(), String::from)
        }
        "lowerLetter" | "upperLetter" if (1..=26).contains(&number) => {
            let first = if format == "lowerLetter" { b'a' } else { b'A' };
            char::from(first + u8::try_from(number - 1).unwrap_or(0)).to_string()
        }
        _ => number.to_string(),
    }
}

/// 1 to 9999 in Chinese as documents number with it: 十二, 二十, 一百零五.
pub(super) fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number == 0 || number > 9_999 {
        return number.to_string();
    }
    let mut words = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap |= !words.is_empty();
            continue;
        }
        if gap {
            words.push('零');
            gap = false;
        }
        // 十二, not 一十二, at the start.
        if !(unit == 10 && digit == 1 && words.is_empty()) {
            words.push_str(DIGITS.get(digit as usize).copied().unwrap_or(""));
        }
        words.push_str(name);
    }
    words
}
