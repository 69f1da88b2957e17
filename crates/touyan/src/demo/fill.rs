//! Writing the sample city: organisations, members, accounts, duties.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Span;
use members::belonging::{Act, BelongingKind, join};
use members::bulk::{NewMember, PreparedMember, insert_batch, prepare};
use org::duty::{DutyId, NewDuty};
use org::tree::bulk::PlacedOrg;
use platform::app::App;
use platform::clock::Millis;
use platform::error::{Error, internal};
use platform::ids::{PersonId, uuid_v7};

use super::cards::SampleAccount;
use super::content::CityFile;
use super::named::{Named, Where, become_named, named};
use super::people::{Made, Maker};
use super::rng::Rng;
use super::tree::{Planned, Tree};

/// Members written in one transaction.
const SLICE: usize = 2_000;

/// Where the ids of sample members begin: the first millisecond of 2020, one apart.
const FIRST_ID: i64 = 1_577_836_800_000;

/// The posts of a branch, in the order in which they are filled; a small one has the first.
const POSTS: [&str; 4] = [
    "secretary",
    "org_commissioner",
    "publicity_commissioner",
    "discipline_commissioner",
];

/// Everything the filling of a city needs.
pub struct Filling<'a> {
    /// The application of the new city.
    pub app: &'a App,
    /// The content.
    pub city: &'a CityFile,
    /// The seed.
    pub seed: u64,
    /// The one hash all sample accounts share: a million hashes would take hours.
    pub hash: Arc<str>,
    /// The password behind it.
    pub password: String,
}

/// Who stands where, for what comes after.
pub struct Filled {
    /// The tree.
    pub tree: Tree,
    /// Members of each organisation that has some, by its index, in order.
    pub people: HashMap<usize, Vec<PersonId>>,
    /// The accounts a visitor may use.
    pub accounts: Vec<SampleAccount>,
    /// How many members were made.
    pub members: usize,
}

/// Those who were made.
struct Peopled {
    people: HashMap<usize, Vec<PersonId>>,
    accounts: Vec<SampleAccount>,
    /// Who may be elected.
    fit: HashSet<PersonId>,
}

impl Filling<'_> {
    /// Writes the city.
    ///
    /// # Errors
    /// The database's.
    pub async fn run(&self, members: usize) -> Result<Filled, Error> {
        let now = self.app.clock.now();
        let tree = Tree::draw(self.city, members);
        self.orgs(&tree, now).await?;
        let Peopled {
            people,
            accounts,
            fit,
        } = self.people(&tree, now).await?;
        self.duties(&tree, &people, &accounts, &fit, now).await?;
        self.away(&tree, &accounts, now).await?;
        let members = people.values().map(Vec::len).sum();
        Ok(Filled {
            tree,
            people,
            accounts,
            members,
        })
    }

    /// Lets the floating member of the cards be taken in by a branch of the place they work in.
    async fn away(
        &self,
        tree: &Tree,
        accounts: &[SampleAccount],
        now: Millis,
    ) -> Result<(), Error> {
        let away = accounts.iter().find(|one| one.kind == "floating_member");
        let host = tree.orgs.iter().find(|one| {
            one.nature == org::UnitNature::SocialOrganisation && one.kind.takes_members()
        });
        let (Some(away), Some(host)) = (away, host) else {
            return Err(internal("demo: nobody works elsewhere"));
        };
        let (person, host) = (away.person, host.id);
        let since = now.plus_days(-240).date();
        self.app
            .db
            .write("sample_away", move |tx| {
                let host = org::tree::store::find(tx, host)?;
                let act = Act { by: None, now };
                join(tx, person, &host, BelongingKind::Floating, since, act)
            })
            .await
    }

    async fn orgs(&self, tree: &Tree, now: Millis) -> Result<(), Error> {
        let placed: Arc<Vec<PlacedOrg>> = Arc::new(
            tree.orgs
                .iter()
                .map(|one| PlacedOrg {
                    id: one.id,
                    parent: one.parent.map(|at| tree.orgs[at].id),
                    path: one.path.clone(),
                    code: None,
                    full_name: one.full_name.clone(),
                    short_name: one.short_name.clone(),
                    kind: one.kind,
                    unit_nature: one.nature,
                    contact: one.contact.clone(),
                    children: one.children,
                })
                .collect(),
        );
        for start in (0..placed.len()).step_by(SLICE) {
            let all = Arc::clone(&placed);
            self.app
                .db
                .write("sample_orgs", move |tx| {
                    let end = (start + SLICE).min(all.len());
                    org::tree::bulk::insert_batch(tx, &all[start..end], now)
                })
                .await?;
        }
        Ok(())
    }

    async fn people(&self, tree: &Tree, now: Millis) -> Result<Peopled, Error> {
        let mut maker = Maker::new(self.city, self.seed, now.date());
        let mut ids = Rng::new(self.seed, "ids");
        let mut people: HashMap<usize, Vec<PersonId>> = HashMap::new();
        let (mut accounts, mut fit) = (Vec::new(), HashSet::new());
        let today = now.date();
        let mut slice: Vec<NewMember> = Vec::with_capacity(SLICE);
        let mut writing = None;
        let mut made_so_far = 0_i64;
        let mut waiting = self.seats(tree);
        for (at, org) in tree.orgs.iter().enumerate() {
            for _ in 0..org.members {
                let person = PersonId(ordered_id(made_so_far, &mut ids));
                made_so_far += 1;
                let mut made = maker.member(org);
                let login = waiting
                    .iter()
                    .position(|(seat, _)| *seat == at)
                    .map(|found| {
                        let named = waiting.remove(found).1;
                        become_named(&mut made, &named);
                        accounts.push(self.account(&named, person, org));
                        named.login.to_owned()
                    });
                if made.may_serve(today) {
                    fit.insert(person);
                }
                people.entry(at).or_default().push(person);
                slice.push(self.new_member(person, made, org, login));
                if slice.len() == SLICE {
                    let full = std::mem::replace(&mut slice, Vec::with_capacity(SLICE));
                    writing = Some(self.next_slice(writing.take(), full, now).await?);
                }
            }
        }
        let last = self.next_slice(writing.take(), slice, now).await?;
        self.next_slice(Some(last), Vec::new(), now).await?;
        let order = named();
        accounts.sort_by_key(|one| order.iter().position(|named| named.kind == one.kind));
        Ok(Peopled {
            people,
            accounts,
            fit,
        })
    }

    /// Writes the slice that was prepared while the new one begins to be.
    async fn next_slice(
        &self,
        prepared: Option<Prepared>,
        next: Vec<NewMember>,
        now: Millis,
    ) -> Result<Prepared, Error> {
        let sealer = self.app.sealer.clone();
        let beginning: Prepared = tokio::task::spawn_blocking(move || {
            next.iter()
                .map(|one| prepare(one, &sealer, now).map_err(|error| internal(error.to_string())))
                .collect()
        });
        if let Some(prepared) = prepared {
            let rows = prepared
                .await
                .map_err(|error| internal(error.to_string()))??;
            if !rows.is_empty() {
                self.app
                    .db
                    .write("sample_members", move |tx| {
                        insert_batch(tx, &rows, None, now)
                    })
                    .await?;
            }
        }
        Ok(beginning)
    }

    /// In which organisation each named person belongs: villagers in one village branch, staff in
    /// the branch of the organisation department.
    fn seats(&self, tree: &Tree) -> Vec<(usize, Named)> {
        let find = |wanted: &dyn Fn(&Planned) -> bool| {
            tree.orgs
                .iter()
                .position(|one| one.members >= 3 && wanted(one))
                .unwrap_or(0)
        };
        let village = find(&|one| one.audience == "rural" && one.kind == org::OrgKind::Branch);
        let village = if village == 0 {
            find(&|one| one.audience == "rural")
        } else {
            village
        };
        let office = find(&|one| {
            one.full_name
                .starts_with(&self.city.city.organisation_department.replace("中共", ""))
        });
        let office = if office == 0 {
            find(&|one| one.audience == "agency")
        } else {
            office
        };
        let block = find(&|one| one.audience == "enterprise");
        let grid = find(&|one| one.audience == "community");
        let mut spill = tree
            .orgs
            .iter()
            .enumerate()
            .filter(|(_, one)| one.audience == "agency" && one.members >= 3);
        named()
            .into_iter()
            .map(|named| match named.kind {
                "member" | "secretary" | "floating_member" | "recorder" | "organiser" => {
                    (village, named)
                }
                "commissioner" | "street_staff" => (grid, named),
                "young_member" => (block, named),
                _ => (spill.next().map_or(office, |(at, _)| at), named),
            })
            .collect()
    }

    fn account(&self, named: &Named, person: PersonId, org: &Planned) -> SampleAccount {
        SampleAccount {
            kind: named.kind.to_owned(),
            login: named.login.to_owned(),
            password: self.password.clone(),
            person,
            name: named.name.to_owned(),
            org: org.short_name.clone(),
        }
    }

    fn new_member(
        &self,
        person: PersonId,
        made: Made,
        org: &Planned,
        login: Option<String>,
    ) -> NewMember {
        NewMember {
            person,
            full_name: made.full_name,
            sex: made.sex,
            birth_date: made.born,
            ethnicity: Some(made.ethnicity),
            education: Some(made.education),
            full_member_on: if made.probation {
                None
            } else {
                made.joined_on.checked_add(Span::new().years(1)).ok()
            },
            joined_on: Some(made.joined_on),
            work_unit: Some(made.work),
            audience: made.audience,
            id_number: made.id_number,
            mobile: made.mobile,
            residence: Some(made.residence),
            is_floating: made.floating,
            org: org.id,
            path: org.path.to_string(),
            login_name: login,
            password_hash: Some(Arc::clone(&self.hash)),
        }
    }

    async fn duties(
        &self,
        tree: &Tree,
        people: &HashMap<usize, Vec<PersonId>>,
        accounts: &[SampleAccount],
        fit: &HashSet<PersonId>,
        now: Millis,
    ) -> Result<(), Error> {
        let since = now
            .date()
            .checked_sub(Span::new().days(400))
            .unwrap_or(now.date());
        let mut batch = Vec::new();
        let mut give = |person: PersonId, kind: &str, at: usize| {
            let id = DutyId::derived("sample-duty", &format!("{person}/{kind}/{at}"));
            let new = NewDuty {
                id,
                person,
                kind: kind.to_owned(),
                from_on: since,
                until_on: None,
            };
            batch.push((new, tree.orgs[at].id, tree.orgs[at].path.clone()));
        };
        let special: HashMap<PersonId, Named> = accounts
            .iter()
            .filter_map(|one| {
                named()
                    .into_iter()
                    .find(|named| named.kind == one.kind)
                    .map(|named| (one.person, named))
            })
            .collect();
        for (at, posts) in self.posts(tree, people, &special, fit) {
            for (person, kind) in posts {
                give(person, kind, at);
            }
        }
        for (person, named) in &special {
            match named.duty {
                Some((duty, Where::Root)) => give(*person, duty, 0),
                Some((duty, Where::Unit)) => give(*person, duty, unit_above(tree, people, *person)),
                _ => {}
            }
        }
        let batch = Arc::new(batch);
        for start in (0..batch.len()).step_by(SLICE) {
            let all = Arc::clone(&batch);
            self.app
                .db
                .write("sample_duties", move |tx| {
                    let end = (start + SLICE).min(all.len());
                    org::duty::bulk::insert_batch(tx, &all[start..end], now)
                })
                .await?;
        }
        Ok(())
    }

    /// The posts of each branch, filled from its members and its groups' members.
    fn posts(
        &self,
        tree: &Tree,
        people: &HashMap<usize, Vec<PersonId>>,
        special: &HashMap<PersonId, Named>,
        fit: &HashSet<PersonId>,
    ) -> Vec<(usize, Vec<(PersonId, &'static str)>)> {
        let mut of_branch: HashMap<usize, Vec<PersonId>> = HashMap::new();
        for (at, members) in people {
            let org = &tree.orgs[*at];
            let branch = if org.kind == org::OrgKind::PartyGroup {
                org.parent.unwrap_or(*at)
            } else {
                *at
            };
            of_branch.entry(branch).or_default().extend(members);
        }
        let mut branches: Vec<(usize, Vec<PersonId>)> = of_branch.into_iter().collect();
        branches.sort_by_key(|(at, _)| *at);
        branches
            .into_iter()
            .map(|(at, members)| {
                // Whom a card shows holds the post of the card; the others take what is left.
                let mut posts: Vec<(PersonId, &'static str)> = members
                    .iter()
                    .filter_map(|one| match special.get(one)?.duty {
                        Some((kind, Where::OwnBranch)) => Some((*one, kind)),
                        _ => None,
                    })
                    .collect();
                let mut next = members
                    .iter()
                    .copied()
                    .filter(|one| !special.contains_key(one) && fit.contains(one));
                let wanted = if members.len() >= 7 { POSTS.len() } else { 1 };
                for kind in &POSTS[..wanted] {
                    if !posts.iter().any(|(_, held)| held == kind) {
                        posts.extend(next.next().map(|one| (one, *kind)));
                    }
                }
                (at, posts)
            })
            .collect()
    }
}

/// The street or town above where somebody belongs.
fn unit_above(tree: &Tree, people: &HashMap<usize, Vec<PersonId>>, person: PersonId) -> usize {
    let home = people
        .iter()
        .find(|(_, people)| people.contains(&person))
        .map_or(0, |(at, _)| *at);
    let mut at = home;
    while let Some(above) = tree.orgs[at].parent {
        if tree.orgs[at].nature == org::UnitNature::Territory {
            return at;
        }
        at = above;
    }
    at
}

type Prepared = tokio::task::JoinHandle<Result<Vec<PreparedMember>, Error>>;

/// Ids in the order of making, so that a million rows are appended rather than scattered.
fn ordered_id(number: i64, rng: &mut Rng) -> [u8; 16] {
    let mut random = [0u8; 10];
    random[..8].copy_from_slice(&rng.next().to_be_bytes());
    uuid_v7(FIRST_ID + number, random).into_bytes()
}
