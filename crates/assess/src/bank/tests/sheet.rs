//! The workbook: what is read, what is told by row and column, what comes back.

use platform::sheet::{Cell, Column, Row, SheetError, Table, write_xlsx};
use proptest::prelude::*;

use super::super::sheet::{self, CellFaultKind as K, Field, Language, SheetImport, SheetRefusal};
use super::super::{Answer, Difficulty, QuestionDraft, QuestionFault, QuestionKind};
use super::{gaokao, strategy};

/// A workbook of these titles and rows; rows begin at 2.
fn workbook(titles: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    let rows = (2..).zip(rows).map(|(number, cells)| Row {
        number,
        cells: cells.clone(),
    });
    write_xlsx(&[Table {
        name: "x".into(),
        columns: titles.iter().map(|title| Column::text(*title)).collect(),
        rows: rows.collect(),
        ..Table::default()
    }])
    .expect("writes")
}

const TITLES: [&str; 10] = [
    "题型", "题干", "选项A", "选项B", "选项C", "答案", "解析", "来源", "标签", "难度",
];

fn read(rows: &[[&str; 10]]) -> SheetImport {
    let rows: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| row.map(Cell::text).to_vec())
        .collect();
    sheet::read(&workbook(&TITLES, &rows)).expect("readable")
}

fn one(row: [&str; 10]) -> QuestionDraft {
    let mut import = read(&[row]);
    assert_eq!(import.faults, [], "{row:?}");
    import.questions.remove(0).draft
}

#[test]
fn reads_the_three_kinds() {
    let draft = one([
        "单选题",
        "问",
        "甲",
        "乙",
        "",
        "Ｂ",
        "因为",
        "书",
        "一；二、三",
        "难",
    ]);
    assert_eq!(
        (draft.kind, &draft.answer),
        (QuestionKind::Single, &Answer::Choices(vec![1]))
    );
    assert_eq!(draft.options, ["甲", "乙"]);
    assert_eq!(draft.tags, ["一", "二", "三"]);
    assert_eq!(
        (draft.explanation.as_str(), draft.source.as_str()),
        ("因为", "书")
    );
    assert_eq!(draft.difficulty, Difficulty::Hard);
    let draft = one(["多选", "问", "甲", "乙", "丙", "a、c", "", "", "", ""]);
    assert_eq!(
        (draft.kind, draft.answer),
        (QuestionKind::Multiple, Answer::Choices(vec![0, 2]))
    );
    assert_eq!(draft.difficulty, Difficulty::Medium);
    let draft = one(["判断", "问", "", "", "", "×", "", "", "", "易"]);
    assert_eq!(
        (draft.kind, draft.answer),
        (QuestionKind::TrueFalse, Answer::Truth(false))
    );
}

#[test]
fn a_missing_kind_is_read_from_the_answer() {
    let kind = |options: [&str; 3], answer| {
        let [a, b, c] = options;
        one(["", "问", a, b, c, answer, "", "", "", ""]).kind
    };
    assert_eq!(kind(["甲", "乙", ""], "A"), QuestionKind::Single);
    assert_eq!(kind(["甲", "乙", "丙"], "AC"), QuestionKind::Multiple);
    assert_eq!(kind(["", "", ""], "F"), QuestionKind::TrueFalse);
}

#[test]
fn statements_with_right_and_wrong_as_options_are_statements() {
    for (answer, truth) in [("A", false), ("B", true), ("错", false)] {
        let draft = one(["判断题", "问", "错误", "正确", "", answer, "", "", "", ""]);
        assert_eq!(
            (draft.options.len(), draft.answer),
            (0, Answer::Truth(truth))
        );
    }
}

#[test]
fn columns_are_found_in_any_order_and_language_below_a_title() {
    let rows = vec![
        vec![],
        [" answer ", "备注", "QUESTION", "option b", "*Option A"]
            .map(Cell::text)
            .to_vec(),
        [Cell::Bool(true), Cell::text("x"), Cell::text("对吗")].to_vec(),
        [
            Cell::text("b"),
            Cell::Empty,
            Cell::Number(12.0),
            Cell::Number(2.5),
            Cell::text("一"),
        ]
        .to_vec(),
    ];
    let import = sheet::read(&workbook(&["某市题库"], &rows)).expect("readable");
    assert_eq!(import.faults, []);
    assert_eq!(import.questions[0].draft.answer, Answer::Truth(true));
    assert_eq!(import.questions[1].row, 5);
    assert_eq!(import.questions[1].draft.text, "12");
    assert_eq!(import.questions[1].draft.options, ["一", "2.5"]);
    let ignored: Vec<&str> = import
        .ignored
        .iter()
        .map(|(_, title)| title.as_str())
        .collect();
    assert_eq!(ignored, ["备注"]);
}

/// Ten rows with one fault each, and a good one.
fn faulty_rows() -> Vec<Vec<Cell>> {
    let day = jiff::civil::date(2026, 3, 5);
    let texts = |row: [&str; 10]| row.map(Cell::text).to_vec();
    let mut with_date = texts(["单选", "几章？", "甲", "乙", "", "A", "", "", "", ""]);
    with_date[3] = Cell::Date(day);
    let mut with_error = texts(["单选", "几章？", "甲", "乙", "", "A", "", "", "", ""]);
    with_error[1] = Cell::Error("#N/A".into());
    vec![
        texts(["填空", "问", "甲", "乙", "", "A", "", "", "", ""]),
        texts(["单选", "", "甲", "乙", "", "A", "", "", "", ""]),
        texts(["单选", "问", "甲", "", "丙", "A", "", "", "", ""]),
        texts(["单选", "问", "甲", "乙", "", "一", "", "", "", ""]),
        texts(["单选", "问", "甲", "乙", "", "C", "", "", "", "很难"]),
        texts(["单选", "问", "甲", "乙", "", "C", "", "", "", ""]),
        with_date,
        texts(["单选", "问", "甲", "乙", "", "", "", "", "", ""]),
        texts(["判断", "问", "甲", "乙", "", "对", "", "", "", ""]),
        with_error,
        texts(["多选", "好题", "甲", "乙", "", "AB", "因为", "书", "", ""]),
    ]
}

#[test]
fn faults_name_row_and_column() {
    let rows = faulty_rows();
    let import = sheet::read(&workbook(&TITLES, &rows)).expect("readable");
    let question = |fault| K::Question(fault);
    let faults: Vec<(u32, String, K)> = import
        .faults
        .iter()
        .map(|fault| {
            let letters = fault
                .place
                .map(|place| place.column_letters())
                .unwrap_or_default();
            (fault.row, letters, fault.kind.clone())
        })
        .collect();
    let expected = [
        (
            2,
            "A",
            K::KindUnknown {
                word: "填空".into(),
            },
        ),
        (3, "B", question(QuestionFault::TextMissing)),
        (
            4,
            "D",
            question(QuestionFault::OptionMissing { letter: 'B' }),
        ),
        (5, "F", K::AnswerUnreadable { word: "一".into() }),
        (
            6,
            "J",
            K::DifficultyUnknown {
                word: "很难".into(),
            },
        ),
        (
            7,
            "F",
            question(QuestionFault::AnswerBeyondOptions { letter: 'C' }),
        ),
        (8, "D", K::DateCell),
        (9, "F", question(QuestionFault::AnswerMissing)),
        (10, "C", question(QuestionFault::OptionsOnStatement)),
        (11, "B", K::FailedFormula),
    ];
    assert_eq!(
        faults,
        expected.map(|(row, letters, kind)| (row, letters.to_owned(), kind))
    );
    let rows: Vec<u32> = import
        .questions
        .iter()
        .map(|question| question.row)
        .collect();
    assert_eq!(rows, [12]);
    assert_eq!(import.warnings, []);
}

#[test]
fn what_deserves_a_look_is_a_warning() {
    let import = read(&[["单选", "问", "甲", "乙", "", "A", "", "", "", ""]]);
    let fields: Vec<Field> = import
        .warnings
        .iter()
        .map(|warning| warning.field)
        .collect();
    assert_eq!(fields, [Field::Explanation, Field::Source]);
    assert_eq!(import.questions.len(), 1);
}

#[test]
fn refuses_tables_without_their_columns() {
    let refused = |titles: &[&str]| {
        let row = titles.iter().map(|_| Cell::text("x")).collect();
        sheet::read(&workbook(titles, &[row])).expect_err("refused")
    };
    let missing = refused(&["题干", "选项A"]);
    assert_eq!(
        missing,
        SheetRefusal::ColumnsMissing {
            fields: vec![Field::Answer]
        }
    );
    assert_eq!(
        missing.args(Language::Chinese),
        [("columns", "答案".into())]
    );
    let repeated = refused(&["题干", "答案", "正确答案"]);
    assert!(
        matches!(repeated, SheetRefusal::ColumnRepeated { field: Field::Answer, place } if place.column == 3)
    );
    assert_eq!(
        sheet::read(b""),
        Err(SheetRefusal::Sheet(SheetError::Empty))
    );
}

#[test]
fn a_csv_of_the_same_columns_is_read_as_well() {
    let csv = "题干,选项A,选项B,答案\n\"入党，要几个介绍人？\",一,两,B\n";
    let import = sheet::read(csv.as_bytes()).expect("readable");
    assert_eq!(import.questions[0].draft.text, "入党，要几个介绍人？");
    assert_eq!(import.questions[0].draft.answer, Answer::Choices(vec![1]));
}

#[test]
fn the_template_is_empty_and_its_titles_are_known() {
    for language in [Language::Chinese, Language::English] {
        let import = sheet::read(&sheet::template(language).expect("writes")).expect("readable");
        assert_eq!(import, SheetImport::default());
    }
    for field in Field::all() {
        for language in [Language::Chinese, Language::English] {
            assert_eq!(Field::from_title(&field.title(language)), Some(field));
        }
    }
    assert_eq!(Field::from_title("Ｈ"), Some(Field::Option(7)));
    assert_eq!(Field::from_title("I"), None);
}

#[test]
fn all_real_questions_go_through_the_workbook_unchanged() {
    let drafts = gaokao::all();
    let bytes = sheet::export(&drafts, Language::Chinese).expect("writes");
    let import = sheet::read(&bytes).expect("readable");
    assert_eq!(import.faults, []);
    assert_eq!(import.questions.len(), 607);
    for (question, draft) in import.questions.iter().zip(&drafts) {
        assert!(
            question.draft.same_as(draft),
            "row {}: {draft:#?}",
            question.row
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_workbook_gives_back_what_it_was_given(
        drafts in proptest::collection::vec(strategy::draft(), 1..5),
        language in proptest::sample::select(vec![Language::Chinese, Language::English]),
    ) {
        let bytes = sheet::export(&drafts, language).expect("writes");
        let import = sheet::read(&bytes).expect("readable");
        prop_assert_eq!(&import.faults, &[]);
        let back: Vec<_> = import.questions.into_iter().map(|question| question.draft).collect();
        prop_assert_eq!(back, drafts);
    }

    #[test]
    fn any_cells_give_an_answer(
        rows in proptest::collection::vec(proptest::array::uniform10("[A-H对错√,、单选\n ]{0,4}"), 1..6),
    ) {
        let rows: Vec<[&str; 10]> = rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
        let import = read(&rows);
        for question in &import.questions {
            prop_assert_eq!(question.draft.validate(), vec![]);
        }
        let told: Vec<u32> = import.faults.iter().map(|fault| fault.row).collect();
        for (number, row) in (2..).zip(&rows) {
            let blank = row.iter().all(|cell| cell.trim().is_empty());
            let taken = import.questions.iter().any(|question| question.row == number);
            prop_assert!(blank || taken != told.contains(&number), "row {}", number);
        }
    }
}
