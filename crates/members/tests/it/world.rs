//! A small city: a district of two streets, each with branches, and people with duties.

use jiff::civil::{Date, date};
use members::bulk::{NewMember, insert_batch, prepare};
use org::duty::{self, DutyId, NewDuty};
use org::tree::change::{Details, NewOrg, create};
use org::{Org, OrgKind, UnitNature};
use platform::clock::Millis;
use platform::db::{Db, InsertMany, Kind, OnConflict, Sql, Tx};
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::module::Module;
use platform::params;
use testkit::{Client, TestApp, monday_morning};

/// The rooms these tests stand on.
pub fn rooms() -> Vec<Module> {
    vec![platform::auth::module(), org::module(), members::module()]
}

/// Runs a test in a fresh city on both engines.
pub async fn each_city<T: AsyncFn(City)>(test: T) {
    testkit::each_app(rooms, async |app| test(City::found(app).await).await).await;
}

/// The city.
pub struct City {
    /// The application.
    pub app: TestApp,
    /// 云溪市.
    pub root: Org,
    /// 清溪街道, with [`City::village`] and [`City::block`].
    pub street: Org,
    /// 柳河村党支部, in 清溪街道.
    pub village: Org,
    /// 望江社区党支部, in 清溪街道.
    pub block: Org,
    /// 南山街道, the sibling.
    pub other_street: Org,
    /// 南山社区党支部.
    pub other_branch: Org,
}

impl City {
    async fn found(app: TestApp) -> Self {
        let now = monday_morning();
        let made = app
            .app
            .db
            .write("found_city", move |tx| {
                let mut found: Vec<Org> = Vec::new();
                for (name, kind, nature, parent) in [
                    (
                        "云溪市委员会",
                        OrgKind::PrimaryCommittee,
                        UnitNature::Territory,
                        None,
                    ),
                    (
                        "清溪街道工作委员会",
                        OrgKind::WorkingCommittee,
                        UnitNature::Territory,
                        Some(0),
                    ),
                    (
                        "柳河村党支部",
                        OrgKind::Branch,
                        UnitNature::Village,
                        Some(1),
                    ),
                    (
                        "望江社区党支部",
                        OrgKind::Branch,
                        UnitNature::Community,
                        Some(1),
                    ),
                    (
                        "南山街道工作委员会",
                        OrgKind::WorkingCommittee,
                        UnitNature::Territory,
                        Some(0),
                    ),
                    (
                        "南山社区党支部",
                        OrgKind::Branch,
                        UnitNature::Community,
                        Some(4),
                    ),
                ] {
                    let parent = parent.map(|at: usize| found[at].clone());
                    let new = new_org(name, kind, nature);
                    found.push(create(tx, &new, parent.as_ref(), None, now)?);
                }
                Ok(found)
            })
            .await
            .unwrap();
        let [root, street, village, block, other_street, other_branch] =
            <[Org; 6]>::try_from(made).unwrap();
        Self {
            app,
            root,
            street,
            village,
            block,
            other_street,
            other_branch,
        }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.app.app.db
    }

    /// Members of a branch with these names, each with a number that follows from the name.
    pub async fn members(&self, org: &Org, names: &[&str]) -> Vec<PersonId> {
        let all: Vec<NewMember> = names.iter().map(|name| new_member(name, org)).collect();
        let ids = all.iter().map(|one| one.person).collect();
        self.put(all).await;
        ids
    }

    /// A member with these numbers, whatever a check would say of them.
    pub async fn member_numbered(&self, org: &Org, name: &str, id: &str, mobile: &str) -> PersonId {
        let mut new = new_member(name, org);
        (new.id_number, new.mobile) = (id.to_owned(), mobile.to_owned());
        let person = new.person;
        self.put(vec![new]).await;
        person
    }

    async fn put(&self, all: Vec<NewMember>) {
        let now = self.app.app.clock.now();
        let sealer = self.app.app.sealer.clone();
        self.db()
            .write("add_members", move |tx| {
                let batch = all
                    .iter()
                    .map(|one| prepare(one, &sealer, now))
                    .collect::<Result<Vec<_>, _>>()?;
                insert_batch(tx, &batch, None, now)
            })
            .await
            .unwrap();
    }

    /// A member.
    pub async fn member(&self, org: &Org, name: &str) -> PersonId {
        self.members(org, &[name]).await[0]
    }

    /// Somebody with a duty in an organisation, signed in. They are a member elsewhere.
    pub async fn with_duty(&self, kind: &str, org: &Org) -> Client {
        let name = format!("{}{}", ["赵", "钱", "孙"][kind.len() % 3], "文静");
        let person = PersonId::derived("staff", &format!("{kind}@{}", org.id));
        let (kind, org, now) = (kind.to_owned(), org.clone(), self.app.app.clock.now());
        self.db()
            .write("give_duty", move |tx| {
                platform::auth::account::add_person(tx, person, &name, now)?;
                open_account(tx, person, now)?;
                let duty = NewDuty {
                    id: DutyId::derived("duty", &format!("{person}{kind}")),
                    person,
                    kind: kind.clone(),
                    from_on: date(2026, 1, 1),
                    until_on: None,
                };
                duty::assign(tx, &duty, &org, None, now)
            })
            .await
            .unwrap();
        self.app.signed_in(person).await
    }

    /// Gives somebody a duty.
    pub async fn give(&self, person: PersonId, kind: &str, org: &Org) {
        let (kind, org, now) = (kind.to_owned(), org.clone(), self.app.app.clock.now());
        let id = DutyId::derived("given", &format!("{person}{kind}"));
        self.db()
            .write("give_duty", move |tx| {
                let duty = NewDuty {
                    id,
                    person,
                    kind: kind.clone(),
                    from_on: date(2026, 1, 1),
                    until_on: None,
                };
                duty::assign(tx, &duty, &org, None, now)
            })
            .await
            .unwrap();
    }

    /// Who holds the duty that [`City::with_duty`] gave.
    pub fn holder(kind: &str, org: &Org) -> PersonId {
        PersonId::derived("staff", &format!("{kind}@{}", org.id))
    }

    /// A number out of the database.
    pub async fn count(&self, statement: &'static Sql) -> i64 {
        let (count,): (i64,) = self
            .db()
            .read("count", move |tx| Ok(tx.one(statement, params![])?))
            .await
            .unwrap();
        count
    }

    /// A standing count at and below an organisation.
    pub async fn tally(&self, org: &Org, indicator: &'static str) -> i64 {
        let path = org.path.as_str().to_owned();
        self.db()
            .read("tally", move |tx| {
                Ok(platform::tally::value(tx, &path, indicator)?)
            })
            .await
            .unwrap()
    }
}

/// An account that can sign in.
pub fn open_account(tx: &mut Tx<'_>, person: PersonId, now: Millis) -> Result<(), Error> {
    static ACTIVE: InsertMany = InsertMany::new(
        "account",
        &[
            ("person_id", Kind::Id),
            ("state", Kind::Text),
            ("created_at", Kind::Int),
        ],
        OnConflict::Replace {
            key: &["person_id"],
            columns: &["state"],
        },
    );
    tx.insert_many(&ACTIVE, &[params![person, "active", now].to_vec()])?;
    Ok(())
}

fn new_org(name: &str, kind: OrgKind, unit_nature: UnitNature) -> NewOrg {
    NewOrg {
        id: OrgId::derived("org", name),
        kind,
        details: Details {
            full_name: name.to_owned(),
            short_name: name.chars().take(4).collect(),
            code: None,
            unit_nature,
            contact: Some("村委会办公室，0571-6512 3456".to_owned()),
            founded_on: None,
        },
    }
}

/// Somebody of a name; number, birthday and sex follow from it.
pub fn new_member(name: &str, org: &Org) -> NewMember {
    let number = name
        .chars()
        .fold(7_u64, |sum, ch| sum * 31 + u64::from(u32::from(ch)));
    NewMember {
        person: PersonId::derived("member", name),
        full_name: name.to_owned(),
        sex: if number % 2 == 0 { "1" } else { "2" },
        birth_date: date(1960 + i16::try_from(number % 40).unwrap(), 5, 6),
        ethnicity: Some("01"),
        education: Some("21"),
        joined_on: Some(date(2018, 7, 1)),
        full_member_on: Some(date(2019, 7, 1)),
        work_unit: Some("柳河村".to_owned()),
        post_category: Some("farmer"),
        audience: "rural",
        id_number: id_number(date(1980, 5, 6), number % 1_000),
        mobile: format!("138{:08}", number % 100_000_000),
        residence: Some("云溪市清溪街道柳河村18号".to_owned()),
        is_floating: false,
        org: org.id,
        path: org.path.as_str().to_owned(),
        login_name: None,
        password_hash: None,
    }
}

/// A valid ID number of a day and an order.
pub fn id_number(born: Date, order: u64) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let head = format!("330106{}{order:03}", born.strftime("%Y%m%d"));
    let sum: u32 = head
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{head}{}", char::from(check))
}

/// What stands between two pieces of a page.
pub fn between<'p>(page: &'p str, before: &str, after: &str) -> &'p str {
    let start = page
        .find(before)
        .unwrap_or_else(|| panic!("no {before} in {page}"))
        + before.len();
    let end = page[start..]
        .find(after)
        .unwrap_or_else(|| panic!("no {after} after {before}"));
    &page[start..start + end]
}

/// The names a list shows, in order.
pub fn names(page: &str) -> Vec<String> {
    page.split("<tr><th scope=\"row\"><a href=\"/staff/members/")
        .skip(1)
        .map(|piece| between(piece, "\">", "</a>").to_owned())
        .collect()
}

/// The moment of these tests.
pub fn now() -> Millis {
    monday_morning()
}
