//! Trust V2: what residents and outside units write is opened by staff. Every string of the corpus
//! goes through every field, and on no page does it stand as markup.

use testkit::{Client, each_app};

use crate::{Cast, cast, first, key, rooms, spot};

const CORPUS: &str = include_str!("../../../../testdata/xss/corpus.txt");

fn strings() -> Vec<&'static str> {
    let lines = CORPUS.lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// Markup that only a resident could have brought: none of our pages has any of these.
const FOREIGN: [&str; 12] = [
    "<script>alert",
    "<img",
    "<iframe",
    "<object",
    "<embed",
    "<base",
    "<meta http",
    "<svg onload",
    "<math",
    "<video",
    "<audio",
    "<marquee",
];

async fn stays_words(client: &mut Client, path: &str) {
    let page = client.get(path).await.text();
    for foreign in FOREIGN {
        assert!(
            !page.to_lowercase().contains(foreign),
            "{foreign} on {path}"
        );
    }
}

#[tokio::test]
async fn whatever_residents_write_stays_words() {
    let strings = strings();
    assert!(strings.len() >= 300, "{} strings only", strings.len());
    each_app(rooms, async |app| {
        let Cast { city, mut own, .. } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        // All of the corpus in a few long requests, and the shorter ones in the short fields.
        for (n, some) in strings.chunks(60).enumerate() {
            let words: String = some.join("\n").chars().take(1_990).collect();
            let place: String = some[n % some.len()].chars().take(118).collect();
            let mut resident = app.anonymous();
            let page = resident.get(&format!("/r/new?spot={spot}")).await.text();
            let fields = [
                ("key", key(&page)),
                ("spot", spot.clone()),
                ("topic", "other".to_owned()),
                ("advised", "1".to_owned()),
                ("words", words),
                ("place", place),
            ];
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let check = resident.post("/r/new", &fields).await.text();
            let sent = resident.post("/r/sent", &fields).await;
            assert_eq!(sent.status(), 200, "{}", sent.text());
            for foreign in FOREIGN {
                assert!(
                    !check.to_lowercase().contains(foreign),
                    "{foreign} on the check page"
                );
            }
            let code = crate::code_of(&sent.text());
            let followed = resident.post("/r/track", &[("code", &code)]).await.text();
            assert!(!followed.contains("<script>alert") && !followed.contains("<img"));
            let request = first(&mut own).await;
            stays_words(&mut own, "/staff/requests").await;
            stays_words(&mut own, &request).await;
            outside(&app, &mut own, &request, some).await;
            own.post(
                &format!("{request}/answer"),
                &[(
                    "answer",
                    &some.join(" ").chars().take(1_900).collect::<String>(),
                )],
            )
            .await;
            let said: String = some.join(" ").chars().take(490).collect();
            let verdict = [
                ("code", code.as_str()),
                ("verdict", "solved"),
                ("said", said.as_str()),
            ];
            assert_eq!(resident.post("/r/verdict", &verdict).await.status(), 200);
            stays_words(&mut own, &request).await;
        }
        for one in strings.iter().step_by(7) {
            let search: String = one.chars().take(30).collect();
            let query: String = search.bytes().map(|b| format!("%{b:02x}")).collect();
            stays_words(&mut app.anonymous(), &format!("/r?q={query}")).await;
            let phone = [("code", *one)];
            let page = app.anonymous().post("/r/track", &phone).await.text();
            assert!(
                !page.contains("<script>alert") && !page.contains("<img"),
                "{one}"
            );
        }
    })
    .await;
}

/// An outside unit answers with the same strings.
async fn outside(app: &testkit::TestApp, own: &mut Client, request: &str, some: &[&str]) {
    let order = [
        (
            "given_to",
            some[0].get(..some[0].len().min(40)).unwrap_or("供电所"),
        ),
        ("order", some[1]),
    ];
    let sent = own.post(&format!("{request}/orders"), &order).await;
    assert_eq!(sent.status(), 200, "{}", sent.text());
    let door = format!("/w/{}", crate::between(&sent.text(), "/w/", "<"));
    let mut outside = app.anonymous();
    stays_words(&mut outside, &door).await;
    let reply: String = some.join("\n").chars().take(1_900).collect();
    let by: String = some[2].chars().take(100).collect();
    let replied = outside
        .post(&door, &[("reply", &reply), ("reply_by", &by)])
        .await;
    assert_eq!(replied.status(), 200, "{}", replied.text());
    stays_words(own, &format!("{request}/orders/1")).await;
}
