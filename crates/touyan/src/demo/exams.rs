//! Tests of the sample city: those that are over, with everything sitting them left behind, those
//! that are open, and the one that opens in three minutes.

use std::collections::HashMap;
use std::sync::Arc;

use assess::bank::MultiplePartial;
use assess::question::store::Author;
use assess::sitting::bulk::{self, PastSitting};
use assess::sitting::permutation::Shuffle;
use assess::test::audience::Audience;
use assess::test::store::{self as written, NewTest};
use assess::test::{LiveTest, ScoreShown, TestId};
use platform::app::App;
use platform::audit::{self, Entry};
use platform::clock::{DAY_MS, MINUTE_MS, Millis};
use platform::db::{InsertMany, Kind, OnConflict, Value};
use platform::error::{Error, internal};
use platform::params;

use super::bank::Ready;
use super::rng::Rng;
use super::script::{HistoryFile, kinds};
use super::sitting::sitting;
use super::stage::{Player, Stage};

/// Sittings written in one transaction.
const SLICE: usize = 64;

/// What a test of the files comes to.
struct Setting<'a> {
    title: &'a str,
    paper: &'a str,
    audience: &'a str,
    scope: Option<&'a str>,
    opens_at: Millis,
    closes_at: Millis,
    score_shown: ScoreShown,
}

/// Writes every test.
///
/// # Errors
/// When a file is wrong; the database's.
pub async fn fill(
    stage: &Stage<'_>,
    history: &HistoryFile,
    papers: &HashMap<String, Ready>,
) -> Result<(), Error> {
    for test in &history.past_test {
        let setting = Setting {
            title: &test.title,
            paper: &test.paper,
            audience: &test.audience,
            scope: test.scope.as_deref(),
            opens_at: stage.day(-test.days_ago, 8),
            closes_at: stage.day(test.days_open - test.days_ago, 20),
            score_shown: ScoreShown::AfterClosing,
        };
        let (live, players) = publish(stage, &setting, papers).await?;
        let turnout = stage.chance(&test.title).between(71, 90).unsigned_abs();
        sit(
            stage,
            &live,
            players,
            Turnout {
                percent: turnout,
                until: live.closes_at,
                cards: Cards::Sat,
            },
        )
        .await?;
    }
    for test in &history.open_test {
        let setting = Setting {
            title: &test.title,
            paper: &test.paper,
            audience: &test.audience,
            scope: None,
            opens_at: stage.day(-test.opened_days_ago, 8),
            closes_at: stage.day(test.closes_in_days, 20),
            score_shown: ScoreShown::AfterClosing,
        };
        let (live, players) = publish(stage, &setting, papers).await?;
        sit(
            stage,
            &live,
            players,
            Turnout {
                percent: 42,
                until: stage.now,
                cards: Cards::Wait,
            },
        )
        .await?;
    }
    Ok(())
}

/// Writes the tests that open minutes from now: the last thing that is made.
///
/// # Errors
/// When a file is wrong; the database's.
pub async fn open_soon(
    stage: &Stage<'_>,
    history: &HistoryFile,
    papers: &HashMap<String, Ready>,
) -> Result<(), Error> {
    for test in &history.live_test {
        let opens_at = stage
            .app
            .clock
            .now()
            .plus_ms(test.opens_in_minutes * MINUTE_MS);
        let setting = Setting {
            title: &test.title,
            paper: &test.paper,
            audience: &test.audience,
            scope: None,
            opens_at,
            closes_at: opens_at.plus_ms(test.open_for_minutes * MINUTE_MS),
            score_shown: ScoreShown::AfterSubmission,
        };
        add(stage, &setting, papers).await?;
    }
    Ok(())
}

async fn publish(
    stage: &Stage<'_>,
    setting: &Setting<'_>,
    papers: &HashMap<String, Ready>,
) -> Result<(Arc<LiveTest>, Vec<Player>), Error> {
    let id = add(stage, setting, papers).await?;
    let live = assess::of(stage.app).tests.get(id).await?;
    let audience = live.audience();
    let players = stage.players(&audience.path, &audience.kinds).await?;
    Ok((live, players))
}

async fn add(
    stage: &Stage<'_>,
    setting: &Setting<'_>,
    papers: &HashMap<String, Ready>,
) -> Result<TestId, Error> {
    let no_paper = || internal(format!("demo: no paper {}", setting.paper));
    let ready = *papers.get(setting.paper).ok_or_else(no_paper)?;
    let (root, place) = (stage.root()?, stage.place(setting.scope)?);
    let id = TestId::derived("sample-test", setting.title);
    let written_at = setting.opens_at.plus_ms(-3 * DAY_MS).min(stage.now);
    let author = Author {
        org: root.id,
        path: root.path.to_string(),
        by: stage.person("org_staff")?,
        at: written_at,
    };
    let test = NewTest {
        id,
        paper: ready.paper,
        title: setting.title.to_owned(),
        opens_at: setting.opens_at,
        closes_at: setting.closes_at,
        minutes: ready.minutes,
        audience_org: place.id,
        audience: Audience {
            path: place.path.to_string(),
            kinds: kinds(setting.audience)?,
        },
        required: true,
        shuffle: Shuffle::Shuffled,
        shuffle_seed: stage.chance(setting.title).next().cast_signed(),
        score_shown: setting.score_shown,
        partial: MultiplePartial::None,
    };
    give(stage.app, author, test).await?;
    Ok(id)
}

/// Gives a test: written and published at once.
///
/// # Errors
/// When there is one of that id already; the database's.
pub async fn give(app: &App, author: Author, test: NewTest) -> Result<(), Error> {
    let id = test.id;
    app.db
        .write("sample_test", move |tx| {
            written::add(tx, &author, &test)?;
            for action in ["test.create", "test.publish"] {
                let entry = Entry::new(author.at, action, "test").by(author.by).on(id.0);
                audit::write(tx, &entry.within(author.path.clone()))?;
            }
            written::publish(tx, &author, id)
        })
        .await
        .map(drop)
}

/// Who takes part in a test.
#[derive(Clone, Copy)]
struct Turnout {
    percent: u64,
    /// Nobody begins after this.
    until: Millis,
    cards: Cards,
}

/// What those do whom the cards show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cards {
    /// They sat it.
    Sat,
    /// It waits for them.
    Wait,
}

async fn sit(
    stage: &Stage<'_>,
    test: &Arc<LiveTest>,
    players: Vec<Player>,
    turnout: Turnout,
) -> Result<(), Error> {
    let mut chance = stage.chance(&format!("sittings of {}", test.title));
    let (mut sittings, mut exempt) = (Vec::with_capacity(SLICE), Vec::new());
    for player in players {
        let drawn = chance.percent(turnout.percent);
        let sits = match stage.card_of(player.person) {
            Some(_) => turnout.cards == Cards::Sat,
            None => drawn,
        };
        if sits {
            sittings.push(sitting(test, player, turnout.until, &mut chance));
        } else if turnout.cards == Cards::Sat && chance.percent(18) {
            exempt.push(exemption(stage, test, &player, &mut chance)?);
        }
        if sittings.len() == SLICE {
            write(stage, test, std::mem::take(&mut sittings)).await?;
        }
    }
    write(stage, test, sittings).await?;
    stage
        .app
        .db
        .bulk("sample_exemptions", move |tx| {
            Ok(tx.insert_many(&EXEMPTIONS, &exempt)?)
        })
        .await?;
    Ok(())
}

async fn write(
    stage: &Stage<'_>,
    test: &Arc<LiveTest>,
    sittings: Vec<PastSitting>,
) -> Result<(), Error> {
    let (test, keys) = (Arc::clone(test), stage.app.sealer.clone());
    stage
        .app
        .db
        .bulk("sample_sittings", move |tx| {
            bulk::insert(tx, &keys, &test, &sittings)
        })
        .await
}

static EXEMPTIONS: InsertMany = InsertMany::new(
    "test_exemption",
    &[
        ("test_id", Kind::Id),
        ("person_id", Kind::Id),
        ("kind", Kind::Text),
        ("reason", Kind::Text),
        ("by_person", Kind::Id),
        ("at", Kind::Int),
    ],
    OnConflict::Keep(&["test_id", "person_id"]),
);

const REASONS: [(&str, &str); 5] = [
    ("waived", "年老体弱，支部送学上门"),
    ("excused", "住院治疗"),
    ("excused", "在外务工，错过时间，已补学"),
    ("waived", "长期卧病"),
    ("excused", "出差，参加了单位组织的学习"),
];

fn exemption(
    stage: &Stage<'_>,
    test: &LiveTest,
    player: &Player,
    chance: &mut Rng,
) -> Result<Vec<Value>, Error> {
    let (kind, reason) = chance
        .pick(&REASONS)
        .copied()
        .unwrap_or(("excused", "请假"));
    let by = stage.person("org_staff")?;
    Ok(params![test.id, player.person, kind, reason, by, test.closes_at].to_vec())
}
