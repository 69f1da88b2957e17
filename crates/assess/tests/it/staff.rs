//! What duties see of a test, and what they do not.

use std::time::Duration;

use assess::sitting::closer::sweep;
use assess::sitting::finish::submit;
use assess::sitting::save::{SaveItem, SaveRequest, save};
use assess::sitting::start::start;
use platform::db::{InsertMany, Kind, OnConflict, Sql};
use platform::ids::PersonId;
use platform::params;
use testkit::{Client, Reply, TestApp, each_app};

use crate::world::{Setup, World, grant};

fn rooms() -> Vec<platform::module::Module> {
    vec![assess::module()]
}

/// A person with permissions at a path.
async fn duty(
    app: &TestApp,
    name: &str,
    permissions: &[&'static str],
    path: &'static str,
) -> Client {
    let person = PersonId::derived("duty", name);
    let permissions = permissions.to_vec();
    app.app
        .db
        .write("duty", move |tx| grant(tx, person, &permissions, path))
        .await
        .expect("a duty");
    app.signed_in(person).await
}

async fn sit(world: &World, person: usize) {
    let sitting = start(&world.assess, world.test, world.people[person])
        .await
        .expect("a sitting");
    let items = vec![SaveItem {
        q: 1,
        seq: 1,
        value: 1,
    }];
    let request = SaveRequest {
        client: 5,
        paper: None,
        items,
    };
    let (now, no, person) = (world.clock.now(), sitting.row.no, sitting.row.person);
    save(&world.assess, person, no, now, &request)
        .await
        .expect("saved");
    submit(&world.assess, person, no, now)
        .await
        .expect("submitted");
}

async fn text(client: &mut Client, path: &str) -> String {
    client.get(path).await.text()
}

/// Twelve members, of whom so many have sat the test.
async fn sat_by(app: &TestApp, count: usize) -> World {
    let setup = Setup {
        people: 12,
        ..Setup::default()
    };
    let world = World::of(app, setup).await;
    for person in 0..count {
        sit(&world, person).await;
    }
    world
}

#[tokio::test]
async fn figures_begin_at_ten_and_name_nobody() {
    each_app(rooms, async |app| {
        let world = sat_by(&app, 9).await;
        let city = [
            "tests.read",
            "tests.edit",
            "tests.results",
            "tests.distribution",
        ];
        let mut city = duty(&app, "city", &city, "0001").await;
        let mut elsewhere = duty(
            &app,
            "elsewhere",
            &["tests.read", "tests.results", "tests.edit"],
            "0002",
        )
        .await;
        let page = format!("/staff/tests/{}", world.test);
        let shown = text(&mut city, &page).await;
        assert!(
            shown.contains("学习测试") && shown.contains("交卷的人太少"),
            "{shown}"
        );
        sit(&world, 9).await;
        world.clock.advance(Duration::from_secs(6));
        let shown = text(&mut city, &page).await;
        assert!(
            shown.contains("60 以下") && shown.contains("10 份"),
            "{shown}"
        );
        assert!(!shown.contains("党员3"), "no name above the branch");
        let list = format!("{page}/results?org={}", world.branch);
        assert_eq!(city.get(&list).await.status(), 404);
        assert_eq!(elsewhere.get(&page).await.status(), 404);
        assert_eq!(elsewhere.get(&list).await.status(), 404);
        assert!(
            text(&mut elsewhere, "/staff/tests")
                .await
                .contains("还没有测试")
        );
    })
    .await;
}

#[tokio::test]
async fn a_branch_reads_its_own_list_after_the_end() {
    each_app(rooms, async |app| {
        let world = sat_by(&app, 11).await;
        let mut branch = duty(&app, "branch", &["tests.read", "tests.results"], "00010001").await;
        let list = format!("/staff/tests/{}/results?org={}", world.test, world.branch);
        let book = list.replace("results?", "results.xlsx?");
        let before = branch.get(&list).await;
        assert_eq!(before.status(), 200, "{}", before.text());
        assert!(!before.text().contains("2 / 10"), "no score before the end");
        assert!(
            !before.text().contains("没有参加"),
            "nobody is called absent before the end"
        );
        assert_eq!(branch.get(&book).await.status(), 404);
        world.wait_for_the_end();
        while sweep(&world.assess).await.expect("a slice") > 0 {}
        let after = text(&mut branch, &list).await;
        assert_eq!(after.matches("2 / 10").count(), 11);
        assert_eq!(after.matches("没有参加").count(), 1);
        let names: Vec<usize> = (0..12)
            .filter_map(|n| after.find(&format!("党员{n}<")))
            .collect();
        assert_eq!(names.len(), 12);
        // There is no order by score: what is asked for so comes as it always does.
        let by_score = text(&mut branch, &format!("{list}&sort=score")).await;
        let order = |page: &str| {
            let mut people: Vec<usize> = (0..12).collect();
            people.sort_by_key(|n| page.find(&format!("党员{n}<")));
            people
        };
        assert_eq!(order(&by_score), order(&after));
        let file = branch.get(&book).await;
        let sheet = platform::sheet::read_xlsx(file.bytes(), &platform::sheet::Limits::default());
        let sheet = sheet.expect("a workbook");
        assert_eq!(sheet.rows.len(), 12);
        let scores = sheet
            .rows
            .iter()
            .filter(|row| *row.cell(2) == platform::sheet::Cell::Number(2.0));
        assert_eq!(scores.count(), 11);
    })
    .await;
}

#[tokio::test]
async fn who_is_excused_stands_beside_with_the_reason() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let mut branch = duty(&app, "branch", &["tests.read", "tests.results"], "00010001").await;
        let path = format!("/staff/tests/{}/exemptions", world.test);
        let (org, member) = (world.branch.to_string(), world.people[1].to_string());
        let missing = branch
            .post(
                &path,
                &[("org", &org), ("member", &member), ("kind", "excused")],
            )
            .await;
        assert_eq!(missing.status(), 422);
        let fields = [
            ("org", org.as_str()),
            ("member", &member),
            ("kind", "waived"),
            ("reason", "住院"),
        ];
        assert_eq!(branch.post(&path, &fields).await.status(), 303);
        let list = branch
            .get(&format!("/staff/tests/{}/results?org={org}", world.test))
            .await
            .text();
        assert!(list.contains("免考：住院"), "{list}");
        // The member finds it among the tests with the reason, and is not asked for it.
        for (person, asked) in [(0, true), (1, false)] {
            let mut member = app.signed_in(world.people[person]).await;
            let today = text(&mut member, "/").await;
            assert_eq!(today.contains("学习测试"), asked, "{today}");
            let mine = text(&mut member, "/tests").await;
            assert_eq!(mine.contains("不要求参加：住院"), !asked, "{mine}");
        }
        let outsider = world.outsider.to_string();
        let fields = [
            ("org", org.as_str()),
            ("member", &outsider),
            ("kind", "waived"),
            ("reason", "住院"),
        ];
        assert_eq!(branch.post(&path, &fields).await.status(), 404);
    })
    .await;
}

static PAPER: Sql = Sql::new("SELECT id FROM paper_version");
static DUES: InsertMany = InsertMany::new(
    "tally",
    &[
        ("path", Kind::Text),
        ("indicator", Kind::Text),
        ("value", Kind::Int),
    ],
    OnConflict::Fail,
);

/// What is typed to set a test for the committee, from nine to eight in the evening.
async fn typed(world: &World) -> Vec<(&'static str, String)> {
    let (paper,): (assess::paper::PaperVersionId,) = world
        .db
        .write("dues", |tx| {
            tx.insert_many(&DUES, &[params!["0001", "members.total", 321_i64].to_vec()])?;
            Ok(tx.one(&PAPER, &[])?)
        })
        .await
        .expect("a paper");
    [
        ("title", "年终测试".to_owned()),
        ("paper", paper.to_string()),
        ("audience", world.committee.to_string()),
        ("minutes", "20".to_owned()),
        ("opens_at", "2026-11-23T09:00".to_owned()),
        ("closes_at", "2026-11-23T20:00".to_owned()),
        ("score_shown", "after_submission".to_owned()),
        ("partial", "half".to_owned()),
        ("kinds", "rural".to_owned()),
        ("required", "1".to_owned()),
    ]
    .to_vec()
}

/// Sends a form and gives the status.
async fn send(client: &mut Client, path: &str, fields: &[(&'static str, String)]) -> Reply {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    client.post(path, &fields).await
}

#[tokio::test]
async fn a_test_is_set_and_changed_until_it_is_published() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let mut city = duty(&app, "city", &["tests.read", "tests.edit"], "0001").await;
        let mut fields = typed(&world).await;
        "2026-11-23T08:00".clone_into(&mut fields[5].1);
        let refused = send(&mut city, "/staff/tests/new", &fields).await;
        assert_eq!(refused.status(), 422);
        let words = refused.text();
        assert!(words.contains("截止时间要在开始时间之后") && words.contains("年终测试"));
        "2026-11-23T20:00".clone_into(&mut fields[5].1);
        let made = send(&mut city, "/staff/tests/new", &fields).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let page = made.location().to_owned();
        assert!(city.get(&page).await.text().contains("草稿"));
        let mut member = app.signed_in(world.people[0]).await;
        let theirs = page.replace("/staff", "");
        assert_eq!(
            member.get(&theirs).await.status(),
            404,
            "a draft is nobody's"
        );
        "年终理论测试".clone_into(&mut fields[0].1);
        fields.push(("version", "1".to_owned()));
        let edit = format!("{page}/edit");
        assert_eq!(send(&mut city, &edit, &fields).await.status(), 303);
        assert_eq!(
            send(&mut city, &edit, &fields).await.status(),
            422,
            "changed in between"
        );
        assert_eq!(
            city.post(&format!("{page}/publication"), &[])
                .await
                .status(),
            303
        );
        assert_eq!(
            send(&mut city, &edit, &fields).await.status(),
            409,
            "published"
        );
        let shown = city.get(&page).await.text();
        assert!(
            shown.contains("年终理论测试") && shown.contains("进行中"),
            "{shown}"
        );
        let today = member.get("/").await.text();
        assert!(today.contains("理论测试 · 今天 20:00 截止"), "{today}");
    })
    .await;
}

#[tokio::test]
async fn a_test_is_closed_by_its_own_staff_only() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let mut city = duty(&app, "city", &["tests.read", "tests.edit"], "0001").await;
        let mut branch = duty(&app, "branch", &["tests.read", "tests.edit"], "00010001").await;
        let page = format!("/staff/tests/{}", world.test);
        let closure = format!("{page}/closure");
        assert_eq!(branch.post(&closure, &[]).await.status(), 404, "not theirs");
        assert_eq!(city.post(&closure, &[]).await.status(), 303);
        assert!(city.get(&page).await.text().contains("已结束"));
        let mut member = app.signed_in(world.people[0]).await;
        let theirs = member.get(&format!("/tests/{}", world.test)).await.text();
        assert!(theirs.contains("已经结束"), "{theirs}");
        let fields = typed(&world).await;
        let refused = send(&mut branch, "/staff/tests/new", &fields).await;
        assert_eq!(refused.status(), 422, "not for the whole city");
    })
    .await;
}
