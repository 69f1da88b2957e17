//! The tree of the sample city, as large as its members need.

use org::{OrgKind, OrgPath, UnitNature};
use platform::ids::OrgId;

use super::content::{CityFile, District, Employer, Unit};

/// Members a grid branch has on average when the city is large.
const BRANCH_MEMBERS: usize = 42;
/// Members from which a branch is divided into groups.
const GROUP_FROM: usize = 24;
/// Members at which every community and village of the files is used.
const FULL_AT: usize = 9_000;

/// An organisation that is to be made.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its id, the same for the same city.
    pub id: OrgId,
    /// The index of what stands above it.
    pub parent: Option<usize>,
    /// Its place.
    pub path: OrgPath,
    /// Its full name.
    pub full_name: String,
    /// Its short name.
    pub short_name: String,
    /// Its kind.
    pub kind: OrgKind,
    /// Its unit's nature.
    pub nature: UnitNature,
    /// How many members belong here directly.
    pub members: usize,
    /// What kind of members: `rural`, `community`, `agency`, `enterprise`, `institution`.
    pub audience: &'static str,
    /// Words for addresses: district, street or town, village or estate.
    pub place: [String; 3],
    /// Whom to ask.
    pub contact: Option<String>,
    /// How many children it has.
    pub children: i64,
}

/// The tree being drawn.
pub struct Tree {
    /// Every organisation, parents before children.
    pub orgs: Vec<Planned>,
}

struct Leaf<'a> {
    at: usize,
    audience: &'static str,
    place: [String; 3],
    stem: &'a str,
}

impl Tree {
    /// Draws the tree for so many members.
    #[must_use]
    pub fn draw(city: &CityFile, members: usize) -> Self {
        let mut tree = Self { orgs: Vec::new() };
        let (full, kind) = (&city.city.committee, OrgKind::PrimaryCommittee);
        let root = tree.add(None, full, "云溪市委", kind, UnitNature::Territory);
        tree.districts(root, city, members);
        let outpost = OrgKind::WorkingCommittee;
        let full = &city.city.agency_committee;
        let agencies = tree.add(
            Some(root),
            full,
            "市直机关工委",
            outpost,
            UnitNature::Agency,
        );
        let park = &city.park;
        let (inside, outside): (Vec<_>, Vec<_>) = city
            .enterprise
            .iter()
            .partition(|one| one.park_block.is_some());
        tree.employers(
            agencies,
            &city.agency,
            Quota::new("agency", UnitNature::Agency, 14, members),
        );
        let park = tree.add(
            Some(root),
            &park.committee,
            &park.name,
            outpost,
            UnitNature::Territory,
        );
        let private = UnitNature::PrivateEnterprise;
        tree.employers(park, &inside, Quota::new("enterprise", private, 8, members));
        let public = UnitNature::PublicEnterprise;
        tree.employers(root, &outside, Quota::new("enterprise", public, 4, members));
        let schools = Quota::new("institution", UnitNature::Institution, 5, members);
        tree.employers(root, &city.institution, schools);
        tree.floating(
            root,
            city,
            Spread::new(members / 100, city.floating_branch.len()),
        );
        tree
    }

    /// Districts down to grid branches and groups: two thirds of the members.
    fn districts(&mut self, root: usize, city: &CityFile, members: usize) {
        let mut leaves = Vec::new();
        for district in &city.district {
            self.district(root, district, members, &mut leaves);
        }
        let rural = leaves
            .iter()
            .filter(|leaf| leaf.audience == "rural")
            .count();
        let mut villages = Spread::new(members * 36 / 100, rural);
        let mut communities = Spread::new(members * 32 / 100, leaves.len() - rural);
        for leaf in &leaves {
            let spread = if leaf.audience == "rural" {
                &mut villages
            } else {
                &mut communities
            };
            let quota = spread.next();
            self.fill_leaf(leaf, quota, city);
        }
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        full: &str,
        short: &str,
        kind: OrgKind,
        nature: UnitNature,
    ) -> usize {
        let path = match parent {
            Some(at) => {
                self.orgs[at].children += 1;
                self.orgs[at].path.child(self.orgs[at].children)
            }
            None => OrgPath::root(1),
        };
        self.orgs.push(Planned {
            id: OrgId::derived("sample-org", path.as_str()),
            parent,
            path,
            full_name: full.to_owned(),
            short_name: short.to_owned(),
            kind,
            nature,
            members: 0,
            audience: "community",
            place: parent
                .map(|at| self.orgs[at].place.clone())
                .unwrap_or_default(),
            contact: None,
            children: 0,
        });
        self.orgs.len() - 1
    }

    fn district<'a>(
        &mut self,
        root: usize,
        district: &'a District,
        members: usize,
        leaves: &mut Vec<Leaf<'a>>,
    ) {
        let at = self.add(
            Some(root),
            &district.committee,
            &district.name,
            OrgKind::PrimaryCommittee,
            UnitNature::Territory,
        );
        for unit in &district.unit {
            self.unit(at, &district.name, unit, members, leaves);
        }
    }

    fn unit<'a>(
        &mut self,
        above: usize,
        district: &str,
        unit: &'a Unit,
        members: usize,
        leaves: &mut Vec<Leaf<'a>>,
    ) {
        let kind = if unit.kind == "street" {
            OrgKind::WorkingCommittee
        } else {
            OrgKind::PrimaryCommittee
        };
        let at = self.add(
            Some(above),
            &unit.committee,
            &unit.name,
            kind,
            UnitNature::Territory,
        );
        self.orgs[at].contact = Some(format!("{}，工作日 8:30–17:30", unit.service_centre));
        for (names, audience) in [(&unit.communities, "community"), (&unit.villages, "rural")] {
            let used = (names.len() * members).div_ceil(FULL_AT).min(names.len());
            for name in names.iter().take(used) {
                let place = [district.to_owned(), unit.name.clone(), name.clone()];
                leaves.push(Leaf {
                    at,
                    audience,
                    place,
                    stem: name,
                });
            }
        }
    }

    /// A community or village with its branches and groups for so many members.
    fn fill_leaf(&mut self, leaf: &Leaf<'_>, quota: usize, city: &CityFile) {
        let rural = leaf.audience == "rural";
        let branches = quota.div_ceil(BRANCH_MEMBERS).max(1);
        let nature = if rural {
            UnitNature::Village
        } else {
            UnitNature::Community
        };
        let (top, suffix) = match (rural, branches) {
            (true, 1) => (OrgKind::Branch, "党支部"),
            (true, 2..=4) => (OrgKind::GeneralBranch, "党总支"),
            _ => (OrgKind::PrimaryCommittee, "党委"),
        };
        let name = format!("{}{suffix}", leaf.stem);
        let at = self.add(Some(leaf.at), &name, &name, top, nature);
        self.orgs[at].place = leaf.place.clone();
        self.orgs[at].contact = Some(if rural {
            format!("{}村委会办公室，上午 8:00–11:30", leaf.stem)
        } else {
            format!("{}党群服务站，每天 9:00–17:00", leaf.stem)
        });
        if top == OrgKind::Branch {
            return self.branch_members(at, quota, leaf.audience, city);
        }
        let mut spread = Spread::new(quota, branches);
        for n in 1..=branches {
            let name = if rural {
                format!("{}第{n}党支部", leaf.stem)
            } else {
                format!("{}第{n}网格党支部", leaf.stem)
            };
            let branch = self.add(Some(at), &name, &name, OrgKind::Branch, nature);
            self.orgs[branch].contact = self.orgs[at].contact.clone();
            self.branch_members(branch, spread.next(), leaf.audience, city);
        }
    }

    /// Members of a branch, in groups when there are many.
    fn branch_members(&mut self, at: usize, quota: usize, audience: &'static str, city: &CityFile) {
        self.orgs[at].audience = audience;
        if quota < GROUP_FROM || !matches!(audience, "rural" | "community") {
            self.orgs[at].members = quota;
            return;
        }
        let groups = quota.div_ceil(14);
        let mut spread = Spread::new(quota, groups);
        let nature = self.orgs[at].nature;
        let estate = &city.address.estates[self.orgs.len() % city.address.estates.len()];
        for n in 1..=groups {
            let name = if audience == "rural" {
                format!("第{n}党小组")
            } else {
                format!("{estate}{n}栋楼栋党小组")
            };
            let full = format!("{}{name}", self.orgs[at].short_name);
            let group = self.add(Some(at), &full, &name, OrgKind::PartyGroup, nature);
            self.orgs[group].audience = audience;
            self.orgs[group].members = spread.next();
            self.orgs[group].contact = self.orgs[at].contact.clone();
            if audience == "community" {
                self.orgs[group].place[2].clone_from(estate);
            }
        }
    }

    fn employers<E: std::borrow::Borrow<Employer>>(
        &mut self,
        above: usize,
        employers: &[E],
        quota: Quota,
    ) {
        let Quota {
            audience,
            nature,
            share,
            used,
        } = quota;
        let used = (employers.len() * used)
            .div_ceil(FULL_AT)
            .min(employers.len())
            .max(1);
        let employers: Vec<&Employer> = employers
            .iter()
            .take(used)
            .map(std::borrow::Borrow::borrow)
            .collect();
        let branches: usize = employers.iter().map(|one| one.branches.len()).sum();
        let mut spread = Spread::new(share, branches);
        for employer in employers {
            let committee = format!(
                "{}{}",
                employer.name,
                if audience == "agency" {
                    "机关党委"
                } else {
                    "党委"
                }
            );
            let at = self.add(
                Some(above),
                &committee,
                &employer.name,
                OrgKind::PrimaryCommittee,
                nature,
            );
            self.orgs[at].place = [String::new(), String::new(), employer.name.clone()];
            for name in &employer.branches {
                let full = format!("{}{name}", employer.name);
                let branch = self.add(Some(at), &full, name, OrgKind::Branch, nature);
                self.orgs[branch].audience = audience;
                self.orgs[branch].members = spread.next();
            }
        }
    }

    fn floating(&mut self, root: usize, city: &CityFile, mut spread: Spread) {
        for one in &city.floating_branch {
            let at = self.add(
                Some(root),
                &one.name,
                &one.name,
                OrgKind::Branch,
                UnitNature::SocialOrganisation,
            );
            self.orgs[at].audience = "enterprise";
            self.orgs[at].contact = Some(format!("{}，微信和电话都可以联系", one.host));
            self.orgs[at].members = spread.next();
        }
    }
}

/// How many members of which kind a group of employers has.
struct Quota {
    audience: &'static str,
    nature: UnitNature,
    share: usize,
    used: usize,
}

impl Quota {
    fn new(audience: &'static str, nature: UnitNature, percent: usize, members: usize) -> Self {
        Self {
            audience,
            nature,
            share: members * percent / 100,
            used: members,
        }
    }
}

/// Deals a number out over places, never more than one apart.
struct Spread {
    left: usize,
    places: usize,
}

impl Spread {
    fn new(sum: usize, places: usize) -> Self {
        Self {
            left: sum.max(places * 3),
            places,
        }
    }

    fn next(&mut self) -> usize {
        if self.places == 0 {
            return 0;
        }
        let share = self.left.div_ceil(self.places);
        self.left -= share;
        self.places -= 1;
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_as_large_as_its_members_need() {
        let city: CityFile = super::super::content::read("city.toml").unwrap();
        for members in [300, 5_000, 60_000] {
            let tree = Tree::draw(&city, members);
            let drawn: usize = tree.orgs.iter().map(|one| one.members).sum();
            assert!(drawn >= members * 95 / 100, "{drawn} of {members}");
            for one in &tree.orgs {
                assert!(
                    one.members == 0 || one.kind.takes_members(),
                    "{}",
                    one.full_name
                );
                if let Some(parent) = one.parent {
                    assert!(
                        one.kind.fits_below(tree.orgs[parent].kind),
                        "{}",
                        one.full_name
                    );
                    assert!(tree.orgs[parent].path.holds(&one.path));
                }
            }
        }
    }
}
