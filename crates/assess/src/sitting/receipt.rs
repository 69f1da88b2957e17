//! Receipts: one signature over the Merkle root of everything written together.
//!
//! A receipt is the leaf, its path and the signed root; the page shows a short number made from
//! the leaf. Hashing follows RFC 6962 (a leaf and a node can never be taken for one another).

use platform::clock::Millis;
use sha2::{Digest as _, Sha256};

use super::log::Answer;

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// What is signed is this and the root, so that the signature means nothing elsewhere.
const SIGNED_PREFIX: &[u8] = b"touyan receipts 1\0";

fn leaf(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new_with_prefix([0]);
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new_with_prefix([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// The leaf of an answer: everything that is stored of it.
#[must_use]
pub fn answer_leaf(sitting_no: i64, answer: &Answer) -> Hash {
    let numbers = [
        sitting_no,
        answer.question_no,
        answer.client,
        answer.sequence,
        answer.value,
        answer.arrived_at.0,
        answer.late.code(),
    ];
    leaf(&[b"answer", &numbers.map(i64::to_be_bytes).concat()])
}

/// The leaf of a submission: when it ended, how, and the digest of what was counted.
#[must_use]
pub fn submission_leaf(sitting_no: i64, at: Millis, by: &str, digest: &Hash) -> Hash {
    let numbers = [sitting_no, at.0].map(i64::to_be_bytes).concat();
    leaf(&[b"submission", &numbers, by.as_bytes(), digest])
}

/// The digest of the counted answers, in the order of the questions.
#[must_use]
pub fn answers_digest(counted: impl IntoIterator<Item = (i64, i64)>) -> Hash {
    let mut hasher = Sha256::new();
    for (question_no, value) in counted {
        hasher.update(question_no.to_be_bytes());
        hasher.update(value.to_be_bytes());
    }
    hasher.finalize().into()
}

/// The short number a page shows: `4F-2210`. For people to compare and quote, not a proof.
#[must_use]
pub fn short_number(leaf: &Hash) -> String {
    let digits = u16::from_be_bytes([leaf[1], leaf[2]]) % 10_000;
    format!("{:02X}-{digits:04}", leaf[0])
}

/// The root of a list of leaves; of none, the hash of nothing.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(&root(left), &root(right))
        }
    }
}

/// The largest power of two below `count`.
fn split(count: usize) -> usize {
    count.next_power_of_two() / 2
}

/// One step from a leaf up to the root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The neighbour stands to the left.
    Left(Hash),
    /// The neighbour stands to the right.
    Right(Hash),
}

/// The steps from a leaf to the root, from below; none when there is no such leaf.
#[must_use]
pub fn path(leaves: &[Hash], index: usize) -> Option<Vec<Step>> {
    if index >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    if index < left.len() {
        let mut steps = path(left, index)?;
        steps.push(Step::Right(root(right)));
        Some(steps)
    } else {
        let mut steps = path(right, index - left.len())?;
        steps.push(Step::Left(root(left)));
        Some(steps)
    }
}

/// The root that a leaf and its steps lead to.
#[must_use]
pub fn climb(leaf: Hash, steps: &[Step]) -> Hash {
    steps.iter().fold(leaf, |below, step| match step {
        Step::Left(left) => node(left, &below),
        Step::Right(right) => node(&below, right),
    })
}

/// The bytes that are signed for a root.
#[must_use]
pub fn signed_bytes(root: &Hash) -> Vec<u8> {
    [SIGNED_PREFIX, root].concat()
}

/// Leaves as they are stored: one after another.
#[must_use]
pub fn pack(leaves: &[Hash]) -> Vec<u8> {
    leaves.concat()
}

/// Stored leaves read back; none when the bytes are damaged.
#[must_use]
pub fn unpack(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (leaves, rest) = bytes.as_chunks::<32>();
    rest.is_empty().then(|| leaves.to_vec())
}

/// A number for a batch: time first, so that rows stand together on disk, then chance.
#[must_use]
pub fn batch_id(now: Millis) -> i64 {
    let chance = i64::from(u32::from_be_bytes(platform::random::bytes()) >> 12);
    (now.0 << 20) | chance
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sitting::log::Late;

    fn leaves(count: u8) -> Vec<Hash> {
        (0..count).map(|n| leaf(&[&[n]])).collect()
    }

    #[test]
    fn every_leaf_climbs_to_the_root_and_no_other_does() {
        for count in 1..40 {
            let all = leaves(count);
            let top = root(&all);
            for (index, own) in all.iter().enumerate() {
                let steps = path(&all, index).expect("the leaf is there");
                assert_eq!(climb(*own, &steps), top);
                assert_ne!(climb(leaf(&[&[200]]), &steps), top);
            }
            assert_eq!(path(&all, all.len()), None);
            assert_eq!(unpack(&pack(&all)), Some(all));
        }
    }

    #[test]
    fn rfc_6962_vector() {
        // The tree of one empty leaf, from RFC 6962's test data.
        let hex: String = root(&[leaf(&[])])
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        assert_eq!(
            hex,
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    #[test]
    fn any_changed_field_changes_the_leaf() {
        let base = Answer {
            question_no: 3,
            client: 7,
            sequence: 9,
            value: 2,
            arrived_at: Millis(1000),
            late: Late::OnTime,
        };
        let others = [
            Answer {
                question_no: 4,
                ..base
            },
            Answer { client: 8, ..base },
            Answer {
                sequence: 10,
                ..base
            },
            Answer { value: 4, ..base },
            Answer {
                arrived_at: Millis(1001),
                ..base
            },
            Answer {
                late: Late::AfterDeadline,
                ..base
            },
        ];
        assert!(
            others
                .iter()
                .all(|other| answer_leaf(1, other) != answer_leaf(1, &base))
        );
        assert_ne!(answer_leaf(2, &base), answer_leaf(1, &base));
        assert_eq!(short_number(&answer_leaf(1, &base)).len(), 7);
    }
}
