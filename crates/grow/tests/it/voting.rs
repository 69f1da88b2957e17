//! The assembly's vote: from paper by the arithmetic of the rules, and told by the room of meetings.

use grow::admission::vote::Admissions;
use platform::i18n::Locale;
use platform::ids::PersonId;
use platform::proposal::{Decision, ProposalSource as _, Regime};
use testkit::each_app;

use crate::admission::{begun, cast, said, walk};
use crate::rooms;

#[tokio::test]
async fn a_vote_on_paper_is_counted_by_the_expected() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let of = begun(&mut cast).await;
        walk(&mut cast, &of, 2, 14).await;
        let vote = |present, yes, no| {
            vec![
                ("held_on", "2025-08-01"),
                ("expected", "16"),
                ("present", present),
                ("yes", yes),
                ("no", no),
                ("abstained", "0"),
            ]
        };
        let path = format!("{of}/steps/15");
        for (present, yes, no, words) in [
            ("8", "8", "0", "没有超过应到的半数"),
            ("17", "9", "0", "不能多于应到"),
            ("9", "9", "9", "不能多于应到"),
        ] {
            let refused = cast.secretary.post(&path, &vote(present, yes, no)).await;
            assert!(
                refused.status() == 422 && said(&refused.text()).contains(words),
                "{present}/{yes}: {}",
                said(&refused.text())
            );
        }
        // Eight of sixteen expected are not more than half, however few were there.
        assert_eq!(
            cast.secretary
                .post(&path, &vote("9", "8", "1"))
                .await
                .status(),
            303
        );
        let page = cast.secretary.get(&of).await.text();
        assert!(page.contains("未通过"));
        let passed = cast.secretary.post(&path, &vote("9", "9", "0")).await;
        assert_eq!(passed.status(), 303, "{}", said(&passed.text()));
        let page = cast.secretary.get(&of).await.text();
        assert!(
            page.contains("讨论通过") && page.contains("2026-08-01"),
            "probation ends in a year"
        );
    })
    .await;
}

// tidy: table, one story from its beginning to its end
#[tokio::test]
async fn a_meeting_tells_its_vote_once() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let of = begun(&mut cast).await;
        walk(&mut cast, &of, 2, 13).await;
        let org = cast.city.own.id;
        let waiting = async || {
            app.app
                .db
                .read("proposals", move |tx| {
                    Admissions.waiting(tx, org, Locale::ZhCn)
                })
                .await
                .expect("proposals")
        };
        assert!(waiting().await.is_empty(), "the form is not filled in yet");
        walk(&mut cast, &of, 14, 14).await;
        let all = waiting().await;
        let [one] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!(one.title, "讨论接收陈晓雨为预备党员");
        assert!(one.regime == Regime::Admission && one.subject.is_none());
        let elsewhere = cast.city.sibling.id;
        let (id, closed_by) = (one.id, PersonId::derived("fixture person", "陈建国"));
        let decision = Decision {
            meeting: [7; 16],
            held_on: "2025-08-01".to_owned(),
            expected: 15,
            present: 12,
            yes: 11,
            no: 1,
            abstained: 0,
            passed: true,
            closed_by,
        };
        let (first, twice) = (decision.clone(), decision.clone());
        let found = app
            .app
            .db
            .read("one", move |tx| Admissions.one(tx, elsewhere, id))
            .await
            .expect("an answer");
        assert!(
            found.is_none(),
            "another branch's assembly does not vote on it"
        );
        for told in [first, twice] {
            app.app
                .db
                .write("decided", move |tx| Admissions.decided(tx, id, &told))
                .await
                .expect("told twice is harmless");
        }
        assert!(waiting().await.is_empty());
        let page = cast.secretary.get(&of).await.text();
        assert_eq!(page.matches("由会议表决结果写入").count(), 1);
        assert!(page.contains("讨论通过"));
        let later = Decision {
            meeting: [8; 16],
            ..decision
        };
        let late = app
            .app
            .db
            .write("decided", move |tx| Admissions.decided(tx, id, &later))
            .await;
        assert!(late.is_err(), "it no longer waits");
    })
    .await;
}
