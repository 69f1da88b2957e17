//! Answers written together: one transaction, one signature, a receipt each.

use std::collections::{BTreeMap, HashMap};

use platform::clock::Clock;
use platform::coalescer::Batch;
use platform::crypto::Sealer;
use platform::db::{Tx, Value};
use platform::error::Error;
use platform::params;

use super::log::{Answer, Key};
use super::receipt::{self, Hash};
use super::store;
use crate::test::TestId;

/// An answer of a sitting, already validated.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The test, whose saved answers are counted.
    pub test: TestId,
    /// The sitting.
    pub sitting_no: i64,
    /// The answer.
    pub answer: Answer,
}

impl Item {
    fn key(&self) -> (i64, Key) {
        (self.sitting_no, self.answer.key())
    }
}

/// What the sender of an answer is told after COMMIT.
#[derive(Clone, Debug)]
pub enum Ack {
    /// It is saved; for a repeat this is the first answer, with its first receipt.
    Saved {
        /// The answer as stored.
        answer: Answer,
        /// The leaf of its receipt.
        leaf: Hash,
    },
    /// The same client wrote another value under this sequence before; that one stays.
    Conflict,
}

/// How answers are written.
pub struct AnswerBatch {
    keys: Sealer,
    clock: Clock,
    /// The row of [`store::ADD_SAVED`] this process counts in.
    slot: i64,
}

impl AnswerBatch {
    /// With the keys to sign with.
    #[must_use]
    pub fn new(keys: Sealer, clock: Clock) -> Self {
        let [slot] = platform::random::bytes::<1>();
        Self {
            keys,
            clock,
            slot: i64::from(slot),
        }
    }

    /// Counts what is new, so that nobody has to count the log.
    fn count(&self, tx: &mut Tx<'_>, items: &[Item], leaves: &[Hash]) -> Result<(), Error> {
        let mut counts: BTreeMap<[u8; 16], i64> = BTreeMap::new();
        for (item, _) in items
            .iter()
            .zip(leaves)
            .filter(|(_, leaf)| **leaf != UNCLAIMED)
        {
            *counts.entry(item.test.0).or_default() += 1;
        }
        let rows: Vec<Vec<Value>> = counts
            .into_iter()
            .map(|(test, count)| params![TestId(test), self.slot, count].to_vec())
            .collect();
        tx.insert_many(&store::ADD_SAVED, &rows)?;
        Ok(())
    }
}

/// A leaf nobody claims: the item stood in an earlier batch.
const UNCLAIMED: Hash = [0; 32];

impl Batch for AnswerBatch {
    type Item = Item;
    type Ack = Ack;

    const NAME: &'static str = "save_answers";

    fn write(&self, tx: &mut Tx<'_>, items: &[Item]) -> Result<Vec<Ack>, Error> {
        let batch = receipt::batch_id(self.clock.now());
        // The same answer several times in one batch is one row, and one key may stand only
        // once in an upsert on PostgreSQL.
        let mut places: HashMap<(i64, Key), usize> = HashMap::with_capacity(items.len());
        let mut firsts: Vec<Item> = Vec::with_capacity(items.len());
        let of_item: Vec<usize> = items
            .iter()
            .map(|item| {
                *places.entry(item.key()).or_insert_with(|| {
                    firsts.push(*item);
                    firsts.len() - 1
                })
            })
            .collect();
        let rows: Vec<Vec<Value>> = (0_i64..)
            .zip(&firsts)
            .map(|(leaf, item)| row(item, batch, leaf))
            .collect();
        let written = tx.insert_many(&store::INSERT_ANSWERS, &rows)?;
        let mut leaves: Vec<Hash> = firsts
            .iter()
            .map(|item| receipt::answer_leaf(item.sitting_no, &item.answer))
            .collect();
        let mut acks: Vec<(Answer, Hash)> = firsts
            .iter()
            .zip(&leaves)
            .map(|(item, leaf)| (item.answer, *leaf))
            .collect();
        if written < firsts.len() as u64 {
            for (index, item) in firsts.iter().enumerate() {
                let stored = store::answer(tx, item.sitting_no, &item.answer)?;
                if stored.batch != batch {
                    let leaf = receipt::answer_leaf(item.sitting_no, &stored.answer);
                    acks[index] = (stored.answer, leaf);
                    leaves[index] = UNCLAIMED;
                }
            }
        }
        if written > 0 {
            self.count(tx, &firsts, &leaves)?;
            sign(tx, &self.keys, batch, self.clock.now().0, &leaves)?;
        }
        Ok(items
            .iter()
            .zip(of_item)
            .map(|(item, place)| {
                let (answer, leaf) = acks[place];
                if answer.value == item.answer.value {
                    Ack::Saved { answer, leaf }
                } else {
                    Ack::Conflict
                }
            })
            .collect())
    }
}

fn row(item: &Item, batch: i64, leaf: i64) -> Vec<Value> {
    let a = &item.answer;
    params![
        item.sitting_no,
        a.question_no,
        a.client,
        a.sequence,
        a.value,
        a.arrived_at,
        a.late.code(),
        batch,
        leaf,
    ]
    .to_vec()
}

/// Signs the root of what was written together and stores it.
///
/// # Errors
/// The database's, or the keys'.
pub fn sign(
    tx: &mut Tx<'_>,
    keys: &Sealer,
    batch: i64,
    at: i64,
    leaves: &[Hash],
) -> Result<(), Error> {
    let root = receipt::root(leaves);
    let signature = keys.provider().sign(&receipt::signed_bytes(&root))?;
    let row = params![batch, at, root, signature, receipt::pack(leaves)].to_vec();
    tx.insert_many(&store::INSERT_BATCH, &[row])?;
    Ok(())
}
