//! Builds small Word documents for tests.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// A zip archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    packed(parts, CompressionMethod::Deflated)
}

/// A document whose body is not compressed, so that no ratio gives it away.
pub fn stored(inner: &str) -> Vec<u8> {
    packed(
        &[("word/document.xml", body(inner).as_bytes())],
        CompressionMethod::Stored,
    )
}

fn packed(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("starts a part");
        zip.write_all(bytes).expect("writes a part");
    }
    zip.finish().expect("finishes").into_inner()
}

/// `word/document.xml` around these paragraphs.
pub fn body(inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>"
    )
}

/// A document with only a body.
pub fn document(inner: &str) -> Vec<u8> {
    archive(&[("word/document.xml", body(inner).as_bytes())])
}

/// A document with other parts beside its body.
pub fn document_with(inner: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let body = body(inner);
    let mut all: Vec<(&str, &[u8])> = vec![("word/document.xml", body.as_bytes())];
    all.extend(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    archive(&all)
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}
