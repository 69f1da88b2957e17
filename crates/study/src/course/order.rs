//! The order of chapters and units: one step up or down at a time, so that plain buttons suffice.

use platform::clock::Millis;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::PersonId;
use platform::{params, sql};

use super::{Chapter, ChapterId, Course, UnitId, edit, store};
use crate::coded::coded;

coded!(
    /// Which way something moves.
    Way {
        /// Towards the beginning.
        Up = "up",
        /// Towards the end.
        Down = "down",
    }
);

impl Way {
    /// The neighbour's place, if there is one among `count`.
    fn from(self, place: usize, count: usize) -> Option<usize> {
        match self {
            Self::Up => place.checked_sub(1),
            Self::Down => Some(place + 1).filter(|next| *next < count),
        }
    }
}

/// Moves a chapter one step; at the edge it stays.
///
/// # Errors
/// [`Error::NotFound`] when the course has no such chapter.
pub fn move_chapter(
    tx: &mut Tx<'_>,
    course: &Course,
    id: ChapterId,
    way: Way,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    tx.lock(sql!("sql/lock.sql"), params![course.id])?;
    let mut outline = store::outline(tx, course.id)?;
    let at = outline
        .iter()
        .position(|chapter| chapter.id == id)
        .ok_or(Error::NotFound)?;
    let Some(other) = way.from(at, outline.len()) else {
        return Ok(());
    };
    outline.swap(at, other);
    place_chapters(tx, &outline)?;
    edit::note(tx, "course.edit", course.id, &course.org_path, by, now)
}

/// Moves a unit one step; from the edge of a chapter it goes into the neighbouring one.
///
/// # Errors
/// [`Error::NotFound`] when the course has no such unit.
pub fn move_unit(
    tx: &mut Tx<'_>,
    course: &Course,
    id: UnitId,
    way: Way,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    tx.lock(sql!("sql/lock.sql"), params![course.id])?;
    let mut outline = store::outline(tx, course.id)?;
    if !moved(&mut outline, id, way)? {
        return Ok(());
    }
    for chapter in &outline {
        place_units(tx, chapter)?;
    }
    edit::note(tx, "course.edit", course.id, &course.org_path, by, now)
}

/// Moves the unit within the outline; says whether anything changed.
fn moved(outline: &mut [Chapter], id: UnitId, way: Way) -> Result<bool, Error> {
    let find = |chapter: &Chapter| chapter.units.iter().position(|unit| unit.id == id);
    let found = outline
        .iter()
        .enumerate()
        .find_map(|(at, chapter)| find(chapter).map(|place| (at, place)));
    let (at, place) = found.ok_or(Error::NotFound)?;
    let count = outline.len();
    let chapter = outline.get_mut(at).ok_or(Error::NotFound)?;
    if let Some(other) = way.from(place, chapter.units.len()) {
        chapter.units.swap(place, other);
        return Ok(true);
    }
    let Some(next) = way.from(at, count) else {
        return Ok(false);
    };
    let unit = chapter.units.remove(place);
    let neighbour = outline.get_mut(next).ok_or(Error::NotFound)?;
    match way {
        Way::Up => neighbour.units.push(unit),
        Way::Down => neighbour.units.insert(0, unit),
    }
    Ok(true)
}

/// Writes the chapters' places as they stand.
pub(super) fn place_chapters(tx: &mut Tx<'_>, outline: &[Chapter]) -> Result<(), Error> {
    for (place, chapter) in (0_i64..).zip(outline) {
        tx.exec(sql!("sql/place_chapter.sql"), params![chapter.id, place])?;
    }
    Ok(())
}

/// Writes the places of a chapter's units as they stand.
pub(super) fn place_units(tx: &mut Tx<'_>, chapter: &Chapter) -> Result<(), Error> {
    for (place, unit) in (0_i64..).zip(&chapter.units) {
        tx.exec(
            sql!("sql/place_unit.sql"),
            params![unit.id, chapter.id, place],
        )?;
    }
    Ok(())
}
