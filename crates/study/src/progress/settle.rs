//! Taking in the evidence of other rooms: a test that was sat finishes its unit, and perhaps the
//! course. Asked when the member looks at the course or at Today, and by the reminders.

use platform::app::App;
use platform::error::Error;
use platform::ids;

use super::finish::{Actor, complete, mark};
use super::store;
use crate::course::{self, Course, CourseId, Unit};
use crate::reader::Reader;

/// Brings a person's course up to date and says whether it is finished.
///
/// # Errors
/// [`Error::NotFound`] when the course is not open to the reader; the other rooms'.
pub async fn settle(app: &App, reader: Reader, course: CourseId) -> Result<bool, Error> {
    let (course, mut units, finished, done) = app
        .db
        .point("settle_course", move |tx| {
            let found = course::store::readable(tx, reader, course)?;
            let units = course::store::units(tx, course)?;
            let finished = store::of_course(tx, reader.person, course)?;
            Ok((
                found,
                units,
                finished,
                store::course_finished(tx, reader.person, course)?,
            ))
        })
        .await?;
    if done.is_some() {
        return Ok(true);
    }
    let missing = |unit: &&Unit| !finished.iter().any(|(id, _)| *id == unit.id);
    let (mut fresh, mut not_for_them) = (Vec::new(), Vec::new());
    for unit in units
        .iter()
        .filter(|unit| !unit.is_reading())
        .filter(missing)
    {
        let Some(activity) = app.registry.activity(&unit.kind) else {
            continue;
        };
        match activity.state(app, reader.person, &unit.activity_id).await {
            Ok(state) if state.done => fresh.push(unit.id),
            Ok(_) => {}
            // Nobody can be asked for what is not there for them.
            Err(Error::NotFound) => not_for_them.push(unit.id),
            Err(error) => return Err(error),
        }
    }
    units.retain(|unit| !not_for_them.contains(&unit.id));
    let open = units
        .iter()
        .filter(|unit| unit.is_open() && missing(unit))
        .count();
    if fresh.is_empty() && open > 0 {
        return Ok(false);
    }
    write(app, reader, course, units, fresh).await
}

async fn write(
    app: &App,
    reader: Reader,
    course: Course,
    units: Vec<Unit>,
    fresh: Vec<course::UnitId>,
) -> Result<bool, Error> {
    let now = app.clock.now();
    app.db
        .write("settle_course", move |tx| {
            let actor = Actor::of(tx, reader, &course)?;
            for unit in &fresh {
                // Derived, so that two requests at once write the same row.
                mark(
                    tx,
                    &actor,
                    *unit,
                    ids::derived("activity-finish", &unit.to_string()),
                    now,
                )?;
            }
            complete(tx, &actor, &course, &units, now)
        })
        .await
}
