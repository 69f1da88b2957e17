//! Whole files: the template, the export, the workbook sent back, headers as offices write them.

use platform::i18n::Locale;
use platform::sheet::{Cell, Limits, Row, Sheet, SheetError, read, read_csv};

use super::{City, TODAY, good, put, read_roster, upload};
use crate::roster::{
    Column, FaultKind, FileFaultKind, Preview, check, export, template, with_reasons,
};

#[test]
fn the_template_names_the_columns_and_has_no_rows() {
    let sheet = read(&template().unwrap(), &Limits::default()).unwrap();
    assert_eq!(sheet.name, "党员名册");
    let columns: Vec<Option<Column>> = sheet.header.iter().map(|t| Column::by_title(t)).collect();
    assert_eq!(columns, Column::official().map(Some).collect::<Vec<_>>());
    assert!(sheet.header[0].starts_with('*') && !sheet.header[2].starts_with('*'));
    let preview = check(&sheet, TODAY, &City);
    assert_eq!(file_kinds(&preview), [FileFaultKind::NoRows]);
}

fn file_kinds(preview: &Preview) -> Vec<FileFaultKind> {
    preview.file_faults.iter().map(|fault| fault.kind).collect()
}

#[test]
fn what_is_exported_is_imported_unchanged() {
    let mut full = good(2);
    for (column, text) in [
        (Column::NativePlace, "云南昆明"),
        (Column::Degree, "工学硕士"),
        (Column::School, "云南大学"),
        (Column::Major, "=计算机"),
        (Column::PartyStatus, "正常"),
        (Column::AppliedOn, "2003-01-02"),
        (Column::ActivistOn, "2003-08-01"),
        (Column::CandidateOn, "2004-12-01"),
        (Column::JoinType, "新发展"),
        (Column::PostCategory, "农牧渔民"),
        (Column::WorkStartedOn, "2001-09-01"),
        (Column::WorkUnit, "某村委会 主任"),
        (Column::Mobile, "13812345678"),
        (Column::Phone, "0871-65123456"),
        (Column::Residence, "翠湖北路 2 号"),
        (Column::HouseholdPlace, "云南省昆明市"),
        (Column::FlowState, "是"),
        (Column::PartyPosts, "书记、党小组长"),
    ] {
        put(&mut full, column, Cell::text(text));
    }
    let before = check(&upload(vec![full, good(3)]), TODAY, &City);
    assert_eq!(before.counts().passed, 2);
    let members: Vec<_> = before
        .rows
        .iter()
        .filter_map(|row| row.value.as_ref())
        .collect();
    let bytes = export(members).unwrap();
    assert_eq!(check(&read_roster(&bytes), TODAY, &City), before);
}

#[test]
fn the_workbook_comes_back_with_reasons_and_can_come_again() {
    let mut wrong = good(4);
    put(&mut wrong, Column::Ethnicity, Cell::text("火星族"));
    put(&mut wrong, Column::Sex, Cell::text("女"));
    let sheet = upload(vec![good(2), wrong]);
    let preview = check(&sheet, TODAY, &City);
    let bytes = with_reasons(&sheet, &preview.rows, Locale::ZhCn).unwrap();
    let back = read_roster(&bytes);
    assert_eq!(back.header.len(), Column::ALL.len() + 1);
    assert_eq!(back.header[Column::ALL.len()], "错误原因");
    assert_eq!(back.rows[0].cell(Column::ALL.len()), &Cell::Empty);
    let reason = back.rows[1].cell(Column::ALL.len()).to_text().into_owned();
    assert_eq!(
        reason,
        "民族（E 列）：“火星族”不在可选的内容里。\n提醒：性别（C 列）：与身份证号码里的性别不一致，按表格导入。请核对。"
    );
    // The rest is as it was, row numbers included.
    for (before, after) in sheet.rows.iter().zip(&back.rows) {
        assert_eq!(before.number, after.number);
        assert_eq!(before.cells[..], after.cells[..before.cells.len()]);
    }
    assert_eq!(check(&back, TODAY, &City), preview);

    // Mended and sent again, the old reason goes.
    let mut mended = back;
    put(&mut mended.rows[1], Column::Ethnicity, Cell::text("回"));
    put(&mut mended.rows[1], Column::Sex, Cell::text("男"));
    let preview = check(&mended, TODAY, &City);
    assert_eq!(preview.counts().passed, 2);
    let bytes = with_reasons(&mended, &preview.rows, Locale::ZhCn).unwrap();
    let again = read_roster(&bytes);
    assert_eq!(again.header.len(), Column::ALL.len() + 1);
    assert_eq!(again.rows[1].cell(Column::ALL.len()), &Cell::Empty);
}

#[test]
fn a_title_line_above_the_header_is_no_trouble() {
    let text = "翠湖社区党员名册\n填报人：李四,,\n序号,姓 名,身份证号,民族,文化程度,党员类型,所在支部,入党时间,转正时间,备注\n1,曾小明,53010219800105003X,汉,大专,正式,翠湖社区第一党支部,2005.07.01,2006年7月1日,无\n";
    let fixed = text.replace(
        "53010219800105003X",
        &super::id_number("530102", "19800105", 3),
    );
    let sheet = read_csv(fixed.as_bytes(), &Limits::default())
        .unwrap()
        .with_header_where(crate::roster::Checker::is_header);
    assert_eq!(sheet.header_row, 3);
    let preview = check(&sheet, TODAY, &City);
    assert_eq!(file_kinds(&preview), [FileFaultKind::ColumnUnknown]);
    assert_eq!(preview.file_faults[0].title, "备注");
    assert_eq!(preview.rows[0].number, 4);
    assert_eq!(preview.rows[0].faults, []);
    let back = with_reasons(&sheet, &preview.rows, Locale::En).unwrap();
    let back = read_roster(&back);
    assert_eq!(back.header_row, 3);
    assert_eq!(back.above, sheet.above);
}

#[test]
fn headers_that_cannot_be_used() {
    let sheet = |header: &str, rows: &str| {
        read_csv(format!("{header}\n{rows}").as_bytes(), &Limits::default()).unwrap()
    };
    let preview = check(&sheet("a,b,c", "1,2,3\n"), TODAY, &City);
    assert_eq!(file_kinds(&preview), [FileFaultKind::NoHeader]);
    let preview = check(
        &sheet("姓名,性别,民族,姓名", "张三,男,汉,李四\n"),
        TODAY,
        &City,
    );
    let kinds = file_kinds(&preview);
    assert_eq!(kinds[0], FileFaultKind::ColumnTwice);
    assert_eq!(preview.file_faults[0].position, Some(4));
    assert_eq!(kinds[1..], [FileFaultKind::ColumnMissing; 5]);
    assert_eq!(preview.rows, []);
}

#[test]
fn an_empty_file_is_refused_before_the_check() {
    assert_eq!(
        read(b"", &Limits::default()).unwrap_err(),
        SheetError::Empty
    );
}

#[test]
fn five_thousand_rows_are_checked_and_twins_found() {
    let rows: Vec<Row> = (2..5_002).map(good).collect();
    let sheet = Sheet {
        name: String::new(),
        above: Vec::new(),
        header_row: 1,
        header: Column::ALL
            .iter()
            .map(|column| column.title().to_owned())
            .collect(),
        rows,
    };
    let preview = check(&sheet, TODAY, &City);
    let repeated = preview
        .rows
        .iter()
        .flat_map(|row| &row.faults)
        .filter(|fault| fault.kind == FaultKind::IdRepeated)
        .count();
    // The order numbers of the good rows repeat after 500 rows.
    assert_eq!(repeated, 4_500);
    assert_eq!(preview.counts().passed, 500);
}
