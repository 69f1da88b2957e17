//! From a draft to a finished course, by plain forms alone.

use std::sync::atomic::Ordering;

use axum::http::Method;
use jiff::civil::date;
use platform::record::{Turn, for_member};
use study::progress::{COURSE_FINISHED, UNIT_FINISHED};
use testkit::{Client, TestApp, each_app};

use crate::world::{
    Sat, TEXT, World, chapter_of, done, made, open_course, planned, published, rooms, units_on,
};

#[tokio::test]
async fn written_reviewed_published_planned_read_finished() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let first = published(&app, &world, "三会一课怎么开", TEXT).await;
        let second = published(&app, &world, "组织生活会怎么开", TEXT).await;
        let course = open_course(&app, &world, &[&first, &second]).await;
        planned(&app, &world, &course, &["rural"], date(2026, 12, 5)).await;

        let mut anna = app.signed_in(world.anna).await;
        let today = anna.get("/").await.text();
        assert!(
            today.contains("学习计划 · 12 月 5 日前") && today.contains("把会开好"),
            "{today}"
        );
        assert!(
            today.contains(&format!("href=\"/study/courses/{course}\"")),
            "{today}"
        );
        let page = anna.get(&format!("/study/courses/{course}")).await.text();
        let units = units_on(&page, &course);
        assert_eq!(units.len(), 2, "{page}");

        let here = format!("/study/courses/{course}/units/{}", units[0]);
        let text = anna.get(&here).await.text();
        assert!(
            text.contains("支部党员大会一般每季度召开一次") && text.contains("我读完了"),
            "{text}"
        );
        let finish = anna
            .post(&format!("{here}/finish"), &[("id", &"1".repeat(32))])
            .await;
        assert_eq!(finish.location(), format!("{here}?finished=1"));
        assert!(anna.get(&here).await.text().contains("11 月 23 日读完"));
        assert!(anna.get("/").await.text().contains("共 2 节，还有 1 节"));

        let last = format!("/study/courses/{course}/units/{}/finish", units[1]);
        let end = anna.post(&last, &[("id", &"2".repeat(32))]).await;
        assert_eq!(end.location(), format!("/study/courses/{course}"));
        assert!(
            anna.get(end.location())
                .await
                .text()
                .contains("这门课读完了")
        );
        assert!(
            !anna.get("/").await.text().contains("把会开好"),
            "what is done is not due"
        );
        records_are_the_members_own(&app, &world).await;
    })
    .await;
}

async fn records_are_the_members_own(app: &TestApp, world: &World) {
    let person = world.anna;
    let facts = app
        .app
        .db
        .read("records", move |tx| {
            let no = study::standing::person_no(
                tx,
                study::reader::Reader {
                    person,
                    today: date(2026, 11, 23),
                },
            )?;
            Ok(for_member(tx, no, Turn::NEWEST, 10)?)
        })
        .await
        .expect("records");
    assert_eq!(
        facts.iter().filter(|fact| fact.is(&UNIT_FINISHED)).count(),
        2
    );
    assert_eq!(
        facts
            .iter()
            .filter(|fact| fact.is(&COURSE_FINISHED))
            .count(),
        1
    );
    for audience in [
        platform::record::Audience::Branch,
        platform::record::Audience::Scope,
    ] {
        assert!(
            facts.iter().all(|fact| fact.actor_no(audience).is_none()),
            "nobody else learns who"
        );
    }
}

#[tokio::test]
async fn opening_finishes_nothing_and_a_retry_is_harmless() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let first = published(&app, &world, "一", TEXT).await;
        let second = published(&app, &world, "二", TEXT).await;
        let course = open_course(&app, &world, &[&first, &second]).await;
        let mut anna = app.signed_in(world.anna).await;
        let units = units_on(
            &anna.get(&format!("/study/courses/{course}")).await.text(),
            &course,
        );
        let unit = |n: usize| format!("/study/courses/{course}/units/{}", units[n]);
        for _ in 0..3 {
            assert_eq!(anna.get(&unit(0)).await.status(), 200);
        }
        assert!(
            anna.get(&format!("/study/courses/{course}"))
                .await
                .text()
                .contains("已学 0 节，共 2 节")
        );

        let id = serde_json::json!({ "id": "a".repeat(32) });
        let receipt = anna
            .fetch(Method::POST, &format!("{}/finish", unit(0)), &id)
            .await;
        assert_eq!(receipt.status(), 200, "{}", receipt.text());
        app.app.clock.advance(std::time::Duration::from_secs(90));
        let again = anna
            .fetch(Method::POST, &format!("{}/finish", unit(0)), &id)
            .await;
        assert_eq!(again.json(), receipt.json(), "the first receipt");
        let other = anna
            .fetch(Method::POST, &format!("{}/finish", unit(1)), &id)
            .await;
        assert_eq!(other.status(), 409, "the id was used for another unit");
        let bad = anna
            .fetch(
                Method::POST,
                &format!("{}/finish", unit(1)),
                &serde_json::json!({}),
            )
            .await;
        assert_eq!(bad.status(), 400);
        assert!(
            anna.get(&format!("/study/courses/{course}"))
                .await
                .text()
                .contains("已学 1 节，共 2 节")
        );

        let mut ben = app.signed_in(world.ben).await;
        let own = ben
            .fetch(Method::POST, &format!("{}/finish", unit(1)), &id)
            .await;
        assert_eq!(
            own.status(),
            200,
            "an id is the client's own: another person may have the same"
        );
        assert!(
            ben.get(&format!("/study/courses/{course}"))
                .await
                .text()
                .contains("已学 1 节，共 2 节")
        );
    })
    .await;
}

#[tokio::test]
async fn a_course_with_a_test_waits_for_its_evidence() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let material = published(&app, &world, "一", TEXT).await;
        let course = open_course(&app, &world, &[&material]).await;
        let mut writer = app.signed_in(world.writer).await;
        let chapter = chapter_of(&mut writer, &course).await;
        let units = format!("/staff/courses/{course}/chapters/{chapter}/units");
        let refused = writer
            .post(&units, &[("what", "test:t2"), ("title", "测一测")])
            .await;
        assert_eq!(refused.status(), 422, "only what the other room offers");
        done(
            &writer
                .post(&units, &[("what", "test:t1"), ("title", "测一测")])
                .await,
        );
        planned(&app, &world, &course, &[], date(2026, 12, 5)).await;

        let mut anna = app.signed_in(world.anna).await;
        let page = anna.get(&format!("/study/courses/{course}")).await.text();
        assert!(page.contains("href=\"/tests/t1\""), "{page}");
        let unit = units_on(&page, &course).remove(0);
        let finish = format!("/study/courses/{course}/units/{unit}/finish");
        anna.post(&finish, &[("id", &"3".repeat(32))]).await;
        assert!(anna.get("/").await.text().contains("共 2 节，还有 1 节"));
        Sat::of(&app.app).0.store(true, Ordering::Relaxed);
        assert!(
            !anna.get("/").await.text().contains("把会开好"),
            "the evidence exists"
        );
        assert!(
            anna.get(&format!("/study/courses/{course}"))
                .await
                .text()
                .contains("这门课学完了")
        );
    })
    .await;
}

/// A chapter without a title: the form that was sent is open and says so at its field.
async fn stays_open(writer: &mut Client, here: &str, chapter: &str) {
    let nameless = writer
        .post(
            &format!("{here}/chapters/{chapter}/title"),
            &[("chapter", chapter), ("title", "")],
        )
        .await;
    assert_eq!(nameless.status(), 422);
    let page = nameless.text();
    let form = page.split("<details open>").nth(1).expect("it is open");
    let form = form.split("</details>").next().unwrap_or_default();
    assert!(form.contains("id=\"f-title-error\""), "{form}");
    assert_eq!(page.matches("id=\"f-title\"").count(), 1, "{page}");
}

#[tokio::test]
async fn units_move_by_plain_buttons() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let first = published(&app, &world, "一", TEXT).await;
        let second = published(&app, &world, "二", TEXT).await;
        let course = open_course(&app, &world, &[&first, &second]).await;
        let mut writer = app.signed_in(world.writer).await;
        let here = format!("/staff/courses/{course}");
        done(
            &writer
                .post(&format!("{here}/chapters"), &[("title", "第二章")])
                .await,
        );
        let mut anna = app.signed_in(world.anna).await;
        let before = units_on(
            &anna.get(&format!("/study/courses/{course}")).await.text(),
            &course,
        );
        let up = format!("{here}/units/{}/position", before[1]);
        done(&writer.post(&up, &[("way", "up")]).await);
        done(&writer.post(&up, &[("way", "up")]).await);
        let after = units_on(
            &anna.get(&format!("/study/courses/{course}")).await.text(),
            &course,
        );
        assert_eq!(
            after,
            [before[1].clone(), before[0].clone()],
            "at the edge it stays"
        );
        let down = format!("{here}/units/{}/position", before[0]);
        done(&writer.post(&down, &[("way", "down")]).await);
        let page = anna.get(&format!("/study/courses/{course}")).await.text();
        assert!(
            page.contains("第二章"),
            "the unit went into the next chapter: {page}"
        );
        let chapter = chapter_of(&mut writer, &course).await;
        stays_open(&mut writer, &here, &chapter).await;
        let removal = format!("{here}/chapters/{chapter}/removal");
        let refused = writer.post(&removal, &[]).await;
        assert_eq!(refused.status(), 422, "a chapter with units stays");
        done(
            &writer
                .post(&format!("{here}/units/{}/removal", before[1]), &[])
                .await,
        );
        done(&writer.post(&removal, &[]).await);
        let fields = [
            ("org", world.district.to_string()),
            ("title", "空课".to_owned()),
        ];
        let empty = made(
            &writer
                .post(
                    "/staff/courses",
                    &fields.each_ref().map(|(k, v)| (*k, v.as_str())),
                )
                .await,
        );
        let refused = writer
            .post(&format!("/staff/courses/{empty}/publication"), &[])
            .await;
        assert!(refused.status() == 422 && refused.text().contains("至少要有一节"));
    })
    .await;
}
