//! The assembly's vote: from paper by the arithmetic of the rules, and told by the room of meetings.

use std::sync::Arc;

use grow::admission::ApplicantId;
use grow::admission::vote::Admissions;
use jiff::civil::{Date, date};
use platform::audit;
use platform::clock::Clock;
use platform::db::Sql;
use platform::error::Error;
use platform::i18n::Locale;
use platform::ids::{OrgId, PersonId};
use platform::params;
use platform::proposal::{Decision, Measure, Proposal, ProposalSource as _, Regime};
use platform::rules::Rules;
use testkit::{TestApp, each_app};

use crate::admission::{begun, cast, said, walk};
use crate::rooms;

static DUE: Sql = Sql::new("SELECT due_on FROM applicant WHERE id = $1");

/// The clock of an application and rules beside it.
#[derive(Clone)]
struct Beside(Clock, Arc<Rules>);

impl Beside {
    fn of(app: &TestApp, rules: Rules) -> Self {
        Self(app.app.clock.clone(), Arc::new(rules))
    }

    fn measure(&self) -> Measure<'_> {
        Measure {
            clock: &self.0,
            rules: &self.1,
        }
    }

    async fn waiting(&self, app: &TestApp, org: OrgId) -> Vec<Proposal> {
        let at = self.clone();
        let asked = app.app.db.read("proposals", move |tx| {
            Admissions.waiting(tx, at.measure(), org, Locale::ZhCn)
        });
        asked.await.expect("proposals")
    }

    async fn one(&self, app: &TestApp, org: OrgId, id: [u8; 16]) -> Option<Proposal> {
        let at = self.clone();
        let asked = app
            .app
            .db
            .read("one", move |tx| Admissions.one(tx, at.measure(), org, id));
        asked.await.expect("an answer")
    }

    async fn decided(&self, app: &TestApp, id: [u8; 16], told: Decision) -> Result<(), Error> {
        let at = self.clone();
        app.app
            .db
            .write("decided", move |tx| {
                Admissions.decided(tx, at.measure(), id, &told)
            })
            .await
    }
}

#[tokio::test]
async fn a_vote_is_judged_by_the_citys_own_rules_and_clock() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let of = begun(&mut cast).await;
        walk(&mut cast, &of, 2, 14).await;
        let rules = Rules::load().expect("the rules");
        // The city wants the committee to decide within two months, and not within three.
        let own = rules.holding("admission.approval_months", 2);
        let at = Beside::of(&app, own.expect("the rule"));
        let id = of.rsplit('/').next().expect("an id").parse();
        let id: ApplicantId = id.expect("an id");
        let decision = Decision {
            meeting: [7; 16],
            held_on: "2025-08-01".to_owned(),
            expected: 15,
            present: 12,
            yes: 11,
            no: 1,
            abstained: 0,
            passed: true,
            closed_by: PersonId::derived("fixture person", "陈建国"),
        };
        app.app.clock.advance(std::time::Duration::from_secs(3_600));
        let done = at.decided(&app, id.0, decision).await;
        done.expect("decided");
        let noted = app
            .app
            .db
            .read("noted", move |tx| {
                let rows = audit::of_object(tx, id.0, audit::Turn::NEWEST, 1)?;
                let due: (Option<Date>,) = tx.one(&DUE, params![id])?;
                Ok((rows, due.0))
            })
            .await
            .expect("both are there");
        let (rows, due_on) = noted;
        assert_eq!(rows[0].action, "applicant.step");
        assert_eq!(
            rows[0].at,
            app.app.clock.now(),
            "by the application's clock"
        );
        assert_eq!(due_on, Some(date(2025, 10, 1)), "two months");
    })
    .await;
}

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
        let at = Beside::of(&app, Rules::load().expect("the rules"));
        let waiting = async || at.waiting(&app, org).await;
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
        let found = at.one(&app, elsewhere, id).await;
        assert!(
            found.is_none(),
            "another branch's assembly does not vote on it"
        );
        for told in [first, twice] {
            let done = at.decided(&app, id, told).await;
            done.expect("told twice is harmless");
        }
        assert!(waiting().await.is_empty());
        let page = cast.secretary.get(&of).await.text();
        assert_eq!(page.matches("由会议表决结果写入").count(), 1);
        assert!(page.contains("讨论通过"));
        let later = Decision {
            meeting: [8; 16],
            ..decision
        };
        let late = at.decided(&app, id, later).await;
        assert!(late.is_err(), "it no longer waits");
    })
    .await;
}
