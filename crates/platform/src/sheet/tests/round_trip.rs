//! Workbooks written here and by others, read back.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;

use crate::sheet::{
    Cell, Column, ColumnKind, Limits, Need, Place, Row, Sheet, Table, column_letters, read,
    write_xlsx,
};

fn column(title: &str, kind: ColumnKind) -> Column {
    Column {
        kind,
        ..Column::text(title)
    }
}

fn table() -> Table {
    Table {
        name: "党员名册".into(),
        above: vec![Row {
            number: 1,
            cells: vec![Cell::text("某支部党员名册")],
        }],
        header_row: 3,
        columns: vec![
            Column {
                need: Need::Required,
                note: Some("与身份证一致".into()),
                ..column("姓名", ColumnKind::Text)
            },
            column("公民身份号码", ColumnKind::Text),
            column("出生日期", ColumnKind::Date),
            Column {
                choices: (1..=80).map(|n| format!("选项{n:02}")).collect(),
                ..column("民族", ColumnKind::Text)
            },
            Column {
                choices: vec!["男".into(), "女".into()],
                ..column("性别", ColumnKind::General)
            },
        ],
        rows: vec![
            Row {
                number: 4,
                cells: vec![
                    Cell::text("=1+1"),
                    Cell::text("11010519491231002X"),
                    Cell::Date(date(1949, 12, 31)),
                    Cell::Empty,
                    Cell::Bool(true),
                ],
            },
            Row {
                number: 7,
                cells: vec![
                    Cell::text(" 空格\n换行 _x000D_ "),
                    Cell::Error("#N/A".into()),
                    Cell::Number(2020.5),
                ],
            },
        ],
        marked: BTreeSet::from([Place::new(4, 1), Place::new(4, 3)]),
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn what_is_written_is_read() {
    let table = table();
    let bytes = write_xlsx(std::slice::from_ref(&table)).unwrap();
    let sheet = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(sheet.header, ["某支部党员名册"]);
    let sheet = sheet.with_header_where(|titles| titles.contains(&"公民身份号码".to_owned()));
    assert_eq!(
        sheet,
        Sheet {
            name: table.name,
            above: table.above,
            header_row: 3,
            header: ["*姓名", "公民身份号码", "出生日期", "民族", "性别"]
                .map(String::from)
                .to_vec(),
            rows: table.rows,
        }
    );
}

#[test]
fn the_workbook_helps_who_fills_it_in() {
    let bytes = write_xlsx(&[table()]).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no text became a formula");
    assert!(sheet.contains("ySplit=\"3\"") && sheet.contains("state=\"frozen\""));
    assert!(
        sheet.contains("'选项'!$A$1:$A$80"),
        "a long list stands on the hidden sheet"
    );
    assert!(
        sheet.contains("\"男,女\""),
        "a short list stands in the rule"
    );
    assert!(
        sheet.contains("r=\"D4\" s="),
        "an empty wrong cell is shown"
    );
    assert!(part(&bytes, "xl/comments1.xml").contains("与身份证一致"));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(!styles.contains("quotePrefix"));
    assert!(
        styles.contains("numFmtId=\"49\""),
        "text columns are formatted as text"
    );
    assert!(styles.contains("FFFFC7CE"), "wrong cells are red");
    assert!(part(&bytes, "xl/workbook.xml").contains("state=\"hidden\""));
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(
        write_xlsx(&[table()]).unwrap(),
        write_xlsx(&[table()]).unwrap()
    );
}

#[test]
fn a_workbook_from_an_office_program_reads_as_calamine_reads_it() {
    let bytes: &[u8] = include_bytes!("../../../../../testdata/names/family-names.xlsx");
    let sheet = read(bytes, &Limits::default()).unwrap();
    let mut oracle: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = oracle.worksheet_range_at(0).unwrap().unwrap();
    let expected: Vec<Vec<Cell>> = range
        .rows()
        .map(|row| row.iter().map(from_calamine).collect())
        .collect();
    assert_eq!(expected.len(), 1_075);
    assert_eq!(sheet.header, ["NameB", "TF"]);
    let rows: Vec<Vec<Cell>> = sheet.rows.into_iter().map(|row| row.cells).collect();
    assert_eq!(rows, expected[1..]);
}

fn from_calamine(data: &Data) -> Cell {
    match data {
        Data::String(text) => Cell::text(text.clone()),
        Data::Float(number) => Cell::Number(*number),
        Data::Empty => Cell::Empty,
        other => panic!("unexpected {other:?}"),
    }
}

#[test]
fn all_family_names_can_be_spelled() {
    let bytes: &[u8] = include_bytes!("../../../../../testdata/names/family-names.xlsx");
    let sheet = read(bytes, &Limits::default()).unwrap();
    for row in &sheet.rows {
        let name = row.cell(0).to_text();
        let keys = crate::names::keys(&format!("{name}一"));
        assert!(
            keys.full.bytes().all(|b| b.is_ascii_lowercase()),
            "{name} {keys:?}"
        );
    }
}

#[test]
fn places_have_letters() {
    for (column, letters) in [(1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (16_384, "XFD")] {
        assert_eq!(column_letters(column), letters);
    }
    assert_eq!(Place::new(5, 1).column_letters(), "B");
}
