//! The service worker and what it keeps: public, nobody's, and switched off by a word of the operator.

use platform::app::Site;
use testkit::{Reply, TestApp};

use crate::auth::{each_app, people, person};

/// The worker's paths: the offline pages and the files, as its script lists them.
fn kept(script: &Reply) -> (Vec<String>, Vec<String>) {
    let text = script.text();
    let after = |name: &str| {
        let start = text.find(&format!("const {name} = ")).unwrap() + name.len() + 9;
        text[start..].split(";\n").next().unwrap().to_owned()
    };
    (
        serde_json::from_str(&after("OFFLINE")).unwrap(),
        serde_json::from_str(&after("SHELL")).unwrap(),
    )
}

#[tokio::test]
async fn the_worker_stands_at_the_root_and_is_asked_for_anew() {
    each_app(async |app: TestApp| {
        let script = app.anonymous().get("/sw.js").await;
        assert_eq!(script.status(), 200);
        assert_eq!(
            script.header("content-type"),
            Some("text/javascript; charset=utf-8")
        );
        assert_eq!(script.header("cache-control"), Some("no-cache"));
        let policy = script.header("content-security-policy").unwrap();
        assert!(policy.contains("worker-src 'self'"), "{policy}");
        assert!(
            script.text().lines().count() < 120,
            "small enough to be proven"
        );
    })
    .await;
}

#[tokio::test]
async fn everything_kept_is_there_for_everybody_and_names_nobody() {
    each_app(async |app: TestApp| {
        people(&app, 1).await;
        let mut stranger = app.anonymous();
        // Asked by somebody signed in, as in life; fetched by the worker as nobody.
        let mut member = app.signed_in(person(0)).await;
        let (pages, files) = kept(&member.get("/sw.js").await);
        assert!(files.len() > 10, "{files:?}");
        for path in &files {
            let file = stranger.get(path).await;
            assert_eq!(file.status(), 200, "{path}");
            let keep = file.header("cache-control").unwrap();
            assert!(keep.starts_with("public, max-age="), "{path}: {keep}");
            assert_eq!(file.header("set-cookie"), None, "{path}");
        }
        for part in [
            "/app.css",
            "/js/app.js",
            "/vendor/turbo.js",
            "/img/icons.svg",
        ] {
            assert!(files.iter().any(|path| path.ends_with(part)), "{part}");
        }
        assert!(!files.iter().any(|path| path.contains("/sitting/")));
        assert_eq!(pages.len(), 4, "two languages, two sizes");
        for path in &pages {
            let page = stranger.get(path).await;
            assert_eq!(page.status(), 200, "{path}");
            assert_eq!(page.header("cache-control"), Some("no-cache"), "{path}");
            assert_eq!(page.header("set-cookie"), None, "{path}");
            let seen = member.get(path).await.text();
            assert_eq!(page.text(), seen, "the same whoever asks");
            assert!(
                !seen.contains("method=\"post\""),
                "nothing can be sent: {path}"
            );
        }
        // Every other page of a person stays out of every cache.
        for path in ["/", "/me", "/study"] {
            let page = member.get(path).await;
            assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_offline_page_speaks_as_the_page_that_names_it() {
    each_app(async |app: TestApp| {
        let mut client = app.anonymous();
        let page = client.get("/sign-in").await.text();
        let meta = r#"<meta name="offline-shell" content="/offline?lang=zh-CN">"#;
        assert!(page.contains(meta), "{page}");
        client.set_cookie("language", "en");
        client.set_cookie("elder", "on");
        let page = client.get("/sign-in").await.text();
        assert!(
            page.contains("content=\"/offline?lang=en&#38;elder=on\""),
            "{page}"
        );

        let mut stranger = app.anonymous();
        let chinese = stranger.get("/offline?lang=zh-CN").await.text();
        let english = stranger.get("/offline?lang=en&elder=on").await.text();
        assert!(chinese.contains(r#"<html lang="zh-CN">"#) && chinese.contains("现在没有网络"));
        assert!(english.contains(r#"<html lang="en" class="elder">"#));
        assert!(english.contains("No network right now"));
    })
    .await;
}

#[tokio::test]
async fn other_words_are_another_cache() {
    let build = |script: Reply| script.text().lines().next().unwrap().to_owned();
    testkit::each_db(async |db| {
        let app = TestApp::new(db.clone(), vec![platform::auth::module()]);
        let here = build(app.anonymous().get("/sw.js").await);
        assert!(here.starts_with("const BUILD = \""), "{here}");
        assert_eq!(here, build(app.anonymous().get("/sw.js").await));
        let site = Site {
            name: "北山".to_owned(),
            ..Site::default()
        };
        let other = TestApp::of_site(db, vec![platform::auth::module()], site);
        let other = build(other.anonymous().get("/sw.js").await);
        assert_ne!(here, other, "its offline page has another name on it");
    })
    .await;
}

#[tokio::test]
async fn an_operator_takes_the_worker_back() {
    testkit::each_db(async |db| {
        let site = Site {
            offline_shell: false,
            ..Site::default()
        };
        let app = TestApp::of_site(db, vec![platform::auth::module()], site);
        let mut client = app.anonymous();
        let script = client.get("/sw.js").await;
        assert_eq!(script.status(), 200);
        assert_eq!(script.header("cache-control"), Some("no-cache"));
        let text = script.text();
        assert!(text.contains("registration.unregister()"), "{text}");
        assert!(!text.contains("\"fetch\""), "it answers nothing any more");
        let page = client.get("/sign-in").await.text();
        assert!(!page.contains("offline-shell"), "no page starts it again");
    })
    .await;
}
