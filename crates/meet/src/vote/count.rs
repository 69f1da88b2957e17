//! The arithmetic of a vote (支部工作条例; 发展党员工作细则第二十六条): whole numbers, and every
//! denominator is who is expected, never who is there.

use jiff::civil::Date;
use platform::error::Error;
use platform::proposal::Regime;
use platform::rules::{Fraction, Rules};

use crate::meeting::Kind;

/// What a vote is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    /// Of the expected voters, who must be there.
    pub quorum: Fraction,
    /// Of the expected voters, who must be in favour.
    pub passes: Fraction,
    /// Whether somebody who takes part from afar is there.
    pub remote_counts: bool,
    /// Whether an opinion handed in in writing before the meeting is a vote.
    pub written_counts: bool,
}

impl Judge {
    /// What the rules say for a kind of meeting and a regime on its day.
    ///
    /// # Errors
    /// When a rule is missing.
    pub fn on(rules: &Rules, kind: Kind, regime: Regime, day: Date) -> Result<Self, Error> {
        let (quorum, passes, remote, written) = match regime {
            Regime::Admission => (
                "admission_vote.quorum",
                "admission_vote.passes",
                "admission_vote.remote_counts",
                true,
            ),
            Regime::General if kind.of_committee() => (
                "branch_committee.quorum",
                "general_assembly.passes",
                "general_assembly.remote_counts",
                false,
            ),
            Regime::General => (
                "general_assembly.quorum",
                "general_assembly.passes",
                "general_assembly.remote_counts",
                false,
            ),
        };
        Ok(Self {
            quorum: rules.fraction(quorum, day)?,
            passes: rules.fraction(passes, day)?,
            remote_counts: rules.text(remote, day)? == "yes",
            written_counts: written,
        })
    }

    /// Voters who are there by the rules.
    #[must_use]
    pub fn attending(&self, voters: &Voters) -> i64 {
        voters.hall + if self.remote_counts { voters.remote } else { 0 }
    }

    /// Whether enough are there.
    #[must_use]
    pub fn is_quorate(&self, voters: &Voters) -> bool {
        voters.expected > 0 && self.quorum.reached(self.attending(voters), voters.expected)
    }

    /// Whether so many votes in favour pass; never without a quorum.
    #[must_use]
    pub fn passes(&self, voters: &Voters, yes: i64) -> bool {
        self.is_quorate(voters) && self.passes.reached(yes, voters.expected)
    }

    /// How many votes there can be at the most: nobody votes for somebody else.
    #[must_use]
    pub fn most_votes(&self, voters: &Voters) -> i64 {
        self.attending(voters) + self.written(voters)
    }

    /// Written opinions that count.
    #[must_use]
    pub fn written(&self, voters: &Voters) -> i64 {
        if self.written_counts {
            voters.written
        } else {
            0
        }
    }
}

/// Who may vote, by how they take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Voters {
    /// Expected voters: the denominator of everything.
    pub expected: i64,
    /// In the hall.
    pub hall: i64,
    /// From afar.
    pub remote: i64,
    /// By a written opinion.
    pub written: i64,
}
platform::from_row!(Voters {
    expected,
    hall,
    remote,
    written
});

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn judge(regime: Regime) -> Judge {
        let rules = Rules::load().expect("the rules");
        Judge::on(&rules, Kind::GeneralAssembly, regime, date(2026, 11, 29)).expect("a judge")
    }

    fn in_hall(expected: i64, hall: i64) -> Voters {
        Voters {
            expected,
            hall,
            ..Voters::default()
        }
    }

    /// Every boundary from one to six hundred expected, by the words of the regulation.
    #[test]
    fn every_boundary_of_both_regimes() {
        let (general, admission) = (judge(Regime::General), judge(Regime::Admission));
        for expected in 1..=600 {
            for there in 0..=expected {
                let voters = in_hall(expected, there);
                // 半数以上 includes the half; 超过应到会的半数 does not.
                assert_eq!(general.is_quorate(&voters), 2 * there >= expected);
                assert_eq!(admission.is_quorate(&voters), 2 * there > expected);
            }
            let all = in_hall(expected, expected);
            for yes in 0..=expected {
                for judge in [&general, &admission] {
                    assert_eq!(
                        judge.passes(&all, yes),
                        2 * yes > expected,
                        "{yes}/{expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn sixteen_take_nine_and_not_eight_and_fifteen_take_eight() {
        let admission = judge(Regime::Admission);
        for (expected, least) in [(16, 9), (15, 8)] {
            assert!(admission.is_quorate(&in_hall(expected, least)));
            assert!(!admission.is_quorate(&in_hall(expected, least - 1)));
            assert!(admission.passes(&in_hall(expected, least), least));
            assert!(!admission.passes(&in_hall(expected, expected), least - 1));
        }
        assert!(judge(Regime::General).is_quorate(&in_hall(16, 8)));
        assert!(!judge(Regime::General).passes(&in_hall(16, 16), 8));
    }

    #[test]
    fn from_afar_counts_as_the_rule_says_and_writing_only_where_it_may() {
        let voters = Voters {
            expected: 16,
            hall: 8,
            remote: 1,
            written: 5,
        };
        let (general, admission) = (judge(Regime::General), judge(Regime::Admission));
        assert_eq!(general.attending(&voters), 9);
        assert_eq!(admission.attending(&voters), 8, "the hall alone");
        assert!(!admission.is_quorate(&voters));
        // A deployment that may count them says so by its rule.
        let own = Judge {
            remote_counts: true,
            ..admission
        };
        assert!(own.is_quorate(&voters) && own.passes(&voters, 9) && !own.passes(&voters, 8));
        assert_eq!(
            (general.most_votes(&voters), admission.most_votes(&voters)),
            (9, 13)
        );
    }

    #[test]
    fn each_share_and_switch_follows_its_rule() {
        let (rules, day) = (Rules::load().expect("the rules"), date(2026, 11, 29));
        for (key, least) in [
            ("general_assembly.quorum", 8),
            ("general_assembly.passes", 9),
            ("branch_committee.quorum", 8),
            ("admission_vote.quorum", 9),
            ("admission_vote.passes", 9),
        ] {
            let share = rules.fraction(key, day).expect("a share");
            assert_eq!(share.least(16), least, "{key}");
        }
        for (key, regime, usual, other) in [
            (
                "general_assembly.remote_counts",
                Regime::General,
                true,
                "no",
            ),
            (
                "admission_vote.remote_counts",
                Regime::Admission,
                false,
                "yes",
            ),
        ] {
            let counts = |rules: &Rules| {
                Judge::on(rules, Kind::GeneralAssembly, regime, day)
                    .expect("a judge")
                    .remote_counts
            };
            assert_eq!(counts(&rules), usual, "{key}");
            let changed = rules.holding(key, other).expect("the rule");
            assert_eq!(counts(&changed), !usual, "{key}");
        }
    }

    #[test]
    fn nobody_expected_decides_nothing() {
        for regime in [Regime::General, Regime::Admission] {
            assert!(!judge(regime).passes(&Voters::default(), 0));
        }
    }

    proptest! {
        /// More people in the hall never break a quorum, more votes in favour never fail, and
        /// whoever is expected but away is never counted as in favour.
        #[test]
        fn more_is_never_less(
            expected in 1_i64..=600,
            hall in 0_i64..=600,
            yes in 0_i64..=600,
            admits in any::<bool>(),
        ) {
            let judge = judge(if admits { Regime::Admission } else { Regime::General });
            let (now, more) = (in_hall(expected, hall), in_hall(expected, hall + 1));
            prop_assert!(!judge.is_quorate(&now) || judge.is_quorate(&more));
            prop_assert!(!judge.passes(&now, yes) || judge.passes(&more, yes + 1));
            prop_assert!(!judge.passes(&now, yes) || yes * 2 > expected);
            let larger = in_hall(expected + 1, hall);
            prop_assert!(!judge.passes(&larger, yes) || judge.passes(&now, yes));
        }
    }
}
