//! Starting: one row, whoever asks however often.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use platform::clock::{MINUTE_MS, Millis};
use platform::coalescer::Batch;
use platform::db::{ToValue, Tx, Value};
use platform::error::{Error, conflict, not_found};
use platform::ids::PersonId;
use platform::{params, sql};
use sha2::{Digest as _, Sha256};

use super::state::{self, SittingState};
use super::store::{self, SittingRow};
use crate::room::Assess;
use crate::test::audience::{self, Standing};
use crate::test::{LiveTest, TestId};

/// Begins a person's sitting, or gives the one that has begun.
///
/// # Errors
/// [`Error::NotFound`] for whoever is not meant; [`Error::Conflict`] before the test opens and
/// after it has ended; the database's.
pub async fn start(
    assess: &Assess,
    test: TestId,
    person: PersonId,
) -> Result<Arc<SittingState>, Error> {
    let test = assess.tests.get(test).await?;
    let (id, today) = (test.id, assess.clock.today());
    let standings = assess
        .db
        .point("standings", move |tx| {
            audience::standings(tx, person, today)
        })
        .await?;
    let audience = test.audience();
    let now = assess.clock.now();
    // Whoever may start now is given their row by the insert, whether it is new or not; everybody
    // else goes on if they began earlier: before they moved, or before the test ended.
    let standing = match audience.choose(&standings) {
        Some(standing) if test.is_open(now) => standing,
        standing => {
            let begun = assess
                .db
                .point("find_sitting", move |tx| store::of_person(tx, id, person))
                .await?;
            return match (begun, standing) {
                (Some(row), _) => state::any(assess, row.no).await,
                (None, None) => Err(not_found()),
                (None, Some(_)) if now < test.opens_at => Err(conflict("test-not-open-yet")),
                (None, Some(_)) => Err(conflict("test-has-ended")),
            };
        }
    };
    let row = assess
        .starts
        .put(wanted(&test, person, standing, now))
        .await?;
    // Another request may have come first and answered already: then the row has a history.
    if row.started_at == now {
        let state = SittingState::new(row, test, 0, None);
        return Ok(assess.sittings.keep(state));
    }
    state::any(assess, row.no).await
}

/// The row as it would be if nobody came first; its number is the database's to give.
fn wanted(test: &LiveTest, person: PersonId, standing: &Standing, now: Millis) -> SittingRow {
    SittingRow {
        no: 0,
        test: test.id,
        person,
        person_no: standing.person_no,
        org_no: standing.org_no,
        path: standing.path.clone(),
        started_at: now,
        due_at: now.plus_ms(test.minutes * MINUTE_MS).min(test.closes_at),
        seed: seed(test, person),
    }
}

/// The seed of a person's order: the same on every node and after every retry.
pub(super) fn seed(test: &LiveTest, person: PersonId) -> i64 {
    let digest = Sha256::new()
        .chain_update(test.shuffle_seed.to_be_bytes())
        .chain_update(test.id.0)
        .chain_update(person.0)
        .finalize();
    let mut head = [0; 8];
    head.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(head)
}

/// How sittings begin: whoever starts at the same moment shares a transaction.
pub struct StartBatch;

impl Batch for StartBatch {
    type Item = SittingRow;
    type Ack = SittingRow;

    const NAME: &'static str = "start_sitting";

    fn write(&self, tx: &mut Tx<'_>, items: &[SittingRow]) -> Result<Vec<SittingRow>, Error> {
        let rows: Vec<Vec<Value>> = items.iter().map(values).collect();
        let new: Vec<(i64, TestId, PersonId)> =
            tx.insert_returning(&store::BEGIN_SITTING, &rows)?;
        let numbers: HashMap<([u8; 16], [u8; 16]), i64> = new
            .into_iter()
            .map(|(no, test, person)| ((test.0, person.0), no))
            .collect();
        let (fresh, earlier): (Vec<&SittingRow>, Vec<&SittingRow>) = items
            .iter()
            .partition(|wanted| numbers.contains_key(&(wanted.test.0, wanted.person.0)));
        let mut begun = begun(tx, &earlier)?;
        // Of two requests of one person in this batch the first one's row went in.
        for wanted in fresh {
            let key = (wanted.test.0, wanted.person.0);
            begun.entry(key).or_insert_with(|| SittingRow {
                no: numbers[&key],
                ..wanted.clone()
            });
        }
        let row_of = |wanted: &SittingRow| begun.get(&(wanted.test.0, wanted.person.0));
        let answers: Vec<SittingRow> = items
            .iter()
            .map(|wanted| row_of(wanted).cloned().ok_or_else(not_found))
            .collect::<Result<_, _>>()?;
        // A sitting that began earlier is on the closer's list already, or has ended.
        let open: BTreeMap<i64, Vec<Value>> = answers
            .iter()
            .zip(items)
            .filter(|(row, wanted)| row.started_at == wanted.started_at)
            .map(|(row, _)| (row.no, params![row.no, row.test, row.due_at].to_vec()))
            .collect();
        let open: Vec<Vec<Value>> = open.into_values().collect();
        tx.insert_many(&store::INSERT_OPEN, &open)?;
        Ok(answers)
    }
}

fn values(wanted: &SittingRow) -> Vec<Value> {
    params![
        wanted.test,
        wanted.person,
        wanted.person_no,
        wanted.org_no,
        wanted.path,
        wanted.started_at,
        wanted.due_at,
        wanted.seed
    ]
    .to_vec()
}

/// People asked for in one statement.
const TOGETHER: usize = 16;

/// Sittings by test and person.
type Begun = HashMap<([u8; 16], [u8; 16]), SittingRow>;

/// The sittings of the people who start, as they stand.
fn begun(tx: &mut Tx<'_>, items: &[&SittingRow]) -> Result<Begun, Error> {
    let mut asked: BTreeMap<[u8; 16], Vec<PersonId>> = BTreeMap::new();
    for wanted in items {
        asked.entry(wanted.test.0).or_default().push(wanted.person);
    }
    let mut begun = HashMap::with_capacity(items.len());
    for (test, people) in asked {
        for some in people.chunks(TOGETHER) {
            let mut params = vec![TestId(test).to_value()];
            // The last one stands in for those who are not there.
            let padded = some.iter().chain(std::iter::repeat(&some[some.len() - 1]));
            params.extend(padded.take(TOGETHER).map(ToValue::to_value));
            let rows: Vec<SittingRow> = tx.all(sql!("sql/of_persons.sql"), &params)?;
            begun.extend(
                rows.into_iter()
                    .map(|row| ((row.test.0, row.person.0), row)),
            );
        }
    }
    Ok(begun)
}
