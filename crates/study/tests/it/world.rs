//! A small city: two districts, three branches, people who write, review, lead and read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::{Date, date};
use members::belonging::tallies;
use org::duty::{self, DutyId, NewDuty};
use org::tree::change::{Details, NewOrg, create};
use org::{Org, OrgKind, UnitNature};
use platform::app::App;
use platform::db::{InsertMany, Kind, OnConflict, Tx};
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::module::{Activity, ActivityState, BoxFuture, Module};
use platform::{params, tally};
use testkit::{Client, Reply, TestApp};

static PERSON: InsertMany = InsertMany::new(
    "person",
    &[
        ("id", Kind::Id),
        ("full_name", Kind::Text),
        ("pinyin", Kind::Text),
        ("initials", Kind::Text),
        ("spelled", Kind::Text),
        ("stroke", Kind::Bytes),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);
static ACCOUNT: InsertMany = InsertMany::new(
    "account",
    &[
        ("person_id", Kind::Id),
        ("state", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);
static MEMBER: InsertMany = InsertMany::new(
    "member",
    &[
        ("person_id", Kind::Id),
        ("sex", Kind::Text),
        ("birth_date", Kind::Text),
        ("member_category", Kind::Text),
        ("party_status", Kind::Text),
        ("audience", Kind::Text),
        ("created_at", Kind::Int),
        ("updated_at", Kind::Int),
    ],
    OnConflict::Fail,
);
static BELONGING: InsertMany = InsertMany::new(
    "belonging",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("org_id", Kind::Id),
        ("path", Kind::Text),
        ("kind", Kind::Text),
        ("from_on", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// The rooms of these tests: study, and one that offers a test of its own.
pub fn rooms() -> Vec<Module> {
    let elsewhere = Module {
        name: "elsewhere",
        activities: vec![Arc::new(Elsewhere)],
        ..Module::default()
    };
    vec![study::module(), elsewhere]
}

/// Whether the test of the other room was sat.
#[derive(Default)]
pub struct Sat(pub AtomicBool);

impl Sat {
    pub fn of(app: &App) -> Arc<Self> {
        app.rooms.get_or_init(Self::default)
    }
}

struct Elsewhere;

impl Activity for Elsewhere {
    fn kind(&self) -> &'static str {
        "test"
    }
    fn label(&self) -> &'static str {
        "study-title"
    }
    fn choices<'a>(
        &'a self,
        _app: &'a App,
        _editor: PersonId,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, Error>> {
        Box::pin(async { Ok(vec![("t1".to_owned(), "条例测试".to_owned())]) })
    }
    fn state<'a>(
        &'a self,
        app: &'a App,
        _person: PersonId,
        _id: &'a str,
    ) -> BoxFuture<'a, Result<ActivityState, Error>> {
        Box::pin(async move {
            Ok(ActivityState {
                title: "条例测试".to_owned(),
                href: "/tests/t1".to_owned(),
                done: Sat::of(app).0.load(Ordering::Relaxed),
            })
        })
    }
}

/// The city's organisations and people.
#[derive(Clone)]
pub struct World {
    pub district: OrgId,
    pub branch: OrgId,
    pub far_branch: OrgId,
    /// 宣传干部 of the district.
    pub writer: PersonId,
    /// Another one.
    pub colleague: PersonId,
    /// 审核 at the city.
    pub reviewer: PersonId,
    /// 支部书记 of the branch, a member of it.
    pub secretary: PersonId,
    /// A rural member of the branch.
    pub anna: PersonId,
    /// An agency member of the other branch.
    pub ben: PersonId,
    /// A member of the far branch, in another district.
    pub carl: PersonId,
}

pub fn person(name: &str) -> PersonId {
    PersonId::derived("test", name)
}

fn org_id(name: &str) -> OrgId {
    OrgId::derived("test", name)
}

impl World {
    pub async fn new(app: &TestApp) -> Self {
        let world = Self {
            district: org_id("清溪区委"),
            branch: org_id("望江支部"),
            far_branch: org_id("高新支部"),
            writer: person("周写"),
            colleague: person("吴写"),
            reviewer: person("郑审"),
            secretary: person("王秀英"),
            anna: person("李安"),
            ben: person("陈本"),
            carl: person("赵远"),
        };
        let (made, now) = (world.clone(), app.app.clock.now());
        app.app
            .db
            .write("world", move |tx| {
                let city = add_org(tx, "云溪市委", OrgKind::PrimaryCommittee, None)?;
                let district = add_org(tx, "清溪区委", OrgKind::PrimaryCommittee, Some(&city))?;
                let far = add_org(tx, "高新区委", OrgKind::PrimaryCommittee, Some(&city))?;
                let branch = add_org(tx, "望江支部", OrgKind::Branch, Some(&district))?;
                let other = add_org(tx, "柳河支部", OrgKind::Branch, Some(&district))?;
                let far_branch = add_org(tx, "高新支部", OrgKind::Branch, Some(&far))?;
                add_person(tx, "周写", None)?;
                add_person(tx, "吴写", None)?;
                add_person(tx, "郑审", None)?;
                add_person(tx, "王秀英", Some((&branch, "rural")))?;
                add_person(tx, "李安", Some((&branch, "rural")))?;
                add_person(tx, "陈本", Some((&other, "agency")))?;
                add_person(tx, "赵远", Some((&far_branch, "rural")))?;
                for (who, kind, place) in [
                    (made.writer, "publicity_staff", &district),
                    (made.colleague, "publicity_staff", &district),
                    (made.reviewer, "reviewer", &city),
                    (made.secretary, "secretary", &branch),
                ] {
                    let new = NewDuty {
                        id: DutyId::derived("test", &format!("{who} {kind}")),
                        person: who,
                        kind: kind.to_owned(),
                        from_on: date(2026, 1, 1),
                        until_on: None,
                    };
                    duty::assign(tx, &new, place, None, now)?;
                }
                Ok(())
            })
            .await
            .expect("the world is made");
        world
    }
}

fn add_org(tx: &mut Tx<'_>, name: &str, kind: OrgKind, parent: Option<&Org>) -> Result<Org, Error> {
    let new = NewOrg {
        id: org_id(name),
        kind,
        details: Details {
            full_name: name.to_owned(),
            short_name: name.to_owned(),
            code: None,
            unit_nature: UnitNature::Territory,
            contact: None,
            founded_on: None,
        },
    };
    create(tx, &new, parent, None, testkit::monday_morning())
}

/// Adds a person with an account, and a member when they belong somewhere.
pub fn add_person(
    tx: &mut Tx<'_>,
    name: &str,
    belongs: Option<(&Org, &str)>,
) -> Result<PersonId, Error> {
    let (id, now) = (person(name), testkit::monday_morning());
    tx.insert_many(
        &PERSON,
        &[params![id, name, "x", "x", "x", vec![1_u8], now].to_vec()],
    )?;
    tx.insert_many(&ACCOUNT, &[params![id, "active", now].to_vec()])?;
    if let Some((org, audience)) = belongs {
        let member = params![
            id,
            "2",
            "1970-01-01",
            "full_member",
            "normal",
            audience,
            now,
            now
        ];
        tx.insert_many(&MEMBER, &[member.to_vec()])?;
        let belonging = OrgId::derived("belonging", name);
        let row = params![belonging, id, org.id, org.path, "home", "2020-01-01", now];
        tx.insert_many(&BELONGING, &[row.to_vec()])?;
        let counted = std::iter::once(tallies::TOTAL).chain(tallies::of_kind(audience));
        for one in counted {
            tally::add(tx, org.path.as_str(), one, 1)?;
        }
    }
    Ok(id)
}

/// Adds many members of one kind to a branch.
pub async fn fill_branch(
    app: &TestApp,
    branch: OrgId,
    count: usize,
    audience: &'static str,
) -> Vec<PersonId> {
    app.app
        .db
        .write("fill_branch", move |tx| {
            let org = org::tree::store::find(tx, branch)?;
            let mut all = Vec::with_capacity(count);
            for number in 0..count {
                all.push(add_person(
                    tx,
                    &format!("党员{audience}{number}"),
                    Some((&org, audience)),
                )?);
            }
            Ok(all)
        })
        .await
        .expect("the branch is filled")
}

/// The end of a redirect's address: the id of what was made.
pub fn made(reply: &Reply) -> String {
    assert_eq!(reply.status(), 303, "{}", reply.text());
    reply
        .location()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned()
}

pub const TEXT: &str =
    "## 三会\n\n支部党员大会一般每季度召开一次。\n\n## 一课\n\n党课要联系实际。\n";

/// Writes a material and brings it to publication; gives its id.
pub async fn published(app: &TestApp, world: &World, title: &str, text: &str) -> String {
    let mut writer = app.signed_in(world.writer).await;
    let district = world.district.to_string();
    let fields = [
        ("org", district.as_str()),
        ("title", title),
        ("markdown", text),
        ("act", "save"),
    ];
    let id = made(&writer.post("/staff/materials", &fields).await);
    pass(app, world, &mut writer, &id, "1").await;
    id
}

/// Hands a version in, has it passed, publishes it.
pub async fn pass(app: &TestApp, world: &World, writer: &mut Client, id: &str, number: &str) {
    let here = format!("/staff/materials/{id}");
    done(
        &writer
            .post(&format!("{here}/submission"), &[("number", number)])
            .await,
    );
    let mut reviewer = app.signed_in(world.reviewer).await;
    let verdict = [("verdict", "passed"), ("reason", "")];
    done(
        &reviewer
            .post(&format!("{here}/versions/{number}/review"), &verdict)
            .await,
    );
    done(
        &writer
            .post(&format!("{here}/publication"), &[("number", number)])
            .await,
    );
}

/// A form went through.
pub fn done(reply: &Reply) {
    assert_eq!(reply.status(), 303, "{}", reply.text());
}

/// A course of the materials given, in one chapter, published; gives its id.
pub async fn open_course(app: &TestApp, world: &World, materials: &[&str]) -> String {
    let mut writer = app.signed_in(world.writer).await;
    let district = world.district.to_string();
    let fields = [
        ("org", district.as_str()),
        ("title", "把会开好"),
        ("summary", "能独立组织一次党员大会。"),
    ];
    let id = made(&writer.post("/staff/courses", &fields).await);
    let here = format!("/staff/courses/{id}");
    done(
        &writer
            .post(&format!("{here}/chapters"), &[("title", "第一章")])
            .await,
    );
    let chapter = chapter_of(&mut writer, &id).await;
    for material in materials {
        let what = format!("reading:{material}");
        let form = format!("{here}/chapters/{chapter}/units/new?what={what}");
        assert_eq!(writer.get(&form).await.status(), 200);
        let fields = [("what", what.as_str()), ("title", "一节"), ("anchor", "")];
        done(
            &writer
                .post(&format!("{here}/chapters/{chapter}/units"), &fields)
                .await,
        );
    }
    done(&writer.post(&format!("{here}/publication"), &[]).await);
    id
}

/// The id of the first chapter on a course's page.
pub async fn chapter_of(client: &mut Client, course: &str) -> String {
    let page = client.get(&format!("/staff/courses/{course}")).await.text();
    let mark = format!("/staff/courses/{course}/chapters/");
    let at = page.find(&mark).expect("a chapter") + mark.len();
    page[at..at + 32].to_owned()
}

/// The ids of the units on a member's course page, in order.
pub fn units_on(page: &str, course: &str) -> Vec<String> {
    let mark = format!("href=\"/study/courses/{course}/units/");
    let list = page
        .split("class=\"links units\"")
        .nth(1)
        .unwrap_or_default();
    list.split(&mark)
        .skip(1)
        .map(|rest| rest[..32].to_owned())
        .collect()
}

/// Gives a plan of the district; gives its id.
pub async fn planned(
    app: &TestApp,
    world: &World,
    course: &str,
    kinds: &[&str],
    due: Date,
) -> String {
    let mut writer = app.signed_in(world.writer).await;
    let (org, due) = (world.district.to_string(), due.to_string());
    let mut fields = vec![
        ("course", course),
        ("org", org.as_str()),
        ("opens_on", "2026-11-23"),
        ("due_on", due.as_str()),
    ];
    fields.extend(kinds.iter().map(|kind| ("kinds", *kind)));
    made(&writer.post("/staff/plans", &fields).await)
}
