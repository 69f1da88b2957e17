//! Runs of text with their looks, written as Markdown.

use super::super::escape::{escape, escape_line_start};

/// A piece of a paragraph with one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub link: Option<String>,
    /// Already Markdown, such as a footnote mark.
    pub raw: bool,
}

/// Where spans are written to decides how a line break is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph: a backslash and a new line.
    Paragraph,
    /// A heading has one line, and is bold anyway.
    Heading,
    /// A table cell: the only HTML this writer makes.
    Cell,
}

/// A line break inside a span's text.
pub(super) const BREAK: char = '\u{2028}';

/// The spans as Markdown, trimmed.
pub(super) fn write(spans: &[Span], place: Place) -> String {
    let mut markdown = String::new();
    for span in merged(spans) {
        write_span(&span, place, &mut markdown);
    }
    let (line_break, line_start) = match place {
        Place::Paragraph => ("\\\n", true),
        Place::Heading => (" ", false),
        Place::Cell => ("<br>", false),
    };
    let lines = markdown
        .trim_matches(|s: char| s.is_whitespace() || s == BREAK)
        .split(BREAK);
    let lines = lines.map(|line| match line_start {
        true => escape_line_start(line.trim()),
        false => line.trim().to_owned(),
    });
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(line_break)
}

/// The text alone.
pub(super) fn plain(spans: &[Span]) -> String {
    let text: String = spans
        .iter()
        .filter(|span| !span.raw)
        .map(|span| &*span.text)
        .collect();
    text.replace(BREAK, " ").trim().to_owned()
}

/// Word cuts runs where a spelling check stood; equal neighbours are one.
fn merged(spans: &[Span]) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.iter().filter(|span| !span.text.is_empty()) {
        match merged.last_mut() {
            Some(last)
                if (last.bold, last.italic, &last.link, last.raw)
                    == (span.bold, span.italic, &span.link, span.raw) =>
            {
                last.text.push_str(&span.text);
            }
            _ => merged.push(span.clone()),
        }
    }
    merged
}

fn write_span(span: &Span, place: Place, markdown: &mut String) {
    if span.raw {
        markdown.push_str(&span.text);
        return;
    }
    let marks = match (span.bold && place != Place::Heading, span.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let link = span
        .link
        .as_deref()
        .filter(|_| !span.text.trim().is_empty());
    if link.is_some() {
        markdown.push('[');
    }
    // Marks must touch text, and cannot run over a line's end.
    for (index, line) in span.text.split(BREAK).enumerate() {
        if index > 0 {
            markdown.push(BREAK);
        }
        let inner = line.trim();
        let blank_before = line.len() - line.trim_start().len();
        let (before, rest) = line.split_at(blank_before);
        let after = rest.get(inner.len()..).unwrap_or("");
        markdown.push_str(before);
        if !inner.is_empty() {
            markdown.push_str(marks);
            markdown.push_str(&escape(inner));
            markdown.push_str(marks);
        }
        markdown.push_str(after);
    }
    if let Some(target) = link {
        markdown.push_str("](<");
        markdown.push_str(
            &target
                .replace('<', "%3C")
                .replace('>', "%3E")
                .replace('\\', "%5C"),
        );
        markdown.push_str(">)");
    }
}
