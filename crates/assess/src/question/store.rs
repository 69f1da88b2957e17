//! Questions in the database.

use std::collections::HashSet;

use jiff::civil::Date;
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, OrNotFound as _, internal};
use platform::ids::{OrgId, PersonId, derived};
use platform::{params, sql};
use sha2::{Digest as _, Sha256};

use super::{QuestionId, QuestionVersionId};
use crate::bank::{Difficulty, QuestionDraft};
use crate::paper::body::{answer_of, mask_of};
use crate::paper::store::{kind_of, options_of};

static INSERT: InsertMany = InsertMany::new(
    "question",
    &[
        ("id", Kind::Id),
        ("org_id", Kind::Id),
        ("path", Kind::Text),
        ("kind", Kind::Text),
        ("current_number", Kind::Int),
        ("created_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

static INSERT_VERSION: InsertMany = InsertMany::new(
    "question_version",
    &[
        ("id", Kind::Id),
        ("question_id", Kind::Id),
        ("number", Kind::Int),
        ("kind", Kind::Text),
        ("body", Kind::Text),
        ("options", Kind::Text),
        ("answer", Kind::Int),
        ("explanation", Kind::Text),
        ("source", Kind::Text),
        ("difficulty", Kind::Text),
        ("tags", Kind::Text),
        ("digest", Kind::Bytes),
        ("created_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

static INSERT_TAGS: InsertMany = InsertMany::new(
    "question_tag",
    &[("question_id", Kind::Id), ("tag", Kind::Text)],
    OnConflict::Keep(&["question_id", "tag"]),
);

/// Who writes into whose bank, and when.
#[derive(Clone, Debug)]
pub struct Author {
    /// The organisation whose bank it is.
    pub org: OrgId,
    /// Its path.
    pub path: String,
    /// Who writes.
    pub by: PersonId,
    /// When.
    pub at: Millis,
}

/// What putting a question into a bank came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Put {
    /// It is new.
    Added,
    /// It was there; its answer, explanation, source, tags or difficulty changed.
    Changed,
    /// It was there, the same.
    Unchanged,
}

/// Questions that an import has dealt with already: none of them is changed a second time, so that
/// two questions of one file that ask the same with another source both stay.
pub type Claimed = HashSet<QuestionId>;

/// Puts a question into a bank: new, a further version of one that asks the same and is not
/// claimed, or nothing when the bank has just this one. The draft has been validated.
///
/// # Errors
/// The database's.
pub fn put(
    tx: &mut Tx<'_>,
    author: &Author,
    id: QuestionId,
    draft: &QuestionDraft,
    claimed: &Claimed,
) -> Result<(QuestionId, Put), Error> {
    let draft = draft.canonical();
    let asking = asking(tx, author.org, &draft)?;
    if let Some(same) = same_of(tx, &asking, &draft)? {
        return Ok((same, Put::Unchanged));
    }
    match asking.into_iter().find(|(have, _)| !claimed.contains(have)) {
        None => {
            add(tx, author, id, &draft)?;
            Ok((id, Put::Added))
        }
        Some((have, _)) => {
            change(tx, author, have, &draft)?;
            Ok((have, Put::Changed))
        }
    }
}

/// The question of a bank that is just this one.
///
/// # Errors
/// The database's.
pub fn same(
    tx: &mut Tx<'_>,
    org: OrgId,
    draft: &QuestionDraft,
) -> Result<Option<QuestionId>, Error> {
    let draft = draft.canonical();
    let asking = asking(tx, org, &draft)?;
    same_of(tx, &asking, &draft)
}

type Asking = Vec<(QuestionId, QuestionVersionId)>;

/// The questions of a bank that ask the same: kind, text and options.
fn asking(tx: &mut Tx<'_>, org: OrgId, draft: &QuestionDraft) -> Result<Asking, Error> {
    Ok(tx.all(sql!("sql/by_digest.sql"), params![digest(draft), org])?)
}

fn same_of(
    tx: &mut Tx<'_>,
    asking: &Asking,
    draft: &QuestionDraft,
) -> Result<Option<QuestionId>, Error> {
    for (have, version) in asking {
        if self::version(tx, *version)?.same_as(draft) {
            return Ok(Some(*have));
        }
    }
    Ok(None)
}

/// Adds a new question.
///
/// # Errors
/// The database's.
pub fn add(
    tx: &mut Tx<'_>,
    author: &Author,
    id: QuestionId,
    draft: &QuestionDraft,
) -> Result<QuestionVersionId, Error> {
    let draft = draft.canonical();
    let row = params![
        id,
        author.org,
        author.path,
        draft.kind.as_str(),
        1_i64,
        author.by,
        author.at
    ];
    tx.insert_many(&INSERT, &[row.to_vec()])?;
    add_version(tx, author, id, 1, &draft)
}

/// Writes a further version of a question; papers keep the one they have.
///
/// # Errors
/// The database's.
pub fn change(
    tx: &mut Tx<'_>,
    author: &Author,
    id: QuestionId,
    draft: &QuestionDraft,
) -> Result<QuestionVersionId, Error> {
    let draft = draft.canonical();
    tx.exec(
        sql!("sql/next_version.sql"),
        params![id, draft.kind.as_str()],
    )?;
    let (number,): (i64,) = tx.one(sql!("sql/current_number.sql"), params![id])?;
    tx.exec(sql!("sql/forget_tags.sql"), params![id])?;
    add_version(tx, author, id, number, &draft)
}

fn add_version(
    tx: &mut Tx<'_>,
    author: &Author,
    id: QuestionId,
    number: i64,
    draft: &QuestionDraft,
) -> Result<QuestionVersionId, Error> {
    // One version of a number exists, so its id may follow from both.
    let version = QuestionVersionId(derived("question version", &format!("{id} {number}")));
    let json = |list: &[String]| {
        serde_json::to_string(list).map_err(|error| internal(format!("a question: {error}")))
    };
    let row = params![
        version,
        id,
        number,
        draft.kind.as_str(),
        draft.text,
        json(&draft.options)?,
        mask_of(&draft.answer),
        draft.explanation,
        draft.source,
        draft.difficulty.as_str(),
        json(&draft.tags)?,
        digest(draft),
        author.by,
        author.at,
    ];
    tx.insert_many(&INSERT_VERSION, &[row.to_vec()])?;
    let tags: Vec<_> = draft
        .tags
        .iter()
        .map(|tag| params![id, tag].to_vec())
        .collect();
    tx.insert_many(&INSERT_TAGS, &tags)?;
    Ok(version)
}

/// What a version says.
///
/// # Errors
/// [`Error::NotFound`] without one; the database's.
pub fn version(tx: &mut Tx<'_>, id: QuestionVersionId) -> Result<QuestionDraft, Error> {
    type Row = (String, String, String, i64, String, String, String, String);
    let row: Row = tx.one(sql!("sql/version.sql"), params![id])?;
    draft_of(row)
}

/// The question of stored columns: kind, body, options, answer, explanation, source, difficulty,
/// tags.
///
/// # Errors
/// When the database holds what no draft can be.
pub fn draft_of(
    (kind, text, options, answer, explanation, source, difficulty, tags): (
        String,
        String,
        String,
        i64,
        String,
        String,
        String,
        String,
    ),
) -> Result<QuestionDraft, Error> {
    let kind = kind_of(&kind)?;
    Ok(QuestionDraft {
        kind,
        text,
        options: options_of(&options)?,
        answer: answer_of(kind, answer),
        explanation,
        source,
        tags: options_of(&tags)?,
        difficulty: Difficulty::from_word(&difficulty).unwrap_or_default(),
    })
}

/// What two versions of one question share: kind, text and options.
fn digest(draft: &QuestionDraft) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in [draft.kind.as_str(), &draft.text]
        .into_iter()
        .chain(draft.options.iter().map(String::as_str))
    {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().into()
}

/// A question within somebody's scope: whose it is and what it says now.
pub struct Found {
    /// The author's place for a further version.
    pub org: OrgId,
    /// The same by path.
    pub path: String,
    /// The number of the current version.
    pub number: i64,
    /// The current version.
    pub version: QuestionVersionId,
    /// The organisation's name.
    pub org_name: String,
}
platform::from_row!(Found {
    org,
    path,
    number,
    version,
    org_name
});

/// A question that somebody may edit.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; the database's.
pub fn find_scoped(
    tx: &mut Tx<'_>,
    person: PersonId,
    today: Date,
    id: QuestionId,
) -> Result<Found, Error> {
    tx.opt::<Found>(sql!("sql/find.sql"), params![person, today, id])
        .or_not_found()
}

/// Takes a question out of the bank; papers keep what they have.
///
/// # Errors
/// The database's.
pub fn retire(tx: &mut Tx<'_>, id: QuestionId, at: Millis) -> Result<(), Error> {
    tx.exec(sql!("sql/retire.sql"), params![id, at])?;
    Ok(())
}

/// What a list of questions is narrowed to; empty means everything.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Words of the text.
    pub words: String,
    /// A kind's word.
    pub kind: String,
    /// A tag.
    pub tag: String,
}

impl Wanted {
    /// Whether a text holds the words, in either case. Compared here and not in the database,
    /// because the engines fold letters differently.
    fn fits(&self, text: &str) -> bool {
        self.words.is_empty() || text.to_lowercase().contains(&self.words.to_lowercase())
    }
}

/// A question in a list.
pub struct Listed {
    /// Which.
    pub id: QuestionId,
    /// Its kind's word.
    pub kind: String,
    /// What it asks.
    pub text: String,
    /// How hard its author thinks it is.
    pub difficulty: String,
    /// Its tags, as JSON.
    pub tags: String,
    /// When it was written.
    pub created_at: Millis,
}
platform::from_row!(Listed {
    id,
    kind,
    text,
    difficulty,
    tags,
    created_at
});

/// The most a list shows, and one more to know that it goes on.
const LISTED: usize = 51;
/// The most slices a search looks through: beyond that, narrow it by kind or tag first.
const SLICES: usize = 40;

/// Questions in somebody's scope, the newest first, at most 51, after a place in the list.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    person: PersonId,
    today: Date,
    wanted: &Wanted,
    mut after: (Millis, QuestionId),
) -> Result<Vec<Listed>, Error> {
    let mut found: Vec<Listed> = Vec::new();
    for _ in 0..SLICES {
        let params = params![person, today, after.0, after.1, wanted.kind, wanted.tag];
        let rows: Vec<Listed> = tx.all(sql!("sql/list.sql"), params)?;
        let Some(last) = rows.last() else { break };
        after = (last.created_at, last.id);
        found.extend(rows.into_iter().filter(|row| wanted.fits(&row.text)));
        if found.len() >= LISTED {
            found.truncate(LISTED);
            break;
        }
    }
    Ok(found)
}

/// The same questions whole, the oldest first, for an export.
///
/// # Errors
/// The database's.
pub fn drafts_scoped(
    tx: &mut Tx<'_>,
    person: PersonId,
    today: Date,
    wanted: &Wanted,
) -> Result<Vec<QuestionDraft>, Error> {
    type Row = (String, String, String, i64, String, String, String, String);
    let rows: Vec<Row> = tx.all(
        sql!("sql/all.sql"),
        params![person, today, wanted.kind, wanted.tag],
    )?;
    rows.into_iter()
        .filter(|row| wanted.fits(&row.1))
        .map(draft_of)
        .collect()
}

/// The tags in somebody's scope with their counts, the most used first.
///
/// # Errors
/// The database's.
pub fn tags_scoped(
    tx: &mut Tx<'_>,
    person: PersonId,
    today: Date,
) -> Result<Vec<(String, i64)>, Error> {
    Ok(tx.all(sql!("sql/tags.sql"), params![person, today])?)
}
