//! Files made to do harm. Each is built here, so that the test shows what is in it.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::sheet::{Cell, Limits, SheetError, Table, read, write_xlsx};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><workbookPr date1904="0"/><sheets><sheet name="一" sheetId="1" state="hidden" r:id="rId9"/><sheet name="二" sheetId="2" r:id="rId1"/></sheets></workbook>"#;

const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<styleSheet><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

fn sheet_xml(rows: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn workbook(sheet: &[u8], strings: &str) -> Vec<u8> {
    packed(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn refuse(bytes: &[u8]) -> SheetError {
    read(bytes, &Limits::default()).unwrap_err()
}

#[test]
fn formula_cells_count_as_their_results() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><r><t>标</t></r><rPh><t>biao</t></rPh><r><t>题&amp;</t></r></is></c></row>
        <row r="3"><c r="A3"><f>1+2</f><v>3</v></c><c r="B3" t="str"><f>A1</f><v>文</v></c>
        <c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D3"><f>X()</f></c>
        <c r="E3" s="1"><v>43835</v></c><c r="F3" t="b"><v>1</v></c><c r="G3" t="s"><v>1</v></c></row>"#;
    let strings =
        "<sst uniqueCount=\"99999999999999\"><si><t>无</t></si><si><t>行_x000D_</t></si></sst>";
    let sheet = read(
        &workbook(sheet_xml(rows).as_bytes(), strings),
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(sheet.name, "二");
    assert_eq!(sheet.header, ["标题&"]);
    assert_eq!(sheet.rows[0].number, 3);
    assert_eq!(
        sheet.rows[0].cells,
        [
            Cell::Number(3.0),
            Cell::text("文"),
            Cell::Error("#DIV/0!".into()),
            Cell::Empty,
            Cell::Date(jiff::civil::date(2020, 1, 5)),
            Cell::Bool(true),
            Cell::text("行\r"),
        ]
    );
}

#[test]
fn a_zip_bomb_is_refused_in_little_memory() {
    let before = peak_memory_kib();
    let refused = refuse(&spaces_packed(20));
    assert_eq!(refused, SheetError::GrowsTooMuch { limit: 200 });

    let large = spaces_packed(250);
    assert!(large.len() < 1024 * 1024);
    assert!(matches!(refuse(&large), SheetError::UnpacksTooLarge { .. }));

    // The same with headers that claim a kilobyte.
    let liar = replaced(
        &large,
        &(250_u32 << 20).to_le_bytes(),
        &1_024_u32.to_le_bytes(),
    );
    let limits = Limits {
        max_ratio: u64::MAX,
        ..Limits::default()
    };
    let refused = read(&liar, &limits).unwrap_err();
    assert!(matches!(
        refused,
        SheetError::UnpacksTooLarge { .. } | SheetError::Damaged { .. }
    ));

    let grown = peak_memory_kib() - before;
    assert!(grown < 200 * 1024, "peak grew by {grown} KiB");
}

/// A workbook part of so many MiB of spaces.
fn spaces_packed(mib: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..mib {
        zip.write_all(&spaces).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let places: Vec<usize> = (0..bytes.len() - from.len())
        .filter(|at| bytes[*at..].starts_with(from))
        .collect();
    assert_eq!(places.len(), 2, "the local and the central header");
    for at in places {
        out[at..at + to.len()].copy_from_slice(to);
    }
    out
}

/// Peak resident memory of this process, other tests included: hence the generous bound, still
/// below what the bomb unpacks to.
fn peak_memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn ten_declared_gigabytes_are_refused() {
    let raw = RawEntry {
        declared: 10 << 30,
        ..RawEntry::named(b"xl/workbook.xml")
    };
    assert!(matches!(
        refuse(&raw_zip(&[raw])),
        SheetError::UnpacksTooLarge { .. }
    ));
}

#[test]
fn entity_bombs_are_refused() {
    let laughs = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>{}",
        sheet_xml("<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>")
    );
    assert_eq!(
        refuse(&workbook(laughs.as_bytes(), "<sst/>")),
        SheetError::DocumentType
    );
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(laughs.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert!(matches!(
        refuse(&workbook(&utf16, "<sst/>")),
        SheetError::DocumentType | SheetError::Damaged { .. }
    ));
    let undefined = sheet_xml("<row><c t=\"str\"><v>&b;</v></c></row>");
    assert_eq!(
        refuse(&workbook(undefined.as_bytes(), "<sst/>")),
        SheetError::DocumentType
    );
}

#[test]
fn a_declaration_across_two_pieces_is_seen() {
    for padding in 32_750..32_780 {
        let padded = format!("{}<!doctype x>{}", " ".repeat(padding), sheet_xml(""));
        assert_eq!(
            refuse(&workbook(padded.as_bytes(), "<sst/>")),
            SheetError::DocumentType
        );
    }
}

#[test]
fn too_many_entries_are_refused() {
    let names: Vec<String> = (0..1_001).map(|n| format!("e{n}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(
        refuse(&packed(&parts)),
        SheetError::TooManyEntries { limit: 1_000 }
    );
}

#[test]
fn names_that_leave_the_archive_are_refused() {
    for name in [
        "../x",
        "xl/../../x",
        "/etc/passwd",
        "C:\\x",
        "\\x",
        "a\\..\\b",
        "a\0b",
    ] {
        let zip = raw_zip(&[RawEntry::named(name.as_bytes())]);
        assert_eq!(refuse(&zip), SheetError::BadEntry, "{name:?}");
    }
    let link = RawEntry {
        unix_mode: 0o120_777,
        ..RawEntry::named(b"xl/link")
    };
    assert_eq!(refuse(&raw_zip(&[link])), SheetError::BadEntry);
    let twice = [RawEntry::named(b"xl/a"), RawEntry::named(b"xl/a")];
    assert_eq!(refuse(&raw_zip(&twice)), SheetError::BadEntry);
}

#[test]
fn protected_and_foreign_files_are_named() {
    let locked = RawEntry {
        flags: 1,
        ..RawEntry::named(b"xl/workbook.xml")
    };
    assert_eq!(refuse(&raw_zip(&[locked])), SheetError::OldOrProtected);
    assert_eq!(
        refuse(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        SheetError::OldOrProtected
    );
    assert_eq!(
        refuse(&packed(&[("word/document.xml", b"<w/>")])),
        SheetError::UnknownFormat
    );
    assert_eq!(refuse(b""), SheetError::Empty);
}

#[test]
fn one_long_string_in_every_cell_is_refused() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(30_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(20);
    let rows = format!("<row>{cells}</row>").repeat(400);
    let bytes = workbook(sheet_xml(&rows).as_bytes(), &strings);
    assert!(bytes.len() < 20_000);
    let limits = Limits {
        max_kept_bytes: 4 * 1024 * 1024,
        ..Limits::default()
    };
    assert_eq!(read(&bytes, &limits), Err(SheetError::TooMuchText));
}

#[test]
fn limits_on_rows_columns_and_cells() {
    let far = sheet_xml(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    assert_eq!(
        refuse(&workbook(far.as_bytes(), "<sst/>")),
        SheetError::TooManyColumns { limit: 256 }
    );
    let empty_rows = "<row><c s=\"1\"/></row>".repeat(6_000);
    let low = sheet_xml(&format!(
        "<row><c><v>1</v></c></row>{empty_rows}<row><c><v>2</v></c></row>"
    ));
    let sheet = read(&workbook(low.as_bytes(), "<sst/>"), &Limits::default()).unwrap();
    assert_eq!(sheet.rows[0].number, 6_002);
    let many = sheet_xml(&"<row><c><v>1</v></c></row>".repeat(5_002));
    assert_eq!(
        refuse(&workbook(many.as_bytes(), "<sst/>")),
        SheetError::TooManyRows { limit: 5_001 }
    );
    let long = "字".repeat(32_768);
    let long = sheet_xml(&format!(
        "<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>"
    ));
    assert!(matches!(
        refuse(&workbook(long.as_bytes(), "<sst/>")),
        SheetError::CellTooLong { place, .. } if place.row == 1 && place.column == 1
    ));
}

fn small_workbook() -> Vec<u8> {
    let table = Table {
        name: "a".into(),
        columns: vec![crate::sheet::Column::text("姓名")],
        ..Table::default()
    };
    write_xlsx(&[table]).unwrap()
}

#[test]
fn a_cut_off_file_is_damaged() {
    let whole = small_workbook();
    for length in (4..whole.len()).step_by(7) {
        assert!(
            matches!(refuse(&whole[..length]), SheetError::Damaged { .. }),
            "{length}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn changed_bytes_bring_nothing_down(changes in prop::collection::vec((any::<u16>(), any::<u8>()), 1..6)) {
        let mut bytes = small_workbook();
        for (at, value) in changes {
            let at = usize::from(at) % bytes.len();
            bytes[at] = value;
        }
        let _ = read(&bytes, &Limits::default());
    }

    #[test]
    fn strange_markup_brings_nothing_down(rows in "(<row>|</row>|<c r=\"A1\">|</c>|<v>|</v>|<c t=\"s\">|[0-9A&;#]){0,30}") {
        let _ = read(&workbook(sheet_xml(&rows).as_bytes(), "<sst/>"), &Limits::default());
    }
}

/// A zip entry written by hand, so that its headers can lie.
struct RawEntry<'a> {
    name: &'a [u8],
    declared: u64,
    unix_mode: u32,
    flags: u16,
}

impl<'a> RawEntry<'a> {
    fn named(name: &'a [u8]) -> Self {
        Self {
            name,
            declared: 0,
            unix_mode: 0o100_644,
            flags: 0,
        }
    }

    /// The fields both headers share, from flags to the length of the extra field.
    fn common(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(self.flags.to_le_bytes());
        out.extend([0; 2 + 4 + 4 + 4]);
        out.extend(u32::MAX.to_le_bytes());
        out.extend(u16::try_from(self.name.len()).unwrap().to_le_bytes());
        out.extend(12_u16.to_le_bytes());
        out
    }

    /// The zip64 extra field with the declared size.
    fn extra(&self) -> Vec<u8> {
        let mut out = vec![1, 0, 8, 0];
        out.extend(self.declared.to_le_bytes());
        out
    }
}

fn raw_zip(entries: &[RawEntry<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let start = u32::try_from(out.len()).unwrap();
        out.extend(b"PK\x03\x04\x2D\x00");
        out.extend(entry.common());
        out.extend(entry.name);
        out.extend(entry.extra());
        directory.extend(b"PK\x01\x02\x2D\x03\x2D\x00");
        directory.extend(entry.common());
        directory.extend([0; 2 + 2 + 2]);
        directory.extend((entry.unix_mode << 16).to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(entry.name);
        directory.extend(entry.extra());
    }
    let count = u16::try_from(entries.len()).unwrap();
    let start = u32::try_from(out.len()).unwrap();
    let size = u32::try_from(directory.len()).unwrap();
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}
