//! How a test goes, by units: how many should sit it, began, finished; and how marks are spread.
//!
//! Counting a city's sittings costs more than a page may, so an overview is kept for a few
//! seconds and everybody who looks sees the same one.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use parking_lot::Mutex;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _};
use platform::ids::OrgId;
use platform::{from_row, params, sql, tally};

use super::audience::{Audience, range_end};
use super::{LiveTest, TestId};
use crate::room::Assess;

/// How long an overview holds, milliseconds.
const FRESH_MS: i64 = 5_000;
/// How many are kept.
const KEPT: usize = 500;

/// An organisation on the page.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its id.
    pub id: OrgId,
    /// Its path.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its kind, as stored.
    pub kind: String,
    /// How many stand directly below it.
    pub children: i64,
}
from_row!(Place {
    id,
    path,
    name,
    kind,
    children
});

impl Place {
    /// Whether it is a branch, where members know one another by name; a general branch is
    /// what stands above several.
    #[must_use]
    pub fn is_branch(&self) -> bool {
        self.kind.ends_with("branch") && self.kind != "general_branch"
    }
}

/// A unit's numbers.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Which.
    pub place: Place,
    /// How many should sit the test.
    pub due: i64,
    /// How many began.
    pub started: i64,
    /// How many finished, by band of marks, the lowest first.
    pub bands: [i64; 5],
}

impl Unit {
    /// Whether the test concerns anybody here.
    #[must_use]
    pub fn is_concerned(&self) -> bool {
        self.due > 0 || self.started > 0
    }

    /// How many finished.
    #[must_use]
    pub fn finished(&self) -> i64 {
        self.bands.iter().sum()
    }
}

/// How a test goes within one organisation.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The organisation itself.
    pub whole: Unit,
    /// What stands directly below it.
    pub units: Vec<Unit>,
    /// How many answers were saved, in the whole test.
    pub saved: i64,
    /// When this was counted.
    pub at: Millis,
}

/// Overviews counted a moment ago.
#[derive(Default)]
pub struct Overviews(Mutex<HashMap<(TestId, String), Arc<Overview>>>);

/// How a test goes within an organisation.
///
/// # Errors
/// [`Error::NotFound`] when no organisation stands there; the database's.
pub async fn overview(
    assess: &Assess,
    test: &LiveTest,
    path: &str,
) -> Result<Arc<Overview>, Error> {
    let (now, today) = (assess.clock.now(), assess.clock.today());
    let key = (test.id, path.to_owned());
    let kept = assess.overviews.0.lock().get(&key).cloned();
    if let Some(kept) = kept.filter(|kept| now.0 - kept.at.0 < FRESH_MS) {
        return Ok(kept);
    }
    let (id, audience, path) = (test.id, test.audience.clone(), path.to_owned());
    let fresh = assess
        .db
        .read("test_overview", move |tx| {
            count(tx, id, &audience, &path, now, today)
        })
        .await?;
    let fresh = Arc::new(fresh);
    let mut all = assess.overviews.0.lock();
    if all.len() >= KEPT {
        all.retain(|_, one| now.0 - one.at.0 < FRESH_MS);
    }
    all.insert(key, Arc::clone(&fresh));
    Ok(fresh)
}

fn count(
    tx: &mut Tx<'_>,
    test: TestId,
    audience: &Audience,
    path: &str,
    now: Millis,
    today: Date,
) -> Result<Overview, Error> {
    let place = tx
        .opt::<Place>(sql!("sql/org_at.sql"), params![path])
        .or_not_found()?;
    let below: Vec<Place> = tx.all(sql!("sql/units.sql"), params![path])?;
    let (saved,): (i64,) = tx.one(sql!("sql/saved.sql"), params![test])?;
    let units = below
        .into_iter()
        .map(|place| unit(tx, test, audience, place, today))
        .collect::<Result<_, Error>>()?;
    Ok(Overview {
        whole: unit(tx, test, audience, place, today)?,
        units,
        saved,
        at: now,
    })
}

fn unit(
    tx: &mut Tx<'_>,
    test: TestId,
    audience: &Audience,
    place: Place,
    today: Date,
) -> Result<Unit, Error> {
    let end = range_end(&place.path);
    let (started,): (i64,) = tx.one(sql!("sql/started.sql"), params![test, place.path, end])?;
    let rows: Vec<(usize, i64)> = tx.all(sql!("sql/bands.sql"), params![test, place.path, end])?;
    let mut bands = [0; 5];
    for (band, count) in rows {
        if let Some(slot) = bands.get_mut(band) {
            *slot = count;
        }
    }
    let due = due(tx, audience, &place.path, today)?;
    Ok(Unit {
        place,
        due,
        started,
        bands,
    })
}

/// How many of an audience belong at a path or below it.
fn due(tx: &mut Tx<'_>, audience: &Audience, path: &str, today: Date) -> Result<i64, Error> {
    if audience.kinds.is_everybody() {
        return Ok(tally::value(tx, path, members::belonging::tallies::TOTAL)?);
    }
    let mut params = params![path, range_end(path), today].to_vec();
    params.extend(audience.kind_params(today));
    let (count,): (i64,) = tx.one(sql!("sql/due.sql"), &params)?;
    Ok(count)
}
