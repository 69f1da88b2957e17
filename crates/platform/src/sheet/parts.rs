//! The parts of a checked workbook as streams of XML events.

use std::io::{BufRead, BufReader};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::SheetError;
use super::guard::CheckedZip;

/// A stream of events that refuses document types and damaged markup.
pub(super) struct XmlPart<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
}

impl<R: BufRead> XmlPart<R> {
    fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(source);
        // `<c/>` and `<c></c>` mean the same and shall look the same.
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
        }
    }

    /// The next event; `Event::Eof` at the end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, SheetError> {
        self.buffer.clear();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::DocType(_)) => Err(SheetError::DocumentType),
            Ok(event) => Ok(event),
            Err(_) => Err(SheetError::damaged("a part is not well-formed")),
        }
    }
}

/// Opens the part at `path`; names of parts are compared without regard to case, as the packaging
/// standard says. `None` if there is none.
pub(super) fn open<'z>(
    zip: &'z mut CheckedZip<'_>,
    path: &str,
) -> Result<Option<XmlPart<impl BufRead + 'z>>, SheetError> {
    let wanted = path.trim_start_matches('/').as_bytes();
    let index = zip
        .file_names_raw()
        .position(|name| name_matches(name, wanted));
    match index {
        None => Ok(None),
        Some(index) => zip
            .by_index(index)
            .map(|entry| Some(XmlPart::new(BufReader::new(entry))))
            .map_err(|_| SheetError::damaged("a part cannot be opened")),
    }
}

/// Some writers put backslashes into names.
fn name_matches(name: &[u8], wanted: &[u8]) -> bool {
    name.len() == wanted.len()
        && name.iter().zip(wanted).all(|(left, right)| {
            left.eq_ignore_ascii_case(right) || (*left == b'\\' && *right == b'/')
        })
}

/// The value of an attribute by its local name, or `None`.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            let value = quick_xml::escape::unescape(&attribute.value).ok()?;
            Some(value.into_owned())
        })
}

/// The text an entity stands for. Only the five predefined ones and characters by number exist
/// without a document type.
pub(super) fn push_entity(entity: &BytesRef<'_>, text: &mut String) -> Result<(), SheetError> {
    if let Some(known) = quick_xml::escape::resolve_xml_entity(entity) {
        text.push_str(known);
        return Ok(());
    }
    match entity.resolve_char_ref() {
        Ok(Some(ch)) => {
            text.push(ch);
            Ok(())
        }
        _ => Err(SheetError::DocumentType),
    }
}
