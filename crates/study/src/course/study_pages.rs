//! The member's study pages: what there is, and one course with how far one is.

use platform::error::Error;
use platform::i18n::Arg;
use platform::module::ActivityState;
use platform::web::context::Path;
use platform::web::{Answer, Cx, View};

use super::store::{self, Readable};
use super::{Chapter, CourseId, Unit, UnitId};
use crate::material::reading_pages::Line as MaterialLine;
use crate::material::store::{After, readable_list};
use crate::plan::store::has_activities;
use crate::plan::today::{Assigned, assigned};
use crate::progress::{self, settle};
use crate::reader::Reader;

/// Courses and materials shown on the first page of study.
const FEW: i64 = 12;

/// A course in the list.
struct CourseLine {
    id: CourseId,
    title: String,
    summary: String,
    words: String,
}

impl CourseLine {
    fn new(cx: &Cx, course: Readable) -> Self {
        let args: [(&str, &dyn Arg); 2] =
            [("finished", &course.finished), ("units", &course.units)];
        let key = match (course.finished_at, course.finished) {
            (Some(_), _) if course.proves => "study-course-finished",
            (Some(_), _) => "study-course-read",
            (None, 0) => "study-course-new",
            (None, _) => "study-course-begun",
        };
        Self {
            words: cx.ta(key, &args),
            id: course.id,
            title: course.title,
            summary: course.summary,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "study_index.html")]
struct Index {
    v: View,
    assigned: Vec<Assigned>,
    courses: Vec<CourseLine>,
    materials: Vec<MaterialLine>,
    more: bool,
}

/// What there is to study: planned, courses, newest materials.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let reader = Reader::of(&cx)?;
    let assigned = assigned(&cx.app, reader, cx.locale).await?;
    let (courses, mut materials) = cx
        .app
        .db
        .read("study_index", move |tx| {
            let courses = store::readable_list(tx, reader, 60)?;
            let materials = readable_list(tx, reader, "", After::NEWEST, FEW)?;
            Ok((courses, materials))
        })
        .await?;
    let few = usize::try_from(FEW).unwrap_or(12);
    let more = materials.len() > few;
    materials.truncate(few);
    let planned: Vec<CourseId> = assigned.iter().map(|one| one.course).collect();
    let page = Index {
        courses: courses
            .into_iter()
            .filter(|course| !planned.contains(&course.id))
            .map(|course| CourseLine::new(&cx, course))
            .collect(),
        materials: materials
            .into_iter()
            .map(|one| MaterialLine::short(&cx, one))
            .collect(),
        v: cx.view().await?,
        assigned,
        more,
    };
    cx.page(&page)
}

/// A unit as a member sees it.
#[derive(Clone, Debug)]
pub struct UnitLine {
    /// Which.
    pub id: UnitId,
    /// Its title.
    pub title: String,
    /// Where it is done.
    pub href: String,
    /// What it takes, in words.
    pub meta: String,
    /// Whether it is finished.
    pub done: bool,
    /// Whether it can be done now.
    pub open: bool,
}

struct ChapterLines {
    title: String,
    units: Vec<UnitLine>,
}

#[derive(askama::Template)]
#[template(path = "course_study.html")]
struct Show {
    v: View,
    course: super::Course,
    chapters: Vec<ChapterLines>,
    /// The first unit that is not finished: where the button leads.
    next: Option<UnitLine>,
    begun: bool,
    done: i64,
    all: i64,
    finished: bool,
    /// Whether anything in it proves more than the member's own word.
    proves: bool,
}

/// A course: its chapters, what is finished, where to go on.
///
/// # Errors
/// Not found when it is not published for the reader.
pub async fn show(cx: Cx, Path(id): Path<CourseId>) -> Answer {
    let reader = Reader::of(&cx)?;
    let finished = settle(&cx.app, reader, id).await?;
    let (course, outline, done, proves) = cx
        .app
        .db
        .read("course_study", move |tx| {
            let course = store::readable(tx, reader, id)?;
            let outline = store::outline(tx, id)?;
            let done = progress::store::of_course(tx, reader.person, id)?;
            Ok((course, outline, done, has_activities(tx, id)?))
        })
        .await?;
    let done: Vec<UnitId> = done.into_iter().map(|row| row.0).collect();
    let mut chapters = Vec::with_capacity(outline.len());
    for chapter in outline {
        let lines = chapter_lines(&cx, reader, id, &chapter, &done).await?;
        if !lines.is_empty() {
            chapters.push(ChapterLines {
                title: chapter.title,
                units: lines,
            });
        }
    }
    let all: Vec<&UnitLine> = chapters
        .iter()
        .flat_map(|chapter| &chapter.units)
        .filter(|u| u.open)
        .collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let page = Show {
        next: all
            .iter()
            .find(|unit| !unit.done)
            .map(|unit| (*unit).clone()),
        begun: all.iter().any(|unit| unit.done),
        done: count(all.iter().filter(|unit| unit.done).count()),
        all: count(all.len()).max(1),
        v: cx.view().await?,
        course,
        chapters,
        finished,
        proves,
    };
    cx.page(&page)
}

async fn chapter_lines(
    cx: &Cx,
    reader: Reader,
    course: CourseId,
    chapter: &Chapter,
    done: &[UnitId],
) -> Result<Vec<UnitLine>, Error> {
    let mut lines = Vec::with_capacity(chapter.units.len());
    for unit in &chapter.units {
        let is_done = done.contains(&unit.id);
        let line = if unit.is_reading() {
            Some(reading_line(cx, course, unit, is_done))
        } else {
            activity_line(cx, reader, unit, is_done).await?
        };
        lines.extend(line);
    }
    Ok(lines)
}

fn reading_line(cx: &Cx, course: CourseId, unit: &Unit, done: bool) -> UnitLine {
    let meta = match unit.minutes {
        Some(_) if !unit.anchor.is_empty() => cx.t("study-part"),
        Some(minutes) => cx.ta("study-minutes", &[("minutes", &minutes)]),
        None => cx.t("study-unit-closed"),
    };
    UnitLine {
        id: unit.id,
        title: unit.title.clone(),
        href: format!("/study/courses/{course}/units/{}", unit.id),
        meta,
        done,
        open: unit.is_open(),
    }
}

/// What another room offers; what is not for this person is not shown to them.
async fn activity_line(
    cx: &Cx,
    reader: Reader,
    unit: &Unit,
    done: bool,
) -> Result<Option<UnitLine>, Error> {
    let Some(activity) = cx.app.registry.activity(&unit.kind) else {
        return Ok(None);
    };
    match activity
        .state(&cx.app, reader.person, &unit.activity_id)
        .await
    {
        Ok(ActivityState {
            href, done: there, ..
        }) => Ok(Some(UnitLine {
            id: unit.id,
            title: unit.title.clone(),
            href,
            meta: cx.t(activity.label()),
            done: done || there,
            open: true,
        })),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
