//! A resident without an account: says it, follows it, judges it.

use std::time::Duration;

use platform::db::Sql;
use testkit::{TestApp, each_app};

use crate::{Cast, cast, code_of, first, key, rooms, say, spot};

#[tokio::test]
async fn what_is_said_at_a_door_is_received_answered_and_judged() {
    each_app(rooms, async |app| {
        let Cast { city, mut own, .. } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        let start = app.anonymous().get(&format!("/r/{spot}")).await.text();
        for words in ["望江苑 3 幢", "110", "119", "120", "96777", "12388"] {
            assert!(start.contains(words), "{words}");
        }
        let code = say(&app, &spot, "路灯不亮，晚上老人摔了一跤", "138 0013 8000").await;

        let request = first(&mut own).await;
        let page = own.get(&request).await.text();
        assert!(page.contains("路灯不亮，晚上老人摔了一跤"), "{page}");
        assert!(!page.contains("13800138000"), "the number is masked");
        let shown = own
            .post(&format!("{request}/phone"), &[("reason", "callback")])
            .await;
        assert!(shown.text().contains("13800138000"), "{}", shown.text());
        let contact = own
            .post(
                &format!("{request}/contact"),
                &[("contact", "明天上午师傅来看")],
            )
            .await;
        assert_eq!(contact.status(), 303, "{}", contact.text());
        let answer = own
            .post(&format!("{request}/answer"), &[("answer", "换了灯泡和线")])
            .await;
        assert_eq!(answer.status(), 303, "{}", answer.text());

        let mut resident = app.anonymous();
        let typed = format!(" {}-{} ", &code[..5].to_lowercase(), &code[5..]);
        let followed = resident.post("/r/track", &[("code", &typed)]).await;
        assert_eq!(followed.status(), 200);
        for words in ["明天上午师傅来看", "换了灯泡和线", "解决了吗"] {
            assert!(followed.text().contains(words), "{words}");
        }
        assert!(!followed.text().contains("陈建国"), "no name of staff");
        let open = [
            ("code", code.as_str()),
            ("verdict", "not_solved"),
            ("said", "还有一盏"),
        ];
        let again = resident.post("/r/verdict", &open).await;
        assert_eq!(again.status(), 200, "{}", again.text());
        assert!(again.text().contains("办理中"), "it is open again");
        let answer = own
            .post(&format!("{request}/answer"), &[("answer", "另一盏也换了")])
            .await;
        assert_eq!(answer.status(), 303, "{}", answer.text());
        let solved = [
            ("code", code.as_str()),
            ("verdict", "solved"),
            ("satisfied", "yes"),
        ];
        assert!(
            resident
                .post("/r/verdict", &solved)
                .await
                .text()
                .contains("已评价")
        );
        let twice = resident.post("/r/verdict", &solved).await;
        assert_eq!(twice.status(), 422, "once");
    })
    .await;
}

#[tokio::test]
async fn the_same_form_is_one_request_and_a_robot_none() {
    each_app(rooms, async |app| {
        let Cast { city, mut own, .. } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        let mut resident = app.anonymous();
        let page = resident.get(&format!("/r/new?spot={spot}")).await.text();
        let key = key(&page);
        let mut fields = vec![
            ("key", key.as_str()),
            ("spot", spot.as_str()),
            ("topic", "noise"),
            ("words", "半夜施工"),
            ("place", "东门工地"),
        ];
        let codes = [
            code_of(&resident.post("/r/sent", &fields).await.text()),
            code_of(&resident.post("/r/sent", &fields).await.text()),
        ];
        assert_eq!(codes[0], codes[1], "the same code again");
        fields.push(("website", "http://spam.example"));
        let robot = resident.post("/r/sent", &fields).await;
        assert!(robot.status() == 422 && robot.text().contains("半夜施工"));
        let list = own.get("/staff/requests").await.text();
        assert_eq!(list.matches("半夜施工").count(), 1);
        let unknown = resident.post("/r/track", &[("code", "22222 22222")]).await;
        assert!(unknown.status() == 422 && unknown.text().contains("没有找到这个查询码"));
        let other = app.anonymous().get("/r/ZZZZZZZZ").await;
        assert_eq!(other.status(), 404);
    })
    .await;
}

#[tokio::test]
async fn conduct_is_shown_the_way_and_not_stored() {
    each_app(rooms, async |app| {
        let mut resident = app.anonymous();
        let page = resident.get("/r/conduct").await.text();
        assert!(page.contains("12388") && !page.contains("<textarea"));
        let key = key(&resident.get("/r/new").await.text());
        let said = [
            ("key", key.as_str()),
            ("topic", "affairs"),
            ("words", "村干部吃拿卡要"),
            ("place", "村委会"),
        ];
        let advised = resident.post("/r/new", &said).await;
        assert!(advised.status() == 422 && advised.text().contains("12388"));
        let mut again = said.to_vec();
        again.push(("advised", "1"));
        let check = resident.post("/r/new", &again).await;
        assert!(check.status() == 200 && check.text().contains("看一遍再发"));
        let none = count(&app, "SELECT CAST(COUNT(*) AS BIGINT) FROM request").await;
        assert_eq!(none, 0, "nothing was stored");
    })
    .await;
}

async fn count(app: &TestApp, statement: &'static str) -> i64 {
    let statement: &'static Sql = Box::leak(Box::new(Sql::new(statement)));
    let read = app.app.db.read("count", move |tx| {
        let (count,): (i64,) = tx.one(statement, &[])?;
        Ok(count)
    });
    read.await.expect("a count")
}

#[tokio::test]
async fn nobody_judges_and_the_number_is_forgotten() {
    each_app(rooms, async |app| {
        let Cast { city, mut own, .. } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        let code = say(&app, &spot, "井盖松了", "13800138000").await;
        let request = first(&mut own).await;
        let answer = [("answer", "换了井盖")];
        assert_eq!(
            own.post(&format!("{request}/answer"), &answer)
                .await
                .status(),
            303
        );
        let phones = "SELECT CAST(COUNT(*) AS BIGINT) FROM request WHERE phone_sealed IS NOT NULL";
        let unconfirmed = "SELECT CAST(COUNT(*) AS BIGINT) FROM matter WHERE state = 'unconfirmed'";
        let day = |days: u64| Duration::from_secs(days * 86_400);
        for (days, lapsed, kept) in [(14, 0, 1), (2, 1, 1), (89, 1, 1), (2, 1, 0)] {
            app.app.clock.advance(day(days));
            casework::request::later::by_and_by(&app.app)
                .await
                .expect("it is done");
            assert_eq!(count(&app, unconfirmed).await, lapsed);
            assert_eq!(count(&app, phones).await, kept);
        }
        let late = [("code", code.as_str()), ("verdict", "partly")];
        let judged = app.anonymous().post("/r/verdict", &late).await;
        assert!(
            judged.text().contains("已评价"),
            "a late verdict counts too"
        );
    })
    .await;
}

#[tokio::test]
async fn the_window_writes_down_what_residents_say() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut street,
            mut sibling,
            ..
        } = cast(&app).await;
        let page = street.get("/staff/requests/new").await.text();
        let (key, org) = (key(&page), city.own.id.to_string());
        let fields = [
            ("key", key.as_str()),
            ("org", org.as_str()),
            ("channel", "phone"),
            ("topic", "utilities"),
            ("category", "utility"),
            ("words", "停水两天"),
            ("place", "望江路 8 号"),
            ("phone", "0571-88886666"),
        ];
        let missing = street.post("/staff/requests", &fields[..4]).await;
        assert!(missing.status() == 422 && missing.text().contains("这一项要填"));
        let made = street.post("/staff/requests", &fields).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let page = street.get(made.location()).await.text();
        assert!(
            page.contains("打电话，赵文静登记") && page.contains("查询码"),
            "{page}"
        );
        assert_eq!(sibling.get(made.location()).await.status(), 404);
    })
    .await;
}
