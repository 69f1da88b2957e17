//! Official papers as .docx: minutes, letters, opinions, work orders.
//!
//! A room says what stands on the paper ([`Paper`]); how an official paper looks is said here
//! once, after GB/T 9704-2012 (党政机关公文格式): A4, 37/35/28/26 mm margins, a title of 22 pt,
//! text of 16 pt with 28 pt lines and two characters of indent. Papers are Chinese whatever
//! language the page has. What takes legal effect elsewhere says so in a [`Block::Note`]; no
//! paper of ours pretends to be one of the national system.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, LineSpacing, LineSpacingType, PageMargin, Paragraph, Run,
    RunFonts, SpecialIndentType, Table, TableCell, TableRow, WidthType,
};

use crate::error::{Error, internal};

/// The content type of a .docx.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const TITLE: &str = "宋体";
const HEADING: &str = "黑体";
const TEXT: &str = "仿宋";
/// Half points: 22, 16 and 14 pt.
const TITLE_SIZE: usize = 44;
const TEXT_SIZE: usize = 32;
const CELL_SIZE: usize = 28;
/// Twentieths of a point.
const LINE: i32 = 560;
const CELL_LINE: i32 = 400;
const INDENT: i32 = 640;
/// Twentieths of a point: the text is 156 mm wide.
const WIDTH: usize = 8_844;

/// One paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its title, centred: 支部党员大会会议记录.
    pub title: String,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: 一、会议议程.
    Heading(String),
    /// A paragraph; its lines stay lines.
    Text(String),
    /// A line whose first words are set off: 时间：2026年12月1日.
    Field(String, String),
    /// A table: column names, then rows of as many cells.
    Table {
        /// The names of the columns; none for a table of label and value.
        head: Vec<String>,
        /// Its rows.
        rows: Vec<Vec<String>>,
    },
    /// Lines at the right below: who signs, and the date.
    Signature(Vec<String>),
    /// A remark in smaller type: where the thing takes legal effect.
    Note(String),
    /// What follows begins a page.
    PageBreak,
}

impl Paper {
    /// A paper with a title and nothing else yet.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            blocks: Vec::new(),
        }
    }

    /// The paper with a further part.
    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The paper with a line of label and value, left out when the value is empty.
    #[must_use]
    pub fn field(self, label: &str, value: &str) -> Self {
        if value.is_empty() {
            return self;
        }
        self.with(Block::Field(label.to_owned(), value.to_owned()))
    }

    /// The .docx.
    ///
    /// # Errors
    /// When the archive cannot be written, which is a fault of ours.
    pub fn docx(&self) -> Result<Vec<u8>, Error> {
        let margin = PageMargin {
            top: 2_098,
            bottom: 1_984,
            left: 1_588,
            right: 1_474,
            header: 851,
            footer: 992,
            gutter: 0,
        };
        let mut docx = Docx::new()
            .page_size(11_906, 16_838)
            .page_margin(margin)
            .default_fonts(fonts(TEXT))
            .default_size(TEXT_SIZE);
        docx = docx.add_paragraph(
            line(&self.title, TITLE, TITLE_SIZE)
                .align(AlignmentType::Center)
                .line_spacing(spacing(LINE).after(400)),
        );
        for block in &self.blocks {
            docx = add(docx, block);
        }
        let mut bytes = Cursor::new(Vec::new());
        docx.build()
            .pack(&mut bytes)
            .map_err(|fault| internal(format!("a .docx could not be packed: {fault}")))?;
        Ok(bytes.into_inner())
    }
}

fn add(docx: Docx, block: &Block) -> Docx {
    match block {
        Block::Heading(words) => docx.add_paragraph(
            line(words, HEADING, TEXT_SIZE)
                .keep_next(true)
                .line_spacing(spacing(LINE))
                .indent(None, Some(SpecialIndentType::FirstLine(INDENT)), None, None),
        ),
        Block::Text(words) => words.lines().fold(docx, |docx, words| {
            docx.add_paragraph(body(Paragraph::new().add_run(run(words, TEXT, TEXT_SIZE))))
        }),
        Block::Field(label, value) => docx.add_paragraph(body(
            Paragraph::new()
                .add_run(run(&format!("{label}："), HEADING, TEXT_SIZE))
                .add_run(run(value, TEXT, TEXT_SIZE)),
        )),
        Block::Table { head, rows } => docx
            .add_table(table(head, rows))
            .add_paragraph(Paragraph::new().line_spacing(spacing(200))),
        Block::Signature(lines) => lines.iter().enumerate().fold(docx, |docx, (n, words)| {
            let before = if n == 0 { 560 } else { 0 };
            docx.add_paragraph(
                line(words, TEXT, TEXT_SIZE)
                    .align(AlignmentType::Right)
                    .line_spacing(spacing(LINE).before(before)),
            )
        }),
        Block::Note(words) => docx.add_paragraph(
            line(words, TEXT, CELL_SIZE).line_spacing(spacing(CELL_LINE).before(280)),
        ),
        Block::PageBreak => {
            docx.add_paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::Page)))
        }
    }
}

fn body(paragraph: Paragraph) -> Paragraph {
    paragraph
        .align(AlignmentType::Both)
        .line_spacing(spacing(LINE))
        .indent(None, Some(SpecialIndentType::FirstLine(INDENT)), None, None)
}

fn table(head: &[String], rows: &[Vec<String>]) -> Table {
    let columns = head
        .len()
        .max(rows.iter().map(Vec::len).max().unwrap_or(1))
        .max(1);
    let widths = vec![WIDTH / columns; columns];
    let cells = |words: &[String], font: &str| {
        let cells =
            (0..columns).map(|n| cell(words.get(n).map_or("", String::as_str), font, widths[n]));
        TableRow::new(cells.collect()).cant_split()
    };
    let mut lines = Vec::with_capacity(rows.len() + 1);
    if !head.is_empty() {
        lines.push(cells(head, HEADING));
    }
    lines.extend(rows.iter().map(|row| cells(row, TEXT)));
    Table::new(lines)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
}

fn cell(words: &str, font: &str, width: usize) -> TableCell {
    let lines = words
        .split('\n')
        .map(|words| line(words, font, CELL_SIZE).line_spacing(spacing(CELL_LINE)));
    lines
        .fold(TableCell::new(), TableCell::add_paragraph)
        .width(width, WidthType::Dxa)
}

fn line(words: &str, font: &str, size: usize) -> Paragraph {
    Paragraph::new().add_run(run(words, font, size))
}

fn run(words: &str, font: &str, size: usize) -> Run {
    // XML has no place for control characters, and a word processor refuses the file for one.
    let words: String = words
        .chars()
        .filter(|c| !c.is_control() || *c == '\t')
        .collect();
    Run::new().add_text(words).fonts(fonts(font)).size(size)
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name)
}

fn spacing(line: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(line)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut text = String::new();
        archive
            .by_name("word/document.xml")
            .expect("a document")
            .read_to_string(&mut text)
            .expect("text");
        text
    }

    #[test]
    fn a_paper_holds_what_was_put_on_it_and_markup_stays_words() {
        let bytes = Paper::new("支部党员大会会议记录")
            .field("地点", "村委会 <二楼> & 院子")
            .field("链接", "")
            .with(Block::Table {
                head: vec!["姓名".into(), "到会".into()],
                rows: vec![
                    vec!["王建国".into(), "到会".into()],
                    vec!["李\n秀英".into()],
                ],
            })
            .with(Block::Signature(vec!["记录人：".into()]))
            .docx()
            .expect("a .docx");
        let text = text_of(&bytes);
        for words in [
            "支部党员大会会议记录",
            "地点：",
            "村委会 &lt;二楼&gt; &amp; 院子",
            "王建国",
            "秀英",
            "记录人：",
        ] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        assert!(!text.contains("链接"), "an empty field is left out");
    }

    #[test]
    fn what_word_cannot_hold_is_left_out() {
        let bytes = Paper::new("a\u{0}b\u{b}c").docx().expect("a .docx");
        assert!(!text_of(&bytes).contains(['\u{0}', '\u{b}']));
    }
}
