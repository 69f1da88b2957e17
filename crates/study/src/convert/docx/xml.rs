//! A walk over one XML part that refuses what no Word writes: document types,
//! entities, endless nesting, tags that do not close.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::fault::ConvertFault;
use super::MAX_DEPTH;

/// What a walk meets.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// An element of this local name ends.
    Close(String),
    /// Text between tags, entities resolved.
    Text(Cow<'a, str>),
}

/// An element's start.
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// The name without its prefix: `p` for `w:p`.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The attribute of this local name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let attributes = self.start.attributes().flatten();
        let mut found = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
        let value = found
            .next()?
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()?;
        Some(value.into_owned())
    }

    /// The attribute `val`, which carries most of what Word says.
    pub fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether a switch such as `<w:b/>` is on.
    pub fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Walks `xml`, the text of `part`, and hands every node to `visit`.
pub(super) fn walk(
    part: &'static str,
    xml: &str,
    mut visit: impl FnMut(Node<'_>) -> Result<(), ConvertFault>,
) -> Result<(), ConvertFault> {
    let damaged = || ConvertFault::Damaged {
        part: Cow::Borrowed(part),
    };
    let entity = || ConvertFault::EntityRefused {
        part: Cow::Borrowed(part),
    };
    let mut reader = Reader::from_str(xml.strip_prefix('\u{feff}').unwrap_or(xml));
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(ConvertFault::TooDeep {
                        part: Cow::Borrowed(part),
                    });
                }
                visit(Node::Open(Element { start }))?;
            }
            Event::End(end) => {
                depth = depth.checked_sub(1).ok_or_else(damaged)?;
                visit(Node::Close(end.local_name().into_inner().to_owned()))?;
            }
            Event::Text(text) => visit(Node::Text(text.xml10_content()))?,
            Event::CData(text) => visit(Node::Text(text.xml10_content()))?,
            Event::GeneralRef(name) => {
                let sign = match name.resolve_char_ref().map_err(|_| damaged())? {
                    Some(sign) => sign,
                    None => predefined(&name).ok_or_else(entity)?,
                };
                visit(Node::Text(Cow::Owned(sign.to_string())))?;
            }
            Event::DocType(_) => return Err(entity()),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(damaged()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
        }
    }
}

/// The five entities of XML itself.
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
