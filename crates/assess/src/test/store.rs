//! Tests in the database.

use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, Tx};
use platform::error::Error;
use platform::ids::OrgId;
use platform::{params, sql};

use super::audience::Audience;
use super::{ScoreShown, TestId};
use crate::bank::MultiplePartial;
use crate::paper::PaperVersionId;
use crate::question::store::Author;
use crate::sitting::permutation::Shuffle;

static INSERT: InsertMany = InsertMany::new(
    "test",
    &[
        ("id", Kind::Id),
        ("org_id", Kind::Id),
        ("path", Kind::Text),
        ("paper_version_id", Kind::Id),
        ("title", Kind::Text),
        ("opens_at", Kind::Int),
        ("closes_at", Kind::Int),
        ("minutes", Kind::Int),
        ("audience_org_id", Kind::Id),
        ("audience_path", Kind::Text),
        ("audience_kinds", Kind::Text),
        ("required", Kind::Int),
        ("shuffled", Kind::Int),
        ("shuffle_seed", Kind::Int),
        ("score_shown", Kind::Text),
        ("multiple_partial", Kind::Text),
        ("created_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

static INSERT_PUBLICATION: InsertMany = InsertMany::new(
    "test_publication",
    &[
        ("test_id", Kind::Id),
        ("at", Kind::Int),
        ("by_person", Kind::Id),
    ],
    OnConflict::Keep(&["test_id"]),
);

static INSERT_CLOSURE: InsertMany = InsertMany::new(
    "test_closure",
    &[
        ("test_id", Kind::Id),
        ("at", Kind::Int),
        ("by_person", Kind::Id),
    ],
    OnConflict::Keep(&["test_id"]),
);

/// A test as its author sets it.
#[derive(Clone, Debug)]
pub struct NewTest {
    /// Its id.
    pub id: TestId,
    /// The paper it gives.
    pub paper: PaperVersionId,
    /// Its title.
    pub title: String,
    /// From when it may be started.
    pub opens_at: Millis,
    /// When it ends for everybody.
    pub closes_at: Millis,
    /// How long one may take.
    pub minutes: i64,
    /// The organisation at the root of the audience.
    pub audience_org: OrgId,
    /// For whom it is.
    pub audience: Audience,
    /// Whether its audience has to sit it.
    pub required: bool,
    /// Whether it shuffles.
    pub shuffle: Shuffle,
    /// What orders of questions are made from.
    pub shuffle_seed: i64,
    /// When a member sees the score.
    pub score_shown: ScoreShown,
    /// What incomplete answers are worth.
    pub partial: MultiplePartial,
}

/// Adds a test that nobody sees before it is published.
///
/// # Errors
/// The database's.
pub fn add(tx: &mut Tx<'_>, author: &Author, test: &NewTest) -> Result<(), Error> {
    let row = params![
        test.id,
        author.org,
        author.path,
        test.paper,
        test.title,
        test.opens_at,
        test.closes_at,
        test.minutes,
        test.audience_org,
        test.audience.path,
        test.audience.kinds,
        test.required,
        test.shuffle == Shuffle::Shuffled,
        test.shuffle_seed,
        test.score_shown.as_str(),
        test.partial.as_str(),
        author.by,
        author.at,
    ];
    tx.insert_many(&INSERT, &[row.to_vec()])?;
    Ok(())
}

/// Changes a test that is not published and has not been changed since `version`; says how many
/// rows that were.
///
/// # Errors
/// The database's.
pub fn edit(tx: &mut Tx<'_>, version: i64, test: &NewTest) -> Result<u64, Error> {
    let row = params![
        test.id,
        version,
        test.paper,
        test.title,
        test.opens_at,
        test.closes_at,
        test.minutes,
        test.audience_org,
        test.audience.path,
        test.audience.kinds,
        test.required,
        test.shuffle == Shuffle::Shuffled,
        test.score_shown.as_str(),
        test.partial.as_str(),
    ];
    Ok(tx.exec(sql!("sql/edit.sql"), row)?)
}

/// Publishes a test; says whether this very call did.
///
/// # Errors
/// The database's.
pub fn publish(tx: &mut Tx<'_>, author: &Author, test: TestId) -> Result<bool, Error> {
    let row = params![test, author.at, author.by].to_vec();
    Ok(tx.insert_many(&INSERT_PUBLICATION, &[row])? == 1)
}

/// Writes that a test was closed; gives the moment that holds.
///
/// # Errors
/// The database's.
pub fn close(tx: &mut Tx<'_>, author: &Author, test: TestId) -> Result<Millis, Error> {
    let row = params![test, author.at, author.by].to_vec();
    tx.insert_many(&INSERT_CLOSURE, &[row])?;
    let (at,): (Millis,) = tx.one(sql!("sql/closure_at.sql"), params![test])?;
    Ok(at)
}
