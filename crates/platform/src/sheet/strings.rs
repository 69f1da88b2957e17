//! The table of strings that cells share, and text as workbooks escape it.

use std::io::BufRead;

use quick_xml::events::Event;

use super::limits::Budget;
use super::parts::{XmlPart, push_entity};
use super::{Limits, SheetError};

/// Collects the text of `<si>` or `<is>`: all `<t>` in it except readings (`<rPh>`).
#[derive(Default)]
pub(super) struct TextCollector {
    text: String,
    in_text: bool,
    in_reading: bool,
}

impl TextCollector {
    /// Feeds an event from inside the element. `false` once the text is longer than
    /// `max_bytes`.
    pub(super) fn feed(&mut self, event: &Event<'_>, max_bytes: usize) -> Result<bool, SheetError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "rPh" => self.in_reading = true,
                "t" => self.in_text = !self.in_reading,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "rPh" => self.in_reading = false,
                "t" => self.in_text = false,
                _ => {}
            },
            Event::Text(text) if self.in_text => self.text.push_str(&text.xml10_content()),
            Event::CData(text) if self.in_text => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if self.in_text => push_entity(entity, &mut self.text)?,
            _ => {}
        }
        Ok(self.text.len() <= max_bytes)
    }

    /// The text, and the collector empty again.
    pub(super) fn take(&mut self) -> String {
        unescape(std::mem::take(&mut self.text))
    }
}

/// Reads `sharedStrings.xml`. The number of strings it claims is not believed.
pub(super) fn read_shared<R: BufRead>(
    part: &mut XmlPart<R>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Vec<Box<str>>, SheetError> {
    let max_bytes = limits.max_cell_chars.saturating_mul(4);
    let mut strings = Vec::new();
    let mut collector = TextCollector::default();
    let mut inside = false;
    loop {
        let event = part.next()?;
        match &event {
            Event::Eof => return Ok(strings),
            Event::Start(element) if element.local_name().as_ref() == "si" => inside = true,
            Event::End(element) if element.local_name().as_ref() == "si" => {
                inside = false;
                let text = collector.take();
                budget.spend(text.len())?;
                strings.push(text.into_boxed_str());
            }
            event if inside && !collector.feed(event, max_bytes)? => {
                return Err(SheetError::TooMuchText);
            }
            _ => {}
        }
    }
}

/// Undoes `_x000D_`, the way workbooks write characters that XML cannot hold.
pub(super) fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find("_x") {
        plain.push_str(&rest[..start]);
        match escaped_char(&rest[start..]) {
            Some(ch) => {
                plain.push(ch);
                rest = &rest[start + ESCAPE_LEN..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[start + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Length of `_xHHHH_`.
const ESCAPE_LEN: usize = 7;

fn escaped_char(text: &str) -> Option<char> {
    let digits = text.get(2..ESCAPE_LEN)?.strip_suffix('_')?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16)
        .ok()
        .and_then(char::from_u32)
}
