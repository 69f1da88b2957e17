//! The order in which one person sees a paper: a permutation, so that one body serves all.

use serde::{Deserialize, Serialize};

use crate::bank::QuestionKind;

/// Whether a test shuffles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shuffle {
    /// Everybody sees the author's order.
    Kept,
    /// Questions within their kind, and the options of each choice.
    Shuffled,
}

/// Which question stands where, and which option.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Permutation {
    /// Question numbers (from 1) in the order shown.
    pub order: Vec<i64>,
    /// For each question, in the author's order, its options (from 0) in the order shown.
    pub options: Vec<Vec<u8>>,
}

impl Permutation {
    /// The permutation of a seed. Questions move within a run of the same kind only: a paper
    /// keeps its sections.
    #[must_use]
    pub fn of(seed: i64, paper: &[(QuestionKind, u8)], shuffle: Shuffle) -> Self {
        let mut order: Vec<i64> = (1_i64..).take(paper.len()).collect();
        let mut options: Vec<Vec<u8>> = paper
            .iter()
            .map(|(_, count)| (0..*count).collect())
            .collect();
        if shuffle == Shuffle::Shuffled {
            let mut random = SplitMix(seed.cast_unsigned());
            let mut start = 0;
            for run in paper.chunk_by(|a, b| a.0 == b.0) {
                random.shuffle(&mut order[start..start + run.len()]);
                start += run.len();
            }
            for (list, (kind, _)) in options.iter_mut().zip(paper) {
                // 对 stands before 错 for everybody.
                if *kind != QuestionKind::TrueFalse {
                    random.shuffle(list);
                }
            }
        }
        Self { order, options }
    }

    /// Where a question stands for this person, from 1.
    #[must_use]
    pub fn place(&self, question_no: i64) -> Option<usize> {
        self.order
            .iter()
            .position(|no| *no == question_no)
            .map(|index| index + 1)
    }

    /// The question at a place (from 1).
    #[must_use]
    pub fn at(&self, place: usize) -> Option<i64> {
        place
            .checked_sub(1)
            .and_then(|index| self.order.get(index))
            .copied()
    }

    /// The options of a question in the order shown.
    #[must_use]
    pub fn options_of(&self, question_no: i64) -> &[u8] {
        usize::try_from(question_no - 1)
            .ok()
            .and_then(|index| self.options.get(index))
            .map_or(&[], Vec::as_slice)
    }
}

/// SplitMix64: small, fixed for ever, and good enough to deal out questions. Not a secret.
pub struct SplitMix(pub u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.next() % (last as u64 + 1);
            list.swap(last, usize::try_from(other).unwrap_or(last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: [(QuestionKind, u8); 5] = [
        (QuestionKind::Single, 4),
        (QuestionKind::Single, 3),
        (QuestionKind::Single, 4),
        (QuestionKind::Multiple, 5),
        (QuestionKind::TrueFalse, 2),
    ];

    proptest::proptest! {
        #[test]
        fn every_question_and_option_stands_once_and_sections_stay(seed: i64) {
            let p = Permutation::of(seed, &PAPER, Shuffle::Shuffled);
            let mut firsts = p.order[..3].to_vec();
            firsts.sort_unstable();
            assert_eq!(firsts, [1, 2, 3]);
            assert_eq!(p.order[3..], [4, 5]);
            for (options, (_, count)) in p.options.iter().zip(PAPER) {
                let mut sorted = options.clone();
                sorted.sort_unstable();
                assert_eq!(sorted, (0..count).collect::<Vec<_>>());
            }
            assert_eq!(p.options[4], [0, 1]);
            assert_eq!(p, Permutation::of(seed, &PAPER, Shuffle::Shuffled));
        }
    }

    #[test]
    fn seeds_differ_and_kept_means_kept() {
        let orders: std::collections::BTreeSet<_> = (0..50)
            .map(|seed| Permutation::of(seed, &PAPER, Shuffle::Shuffled).order)
            .collect();
        assert_eq!(orders.len(), 6, "all orders of three questions come up");
        let kept = Permutation::of(7, &PAPER, Shuffle::Kept);
        assert_eq!(kept.order, [1, 2, 3, 4, 5]);
        assert_eq!(
            (kept.place(4), kept.at(4), kept.at(0), kept.at(6)),
            (Some(4), Some(4), None, None)
        );
    }
}
