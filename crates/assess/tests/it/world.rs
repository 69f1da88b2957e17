//! A small city to sit tests in: a committee, two branches, some members, a paper and a test.

use std::sync::Arc;
use std::time::Duration;

use assess::bank::{Answer, Difficulty, Mark, MultiplePartial, QuestionDraft, QuestionKind};
use assess::paper::{PaperId, PaperVersionId};
use assess::question::store::Author;
use assess::question::{QuestionId, QuestionVersionId};
use assess::rules::Following;
use assess::sitting::permutation::Shuffle;
use assess::test::audience::{Audience, AudienceKinds};
use assess::test::store::NewTest;
use assess::test::{ScoreShown, TestId};
use assess::{Assess, paper, question, test};
use platform::clock::{Clock, MINUTE_MS, Millis};
use platform::crypto::{Keys, Sealer, Software};
use platform::db::{Db, InsertMany, Kind, OnConflict, Sql};
use platform::ids::{OrgId, PersonId};
use platform::params;
use testkit::monday_morning;

static ORG: InsertMany = InsertMany::new(
    "org",
    &[
        ("id", Kind::Id),
        ("parent_id", Kind::Id),
        ("path", Kind::Text),
        ("full_name", Kind::Text),
        ("short_name", Kind::Text),
        ("kind", Kind::Text),
        ("unit_nature", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);
static PERSON: InsertMany = InsertMany::new(
    "person",
    &[
        ("id", Kind::Id),
        ("full_name", Kind::Text),
        ("pinyin", Kind::Text),
        ("initials", Kind::Text),
        ("spelled", Kind::Text),
        ("stroke", Kind::Bytes),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);
static MEMBER: InsertMany = InsertMany::new(
    "member",
    &[
        ("person_id", Kind::Id),
        ("sex", Kind::Text),
        ("birth_date", Kind::Text),
        ("member_category", Kind::Text),
        ("party_status", Kind::Text),
        ("audience", Kind::Text),
        ("created_at", Kind::Int),
        ("updated_at", Kind::Int),
    ],
    OnConflict::Fail,
);
static ACCOUNT: InsertMany = InsertMany::new(
    "account",
    &[
        ("person_id", Kind::Id),
        ("state", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);
static BELONGING: InsertMany = InsertMany::new(
    "belonging",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("org_id", Kind::Id),
        ("path", Kind::Text),
        ("kind", Kind::Text),
        ("from_on", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// The canary that stands in keys' explanations: no answer before closing may hold it.
pub const CANARY: &str = "解析暗号九四二七";

/// The city.
pub struct World {
    pub db: Db,
    pub clock: Clock,
    pub keys: Sealer,
    pub assess: Arc<Assess>,
    pub committee: OrgId,
    pub branch: OrgId,
    pub people: Vec<PersonId>,
    pub outsider: PersonId,
    pub test: TestId,
}

/// What of the test matters to a test.
#[derive(Clone, Copy)]
pub struct Setup {
    pub people: usize,
    pub required: bool,
    pub score_shown: ScoreShown,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            people: 3,
            required: true,
            score_shown: ScoreShown::AfterClosing,
        }
    }
}

impl World {
    pub async fn new(db: Db) -> Self {
        Self::with(db, Clock::fixed(monday_morning()), Setup::default()).await
    }

    /// A test of five questions that opened a minute ago, lasts twenty minutes and ends in an
    /// hour, for everybody below the committee.
    pub async fn with(db: Db, clock: Clock, setup: Setup) -> Self {
        let keys = Sealer::new(Arc::new(Software::new(Keys::random())));
        let assess = Arc::new(Assess::new(
            db.clone(),
            clock.clone(),
            keys.clone(),
            following(&clock),
        ));
        Self::around(assess, setup).await
    }

    /// The same city in an application.
    pub async fn of(app: &testkit::TestApp, setup: Setup) -> Self {
        Self::around(assess::of(&app.app), setup).await
    }

    async fn around(assess: Arc<Assess>, setup: Setup) -> Self {
        let (db, clock, keys) = (assess.db.clone(), assess.clock.clone(), assess.keys.clone());
        let now = clock.now();
        let committee = OrgId::derived("org", "committee");
        let branch = OrgId::derived("org", "branch");
        let elsewhere = OrgId::derived("org", "elsewhere");
        let outsider = PersonId::derived("person", "outsider");
        let test = TestId::derived("test", "first");
        let people: Vec<PersonId> = (0..setup.people)
            .map(|n| PersonId::derived("person", &n.to_string()))
            .collect();
        let all = people.clone();
        db.write("world", move |tx| {
            let orgs = [
                org(committee, None, "0001", "primary_committee", now),
                org(branch, Some(committee), "00010001", "branch", now),
                org(elsewhere, None, "0002", "branch", now),
            ];
            tx.insert_many(&ORG, &orgs)?;
            for (index, id) in all.iter().enumerate() {
                add_person(tx, *id, &format!("党员{index}"), branch, "00010001", now)?;
            }
            add_person(tx, outsider, "别处的人", elsewhere, "0002", now)?;
            let author = author(committee, now);
            let paper = add_paper(tx, &author)?;
            test::store::add(tx, &author, &new_test(test, paper, committee, now, setup))?;
            test::store::publish(tx, &author, test)?;
            Ok(())
        })
        .await
        .expect("the world is made");
        Self {
            db,
            clock,
            keys,
            assess,
            committee,
            branch,
            people,
            outsider,
            test,
        }
    }

    /// The same city seen by a process that has just started.
    pub fn restarted(&self) -> Arc<Assess> {
        let rules = following(&self.clock);
        Arc::new(Assess::new(
            self.db.clone(),
            self.clock.clone(),
            self.keys.clone(),
            rules,
        ))
    }

    pub fn author(&self) -> Author {
        author(self.committee, self.clock.now())
    }

    /// Past the test's end, its grace and the closer's patience.
    pub fn wait_for_the_end(&self) {
        self.clock.advance(Duration::from_secs(2 * 3600));
    }

    /// A number out of the database.
    pub async fn count(&self, statement: &'static Sql) -> i64 {
        let (count,): (i64,) = self
            .db
            .read("count", move |tx| Ok(tx.one(statement, params![])?))
            .await
            .expect("a count");
        count
    }
}

fn author(org: OrgId, at: Millis) -> Author {
    Author {
        org,
        path: "0001".to_owned(),
        by: PersonId::derived("person", "staff"),
        at,
    }
}

fn org(
    id: OrgId,
    parent: Option<OrgId>,
    path: &str,
    kind: &str,
    now: Millis,
) -> Vec<platform::db::Value> {
    params![
        id,
        parent,
        path,
        format!("测试组织{path}"),
        path,
        kind,
        "community",
        now
    ]
    .to_vec()
}

fn add_person(
    tx: &mut platform::db::Tx<'_>,
    id: PersonId,
    name: &str,
    branch: OrgId,
    path: &str,
    now: Millis,
) -> Result<(), platform::error::Error> {
    let person = params![
        id,
        name,
        "pinyin",
        "py",
        "pinyin",
        name.as_bytes().to_vec(),
        now
    ];
    tx.insert_many(&PERSON, &[person.to_vec()])?;
    let member = params![
        id,
        "1",
        "1980-01-01",
        "full_member",
        "normal",
        "rural",
        now,
        now
    ];
    tx.insert_many(&MEMBER, &[member.to_vec()])?;
    tx.insert_many(&ACCOUNT, &[params![id, "active", now].to_vec()])?;
    let belonging = OrgId::derived("belonging", &id.to_string());
    let row = params![belonging, id, branch, path, "home", "2020-01-01", now];
    tx.insert_many(&BELONGING, &[row.to_vec()])?;
    Ok(())
}

/// Three single choices, a multiple one and a statement, two marks each. Right: 1, 1, 1, 5, 2.
fn add_paper(
    tx: &mut platform::db::Tx<'_>,
    author: &Author,
) -> Result<PaperVersionId, platform::error::Error> {
    let mut placed: Vec<(QuestionVersionId, Mark)> = Vec::new();
    for (index, (kind, answer)) in [
        (QuestionKind::Single, Answer::Choices(vec![0])),
        (QuestionKind::Single, Answer::Choices(vec![0])),
        (QuestionKind::Single, Answer::Choices(vec![0])),
        (QuestionKind::Multiple, Answer::Choices(vec![0, 2])),
        (QuestionKind::TrueFalse, Answer::Truth(false)),
    ]
    .into_iter()
    .enumerate()
    {
        let options = match kind {
            QuestionKind::TrueFalse => Vec::new(),
            _ => ["甲", "乙", "丙", "丁"]
                .map(|o| format!("{o}{index}"))
                .to_vec(),
        };
        let draft = QuestionDraft {
            kind,
            text: format!("第{index}个问题？"),
            options,
            answer,
            explanation: CANARY.to_owned(),
            source: "测试".to_owned(),
            tags: vec!["测试".to_owned()],
            difficulty: Difficulty::Easy,
        };
        let id = QuestionId::derived("question", &index.to_string());
        placed.push((
            question::store::add(tx, author, id, &draft)?,
            Mark::whole(2),
        ));
    }
    let id = PaperId::derived("paper", "first");
    paper::store::add(tx, author, id, "试卷")?;
    paper::store::add_version(tx, author, id, &placed)
}

/// A test of twenty minutes that opened a minute ago and ends in an hour.
pub fn new_test(
    id: TestId,
    paper: PaperVersionId,
    org: OrgId,
    now: Millis,
    setup: Setup,
) -> NewTest {
    NewTest {
        id,
        paper,
        title: "学习测试".to_owned(),
        opens_at: now.plus_ms(-MINUTE_MS),
        closes_at: now.plus_ms(60 * MINUTE_MS),
        minutes: 20,
        audience_org: org,
        audience: Audience {
            path: "0001".to_owned(),
            kinds: AudienceKinds::default(),
        },
        required: setup.required,
        shuffle: Shuffle::Shuffled,
        shuffle_seed: 42,
        score_shown: setup.score_shown,
        partial: MultiplePartial::None,
    }
}

static GRANT: InsertMany = InsertMany::new(
    "grants",
    &[
        ("person_id", Kind::Id),
        ("permission", Kind::Text),
        ("path_lo", Kind::Text),
        ("path_hi", Kind::Text),
        ("from_on", Kind::Text),
        ("until_on", Kind::Text),
        ("duty_id", Kind::Id),
    ],
    OnConflict::Fail,
);

/// A new person with an account and permissions within a subtree.
pub fn grant(
    tx: &mut platform::db::Tx<'_>,
    id: PersonId,
    permissions: &[&str],
    path: &str,
) -> Result<(), platform::error::Error> {
    let now = monday_morning();
    let person = params![id, "干部", "ganbu", "gb", "ganbu", b"1".to_vec(), now];
    tx.insert_many(&PERSON, &[person.to_vec()])?;
    tx.insert_many(&ACCOUNT, &[params![id, "active", now].to_vec()])?;
    permit(tx, id, permissions, path)
}

/// Permissions within a subtree for somebody who is there.
pub fn permit(
    tx: &mut platform::db::Tx<'_>,
    id: PersonId,
    permissions: &[&str],
    path: &str,
) -> Result<(), platform::error::Error> {
    for permission in permissions {
        let row = params![
            id,
            permission,
            path,
            format!("{path}~"),
            "2020-01-01",
            "9999-12-31",
            id
        ];
        tx.insert_many(&GRANT, &[row.to_vec()])?;
    }
    Ok(())
}

/// The rules that come with the binary.
fn following(clock: &Clock) -> Following {
    Following {
        tables: platform::rules::InForce::built_in().expect("the tables can be read"),
        clock: clock.clone(),
    }
}
