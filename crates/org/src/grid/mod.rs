//! Grids (网格): a place, how many households live there, who answers for it, and which branch
//! and party groups look after it. A grid links to an organisation; it is not one.
//!
//! Always true: no resident stands in a grid by name, households are a count; what the party
//! groups of a grid look after together is never more than the grid has; the sums `grids.*` at
//! every ancestor are what the grids below it say.

use platform::from_row;
use platform::ids::OrgId;
use platform::typed_id;

pub mod change;
pub mod coverage;
pub mod export;
pub mod forms;
pub mod gaps;
pub mod import;
pub mod import_pages;
pub mod pages;
pub mod sheet;
pub mod show;
pub mod store;

typed_id!(
    /// A grid.
    GridId
);
typed_id!(
    /// A file of grids on its way in.
    GridImportId
);

/// The permission to change grids.
pub const EDIT: &str = "grids.edit";
/// The permission to look at them.
pub const READ: &str = "org.read";

/// Grids.
pub const COUNT: &str = "grids.count";
/// Their households.
pub const HOUSEHOLDS: &str = "grids.households";
/// Of them, those that a party group looks after.
pub const COVERED: &str = "grids.covered";
/// Grids without a branch.
pub const NO_BRANCH: &str = "grids.no_branch";
/// Grids with a branch and without a party group.
pub const NO_GROUP: &str = "grids.no_group";
/// Grids that are larger than usual.
pub const LARGE: &str = "grids.large";

/// A grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Which.
    pub id: GridId,
    /// The organisation it links to: 社区党委.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Its place in the tree.
    pub path: String,
    /// The grid's name: 第一网格.
    pub name: String,
    /// What belongs to it: 1 至 6 栋.
    pub place: String,
    /// How many households.
    pub households: i64,
    /// Its branch (网格党支部).
    pub branch: Option<OrgId>,
    /// The branch's name.
    pub branch_name: Option<String>,
    /// Households that a party group looks after.
    pub covered: i64,
    /// Party groups (楼栋党小组).
    pub groups: i64,
    /// Whether it is larger than usual.
    pub large: bool,
    /// Counts up at every change.
    pub version: i64,
}
from_row!(Grid {
    id,
    org,
    org_name,
    path,
    name,
    place,
    households,
    branch,
    branch_name,
    covered,
    groups,
    large,
    version
});

impl Grid {
    /// What it counts as, by indicator.
    #[must_use]
    pub fn counts(&self) -> [(&'static str, i64); 6] {
        [
            (COUNT, 1),
            (HOUSEHOLDS, self.households),
            (COVERED, self.covered),
            (NO_BRANCH, i64::from(self.branch.is_none())),
            (
                NO_GROUP,
                i64::from(self.branch.is_some() && self.groups == 0),
            ),
            (LARGE, i64::from(self.large)),
        ]
    }
}

/// As what somebody answers for a grid.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// 网格长.
    Head,
    /// 网格员.
    Worker,
    /// 楼栋长 and others who help.
    Helper,
}

impl Role {
    /// Every role in the order of the page.
    pub const ALL: [Self; 3] = [Self::Head, Self::Worker, Self::Helper];

    /// As stored and in word keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Worker => "worker",
            Self::Helper => "helper",
        }
    }
}

/// What is said of a grid.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Details {
    /// Its name.
    pub name: String,
    /// What belongs to it.
    pub place: String,
    /// How many households.
    pub households: i64,
    /// Its branch.
    pub branch: Option<OrgId>,
    /// Who answers for it: role and name, in their order.
    pub people: Vec<(String, String)>,
    /// Its party groups and the households each looks after.
    pub groups: Vec<(OrgId, i64)>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A small generator: the test asks nobody for chance.
    struct Chance(u64);

    impl Chance {
        fn below(&mut self, end: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % end
        }
    }

    fn grid(chance: &mut Chance, at: u8) -> Grid {
        let households = i64::try_from(chance.below(500)).unwrap_or(0);
        let branch = (chance.below(3) > 0).then_some(OrgId([at; 16]));
        let groups = branch.map_or(0, |_| i64::try_from(chance.below(4)).unwrap_or(0));
        Grid {
            id: GridId([at; 16]),
            org: OrgId([1; 16]),
            org_name: String::new(),
            path: "0001".to_owned(),
            name: String::new(),
            place: String::new(),
            households,
            branch,
            branch_name: None,
            covered: if groups > 0 { households / 2 } else { 0 },
            groups,
            large: households > 300,
            version: 1,
        }
    }

    /// A million steps: whatever is made, changed and taken away, the sums are what a full recount
    /// says, and no gap is negative.
    #[test]
    fn sums_are_what_a_recount_says_after_a_million_steps() {
        let mut chance = Chance(20_261_123);
        let mut grids: BTreeMap<u8, Grid> = BTreeMap::new();
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for step in 0..1_000_000_u32 {
            let at = u8::try_from(chance.below(40)).unwrap_or(0);
            let next = (chance.below(5) > 0).then(|| grid(&mut chance, at));
            let before = match next.clone() {
                Some(next) => grids.insert(at, next),
                None => grids.remove(&at),
            };
            for (of, by) in [(before, -1), (next, 1)] {
                for (indicator, number) in of.iter().flat_map(Grid::counts) {
                    *sums.entry(indicator).or_default() += number * by;
                }
            }
            if step % 5_000 == 0 {
                let mut recount: BTreeMap<&str, i64> = BTreeMap::new();
                for (indicator, number) in grids.values().flat_map(Grid::counts) {
                    *recount.entry(indicator).or_default() += number;
                }
                for (indicator, sum) in &sums {
                    assert_eq!(
                        *sum,
                        recount.get(indicator).copied().unwrap_or(0),
                        "{indicator}"
                    );
                    assert!(*sum >= 0, "{indicator}");
                }
                let of = |key: &str| sums.get(key).copied().unwrap_or(0);
                assert!(of(COVERED) <= of(HOUSEHOLDS));
                assert!(of(NO_BRANCH) + of(NO_GROUP) <= of(COUNT));
            }
        }
    }
}
