//! What paragraph styles mean: heading levels, the title, the table of contents,
//! and numbering that a style carries.

use std::collections::HashMap;

use super::super::fault::ConvertFault;
use super::MAX_KNOWN;
use super::xml::{Node, walk};

pub(super) const PART: &str = "word/styles.xml";

/// Styles by their id.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// What one style means for the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub role: Role,
    /// The numbering it carries: list id and level.
    pub list: Option<(String, usize)>,
    based_on: Option<String>,
}

/// What paragraphs of a style are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Body text.
    #[default]
    Text,
    /// A heading of this level, from 1.
    Heading(usize),
    /// The document's title.
    Title,
    /// A line of the table of contents.
    Contents,
}

impl Styles {
    /// The style of this id with what it inherits; body text when unknown.
    pub fn get(&self, id: &str) -> Style {
        let mut style = self.0.get(id).cloned().unwrap_or_default();
        let mut parent = style.based_on.clone();
        // Chains are short; a circle must not hold us.
        for _ in 0..10 {
            let Some(base) = parent.and_then(|id| self.0.get(&id)) else {
                break;
            };
            if style.role == Role::Text {
                style.role = base.role;
            }
            if style.list.is_none() {
                style.list.clone_from(&base.list);
            }
            parent = base.based_on.clone();
        }
        style
    }
}

/// Reads `word/styles.xml`.
pub(super) fn read(xml: &str) -> Result<Styles, ConvertFault> {
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    let (mut list, mut level) = (None, 0usize);
    walk(PART, xml, |node| {
        match node {
            Node::Open(element) if element.name() == "style" => {
                let paragraph = element
                    .attribute("type")
                    .is_none_or(|kind| kind == "paragraph");
                open = paragraph.then(|| {
                    (
                        element.attribute("styleId").unwrap_or_default(),
                        Style::default(),
                    )
                });
                (list, level) = (None, 0);
            }
            Node::Open(element) => {
                let Some((_, style)) = &mut open else {
                    return Ok(());
                };
                match element.name() {
                    "name" => style.role = role(&element.val().unwrap_or_default()),
                    "basedOn" => style.based_on = element.val(),
                    "outlineLvl" if style.role == Role::Text => {
                        style.role = outline_role(element.val());
                    }
                    "numId" => list = element.val(),
                    "ilvl" => level = parse_level(element.val()),
                    _ => {}
                }
            }
            Node::Close(name) if name == "style" => {
                if let Some((id, mut style)) = open.take()
                    && styles.0.len() < MAX_KNOWN
                {
                    style.list = list.take().map(|list| (list, level));
                    styles.0.insert(id, style);
                }
            }
            Node::Close(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// Word keeps the English names of its own styles in every language; WPS writes
/// Chinese ones.
fn role(name: &str) -> Role {
    let name = name.to_lowercase();
    let numbered = |start: &str| {
        let digits = name.strip_prefix(start)?.trim();
        digits
            .parse::<usize>()
            .ok()
            .filter(|level| (1..=9).contains(level))
    };
    if let Some(level) = numbered("heading").or_else(|| numbered("标题")) {
        return Role::Heading(level);
    }
    match name.as_str() {
        "title" | "标题" => Role::Title,
        _ if numbered("toc").is_some() || name == "toc heading" => Role::Contents,
        _ => Role::Text,
    }
}

/// Outline level 0 is heading 1; 9 is body text.
pub(super) fn outline_role(val: Option<String>) -> Role {
    match val.and_then(|val| val.parse::<usize>().ok()) {
        Some(level) if level < 9 => Role::Heading(level + 1),
        _ => Role::Text,
    }
}

/// A list level, 0 to 8.
pub(super) fn parse_level(val: Option<String>) -> usize {
    val.and_then(|val| val.parse::<usize>().ok())
        .unwrap_or(0)
        .min(8)
}
