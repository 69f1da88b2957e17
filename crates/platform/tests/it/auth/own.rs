use std::sync::Arc;

use platform::app::App;
use platform::error::Error;
use platform::i18n::Locale;
use platform::ids::PersonId;
use platform::module::{BoxFuture, Module, ProfileSource};

use super::{PASSWORD, each_app, people, person, sign_in};

struct Branch;

impl ProfileSource for Branch {
    fn lines<'a>(
        &'a self,
        _: &'a App,
        _: PersonId,
        _: Locale,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, Error>> {
        Box::pin(async {
            Ok(vec![("所在支部".to_owned(), "望江社区第三支部".to_owned())])
        })
    }
}

#[tokio::test]
async fn the_own_page_shows_the_name_and_what_the_rooms_know() {
    let modules = || {
        let room = Module {
            profile: vec![Arc::new(Branch)],
            ..Module::default()
        };
        vec![platform::auth::module(), room]
    };
    testkit::each_app(modules, async |app| {
        people(&app, 1).await;
        let page = app.signed_in(person(0)).await.get("/me").await.text();
        assert!(
            page.contains("王秀英0") && page.contains("望江社区第三支部"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn language_and_elder_mode_stay_with_the_account() {
    each_app(async |app| {
        people(&app, 1).await;
        let mut client = app.signed_in(person(0)).await;
        let back = client
            .post("/preferences/elder", &[("elder", "on"), ("back", "/me")])
            .await;
        assert_eq!(back.location(), "/me");
        client
            .post(
                "/preferences/language",
                &[("language", "en"), ("back", "//evil.example")],
            )
            .await;
        let page = app.signed_in(person(0)).await.get("/me").await.text();
        assert!(
            page.contains("<html lang=\"en\" class=\"elder\">"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_without_an_account_chooses_by_cookie() {
    each_app(async |app| {
        let mut client = app.anonymous();
        client.post("/preferences/elder", &[("elder", "on")]).await;
        client
            .post("/preferences/language", &[("language", "en")])
            .await;
        let page = client.get("/sign-in").await.text();
        assert!(
            page.contains("<html lang=\"en\" class=\"elder\">"),
            "{page}"
        );
        assert_eq!(
            client
                .post("/preferences/language", &[("language", "xx")])
                .await
                .status(),
            400
        );
    })
    .await;
}

#[tokio::test]
async fn changing_the_password_ends_every_other_session() {
    each_app(async |app| {
        people(&app, 1).await;
        let (mut here, mut there) = (app.anonymous(), app.anonymous());
        sign_in(&mut here, "account0").await;
        sign_in(&mut there, "account0").await;
        let new = [
            ("current", "falsch"),
            ("password", "280417"),
            ("again", "280417"),
        ];
        assert_eq!(here.post("/me/password", &new).await.status(), 422);
        let new = [
            ("current", PASSWORD),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        assert_eq!(
            here.post("/me/password", &new).await.status(),
            422,
            "the same again is none"
        );
        let new = [
            ("current", PASSWORD),
            ("password", "280417"),
            ("again", "280417"),
        ];
        assert_eq!(here.post("/me/password", &new).await.status(), 303);
        assert_eq!(here.get("/me").await.status(), 200);
        assert_eq!(there.get("/me").await.status(), 303);
        let fields = [("login", "account0"), ("password", "280417")];
        assert_eq!(there.post("/sign-in", &fields).await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn about_says_who_answers_and_what_is_not_done() {
    each_app(async |app| {
        let page = app.anonymous().get("/about").await;
        assert_eq!(page.status(), 200);
        let text = page.text();
        for words in ["主办单位", "备案编号", "不给人打分", "/about/complaint"] {
            assert!(text.contains(words), "{words}");
        }
    })
    .await;
}
