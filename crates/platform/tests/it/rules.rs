//! A deployment's own figures on both engines.

use jiff::civil::{Date, date};
use platform::audit;
use platform::error::Error;
use platform::rules::{Change, Rules, change};
use testkit::each_db;

use crate::support::{now, person};

fn to(key: &str, value: i64, from: Date) -> Change {
    Change {
        key: key.to_owned(),
        value: toml::Value::Integer(value),
        from,
        reason: "市委组织部 2026 年第 3 号通知".to_owned(),
        proposed_by: person(1),
        confirmed_by: person(2),
        at: now(),
    }
}

async fn apply(db: &platform::db::Db, wanted: Change) -> Result<(), Error> {
    let rules = Rules::of(db).await?;
    db.write("test_change", move |tx| change(tx, &rules, &wanted))
        .await
}

#[tokio::test]
async fn a_change_holds_from_its_day_and_is_on_record() {
    each_db(async |db| {
        let before = date(2026, 12, 31);
        apply(&db, to("education.member_hours", 40, date(2027, 1, 1)))
            .await
            .unwrap();
        apply(&db, to("education.member_hours", 36, date(2026, 1, 1)))
            .await
            .unwrap();
        let rules = Rules::of(&db).await.unwrap();
        assert_eq!(
            rules
                .int("education.member_hours", date(2025, 6, 1))
                .unwrap(),
            32
        );
        assert_eq!(rules.int("education.member_hours", before).unwrap(), 36);
        assert_eq!(
            rules
                .int("education.member_hours", date(2027, 1, 1))
                .unwrap(),
            40
        );
        assert!(
            rules
                .on("education.member_hours", before)
                .unwrap()
                .source
                .contains("第 3 号")
        );
        audit::link_pending(&db).await.unwrap();
        assert_eq!(audit::verify(&db, &[]).await.unwrap().linked, 2);
    })
    .await;
}

#[tokio::test]
async fn what_the_regulation_fixes_stays() {
    each_db(async |db| {
        let day = date(2026, 11, 22);
        let refused = [
            (to("branch.min_full_members", 2, day), "rule-fixed"),
            (to("education.member_hours", 31, day), "rule-only-tighter"),
            (to("accounts.slip_days", 15, day), "rule-only-tighter"),
            (
                Change {
                    confirmed_by: person(1),
                    ..to("grid.usual_households", 200, day)
                },
                "rule-second-person",
            ),
        ];
        for (wanted, why) in refused {
            let key = wanted.key.clone();
            match apply(&db, wanted).await {
                Err(Error::Conflict(message)) => assert_eq!(message.key, why, "{key}"),
                other => panic!("{key}: {other:?}"),
            }
        }
        let without = Change {
            reason: " ".to_owned(),
            ..to("grid.usual_households", 200, day)
        };
        assert!(matches!(apply(&db, without).await, Err(Error::Invalid(_))));
        let other = Change {
            value: "many".into(),
            ..to("grid.usual_households", 0, day)
        };
        assert!(matches!(apply(&db, other).await, Err(Error::Invalid(_))));
        let rules = Rules::of(&db).await.unwrap();
        assert_eq!(rules.int("education.member_hours", day).unwrap(), 32);
        assert_eq!(rules.int("grid.usual_households", day).unwrap(), 300);
    })
    .await;
}

#[tokio::test]
async fn an_application_follows_what_the_deployment_decides() {
    each_db(async |db| {
        let in_force = platform::rules::InForce::built_in().unwrap();
        let seen_elsewhere = in_force.clone();
        let from_ten = || {
            seen_elsewhere
                .now()
                .int("privacy.figures_from", date(2026, 12, 1))
        };
        assert_eq!(from_ten().unwrap(), 10);
        let wanted = to("privacy.figures_from", 15, date(2026, 11, 1));
        apply(&db, wanted).await.unwrap();
        assert_eq!(
            from_ten().unwrap(),
            10,
            "read every few seconds, not every time"
        );
        in_force.refresh(&db).await.unwrap();
        assert_eq!(from_ten().unwrap(), 15);
    })
    .await;
}

#[tokio::test]
async fn one_too_many_is_taken_back_and_none_of_two_at_once_is_lost() {
    each_db(async |db| {
        let day = date(2026, 12, 1);
        apply(&db, to("education.member_hours", 60, day))
            .await
            .unwrap();
        let back = to("education.member_hours", 32, date(2027, 1, 1));
        apply(&db, back).await.expect("the regulation's own figure");
        let first = apply(&db, to("privacy.figures_from", 15, day));
        let other = apply(&db, to("privacy.figures_from", 20, date(2027, 1, 1)));
        let (first, other) = tokio::join!(first, other);
        first.unwrap();
        other.unwrap();
        let rules = Rules::of(&db).await.unwrap();
        let versions = rules.versions("privacy.figures_from").unwrap();
        assert_eq!(versions.len(), 3, "the regulation's and both of ours");
    })
    .await;
}
