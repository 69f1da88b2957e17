//! How a test goes, by units: how many should sit it, began, finished; and how marks are spread.
//!
//! Counting a city's sittings costs more than a page may, so an overview is kept for a few
//! seconds, longer the more it cost, and everybody who looks sees the same one.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use members::audience::count::{self, Meant};
use parking_lot::Mutex;
use platform::clock::{MINUTE_MS, Millis, Monotonic};
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _};
use platform::ids::OrgId;
use platform::{from_row, params, sql};

use super::audience::{Audience, range_end};
use super::{LiveTest, TestId};
use crate::room::Assess;

/// How long an overview holds at least, milliseconds; and at least so many times as long as
/// counting it took.
const FRESH_MS: i64 = 5_000;
const TIMES: i64 = 20;
/// How long it holds who is meant, where that is not counted ready.
const MEANT_MS: i64 = 10 * MINUTE_MS;
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
pub struct Overviews(Mutex<HashMap<(TestId, String), Arc<Slot>>>);

/// What is kept of a test at an organisation.
#[derive(Default)]
struct Slot {
    /// Held by whoever counts, so that nobody counts the same beside them.
    counting: tokio::sync::Mutex<()>,
    kept: Mutex<Option<Kept>>,
}

/// An overview with what it cost.
#[derive(Clone)]
struct Kept {
    overview: Arc<Overview>,
    until: Millis,
    /// Who is meant, where that takes a while to look up, and until when it holds.
    meant: Option<(Arc<Meant>, Millis)>,
}

impl Overviews {
    fn slot(&self, key: (TestId, String), now: Millis) -> Arc<Slot> {
        let mut all = self.0.lock();
        if all.len() >= KEPT {
            all.retain(|_, slot| {
                Arc::strong_count(slot) > 1 || slot.fresh(now).is_some_and(|kept| now < kept.until)
            });
        }
        Arc::clone(all.entry(key).or_default())
    }
}

impl Slot {
    fn fresh(&self, now: Millis) -> Option<Kept> {
        self.kept.lock().clone().filter(|kept| now < kept.until)
    }
}

/// How a test goes within an organisation.
///
/// # Errors
/// [`Error::NotFound`] when no organisation stands there; the database's.
pub async fn overview(
    assess: &Assess,
    test: &LiveTest,
    path: &str,
) -> Result<Arc<Overview>, Error> {
    let now = assess.clock.now();
    let slot = assess.overviews.slot((test.id, path.to_owned()), now);
    if let Some(kept) = slot.fresh(now) {
        return Ok(kept.overview);
    }
    let before = slot.kept.lock().clone();
    let turn = match (slot.counting.try_lock(), &before) {
        (Ok(turn), _) => turn,
        // Somebody counts it at this moment: what was counted last has to do.
        (Err(_), Some(kept)) => return Ok(Arc::clone(&kept.overview)),
        (Err(_), None) => slot.counting.lock().await,
    };
    if let Some(kept) = slot.fresh(now) {
        return Ok(kept.overview);
    }
    let known = before.and_then(|kept| kept.meant.filter(|meant| now < meant.1));
    let kept = recount(assess, test, path, known, now).await?;
    *slot.kept.lock() = Some(kept.clone());
    drop(turn);
    Ok(kept.overview)
}

async fn recount(
    assess: &Assess,
    test: &LiveTest,
    path: &str,
    known: Option<(Arc<Meant>, Millis)>,
    now: Millis,
) -> Result<Kept, Error> {
    let today = assess.clock.today();
    let (id, audience, path) = (test.id, test.audience(), path.to_owned());
    let is_ready = count::is_ready(&audience);
    let meant = known.as_ref().map(|known| Arc::clone(&known.0));
    let began = Monotonic::now();
    let (overview, meant) = assess
        .db
        .read("test_overview", move |tx| {
            figures(tx, id, &audience, &path, meant.clone(), now, today)
        })
        .await?;
    let took = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    Ok(Kept {
        overview: Arc::new(overview),
        until: now.plus_ms(FRESH_MS.max(took.saturating_mul(TIMES))),
        meant: known.or_else(|| (!is_ready).then(|| (meant, now.plus_ms(MEANT_MS)))),
    })
}

fn figures(
    tx: &mut Tx<'_>,
    test: TestId,
    audience: &Audience,
    path: &str,
    meant: Option<Arc<Meant>>,
    now: Millis,
    today: Date,
) -> Result<(Overview, Arc<Meant>), Error> {
    let place = tx
        .opt::<Place>(sql!("sql/org_at.sql"), params![path])
        .or_not_found()?;
    let below: Vec<Place> = tx.all(sql!("sql/units.sql"), params![path])?;
    let (saved,): (i64,) = tx.one(sql!("sql/saved.sql"), params![test])?;
    let paths: Vec<&str> = below.iter().map(|place| place.path.as_str()).collect();
    let knows = |meant: &Arc<Meant>| paths.iter().all(|path| meant.units.contains_key(*path));
    let meant = match meant.filter(knows) {
        Some(meant) => meant,
        None => Arc::new(count::at_home(tx, audience, path, &paths, today)?),
    };
    let units = below
        .into_iter()
        .map(|place| {
            let due = meant.units.get(&place.path).copied().unwrap_or(0);
            unit(tx, test, place, due)
        })
        .collect::<Result<_, Error>>()?;
    let overview = Overview {
        whole: unit(tx, test, place, meant.whole)?,
        units,
        saved,
        at: now,
    };
    Ok((overview, meant))
}

fn unit(tx: &mut Tx<'_>, test: TestId, place: Place, due: i64) -> Result<Unit, Error> {
    let end = range_end(&place.path);
    let (started,): (i64,) = tx.one(sql!("sql/started.sql"), params![test, place.path, end])?;
    let rows: Vec<(usize, i64)> = tx.all(sql!("sql/bands.sql"), params![test, place.path, end])?;
    let mut bands = [0; 5];
    for (band, count) in rows {
        if let Some(slot) = bands.get_mut(band) {
            *slot = count;
        }
    }
    Ok(Unit {
        place,
        due,
        started,
        bands,
    })
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
