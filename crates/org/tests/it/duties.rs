//! Duties give scope, and take it away at the next request.

use org::duty::{self, DutyId, NewDuty};
use platform::error::Error;
use platform::{params, sql};
use testkit::{City, each_app, monday_morning};

fn rooms() -> Vec<platform::module::Module> {
    vec![org::module()]
}

#[tokio::test]
async fn a_duty_holds_from_the_next_request_and_so_does_its_end() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let admin = city.holder(&app, "郑雅琴", "sec_admin", &city.root).await;
        let mut zheng = app.signed_in(admin).await;
        let chen = city.member(&app, "陈建国", &city.own).await;
        let mut chen = app.signed_in(chen).await;
        let place = format!("/staff/orgs/{}", city.own.id);
        assert_eq!(chen.get(&place).await.status(), 403);

        let form = [
            ("login", "陈建国"),
            ("kind", "secretary"),
            ("from_on", "2026-11-23"),
        ];
        let given = zheng.post(&format!("{place}/duties"), &form).await;
        assert_eq!(given.status(), 303, "{}", given.text());
        let page = chen.get(&place).await;
        assert_eq!(page.status(), 200);

        let shown = zheng.get(&place).await.text();
        let duty = shown
            .split("/staff/duties/")
            .nth(1)
            .unwrap()
            .split('/')
            .next()
            .unwrap();
        assert_eq!(
            zheng
                .post(&format!("/staff/duties/{duty}/end"), &[])
                .await
                .status(),
            303
        );
        assert_eq!(chen.get(&place).await.status(), 403);
        assert_eq!(
            zheng
                .post(&format!("/staff/duties/{duty}/end"), &[])
                .await
                .status(),
            409
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_holds_two_of_the_three_administrators() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let admin = city.holder(&app, "郑雅琴", "sec_admin", &city.root).await;
        city.holder(&app, "黄志强", "audit_admin", &city.root).await;
        let mut zheng = app.signed_in(admin).await;
        let form = [
            ("login", "黄志强"),
            ("kind", "sys_admin"),
            ("from_on", "2026-11-23"),
        ];
        let refused = zheng
            .post(&format!("/staff/orgs/{}/duties", city.root.id), &form)
            .await;
        assert_eq!(refused.status(), 422);
        assert!(refused.text().contains("不能由同一个人担任"));
    })
    .await;
}

#[tokio::test]
async fn a_term_is_begun_once() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let staff = city.holder(&app, "赵文静", "org_staff", &city.root).await;
        let mut zhao = app.signed_in(staff).await;
        let place = format!("/staff/orgs/{}/terms", city.own.id);
        let form = [("number", "3"), ("starts_on", "2025-06-01"), ("years", "5")];
        assert_eq!(zhao.post(&place, &form).await.status(), 303);
        assert_eq!(zhao.post(&place, &form).await.status(), 422);
        assert!(
            zhao.get(&format!("/staff/orgs/{}", city.own.id))
                .await
                .text()
                .contains("2030-06-01")
        );
    })
    .await;
}

#[tokio::test]
async fn an_administrator_has_no_party_work_beside_it_and_nobody_gives_to_themselves() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let admin = city.holder(&app, "郑雅琴", "sec_admin", &city.root).await;
        city.holder(&app, "黄志强", "audit_admin", &city.root).await;
        city.holder(&app, "陈建国", "secretary", &city.own).await;
        let mut zheng = app.signed_in(admin).await;
        let door = format!("/staff/orgs/{}/duties", city.root.id);
        for (login, kind, words) in [
            ("黄志强", "org_staff", "党务工作"),
            ("陈建国", "sys_admin", "党务工作"),
            ("郑雅琴", "org_staff", "不能给自己职责"),
            ("郑雅琴", "sec_admin", "不能给自己职责"),
        ] {
            let form = [("login", login), ("kind", kind), ("from_on", "2026-11-23")];
            let refused = zheng.post(&door, &form).await;
            assert_eq!(refused.status(), 422, "{login} {kind}");
            assert!(refused.text().contains(words), "{}", refused.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a_hundred_at_once_give_one_person_one_of_the_three() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let person = city.member(&app, "黄志强", &city.own).await;
        let now = app.app.clock.now();
        let mut given = tokio::task::JoinSet::new();
        for number in 0..100_usize {
            let (db, org) = (app.app.db.clone(), city.root.clone());
            given.spawn(async move {
                db.write("race_duty", move |tx| {
                    let kind = ["sys_admin", "sec_admin", "audit_admin"][number % 3];
                    let new = NewDuty {
                        id: DutyId::derived("race", &number.to_string()),
                        person,
                        kind: kind.to_owned(),
                        from_on: now.date(),
                        until_on: None,
                    };
                    duty::assign(tx, &new, &org, None, now)
                })
                .await
            });
        }
        for done in given.join_all().await {
            assert!(
                matches!(done, Ok(()) | Err(Error::Invalid(_) | Error::Busy(_))),
                "{done:?}"
            );
        }
        let kinds: Vec<(String,)> = app
            .app
            .db
            .read("kinds", move |tx| {
                Ok(tx.all(sql!("sql/duty_kinds.sql"), params![person])?)
            })
            .await
            .unwrap();
        assert_eq!(kinds.len(), 1, "{kinds:?}");
    })
    .await;
}

#[tokio::test]
async fn whoever_loses_a_duty_reads_who_ended_it() {
    each_app(
        || vec![platform::auth::module(), org::module()],
        async |app| {
            let city = City::build(&app).await;
            let admin = city.holder(&app, "郑雅琴", "sec_admin", &city.root).await;
            let chen = city.holder(&app, "陈建国", "secretary", &city.own).await;
            let mut zheng = app.signed_in(admin).await;
            let place = format!("/staff/orgs/{}", city.own.id);
            let shown = zheng.get(&place).await.text();
            let (_, rest) = shown.split_once("/staff/duties/").unwrap();
            let (duty, _) = rest.split_once('/').unwrap();
            let ended = zheng.post(&format!("/staff/duties/{duty}/end"), &[]).await;
            assert_eq!(ended.status(), 303);
            let looks = app.signed_in(chen).await.get("/me/looks").await.text();
            assert!(
                looks.contains("郑雅琴") && looks.contains("职责"),
                "{looks}"
            );
        },
    )
    .await;
}

#[tokio::test]
async fn an_organisation_has_one_secretary_at_a_time() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let admin = city.holder(&app, "郑雅琴", "sec_admin", &city.root).await;
        let first = city.holder(&app, "陈建国", "secretary", &city.own).await;
        city.member(&app, "李秀兰", &city.own).await;
        let mut zheng = app.signed_in(admin).await;
        let place = format!("/staff/orgs/{}", city.own.id);
        let door = format!("{place}/duties");
        let form = |from_on: &'static str| {
            [
                ("login", "李秀兰"),
                ("kind", "secretary"),
                ("from_on", from_on),
            ]
        };
        for day in ["2026-11-23", "2027-03-01"] {
            let refused = zheng.post(&door, &form(day)).await;
            assert_eq!(refused.status(), 422, "{day}");
            assert!(
                refused.text().contains("现在由陈建国担任"),
                "{}",
                refused.text()
            );
        }
        // Before the first one's first day there was none.
        let before = [
            ("login", "李秀兰"),
            ("kind", "secretary"),
            ("from_on", "2019-01-01"),
            ("until_on", "2019-06-01"),
        ];
        assert_eq!(zheng.post(&door, &before).await.status(), 303);
        // A second member of the committee without a post of their own is nobody's rival.
        let other = [
            ("login", "李秀兰"),
            ("kind", "group_leader"),
            ("from_on", "2026-11-23"),
        ];
        assert_eq!(zheng.post(&door, &other).await.status(), 303);
        app.app
            .db
            .write("end_first", move |tx| {
                let held = duty::of_org(tx, city.own.id, monday_morning().date())?;
                let secretary = held
                    .iter()
                    .find(|one| one.person_id == first && one.kind == "secretary")
                    .unwrap();
                duty::end(
                    tx,
                    secretary.id,
                    monday_morning().date(),
                    admin,
                    monday_morning(),
                )
            })
            .await
            .unwrap();
        assert_eq!(zheng.post(&door, &form("2026-11-23")).await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn after_an_upgrade_duties_may_do_what_the_new_table_says() {
    each_app(|| vec![org::module(), platform::auth::module()], async |app| {
        let city = City::build(&app).await;
        let admin = city.holder(&app, "郑雅琴", "sec_admin", &city.root).await;
        let mut zheng = app.signed_in(admin).await;
        app.app
            .db
            .script("DELETE FROM grants WHERE permission = 'rules.read'; UPDATE grants SET permission = 'ops.read' WHERE permission = 'rules.confirm'".to_owned())
            .await
            .expect("grants of an older release");
        assert_eq!(zheng.get("/ops/rules").await.status(), 403);
        assert_eq!(zheng.get("/ops/jobs").await.status(), 200);
        for _ in 0..2 {
            duty::follow::follow(&app.app, duty::kinds()).await.expect("it follows");
        }
        assert_eq!(zheng.get("/ops/rules").await.status(), 200);
        assert_eq!(zheng.get("/ops/jobs").await.status(), 403);
        let counted: (i64,) = app
            .app
            .db
            .read("grants", |tx| Ok(tx.one(sql!("sql/follows.sql"), params!["duty.follow"])?))
            .await
            .expect("the log");
        assert_eq!(counted.0, 1, "the second time there is nothing to do");
    })
    .await;
}
