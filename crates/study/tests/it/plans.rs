//! Plans: for whom they are, how they remind, and the one count that reaches the branch.

use std::time::Duration;

use jiff::civil::date;
use platform::ids::PersonId;
use study::course::CourseId;
use study::material::MaterialId;
use study::plan::remind::remind;
use study::progress::finish_unit;
use study::reader::Reader;
use testkit::{TestApp, each_app};

use crate::world::{
    TEXT, World, done, fill_branch, open_course, planned, published, rooms, units_on,
};

const DAY: u64 = 86_400;

async fn course(app: &TestApp, world: &World) -> String {
    let material: String = published(app, world, "三会一课", TEXT).await;
    assert!(material.parse::<MaterialId>().is_ok());
    open_course(app, world, &[&material]).await
}

async fn wait(app: &TestApp, days: u64) {
    app.app.clock.advance(Duration::from_secs(days * DAY));
    remind(&app.app).await.expect("the reminders run");
}

#[tokio::test]
async fn only_the_audience_sees_a_plan() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let course = course(&app, &world).await;
        let plan = planned(&app, &world, &course, &["rural"], date(2026, 12, 5)).await;
        let today = async |who: PersonId| app.signed_in(who).await.get("/").await.text();
        assert!(today(world.anna).await.contains("把会开好"));
        assert!(
            !today(world.ben).await.contains("把会开好"),
            "an agency member"
        );
        assert!(
            !today(world.carl).await.contains("把会开好"),
            "another district"
        );
        let mut carl = app.signed_in(world.carl).await;
        assert_eq!(
            carl.get(&format!("/study/courses/{course}")).await.status(),
            404
        );
        let mut ben = app.signed_in(world.ben).await;
        assert_eq!(
            ben.get(&format!("/study/courses/{course}")).await.status(),
            200,
            "open to all below"
        );
        planned(&app, &world, &course, &["secretary"], date(2026, 12, 1)).await;
        assert!(
            today(world.secretary).await.contains("12 月 1 日前"),
            "the earlier date stands"
        );
        let mut writer = app.signed_in(world.writer).await;
        done(
            &writer
                .post(&format!("/staff/plans/{plan}/withdrawal"), &[])
                .await,
        );
        assert!(!today(world.anna).await.contains("把会开好"));
        let mut secretary = app.signed_in(world.secretary).await;
        let withdraw = secretary
            .post(&format!("/staff/plans/{plan}/withdrawal"), &[])
            .await;
        assert_eq!(withdraw.status(), 404, "given from above");
    })
    .await;
}

#[tokio::test]
async fn what_is_meant_for_others_hides_nothing() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let course = course(&app, &world).await;
        // More than Today ever shows, all due before the one that is meant.
        for day in 1..=25 {
            for kind in ["agency", "enterprise"] {
                planned(&app, &world, &course, &[kind], date(2026, 12, day)).await;
            }
        }
        planned(&app, &world, &course, &["rural"], date(2026, 12, 26)).await;
        let page = app.signed_in(world.anna).await.get("/").await.text();
        assert!(page.contains("12 月 26 日前"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_plan_is_checked_before_it_is_given() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let course = course(&app, &world).await;
        let mut writer = app.signed_in(world.writer).await;
        let far = world.far_branch.to_string();
        let district = world.district.to_string();
        let form = |org: &str, due: &str| {
            [
                ("course", course.clone()),
                ("org", org.to_owned()),
                ("opens_on", "2026-11-23".to_owned()),
                ("due_on", due.to_owned()),
            ]
        };
        for (org, due, status) in [
            (&far, "2026-12-05", 404),
            (&district, "2026-11-22", 422),
            (&district, "", 422),
        ] {
            let fields = form(org, due);
            let reply = writer
                .post(
                    "/staff/plans",
                    &fields.each_ref().map(|(k, v)| (*k, v.as_str())),
                )
                .await;
            assert_eq!(reply.status(), status, "{org} {due}");
        }
        let mut named = form(&district, "2026-12-05").to_vec();
        named.push(("org_name", "柳河支部".to_owned()));
        let fields: Vec<(&str, &str)> = named.iter().map(|(k, v)| (*k, v.as_str())).collect();
        done(&writer.post("/staff/plans", &fields).await);
        assert!(
            app.signed_in(world.ben)
                .await
                .get("/")
                .await
                .text()
                .contains("把会开好")
        );
        assert!(
            !app.signed_in(world.anna)
                .await
                .get("/")
                .await
                .text()
                .contains("把会开好")
        );
    })
    .await;
}

#[tokio::test]
async fn a_branch_reads_only_of_plans_that_concern_it() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let course = course(&app, &world).await;
        let plans = async |staff| {
            let list = app.signed_in(staff).await.get("/staff/plans").await.text();
            list.matches("<a href=\"/staff/plans/").count()
        };
        planned(&app, &world, &course, &["student"], date(2026, 12, 5)).await;
        assert_eq!(plans(world.secretary).await, 0, "it has no students");
        planned(&app, &world, &course, &["rural"], date(2026, 12, 6)).await;
        planned(&app, &world, &course, &["secretary"], date(2026, 12, 7)).await;
        planned(&app, &world, &course, &[], date(2026, 12, 8)).await;
        assert_eq!(plans(world.secretary).await, 3);
        assert_eq!(plans(world.writer).await, 4, "whoever gave them sees all");
    })
    .await;
}

#[tokio::test]
async fn a_passed_date_reminds_twice_and_then_rests() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let course = course(&app, &world).await;
        planned(&app, &world, &course, &[], date(2026, 11, 24)).await;
        let today = async || app.signed_in(world.anna).await.get("/").await.text();
        assert!(today().await.contains("11 月 24 日前"));
        wait(&app, 1).await;
        let last_day = today().await;
        assert!(
            last_day.contains("今天截止") && !last_day.contains("这个提醒"),
            "{last_day}"
        );
        wait(&app, 1).await;
        wait(&app, 0).await;
        assert!(today().await.contains("这个提醒只有你看得到"));
        wait(&app, 3).await;
        assert!(today().await.contains("之后不再提醒"));
        wait(&app, 5).await;
        let after = today().await;
        assert!(
            after.contains("把会开好") && after.contains("今天没有要做的事"),
            "it waits, but is not due: {after}"
        );
        for staff in [world.writer, world.secretary] {
            let page = app.signed_in(staff).await.get("/staff/plans").await.text();
            assert!(!page.contains("李安"), "no list of names");
        }
    })
    .await;
}

/// Finishes the course's one unit for each of these people.
async fn finish(app: &TestApp, course: &str, who: &[PersonId]) {
    let mut client = app.signed_in(who[0]).await;
    let unit = units_on(
        &client.get(&format!("/study/courses/{course}")).await.text(),
        course,
    )
    .remove(0);
    let (course, unit) = (
        course.parse::<CourseId>().expect("an id"),
        unit.parse().expect("an id"),
    );
    let (who, now, today) = (who.to_vec(), app.app.clock.now(), app.app.clock.today());
    app.app
        .db
        .write("finish", move |tx| {
            for person in &who {
                finish_unit(
                    tx,
                    Reader {
                        person: *person,
                        today,
                    },
                    course,
                    unit,
                    person.0,
                    now,
                )?;
            }
            Ok(())
        })
        .await
        .expect("finished");
}

#[tokio::test]
async fn the_branch_gets_one_count_of_ten_and_more() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let course = course(&app, &world).await;
        // With the secretary and Anna: 24 members of the branch.
        let people = fill_branch(&app, world.branch, 22, "rural").await;
        let plan = planned(&app, &world, &course, &[], date(2026, 11, 24)).await;
        finish(&app, &course, &people[..13]).await;
        let page = async |who: PersonId| {
            let text = app
                .signed_in(who)
                .await
                .get(&format!("/staff/plans/{plan}"))
                .await
                .text();
            // What is shown besides words that stand on every such page.
            text.split("支部知道的数")
                .nth(1)
                .unwrap_or_default()
                .to_owned()
        };
        assert!(
            page(world.secretary).await.contains("12 月 1 日给出一个数"),
            "not before the reminders"
        );
        app.app.clock.advance(Duration::from_secs(8 * DAY));
        let shown = page(world.secretary).await;
        assert!(
            shown.contains("应读 24 人，还有 11 人没有说读完"),
            "{shown}"
        );
        assert!(!shown.contains("党员rural"), "no names");
        let above = page(world.writer).await;
        assert!(
            above.contains("只到支部为止") && !above.contains("24 人"),
            "study does not climb: {above}"
        );
        // The count is of one moment: who finishes later does not change it, so nobody is found out.
        finish(&app, &course, &people[13..16]).await;
        assert_eq!(page(world.secretary).await, shown);
        assert_eq!(
            app.signed_in(world.anna)
                .await
                .get(&format!("/staff/plans/{plan}"))
                .await
                .status(),
            403
        );
    })
    .await;
}

#[tokio::test]
async fn a_small_group_is_not_shown_on_either_side() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let course = course(&app, &world).await;
        let people = fill_branch(&app, world.branch, 18, "rural").await;
        let plan = planned(&app, &world, &course, &[], date(2026, 11, 24)).await;
        // 20 members: 11 finished, 9 did not.
        finish(&app, &course, &people[..11]).await;
        app.app.clock.advance(Duration::from_secs(9 * DAY));
        let mut secretary = app.signed_in(world.secretary).await;
        let text = secretary.get(&format!("/staff/plans/{plan}")).await.text();
        assert!(text.contains("不足 10 人，不显示"), "{text}");
        assert!(!text.contains("应学"), "{text}");
    })
    .await;
}
