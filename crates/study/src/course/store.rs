//! Courses in the database. Staff find them through their grants, members through where they belong.

use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::{from_row, params, sql};

use super::{Chapter, ChapterId, Course, CourseId, Unit, UnitId};
use crate::convert::clean::Heading;
use crate::material::store::{After, LINES};
use crate::material::{MaterialId, folded};
use crate::reader::Reader;

/// A course within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: CourseId) -> Result<Course, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A course by id, inside an operation that has judged the scope.
///
/// # Errors
/// [`Error::NotFound`] without it.
pub fn find(tx: &mut Tx<'_>, id: CourseId) -> Result<Course, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// Courses in the scope, newest first: one more than [`LINES`] when there are more.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    words: &str,
    after: After,
) -> Result<Vec<Course>, DbError> {
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            folded(words),
            after.at,
            CourseId(after.id),
            LINES + 1
        ],
    )
}

/// A published course for a reader.
///
/// # Errors
/// [`Error::NotFound`] when it is not published or not for them.
pub fn readable(tx: &mut Tx<'_>, reader: Reader, id: CourseId) -> Result<Course, Error> {
    tx.opt(
        sql!("sql/readable.sql"),
        params![reader.person, reader.today, id],
    )
    .or_not_found()
}

/// A published course in a member's list, with how far they are.
#[derive(Clone, Debug)]
pub struct Readable {
    /// Which.
    pub id: CourseId,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Since when it is published.
    pub at: Millis,
    /// Units that can be done.
    pub units: i64,
    /// Of these, finished.
    pub finished: i64,
    /// When all evidence was there.
    pub finished_at: Option<Millis>,
    /// Whether anything in it proves more than the member's own word.
    pub proves: bool,
}

from_row!(Readable {
    id,
    title,
    summary,
    at,
    units,
    finished,
    finished_at,
    proves
});

/// The newest published courses for a reader.
///
/// # Errors
/// The database's.
pub fn readable_list(
    tx: &mut Tx<'_>,
    reader: Reader,
    lines: i64,
) -> Result<Vec<Readable>, DbError> {
    tx.all(
        sql!("sql/readable_list.sql"),
        params![reader.person, reader.today, lines],
    )
}

/// The chapters of a course with their units.
///
/// # Errors
/// The database's.
pub fn outline(tx: &mut Tx<'_>, id: CourseId) -> Result<Vec<Chapter>, DbError> {
    let chapters: Vec<(ChapterId, String)> = tx.all(sql!("sql/chapters.sql"), params![id])?;
    let units: Vec<Unit> = tx.all(sql!("sql/units.sql"), params![id])?;
    let mut outline: Vec<Chapter> = chapters
        .into_iter()
        .map(|(id, title)| Chapter {
            id,
            title,
            units: Vec::new(),
        })
        .collect();
    for unit in units {
        if let Some(chapter) = outline
            .iter_mut()
            .find(|chapter| chapter.id == unit.chapter_id)
        {
            chapter.units.push(unit);
        }
    }
    Ok(outline)
}

/// All units of a course in order.
///
/// # Errors
/// The database's.
pub fn units(tx: &mut Tx<'_>, id: CourseId) -> Result<Vec<Unit>, DbError> {
    tx.all(sql!("sql/units.sql"), params![id])
}

/// A unit of a course that was found before.
///
/// # Errors
/// [`Error::NotFound`] without it.
pub fn unit(tx: &mut Tx<'_>, course: CourseId, id: UnitId) -> Result<Unit, Error> {
    units(tx, course)?
        .into_iter()
        .find(|unit| unit.id == id)
        .ok_or_else(platform::error::not_found)
}

/// The title of a published material that a course of this place may hold.
///
/// # Errors
/// The database's.
pub fn material_fits(
    tx: &mut Tx<'_>,
    material: MaterialId,
    org_path: &str,
) -> Result<Option<String>, DbError> {
    let found = tx.opt::<(String,)>(sql!("sql/material_fits.sql"), params![material, org_path])?;
    Ok(found.map(|row| row.0))
}

/// Published materials that a course of this place may hold, newest first.
///
/// # Errors
/// The database's.
pub fn material_choices(
    tx: &mut Tx<'_>,
    org_path: &str,
) -> Result<Vec<(MaterialId, String)>, DbError> {
    tx.all(sql!("sql/material_choices.sql"), params![org_path])
}

/// The headings of a published material.
///
/// # Errors
/// The database's.
pub fn material_outline(tx: &mut Tx<'_>, material: MaterialId) -> Result<Vec<Heading>, DbError> {
    let found = tx.opt::<(String,)>(sql!("sql/material_outline.sql"), params![material])?;
    Ok(found
        .and_then(|row| serde_json::from_str(&row.0).ok())
        .unwrap_or_default())
}
