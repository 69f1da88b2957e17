//! Tests of the sample city: those that are over, with everything sitting them left behind, those
//! that are open, and the one that opens in three minutes.

use std::collections::HashMap;
use std::sync::Arc;

use assess::bank::{MultiplePartial, QuestionKind};
use assess::paper::body::PaperQuestion;
use assess::question::store::Author;
use assess::sitting::bulk::{self, PastSitting};
use assess::sitting::log::{End, EndedBy};
use assess::sitting::permutation::Shuffle;
use assess::test::audience::Audience;
use assess::test::store::{self as written, NewTest};
use assess::test::{LiveTest, ScoreShown, TestId};
use platform::audit::{self, Entry};
use platform::clock::{DAY_MS, MINUTE_MS, Millis};
use platform::db::{InsertMany, Kind, OnConflict, Value};
use platform::error::{Error, internal};
use platform::params;

use super::bank::Ready;
use super::rng::Rng;
use super::script::{HistoryFile, kinds};
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
    let players = stage
        .players(&live.audience.path, &live.audience.kinds)
        .await?;
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
    stage
        .app
        .db
        .write("sample_test", move |tx| {
            written::add(tx, &author, &test)?;
            for action in ["test.create", "test.publish"] {
                let entry = Entry::new(author.at, action, "test").by(author.by).on(id.0);
                audit::write(tx, &entry.within(author.path.clone()))?;
            }
            written::publish(tx, &author, id)
        })
        .await?;
    Ok(id)
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

/// How somebody's sitting went.
fn sitting(test: &LiveTest, player: Player, until: Millis, chance: &mut Rng) -> PastSitting {
    let started_at = moment(
        test.opens_at,
        until.plus_ms(-(test.minutes + 5) * MINUTE_MS),
        chance,
    );
    let due_at = started_at
        .plus_ms(test.minutes * MINUTE_MS)
        .min(test.closes_at);
    let ran_out = chance.percent(3);
    // Two draws lean towards the middle.
    let skill = (chance.between(58, 99) + chance.between(58, 99)) / 2;
    let mut answers = Vec::with_capacity(test.paper.questions.len());
    for question in &test.paper.questions {
        if !chance.percent(if ran_out { 20 } else { 1 }) {
            answers.push((question.no, answer(question, skill.unsigned_abs(), chance)));
        }
    }
    let mut changed = Vec::new();
    for (no, value) in &mut answers {
        if chance.percent(4)
            && let Some(question) = test.paper.question(*no)
        {
            // Some think again: the first answer was another one.
            changed.push((*no, *value));
            *value = wrong(question, chance);
        }
    }
    let last = if ran_out {
        due_at.0 - 20_000
    } else {
        due_at.0 - (due_at.0 - started_at.0) / 10
    };
    let span = chance
        .between((last - started_at.0) * 3 / 10, last - started_at.0)
        .max(1);
    let mut moments: Vec<Millis> = (0..answers.len() + changed.len())
        .map(|_| started_at.plus_ms(chance.between(5_000.min(span), span)))
        .collect();
    moments.sort_unstable();
    let finished = moments
        .last()
        .map_or(started_at, |at| at.plus_ms(chance.between(4_000, 50_000)));
    let end = if ran_out {
        End {
            at: due_at,
            by: EndedBy::Deadline,
        }
    } else {
        End {
            at: finished.min(due_at),
            by: EndedBy::Person,
        }
    };
    PastSitting {
        person: player.person,
        person_no: player.person_no,
        org_no: player.org_no,
        path: player.path,
        started_at,
        client: (chance.next() >> 12).cast_signed(),
        answers,
        changed,
        moments,
        end: Some(end),
    }
}

/// A moment of a day between two, when people are awake.
fn moment(from: Millis, until: Millis, chance: &mut Rng) -> Millis {
    let mut at = from;
    for _ in 0..8 {
        at = Millis(chance.between(from.0, until.0.max(from.0)));
        if (7..22).contains(&at.civil().hour()) {
            break;
        }
    }
    at
}

/// What somebody of such a skill answers, as a bit mask.
fn answer(question: &PaperQuestion, skill: u64, chance: &mut Rng) -> i64 {
    let skill = if question.kind == QuestionKind::Multiple {
        skill.saturating_sub(12)
    } else {
        skill
    };
    if chance.percent(skill) {
        question.key
    } else {
        wrong(question, chance)
    }
}

/// A wrong answer that somebody might give.
fn wrong(question: &PaperQuestion, chance: &mut Rng) -> i64 {
    let choices = i64::from(question.choices());
    let one = chance.between(0, choices - 1);
    match question.kind {
        QuestionKind::Multiple => {
            let other = question.key ^ (1 << one);
            if other == 0 {
                question.key | (1 << ((one + 1) % choices))
            } else {
                other
            }
        }
        _ if question.key == 1 << one => 1 << ((one + 1) % choices),
        _ => 1 << one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use assess::bank::Mark;

    #[test]
    fn wrong_answers_are_answers_and_wrong() {
        let mut chance = Rng::new(1, "test");
        for (kind, options, key) in [
            (QuestionKind::Single, 4, 0b0100),
            (QuestionKind::Multiple, 5, 0b0011),
            (QuestionKind::Multiple, 2, 0b11),
            (QuestionKind::TrueFalse, 0, 0b10),
        ] {
            let question = PaperQuestion {
                no: 1,
                kind,
                text: String::new(),
                options: vec!["甲".to_owned(); options],
                key,
                full: Mark::whole(1),
            };
            for _ in 0..200 {
                let value = wrong(&question, &mut chance);
                assert!(
                    question.takes(value) && value != 0 && value != key,
                    "{kind:?} {value:b}"
                );
            }
        }
    }
}
