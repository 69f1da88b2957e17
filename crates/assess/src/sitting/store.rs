//! Sittings, answers and submissions in the database.

use platform::clock::Millis;
use platform::db::{InsertMany, InsertReturning, InsertTogether, Kind, OnConflict, Tx};
use platform::error::{Error, OrNotFound as _, internal};
use platform::ids::PersonId;
use platform::{from_row, params, sql};

use super::log::{Answer, End, EndedBy, Late};
use super::receipt::Hash;
use crate::test::TestId;

/// A sitting as stored.
#[derive(Clone, Debug)]
pub struct SittingRow {
    /// Its number.
    pub no: i64,
    /// Of which test.
    pub test: TestId,
    /// Whose.
    pub person: PersonId,
    /// The person's number in records.
    pub person_no: i64,
    /// The number of the organisation the person belonged to at the start.
    pub org_no: i64,
    /// That organisation's path.
    pub path: String,
    /// When it began.
    pub started_at: Millis,
    /// Its own deadline.
    pub due_at: Millis,
    /// What its order of questions is made from.
    pub seed: i64,
}
from_row!(SittingRow {
    no,
    test,
    person,
    person_no,
    org_no,
    path,
    started_at,
    due_at,
    seed
});

/// One sitting a person and test: the key decides a race.
pub static INSERT_SITTING: InsertMany = InsertMany::new(
    "sitting",
    &[
        ("test_id", Kind::Id),
        ("person_id", Kind::Id),
        ("person_no", Kind::Int),
        ("org_no", Kind::Int),
        ("path", Kind::Text),
        ("started_at", Kind::Int),
        ("due_at", Kind::Int),
        ("seed", Kind::Int),
    ],
    OnConflict::Keep(&["test_id", "person_id"]),
);

/// The number the database gave to a sitting that is new, and whose it is.
pub static BEGIN_SITTING: InsertReturning =
    InsertReturning::new(&INSERT_SITTING, "no, test_id, person_id");

/// Puts a sitting on the closer's list.
pub static INSERT_OPEN: InsertMany = InsertMany::new(
    "sitting_open",
    &[
        ("sitting_no", Kind::Int),
        ("test_id", Kind::Id),
        ("due_at", Kind::Int),
    ],
    OnConflict::Keep(&["sitting_no"]),
);

/// The log of answers: what is there stays.
pub static INSERT_ANSWERS: InsertMany = InsertMany::new(
    "answer_log",
    &[
        ("sitting_no", Kind::Int),
        ("question_no", Kind::Int),
        ("client", Kind::Int),
        ("sequence", Kind::Int),
        ("value", Kind::Int),
        ("arrived_at", Kind::Int),
        ("late", Kind::Int),
        ("batch", Kind::Int),
        ("leaf", Kind::Int),
    ],
    OnConflict::Keep(&["sitting_no", "question_no", "client", "sequence"]),
);

/// How many answers of a test were saved.
pub static ADD_SAVED: InsertMany = InsertMany::new(
    "test_saved",
    &[
        ("test_id", Kind::Id),
        ("slot", Kind::Int),
        ("answers", Kind::Int),
    ],
    OnConflict::Add {
        key: &["test_id", "slot"],
        columns: &["answers"],
    },
);

/// What was signed.
pub static INSERT_BATCH: InsertMany = InsertMany::new(
    "answer_batch",
    &[
        ("id", Kind::Int),
        ("at", Kind::Int),
        ("root", Kind::Bytes),
        ("signature", Kind::Bytes),
        ("leaves", Kind::Bytes),
    ],
    OnConflict::Fail,
);

/// Answers, how many there are of each test, and what was signed.
pub static SAVE: InsertTogether<3> =
    InsertTogether::new([&INSERT_ANSWERS, &ADD_SAVED, &INSERT_BATCH]);

/// One end a sitting: the key decides a race between two devices and the closer.
pub static INSERT_SUBMISSIONS: InsertMany = InsertMany::new(
    "submission",
    &[
        ("sitting_no", Kind::Int),
        ("at", Kind::Int),
        ("ended_by", Kind::Text),
        ("answers", Kind::Int),
        ("digest", Kind::Bytes),
        ("batch", Kind::Int),
        ("leaf", Kind::Int),
    ],
    OnConflict::Keep(&["sitting_no"]),
);

/// Marks; grading again replaces them.
pub static INSERT_MARKS: InsertMany = InsertMany::new(
    "mark",
    &[
        ("sitting_no", Kind::Int),
        ("test_id", Kind::Id),
        ("path", Kind::Text),
        ("score", Kind::Int),
        ("full_marks", Kind::Int),
        ("band", Kind::Int),
        ("detail", Kind::Text),
        ("graded_at", Kind::Int),
    ],
    OnConflict::Replace {
        key: &["sitting_no"],
        columns: &["score", "full_marks", "band", "detail", "graded_at"],
    },
);

/// A sitting by its number.
///
/// # Errors
/// [`Error::NotFound`]; the database's.
pub fn by_no(tx: &mut Tx<'_>, no: i64) -> Result<SittingRow, Error> {
    tx.opt::<SittingRow>(sql!("sql/by_no.sql"), params![no])
        .or_not_found()
}

/// A person's sitting of a test.
///
/// # Errors
/// The database's.
pub fn of_person(
    tx: &mut Tx<'_>,
    test: TestId,
    person: PersonId,
) -> Result<Option<SittingRow>, Error> {
    Ok(tx.opt(sql!("sql/of_person.sql"), params![test, person])?)
}

/// The highest sequence of a sitting; 0 when nothing was answered.
///
/// # Errors
/// The database's.
pub fn top_sequence(tx: &mut Tx<'_>, no: i64) -> Result<i64, Error> {
    let (top,): (Option<i64>,) = tx.one(sql!("sql/top_sequence.sql"), params![no])?;
    Ok(top.unwrap_or(0))
}

/// Everything that arrived for a sitting.
///
/// # Errors
/// The database's.
pub fn answers(tx: &mut Tx<'_>, no: i64) -> Result<Vec<Answer>, Error> {
    Ok(logged(tx, no)?
        .into_iter()
        .map(|logged| logged.answer)
        .collect())
}

/// An answer with the place of its receipt.
#[derive(Clone, Copy, Debug)]
pub struct Logged {
    /// The answer.
    pub answer: Answer,
    /// The batch it was written in.
    pub batch: i64,
    /// Its leaf there.
    pub leaf: i64,
}

impl platform::db::FromRow for Logged {
    fn from_row(cells: &mut platform::db::Cells) -> Result<Self, platform::db::DbError> {
        let answer = Answer {
            question_no: cells.next()?,
            client: cells.next()?,
            sequence: cells.next()?,
            value: cells.next()?,
            arrived_at: cells.next()?,
            late: Late::from_code(cells.next()?),
        };
        Ok(Self {
            answer,
            batch: cells.next()?,
            leaf: cells.next()?,
        })
    }
}

/// Everything that arrived for a sitting, with the places of the receipts, in order of arrival.
///
/// # Errors
/// The database's.
pub fn logged(tx: &mut Tx<'_>, no: i64) -> Result<Vec<Logged>, Error> {
    Ok(tx.all(sql!("sql/answers.sql"), params![no])?)
}

/// One stored answer by its key.
///
/// # Errors
/// [`Error::NotFound`]; the database's.
pub fn answer(tx: &mut Tx<'_>, no: i64, answer: &Answer) -> Result<Logged, Error> {
    let (question, client, sequence) = answer.key();
    tx.opt::<Logged>(
        sql!("sql/answer.sql"),
        params![no, question, client, sequence],
    )
    .or_not_found()
}

/// A stored submission.
#[derive(Clone, Debug)]
pub struct Submission {
    /// How it ended.
    pub end: End,
    /// How many questions had an answer that counted.
    pub answers: i64,
    /// The digest of those answers.
    pub digest: Hash,
    /// The batch its receipt stands in.
    pub batch: i64,
    /// Its leaf there.
    pub leaf: i64,
}

/// How a sitting was submitted.
///
/// # Errors
/// The database's.
pub fn submission(tx: &mut Tx<'_>, no: i64) -> Result<Option<Submission>, Error> {
    type Row = (Millis, String, i64, Hash, i64, i64);
    let row: Option<Row> = tx.opt(sql!("sql/submission.sql"), params![no])?;
    row.map(|(at, by, answers, digest, batch, leaf)| {
        let by = EndedBy::from_word(&by).ok_or_else(|| internal("an unknown end of a sitting"))?;
        Ok(Submission {
            end: End { at, by },
            answers,
            digest,
            batch,
            leaf,
        })
    })
    .transpose()
}

/// How a sitting ended, if it did.
///
/// # Errors
/// The database's.
pub fn end(tx: &mut Tx<'_>, no: i64) -> Result<Option<End>, Error> {
    Ok(submission(tx, no)?.map(|submission| submission.end))
}

/// What was signed as one: root, signature, leaves.
///
/// # Errors
/// [`Error::NotFound`]; the database's.
pub fn batch(tx: &mut Tx<'_>, id: i64) -> Result<(Hash, Vec<u8>, Vec<u8>), Error> {
    tx.opt::<(Hash, Vec<u8>, Vec<u8>)>(sql!("sql/batch.sql"), params![id])
        .or_not_found()
}

/// A mark as stored: score and detail.
///
/// # Errors
/// The database's.
pub fn mark(tx: &mut Tx<'_>, no: i64) -> Result<Option<(i64, i64, String)>, Error> {
    Ok(tx.opt(sql!("sql/mark.sql"), params![no])?)
}
