//! The template, and questions as a workbook of its columns.

use platform::sheet::{Cell, Column, Need, Row, SheetError, Table, write_xlsx};

use super::super::question::{Answer, Difficulty, QuestionDraft, QuestionKind};
use super::field::{Field, Language, difficulty_word, kind_word, truth_word};

/// The empty template: a sheet to fill in, and one with an example of each kind.
///
/// # Errors
/// [`SheetError::Write`]; not for content, which is constant.
pub fn template(language: Language) -> Result<Vec<u8>, SheetError> {
    let (questions, examples) = match language {
        Language::Chinese => ("题目", "示例"),
        Language::English => ("Questions", "Examples"),
    };
    write_xlsx(&[
        table(questions, &[], language),
        table(examples, &EXAMPLES.map(|example| example.draft()), language),
    ])
}

/// The questions as a workbook, in order.
///
/// # Errors
/// [`SheetError::Write`] when a text is longer than a cell can hold; no text of a
/// question without faults is.
pub fn export(drafts: &[QuestionDraft], language: Language) -> Result<Vec<u8>, SheetError> {
    let name = match language {
        Language::Chinese => "题目",
        Language::English => "Questions",
    };
    write_xlsx(&[table(name, drafts, language)])
}

fn table(name: &str, drafts: &[QuestionDraft], language: Language) -> Table {
    let rows = (2..).zip(drafts).map(|(number, draft)| Row {
        number,
        cells: Field::all()
            .map(|field| cell(&draft.canonical(), field, language))
            .collect(),
    });
    Table {
        name: name.to_owned(),
        header_row: 1,
        columns: Field::all().map(|field| column(field, language)).collect(),
        rows: rows.collect(),
        ..Table::default()
    }
}

fn column(field: Field, language: Language) -> Column {
    let mut column = Column::text(field.title(language));
    let words = |words: [&str; 3]| words.map(str::to_owned).to_vec();
    match field {
        Field::Kind => {
            column.choices = words(QuestionKind::ALL.map(|kind| kind_word(kind, language)));
        }
        Field::Difficulty => {
            column.choices = words(Difficulty::ALL.map(|level| difficulty_word(level, language)));
        }
        Field::Text => column.width = 50,
        Field::Explanation => column.width = 40,
        Field::Option(_) | Field::Source => column.width = 20,
        Field::Answer | Field::Tags => {}
    }
    if matches!(field, Field::Text | Field::Answer) {
        column.need = Need::Required;
    }
    column.note = note(field, language).map(str::to_owned);
    column
}

/// What to write in a column, where its title does not say it.
const fn note(field: Field, language: Language) -> Option<&'static str> {
    Some(match (field, language) {
        (Field::Kind, Language::Chinese) => "单选、多选或判断。不填时按答案判断。",
        (Field::Kind, Language::English) => {
            "single, multiple or true/false. Left empty, the answer decides."
        }
        (Field::Answer, Language::Chinese) => {
            "单选写一个字母，如 B；多选写几个字母，如 ACD；判断写 对 或 错。"
        }
        (Field::Answer, Language::English) => {
            "A letter such as B, letters such as ACD, or true or false."
        }
        (Field::Tags, Language::Chinese) => "几个标签之间用分号或顿号隔开。",
        (Field::Tags, Language::English) => "Part several tags by semicolons.",
        (Field::Difficulty, Language::Chinese) => "易、中或难。不填时算中。",
        (Field::Difficulty, Language::English) => "easy, medium or hard. Left empty, it is medium.",
        (Field::Source, Language::Chinese) => "题目依据的文件和条款，方便别人核对。",
        (Field::Source, Language::English) => {
            "The document and clause behind the question, so that others can check it."
        }
        _ => return None,
    })
}

fn cell(draft: &QuestionDraft, field: Field, language: Language) -> Cell {
    Cell::text(match field {
        Field::Kind => kind_word(draft.kind, language).to_owned(),
        Field::Text => draft.text.clone(),
        Field::Option(index) => draft
            .options
            .get(usize::from(index))
            .cloned()
            .unwrap_or_default(),
        Field::Answer => match &draft.answer {
            Answer::Truth(truth) => truth_word(*truth, language).to_owned(),
            choices @ Answer::Choices(_) => choices.letters(),
        },
        Field::Explanation => draft.explanation.clone(),
        Field::Source => draft.source.clone(),
        Field::Tags => draft.tags.join("；"),
        Field::Difficulty => difficulty_word(draft.difficulty, language).to_owned(),
    })
}

/// A question of the examples sheet; the Party's constitution is quoted in
/// Chinese in either language.
struct Example {
    kind: QuestionKind,
    text: &'static str,
    options: &'static [&'static str],
    right: &'static [u8],
    explanation: &'static str,
    source: &'static str,
}

impl Example {
    fn draft(&self) -> QuestionDraft {
        QuestionDraft {
            kind: self.kind,
            text: self.text.to_owned(),
            options: self
                .options
                .iter()
                .map(|&option| option.to_owned())
                .collect(),
            answer: match self.kind {
                QuestionKind::TrueFalse => Answer::Truth(self.right.is_empty()),
                _ => Answer::Choices(self.right.to_vec()),
            },
            explanation: self.explanation.to_owned(),
            source: self.source.to_owned(),
            tags: vec!["党章".to_owned()],
            difficulty: Difficulty::Easy,
        }
    }
}

const EXAMPLES: [Example; 3] = [
    Example {
        kind: QuestionKind::Single,
        text: "预备党员的预备期为多长时间？",
        options: &["半年", "一年", "两年"],
        right: &[1],
        explanation: "预备党员的预备期为一年。",
        source: "《中国共产党章程》第七条",
    },
    Example {
        kind: QuestionKind::Multiple,
        text: "党支部委员会由党员大会选举产生，哪些会议属于“三会一课”？",
        options: &["支部党员大会", "支部委员会会议", "党小组会", "职工代表大会"],
        right: &[0, 1, 2],
        explanation: "“三会一课”是支部党员大会、支部委员会会议、党小组会和党课。",
        source: "《中国共产党支部工作条例（试行）》",
    },
    Example {
        kind: QuestionKind::TrueFalse,
        text: "年满十八岁的中国公民才可以申请加入中国共产党。",
        options: &[],
        right: &[],
        explanation: "党章规定申请人须年满十八岁。",
        source: "《中国共产党章程》第一条",
    },
];
