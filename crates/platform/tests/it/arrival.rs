//! When a request has arrived, whether the process is ready, and what a handler's panic is.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, header};
use futures_util::StreamExt as _;
use platform::app::App;
use platform::db::{Engine, Sql};
use platform::module::Module;
use platform::params;
use platform::web::{Access, Answer, Cx, Routes, respond};
use testkit::{each_app, until};
use tower::ServiceExt as _;

/// Tells when its request arrived.
async fn tell(cx: Cx, _: Bytes) -> Answer {
    respond::json(&cx.arrived().0)
}

async fn breaks(_: Cx) -> Answer {
    panic!("on purpose")
}

fn rooms() -> Vec<Module> {
    vec![Module {
        name: "arrival",
        routes: Routes::new().post("/tell", Access::Public, tell).get(
            "/breaks",
            Access::Public,
            breaks,
        ),
        ..Module::default()
    }]
}

/// A body whose last bytes come ten seconds after its first.
fn slow(app: &App) -> Body {
    let clock = app.clock.clone();
    let parts = futures_util::stream::iter(0..2).map(move |part| {
        if part == 1 {
            clock.advance(Duration::from_secs(10));
        }
        Ok::<_, std::io::Error>(Bytes::from_static(b"half"))
    });
    Body::from_stream(parts)
}

fn posted(body: Body, length: Option<usize>) -> Request<Body> {
    let mut request = Request::post("/tell").body(body).unwrap();
    request
        .headers_mut()
        .insert("sec-fetch-site", "same-origin".parse().unwrap());
    if let Some(length) = length {
        request
            .headers_mut()
            .insert(header::CONTENT_LENGTH, length.into());
    }
    request
}

async fn told(router: axum::Router<()>, request: Request<Body>) -> i64 {
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    let body = to_bytes(answer.into_body(), 100).await.unwrap();
    String::from_utf8_lossy(&body).parse().unwrap()
}

#[tokio::test]
async fn a_body_has_arrived_with_its_last_byte() {
    each_app(rooms, async |test| {
        let app = &test.app;
        for length in [Some(8), None] {
            let before = app.clock.now();
            let at = told(test.router(), posted(slow(app), length)).await;
            assert_eq!(at, before.plus_ms(10_000).0, "{length:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_the_request_waits_for_makes_it_no_later() {
    static WAITING: Sql = Sql::new(
        "SELECT COUNT(*) FROM pg_locks WHERE relation = CAST('session' AS REGCLASS) AND NOT granted",
    );
    static LOCK: Sql = Sql::new("LOCK TABLE session IN ACCESS EXCLUSIVE MODE");
    each_app(rooms, async |test| {
        let app = &test.app;
        // On SQLite a reader waits for nobody.
        if app.db.engine() == Engine::Sqlite {
            return;
        }
        let before = app.clock.now();
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        let receiver = std::sync::Mutex::new(receiver);
        let (db, held) = (
            app.db.clone(),
            std::sync::Arc::new(tokio::sync::Notify::new()),
        );
        let holds = std::sync::Arc::clone(&held);
        let holding = tokio::spawn(async move {
            db.bulk("holds", move |tx| {
                tx.exec(&LOCK, params![])?;
                holds.notify_one();
                receiver.lock().unwrap().recv().unwrap();
                Ok(())
            })
            .await
        });
        held.notified().await;
        let mut request = posted(Body::from("answer"), Some(6));
        // A token of the right form, so that it is looked up.
        let ends = before.plus_days(1).0 / platform::clock::MINUTE_MS;
        let cookie = format!("{}={}.{ends}", platform::auth::COOKIE, "0".repeat(43));
        request
            .headers_mut()
            .insert(header::COOKIE, cookie.parse().unwrap());
        let asking = tokio::spawn(told(test.router(), request));
        until(async || {
            let waiting: Result<(i64,), _> = app
                .db
                .write("waiting", |tx| Ok(tx.one(&WAITING, params![])?))
                .await;
            waiting.unwrap().0 > 0
        })
        .await;
        app.clock.advance(Duration::from_secs(3));
        sender.send(()).unwrap();
        assert_eq!(asking.await.unwrap(), before.0);
        holding.await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn whether_it_is_ready_is_said_in_a_word() {
    each_app(rooms, async |test| {
        let (app, mut probe) = (&test.app, test.anonymous());
        assert_eq!(probe.get("/readyz").await.text(), "ready\n");
        // An hour either way is a step: it is not followed, and nobody is sent here.
        let now = app.clock.now();
        for hour in [3_600_000, -3_600_000] {
            app.clock.follow(now.plus_ms(hour));
            let answer = probe.get("/readyz").await;
            assert_eq!(
                (answer.status(), answer.text()),
                (503, "clock\n".to_owned())
            );
            assert_eq!(app.clock.now(), now);
        }
        app.clock.follow(now.plus_ms(1_500));
        assert_eq!(probe.get("/readyz").await.text(), "ready\n");
        app.draining.store(true, Ordering::Relaxed);
        let answer = probe.get("/readyz").await;
        assert_eq!(
            (answer.status(), answer.text()),
            (503, "draining\n".to_owned())
        );
        assert_eq!(
            probe.get("/healthz").await.status(),
            200,
            "it lives all the same"
        );
    })
    .await;
}

#[tokio::test]
async fn the_clock_of_the_database_is_near() {
    each_app(rooms, async |test| {
        let told = test.app.db.time().await.unwrap();
        let clock = platform::clock::Clock::system();
        assert!(clock.follow(told).abs() < platform::clock::SKEW_MS && !clock.is_off());
    })
    .await;
}

#[tokio::test]
async fn a_handler_that_panics_is_an_error_page() {
    each_app(rooms, async |test| {
        let mut anybody = test.anonymous();
        let page = anybody.get("/breaks").await;
        assert_eq!(page.status(), 500);
        assert!(page.text().contains("出了点问题"), "{}", page.text());
        assert_eq!(anybody.get("/healthz").await.status(), 200);
    })
    .await;
}
