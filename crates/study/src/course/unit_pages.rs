//! A unit that is read: the text, the member's own word at its end, what comes before and after.

use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go;
use platform::web::{Answer, Cx, View};

use super::store;
use super::{Course, CourseId, Unit, UnitId};
use crate::material::place;
use crate::material::reading::Shown;
use crate::material::reading_pages::{Stopped, stopped};
use crate::material::store as materials;
use crate::material::{MaterialId, Version};
use crate::progress;
use crate::reader::Reader;
use crate::words::day;

#[derive(askama::Template)]
#[template(path = "unit_show.html")]
struct Show {
    v: View,
    course: Course,
    unit: Unit,
    material: MaterialId,
    version: Version,
    shown: Shown,
    stopped: Option<Stopped>,
    minutes: String,
    place: String,
    /// When it was finished, in words.
    finished: Option<String>,
    /// A fresh id for the form, so that sending it twice does no harm.
    client: UnitId,
    previous: Option<(UnitId, String)>,
    next: Option<(UnitId, String)>,
}

struct Loaded {
    course: Course,
    units: Vec<Unit>,
    version: Version,
    pages: Vec<materials::Page>,
    place: Option<String>,
    finished: Option<platform::clock::Millis>,
}

/// A unit. One that another room offers leads there.
///
/// # Errors
/// Not found when the course is not for the reader or the text not published.
pub async fn show(cx: Cx, Path((course, id)): Path<(CourseId, UnitId)>) -> Answer {
    let reader = Reader::of(&cx)?;
    let unit = find(&cx, reader, course, id).await?;
    let Some(material) = unit.material_id else {
        return elsewhere(&cx, reader, &unit).await;
    };
    let Loaded {
        course,
        units,
        version,
        pages,
        place,
        finished,
    } = load(&cx, reader, course, id, material).await?;
    let shown = Shown::section(&cx, &version, &pages, &unit.anchor);
    let at = units.iter().position(|one| one.id == id).unwrap_or(0);
    let named = |unit: &Unit| (unit.id, unit.title.clone());
    let minutes = version.minutes * i64::try_from(shown.share).unwrap_or(100) / 100;
    let v = cx.view().await?;
    let page = Show {
        place: cx.ta(
            "study-unit-place",
            &[("at", &(at + 1)), ("all", &units.len())],
        ),
        previous: at
            .checked_sub(1)
            .and_then(|before| units.get(before))
            .map(named),
        next: units.get(at + 1).map(named),
        stopped: stopped(&cx, &version, &shown, place),
        minutes: cx.ta("study-minutes", &[("minutes", &minutes.max(1))]),
        finished: finished
            .map(|at| cx.ta("study-unit-finished-on", &[("day", &day(&cx, at.date()))])),
        client: UnitId::fresh(&cx.app.clock),
        v,
        course,
        unit,
        material,
        version,
        shown,
    };
    cx.page(&page)
}

async fn find(cx: &Cx, reader: Reader, course: CourseId, id: UnitId) -> Result<Unit, Error> {
    cx.app
        .db
        .point("find_unit", move |tx| {
            store::readable(tx, reader, course)?;
            store::unit(tx, course, id)
        })
        .await
}

async fn load(
    cx: &Cx,
    reader: Reader,
    course: CourseId,
    id: UnitId,
    material: MaterialId,
) -> Result<Loaded, Error> {
    cx.app
        .db
        .read("read_unit", move |tx| {
            let version = materials::readable(tx, reader, material)?;
            Ok(Loaded {
                course: store::readable(tx, reader, course)?,
                units: store::units(tx, course)?,
                pages: materials::pages(tx, version.id)?,
                place: place::of(tx, reader.person, material)?,
                finished: progress::store::by_unit(tx, reader.person, id)?.map(|row| row.1),
                version,
            })
        })
        .await
}

async fn elsewhere(cx: &Cx, reader: Reader, unit: &Unit) -> Answer {
    let activity = cx
        .app
        .registry
        .activity(&unit.kind)
        .ok_or(Error::NotFound)?;
    let state = activity
        .state(&cx.app, reader.person, &unit.activity_id)
        .await?;
    go(&state.href)
}
