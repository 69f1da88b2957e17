//! The body of a Word document, one element at a time.

use std::collections::HashMap;

use super::super::escape::escape;
use super::super::fault::ConvertFault;
use super::super::markdown::MAX_MARKDOWN;
use super::notes::{ENDNOTES, FOOTNOTES, Links, Notes};
use super::numbering::{Mark, Numbering};
use super::spans::{self, BREAK, Place, Span};
use super::styles::{Role, Styles, outline_role, parse_level};
use super::xml::{Element, Node, walk};
use super::{DocxDraft, DocxNote};

pub(super) const PART: &str = "word/document.xml";

/// Elements that are passed over with all they hold: deletions, alternatives
/// for old programs, earlier looks, fields' instructions.
const PASSED_OVER: [&str; 12] = [
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "sectPr",
    "sdtPr",
    "rubyPr",
    "rt",
];

/// Reads `word/document.xml`.
pub(super) fn read(
    xml: &str,
    styles: &Styles,
    numbering: Numbering,
    links: &Links,
    notes: &Notes,
) -> Result<DocxDraft, ConvertFault> {
    let mut body = Body {
        styles,
        numbering,
        links,
        notes,
        budget: MAX_MARKDOWN,
        markdown: String::new(),
        title: None,
        paragraph: Paragraph::default(),
        run: Span::default(),
        in_run: false,
        in_text: false,
        skip: 0,
        list_level: None,
        tables: Vec::new(),
        cited: HashMap::new(),
        pictures: 0,
        text_boxes: 0,
        formulas: 0,
    };
    walk(PART, xml, |node| match node {
        Node::Open(element) => body.open(&element),
        Node::Close(name) => body.close(&name),
        Node::Text(text) => body.text(&text),
    })?;
    Ok(body.finish())
}

#[derive(Default)]
struct Paragraph {
    role: Option<Role>,
    outline: Option<Role>,
    list: Option<String>,
    level: Option<usize>,
    style: String,
    spans: Vec<Span>,
}

impl Paragraph {
    fn push(&mut self, span: Span) {
        if !span.text.is_empty() {
            self.spans.push(span);
        }
    }
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    /// How many columns the open cell spans.
    span: usize,
}

struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    links: &'a Links,
    notes: &'a Notes,
    /// Bytes of text and structure that may still come.
    budget: usize,
    markdown: String,
    title: Option<String>,
    paragraph: Paragraph,
    run: Span,
    in_run: bool,
    in_text: bool,
    /// Depth inside an element that is passed over.
    skip: usize,
    /// The level of the list item written last, if a list is open.
    list_level: Option<usize>,
    tables: Vec<Table>,
    /// The numbers of notes, in the order of their first mention.
    cited: HashMap<(&'static str, String), usize>,
    pictures: u32,
    text_boxes: u32,
    formulas: u32,
}

impl Body<'_> {
    fn open(&mut self, element: &Element<'_>) -> Result<(), ConvertFault> {
        let name = element.name();
        if self.skip > 0 {
            self.skip += 1;
            self.text_boxes += u32::from(name == "txbxContent");
            return Ok(());
        }
        if PASSED_OVER.contains(&name) {
            self.skip = 1;
            return Ok(());
        }
        match name {
            "drawing" | "pict" | "object" => {
                self.pictures += 1;
                self.skip = 1;
                self.push_raw("〔图〕")?;
            }
            "oMath" => self.formulas += 1,
            "p" => self.paragraph = Paragraph::default(),
            "r" => {
                self.in_run = true;
                self.run = Span {
                    link: self.run.link.take(),
                    ..Span::default()
                };
            }
            "t" => self.in_text = true,
            "hyperlink" => {
                let target = element.attribute("id");
                self.run.link = target.and_then(|id| self.links.get(&id).cloned());
            }
            "footnoteReference" => self.cite(FOOTNOTES, element)?,
            "endnoteReference" => self.cite(ENDNOTES, element)?,
            "tbl" | "tr" | "tc" | "gridSpan" => self.open_table(element)?,
            _ if self.in_run => self.run_property(element),
            _ => self.paragraph_property(element),
        }
        Ok(())
    }

    fn run_property(&mut self, element: &Element<'_>) {
        match element.name() {
            "b" => self.run.bold = element.is_on(),
            "i" => self.run.italic = element.is_on(),
            "tab" => self.run.text.push(' '),
            "cr" => self.run.text.push(BREAK),
            "br" if element
                .attribute("type")
                .is_none_or(|kind| kind == "textWrapping") =>
            {
                self.run.text.push(BREAK);
            }
            "noBreakHyphen" => self.run.text.push('-'),
            _ => {}
        }
    }

    fn paragraph_property(&mut self, element: &Element<'_>) {
        let paragraph = &mut self.paragraph;
        match element.name() {
            "pStyle" => {
                paragraph.style = element.val().unwrap_or_default();
                paragraph.role = Some(self.styles.get(&paragraph.style).role);
            }
            "outlineLvl" => paragraph.outline = Some(outline_role(element.val())),
            "numId" => paragraph.list = element.val(),
            "ilvl" => paragraph.level = Some(parse_level(element.val())),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), ConvertFault> {
        if self.skip > 0 {
            self.skip -= 1;
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "r" => {
                let link = self.run.link.clone();
                self.paragraph.push(std::mem::take(&mut self.run));
                self.run.link = link;
                self.in_run = false;
            }
            "hyperlink" => self.run.link = None,
            "p" => self.end_paragraph()?,
            "tc" => self.end_cell()?,
            "tbl" => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ConvertFault> {
        if !self.in_text || self.skip > 0 {
            return Ok(());
        }
        self.spend(text.len())?;
        // Control characters have no place in a page; U+2028 is our own mark.
        let clean = text.chars().map(|sign| match sign {
            '\t' | '\n' | '\r' | BREAK => ' ',
            _ => sign,
        });
        let clean = clean.filter(|sign| !sign.is_control());
        if self.in_run {
            self.run.text.extend(clean);
        } else {
            // Formulas hold their text outside of runs of the main kind.
            let text = clean.collect();
            self.paragraph.push(Span {
                text,
                ..Span::default()
            });
        }
        Ok(())
    }

    /// Takes from what may still come: text, and a little for every paragraph,
    /// row and cell, so that a million empty ones end as well.
    fn spend(&mut self, bytes: usize) -> Result<(), ConvertFault> {
        let limit_mib = MAX_MARKDOWN / (1024 * 1024);
        let left = self.budget.checked_sub(bytes);
        self.budget = left.ok_or(ConvertFault::TextTooLong { limit_mib })?;
        Ok(())
    }

    fn push_raw(&mut self, text: &str) -> Result<(), ConvertFault> {
        self.spend(text.len())?;
        let before = std::mem::take(&mut self.run.text);
        self.paragraph.push(Span {
            text: before,
            ..self.run.clone()
        });
        self.paragraph.push(Span {
            text: text.to_owned(),
            raw: true,
            ..Span::default()
        });
        Ok(())
    }

    fn cite(&mut self, part: &'static str, element: &Element<'_>) -> Result<(), ConvertFault> {
        let key = element.attribute("id").map(|id| (part, id));
        let Some(key) = key.filter(|key| self.notes.contains_key(key)) else {
            return Ok(());
        };
        let next = self.cited.len() + 1;
        let number = *self.cited.entry(key).or_insert(next);
        self.push_raw(&format!("[^{number}]"))
    }

    fn end_paragraph(&mut self) -> Result<(), ConvertFault> {
        self.spend(4)?;
        let mut paragraph = std::mem::take(&mut self.paragraph);
        if let Some(Table { rows, .. }) = self.tables.last_mut() {
            let text = spans::write(&paragraph.spans, Place::Cell);
            if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut())
                && !text.is_empty()
            {
                if !cell.is_empty() {
                    cell.push_str("<br>");
                }
                cell.push_str(&text);
            }
            return Ok(());
        }
        let (mark, level) = self.mark(&paragraph).unzip();
        if paragraph
            .spans
            .iter()
            .all(|span| span.text.trim().is_empty())
        {
            return Ok(());
        }
        let role = match (paragraph.outline, paragraph.role) {
            (Some(Role::Heading(level)), _) => Role::Heading(level),
            (_, role) => role.unwrap_or_default(),
        };
        if let Some(Mark::Words(words)) = &mark {
            let words = Span {
                text: format!("{words} "),
                ..Span::default()
            };
            paragraph.spans.insert(0, words);
        }
        match role {
            Role::Contents => {}
            Role::Title => self.push_heading(1, &paragraph.spans),
            Role::Heading(level) => self.push_heading(level, &paragraph.spans),
            Role::Text => self.push_text(&paragraph, mark.as_ref(), level.unwrap_or(0)),
        }
        Ok(())
    }

    /// The mark of a numbered paragraph and its level; also counted for empty ones, as Word does.
    fn mark(&mut self, paragraph: &Paragraph) -> Option<(Mark, usize)> {
        let style = self.styles.get(&paragraph.style).list;
        let (list, level) = match (&paragraph.list, style) {
            (Some(list), _) => (list.clone(), paragraph.level.unwrap_or(0)),
            (None, Some((list, level))) => (list, paragraph.level.unwrap_or(level)),
            (None, None) => return None,
        };
        Some((self.numbering.next(&list, level)?, level))
    }

    fn push_heading(&mut self, level: usize, text: &[Span]) {
        if self.title.is_none() {
            self.title = Some(spans::plain(text)).filter(|title| !title.is_empty());
        }
        self.end_list();
        self.markdown.push_str(&"#".repeat(level.clamp(1, 6)));
        self.markdown.push(' ');
        self.markdown.push_str(&spans::write(text, Place::Heading));
        self.markdown.push_str("\n\n");
    }

    fn push_text(&mut self, paragraph: &Paragraph, mark: Option<&Mark>, level: usize) {
        let text = spans::write(&paragraph.spans, Place::Paragraph);
        let mark = match mark {
            Some(Mark::Bullet) => "-".to_owned(),
            Some(Mark::Number(number)) => format!("{number}."),
            Some(Mark::Words(_)) | None => {
                self.end_list();
                self.markdown.push_str(&text);
                self.markdown.push_str("\n\n");
                return;
            }
        };
        // A level can only be entered from the one above it, or Markdown would
        // take the indentation for code.
        let level = level.min(self.list_level.map_or(0, |level| level + 1));
        self.list_level = Some(level);
        let indent = "    ".repeat(level);
        let text = text.replace('\n', &format!("\n{indent}    "));
        self.markdown.push_str(&format!("{indent}{mark} {text}\n"));
    }

    fn end_list(&mut self) {
        if self.list_level.take().is_some() {
            self.markdown.push('\n');
        }
    }

    fn open_table(&mut self, element: &Element<'_>) -> Result<(), ConvertFault> {
        self.spend(4)?;
        match element.name() {
            "tbl" => self.tables.push(Table::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = 1;
                    if let Some(row) = table.rows.last_mut() {
                        row.push(String::new());
                    }
                }
            }
            _ => {
                let span = element
                    .val()
                    .and_then(|val| val.parse::<usize>().ok())
                    .unwrap_or(1);
                if let Some(table) = self.tables.last_mut() {
                    table.span = span.clamp(1, 50);
                }
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ConvertFault> {
        let span = self.tables.last().map_or(1, |table| table.span);
        self.spend(4 * span)?;
        if let Some(table) = self.tables.last_mut() {
            table.span = 1;
            if let Some(row) = table.rows.last_mut() {
                row.extend(std::iter::repeat_n(String::new(), span.saturating_sub(1)));
            }
        }
        Ok(())
    }

    /// A table within a cell becomes lines of that cell: Markdown has no other way.
    fn end_table(&mut self) -> Result<(), ConvertFault> {
        let Some(table) = self.tables.pop() else {
            return Ok(());
        };
        let outer = self
            .tables
            .last_mut()
            .and_then(|table| table.rows.last_mut());
        if let Some(cell) = outer.and_then(|row| row.last_mut()) {
            for row in &table.rows {
                if !cell.is_empty() {
                    cell.push_str("<br>");
                }
                cell.push_str(&row.join(" "));
            }
            return Ok(());
        }
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return Ok(());
        }
        // Every row is filled up to the widest: that too is paid for.
        self.spend(columns.saturating_mul(table.rows.len()).saturating_mul(3))?;
        self.end_list();
        for (index, row) in table.rows.iter().enumerate() {
            self.markdown.push('|');
            let missing = std::iter::repeat_n("", columns - row.len());
            for cell in row.iter().map(String::as_str).chain(missing) {
                self.markdown.push(' ');
                self.markdown.push_str(cell);
                self.markdown.push_str(" |");
            }
            self.markdown.push('\n');
            if index == 0 {
                self.markdown
                    .push_str(&format!("|{}\n", " --- |".repeat(columns)));
            }
        }
        self.markdown.push('\n');
        Ok(())
    }

    fn finish(mut self) -> DocxDraft {
        self.end_list();
        let mut cited: Vec<_> = self.cited.iter().collect();
        cited.sort_unstable_by_key(|(_, number)| **number);
        for (key, number) in cited {
            let text = self.notes.get(key).map_or("", String::as_str);
            self.markdown
                .push_str(&format!("[^{number}]: {}\n", escape(text)));
        }
        let counted = [
            DocxNote::Pictures {
                count: self.pictures,
            },
            DocxNote::TextBoxes {
                count: self.text_boxes,
            },
            DocxNote::Formulas {
                count: self.formulas,
            },
        ];
        let notes = counted
            .into_iter()
            .filter(|note| note.count() > 0)
            .collect();
        DocxDraft {
            markdown: self.markdown,
            title: self.title,
            notes,
        }
    }
}
