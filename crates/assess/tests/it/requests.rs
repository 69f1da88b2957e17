//! Whole requests: the journey with the script's calls, the journey by plain forms, and what may
//! not leave the server before the end.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Client, Reply, TestApp, each_app};

use crate::world::{CANARY, Setup, World};

fn rooms() -> Vec<platform::module::Module> {
    vec![assess::module()]
}

async fn city(app: &TestApp) -> (World, Client) {
    let world = World::of(app, Setup::default()).await;
    let client = app.signed_in(world.people[0]).await;
    (world, client)
}

async fn fetch(client: &mut Client, path: &str, body: Value) -> Reply {
    client.fetch(Method::POST, path, &body).await
}

/// Starts as the script does; gives the sitting's address and what start answered.
async fn begin(world: &World, client: &mut Client) -> (String, Value) {
    let started = fetch(client, &format!("/tests/{}/sitting", world.test), json!({})).await;
    assert_eq!(started.status(), 200, "{}", started.text());
    let said = started.json();
    (format!("/sittings/{}", said["sitting"]), said)
}

#[tokio::test]
async fn the_script_starts_saves_and_submits() {
    each_app(rooms, async |app| {
        let (world, mut client) = city(&app).await;
        let (sitting, said) = begin(&world, &mut client).await;
        assert_eq!(begin(&world, &mut client).await.1["order"], said["order"]);
        let paper = client
            .get(said["paper"].as_str().expect("an address"))
            .await;
        assert_eq!(
            paper.header("cache-control"),
            Some("private, max-age=31536000, immutable")
        );
        assert_eq!(paper.json().as_array().map(Vec::len), Some(5));
        let items = json!([{"q": 1, "seq": 1, "value": 1}, {"q": 4, "seq": 2, "value": 5}]);
        let body = json!({"client": 77, "items": items});
        let saved = fetch(&mut client, &format!("{sitting}/answers"), body.clone()).await;
        assert_eq!(saved.status(), 200, "{}", saved.text());
        let number = saved.json()["items"][0]["receipt"]
            .as_str()
            .expect("a receipt")
            .to_owned();
        let again = fetch(&mut client, &format!("{sitting}/answers"), body).await;
        assert_eq!(again.json()["items"], saved.json()["items"]);
        let other = json!({"client": 77, "items": [{"q": 1, "seq": 1, "value": 2}]});
        assert_eq!(
            fetch(&mut client, &format!("{sitting}/answers"), other)
                .await
                .status(),
            409
        );
        let state = client.get(&format!("{sitting}/state")).await.json();
        let counts = json!({"1": {"seq": 1, "value": 1}, "4": {"seq": 2, "value": 5}});
        assert_eq!(
            (&state["answers"], &state["top"], &state["due"]),
            (&counts, &json!(2), &said["due"])
        );
        assert_eq!(
            (&state["ended"], &state["devices"]),
            (&json!(false), &json!(false))
        );
        let page = client.get(&sitting).await;
        assert!(page.text().contains("exam-sitting"), "{}", page.text());
        let done = fetch(&mut client, &format!("{sitting}/submission"), json!({})).await;
        assert_eq!(done.status(), 200);
        let receipt = client
            .get(done.json()["next"].as_str().expect("a page"))
            .await
            .text();
        assert!(receipt.contains(&number));
        assert!(receipt.contains(done.json()["receipt"].as_str().expect("a number")));
        let proofs = client.get(&format!("{sitting}/receipts.json")).await.json();
        assert_eq!(proofs["answers"].as_array().map(Vec::len), Some(2));
        assert_eq!(proofs["submission"]["number"], done.json()["receipt"]);
        assert_eq!(
            client.get(&format!("{sitting}/state")).await.json()["ended"],
            json!(true)
        );
    })
    .await;
}

/// What a second device wrote, and a test closed early, are learnt by asking how it stands.
#[tokio::test]
async fn the_page_learns_what_happened_elsewhere() {
    each_app(rooms, async |app| {
        let (world, mut client) = city(&app).await;
        let (sitting, said) = begin(&world, &mut client).await;
        let (answers, state) = (format!("{sitting}/answers"), format!("{sitting}/state"));
        let mut phone = app.signed_in(world.people[0]).await;
        for (client, body) in [
            (&mut client, json!({"client": 1, "items": [{"q": 1, "seq": 1, "value": 1}, {"q": 2, "seq": 2, "value": 2}]})),
            (&mut phone, json!({"client": 2, "items": [{"q": 1, "seq": 3, "value": 4}]})),
        ] {
            let saved = fetch(client, &answers, body).await;
            assert_eq!(saved.json()["due"], said["due"], "{}", saved.text());
        }
        let stands = client.get(&state).await.json();
        let newest = json!({"1": {"seq": 3, "value": 4}, "2": {"seq": 2, "value": 2}});
        assert_eq!((&stands["answers"], &stands["top"]), (&newest, &json!(3)));
        assert_eq!(stands["devices"], json!(true));

        app.app.clock.advance(Duration::from_secs(60));
        let closed = assess::test::close::close(&world.assess, world.author(), world.test);
        let closed = closed.await.expect("closed");
        assert_eq!(client.get(&state).await.json()["due"], json!(closed.0));
        app.app.clock.advance(Duration::from_secs(30));
        assess::sitting::closer::sweep(&world.assess).await.expect("a slice");
        assert_eq!(client.get(&state).await.json()["ended"], json!(true));
    })
    .await;
}

/// A password for staff duties that is no longer fit asks for a new one everywhere but in a test
/// that has begun.
#[tokio::test]
async fn a_password_that_ran_out_interrupts_no_test() {
    each_app(rooms, async |app| {
        let (world, mut client) = city(&app).await;
        let (sitting, said) = begin(&world, &mut client).await;
        let person = world.people[0];
        let permitted = world.db.write("permit", move |tx| {
            crate::world::permit(tx, person, &["tests.read"], "0001")
        });
        permitted.await.expect("permitted");
        let unfit = "UPDATE account SET password_kind = 'pin'";
        world.db.script(unfit.to_owned()).await.expect("unfit");
        let mut client = app.signed_in(person).await;
        assert_eq!(client.get("/tests").await.location(), "/me/password");
        assert_eq!(client.get(&sitting).await.status(), 200);
        let paper = said["paper"].as_str().expect("an address");
        assert_eq!(client.get(paper).await.status(), 200);
        let body = json!({"client": 1, "items": [{"q": 1, "seq": 1, "value": 1}]});
        let saved = fetch(&mut client, &format!("{sitting}/answers"), body).await;
        assert_eq!(saved.status(), 200, "{}", saved.text());
        let done = fetch(&mut client, &format!("{sitting}/submission"), json!({})).await;
        assert_eq!(done.status(), 200);
    })
    .await;
}

/// What a phone kept of another paper, or of this one until it was too late.
#[tokio::test]
async fn leftovers_are_kept_or_refused_and_told() {
    each_app(rooms, async |app| {
        let (world, mut client) = city(&app).await;
        let (sitting, said) = begin(&world, &mut client).await;
        let answers = format!("{sitting}/answers");
        let hash = said["paper"]
            .as_str()
            .and_then(|address| address.rsplit('/').next());
        let mut body =
            json!({"client": 1, "paper": hash, "items": [{"q": 1, "seq": 1, "value": 1}]});
        assert_eq!(
            fetch(&mut client, &answers, body.clone()).await.status(),
            200
        );
        fetch(&mut client, &format!("{sitting}/submission"), json!({})).await;
        app.app.clock.advance(Duration::from_millis(1));
        body["items"] = json!([{"q": 2, "seq": 2, "value": 1}]);
        let late = fetch(&mut client, &answers, body.clone()).await.json();
        assert_eq!(
            (&late["items"][0]["late"], &late["ended"]),
            (&json!(true), &json!(true))
        );
        let page = client.get(&format!("{sitting}/receipt")).await.text();
        assert!(page.contains("有 1 次选择到得太晚"), "{page}");
        body["paper"] = json!("another");
        assert_eq!(fetch(&mut client, &answers, body).await.status(), 400);
    })
    .await;
}

#[tokio::test]
async fn plain_forms_do_it_too() {
    each_app(rooms, async |app| {
        let (world, mut client) = city(&app).await;
        let intro = client.get(&format!("/tests/{}", world.test)).await;
        assert!(intro.text().contains("学习测试"));
        let sitting = client
            .post(&format!("/tests/{}/sitting", world.test), &[])
            .await;
        let sitting = sitting.location().to_owned();
        for place in 1..=5 {
            let page = client.get(&format!("{sitting}?n={place}")).await.text();
            let question = field(&page, "name=\"q\" value=\"");
            let n = place.to_string();
            let choice = if question == "4" { "4" } else { "1" };
            let mut fields = vec![
                ("q", question.as_str()),
                ("n", &n),
                ("choice", choice),
                ("go", "next"),
            ];
            if question == "4" {
                fields.push(("choice", "1"));
            }
            let next = client.post(&format!("{sitting}/answer"), &fields).await;
            let expected = if place == 5 {
                format!("{sitting}/check")
            } else {
                format!("{sitting}?n={}", place + 1)
            };
            assert_eq!(next.location(), expected);
            let shown = client.get(next.location()).await.text();
            assert!(
                shown.contains("已保存 09:30:00</span> · <span>回执 "),
                "the next page says so: {shown}"
            );
        }
        let page = client.get(&format!("{sitting}/check")).await.text();
        assert!(page.contains("每道题都答了"));
        let done = client.post(&format!("{sitting}/submission"), &[]).await;
        assert_eq!(client.get(done.location()).await.status(), 200);
        // Going back to the paper leads to the receipts.
        assert_eq!(
            client.get(&sitting).await.location(),
            format!("{sitting}/receipt")
        );
        app.app.clock.advance(Duration::from_secs(2 * 3600));
        let result = client.get(&format!("{sitting}/result")).await.text();
        assert!(result.contains("8 分（满分 10）"), "{result}");
        assert_eq!(
            result.matches(CANARY).count(),
            1,
            "one wrong answer, one explanation"
        );
    })
    .await;
}

/// The text between a mark and the next quote.
fn field(page: &str, mark: &str) -> String {
    let rest = page.split(mark).nth(1).expect("the mark is on the page");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn strangers_find_nothing() {
    each_app(rooms, async |app| {
        let (world, mut client) = city(&app).await;
        let (sitting, said) = begin(&world, &mut client).await;
        let paper = said["paper"].as_str().expect("an address").to_owned();
        let mut other = app.signed_in(world.people[1]).await;
        let mut outsider = app.signed_in(world.outsider).await;
        let mut nobody = app.anonymous();
        for path in [
            "",
            "/state",
            "/check",
            "/receipt",
            "/receipts.json",
            "/result",
        ] {
            let path = format!("{sitting}{path}");
            assert_eq!(other.get(&path).await.status(), 404, "{path}");
            assert_eq!(nobody.get(&path).await.status(), 303, "{path}");
        }
        let save = json!({"client": 7, "items": [{"q": 1, "seq": 1, "value": 1}]});
        assert_eq!(
            fetch(&mut other, &format!("{sitting}/answers"), save.clone())
                .await
                .status(),
            404
        );
        assert_eq!(
            fetch(&mut other, &format!("{sitting}/submission"), json!({}))
                .await
                .status(),
            404
        );
        assert_eq!(
            fetch(&mut nobody, &format!("{sitting}/answers"), save)
                .await
                .status(),
            401
        );
        assert_eq!(outsider.get(&paper).await.status(), 404);
        assert_eq!(
            outsider
                .get(&format!("/tests/{}", world.test))
                .await
                .status(),
            404
        );
        assert_eq!(
            other.get(&paper).await.status(),
            200,
            "meant, and it is open"
        );
        app.app.clock.advance(Duration::from_secs(2 * 3600));
        assert_eq!(
            other.get(&paper).await.status(),
            404,
            "it has ended and was not begun"
        );
        assert_eq!(client.get(&paper).await.status(), 200);
    })
    .await;
}

#[tokio::test]
async fn nonsense_is_refused_in_words() {
    each_app(rooms, async |app| {
        let (world, mut client) = city(&app).await;
        let (sitting, _) = begin(&world, &mut client).await;
        let path = format!("{sitting}/answers");
        for body in [
            json!({}),
            json!({"client": 1, "items": [], "score": 100}),
            json!({"client": 1, "items": [{"q": 1, "seq": 1, "value": 1, "late": false}]}),
            json!({"client": 1, "items": [{"q": 99, "seq": 1, "value": 1}]}),
            json!({"client": 1.5, "items": [{"q": 1, "seq": 1, "value": 1}]}),
        ] {
            let refused = fetch(&mut client, &path, body.clone()).await;
            assert_eq!(refused.status(), 400, "{body}");
            assert_eq!(
                refused.header("content-type"),
                Some("application/problem+json")
            );
        }
        let huge = vec![b' '; 70_000];
        let refused = client
            .send(Method::POST, &path, Some("application/json"), huge)
            .await;
        assert_eq!(refused.status(), 400);
    })
    .await;
}

/// Everything a member can ask for before the end, searched for the canary that stands in every
/// explanation, and compared between two papers that differ in nothing but their keys.
#[tokio::test]
async fn no_key_leaves_before_the_end() {
    each_app(rooms, async |app| {
        let (world, mut client) = city(&app).await;
        let (sitting, said) = begin(&world, &mut client).await;
        let body = json!({"client": 7, "items": [{"q": 2, "seq": 1, "value": 2}]});
        let mut seen: Vec<Reply> = vec![
            fetch(&mut client, &format!("{sitting}/answers"), body).await,
            client.get(&format!("/tests/{}", world.test)).await,
            client.get("/tests").await,
            client.get("/").await,
            client
                .get(said["paper"].as_str().expect("an address"))
                .await,
        ];
        let pages = [
            "",
            "?n=2",
            "/state",
            "/check",
            "/receipt",
            "/receipts.json",
            "/result",
        ];
        for path in pages {
            seen.push(client.get(&format!("{sitting}{path}")).await);
        }
        seen.push(fetch(&mut client, &format!("{sitting}/submission"), json!({})).await);
        for path in pages {
            seen.push(client.get(&format!("{sitting}{path}")).await);
        }
        // To the last moment at which an answer could count.
        app.app.clock.advance(Duration::from_secs(3_600 + 3));
        for path in pages {
            seen.push(client.get(&format!("{sitting}{path}")).await);
        }
        for reply in &seen {
            assert!(reply.status() < 400, "{}: {}", reply.status(), reply.text());
            let text = reply.text();
            for secret in [CANARY, "is-right", "explanation", "\"answer\"", "\"key\""] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
        // One millisecond later it is there: the search above can find what it looks for.
        app.app.clock.advance(Duration::from_millis(1));
        let result = client.get(&format!("{sitting}/result")).await.text();
        assert!(result.contains(CANARY) && result.contains("is-right"));
    })
    .await;
}

#[tokio::test]
async fn what_speaks_json_is_described() {
    each_app(rooms, async |app| {
        let api = app.anonymous().get("/api/v1/openapi.json").await.json();
        let described: Vec<&String> = api["paths"].as_object().expect("paths").keys().collect();
        for (method, path) in [
            ("post", "/tests/{test}/sitting"),
            ("get", "/tests/{test}/paper/{hash}"),
            ("post", "/sittings/{sitting}/answers"),
            ("get", "/sittings/{sitting}/state"),
            ("post", "/sittings/{sitting}/submission"),
            ("get", "/sittings/{sitting}/receipts.json"),
            ("get", "/healthz"),
        ] {
            assert!(
                !api["paths"][path][method].is_null(),
                "{path} of {described:?}"
            );
        }
        for path in described {
            assert!(
                app.routes.iter().any(|route| route.path == path),
                "{path} is no route"
            );
        }
        let answer = &api["components"]["schemas"]["SaveAnswer"]["properties"];
        assert!(!answer["items"].is_null(), "{answer}");
    })
    .await;
}
