//! Link targets, footnotes and endnotes: what stands outside the body.

use std::collections::HashMap;

use super::super::fault::ConvertFault;
use super::super::markdown::MAX_MARKDOWN;
use super::MAX_KNOWN;
use super::xml::{Node, walk};

pub(super) const LINKS: &str = "word/_rels/document.xml.rels";
pub(super) const FOOTNOTES: &str = "word/footnotes.xml";
pub(super) const ENDNOTES: &str = "word/endnotes.xml";

/// Outside targets by relationship id.
pub(super) type Links = HashMap<String, String>;
/// Texts of notes by part and id.
pub(super) type Notes = HashMap<(&'static str, String), String>;

/// Reads the relationships: only web and mail addresses become links.
pub(super) fn read_links(xml: &str) -> Result<Links, ConvertFault> {
    let mut links = Links::default();
    walk(LINKS, xml, |node| {
        if let Node::Open(element) = node
            && element.name() == "Relationship"
            && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
            && is_web_address(&target)
            && links.len() < MAX_KNOWN
        {
            links.insert(id, target);
        }
        Ok(())
    })?;
    Ok(links)
}

fn is_web_address(target: &str) -> bool {
    let known = ["http://", "https://", "mailto:"];
    known.iter().any(|start| target.starts_with(start))
        && !target.contains(|sign: char| sign.is_control() || sign.is_whitespace())
}

/// Reads `footnotes.xml` or `endnotes.xml` as plain text.
pub(super) fn read_notes(
    part: &'static str,
    xml: &str,
    notes: &mut Notes,
) -> Result<(), ConvertFault> {
    let mut open: Option<(String, String)> = None;
    let mut in_text = false;
    let mut length = 0usize;
    walk(part, xml, |node| {
        match node {
            Node::Open(element) => match element.name() {
                // Separators are notes with a type.
                "footnote" | "endnote" if element.attribute("type").is_none() => {
                    open = element.attribute("id").map(|id| (id, String::new()));
                }
                "t" => in_text = true,
                "p" | "tab" | "br" => {
                    if let Some((_, text)) = &mut open {
                        text.push(' ');
                    }
                }
                _ => {}
            },
            Node::Text(piece) if in_text => {
                length += piece.len();
                if length > MAX_MARKDOWN {
                    let limit_mib = MAX_MARKDOWN / (1024 * 1024);
                    return Err(ConvertFault::TextTooLong { limit_mib });
                }
                if let Some((_, text)) = &mut open {
                    text.push_str(&piece);
                }
            }
            Node::Text(_) => {}
            Node::Close(name) => match name.as_str() {
                "t" => in_text = false,
                "footnote" | "endnote" => {
                    if let Some((id, text)) = open.take()
                        && notes.len() < MAX_KNOWN
                    {
                        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                        notes.insert((part, id), text);
                    }
                }
                _ => {}
            },
        }
        Ok(())
    })
}
