use std::time::Duration;

use platform::db::Sql;

use crate::support::count;

use super::{PASSWORD, each_app, mobile, people, person, sign_in};

static MISSES: Sql = Sql::new("SELECT CAST(SUM(misses) AS BIGINT) FROM account");

#[tokio::test]
async fn one_signs_in_by_phone_or_by_account_name() {
    each_app(async |app| {
        people(&app, 1).await;
        for login in [
            mobile(0).as_str(),
            " 138 0000 0000 ",
            "account0",
            "Account0",
        ] {
            let mut client = app.anonymous();
            let reply = client
                .post(
                    "/sign-in",
                    &[
                        ("login", login),
                        ("password", PASSWORD),
                        ("back", "/me?x=1"),
                    ],
                )
                .await;
            assert_eq!(reply.status(), 303, "{login}");
            assert_eq!(reply.location(), "/me?x=1");
            assert_eq!(client.get("/").await.status(), 200);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    each_app(async |app| {
        people(&app, 1).await;
        let fields = [
            ("login", "account0"),
            ("password", PASSWORD),
            ("back", "//evil.example/"),
        ];
        let reply = app.anonymous().post("/sign-in", &fields).await;
        assert_eq!(reply.location(), "/");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_look_the_same() {
    each_app(async |app| {
        people(&app, 1).await;
        let mut client = app.anonymous();
        // Three misses, then half an hour, then on until both are closed, then past that.
        for attempt in 0..15 {
            if attempt == 3 || attempt == 10 {
                app.app.clock.advance(Duration::from_secs(31 * 60));
            }
            let fields = |login| [("login", login), ("password", "falsch-9876")];
            let known = client.post("/sign-in", &fields("account0")).await;
            let unknown = client.post("/sign-in", &fields("nobody-0")).await;
            assert_eq!(known.status(), 422);
            assert_eq!(unknown.status(), 422);
            let cut = |text: String| text.replace("account0", "").replace("nobody-0", "");
            assert_eq!(cut(known.text()), cut(unknown.text()), "attempt {attempt}");
            assert!(
                !known.text().contains("falsch-9876"),
                "a password never comes back"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn five_misses_close_an_account_for_half_an_hour() {
    each_app(async |app| {
        people(&app, 2).await;
        let mut client = app.anonymous();
        let right = [("login", "account0"), ("password", PASSWORD)];
        for _ in 0..5 {
            client
                .post("/sign-in", &[("login", "account0"), ("password", "falsch")])
                .await;
        }
        let closed = client.post("/sign-in", &right).await;
        assert_eq!(closed.status(), 422);
        assert!(
            closed.text().contains("10:00"),
            "says from when on: {}",
            closed.text()
        );
        sign_in(&mut app.anonymous(), "account1").await;

        app.app.clock.advance(Duration::from_secs(31 * 60));
        let miss = client
            .post("/sign-in", &[("login", "account0"), ("password", "falsch")])
            .await;
        assert!(
            miss.text().contains("还可以试 4 次"),
            "the count begins anew: {}",
            miss.text()
        );
        assert_eq!(client.post("/sign-in", &right).await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn guesses_sent_at_once_get_no_more_tries() {
    each_app(async |app| {
        people(&app, 1).await;
        let tries = (0..40).map(|_| {
            let mut client = app.anonymous();
            async move {
                client
                    .post("/sign-in", &[("login", "account0"), ("password", "falsch")])
                    .await
                    .status()
            }
        });
        let answers = futures_util::future::join_all(tries).await;
        assert!(
            answers.iter().all(|status| [422, 503].contains(status)),
            "{answers:?}"
        );
        // Those that came while five were on their way were not judged at all.
        let misses = count(&app.app.db, &MISSES).await;
        assert!((1..=5).contains(&misses), "{misses} guesses were judged");
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_said_by_field() {
    each_app(async |app| {
        let reply = app
            .anonymous()
            .post("/sign-in", &[("login", ""), ("password", "")])
            .await;
        assert_eq!(reply.status(), 422);
        let text = reply.text();
        assert!(text.contains("href=\"#f-login\""), "{text}");
        assert!(text.contains("href=\"#f-password\""), "{text}");
    })
    .await;
}

#[tokio::test]
async fn another_site_cannot_sign_anybody_in() {
    each_app(async |app| {
        people(&app, 1).await;
        let body = b"login=account0&password=Qingxi%232041".to_vec();
        let kind = Some("application/x-www-form-urlencoded");
        let mut client = app.anonymous();
        let ours = client
            .send(http::Method::POST, "/sign-in", kind, body.clone())
            .await;
        assert_eq!(ours.status(), 303);
        let foreign = app
            .anonymous()
            .with_header("sec-fetch-site", "cross-site")
            .send(http::Method::POST, "/sign-in", kind, body)
            .await;
        assert_eq!(foreign.status(), 400);
        assert_eq!(foreign.header("set-cookie"), None);
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_stays_out() {
    each_app(async |app| {
        people(&app, 2).await;
        let mut client = app.signed_in(person(0)).await;
        assert_eq!(client.get("/").await.status(), 200);
        platform::auth::account::disable(&app.app, person(0), person(1), "调离".to_owned())
            .await
            .unwrap();
        assert_eq!(client.get("/").await.location(), "/sign-in?back=%2F");
        let reply = app
            .anonymous()
            .post("/sign-in", &[("login", "account0"), ("password", PASSWORD)])
            .await;
        assert_eq!(reply.status(), 422);
        platform::auth::account::enable(&app.app, person(0), person(1), "调回".to_owned())
            .await
            .unwrap();
        sign_in(&mut app.anonymous(), "account0").await;
    })
    .await;
}

#[tokio::test]
async fn a_stranger_sends_no_more_than_a_form_holds() {
    each_app(async |app| {
        let long = "长".repeat(100 * 1024);
        for door in ["/sign-in", "/slip", "/about/complaint"] {
            let fields = [("login", "account0"), ("body", long.as_str())];
            let refused = app.anonymous().post(door, &fields).await;
            assert_eq!(refused.status(), 413, "{door}");
            assert!(
                refused.text().contains("一次最多 256 KB"),
                "{}",
                refused.text()
            );
        }
    })
    .await;
}
