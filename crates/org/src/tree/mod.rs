//! The tree of organisations.
//!
//! Always true: an organisation's path is its parent's path and four more characters; no two
//! organisations share a path; everything at or below one lies in `[path, path + "~")`.

use jiff::civil::Date;
use platform::db::{DbError, FromValue, Kind, ToValue, Value};
use platform::from_row;
use platform::ids::OrgId;

pub mod bulk;
pub mod change;
pub mod form_pages;
pub mod mine;
pub mod pages;
pub mod place;
pub mod store;

/// Characters of one level of a path: base-36 ordinals up to 1,679,615 siblings.
const LEVEL: usize = 4;

/// The place of an organisation in the tree: fixed-width base-36 ordinals, four a level.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgPath(String);

impl OrgPath {
    /// The path of the `ordinal`-th root (from 1).
    #[must_use]
    pub fn root(ordinal: i64) -> Self {
        Self(base36(ordinal))
    }

    /// The path of the `ordinal`-th child (from 1).
    #[must_use]
    pub fn child(&self, ordinal: i64) -> Self {
        Self(format!("{}{}", self.0, base36(ordinal)))
    }

    /// The path as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The end of the subtree's range: every path below sorts before it.
    #[must_use]
    pub fn end(&self) -> String {
        format!("{}~", self.0)
    }

    /// How deep it stands; a root is at 1.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.len() / LEVEL
    }

    /// Whether `other` is this organisation or below it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The paths of all ancestors, the root first, without itself.
    #[must_use]
    pub fn ancestors(&self) -> Vec<String> {
        (1..self.depth())
            .map(|level| self.0[..level * LEVEL].to_owned())
            .collect()
    }
}

impl std::fmt::Display for OrgPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToValue for OrgPath {
    fn to_value(&self) -> Value {
        Value::Text(self.0.clone())
    }
    fn kind() -> Kind {
        Kind::Text
    }
}

impl FromValue for OrgPath {
    fn from_value(value: Value) -> Result<Self, DbError> {
        String::from_value(value).map(Self)
    }
}

fn base36(mut ordinal: i64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut out = [b'0'; LEVEL];
    for place in out.iter_mut().rev() {
        *place = DIGITS[usize::try_from(ordinal.rem_euclid(36)).unwrap_or(0)];
        ordinal = ordinal.div_euclid(36);
    }
    String::from_utf8_lossy(&out).into_owned()
}

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every one, in the order forms show them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code stored and used in word keys.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        impl ToValue for $name {
            fn to_value(&self) -> Value { Value::Text(self.code().to_owned()) }
            fn kind() -> Kind { Kind::Text }
        }

        impl FromValue for $name {
            fn from_value(value: Value) -> Result<Self, DbError> {
                let code = String::from_value(value)?;
                Self::from_code(&code).ok_or_else(|| DbError::Decode(stringify!($name).to_owned()))
            }
        }
    };
}

coded!(
    /// The kinds of organisation (支部工作条例 chapter 2, domain §3.8).
    OrgKind {
        /// 基层党委 and the committees above it.
        PrimaryCommittee = "primary_committee",
        /// 党工委, an outpost of a higher committee.
        WorkingCommittee = "working_committee",
        /// 党组 within an agency.
        LeadingGroup = "leading_group",
        /// 党总支.
        GeneralBranch = "general_branch",
        /// 党支部.
        Branch = "branch",
        /// 联合党支部, of units with fewer than three full members each.
        JointBranch = "joint_branch",
        /// 临时党支部, which admits, punishes and elects nobody.
        TemporaryBranch = "temporary_branch",
        /// 功能型党支部.
        FunctionalBranch = "functional_branch",
        /// 党小组.
        PartyGroup = "party_group",
    }
);

coded!(
    /// By what kind of unit an organisation is set up.
    UnitNature {
        /// 建制村.
        Village = "village",
        /// 社区.
        Community = "community",
        /// 机关.
        Agency = "agency",
        /// 事业单位.
        Institution = "institution",
        /// 公有制企业.
        PublicEnterprise = "public_enterprise",
        /// 非公有制企业.
        PrivateEnterprise = "private_enterprise",
        /// 社会组织.
        SocialOrganisation = "social_organisation",
        /// 市、区县、街道、乡镇.
        Territory = "territory",
        /// 其他.
        Other = "other",
    }
);

impl OrgKind {
    /// Whether members can belong to it directly.
    #[must_use]
    pub fn takes_members(self) -> bool {
        matches!(
            self,
            Self::Branch
                | Self::JointBranch
                | Self::TemporaryBranch
                | Self::FunctionalBranch
                | Self::PartyGroup
        )
    }

    /// Whether an organisation of this kind may stand directly below one of kind `parent`.
    #[must_use]
    pub fn fits_below(self, parent: Self) -> bool {
        match parent {
            Self::PrimaryCommittee | Self::WorkingCommittee | Self::LeadingGroup => {
                self != Self::PartyGroup
            }
            Self::GeneralBranch => {
                matches!(
                    self,
                    Self::Branch
                        | Self::JointBranch
                        | Self::TemporaryBranch
                        | Self::FunctionalBranch
                )
            }
            Self::Branch | Self::JointBranch | Self::TemporaryBranch | Self::FunctionalBranch => {
                self == Self::PartyGroup
            }
            Self::PartyGroup => false,
        }
    }
}

/// An organisation.
#[derive(Clone, Debug)]
pub struct Org {
    /// Its id.
    pub id: OrgId,
    /// The integer that records use.
    pub no: i64,
    /// What stands above it.
    pub parent_id: Option<OrgId>,
    /// Its place.
    pub path: OrgPath,
    /// Its code in the national system, when it has one.
    pub code: Option<String>,
    /// Its full name.
    pub full_name: String,
    /// Its short name, for lists and breadcrumbs.
    pub short_name: String,
    /// Its kind.
    pub kind: OrgKind,
    /// By what kind of unit it is set up.
    pub unit_nature: UnitNature,
    /// Who to ask, in words a member can use.
    pub contact: Option<String>,
    /// When it was founded.
    pub founded_on: Option<Date>,
    /// Counts up at every change; an edit of an older one is refused.
    pub version: i64,
}

from_row!(Org {
    id,
    no,
    parent_id,
    path,
    code,
    full_name,
    short_name,
    kind,
    unit_nature,
    contact,
    founded_on,
    version
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_is_a_range() {
        let root = OrgPath::root(1);
        let child = root.child(36 * 36);
        assert_eq!(child.as_str(), "00010100");
        assert!(root.holds(&child) && !child.holds(&root));
        assert!(child.as_str() >= root.as_str() && child.as_str() < root.end().as_str());
        assert!(OrgPath::root(2).as_str() > root.end().as_str());
        assert_eq!(child.child(3).ancestors(), ["0001", "00010100"]);
        assert_eq!(child.depth(), 2);
    }

    #[test]
    fn groups_stand_below_branches_only() {
        assert!(OrgKind::PartyGroup.fits_below(OrgKind::Branch));
        assert!(!OrgKind::PartyGroup.fits_below(OrgKind::PrimaryCommittee));
        assert!(!OrgKind::Branch.fits_below(OrgKind::Branch));
        assert!(OrgKind::GeneralBranch.fits_below(OrgKind::PrimaryCommittee));
    }
}
