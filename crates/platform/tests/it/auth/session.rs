use std::time::Duration;

use platform::auth::COOKIE;
use platform::clock::Monotonic;
use testkit::{TestApp, until};

use super::{PASSWORD, each_app, grant, people, person, sign_in};

#[tokio::test]
async fn the_token_is_a_new_one_after_signing_in_and_the_old_one_is_dead() {
    each_app(async |app| {
        people(&app, 1).await;
        let mut client = app.anonymous();
        client.set_cookie(COOKIE, "planted.99999999");
        sign_in(&mut client, "account0").await;
        let first = client.cookie(COOKIE).unwrap().to_owned();
        assert_ne!(first, "planted.99999999");

        sign_in(&mut client, "account0").await;
        assert_ne!(client.cookie(COOKIE).unwrap(), first);
        let mut thief = app.anonymous();
        thief.set_cookie(COOKIE, &first);
        assert_eq!(thief.get("/").await.location(), "/sign-in?back=%2F");
    })
    .await;
}

#[tokio::test]
async fn a_token_is_dead_after_signing_out() {
    each_app(async |app| {
        people(&app, 1).await;
        let mut client = app.anonymous();
        sign_in(&mut client, "account0").await;
        let token = client.cookie(COOKIE).unwrap().to_owned();
        assert_eq!(client.post("/sign-out", &[]).await.location(), "/sign-in");
        assert_eq!(client.cookie(COOKIE), None);
        let mut thief = app.anonymous();
        thief.set_cookie(COOKIE, &token);
        assert_eq!(thief.get("/").await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn the_cookie_is_for_the_server_only() {
    each_app(async |app| {
        people(&app, 1).await;
        let reply = app
            .anonymous()
            .post("/sign-in", &[("login", "account0"), ("password", PASSWORD)])
            .await;
        let cookie = reply.header("set-cookie").unwrap();
        for part in [
            "touyan=",
            "Path=/",
            "HttpOnly",
            "SameSite=Lax",
            "Max-Age=15552000",
        ] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
    })
    .await;
}

#[tokio::test]
async fn ones_own_device_lasts_half_a_year_and_staff_half_a_day() {
    each_app(async |app| {
        people(&app, 2).await;
        grant(&app, person(1), "members.read").await;
        let (mut member, mut staff) = (app.anonymous(), app.anonymous());
        sign_in(&mut member, "account0").await;
        sign_in(&mut staff, "account1").await;
        app.app.clock.advance(Duration::from_secs(13 * 3_600));
        assert_eq!(member.get("/").await.status(), 200);
        assert_eq!(staff.get("/").await.status(), 303);
        app.app.clock.advance(Duration::from_secs(179 * 86_400));
        assert_eq!(member.get("/").await.status(), 200);
        app.app.clock.advance(Duration::from_secs(86_400));
        assert_eq!(member.get("/").await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn a_longer_end_cannot_be_written_into_a_token() {
    each_app(async |app| {
        people(&app, 1).await;
        let mut client = app.anonymous();
        sign_in(&mut client, "account0").await;
        let token = client.cookie(COOKIE).unwrap().to_owned();
        let (random, _) = token.split_once('.').unwrap();
        client.set_cookie(COOKIE, &format!("{random}.99999999"));
        assert_eq!(client.get("/").await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn a_duty_given_on_the_way_asks_for_a_fit_password_first() {
    each_app(async |app| {
        people(&app, 1).await;
        let mut client = app.anonymous();
        sign_in(&mut client, "account0").await;
        app.app
            .db
            .script("UPDATE account SET password_kind = 'pin'".to_owned())
            .await
            .unwrap();
        grant(&app, person(0), "audit.read").await;
        assert_eq!(client.get("/").await.location(), "/me/password");
        assert_eq!(client.get("/me/password").await.status(), 200);
        let weak = [
            ("current", PASSWORD),
            ("password", "280417"),
            ("again", "280417"),
        ];
        assert_eq!(client.post("/me/password", &weak).await.status(), 422);
        let strong = [
            ("current", PASSWORD),
            ("password", "Wangjiang#88"),
            ("again", "Wangjiang#88"),
        ];
        assert_eq!(client.post("/me/password", &strong).await.status(), 303);
        assert_eq!(client.get("/").await.status(), 200);
    })
    .await;
}

#[tokio::test]
async fn a_session_of_half_a_year_carries_new_duties_for_a_day_only() {
    each_app(async |app| {
        people(&app, 1).await;
        let mut client = app.anonymous();
        sign_in(&mut client, "account0").await;
        app.app.clock.advance(Duration::from_secs(3 * 86_400));
        grant(&app, person(0), "audit.read").await;
        assert_eq!(client.get("/").await.status(), 200);
        let asked = client.get("/ops/audit").await;
        assert_eq!(asked.location(), "/sign-in?work=1&back=%2Fops%2Faudit");
        assert_eq!(client.get(asked.location()).await.status(), 200);
        sign_in(&mut client, "account0").await;
        assert_eq!(client.get("/ops/audit").await.status(), 200);
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_and_all_at_once() {
    each_app(async |app| {
        people(&app, 2).await;
        let mut phone = app
            .anonymous()
            .with_header("user-agent", "Android MicroMessenger");
        let mut desk = app.anonymous().with_header("user-agent", "Windows Firefox");
        let mut other = app.anonymous();
        for (client, login) in [
            (&mut phone, "account0"),
            (&mut desk, "account0"),
            (&mut other, "account1"),
        ] {
            sign_in(client, login).await;
        }
        let page = phone.get("/me/sessions").await.text();
        assert!(page.contains("微信") && page.contains("Firefox"), "{page}");
        let ids: Vec<&str> = page
            .split("action=\"/me/sessions/")
            .skip(1)
            .filter_map(|rest| rest.split("/end\"").next())
            .filter(|id| id.len() == 32)
            .collect();
        assert_eq!(ids.len(), 1, "the current one is ended by signing out");
        assert_eq!(
            other
                .post(&format!("/me/sessions/{}/end", ids[0]), &[])
                .await
                .status(),
            404
        );
        assert_eq!(
            desk.get("/").await.status(),
            200,
            "another's session is out of reach"
        );
        assert_eq!(
            phone
                .post(&format!("/me/sessions/{}/end", ids[0]), &[])
                .await
                .status(),
            303
        );
        assert_eq!(desk.get("/").await.status(), 303);

        sign_in(&mut desk, "account0").await;
        assert_eq!(phone.post("/me/sessions/end", &[]).await.status(), 303);
        assert_eq!(desk.get("/").await.status(), 303);
        assert_eq!(phone.get("/").await.status(), 200);
        assert_eq!(other.get("/").await.status(), 200);
    })
    .await;
}

#[tokio::test]
async fn the_oldest_of_more_than_twenty_sessions_ends() {
    each_app(async |app| {
        people(&app, 1).await;
        let mut first = app.anonymous();
        sign_in(&mut first, "account0").await;
        app.app.clock.advance(Duration::from_secs(86_400));
        let mut second = app.anonymous();
        sign_in(&mut second, "account0").await;
        for _ in 0..18 {
            app.signed_in(person(0)).await;
        }
        assert_eq!(first.get("/").await.status(), 200, "the twentieth");
        app.signed_in(person(0)).await;
        platform::auth::forget(&app.app, person(0));
        assert_eq!(first.get("/").await.status(), 303);
        assert_eq!(second.get("/").await.status(), 200);
    })
    .await;
}

/// Two nodes on one database: what one ends, the other has forgotten long before it would have
/// looked the token up again.
#[tokio::test]
async fn a_session_ended_on_one_node_is_over_on_the_other() {
    each_app(async |app| {
        people(&app, 1).await;
        let other = TestApp::new(app.app.db.clone(), vec![platform::auth::module()]);
        for hook in platform::auth::module().started {
            hook(other.app.clone()).await.unwrap();
        }
        let mut here = app.anonymous();
        sign_in(&mut here, "account0").await;
        let mut there = other.anonymous();
        there.set_cookie(COOKIE, here.cookie(COOKIE).unwrap());
        assert_eq!(there.get("/me").await.status(), 200);

        here.post("/sign-out", &[]).await;
        let ended = Monotonic::now();
        until(async || there.clone().get("/me").await.status() == 303).await;
        assert!(
            !ended.older_than(Duration::from_secs(10)),
            "it was believed"
        );
    })
    .await;
}
