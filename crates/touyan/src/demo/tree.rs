//! The tree of the sample city, as large as its members need.

use org::{OrgKind, OrgPath, UnitNature};
use platform::ids::OrgId;

use super::content::{CityFile, Employer, Unit};

/// Members from which a branch is divided into groups.
const GROUP_FROM: usize = 24;
/// Members a group has at most.
const GROUP_MOST: usize = 14;
/// Members a branch has at most: some way below the fifty that the regulation calls usual.
const BRANCH_MOST: usize = 45;
/// Members from which there is a general branch, and from which a committee (`rules/setup.toml`).
const GENERAL_FROM: usize = 51;
const COMMITTEE_FROM: usize = 100;
/// Members whom a community, a village and an employer have on average, until all are used.
const COMMUNITY_MEMBERS: usize = 110;
const VILLAGE_MEMBERS: usize = 80;
const EMPLOYER_MEMBERS: usize = 110;
/// Members of the one branch that has grown too large, and the fewest of each beside it.
const GROWN: usize = 54;
const GROWN_BESIDE: usize = 7;
/// Communities or villages of one street or town that are used before the next one begins.
const OF_ONE_UNIT: usize = 3;

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

/// A community or a village.
#[derive(Clone)]
struct Leaf<'a> {
    district: usize,
    unit: usize,
    rural: bool,
    stem: &'a str,
}

/// A stem such as a community or a department, with its branches below as it needs them.
struct Stem<'a> {
    name: &'a str,
    /// What stands before 党支部, 党总支 and 党委: `机关`, or nothing.
    organ: &'a str,
    /// What a branch is called by its number: `第一网格党支部`.
    grid: &'a str,
    nature: UnitNature,
    audience: &'static str,
    contact: Option<String>,
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
        let agency = UnitNature::Agency;
        let agencies = tree.add(Some(root), full, "市直机关工委", outpost, agency);
        let (inside, outside): (Vec<_>, Vec<_>) = city
            .enterprise
            .iter()
            .partition(|one| one.park_block.is_some());
        let offices: Vec<_> = city.agency.iter().collect();
        tree.employers(agencies, &offices, ("agency", agency), members * 14 / 100);
        let park = tree.add(
            Some(root),
            &city.park.committee,
            &city.park.name,
            outpost,
            UnitNature::Territory,
        );
        let private = ("enterprise", UnitNature::PrivateEnterprise);
        tree.employers(park, &inside, private, members * 8 / 100);
        let public = ("enterprise", UnitNature::PublicEnterprise);
        tree.employers(root, &outside, public, members * 4 / 100);
        let schools: Vec<_> = city.institution.iter().collect();
        let institution = ("institution", UnitNature::Institution);
        tree.employers(root, &schools, institution, members * 5 / 100);
        tree.floating(root, city, members / 100);
        tree.one_grown_too_large();
        tree
    }

    /// In a school or hospital that is large enough one branch has grown beyond the usual fifty while
    /// those beside it stayed small: something to see among the sizes.
    fn one_grown_too_large(&mut self) {
        let above: Vec<usize> = (0..self.orgs.len())
            .filter(|at| self.orgs[*at].nature == UnitNature::Institution)
            .collect();
        for at in above {
            let beside: Vec<usize> = (0..self.orgs.len())
                .filter(|one| self.orgs[*one].parent == Some(at))
                .filter(|one| self.orgs[*one].kind == OrgKind::Branch)
                .collect();
            let all: usize = beside.iter().map(|one| self.orgs[*one].members).sum();
            let Some((first, others)) = beside.split_first() else {
                continue;
            };
            if others.is_empty() || all < GROWN + others.len() * GROWN_BESIDE {
                continue;
            }
            self.orgs[*first].members = GROWN;
            for (one, members) in others.iter().zip(even(all - GROWN, others.len())) {
                self.orgs[*one].members = members;
            }
            return;
        }
    }

    /// Districts down to grid branches and groups: two thirds of the members. Streets and towns
    /// come in as far as there are members for their communities and villages.
    fn districts(&mut self, root: usize, city: &CityFile, members: usize) {
        let (urban, rural) = (members * 32 / 100, members * 36 / 100);
        let communities = chosen(city, false, (urban / COMMUNITY_MEMBERS).max(2));
        let villages = chosen(city, true, (rural / VILLAGE_MEMBERS).max(4));
        let quotas = [
            shares(urban, communities.len()),
            shares(rural, villages.len()),
        ];
        let leaves: Vec<(&Leaf<'_>, usize)> = communities
            .iter()
            .zip(quotas[0].iter().copied())
            .chain(villages.iter().zip(quotas[1].iter().copied()))
            .collect();
        for (number, district) in city.district.iter().enumerate() {
            let at = self.add(
                Some(root),
                &district.committee,
                &district.name,
                OrgKind::PrimaryCommittee,
                UnitNature::Territory,
            );
            for (unit_number, unit) in district.unit.iter().enumerate() {
                let here: Vec<_> = leaves
                    .iter()
                    .filter(|(leaf, _)| (leaf.district, leaf.unit) == (number, unit_number))
                    .collect();
                if here.is_empty() {
                    continue;
                }
                let unit_at = self.unit(at, unit);
                for (leaf, quota) in here {
                    let place = [
                        district.name.clone(),
                        unit.name.clone(),
                        leaf.stem.to_owned(),
                    ];
                    self.leaf(unit_at, leaf, place, *quota, city);
                }
            }
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

    fn unit(&mut self, above: usize, unit: &Unit) -> usize {
        let kind = if unit.kind == "street" {
            OrgKind::WorkingCommittee
        } else {
            OrgKind::PrimaryCommittee
        };
        let nature = UnitNature::Territory;
        let at = self.add(Some(above), &unit.committee, &unit.name, kind, nature);
        self.orgs[at].contact = Some(format!("{}，工作日 8:30–17:30", unit.service_centre));
        at
    }

    /// A community or village with its branches and groups for so many members.
    fn leaf(
        &mut self,
        above: usize,
        leaf: &Leaf<'_>,
        place: [String; 3],
        quota: usize,
        city: &CityFile,
    ) {
        let (nature, audience, grid, contact) = if leaf.rural {
            let contact = format!("{}村委会办公室，上午 8:00–11:30", leaf.stem);
            (UnitNature::Village, "rural", "", contact)
        } else {
            let contact = format!("{}党群服务站，每天 9:00–17:00", leaf.stem);
            (UnitNature::Community, "community", "网格", contact)
        };
        let stem = Stem {
            name: leaf.stem,
            organ: "",
            grid,
            nature,
            audience,
            contact: Some(contact),
        };
        let at = self.top(above, &stem, quota);
        self.orgs[at].place = place;
        for branch in self.branches(at, &stem, quota) {
            self.groups(branch, city);
        }
    }

    /// What stands at the top of a stem: a branch, a general branch or a committee, by its size.
    fn top(&mut self, above: usize, stem: &Stem<'_>, quota: usize) -> usize {
        let (kind, suffix) = match quota {
            ..GENERAL_FROM => (OrgKind::Branch, "党支部"),
            GENERAL_FROM..COMMITTEE_FROM => (OrgKind::GeneralBranch, "党总支"),
            _ => (OrgKind::PrimaryCommittee, "党委"),
        };
        let name = format!("{}{}{suffix}", stem.name, stem.organ);
        let at = self.add(Some(above), &name, &name, kind, stem.nature);
        self.orgs[at].contact.clone_from(&stem.contact);
        self.orgs[at].audience = stem.audience;
        at
    }

    /// The branches of a stem by their numbers, with their members; itself when it is a branch.
    fn branches(&mut self, at: usize, stem: &Stem<'_>, quota: usize) -> Vec<usize> {
        if self.orgs[at].kind == OrgKind::Branch {
            self.orgs[at].members = quota;
            return vec![at];
        }
        let branches = quota.div_ceil(BRANCH_MOST).max(2);
        let mut made = Vec::with_capacity(branches);
        for (number, members) in (1..).zip(even(quota, branches)) {
            let name = format!("{}第{}{}党支部", stem.name, numeral(number), stem.grid);
            made.push(self.branch(at, &name, &name, stem, members));
        }
        made
    }

    fn branch(
        &mut self,
        above: usize,
        full: &str,
        short: &str,
        stem: &Stem<'_>,
        members: usize,
    ) -> usize {
        let branch = self.add(Some(above), full, short, OrgKind::Branch, stem.nature);
        self.orgs[branch].contact.clone_from(&stem.contact);
        self.orgs[branch].audience = stem.audience;
        self.orgs[branch].members = members;
        branch
    }

    /// Divides a branch of a community or village into groups when it has many members.
    fn groups(&mut self, at: usize, city: &CityFile) {
        let quota = self.orgs[at].members;
        if quota < GROUP_FROM {
            return;
        }
        self.orgs[at].members = 0;
        let (nature, audience) = (self.orgs[at].nature, self.orgs[at].audience);
        let estate = &city.address.estates[self.orgs.len() % city.address.estates.len()];
        for (n, members) in (1..).zip(even(quota, quota.div_ceil(GROUP_MOST))) {
            let name = if audience == "rural" {
                format!("第{}党小组", numeral(n))
            } else {
                format!("{estate}{n}栋楼栋党小组")
            };
            let full = format!("{}{name}", self.orgs[at].short_name);
            let group = self.add(Some(at), &full, &name, OrgKind::PartyGroup, nature);
            self.orgs[group].audience = audience;
            self.orgs[group].members = members;
            self.orgs[group].contact = self.orgs[at].contact.clone();
            if audience == "community" {
                self.orgs[group].place[2].clone_from(estate);
            }
        }
    }

    /// Agencies, enterprises, schools: as many as the members fill.
    fn employers(
        &mut self,
        above: usize,
        employers: &[&Employer],
        (audience, nature): (&'static str, UnitNature),
        share: usize,
    ) {
        // Three agencies at least: the third is the organisation department.
        let least = if audience == "agency" { 3 } else { 1 };
        let used = (share / EMPLOYER_MEMBERS).max(least).min(employers.len());
        for (employer, quota) in employers.iter().zip(shares(share, used)) {
            let stem = Stem {
                name: &employer.name,
                organ: if audience == "agency" { "机关" } else { "" },
                grid: "",
                nature,
                audience,
                contact: None,
            };
            let at = self.top(above, &stem, quota);
            self.orgs[at].place = [String::new(), String::new(), employer.name.clone()];
            if self.orgs[at].kind == OrgKind::Branch {
                self.orgs[at].members = quota;
                continue;
            }
            self.orgs[at].short_name.clone_from(&employer.name);
            for (name, quota) in employer
                .branches
                .iter()
                .zip(even(quota, employer.branches.len()))
            {
                self.department(at, employer, name, &stem, quota);
            }
        }
    }

    /// A department's branch, or its first, second and third when one would be too large.
    fn department(
        &mut self,
        above: usize,
        employer: &Employer,
        name: &str,
        stem: &Stem<'_>,
        quota: usize,
    ) {
        let many = quota.div_ceil(BRANCH_MOST);
        for (number, members) in (1..).zip(even(quota, many)) {
            let short = if many == 1 {
                name.to_owned()
            } else {
                let department = name.trim_end_matches("党支部");
                format!("{department}第{}党支部", numeral(number))
            };
            let full = format!("{}{short}", employer.name);
            self.branch(above, &full, &short, stem, members);
        }
    }

    fn floating(&mut self, root: usize, city: &CityFile, share: usize) {
        let places = city.floating_branch.len();
        for (one, quota) in city
            .floating_branch
            .iter()
            .zip(even(share.max(places * 3), places))
        {
            let stem = Stem {
                name: one.name.trim_end_matches("党支部"),
                organ: "",
                grid: "",
                nature: UnitNature::SocialOrganisation,
                audience: "enterprise",
                contact: Some(format!("{}，微信和电话都可以联系", one.host)),
            };
            let at = self.top(root, &stem, quota);
            self.branches(at, &stem, quota);
        }
    }
}

/// The communities or villages that are used: a few of one street or town in each district, then a
/// few of the next one, so that none has a single one and no district is left out.
fn chosen(city: &CityFile, rural: bool, wanted: usize) -> Vec<Leaf<'_>> {
    let mut queues: Vec<Vec<Leaf<'_>>> = Vec::new();
    for (district, drawn) in city.district.iter().enumerate() {
        let mut queue: Vec<(usize, Leaf<'_>)> = Vec::new();
        for (unit, of) in drawn.unit.iter().enumerate() {
            let names = if rural { &of.villages } else { &of.communities };
            for (number, stem) in names.iter().enumerate() {
                let leaf = Leaf {
                    district,
                    unit,
                    rural,
                    stem,
                };
                queue.push((number / OF_ONE_UNIT, leaf));
            }
        }
        queue.sort_by_key(|(round, _)| *round);
        queues.push(queue.into_iter().map(|(_, leaf)| leaf).collect());
    }
    if rural {
        // The counties first: the city's own districts have communities already.
        queues.reverse();
    }
    let longest = queues.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest)
        .flat_map(|round| queues.iter().filter_map(move |queue| queue.get(round)))
        .take(wanted)
        .cloned()
        .collect()
}

/// Deals a number out over places evenly, never more than one apart.
fn even(sum: usize, places: usize) -> Vec<usize> {
    (0..places)
        .map(|at| sum * (at + 1) / places - sum * at / places)
        .collect()
}

/// Deals a number out over places of different size, three at least each.
fn shares(sum: usize, places: usize) -> Vec<usize> {
    const WEIGHTS: [usize; 5] = [12, 9, 11, 7, 10];
    let sum = sum.max(places * 6);
    let weights: Vec<usize> = (0..places).map(|at| WEIGHTS[at % WEIGHTS.len()]).collect();
    let whole: usize = weights.iter().sum();
    let mut before = 0;
    weights
        .into_iter()
        .map(|weight| {
            let from = sum * before / whole;
            before += weight;
            sum * before / whole - from
        })
        .collect()
}

/// A number below a hundred as ordinals are written; larger ones in digits.
pub(super) fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, one) => DIGITS[one].to_owned(),
        (1, one) => format!("十{}", DIGITS[one]),
        (ten @ 2..=9, one) => format!("{}十{}", DIGITS[ten], DIGITS[one]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Members at and below each organisation.
    fn sums(tree: &Tree) -> Vec<usize> {
        let mut sums: Vec<usize> = tree.orgs.iter().map(|one| one.members).collect();
        for at in (1..sums.len()).rev() {
            if let Some(parent) = tree.orgs[at].parent {
                sums[parent] += sums[at];
            }
        }
        sums
    }

    #[test]
    fn the_tree_is_as_large_as_its_members_need() {
        let city: CityFile = super::super::content::read("city.toml").unwrap();
        for members in [300, 5_000, 60_000, 1_000_000] {
            let tree = Tree::draw(&city, members);
            let drawn: usize = tree.orgs.iter().map(|one| one.members).sum();
            assert!(
                (members * 98 / 100..=members * 108 / 100).contains(&drawn),
                "{drawn} of {members}"
            );
            let mut names = std::collections::HashSet::new();
            for one in &tree.orgs {
                assert!(names.insert(&one.full_name), "{} twice", one.full_name);
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

    #[test]
    fn every_organisation_has_the_size_of_its_kind() {
        let city: CityFile = super::super::content::read("city.toml").unwrap();
        for members in [300, 5_000, 60_000, 1_000_000] {
            let tree = Tree::draw(&city, members);
            for (one, sum) in tree.orgs.iter().zip(sums(&tree)) {
                let fits = match (one.kind, one.nature) {
                    (_, UnitNature::Territory) | (OrgKind::WorkingCommittee, _) => sum >= 3,
                    (OrgKind::PrimaryCommittee, _) => sum >= 100,
                    (OrgKind::GeneralBranch, _) => (51..100).contains(&sum),
                    (OrgKind::Branch, _) if sum == GROWN => true,
                    (OrgKind::Branch, _) => (3..=50).contains(&sum),
                    _ => (3..=GROUP_MOST).contains(&sum),
                };
                assert!(fits, "{} has {sum} of {members}", one.full_name);
            }
            let grown = tree.orgs.iter().filter(|one| one.members == GROWN);
            assert_eq!(grown.count(), usize::from(members >= 5_000), "{members}");
        }
    }

    #[test]
    fn the_default_city_has_every_level_down_to_the_house() {
        let city: CityFile = super::super::content::read("city.toml").unwrap();
        let tree = Tree::draw(&city, 5_000);
        let houses = tree.orgs.iter().filter(|one| {
            let grid = one.parent.map(|at| &tree.orgs[at]);
            let community = grid.and_then(|at| at.parent).map(|at| &tree.orgs[at]);
            one.full_name.ends_with("楼栋党小组")
                && grid.is_some_and(|at| at.full_name.ends_with("网格党支部"))
                && community.is_some_and(|at| at.full_name.ends_with("社区党委"))
        });
        assert!(houses.count() >= 20);
        let ends = |with: &str| tree.orgs.iter().any(|one| one.full_name.ends_with(with));
        assert!(ends("村党委") && ends("村党总支") && ends("社区党总支") && ends("机关党总支"));
        assert_eq!((numeral(8), numeral(10)), ("八".into(), "十".into()));
        assert_eq!((numeral(20), numeral(34)), ("二十".into(), "三十四".into()));
    }
}
