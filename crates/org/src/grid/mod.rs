//! Grids (网格): a place, how many households live there, who answers for it, and which branch
//! and party groups look after it. A grid links to an organisation; it is not one.
//!
//! Always true: no resident stands in a grid by name, households are a count; what the party
//! groups of a grid look after together is never more than the grid has; the sums `grid.*` at
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
pub const COUNT: &str = "grid.count";
/// Their households.
pub const HOUSEHOLDS: &str = "grid.households";
/// Of them, those that a party group looks after.
pub const COVERED: &str = "grid.covered";
/// Grids without a branch.
pub const NO_BRANCH: &str = "grid.no_branch";
/// Grids with a branch and without a party group.
pub const NO_GROUP: &str = "grid.no_group";
/// Grids that are larger than usual.
pub const LARGE: &str = "grid.large";

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
