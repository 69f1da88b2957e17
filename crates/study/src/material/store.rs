//! Materials in the database. Staff find them through their grants, members through where they
//! belong.

use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::{FileId, PersonId};
use platform::{from_row, params, sql};

use super::{
    Material, MaterialId, MaterialKind, PublicationId, State, Verdict, Version, VersionId,
};
use crate::course::{CourseId, UnitId};
use crate::reader::Reader;

/// Lines of one page of a list.
pub const LINES: i64 = 30;

/// Where a list by time goes on: below this line.
#[derive(Clone, Copy, Debug)]
pub struct After {
    /// The time of the last line shown.
    pub at: Millis,
    /// Its id.
    pub id: [u8; 16],
}

impl After {
    /// Begins with the newest.
    pub const NEWEST: Self = Self {
        at: Millis(i64::MAX),
        id: [0xff; 16],
    };

    /// Reads what [`After::text`] wrote; anything else begins with the newest.
    #[must_use]
    pub fn read(text: Option<&str>) -> Self {
        let parsed = text.and_then(|text| {
            let (at, id) = text.split_once('.')?;
            Some(Self {
                at: Millis(at.parse().ok()?),
                id: id.parse::<MaterialId>().ok()?.0,
            })
        });
        parsed.unwrap_or(Self::NEWEST)
    }

    /// As it stands in an address.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}.{}", self.at.0, MaterialId(self.id))
    }
}

/// A material within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: MaterialId) -> Result<Material, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A material by id, inside an operation that has judged the scope.
///
/// # Errors
/// The database's.
pub fn find(tx: &mut Tx<'_>, id: MaterialId) -> Result<Option<Material>, DbError> {
    tx.opt(sql!("sql/find.sql"), params![id])
}

/// Materials in the scope, newest first: one more than [`LINES`] when there are more.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    state: Option<State>,
    words: &str,
    after: After,
) -> Result<Vec<Material>, DbError> {
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            state.map_or("", State::code),
            super::folded(words),
            after.at,
            MaterialId(after.id),
            LINES + 1
        ],
    )
}

/// A version of a material that was found before.
///
/// # Errors
/// [`Error::NotFound`] without it.
pub fn version(tx: &mut Tx<'_>, id: MaterialId, number: i64) -> Result<Version, Error> {
    tx.opt(sql!("sql/version.sql"), params![id, number])
        .or_not_found()
}

/// The id of a version.
///
/// # Errors
/// [`Error::NotFound`] without it.
pub fn version_id(tx: &mut Tx<'_>, id: MaterialId, number: i64) -> Result<VersionId, Error> {
    let found = tx.opt::<(VersionId,)>(sql!("sql/version_id.sql"), params![id, number]);
    Ok(found.or_not_found()?.0)
}

/// What a reader may read of a material: its published version.
///
/// # Errors
/// [`Error::NotFound`] when it is not published or not for them.
pub fn readable(tx: &mut Tx<'_>, reader: Reader, id: MaterialId) -> Result<Version, Error> {
    tx.opt(
        sql!("sql/readable_version.sql"),
        params![reader.person, reader.today, id],
    )
    .or_not_found()
}

/// A published material in a member's list.
#[derive(Clone, Debug)]
pub struct Readable {
    /// Which.
    pub id: MaterialId,
    /// Its title.
    pub title: String,
    /// Where it comes from.
    pub source: String,
    /// What it is made of.
    pub kind: MaterialKind,
    /// Reading time.
    pub minutes: i64,
    /// Pages, for a PDF.
    pub pages: i64,
    /// Since when it is published.
    pub at: Millis,
    /// Its publication.
    pub publication: PublicationId,
}

from_row!(Readable {
    id,
    title,
    source,
    kind,
    minutes,
    pages,
    at,
    publication
});

/// What a reader may read, newest first: one more than `lines` when there are more.
///
/// # Errors
/// The database's.
pub fn readable_list(
    tx: &mut Tx<'_>,
    reader: Reader,
    words: &str,
    after: After,
    lines: i64,
) -> Result<Vec<Readable>, DbError> {
    let folded = super::folded(words);
    let below = PublicationId(after.id);
    tx.all(
        sql!("sql/readable_list.sql"),
        params![
            reader.person,
            reader.today,
            folded,
            after.at,
            below,
            lines + 1
        ],
    )
}

/// A unit in which a material stands.
#[derive(Clone, Debug)]
pub struct StandsIn {
    /// The course.
    pub course: CourseId,
    /// The unit.
    pub unit: UnitId,
    /// The course's title.
    pub course_title: String,
    /// The unit's title.
    pub unit_title: String,
}

from_row!(StandsIn {
    course,
    unit,
    course_title,
    unit_title
});

/// The published courses, open to a reader, that hold a material.
///
/// # Errors
/// The database's.
pub fn courses_of(
    tx: &mut Tx<'_>,
    reader: Reader,
    id: MaterialId,
) -> Result<Vec<StandsIn>, DbError> {
    tx.all(
        sql!("sql/courses_of.sql"),
        params![reader.person, reader.today, id],
    )
}

/// The files of a version, for whoever may see it: its editors and reviewers, and its readers
/// while it is published.
///
/// # Errors
/// [`Error::NotFound`] for others.
pub fn files_of(
    tx: &mut Tx<'_>,
    reader: Reader,
    id: MaterialId,
    number: i64,
) -> Result<(VersionId, i64, Option<FileId>), Error> {
    tx.opt(
        sql!("sql/may_see_version.sql"),
        params![reader.person, reader.today, id, number],
    )
    .or_not_found()
}

/// The image of a page.
///
/// # Errors
/// [`Error::NotFound`] beyond the last page.
pub fn page_image(tx: &mut Tx<'_>, version: VersionId, page: i64) -> Result<FileId, Error> {
    let found = tx.opt::<(FileId,)>(sql!("sql/page_image.sql"), params![version, page]);
    Ok(found.or_not_found()?.0)
}

/// A page of a PDF.
#[derive(Clone, Debug)]
pub struct Page {
    /// From 1.
    pub number: i64,
    /// Its image.
    pub image_id: FileId,
    /// Its text; empty where the page is a picture.
    pub body: String,
}

from_row!(Page {
    number,
    image_id,
    body
});

/// The pages of a version.
///
/// # Errors
/// The database's.
pub fn pages(tx: &mut Tx<'_>, version: VersionId) -> Result<Vec<Page>, DbError> {
    tx.all(sql!("sql/pages.sql"), params![version])
}

pub(super) static PAGES: InsertMany = InsertMany::new(
    "material_page",
    &[
        ("version_id", Kind::Id),
        ("number", Kind::Int),
        ("image_id", Kind::Id),
        ("body", Kind::Text),
    ],
    OnConflict::Fail,
);

/// A version in the history of a material.
#[derive(Clone, Debug)]
pub struct Past {
    /// From 1.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub written_at: Millis,
    /// When it was handed in.
    pub submitted_at: Option<Millis>,
    /// When it was published.
    pub published_at: Option<Millis>,
    /// When it was taken back.
    pub withdrawn_at: Option<Millis>,
    /// Why: `withdrawn` or `superseded`.
    pub cause: Option<String>,
    /// In the words of who took it back.
    pub reason: Option<String>,
}

from_row!(Past {
    number,
    title,
    author,
    written_at,
    submitted_at,
    published_at,
    withdrawn_at,
    cause,
    reason
});

/// The newest hundred versions.
///
/// # Errors
/// The database's.
pub fn versions(tx: &mut Tx<'_>, id: MaterialId) -> Result<Vec<Past>, DbError> {
    tx.all(sql!("sql/versions.sql"), params![id])
}

/// A review in the history of a material.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// Of which version.
    pub number: i64,
    /// Who reviewed.
    pub reviewer: String,
    /// What they found.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Millis,
}

from_row!(Reviewed {
    number,
    reviewer,
    verdict,
    reason,
    at
});

/// The newest hundred reviews.
///
/// # Errors
/// The database's.
pub fn reviews(tx: &mut Tx<'_>, id: MaterialId) -> Result<Vec<Reviewed>, DbError> {
    tx.all(sql!("sql/reviews.sql"), params![id])
}

/// Whether somebody wrote any version.
///
/// # Errors
/// The database's.
pub fn wrote_any(tx: &mut Tx<'_>, id: MaterialId, person: PersonId) -> Result<bool, DbError> {
    Ok(tx
        .one::<(i64,)>(sql!("sql/wrote_any.sql"), params![id, person])?
        .0
        > 0)
}
