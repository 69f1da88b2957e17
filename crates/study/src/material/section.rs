//! One section of a text: from a heading to the next of its level or above.
//!
//! A unit that names an anchor shows this part only: ten minutes on a phone, not a whole law.

use std::ops::Range;

use crate::convert::clean::Heading;

/// A part of clean HTML with its own outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its HTML.
    pub html: String,
    /// Its headings, its own first.
    pub outline: Vec<Heading>,
    /// Its share of the whole, in hundredths of the characters.
    pub share: usize,
}

/// The section under an anchor. None when there is no such heading, or when it stands inside
/// another element, where a cut would break the HTML: then the whole text is shown.
#[must_use]
pub fn of(html: &str, outline: &[Heading], anchor: &str) -> Option<Section> {
    let first = outline
        .iter()
        .position(|heading| heading.anchor == anchor)?;
    let level = outline.get(first)?.level;
    let rest = outline.get(first + 1..).unwrap_or_default();
    let count = rest
        .iter()
        .take_while(|heading| heading.level > level)
        .count();
    let start = top_level(html, outline.get(first)?)?;
    let end = match rest.get(count) {
        Some(next) => top_level(html, next)?,
        None => html.len(),
    };
    let part = html.get(Range { start, end })?;
    Some(Section {
        html: part.to_owned(),
        outline: outline.get(first..=first + count)?.to_vec(),
        share: part.len() * 100 / html.len().max(1),
    })
}

/// Where a heading begins, if it stands at the top level.
fn top_level(html: &str, heading: &Heading) -> Option<usize> {
    let mark = format!("<h{} id=\"{}\">", heading.level, heading.anchor);
    let at = html.find(&mark)?;
    (open_elements(html.get(..at)?) == 0).then_some(at)
}

/// Elements that are open at the end of well-formed HTML.
fn open_elements(html: &str) -> usize {
    let mut open = 0_usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let name: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
            .collect();
        match name.as_str() {
            "br" | "hr" | "img" | "br/" | "hr/" | "img/" => {}
            closing if closing.starts_with('/') => open = open.saturating_sub(1),
            _ => open += 1,
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::markdown::render;

    #[test]
    fn a_section_ends_at_the_next_of_its_level() {
        let text = "## 一\n\n甲<br>乙\n\n### 一之一\n\n丙\n\n## 二\n\n丁\n";
        let reading = render(text).unwrap();
        let one = of(&reading.html, &reading.outline, "s-一").unwrap();
        assert!(one.html.contains('甲') && one.html.contains('丙') && !one.html.contains('丁'));
        assert_eq!(one.outline.len(), 2);
        let two = of(&reading.html, &reading.outline, "s-二").unwrap();
        assert!(two.html.contains('丁') && !two.html.contains('丙'));
        assert!(of(&reading.html, &reading.outline, "s-三").is_none());
    }

    #[test]
    fn a_heading_inside_a_quotation_is_not_cut_out() {
        let reading = render("> ## 引文\n>\n> 甲\n\n## 正文\n\n乙\n").unwrap();
        assert!(of(&reading.html, &reading.outline, "s-引文").is_none());
        assert!(of(&reading.html, &reading.outline, "s-正文").is_some());
    }
}
