//! Answers written together: one transaction, one signature, a receipt each.

use std::collections::{BTreeMap, HashMap};

use platform::clock::Clock;
use platform::coalescer::Batch;
use platform::crypto::Sealer;
use platform::db::{Tx, Value};
use platform::error::Error;
use platform::{params, sql};

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

    /// Writes what is new among answers of which some were there before, which the first try
    /// could not know: its count and its signature speak of all of them.
    fn correct(
        &self,
        tx: &mut Tx<'_>,
        batch: i64,
        items: &[Item],
        leaves: &[Hash],
    ) -> Result<(), Error> {
        tx.exec(sql!("sql/batch_delete.sql"), params![batch])?;
        let repeats = items
            .iter()
            .zip(leaves)
            .filter(|(_, leaf)| **leaf == UNCLAIMED)
            .map(|(item, _)| item);
        tx.insert_many(&store::ADD_SAVED, &self.counts(repeats, -1))?;
        if leaves.iter().any(|leaf| *leaf != UNCLAIMED) {
            sign(tx, &self.keys, batch, self.clock.now().0, leaves)?;
        }
        Ok(())
    }

    /// Rows of [`store::ADD_SAVED`], so that nobody has to count the log.
    fn counts<'i>(&self, items: impl Iterator<Item = &'i Item>, each: i64) -> Vec<Vec<Value>> {
        let mut counts: BTreeMap<[u8; 16], i64> = BTreeMap::new();
        for item in items {
            *counts.entry(item.test.0).or_default() += each;
        }
        counts
            .into_iter()
            .map(|(test, count)| params![TestId(test), self.slot, count].to_vec())
            .collect()
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
        let mut leaves: Vec<Hash> = firsts
            .iter()
            .map(|item| receipt::answer_leaf(item.sitting_no, &item.answer))
            .collect();
        let counts = self.counts(firsts.iter(), 1);
        let signed = signed(&self.keys, batch, self.clock.now().0, &leaves)?;
        let [written, ..] = tx.insert_together(&store::SAVE, [&rows, &counts, &[signed]])?;
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
            self.correct(tx, batch, &firsts, &leaves)?;
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
    tx.insert_many(&store::INSERT_BATCH, &[signed(keys, batch, at, leaves)?])?;
    Ok(())
}

/// The row of [`store::INSERT_BATCH`].
fn signed(keys: &Sealer, batch: i64, at: i64, leaves: &[Hash]) -> Result<Vec<Value>, Error> {
    let root = receipt::root(leaves);
    let signature = keys.provider().sign(&receipt::signed_bytes(&root))?;
    Ok(params![batch, at, root, signature, receipt::pack(leaves)].to_vec())
}
