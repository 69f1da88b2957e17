//! Starting: one row, whoever asks however often.

use std::sync::Arc;

use platform::clock::{MINUTE_MS, Millis};
use platform::error::{Error, conflict, not_found};
use platform::ids::PersonId;
use platform::params;
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
    let (begun, standings) = assess
        .db
        .point("find_sitting", move |tx| {
            let begun = store::of_person(tx, id, person)?;
            let standings = match begun {
                Some(_) => Vec::new(),
                None => audience::standings(tx, person, today)?,
            };
            Ok((begun, standings))
        })
        .await?;
    if let Some(row) = begun {
        return state::any(assess, row.no).await;
    }
    let standing = test.audience.choose(&standings).ok_or_else(not_found)?;
    let now = assess.clock.now();
    if now < test.opens_at {
        return Err(conflict("test-not-open-yet"));
    }
    if !test.is_open(now) {
        return Err(conflict("test-has-ended"));
    }
    let row = insert(assess, wanted(&test, person, standing, now)).await?;
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

async fn insert(assess: &Assess, wanted: SittingRow) -> Result<SittingRow, Error> {
    assess
        .db
        .write("start_sitting", move |tx| {
            let w = &wanted;
            let row = params![
                w.test,
                w.person,
                w.person_no,
                w.org_no,
                w.path,
                w.started_at,
                w.due_at,
                w.seed
            ];
            let inserted = tx.insert_many(&store::INSERT_SITTING, &[row.to_vec()])?;
            let row = store::of_person(tx, w.test, w.person)?.ok_or_else(not_found)?;
            if inserted == 1 {
                let open = params![row.no, row.test, row.due_at].to_vec();
                tx.insert_many(&store::INSERT_OPEN, &[open])?;
            }
            Ok(row)
        })
        .await
}
