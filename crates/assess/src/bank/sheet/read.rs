//! Rows of a table become questions.

use std::collections::HashMap;

use platform::sheet::{Cell, Place, Row, Sheet};

use super::super::question::{
    Answer, Difficulty, MAX_OPTIONS, QuestionDraft, QuestionKind, is_tag_separator,
};
use super::fault::{CellFault, CellFaultKind, SheetRefusal, field_of};
use super::field::{Field, read_difficulty, read_kind, read_letters, read_truth};
use super::{SheetImport, SheetQuestion};

/// The longest word repeated in a fault, in characters.
const MAX_WORD: usize = 40;

/// Reads the questions of a table whose header has been found.
///
/// # Errors
/// [`SheetRefusal`] when columns are missing or stand twice.
pub fn parse(sheet: &Sheet) -> Result<SheetImport, SheetRefusal> {
    let mut import = SheetImport::default();
    let columns = Columns::find(sheet, &mut import)?;
    for row in sheet.rows.iter().filter(|row| !row.is_blank()) {
        let mut reader = RowReader {
            row,
            columns: &columns,
            faults: Vec::new(),
        };
        let draft = reader.draft();
        if reader.faults.is_empty() {
            reader.judge(&draft.validate());
        }
        if reader.faults.is_empty() {
            reader.judge(&draft.warnings());
            import.warnings.append(&mut reader.faults);
            import.questions.push(SheetQuestion {
                row: row.number,
                draft,
            });
        } else {
            import.faults.append(&mut reader.faults);
        }
    }
    Ok(import)
}

/// Where each column stands, from 0.
struct Columns(HashMap<Field, usize>);

impl Columns {
    fn find(sheet: &Sheet, import: &mut SheetImport) -> Result<Self, SheetRefusal> {
        let mut found = HashMap::new();
        for (index, title) in sheet
            .header
            .iter()
            .enumerate()
            .filter(|(_, t)| !t.is_empty())
        {
            let place = Place::new(sheet.header_row, index);
            match Field::from_title(title) {
                None => import.ignored.push((place, title.clone())),
                Some(field) => {
                    if found.insert(field, index).is_some() {
                        return Err(SheetRefusal::ColumnRepeated { field, place });
                    }
                }
            }
        }
        let needed = [Field::Text, Field::Answer].into_iter();
        let missing: Vec<Field> = needed.filter(|field| !found.contains_key(field)).collect();
        if missing.is_empty() {
            Ok(Self(found))
        } else {
            Err(SheetRefusal::ColumnsMissing { fields: missing })
        }
    }
}

struct RowReader<'a> {
    row: &'a Row,
    columns: &'a Columns,
    faults: Vec<CellFault>,
}

impl RowReader<'_> {
    /// The question of the row in canonical form; what cannot be read is noted.
    fn draft(&mut self) -> QuestionDraft {
        let mut options = self.options();
        let kind_word = self.text(Field::Kind);
        let answer_word = self.answer_word();
        let kind = if kind_word.is_empty() {
            guess_kind(&answer_word, &options)
        } else {
            let kind = read_kind(&kind_word);
            if kind.is_none() {
                let word = shortened(&kind_word);
                self.fault(Field::Kind, CellFaultKind::KindUnknown { word });
            }
            kind.unwrap_or(QuestionKind::Single)
        };
        let answer = self.answer(kind, &answer_word, &mut options);
        QuestionDraft {
            kind,
            text: self.text(Field::Text),
            options,
            answer,
            explanation: self.text(Field::Explanation),
            source: self.text(Field::Source),
            tags: self
                .text(Field::Tags)
                .split(is_tag_separator)
                .map(str::to_owned)
                .collect(),
            difficulty: self.difficulty(),
        }
        .canonical()
    }

    /// The options up to the last one with text.
    fn options(&mut self) -> Vec<String> {
        let fields = (0..=u8::MAX).take(MAX_OPTIONS).map(Field::Option);
        let mut options: Vec<String> = fields.map(|field| self.text(field)).collect();
        let used = options.iter().rposition(|option| !option.is_empty());
        options.truncate(used.map_or(0, |last| last + 1));
        options
    }

    fn answer(&mut self, kind: QuestionKind, word: &str, options: &mut Vec<String>) -> Answer {
        let read = match kind {
            _ if word.is_empty() => Some(Answer::Choices(Vec::new())),
            QuestionKind::TrueFalse => statement_answer(word, options).map(Answer::Truth),
            QuestionKind::Single | QuestionKind::Multiple => {
                read_letters(word).map(Answer::Choices)
            }
        };
        if word.is_empty() {
            let missing = super::super::QuestionFault::AnswerMissing;
            self.fault(Field::Answer, missing.into());
        } else if read.is_none() {
            let word = shortened(word);
            self.fault(Field::Answer, CellFaultKind::AnswerUnreadable { word });
        }
        read.unwrap_or(Answer::Choices(Vec::new()))
    }

    /// A typed TRUE becomes a truth value of the office program's own.
    fn answer_word(&mut self) -> String {
        match self
            .columns
            .0
            .get(&Field::Answer)
            .map(|&column| self.row.cell(column))
        {
            Some(Cell::Bool(truth)) => truth.to_string(),
            _ => self.text(Field::Answer),
        }
    }

    fn difficulty(&mut self) -> Difficulty {
        let word = self.text(Field::Difficulty);
        read_difficulty(&word).unwrap_or_else(|| {
            let word = shortened(&word);
            self.fault(Field::Difficulty, CellFaultKind::DifficultyUnknown { word });
            Difficulty::default()
        })
    }

    /// The cell's text; nothing where the workbook lacks the column.
    fn text(&mut self, field: Field) -> String {
        let Some(&column) = self.columns.0.get(&field) else {
            return String::new();
        };
        let cell = self.row.cell(column);
        match cell {
            Cell::Date(_) => self.fault(field, CellFaultKind::DateCell),
            Cell::Error(_) => self.fault(field, CellFaultKind::FailedFormula),
            _ if cell.is_blank() => {}
            _ => return cell.to_text().into_owned(),
        }
        String::new()
    }

    fn judge(&mut self, faults: &[super::super::QuestionFault]) {
        for fault in faults {
            self.fault(field_of(fault), fault.clone().into());
        }
    }

    fn fault(&mut self, field: Field, kind: CellFaultKind) {
        let column = self.columns.0.get(&field);
        let place = column.map(|&column| Place::new(self.row.number, column));
        self.faults.push(CellFault {
            row: self.row.number,
            field,
            place,
            kind,
        });
    }
}

/// The kind where none is written: a truth value without options is a statement,
/// several letters are a multiple choice.
fn guess_kind(answer: &str, options: &[String]) -> QuestionKind {
    if options.is_empty() && read_truth(answer).is_some() {
        return QuestionKind::TrueFalse;
    }
    match read_letters(answer) {
        Some(letters) if letters.len() > 1 => QuestionKind::Multiple,
        _ => QuestionKind::Single,
    }
}

/// The truth value of a statement. Many offices write 对 and 错 as options A and
/// B and the letter as the answer: such options go.
fn statement_answer(word: &str, options: &mut Vec<String>) -> Option<bool> {
    let truths: Vec<Option<bool>> = options.iter().map(|option| read_truth(option)).collect();
    if let [Some(first), Some(second)] = truths[..]
        && first != second
    {
        options.clear();
        let chosen = read_letters(word).filter(|letters| letters.len() == 1);
        match chosen.as_deref() {
            Some([0]) => return Some(first),
            Some([1]) => return Some(second),
            _ => {}
        }
    }
    read_truth(word)
}

fn shortened(word: &str) -> String {
    let word = word.trim();
    match word.char_indices().nth(MAX_WORD) {
        Some((end, _)) => format!("{}…", word.get(..end).unwrap_or("")),
        None => word.to_owned(),
    }
}
