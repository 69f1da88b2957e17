//! Duties give scope, and take it away at the next request.

use testkit::{City, each_app};

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
