//! Answers written together: one transaction, one signature, a receipt each.

use std::collections::{BTreeMap, HashMap};

use platform::clock::Clock;
use platform::coalescer::Batch;
use platform::crypto::Sealer;
use platform::db::{Db, Engine, Tx, Value};
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

    fn ready(&self, items: &[Item]) -> Result<Ready, Error> {
        let batch = receipt::batch_id(self.clock.now());
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
        let leaves: Vec<Hash> = firsts
            .iter()
            .map(|item| receipt::answer_leaf(item.sitting_no, &item.answer))
            .collect();
        let signed = signed(&self.keys, batch, self.clock.now().0, &leaves)?;
        Ok(Ready {
            batch,
            of_item,
            rows: (0_i64..)
                .zip(&firsts)
                .map(|(leaf, item)| row(item, batch, leaf))
                .collect(),
            counts: self.counts(firsts.iter(), 1),
            signed: vec![signed],
            acks: firsts
                .iter()
                .zip(&leaves)
                .map(|(item, leaf)| (item.answer, *leaf))
                .collect(),
            firsts,
            leaves,
        })
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
        let mut ready = self.ready(items)?;
        let [written, ..] = tx.insert_together(&store::SAVE, ready.inserts())?;
        if written < ready.firsts.len() as u64 {
            for (index, item) in ready.firsts.iter().enumerate() {
                let stored = store::answer(tx, item.sitting_no, &item.answer)?;
                if stored.batch != ready.batch {
                    let leaf = receipt::answer_leaf(item.sitting_no, &stored.answer);
                    ready.acks[index] = (stored.answer, leaf);
                    ready.leaves[index] = UNCLAIMED;
                }
            }
            self.correct(tx, ready.batch, &ready.firsts, &ready.leaves)?;
        }
        Ok(ready.told(items))
    }

    async fn write_at_once(&self, db: &Db, items: &[Item]) -> Result<Option<Vec<Ack>>, Error> {
        if db.engine() == Engine::Sqlite {
            return Ok(None);
        }
        let ready = self.ready(items)?;
        let written = db.insert_at_once(&store::SAVE, ready.inserts()).await?;
        Ok(written.then(|| ready.told(items)))
    }
}

/// Items ready to be written as if all of them were new.
struct Ready {
    batch: i64,
    /// Each key once: the same answer several times in one batch is one row, and one key may
    /// stand only once in an upsert on PostgreSQL.
    firsts: Vec<Item>,
    /// For each item, which of these it is.
    of_item: Vec<usize>,
    rows: Vec<Vec<Value>>,
    counts: Vec<Vec<Value>>,
    signed: Vec<Vec<Value>>,
    leaves: Vec<Hash>,
    acks: Vec<(Answer, Hash)>,
}

impl Ready {
    fn inserts(&self) -> [&[Vec<Value>]; 3] {
        [&self.rows, &self.counts, &self.signed]
    }

    fn told(&self, items: &[Item]) -> Vec<Ack> {
        let of_item = items.iter().zip(&self.of_item);
        of_item
            .map(|(item, place)| {
                let (answer, leaf) = self.acks[*place];
                if answer.value == item.answer.value {
                    Ack::Saved { answer, leaf }
                } else {
                    Ack::Conflict
                }
            })
            .collect()
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
