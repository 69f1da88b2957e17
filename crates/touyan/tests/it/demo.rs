//! The sample city: the same for the same seed, whole, and alive for those the cards show.

use std::sync::Mutex;

use platform::app::App;
use platform::i18n::Locale;
use platform::{params, sql};
use testkit::{TestApp, each_app};
use touyan::demo::cards::SampleMark;
use touyan::demo::{Wanted, make};

const MEMBERS: usize = 300;

/// A city of a seed.
pub async fn city(app: &App, seed: u64) -> SampleMark {
    let wanted = Wanted {
        members: MEMBERS,
        seed,
        password: "Yunxi-2026-demo".to_owned(),
    };
    make(app, &wanted).await.unwrap()
}

/// How many rows the city has of what its history writes, and what they add up to.
async fn counts(app: &App) -> Vec<i64> {
    app.db
        .read("counts", |tx| {
            let statements = [
                sql!("sql/count_members.sql"),
                sql!("sql/count_sittings.sql"),
                sql!("sql/sum_marks.sql"),
                sql!("sql/count_finishes.sql"),
                sql!("sql/count_records.sql"),
                sql!("sql/sum_tallies.sql"),
            ];
            let mut counts = Vec::new();
            for statement in statements {
                counts.push(tx.one::<(i64,)>(statement, params![])?.0);
            }
            Ok(counts)
        })
        .await
        .unwrap()
}

/// What Today says is due for somebody a card shows.
pub async fn due(app: &App, mark: &SampleMark, card: &str) -> Vec<String> {
    let person = mark
        .accounts
        .iter()
        .find(|one| one.kind == card)
        .unwrap()
        .person;
    let mut due = Vec::new();
    for source in &app.registry.today {
        let items = source.items(app, person, Locale::ZhCn).await.unwrap();
        due.extend(
            items
                .into_iter()
                .filter(|item| item.due)
                .map(|item| item.title),
        );
    }
    due
}

#[tokio::test]
async fn a_small_city_is_whole_alive_and_the_same_on_both_engines() {
    let seen = Mutex::new(Vec::new());
    each_app(touyan::wire::modules, async |test: TestApp| {
        let app = &test.app;
        let mark = city(app, 7).await;
        assert!(mark.members >= MEMBERS);
        let found = platform::backup::verify(&app.db, &app.files, None, &[])
            .await
            .unwrap();
        assert!(found.holds(), "{found:?}");
        for (card, wanted) in [
            ("member", "农村党员法律知识测试（第二期）"),
            ("young_member", "年轻人的入党第一课"),
        ] {
            let due = due(app, &mark, card).await;
            assert!((2..=4).contains(&due.len()), "{card}: {due:?}");
            assert!(due.iter().any(|title| title == wanted), "{card}: {due:?}");
        }
        let counts = counts(app).await;
        assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
        seen.lock().unwrap().push(counts);
    })
    .await;
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen[0], seen[1], "one seed, one city");
}

#[tokio::test]
async fn nobody_whom_a_card_shows_meets_an_empty_or_a_broken_page() {
    testkit::each_app(touyan::wire::modules, async |test: TestApp| {
        let mark = city(&test.app, 7).await;
        for account in &mark.accounts {
            let mut client = test.signed_in(account.person).await;
            for path in [
                "/",
                "/study",
                "/study/materials",
                "/tests",
                "/org",
                "/me",
                "/me/looks",
            ] {
                let reply = client.get(path).await;
                assert_eq!(reply.status(), 200, "{} {path}", account.kind);
            }
        }
        let woman = &mark.accounts[0];
        let mut client = test.signed_in(woman.person).await;
        assert!(client.get("/me/looks").await.text().contains("赵文静"));
        assert!(
            client
                .get("/tests")
                .await
                .text()
                .contains("全市党员党史党章党规测试")
        );
    })
    .await;
}

/// Pages that are empty for somebody because nothing of the kind happened in their small part of the
/// sample city.
const BARE: &[(&str, &str)] = &[("organiser", "/staff/data-requests")];

#[tokio::test]
async fn every_way_from_the_staff_front_page_leads_somewhere() {
    testkit::each_app(touyan::wire::modules, async |test: TestApp| {
        let mark = city(&test.app, 7).await;
        let mut unexpected = Vec::new();
        for account in mark
            .accounts
            .iter()
            .filter(|one| !one.kind.contains("member"))
        {
            let mut client = test.signed_in(account.person).await;
            let front = client.get("/staff").await.text();
            let ways: Vec<&str> = front
                .split("href=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .filter(|way| way.starts_with("/staff") || way.starts_with("/ops"))
                .collect();
            assert!(ways.len() > 1, "{} has nothing to do", account.kind);
            for way in ways {
                let mut reply = client.get(way).await;
                // A list of one thing may lead straight to it.
                if reply.status() == 303 {
                    let on = reply.header("location").unwrap().to_owned();
                    reply = client.get(&on).await;
                }
                assert_eq!(reply.status(), 200, "{} {way}", account.kind);
                // No job failed and none waits: of this page nobody wants more.
                let empty = reply.text().contains("class=\"empty");
                let bare = BARE.contains(&(account.kind.as_str(), way));
                if empty && !bare && !way.starts_with("/ops/jobs") {
                    unexpected.push(format!("(\"{}\", \"{way}\")", account.kind));
                }
            }
        }
        assert!(unexpected.is_empty(), "empty: {}", unexpected.join(", "));
    })
    .await;
}
