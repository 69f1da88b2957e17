//! GAOKAO-Bench: real examination questions, whose options stand inside the text.
//!
//! The file is `{"keywords": …, "example": [{"year", "category", "question",
//! "answer", "analysis", "index", "score"}]}` (OpenLMLab/GAOKAO-Bench,
//! Apache-2.0). It was read out of PDF pages, so its texts carry the page's line
//! ends, blanks before punctuation, and the number the question had on its paper.
//!
//! # The splitter
//!
//! 1. The leading number and score go: `1．（ 4分）`, `12.` become the source
//!    line, with year, paper and subject.
//! 2. The options begin at the **last** `A` with a separator (`．` `.` `、` `：`
//!    `:`) from which `B`, `C`, `D` … follow in order; an "A．" inside the text
//!    is therefore left alone. What stands before is the question, what stands
//!    between two letters is an option.
//! 3. A line end inside a word goes: one after a line as full as the page (29 to
//!    44 characters wide, no blank at its end, no sentence end). All others are
//!    real and stay: statements ①②③④, rows of tables.
//! 4. Single blanks beside full-width punctuation and quotation marks go; the empty
//!    brackets for the answer become `（　　）`.
//! 5. Options that were pictures are empty in the source. Such a question gets
//!    `图A` … as options and the tag [`MISSING_PICTURES`], so that an author can
//!    put the pictures in or leave it out; nobody should sit it as it is.
//!
//! *Unchanged* means: after conversion, a question that goes out through the
//! workbook or GIFT and comes back has the same canonical form (see
//! [`super::question`]): every visible sign, line and blank inside lines.

use serde::Deserialize;

use super::question::{Answer, Difficulty, QuestionDraft, QuestionKind, fold_text, option_letter};

/// The tag of questions whose options were pictures that the source lost.
pub const MISSING_PICTURES: &str = "缺图";

/// Why a file or one of its questions was not converted.
#[derive(Debug, thiserror::Error)]
pub enum GaokaoFault {
    /// The file is not GAOKAO-Bench JSON.
    #[error("not a GAOKAO-Bench file: {0}")]
    Malformed(#[from] serde_json::Error),
    /// No chain of options A, B, C … was found.
    #[error("question {index}: no options found in its text")]
    NoOptions {
        /// The question's index in the file.
        index: u32,
    },
    /// The key is no letter among the options.
    #[error("question {index}: the key {key:?} is not among the options")]
    KeyUnknown {
        /// The question's index in the file.
        index: u32,
        /// The key as written.
        key: String,
    },
}

#[derive(Deserialize)]
struct File {
    keywords: String,
    example: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    year: String,
    category: String,
    question: String,
    answer: Vec<String>,
    analysis: String,
    index: u32,
}

/// What a file held.
#[derive(Debug, Default)]
pub struct GaokaoImport {
    /// The converted questions in the order of the file, in canonical form.
    pub drafts: Vec<QuestionDraft>,
    /// Questions that could not be converted.
    pub faults: Vec<GaokaoFault>,
}

/// Converts a whole file.
///
/// # Errors
/// [`GaokaoFault::Malformed`] when it is not such a file; single questions that
/// cannot be converted are listed in the result instead.
pub fn read(json: &[u8]) -> Result<GaokaoImport, GaokaoFault> {
    let file: File = serde_json::from_slice(json)?;
    let subject = subject(&file.keywords);
    let mut import = GaokaoImport::default();
    for entry in &file.example {
        match convert(entry, subject) {
            Ok(draft) => import.drafts.push(draft),
            Err(fault) => import.faults.push(fault),
        }
    }
    Ok(import)
}

/// The subject in Chinese from the file's keyword.
fn subject(keywords: &str) -> &'static str {
    match keywords {
        words if words.contains("Political") => "政治",
        words if words.contains("History") => "历史",
        _ => "综合",
    }
}

fn convert(entry: &Entry, subject: &str) -> Result<QuestionDraft, GaokaoFault> {
    let (number, body) = cut_number(entry.question.trim());
    let (text, mut options) =
        split_options(body).ok_or(GaokaoFault::NoOptions { index: entry.index })?;
    let mut tags = vec!["高考".to_owned(), subject.to_owned()];
    if options.iter().all(String::is_empty) {
        tags.push(MISSING_PICTURES.to_owned());
        options = letters(options.len())
            .map(|letter| format!("图{letter}"))
            .collect();
    }
    let choices = key(entry, options.len())?;
    let kind = if choices.len() > 1 {
        QuestionKind::Multiple
    } else {
        QuestionKind::Single
    };
    let paper = entry.category.trim_matches(['（', '）']);
    let mut source = format!("{}年高考{subject}（{paper}）", entry.year);
    if let Some(number) = number {
        source.push_str(&format!("第{number}题"));
    }
    Ok(QuestionDraft {
        kind,
        text,
        options,
        answer: Answer::Choices(choices),
        explanation: tidy(&entry.analysis),
        source,
        tags,
        difficulty: Difficulty::default(),
    }
    .canonical())
}

/// The key's letters as indices.
fn key(entry: &Entry, options: usize) -> Result<Vec<u8>, GaokaoFault> {
    let unknown = |key: &str| GaokaoFault::KeyUnknown {
        index: entry.index,
        key: key.to_owned(),
    };
    let mut choices = Vec::with_capacity(entry.answer.len());
    for letter in &entry.answer {
        let found = (0..=u8::MAX)
            .zip(letters(options))
            .find(|(_, l)| letter.trim() == l.to_string());
        choices.push(
            found
                .map(|(index, _)| index)
                .ok_or_else(|| unknown(letter))?,
        );
    }
    if choices.is_empty() {
        Err(unknown(""))
    } else {
        Ok(choices)
    }
}

/// The letters A, B, … of so many options, up to Z.
fn letters(count: usize) -> impl Iterator<Item = char> {
    (0..26).map(option_letter).take(count)
}

/// Cuts `12．（ 4分）` off the start: the number on the paper, and the rest.
fn cut_number(text: &str) -> (Option<&str>, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let Some(rest) = rest
        .strip_prefix(['．', '.', '、'])
        .filter(|_| digits > 0 && digits < 3)
    else {
        return (None, text);
    };
    (Some(number), cut_score(rest.trim_start()))
}

/// Cuts `（ 4分）`.
fn cut_score(text: &str) -> &str {
    let Some((score, rest)) = text
        .strip_prefix(['（', '('])
        .and_then(|text| text.split_once(['）', ')']))
    else {
        return text;
    };
    match score.trim().strip_suffix('分') {
        Some(marks) if marks.trim().bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => text,
    }
}

/// The question and its options, both tidied; `None` without at least A and B.
fn split_options(body: &str) -> Option<(String, Vec<String>)> {
    let marks = option_marks(body);
    let first = marks.iter().rposition(|mark| mark.letter == 'A')?;
    let mut chain: Vec<&OptionMark> = Vec::new();
    for mark in marks.get(first..)? {
        let wanted = option_letter(u8::try_from(chain.len()).ok()?);
        if mark.letter == wanted {
            chain.push(mark);
        }
    }
    if chain.len() < 2 {
        return None;
    }
    let ends = chain
        .iter()
        .skip(1)
        .map(|mark| mark.start)
        .chain([body.len()]);
    let options = chain.iter().zip(ends);
    let options = options.map(|(mark, end)| option_text(body.get(mark.end..end).unwrap_or("")));
    Some((tidy(body.get(..chain.first()?.start)?), options.collect()))
}

/// A letter with a separator: where it starts and where its option's text does.
struct OptionMark {
    letter: char,
    start: usize,
    end: usize,
}

fn option_marks(body: &str) -> Vec<OptionMark> {
    let mut marks = Vec::new();
    for (start, letter) in body
        .char_indices()
        .filter(|(_, sign)| matches!(sign, 'A'..='H'))
    {
        let after = body.get(start + 1..).unwrap_or("");
        let trimmed = after.trim_start();
        if let Some(rest) = trimmed.strip_prefix(['．', '.', '、', '：', ':']) {
            marks.push(OptionMark {
                letter,
                start,
                end: body.len() - rest.len(),
            });
        }
    }
    marks
}

/// An option is one line: every line end in it is the page's.
fn option_text(text: &str) -> String {
    tidy(&text.lines().map(str::trim).collect::<String>())
}

/// Joins lines that the page broke and drops blanks beside punctuation.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut joined = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        joined.push_str(line);
        if lines.peek().is_some_and(|next| !broken_by_page(line, next)) {
            joined.push('\n');
        }
    }
    let lines: Vec<String> = joined
        .lines()
        .map(|line| drop_blanks(line.trim()))
        .collect();
    fold_text(&lines.join("\n"))
}

/// Whether the page, not the author, ended `line`: rule 3 of the module's head.
fn broken_by_page(line: &str, next: &str) -> bool {
    let next = next.trim_start();
    if next.starts_with(['）', '，', '。', '；', '、', '．', '”', '》']) {
        return true;
    }
    let halves: usize = line
        .chars()
        .map(|sign| if sign.is_ascii() { 1 } else { 2 })
        .sum();
    (58..=88).contains(&halves)
        && !line.ends_with(|sign: char| sign.is_whitespace() || "。！？；：".contains(sign))
        && !next.starts_with(|sign: char| ('①'..='⑳').contains(&sign))
}

/// Rule 4 of the module's head, within a line. Several blanks in a row are a
/// column of a table and stay.
fn drop_blanks(line: &str) -> String {
    let signs: Vec<char> = line.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| signs.get(index)).copied();
    let mut kept = String::with_capacity(line.len());
    for (index, &sign) in signs.iter().enumerate() {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let alone = sign == ' ' && before != Some(' ') && after != Some(' ');
        let beside = [before, after]
            .into_iter()
            .flatten()
            .any(is_wide_punctuation);
        if !(alone && beside) {
            kept.push(sign);
        }
    }
    empty_brackets(&kept)
}

fn is_wide_punctuation(sign: char) -> bool {
    "，。；：、！？（）“”‘’《》．…".contains(sign)
}

/// The empty brackets for the answer are written in one way.
fn empty_brackets(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('（') {
        written.push_str(before);
        written.push('（');
        rest = match after.trim_start().strip_prefix('）') {
            Some(behind) => {
                written.push_str("　　）");
                behind
            }
            None => after,
        };
    }
    written.push_str(rest);
    written
}
