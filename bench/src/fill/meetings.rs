//! Two years of organisation life in some of the branches: held, minuted and sealed, the newest still
//! waiting, some ahead; and talks.

use std::collections::HashSet;

use meet::meeting::{HELD, Kind, MEETING};
use meet::minutes::sheet::SheetItem;
use meet::minutes::{Body, BodyItem, Sheet};
use meet::year;
use platform::clock::{MINUTE_MS, Millis};
use platform::db::Value;
use platform::error::{Error, internal};
use platform::ids::OrgId;
use platform::record::Record;
use platform::{params, sql};
use sha2::Digest as _;

use super::sink::{Sink, table};
use super::{Ground, Member, Org, Who, below, one_of};
use crate::seed::Seed;

table!(
    MEETINGS, meeting, id Id, org_id Id, kind Text, title Text, starts_at Int, held_on Text,
    minutes Int, place Text, link Text, words Text, chair_id Id, recorder_id Id, on_paper Int,
    created_by Id, created_at Int
);
table!(ROOMS, meeting_room, meeting_id Id, version Int, item_no Int);
table!(
    PEOPLE, meeting_person, meeting_id Id, person_id Id, pinyin Text, starts_at Int, standing Text,
    has_vote Int, no_vote Text, attendance Text, words Text, entered_by Id, entered_at Int
);
table!(ITEMS, meeting_item, meeting_id Id, no Int, title Text);
table!(OPENINGS, meeting_opening, meeting_id Id, opened_by Id, opened_at Int);
table!(ENDINGS, meeting_ending, meeting_id Id, ended_by Id, ended_at Int);
table!(
    REMARKS, meeting_remark, id Id, meeting_id Id, item_no Int, person_id Id, words Text,
    entered_by Id, entered_at Int
);
table!(
    VOTES, meeting_vote, id Id, meeting_id Id, item_no Int, no Int, title Text, regime Text,
    ballot Text, opened_by Id, opened_at Int
);
table!(
    COUNTS, meeting_count, vote_id Id, expected Int, attending Int, written Int, yes Int, no Int,
    abstained Int, counted_by Text, quorate Int, passed Int, closed_by Id, closed_at Int
);
table!(
    MINUTES, meeting_minutes, meeting_id Id, body Text, version Int, written_by Id, written_at Int,
    submitted_by Id, submitted_at Int
);
table!(
    SEALS, meeting_seal, meeting_id Id, body Text, hash Bytes, alone Int, sealed_by Id, sealed_at Int
);
table!(PERIODS, meeting_period, org_id Id, kind Text, period Text, meeting_id Id);
table!(
    TALKS, talk, id Id, org_id Id, kind Text, by_person Id, with_person Id, held_on Text,
    subject Text, entered_by Id, entered_at Int
);

const TITLES: [&str; 6] = [
    "把楼道灯的事议定下来",
    "汛期值守怎么排",
    "读原著，说自己的体会",
    "低收入户的帮扶怎么续",
    "晒谷场和停车怎么分时用",
    "明年的集体活动和经费",
];
const SAID: [&str; 4] = [
    "我家门口那盏灯坏了半个月，先从北面修起。",
    "同意，但要写明谁去办、哪天前办好。",
    "上次议定的三件事办成两件，还差一件说明原因。",
    "外出的同志开视频参加，材料前一天发到群里。",
];

/// A branch that meets.
struct Branch<'g> {
    org: &'g Org,
    chair: Who,
    recorder: Who,
    roll: Vec<Member>,
}

pub(super) async fn fill(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
) -> Result<usize, Error> {
    let known: Vec<(OrgId, String, String)> = ground
        .app
        .db
        .read("bench_periods", |tx| {
            Ok(tx.all(sql!("sql/periods.sql"), params![])?)
        })
        .await?;
    let mut known: HashSet<(OrgId, String, String)> = known.into_iter().collect();
    for org in ground.some(ground.members / 333, Org::is_branch) {
        let roll = ground.roll(&org.path).await?;
        let chair = ground.head(&org.path).clone();
        let Some(recorder) = roll.iter().rev().find(|one| one.id != chair.id) else {
            continue;
        };
        let branch = Branch {
            org,
            chair,
            recorder: Who {
                id: recorder.id,
                no: recorder.no,
                name: recorder.name.clone(),
            },
            roll,
        };
        year_of(ground, sink, seed, &branch, &mut known).await?;
        talks(ground, sink, seed, &branch);
        sink.breathe().await?;
    }
    sink.settle().await
}

/// Twenty meetings behind and two ahead.
async fn year_of(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    branch: &Branch<'_>,
    known: &mut HashSet<(OrgId, String, String)>,
) -> Result<(), Error> {
    for ago in 1..=12_i64 {
        let mut kinds = vec![Kind::ThemeDay];
        match ago % 3 {
            1 => kinds.push(Kind::GeneralAssembly),
            2 => kinds.push(Kind::PartyLecture),
            _ => {}
        }
        for kind in kinds {
            let at = ground.ago(ago * 30 + below(seed, 20), 9);
            held(ground, sink, seed, branch, (kind, at, ago > 1), known)?;
            sink.breathe().await?;
        }
    }
    for ahead in [3, 24] {
        let at = ground.ago(-ahead - below(seed, 9), 9);
        called(
            ground,
            sink,
            seed,
            branch,
            (Kind::ThemeDay, at, ground.ago(2, 8)),
        );
    }
    Ok(())
}

/// A meeting as it is called: itself, its room, its agenda, whom it expects. Gives its id.
fn called(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    branch: &Branch<'_>,
    (kind, at, made): (Kind, Millis, Millis),
) -> [u8; 16] {
    let id = Ground::id(seed, made);
    let over = at < ground.now;
    sink.put(
        &MEETINGS,
        params![
            Value::Id(id),
            branch.org.id,
            kind.code(),
            *one_of(seed, &TITLES),
            at,
            at.date(),
            90_i64,
            "党群服务中心二楼会议室",
            "",
            "",
            branch.chair.id,
            branch.recorder.id,
            over,
            branch.chair.id,
            made
        ],
    );
    sink.put(&ROOMS, params![Value::Id(id), 1_i64, 0_i64]);
    for member in &branch.roll {
        let full = member.category == "full_member";
        let how = match seed.below(20) {
            0..=14 => Some("hall"),
            15..=16 => Some("remote"),
            17..=18 => Some("excused"),
            _ => Some("waived"),
        };
        let (no_vote, how) = (if full { "" } else { "probationary" }, how.filter(|_| over));
        let words = if how == Some("excused") {
            "外出务工"
        } else {
            ""
        };
        sink.put(
            &PEOPLE,
            params![
                Value::Id(id),
                member.id,
                member.pinyin,
                at,
                "expected",
                full,
                no_vote,
                how,
                words,
                how.map(|_| branch.recorder.id),
                how.map(|_| at)
            ],
        );
    }
    for (no, title) in (1_i64..).zip(["学习", "议事", "通报上次议定的事"]) {
        sink.put(&ITEMS, params![Value::Id(id), no, title]);
    }
    id
}

fn held(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    branch: &Branch<'_>,
    (kind, at, sealed): (Kind, Millis, bool),
    known: &mut HashSet<(OrgId, String, String)>,
) -> Result<(), Error> {
    let bare = called(ground, sink, seed, branch, (kind, at, at));
    let id = Value::Id(bare);
    let (chair, recorder) = (branch.chair.id, branch.recorder.id);
    sink.put(&OPENINGS, params![id, chair, at]);
    sink.put(&ENDINGS, params![id, chair, at.plus_ms(90 * MINUTE_MS)]);
    for no in 1..=2_i64 {
        let who = one_of(seed, &branch.roll).id;
        let (said, when) = (*one_of(seed, &SAID), at.plus_ms(no * 10 * MINUTE_MS));
        let remark = Value::Id(Ground::id(seed, when));
        sink.put(&REMARKS, params![remark, id, no, who, said, recorder, when]);
    }
    if kind == Kind::GeneralAssembly {
        vote(sink, seed, branch, &id, at);
    }
    let body = Body {
        items: vec![BodyItem {
            no: 2,
            text: "议定三件事，写明由谁办、哪天前办，下次会上通报。".to_owned(),
        }],
        closing: "散会。".to_owned(),
    };
    let text = serde_json::to_string(&body).map_err(|error| internal(error.to_string()))?;
    let later = at.plus_days(1);
    let handed = Some(recorder);
    sink.put(
        &MINUTES,
        params![
            id,
            text,
            1_i64,
            recorder,
            later,
            handed,
            handed.map(|_| later)
        ],
    );
    if sealed {
        seal(sink, branch, (bare, kind, at), &body)?;
    }
    let rules = ground.app.rules.now();
    let period = year::period(at.date(), year::months(&rules, kind, at.date())?);
    if known.insert((branch.org.id, kind.code().to_owned(), period.clone())) {
        sink.put(&PERIODS, params![branch.org.id, kind.code(), period, id]);
        sink.count(&branch.org.path, &year::indicator(kind, &period), 1);
    }
    Ok(())
}

fn vote(sink: &mut Sink, seed: &mut Seed, branch: &Branch<'_>, id: &Value, at: Millis) {
    let vote = Value::Id(Ground::id(seed, at));
    let recorder = branch.recorder.id;
    sink.put(
        &VOTES,
        params![
            vote,
            id,
            2_i64,
            1_i64,
            "按议定的办",
            "general",
            "open",
            recorder,
            at
        ],
    );
    let all = branch
        .roll
        .iter()
        .filter(|one| one.category == "full_member");
    let expected = i64::try_from(all.count()).unwrap_or(0);
    let there = expected - expected / 6;
    let abstained = expected / 9;
    sink.put(
        &COUNTS,
        params![
            vote,
            expected,
            there,
            0_i64,
            there - abstained,
            0_i64,
            abstained,
            "记录人",
            1_i64,
            1_i64,
            recorder,
            at.plus_ms(40 * MINUTE_MS)
        ],
    );
}

fn seal(
    sink: &mut Sink,
    branch: &Branch<'_>,
    (id, kind, at): ([u8; 16], Kind, Millis),
    body: &Body,
) -> Result<(), Error> {
    let names: Vec<&str> = branch.roll.iter().map(|one| one.name.as_str()).collect();
    let sheet = Sheet {
        title: format!("{}会议记录", branch.org.name),
        facts: vec![("主持".to_owned(), branch.chair.name.clone())],
        people: vec![("到会".to_owned(), names.join("、"))],
        items: vec![SheetItem {
            no: 2,
            title: "议事".to_owned(),
            text: body.of(2).to_owned(),
            votes: Vec::new(),
        }],
        grades: Vec::new(),
        closing: body.closing.clone(),
        signed: vec![branch.chair.name.clone(), branch.recorder.name.clone()],
    };
    let text = serde_json::to_string(&sheet).map_err(|error| internal(error.to_string()))?;
    let hash: [u8; 32] = sha2::Sha256::digest(text.as_bytes()).into();
    let (by, later) = (branch.chair.id, at.plus_days(2));
    sink.put(&SEALS, params![Value::Id(id), text, hash, false, by, later]);
    sink.tell(Record {
        at,
        verb: &HELD,
        actor_no: branch.chair.no,
        org_no: branch.org.no,
        object_kind: MEETING,
        object_id: id,
        result: i64::try_from(branch.roll.len()).ok(),
        detail: Some(serde_json::json!({ "kind": kind.code() })),
    });
    Ok(())
}

fn talks(ground: &Ground, sink: &mut Sink, seed: &mut Seed, branch: &Branch<'_>) {
    let chair = branch.chair.id;
    let others = branch.roll.iter().filter(|one| one.id != chair).take(6);
    for (n, member) in (1_i64..).zip(others) {
        let at = ground.ago(n * 40 + below(seed, 30), 16);
        sink.put(
            &TALKS,
            params![
                Value::Id(Ground::id(seed, at)),
                branch.org.id,
                "heart_talk",
                chair,
                member.id,
                at.date(),
                "家里和工作上的难处",
                chair,
                at
            ],
        );
    }
}
