//! What another room lets an assembly vote on: put on the agenda, voted on in secret by the strict
//! arithmetic, told to its source in the same transaction.

use std::sync::{Arc, Mutex};

use jiff::civil::date;
use platform::db::Tx;
use platform::error::Error;
use platform::i18n::Locale;
use platform::ids::OrgId;
use platform::module::Module;
use platform::proposal::{Decision, Measure, Proposal, ProposalSource, Regime};
use testkit::each_app;

use crate::cast::{Cast, cast};

/// One proposal that waits everywhere until it is decided.
#[derive(Default)]
struct Source(Mutex<Option<Decision>>);

const ID: [u8; 16] = [9; 16];

impl Source {
    fn proposal(&self) -> Option<Proposal> {
        let decided = self.0.lock().expect("nobody failed with it");
        decided.is_none().then(|| Proposal {
            id: ID,
            title: "讨论接收陈晓雨为预备党员".to_owned(),
            regime: Regime::Admission,
            subject: None,
        })
    }
}

impl ProposalSource for Source {
    fn kind(&self) -> &'static str {
        "admission"
    }
    fn label(&self) -> &'static str {
        "meeting-proposals"
    }
    fn waiting(
        &self,
        _: &mut Tx<'_>,
        by: Measure<'_>,
        _: OrgId,
        _: Locale,
    ) -> Result<Vec<Proposal>, Error> {
        assert_eq!(by.clock.today(), date(2026, 11, 23), "the application's");
        Ok(self.proposal().into_iter().collect())
    }
    fn one(
        &self,
        _: &mut Tx<'_>,
        by: Measure<'_>,
        _: OrgId,
        id: [u8; 16],
    ) -> Result<Option<Proposal>, Error> {
        assert_eq!(by.clock.today(), date(2026, 11, 23), "the application's");
        Ok(self.proposal().filter(|one| one.id == id))
    }
    fn decided(
        &self,
        _: &mut Tx<'_>,
        by: Measure<'_>,
        id: [u8; 16],
        decision: &Decision,
    ) -> Result<(), Error> {
        assert_eq!(by.clock.today(), date(2026, 11, 23), "the application's");
        assert_eq!(id, ID);
        *self.0.lock().expect("nobody failed with it") = Some(decision.clone());
        Ok(())
    }
}

#[tokio::test]
async fn an_admission_is_voted_on_in_secret_and_its_room_learns_the_outcome() {
    let source: Arc<Mutex<Arc<Source>>> = Arc::default();
    let given = Arc::clone(&source);
    let rooms = move || {
        let fresh = Arc::new(Source::default());
        *given.lock().expect("nobody failed with it") = Arc::clone(&fresh);
        vec![
            org::module(),
            members::module(),
            meet::module(),
            Module {
                name: "grow",
                proposals: vec![fresh],
                ..Module::default()
            },
        ]
    };
    each_app(rooms, async |app| {
        let source = Arc::clone(&source.lock().expect("nobody failed with it"));
        let mut cast = cast(&app, &["赵小满"]).await;
        let org = cast.city.own.id.to_string();
        let page = cast
            .secretary
            .get(&format!(
                "/staff/meetings/new?org={org}&kind=general_assembly"
            ))
            .await
            .text();
        assert!(page.contains("讨论接收陈晓雨为预备党员"));
        let choice = format!("admission.{}", "09".repeat(16));
        let form = [
            ("org", org.as_str()),
            ("kind", "general_assembly"),
            ("title", "十一月党员大会"),
            ("starts_at", "2026-11-23T19:30"),
            ("minutes", "90"),
            ("place", "党群服务中心"),
            ("agenda", "学习"),
            ("proposals", choice.as_str()),
        ];
        let made = cast.secretary.post("/staff/meetings", &form).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let meeting = made.location().trim_end_matches("/notice").to_owned();
        // Whom it concerns does not go into a chat group.
        let notice = cast
            .secretary
            .get(&format!("{meeting}/notice"))
            .await
            .text();
        let forwarded = notice.split("data-text>").nth(1).expect("the words");
        let forwarded = &forwarded[..forwarded.find("</p>").expect("an end")];
        assert!(!forwarded.contains("陈晓雨"));

        decided(&mut cast, &meeting, &source).await;
    })
    .await;
}

/// Voted on by the strict arithmetic, and told to its source.
async fn decided(cast: &mut Cast, meeting: &str, source: &Source) {
    // Four are expected: two in the hall and one far away are not more than half of them.
    cast.open(
        meeting,
        &[
            ("陈建国", "hall"),
            ("何桂兰", "hall"),
            ("王秀英", "remote"),
            ("赵小满", "written"),
        ],
    )
    .await;
    let form = [("item", "2"), ("ballot", "open")];
    let few = cast.recorder.post(&format!("{meeting}/votes"), &form).await;
    assert!(
        few.status() == 422 && few.text().contains("至少要 3 人"),
        "{}",
        few.text()
    );
    cast.mark(meeting, &[("王秀英", "hall")]).await;
    let vote = cast.put(meeting, "2", "", "open").await;
    let page = cast.recorder.get(&vote).await.text();
    assert!(
        page.contains("无记名投票（纸质）"),
        "secret whatever was chosen: {page}"
    );
    // The written opinion counts among the votes: four of four.
    let count = [
        ("yes", "4"),
        ("counter_1", "王秀英"),
        ("counter_2", "赵小满"),
    ];
    let closed = cast.recorder.post(&format!("{vote}/closure"), &count).await;
    assert_eq!(closed.status(), 303, "{}", closed.text());
    let decision = source.0.lock().expect("nobody failed with it").clone();
    let decision = decision.expect("it was told");
    assert!(decision.passed);
    assert_eq!(
        (decision.expected, decision.present, decision.yes),
        (4, 3, 4)
    );
    assert_eq!(decision.held_on, "2026-11-23");
    let again = cast.recorder.post(&format!("{meeting}/votes"), &form).await;
    assert!(again.status() == 422, "it is not put twice");
}
