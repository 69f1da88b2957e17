//! Writing a course: its title, chapters and units, publication and withdrawal.

use org::Org;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, FieldError, Message, conflict, invalid};
use platform::ids::PersonId;
use platform::module::Registry;
use platform::{params, sql};

use super::{Chapter, ChapterId, Course, CourseId, READING, UnitId, store};
use crate::material::{MaterialId, folded};

/// The longest title, in characters.
const TITLE: usize = 120;
/// The longest summary, in characters.
const SUMMARY: usize = 500;
/// The most chapters, and the most units, of a course.
const MOST: usize = 200;

/// A new course.
#[derive(Clone, Debug)]
pub struct NewCourse {
    /// Its id, made by whoever creates it.
    pub id: CourseId,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: String,
}

fn check(title: &str, summary: &str) -> Result<(), Error> {
    let field = |field: &str, key| FieldError {
        field: field.to_owned(),
        message: Message::new(key),
    };
    let mut wrong = Vec::new();
    match title.chars().count() {
        0 => wrong.push(field("title", "course-title-missing")),
        length if length > TITLE => wrong.push(field("title", "course-title-length")),
        _ => {}
    }
    if summary.chars().count() > SUMMARY {
        wrong.push(field("summary", "course-summary-length"));
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}

/// Begins a course of an organisation.
///
/// # Errors
/// A wrong field.
pub fn create(
    tx: &mut Tx<'_>,
    new: &NewCourse,
    org: &Org,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let (title, summary) = (new.title.trim(), new.summary.trim());
    check(title, summary)?;
    tx.exec(
        sql!("sql/insert.sql"),
        params![new.id, org.id, title, folded(title), summary, by, now],
    )?;
    note(tx, "course.create", new.id, org.path.as_str(), by, now)
}

/// Changes title and summary, on the version the editor saw.
///
/// # Errors
/// A wrong field; a conflict when somebody else changed them meanwhile.
pub fn edit(
    tx: &mut Tx<'_>,
    course: &Course,
    (title, summary): (&str, &str),
    seen: i64,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let (title, summary) = (title.trim(), summary.trim());
    check(title, summary)?;
    if tx.exec(
        sql!("sql/update.sql"),
        params![course.id, seen, title, folded(title), summary],
    )? == 0
    {
        return Err(conflict("course-changed-meanwhile"));
    }
    note(tx, "course.edit", course.id, &course.org_path, by, now)
}

/// Adds a chapter at the end.
///
/// # Errors
/// A wrong title; too many chapters.
pub fn add_chapter(
    tx: &mut Tx<'_>,
    course: &Course,
    id: ChapterId,
    title: &str,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let title = chapter_title(title)?;
    tx.lock(sql!("sql/lock.sql"), params![course.id])?;
    let outline = store::outline(tx, course.id)?;
    if outline.len() >= MOST {
        return Err(conflict("course-too-long"));
    }
    // Places leave room for nothing: they are rewritten when something moves.
    let place = i64::try_from(outline.len()).unwrap_or(i64::MAX);
    super::order::place_chapters(tx, &outline)?;
    tx.exec(
        sql!("sql/insert_chapter.sql"),
        params![id, course.id, place, title],
    )?;
    note(tx, "course.edit", course.id, &course.org_path, by, now)
}

/// Gives a chapter another title.
///
/// # Errors
/// A wrong title; [`Error::NotFound`] when the course has no such chapter.
pub fn rename_chapter(
    tx: &mut Tx<'_>,
    course: &Course,
    id: ChapterId,
    title: &str,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let title = chapter_title(title)?;
    if tx.exec(
        sql!("sql/rename_chapter.sql"),
        params![id, course.id, title],
    )? == 0
    {
        return Err(Error::NotFound);
    }
    note(tx, "course.edit", course.id, &course.org_path, by, now)
}

fn chapter_title(title: &str) -> Result<&str, Error> {
    let title = title.trim();
    match title.chars().count() {
        0 => Err(invalid("title", "course-chapter-title-missing")),
        length if length > TITLE => Err(invalid("title", "course-title-length")),
        _ => Ok(title),
    }
}

/// Takes a chapter away; it must be empty.
///
/// # Errors
/// A conflict while it holds units; [`Error::NotFound`] when the course has no such chapter.
pub fn remove_chapter(
    tx: &mut Tx<'_>,
    course: &Course,
    id: ChapterId,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    tx.lock(sql!("sql/lock.sql"), params![course.id])?;
    let outline = store::outline(tx, course.id)?;
    let chapter = outline
        .iter()
        .find(|chapter| chapter.id == id)
        .ok_or(Error::NotFound)?;
    if !chapter.units.is_empty() {
        return Err(conflict("course-chapter-not-empty"));
    }
    tx.exec(sql!("sql/remove_chapter.sql"), params![id, course.id, now])?;
    note(tx, "course.edit", course.id, &course.org_path, by, now)
}

/// What a unit consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitContent {
    /// A material, from a heading on or whole.
    Reading {
        /// Which.
        material: MaterialId,
        /// The heading's anchor; empty for the whole.
        anchor: String,
    },
    /// Something another room offers.
    Activity {
        /// The registered kind.
        kind: String,
        /// Its id there.
        id: String,
    },
}

/// A new unit.
#[derive(Clone, Debug)]
pub struct NewUnit {
    /// Its id, made by whoever creates it.
    pub id: UnitId,
    /// In which chapter.
    pub chapter: ChapterId,
    /// Its title.
    pub title: String,
    /// What it consists of.
    pub content: UnitContent,
}

impl NewUnit {
    /// Whether some room offers the kind of an activity.
    ///
    /// # Errors
    /// A field error when none does.
    pub fn check_kind(&self, registry: &Registry) -> Result<(), Error> {
        match &self.content {
            UnitContent::Activity { kind, .. } if registry.activity(kind).is_none() => {
                Err(invalid("what", "course-unit-unknown"))
            }
            _ => Ok(()),
        }
    }
}

/// Adds a unit at the end of a chapter.
///
/// # Errors
/// A wrong title; a material that is not published at the course's organisation or above;
/// [`Error::NotFound`] when the course has no such chapter.
pub fn add_unit(
    tx: &mut Tx<'_>,
    course: &Course,
    new: &NewUnit,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let title = new.title.trim();
    match title.chars().count() {
        0 => return Err(invalid("title", "course-unit-title-missing")),
        length if length > TITLE => return Err(invalid("title", "course-title-length")),
        _ => {}
    }
    tx.lock(sql!("sql/lock.sql"), params![course.id])?;
    let outline = store::outline(tx, course.id)?;
    let chapter: &Chapter = outline
        .iter()
        .find(|one| one.id == new.chapter)
        .ok_or(Error::NotFound)?;
    if outline.iter().map(|one| one.units.len()).sum::<usize>() >= MOST {
        return Err(conflict("course-too-long"));
    }
    super::order::place_units(tx, chapter)?;
    let place = i64::try_from(chapter.units.len()).unwrap_or(i64::MAX);
    let (kind, material, anchor, activity) = match &new.content {
        UnitContent::Reading { material, anchor } => {
            if store::material_fits(tx, *material, &course.org_path)?.is_none() {
                return Err(invalid("what", "course-unit-not-published"));
            }
            let outline = store::material_outline(tx, *material)?;
            if !anchor.is_empty() && !outline.iter().any(|heading| heading.anchor == *anchor) {
                return Err(invalid("anchor", "course-unit-no-such-heading"));
            }
            (READING, Some(*material), anchor.as_str(), "")
        }
        UnitContent::Activity { kind, id } => (kind.as_str(), None, "", id.as_str()),
    };
    tx.exec(
        sql!("sql/insert_unit.sql"),
        params![
            new.id,
            course.id,
            new.chapter,
            place,
            title,
            kind,
            material,
            anchor,
            activity
        ],
    )?;
    note(tx, "course.edit", course.id, &course.org_path, by, now)
}

/// Takes a unit away. What members finished of it stays theirs.
///
/// # Errors
/// [`Error::NotFound`] when the course has no such unit.
pub fn remove_unit(
    tx: &mut Tx<'_>,
    course: &Course,
    id: UnitId,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    if tx.exec(sql!("sql/remove_unit.sql"), params![id, course.id, now])? == 0 {
        return Err(Error::NotFound);
    }
    note(tx, "course.edit", course.id, &course.org_path, by, now)
}

/// Opens the course to members.
///
/// # Errors
/// A conflict while it has no unit, or when it is open already.
pub fn publish(tx: &mut Tx<'_>, course: &Course, by: PersonId, now: Millis) -> Result<(), Error> {
    if course.is_open() {
        return Err(conflict("course-published-already"));
    }
    if !store::units(tx, course.id)?
        .iter()
        .any(super::Unit::is_open)
    {
        return Err(conflict("course-empty"));
    }
    if course.published_at.is_none() {
        tx.exec(
            sql!("sql/insert_publication.sql"),
            params![course.id, by, now],
        )?;
    } else {
        tx.exec(sql!("sql/delete_withdrawal.sql"), params![course.id])?;
    }
    note(tx, "course.publish", course.id, &course.org_path, by, now)
}

/// Closes the course to members; plans that use it rest.
///
/// # Errors
/// A conflict when it is not open.
pub fn withdraw(tx: &mut Tx<'_>, course: &Course, by: PersonId, now: Millis) -> Result<(), Error> {
    if !course.is_open() {
        return Err(conflict("course-not-published"));
    }
    tx.exec(
        sql!("sql/insert_withdrawal.sql"),
        params![course.id, by, now],
    )?;
    note(tx, "course.withdraw", course.id, &course.org_path, by, now)
}

/// The audit entry of a change to a course.
pub(super) fn note(
    tx: &mut Tx<'_>,
    action: &'static str,
    id: CourseId,
    path: &str,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    audit::write(
        tx,
        &Entry::new(now, action, "course")
            .by(by)
            .on(id.0)
            .within(path),
    )?;
    Ok(())
}
