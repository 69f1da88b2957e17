//! How a page is found: by what is cheapest for the range and the search.

/// Rows at most that a search by name gathers before it walks instead.
pub const MOST_MATCHES: i64 = 20_000;

/// A range so small that a name is looked for anywhere in it, not only by its beginning.
pub const SMALL_RANGE: i64 = 5_000;

/// A way to find a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plan {
    /// Along the index of the order, skipping who belongs elsewhere or does not match.
    Walk,
    /// All members of the range, sorted.
    Gather,
    /// All members the search finds, sorted.
    Match,
}

impl Plan {
    /// The plan without a search: `inside` members of the range, `all` of the city.
    #[must_use]
    pub fn of_range(inside: i64, all: i64) -> Self {
        if walk_cost(inside, all) <= inside {
            Self::Walk
        } else {
            Self::Gather
        }
    }

    /// The plan with a search that finds `matches` in the whole city. Names are spread evenly
    /// enough for an estimate of how many of them are inside.
    #[must_use]
    pub fn of_search(inside: i64, all: i64, matches: i64) -> Self {
        if inside <= SMALL_RANGE {
            return Self::Gather;
        }
        let expected = inside.saturating_mul(matches) / all.max(1);
        let costs = [
            (matches, Self::Match),
            (inside.saturating_mul(2), Self::Gather),
            (walk_cost(expected, all).saturating_mul(8), Self::Walk),
        ];
        costs
            .into_iter()
            .min_by_key(|(cost, _)| *cost)
            .map_or(Self::Gather, |(_, plan)| plan)
    }
}

/// Steps until a page is full, in units of a gathered row; a step along the index costs a
/// quarter of looking a row up.
fn walk_cost(inside: i64, all: i64) -> i64 {
    const PAGE: i64 = super::PAGE as i64 + 1;
    PAGE.saturating_mul(all) / inside.max(1) / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_gathered_and_a_city_walked() {
        assert_eq!(Plan::of_range(60, 1_000_000), Plan::Gather);
        assert_eq!(Plan::of_range(1_000_000, 1_000_000), Plan::Walk);
        assert_eq!(Plan::of_range(100_000, 1_000_000), Plan::Walk);
        assert_eq!(Plan::of_range(0, 1_000_000), Plan::Gather);
    }

    #[test]
    fn no_plan_looks_at_more_than_the_worst_size_between() {
        for inside in [1, 100, 3_000, 4_000, 10_000, 1_000_000] {
            let all = 1_000_000;
            let cost = match Plan::of_range(inside, all) {
                Plan::Walk => walk_cost(inside, all),
                _ => inside,
            };
            assert!(cost <= 3_600, "{inside}: {cost}");
        }
    }

    #[test]
    fn rare_names_are_matched_and_common_ones_walked() {
        assert_eq!(Plan::of_search(1_000_000, 1_000_000, 12), Plan::Match);
        assert_eq!(
            Plan::of_search(1_000_000, 1_000_000, MOST_MATCHES),
            Plan::Walk
        );
        assert_eq!(Plan::of_search(60, 1_000_000, MOST_MATCHES), Plan::Gather);
        assert_eq!(Plan::of_search(SMALL_RANGE, 1_000_000, 0), Plan::Gather);
    }
}
