//! Statutes and regulations of LawRefBook as materials.
//!
//! A file is named `名称(2018-10-26).md`, with the day of the version; its head
//! lists when it was passed, amended and in force, up to `<!-- INFO END -->`;
//! then come `## 第一章 …`, `### 第一节 …` and articles that begin a line with
//! `第一条 `. Articles become headings of the level below, so that each has a
//! stable anchor (`s-第一条`) and notes and links survive an amendment of others.
//! A few short old regulations have no articles; they are taken as they are.

use jiff::civil::Date;

use super::clean;
use super::escape::{escape, escape_line_start};
use super::fault::{ConvertFault, utf8};
use super::markdown::MAX_MARKDOWN;

/// A statute ready to become a material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawDraft {
    /// The title as the text itself gives it.
    pub title: String,
    /// The day of this version, from the file's name.
    pub version: Option<Date>,
    /// When it was passed, amended and came into force, a line each.
    pub history: Vec<String>,
    /// The text as Markdown.
    pub markdown: String,
    /// Its parts, chapters and sections, as written.
    pub chapters: Vec<String>,
    /// Its articles in order.
    pub articles: Vec<Article>,
}

/// An article of a statute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// 第一条
    pub number: String,
    /// The anchor its heading gets where the number occurs once.
    pub anchor: String,
}

/// The mark that ends the head.
const HEAD_END: &str = "<!-- INFO END -->";
/// The level of article headings, below chapters (2) and sections (3).
const ARTICLE_LEVEL: usize = 4;

/// Reads a statute; `file_name` is the name without folder.
///
/// # Errors
/// When it is too long, not UTF-8, has no head, or no text.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<LawDraft, ConvertFault> {
    if bytes.len() > MAX_MARKDOWN {
        return Err(ConvertFault::TextTooLong {
            limit_mib: MAX_MARKDOWN / (1024 * 1024),
        });
    }
    let text = utf8(bytes)?;
    let (head, body) = text
        .split_once(HEAD_END)
        .ok_or(ConvertFault::LawMalformed)?;
    let (name, version) = split_name(file_name);
    let mut draft = LawDraft {
        title: name.to_owned(),
        version,
        history: Vec::new(),
        markdown: String::with_capacity(body.len()),
        chapters: Vec::new(),
        articles: Vec::new(),
    };
    for line in head.lines().map(trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix("# ") {
            Some(title) => draft.title = trim(title).to_owned(),
            None => draft.history.push(line.to_owned()),
        }
    }
    for line in body.lines().map(trim).filter(|line| !line.is_empty()) {
        draft.push_line(line);
    }
    if draft.markdown.is_empty() {
        return Err(ConvertFault::Empty);
    }
    Ok(draft)
}

impl LawDraft {
    fn push_line(&mut self, line: &str) {
        let marks = line.bytes().take_while(|&byte| byte == b'#').count();
        if (1..=6).contains(&marks) {
            let title = trim(line.trim_start_matches('#'));
            self.chapters.push(title.to_owned());
            self.push_heading(marks.clamp(2, 3), title);
            return;
        }
        match split_article(line) {
            Some((number, text)) => {
                let anchor = clean::anchor(number);
                self.articles.push(Article {
                    number: number.to_owned(),
                    anchor,
                });
                self.push_heading(ARTICLE_LEVEL, number);
                self.push_paragraph(text);
            }
            None => self.push_paragraph(line),
        }
    }

    fn push_heading(&mut self, level: usize, title: &str) {
        self.markdown.push_str(&"#".repeat(level));
        self.markdown.push(' ');
        self.markdown.push_str(&escape(title));
        self.markdown.push_str("\n\n");
    }

    fn push_paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.markdown.push_str(&escape_line_start(&escape(text)));
            self.markdown.push_str("\n\n");
        }
    }
}

/// The name and the version's day out of `名称(2018-10-26).md`.
fn split_name(file_name: &str) -> (&str, Option<Date>) {
    let stem = file_name.strip_suffix(".md").unwrap_or(file_name);
    let dated = stem
        .strip_suffix(')')
        .and_then(|stem| stem.rsplit_once('('));
    match dated.and_then(|(name, day)| Some((name, day.parse::<Date>().ok()?))) {
        Some((name, day)) => (name, Some(day)),
        None => (stem, None),
    }
}

/// `第十条之一 …` into number and text. A line that only mentions an article has
/// no blank behind the number.
fn split_article(line: &str) -> Option<(&str, &str)> {
    let (number, text) = line.split_once([' ', '　'])?;
    let rest = number.strip_prefix('第')?;
    let (digits, suffix) = rest.split_once('条')?;
    let numeral = |text: &str| !text.is_empty() && text.chars().all(|s| NUMERALS.contains(s));
    let suffixed = suffix.is_empty() || suffix.strip_prefix('之').is_some_and(numeral);
    (numeral(digits) && suffixed).then_some((number, trim(text)))
}

const NUMERALS: &str = "零〇一二三四五六七八九十百千";

/// Trims white space and the invisible blanks that copied texts carry.
fn trim(text: &str) -> &str {
    text.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}'))
}
