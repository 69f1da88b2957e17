//! Three desks (三审三校): a deployment may ask for more reviews than one.

use platform::rules::{Change, Rules, change};
use testkit::{TestApp, each_app};

use crate::materials::also_reviews;
use crate::world::{TEXT, World, done, made, rooms};

async fn two_reviews_are_needed(app: &TestApp, world: &World) {
    let rules = Rules::of(&app.app.db).await.expect("the rule changes");
    let wanted = Change {
        key: "study.review_passes".to_owned(),
        value: toml::Value::Integer(2),
        from: jiff::civil::date(2026, 1, 1),
        reason: "市委宣传部 2026 年第 5 号通知".to_owned(),
        proposed_by: world.writer,
        confirmed_by: world.reviewer,
        at: testkit::monday_morning(),
    };
    app.app
        .db
        .write("change_rule", move |tx| change(tx, &rules, &wanted))
        .await
        .expect("the rule changes");
    app.app
        .rules
        .refresh(&app.app.db)
        .await
        .expect("the rule changes");
}

#[tokio::test]
async fn a_deployment_may_ask_for_two_reviews() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let mut writer = app.signed_in(world.writer).await;
        let district = world.district.to_string();
        let fields = |title: &'static str| {
            [
                ("org", district.clone()),
                ("title", title.to_owned()),
                ("markdown", TEXT.to_owned()),
            ]
        };
        let mut hand_in = async |title: &'static str| {
            let fields = fields(title);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let id = made(&writer.post("/staff/materials", &fields).await);
            let here = format!("/staff/materials/{id}");
            done(
                &writer
                    .post(&format!("{here}/submission"), &[("number", "1")])
                    .await,
            );
            here
        };
        let before = hand_in("一审一校").await;
        two_reviews_are_needed(&app, &world).await;
        let after = hand_in("二审二校").await;
        let verdict = [("verdict", "passed"), ("reason", "")];
        let mut first = app.signed_in(world.reviewer).await;
        for here in [&before, &after] {
            done(
                &first
                    .post(&format!("{here}/versions/1/review"), &verdict)
                    .await,
            );
        }
        let publish = async |here: &str| {
            let mut writer = app.signed_in(world.writer).await;
            writer
                .post(&format!("{here}/publication"), &[("number", "1")])
                .await
                .status()
        };
        assert_eq!(
            publish(&before).await,
            303,
            "it was handed in under the old rule"
        );
        assert_eq!(publish(&after).await, 422, "one of two has passed it");
        also_reviews(&app, world.colleague).await;
        let mut second = app.signed_in(world.colleague).await;
        done(
            &second
                .post(&format!("{after}/versions/1/review"), &verdict)
                .await,
        );
        assert_eq!(publish(&after).await, 303);
    })
    .await;
}
