//! Malformed and hostile Word documents: refused with a typed fault, in bounded
//! memory, never with a panic.

use proptest::prelude::*;

use super::super::docx::{MAX_FILE, MAX_PARTS};
use super::super::{ConvertFault as F, docx, markdown};
use super::word::{archive, body, document, document_with, p, stored};

fn fault(bytes: &[u8]) -> F {
    docx::read(bytes)
        .map(|draft| draft.title)
        .expect_err("must be refused")
}

fn damaged(part: &'static str) -> F {
    F::Damaged { part: part.into() }
}

const BODY: &str = "word/document.xml";

#[test]
fn other_files_are_named() {
    assert_eq!(fault(b""), F::NotDocx);
    assert_eq!(fault(b"%PDF-1.7"), F::NotDocx);
    assert_eq!(
        fault(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
        F::OldOrLockedDoc
    );
    assert_eq!(fault(&archive(&[("xl/workbook.xml", b"<x/>")])), F::NotDocx);
    assert_eq!(fault(&document("")), F::Empty);
    assert_eq!(fault(&document("<w:p/>")), F::Empty);
    assert_eq!(
        fault(&vec![b'P'; MAX_FILE + 1]),
        F::FileTooLarge { limit_mib: 20 }
    );
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let whole = document_with(&p("正文"), &[("word/styles.xml", "<w:styles/>")]);
    assert!(docx::read(&whole).is_ok());
    for length in 0..whole.len() {
        docx::read(&whole[..length]).expect_err("cut off");
    }
}

#[test]
fn a_byte_changed_anywhere_never_panics() {
    let whole = document_with(&p("正文"), &[("word/styles.xml", "<w:styles/>")]);
    for at in 0..whole.len() {
        for change in [0x00, 0x01, 0x80, 0xff] {
            let mut broken = whole.clone();
            broken[at] ^= change;
            let _ = docx::read(&broken);
        }
    }
}

#[test]
fn xml_that_is_none_is_refused() {
    for broken in [
        "<w:p>",
        "</w:p>",
        "<w:p></w:r>",
        "<w:p><w:r></w:p></w:r>",
        "text < text",
        "<w:p><w:r><w:t>x</w:t>",
        "<!-- ",
        "<![CDATA[x",
        "&#xffffffff;",
    ] {
        assert_eq!(fault(&document(broken)), damaged(BODY), "{broken}");
    }
    assert_eq!(fault(&archive(&[(BODY, b"\xff\xfe<\0w\0")])), damaged(BODY));
    let styles = document_with(&p("x"), &[("word/styles.xml", "<w:styles>")]);
    assert_eq!(fault(&styles), damaged("word/styles.xml"));
}

#[test]
fn document_types_and_entities_are_refused() {
    let refused = F::EntityRefused { part: "zip".into() };
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document><w:body>&b;</w:body></w:document>";
    assert_eq!(fault(&archive(&[(BODY, bomb.as_bytes())])), refused);
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><w:document/>";
    assert_eq!(fault(&archive(&[(BODY, outside.as_bytes())])), refused);
    let refused = F::EntityRefused { part: BODY.into() };
    assert_eq!(
        fault(&document("<w:p><w:r><w:t>&unknown;</w:t></w:r></w:p>")),
        refused
    );
}

#[test]
fn what_unpacks_too_far_is_refused_early() {
    let too_large = F::UnpacksTooLarge { limit_mib: 128 };
    let bomb = archive(&[(BODY, &vec![b' '; 33 * 1024 * 1024])]);
    assert!(bomb.len() < 100_000);
    assert_eq!(fault(&bomb), too_large);
    // The same with a size that lies: a small one, then nearly the largest.
    assert!(docx::read(&with_declared_size(&bomb, 10)).is_err());
    let honest = document(&p("正文"));
    assert_eq!(fault(&with_declared_size(&honest, u32::MAX - 1)), too_large);
}

/// Rewrites the uncompressed size in the central directory and local header of
/// the archive's only part.
fn with_declared_size(bytes: &[u8], size: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let central = bytes
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .expect("a directory");
    bytes[central + 24..central + 28].copy_from_slice(&size.to_le_bytes());
    bytes[22..26].copy_from_slice(&size.to_le_bytes());
    bytes
}

#[test]
fn too_many_entries_are_refused_before_they_are_listed() {
    let names: Vec<String> = (0..=MAX_PARTS).map(|n| format!("word/media/{n}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b""[..])).collect();
    assert_eq!(
        fault(&archive(&parts)),
        F::TooManyParts { limit: MAX_PARTS }
    );
}

#[test]
fn names_that_leave_the_archive_are_refused() {
    let body = body(&p("正文"));
    for name in ["../../evil", "/etc/evil", "word/../../evil", "C:\\evil"] {
        let bytes = archive(&[(BODY, body.as_bytes()), (name, b"x")]);
        assert_eq!(fault(&bytes), damaged("zip"), "{name}");
    }
}

#[test]
fn endless_nesting_is_refused() {
    for (open, close) in [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt>", "</w:sdt>"),
    ] {
        let deep = format!("{}{}", open.repeat(50_000), close.repeat(50_000));
        assert_eq!(fault(&document(&deep)), F::TooDeep { part: BODY.into() });
    }
}

#[test]
fn floods_of_anything_end() {
    let too_long = F::TextTooLong { limit_mib: 2 };
    for (piece, around) in [
        ("<w:p/>", ("", "")),
        ("<w:p><w:r><w:t>长</w:t></w:r></w:p>", ("", "")),
        ("<w:r><w:pict/></w:r>", ("<w:p>", "</w:p>")),
        ("<w:tc/>", ("<w:tbl><w:tr>", "</w:tr></w:tbl>")),
        ("<w:tr/>", ("<w:tbl>", "</w:tbl>")),
        (
            "<w:tr><w:tc/></w:tr>",
            (
                "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"50\"/></w:tcPr></w:tc></w:tr>",
                "</w:tbl>",
            ),
        ),
    ] {
        let flood = piece.repeat(12 * 1024 * 1024 / piece.len());
        let (before, after) = around;
        assert_eq!(
            fault(&stored(&format!("{before}{flood}{after}"))),
            too_long,
            "{piece}"
        );
    }
    // Empty runs hold nothing and cost nothing.
    let runs = "<w:r/>".repeat(1_000_000);
    assert_eq!(fault(&stored(&format!("<w:p>{runs}</w:p>"))), F::Empty);
}

proptest! {
    #[test]
    fn any_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend(&bytes);
        prop_assert!(docx::read(&bytes).is_err());
        prop_assert!(docx::read(&zip).is_err());
    }

    #[test]
    fn any_arrangement_of_elements_gives_an_answer(
        tags in proptest::collection::vec(proptest::sample::select(vec![
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "字", "<w:tbl>", "</w:tbl>",
            "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:gridSpan w:val=\"9\"/>", "<w:br/>", "<w:b/>",
            "<w:hyperlink r:id=\"r\">", "</w:hyperlink>", "<w:del>", "</w:del>", "<w:drawing/>",
            "<w:numId w:val=\"1\"/>", "<w:ilvl w:val=\"99\"/>", "<w:outlineLvl w:val=\"-1\"/>",
        ]), 0..40),
    ) {
        // As written it is mostly not well-formed; closed in order it always is.
        let _ = docx::read(&document(&tags.concat()));
        let well_formed: String = tags.iter().filter(|tag| !tag.starts_with("</")).copied().collect();
        let opened = tags.iter().filter(|tag| tag.ends_with('>') && !tag.starts_with("</") && !tag.ends_with("/>"));
        let closing: Vec<String> = opened.map(|tag| format!("</{}>", tag[1..tag.len() - 1].split(' ').next().unwrap_or(""))).collect();
        let closing: String = closing.into_iter().rev().collect();
        if let Ok(draft) = docx::read(&document(&format!("{well_formed}{closing}"))) {
            prop_assert!(markdown::render(&draft.markdown).is_ok());
        }
    }
}
