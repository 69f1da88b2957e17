//! Papers in the database.

use platform::db::{InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, internal, invalid};
use platform::ids::derived;
use platform::{params, sql};

use super::body::PaperQuestion;
use super::{PaperId, PaperVersionId};
use crate::bank::{Mark, QuestionKind};
use crate::question::QuestionVersionId;
use crate::question::store::Author;

/// The questions of a version, in order, with their keys.
///
/// # Errors
/// The database's.
pub fn questions(tx: &mut Tx<'_>, version: PaperVersionId) -> Result<Vec<PaperQuestion>, Error> {
    type Row = (i64, String, String, String, i64, i64);
    let rows: Vec<Row> = tx.all(sql!("sql/questions.sql"), params![version])?;
    rows.into_iter()
        .map(|(no, kind, text, options, key, full)| {
            Ok(PaperQuestion {
                no,
                kind: kind_of(&kind)?,
                text,
                options: options_of(&options)?,
                key,
                full: Mark(full),
            })
        })
        .collect()
}

/// Reads a stored kind.
///
/// # Errors
/// When the database holds a word of another version.
pub fn kind_of(word: &str) -> Result<QuestionKind, Error> {
    QuestionKind::from_word(word).ok_or_else(|| internal("an unknown kind of question"))
}

/// Reads stored options.
///
/// # Errors
/// When the database holds something else.
pub fn options_of(json: &str) -> Result<Vec<String>, Error> {
    serde_json::from_str(json).map_err(|_| internal("options of a question cannot be read"))
}

static INSERT: InsertMany = InsertMany::new(
    "paper",
    &[
        ("id", Kind::Id),
        ("org_id", Kind::Id),
        ("path", Kind::Text),
        ("title", Kind::Text),
        ("current_number", Kind::Int),
        ("created_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

static INSERT_VERSION: InsertMany = InsertMany::new(
    "paper_version",
    &[
        ("id", Kind::Id),
        ("paper_id", Kind::Id),
        ("number", Kind::Int),
        ("questions", Kind::Int),
        ("full_marks", Kind::Int),
        ("created_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

static INSERT_QUESTIONS: InsertMany = InsertMany::new(
    "paper_question",
    &[
        ("paper_version_id", Kind::Id),
        ("no", Kind::Int),
        ("question_version_id", Kind::Id),
        ("full_marks", Kind::Int),
    ],
    OnConflict::Fail,
);

/// A question on a paper and what it is worth there.
pub type Placed = (QuestionVersionId, Mark);

/// Adds an empty paper.
///
/// # Errors
/// The database's.
pub fn add(tx: &mut Tx<'_>, author: &Author, id: PaperId, title: &str) -> Result<(), Error> {
    let row = params![
        id,
        author.org,
        author.path,
        title,
        0_i64,
        author.by,
        author.at
    ];
    tx.insert_many(&INSERT, &[row.to_vec()])?;
    Ok(())
}

/// Writes a further version of a paper; tests keep the one they have.
///
/// # Errors
/// When no question is placed; the database's.
pub fn add_version(
    tx: &mut Tx<'_>,
    author: &Author,
    paper: PaperId,
    placed: &[Placed],
) -> Result<PaperVersionId, Error> {
    if placed.is_empty() {
        return Err(invalid("questions", "paper-empty"));
    }
    tx.exec(sql!("sql/next_version.sql"), params![paper])?;
    let (number,): (i64,) = tx.one(sql!("sql/current_number.sql"), params![paper])?;
    let id = PaperVersionId(derived("paper version", &format!("{paper} {number}")));
    let full: Mark = placed.iter().map(|(_, mark)| *mark).sum();
    let row = params![
        id,
        paper,
        number,
        placed.len(),
        full.0,
        author.by,
        author.at
    ];
    tx.insert_many(&INSERT_VERSION, &[row.to_vec()])?;
    let rows: Vec<_> = (1_i64..)
        .zip(placed)
        .map(|(no, (question, mark))| params![id, no, question, mark.0].to_vec())
        .collect();
    tx.insert_many(&INSERT_QUESTIONS, &rows)?;
    Ok(id)
}
