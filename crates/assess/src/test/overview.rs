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

    /// How many people its figures are about.
    #[must_use]
    pub fn size(&self) -> i64 {
        self.due.max(self.started)
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

impl Overview {
    /// Which of the units are not shown by themselves: those of fewer people than `least`, and, as
    /// long as what is hidden together is still fewer, the smallest others too. Or a small unit's
    /// figures would be those of the whole less those of its neighbours.
    #[must_use]
    pub fn hidden(&self, least: i64) -> Vec<bool> {
        let sizes: Vec<i64> = self.units.iter().map(Unit::size).collect();
        let mut hidden: Vec<bool> = sizes.iter().map(|size| (1..least).contains(size)).collect();
        // Who belongs to none of the units is hidden among them as well.
        let rest = (self.whole.size() - sizes.iter().sum::<i64>()).max(0);
        while hidden.contains(&true) {
            let places = || sizes.iter().zip(&hidden);
            let covered: i64 = places().filter(|place| *place.1).map(|place| place.0).sum();
            if covered + rest >= least {
                break;
            }
            let smallest = (0..sizes.len())
                .filter(|at| sizes[*at] > 0 && !hidden[*at])
                .min_by_key(|at| sizes[*at]);
            let Some(smallest) = smallest else { break };
            hidden[smallest] = true;
        }
        hidden
    }
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
    let (id, audience, path) = (test.id, test.audience(), path.to_owned());
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

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(due: i64) -> Unit {
        Unit {
            place: Place {
                id: OrgId([0; 16]),
                path: String::new(),
                name: String::new(),
                kind: "branch".to_owned(),
                children: 0,
            },
            due,
            started: 0,
            bands: [0; 5],
        }
    }

    fn hidden(whole: i64, units: &[i64]) -> Vec<i64> {
        let overview = Overview {
            whole: unit(whole),
            units: units.iter().map(|due| unit(*due)).collect(),
            saved: 0,
            at: Millis(0),
        };
        let hides = overview.hidden(10);
        let both = units.iter().zip(hides);
        both.filter(|both| both.1).map(|both| *both.0).collect()
    }

    #[test]
    fn a_small_unit_cannot_be_reckoned_from_its_neighbours() {
        assert_eq!(hidden(60, &[30, 30]), [] as [i64; 0]);
        assert_eq!(hidden(64, &[30, 30, 4]), [30, 4], "the smallest other too");
        assert_eq!(
            hidden(55, &[30, 12, 4, 9]),
            [4, 9],
            "together they are enough"
        );
        assert_eq!(hidden(50, &[30, 12, 4, 4]), [12, 4, 4]);
        assert_eq!(hidden(60, &[30, 4]), [4], "many belong to none of them");
        assert_eq!(hidden(4, &[4, 0]), [4]);
    }
}
