use std::time::Duration;

use platform::auth::setup_token;
use testkit::TestApp;

use super::{PASSWORD, each_app, people};

const FIELDS: [(&str, &str); 5] = [
    ("org", "中共云溪市委员会"),
    ("name", "赵敏"),
    ("login", "zhao.m"),
    ("password", PASSWORD),
    ("again", PASSWORD),
];

async fn token(app: &TestApp) -> Option<String> {
    setup_token(&app.app).await.unwrap()
}

#[tokio::test]
async fn a_fresh_city_has_no_account_and_lets_one_person_in_by_the_printed_link() {
    each_app(async |app| {
        let token = token(&app).await.expect("nobody is here yet");
        let door = format!("/setup/{token}");
        let mut first = app.anonymous();
        assert_eq!(first.get(&door).await.status(), 200);
        let reply = first.post(&door, &FIELDS).await;
        assert_eq!(reply.location(), "/staff", "{}", reply.text());
        assert_eq!(first.get("/me").await.status(), 200);
        assert_eq!(app.anonymous().post(&door, &FIELDS).await.status(), 404);
        assert_eq!(setup_token(&app.app).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn two_who_have_the_link_do_not_both_become_administrator() {
    each_app(async |app| {
        let door = format!("/setup/{}", token(&app).await.unwrap());
        let tries = (0..10).map(|_| {
            let (mut client, door) = (app.anonymous(), door.clone());
            async move { client.post(&door, &FIELDS).await.status() }
        });
        let answers = futures_util::future::join_all(tries).await;
        assert_eq!(
            answers.iter().filter(|status| **status == 303).count(),
            1,
            "{answers:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_link_is_good_for_half_an_hour_and_until_the_next_start() {
    each_app(async |app| {
        let (old, new) = (token(&app).await.unwrap(), token(&app).await.unwrap());
        assert_eq!(
            app.anonymous().get(&format!("/setup/{old}")).await.status(),
            404
        );
        assert_eq!(
            app.anonymous().get(&format!("/setup/{new}")).await.status(),
            200
        );
        app.app.clock.advance(Duration::from_secs(1_800));
        assert_eq!(
            app.anonymous()
                .post(&format!("/setup/{new}"), &FIELDS)
                .await
                .status(),
            404
        );
    })
    .await;
}

#[tokio::test]
async fn a_city_with_people_prints_no_link() {
    each_app(async |app| {
        people(&app, 1).await;
        assert_eq!(token(&app).await, None);
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_needs_a_fit_password() {
    each_app(async |app| {
        let door = format!("/setup/{}", token(&app).await.unwrap());
        let mut fields = FIELDS;
        (fields[3].1, fields[4].1) = ("zhaozhaozhao", "zhaozhaozhao");
        let reply = app.anonymous().post(&door, &fields).await;
        assert_eq!(reply.status(), 422);
        assert!(reply.text().contains("href=\"#f-password\""));
        (fields[3].1, fields[4].1) = (PASSWORD, "other");
        assert_eq!(app.anonymous().post(&door, &fields).await.status(), 422);
    })
    .await;
}
