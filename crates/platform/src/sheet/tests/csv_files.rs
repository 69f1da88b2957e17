//! Reading and writing .csv.

use proptest::prelude::*;

use crate::sheet::{Cell, Limits, Row, Sheet, SheetError, read, read_csv, write_csv};

fn sheet(text: &str) -> Sheet {
    read_csv(text.as_bytes(), &Limits::default()).unwrap()
}

fn texts(row: &Row) -> Vec<String> {
    row.cells
        .iter()
        .map(|cell| cell.to_text().into_owned())
        .collect()
}

#[test]
fn rows_keep_the_numbers_people_see() {
    let read = sheet(
        "\u{FEFF}姓名,备注\r\n张三,\"第一行\n第二行\"\r\n\r\n,,\r\n李四,\"他说\"\"好\"\"\"\r\n",
    );
    assert_eq!(read.header, ["姓名", "备注"]);
    assert_eq!(read.header_row, 1);
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.rows[0].number, 2);
    assert_eq!(texts(&read.rows[0]), ["张三", "第一行\n第二行"]);
    assert_eq!(read.rows[1].number, 5);
    assert_eq!(texts(&read.rows[1]), ["李四", "他说\"好\""]);
}

#[test]
fn three_encodings_read_alike() {
    let text = "姓名,民族\n𠮷田,汉\n龘,回\n";
    let (gb, _, lossy) = encoding_rs::GB18030.encode(text);
    assert!(!lossy);
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let limits = Limits::default();
    let plain = sheet(text);
    assert_eq!(read(&gb, &limits).unwrap(), plain);
    assert_eq!(read(&utf16, &limits).unwrap(), plain);
    assert_eq!(plain.rows[0].cells[0], Cell::Text("𠮷田".into()));
}

#[test]
fn tabs_separate_when_there_is_no_comma() {
    let read = sheet("姓名\t民族\n张三\t汉,族\n");
    assert_eq!(texts(&read.rows[0]), ["张三", "汉,族"]);
}

#[test]
fn formulas_are_defused_and_come_back() {
    let header = vec!["a".to_owned()];
    for evil in ["=1+1", "+86", "-2+3", "@SUM(A1)", "\tx", "'=x", "''@"] {
        let row = Row {
            number: 2,
            cells: vec![Cell::text(evil)],
        };
        let bytes = write_csv(&header, &[row]);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let line = text.lines().nth(1).unwrap();
        assert!(line.trim_start_matches('"').starts_with('\''), "{line}");
        assert_eq!(sheet(&text).rows[0].cells[0], Cell::text(evil));
    }
    let number = Row {
        number: 2,
        cells: vec![Cell::Number(-5.0)],
    };
    assert!(write_csv(&header, &[number]).ends_with(b"\r\n-5\r\n"));
}

#[test]
fn what_is_refused() {
    let limits = Limits {
        max_rows: 3,
        max_cols: 2,
        max_cell_chars: 5,
        max_file_bytes: 200,
        ..Limits::default()
    };
    let refuse = |text: &str| read(text.as_bytes(), &limits).unwrap_err();
    assert_eq!(refuse("a\n\"bc"), SheetError::OpenQuote { row: 2 });
    assert_eq!(refuse("a\n1\n2\n3\n"), SheetError::TooManyRows { limit: 3 });
    assert_eq!(refuse("a,b,c\n"), SheetError::TooManyColumns { limit: 2 });
    assert!(
        matches!(refuse("a\n一二三四五六"), SheetError::CellTooLong { place, .. } if place.row == 2)
    );
    assert_eq!(
        refuse(&"a,".repeat(101)),
        SheetError::FileTooLarge { limit: 200 }
    );
    assert_eq!(refuse(""), SheetError::Empty);
    assert_eq!(refuse("\n\n"), SheetError::Empty);
    assert_eq!(
        read(b"\x89PNG\r\n\x1a\n\0\0", &limits),
        Err(SheetError::UnknownFormat)
    );
    assert_eq!(read(b"a\n\xFF\xFF\xFF", &limits), Err(SheetError::Encoding));
}

#[test]
fn many_separators_cost_no_memory() {
    let limits = Limits {
        max_kept_bytes: 1024 * 1024,
        ..Limits::default()
    };
    let line = ",".repeat(5_000_000);
    let read = read_csv(format!("a\n{line}\nb\n").as_bytes(), &limits).unwrap();
    assert_eq!(read.rows.len(), 1);
    assert_eq!(read.rows[0].number, 3);
}

#[test]
fn rounded_numbers_are_recognised() {
    assert!(Cell::text("1.10105E+17").is_float_damaged());
    assert!(Cell::Number(110_105_194_912_310_020.0).is_float_damaged());
    assert!(Cell::Number(110_105_491_231_002.0).is_float_damaged());
    assert!(!Cell::Number(13_812_345_678.0).is_float_damaged());
    assert!(!Cell::text("11010519491231002X").is_float_damaged());
    assert!(!Cell::text("Eve").is_float_damaged());
}

proptest! {
    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(
        prop::collection::vec("[a='+,\"\n\r\t一 ]{0,4}", 1..4), 1..6)) {
        let header = vec!["h".to_owned()];
        let rows: Vec<Row> = (2..).zip(rows).map(|(number, cells)| Row {
            number,
            cells: cells.into_iter().map(Cell::text).collect(),
        }).collect();
        let back = read_csv(&write_csv(&header, &rows), &Limits::default()).unwrap();
        let expected: Vec<Row> = rows.into_iter().filter(|row| !row.is_blank()).map(|mut row| {
            while row.cells.last().is_some_and(Cell::is_blank) { row.cells.pop(); }
            row
        }).collect();
        prop_assert_eq!(back.rows, expected);
    }
}
