//! Study plans of the sample city and what its members finished of them.

use platform::clock::{DAY_MS, Millis};
use platform::error::{Error, internal};
use study::course::{self, CourseId, Unit, UnitId};
use study::material::{self, MaterialId, place};
use study::plan::{self, NewPlan, PlanId};
use study::progress::bulk::{self, Finishes};

use super::library::Library;
use super::rng::Rng;
use super::script::{HistoryFile, PlanLine, kinds};
use super::stage::{Player, Stage};

/// Members whose progress is written in one transaction.
const SLICE: usize = 200;

/// What those whom the cards show have done of the courses that are due: card, course, units.
const BEGUN: [(&str, &str, usize); 5] = [
    ("member", "history-discipline", 2),
    ("young_member", "history-discipline", 3),
    ("young_member", "first-lesson", 1),
    ("secretary", "run-meetings", 1),
    ("secretary", "history-discipline", 6),
];

/// The material in which 王秀英 and 李思远 stopped reading, and at which heading (from 0).
const READING: (&str, usize) = ("members-rights", 2);

/// Writes plans and progress.
///
/// # Errors
/// When a file is wrong; the database's.
pub async fn fill(
    stage: &Stage<'_>,
    history: &HistoryFile,
    library: &Library,
) -> Result<(), Error> {
    for line in &history.plan {
        let course = library.courses.get(&line.course);
        let course = *course.ok_or_else(|| internal(format!("demo: no course {}", line.course)))?;
        let opens = give(stage, line, course).await?;
        study_it(stage, line, course, opens).await?;
    }
    for card in ["member", "young_member"] {
        stop_reading(stage, library, card).await?;
    }
    Ok(())
}

/// Gives a plan; says in how many days it opens.
async fn give(stage: &Stage<'_>, line: &PlanLine, course: CourseId) -> Result<i64, Error> {
    let opens = (line.due_in_days - 21).min(-4);
    let words = format!("{} {} {}", line.course, line.audience, line.due_in_days);
    let root = stage.org(stage.root()?.id).await?;
    let new = NewPlan {
        id: PlanId::derived("sample-plan", &words),
        org: root.id,
        course,
        kinds: kinds(&line.audience)?,
        opens_on: stage.day(opens, 8).date(),
        due_on: stage.day(line.due_in_days, 8).date(),
    };
    let (by, at) = (stage.person("publicity_staff")?, stage.day(opens - 1, 16));
    stage
        .app
        .db
        .write("sample_plan", move |tx| {
            plan::create(tx, &new, &root, by, at)
        })
        .await?;
    Ok(opens)
}

/// Lets a plausible share of its audience finish units.
async fn study_it(
    stage: &Stage<'_>,
    line: &PlanLine,
    course: CourseId,
    opens: i64,
) -> Result<(), Error> {
    let read = stage.app.db.read("sample_units", move |tx| {
        Ok(course::store::units(tx, course)?)
    });
    let units: Vec<UnitId> = read.await?.iter().map(|unit: &Unit| unit.id).collect();
    let players = stage
        .players(stage.root()?.path.as_str(), &kinds(&line.audience)?)
        .await?;
    let mut chance = stage.chance(&format!("progress of {} {}", line.course, line.audience));
    let from = stage.day(opens, 7);
    let until = stage.day(line.due_in_days.min(0), 21).min(stage.now);
    let mut slice = Vec::with_capacity(SLICE);
    for player in players {
        let drawn = share(line.due_in_days, units.len(), &mut chance);
        let done = match stage.card_of(player.person) {
            Some(card) => done_by_card(card, line, units.len()),
            None => drawn,
        };
        if done > 0 {
            slice.push(finishes(
                player,
                course,
                &units,
                done,
                (from, until),
                &mut chance,
            ));
        }
        if slice.len() == SLICE {
            write(stage, std::mem::take(&mut slice)).await?;
        }
    }
    write(stage, slice).await
}

/// How many units somebody has done: many have finished what is past, some have begun what is due.
/// Of a branch of thirty, ten and more are on either side of what is past, so that it has its count.
fn share(due_in_days: i64, units: usize, chance: &mut Rng) -> usize {
    let (all, some) = match due_in_days {
        ..0 => (58, 76),
        0..=2 => (44, 70),
        _ => (14, 34),
    };
    let drawn = chance.below(100);
    if drawn < all {
        units
    } else if drawn < some {
        1 + chance.below(units.saturating_sub(1))
    } else {
        0
    }
}

fn done_by_card(card: &str, line: &PlanLine, units: usize) -> usize {
    if line.due_in_days < 0 {
        return units;
    }
    let begun = BEGUN
        .iter()
        .find(|(of, course, _)| *of == card && *course == line.course);
    begun.map_or(0, |(_, _, done)| (*done).min(units))
}

fn finishes(
    player: Player,
    course: CourseId,
    units: &[UnitId],
    done: usize,
    (from, until): (Millis, Millis),
    chance: &mut Rng,
) -> Finishes {
    let mut days: Vec<Millis> = (0..done)
        .map(|_| {
            let day = chance.between(0, ((until.0 - from.0) / DAY_MS).max(0));
            let minute = chance.between(0, 13 * 60);
            from.plus_ms(day * DAY_MS + minute * 60_000 + chance.between(0, 59_999))
                .min(until)
        })
        .collect();
    days.sort_unstable();
    let last = days.last().copied().filter(|_| done == units.len());
    Finishes {
        person: player.person,
        person_no: player.person_no,
        org_no: player.org_no,
        units: units.iter().copied().zip(days).collect(),
        course: last.map(|at| (course, at)),
    }
}

async fn write(stage: &Stage<'_>, slice: Vec<Finishes>) -> Result<(), Error> {
    stage
        .app
        .db
        .bulk("sample_progress", move |tx| bulk::insert(tx, &slice))
        .await
}

/// The place in a text where somebody stopped, so that reading goes on there.
async fn stop_reading(stage: &Stage<'_>, library: &Library, card: &str) -> Result<(), Error> {
    let (slug, heading) = READING;
    let known = library.materials.get(slug);
    let (id, outline) = known.ok_or_else(|| internal(format!("demo: no material {slug}")))?;
    let anchor = outline
        .get(heading)
        .map(|one| one.anchor.clone())
        .unwrap_or_default();
    let (person, id): (_, MaterialId) = (stage.person(card)?, *id);
    stage
        .app
        .db
        .write("sample_place", move |tx| {
            let version = material::store::version(tx, id, 1)?;
            place::keep(tx, person, &version, &anchor)
        })
        .await
}
