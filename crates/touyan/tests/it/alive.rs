//! The sample city the day after, the week after, two months after it was made.

use std::time::Duration;

use platform::app::App;
use platform::clock::MINUTE_MS;
use testkit::{TestApp, each_app};
use touyan::demo::alive::keep;
use touyan::demo::cards::SampleMark;

use crate::demo::{city, due};

const DAY: u64 = 86_400;

/// The ids of tests that have not ended, and whether one of the whole city opens in three minutes.
async fn tests(app: &App) -> (Vec<String>, bool) {
    let now = app.clock.now();
    let active = assess::of(app).tests.active(now).await.unwrap();
    let opens = active.iter().any(|test| {
        test.audience().kinds.is_everybody()
            && (now..=now.plus_ms(3 * MINUTE_MS)).contains(&test.opens_at)
    });
    (
        active.iter().map(|test| test.id.to_string()).collect(),
        opens,
    )
}

async fn all_cards_have_something(app: &App, mark: &SampleMark) {
    for card in ["member", "young_member", "floating_member"] {
        let due = due(app, mark, card).await;
        assert!((2..=5).contains(&due.len()), "{card}: {due:?}");
    }
}

#[tokio::test]
async fn a_city_of_last_month_has_a_test_in_minutes_and_things_due() {
    each_app(touyan::wire::modules, async |test: TestApp| {
        let app = &test.app;
        let mark = city(app, 7).await;
        keep(app, &mark).await.unwrap();
        let (_, opens) = tests(app).await;
        assert!(opens, "the one of the first day");
        for days in [1, 7, 52] {
            app.clock.advance(Duration::from_secs(days * DAY));
            keep(app, &mark).await.unwrap();
            all_cards_have_something(app, &mark).await;
            let (before, opens) = tests(app).await;
            assert!(opens, "{days} days later nothing opens");
            keep(app, &mark).await.unwrap();
            assert_eq!(tests(app).await.0, before, "twice is once");
        }
    })
    .await;
}

#[tokio::test]
async fn who_comes_after_somebody_who_has_sat_the_test_has_one_too() {
    each_app(touyan::wire::modules, async |test: TestApp| {
        let app = &test.app;
        let mark = city(app, 7).await;
        app.clock.advance(Duration::from_secs(60 * DAY));
        keep(app, &mark).await.unwrap();
        let (before, _) = tests(app).await;
        app.clock.advance(Duration::from_secs(300));
        let woman = mark.accounts[0].person;
        let mine = assess::test::mine::mine(&assess::of(app), woman)
            .await
            .unwrap();
        let live = mine
            .tests
            .iter()
            .find(|one| one.audience().kinds.is_everybody())
            .unwrap();
        let mut client = test.signed_in(woman).await;
        let begun = client
            .post(&format!("/tests/{}/sitting", live.id), &[("client", "1")])
            .await;
        let sitting = begun.location().to_owned();
        keep(app, &mark).await.unwrap();
        assert_eq!(
            tests(app).await.0,
            before,
            "one that is begun is hers still"
        );
        let done = client.post(&format!("{sitting}/submission"), &[]).await;
        assert_eq!(done.status(), 303, "{}", done.text());
        keep(app, &mark).await.unwrap();
        let (after, opens) = tests(app).await;
        assert!(opens && after.len() == before.len() + 1, "{after:?}");
    })
    .await;
}
