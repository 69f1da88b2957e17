//! Items of rectification, and projects that join Party work to the work itself.

use casework::matter::change::RECEIVED;
use casework::matter::{MATTER, MatterId};
use casework::project::Verdict;
use platform::clock::{DAY_MS, Millis};
use platform::db::Value;
use platform::error::Error;
use platform::ids::PersonId;
use platform::params;
use platform::record::Record;

use super::sink::{Sink, table};
use super::{Ground, Org, below, one_of};
use crate::seed::Seed;

table!(
    MATTERS, matter, id Id, kind Text, first_org Id, owner_org Id, owner_person Id, path Text,
    state Text, phase Text, sort_at Int, round Int, clock_from Int, clock_ms Int, opened_at Int,
    closed_at Int
);
table!(
    STEPS, matter_step, matter_id Id, no Int, step Text, to_org Id, to_person Id, words Text,
    by_person Id, at Int
);
table!(PROOFS, matter_proof, matter_id Id, round Int, words Text, by_person Id, at Int);
table!(
    VERDICTS, matter_verdict, matter_id Id, round Int, verdict Text, words Text, by_person Id,
    at Int
);
table!(
    ITEMS, rectification, matter_id Id, org_id Id, source Text, finding Text, wanted Text,
    found_on Text, created_by Id
);
table!(
    PROJECTS, project, id Id, org_id Id, title Text, goal Text, measure Text, unit Text,
    baseline Int, target Int, starts_on Text, ends_on Text, created_by Id, created_at Int
);
table!(
    ACTIONS, project_action, project_id Id, no Int, what Text, planned_on Text, done_on Text,
    done_words Text, entered_by Id, entered_at Int
);
table!(
    MEASURED, project_measurement, project_id Id, measured_on Text, value Int, source Text,
    entered_by Id, entered_at Int
);
table!(
    CLOSURES, project_closure, project_id Id, verdict Text, contribution Text, otherwise Text,
    closed_by Id, closed_at Int
);

const FOUND: [&str; 4] = [
    "党员会议记录只有签名，没有议定事项。",
    "村务公开栏三个月没有换。",
    "楼院长名单是去年的，两处打不通电话。",
    "困难党员走访记录半年没有更新。",
];
const TITLES: [&str; 4] = [
    "合作社青菜抽检合格率",
    "窗口办件提速",
    "楼道堆物清零",
    "设备故障停机时间",
];

pub(super) async fn fill(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
) -> Result<usize, Error> {
    for org in ground.some(ground.members / 400, Org::is_branch) {
        for _ in 0..2 {
            item(ground, sink, seed, org);
        }
        sink.breathe().await?;
    }
    for org in ground.some(ground.members / 300, Org::is_branch) {
        project(ground, sink, seed, org);
        sink.breathe().await?;
    }
    sink.settle().await
}

/// An item: in three of ten its clock runs, two of ten wait to be looked at, the rest is settled.
fn item(ground: &Ground, sink: &mut Sink, seed: &mut Seed, org: &Org) {
    let (state, phase) = match seed.below(10) {
        0..=2 => ("open", "open"),
        3..=4 => ("answered", "answered"),
        _ => ("settled", "closed"),
    };
    let length = (30 + below(seed, 60)) * DAY_MS;
    let ago = match phase {
        "open" => below(seed, length + length / 4),
        "answered" => 20 * DAY_MS + below(seed, 10 * DAY_MS),
        _ => 100 * DAY_MS + below(seed, 500 * DAY_MS),
    };
    let opened = ground.now.plus_ms(-ago);
    let (done, judged) = (opened.plus_days(12), opened.plus_days(18));
    let id = MatterId(Ground::id(seed, opened));
    let (head, above) = (ground.head(&org.path), ground.head(&ground.above(org).path));
    let sort_at = match phase {
        "open" => opened.0 + length,
        "answered" => done.0 + length,
        _ => -judged.0,
    };
    let closed = (phase == "closed").then_some(judged);
    sink.put(
        &MATTERS,
        params![
            id,
            "rectification",
            org.id,
            org.id,
            head.id,
            org.path,
            state,
            phase,
            sort_at,
            1_i64,
            opened,
            length,
            opened,
            closed
        ],
    );
    sink.put(
        &ITEMS,
        params![
            id,
            ground.above(org).id,
            "第三季度调研",
            *one_of(seed, &FOUND),
            "每次写清议定什么、谁办、哪天前办成。",
            opened.date(),
            above.id
        ],
    );
    history(
        sink,
        (id, org, head.id, above.id),
        (phase, opened, done, judged),
    );
    sink.tell(Record {
        at: opened,
        verb: &RECEIVED,
        actor_no: head.no,
        org_no: org.no,
        object_kind: MATTER,
        object_id: id.0,
        result: None,
        detail: None,
    });
}

/// What happened to it, by the list it stands on.
fn history(
    sink: &mut Sink,
    (id, org, head, above): (MatterId, &Org, PersonId, PersonId),
    (phase, opened, done, judged): (&str, Millis, Millis, Millis),
) {
    let (to, whom) = (Some(org.id), Some(head));
    sink.put(
        &STEPS,
        params![id, 1_i64, "found", to, whom, "", above, opened],
    );
    let (no_org, nobody) = (to.filter(|_| false), whom.filter(|_| false));
    if phase != "open" {
        sink.put(
            &STEPS,
            params![id, 2_i64, "answered", no_org, nobody, "", head, done],
        );
        sink.put(
            &PROOFS,
            params![id, 1_i64, "九月起按月更换，贴在门口左侧。", head, done],
        );
    }
    if phase == "closed" {
        sink.put(
            &STEPS,
            params![id, 3_i64, "solved", no_org, nobody, "", above, judged],
        );
        sink.put(
            &VERDICTS,
            params![id, 1_i64, "solved", "去看过两次。", above, judged],
        );
    }
}

fn project(ground: &Ground, sink: &mut Sink, seed: &mut Seed, org: &Org) {
    let begun = ground.ago(380 + below(seed, 100), 9);
    let id = Value::Id(Ground::id(seed, begun));
    let head = ground.head(&org.path).id;
    sink.put(
        &PROJECTS,
        params![
            id,
            org.id,
            *one_of(seed, &TITLES),
            "来一次就办好，少跑路、少等。",
            "每月平均",
            "天",
            9_000_i64,
            3_000_i64,
            begun.date(),
            ground.ago(-60, 9).date(),
            head,
            begun
        ],
    );
    for no in 1..=4_i64 {
        let on = begun.plus_days(no * 60);
        let done = (no < 4).then(|| on.date());
        let words = done.map(|_| "四户都用上了，账也算清了。");
        let what = "党员带头示范，每周通报一次";
        sink.put(
            &ACTIONS,
            params![id, no, what, on.date(), done, words, head, on],
        );
    }
    for n in 0..12_i64 {
        let on = begun.plus_days(n * 30);
        let value = 9_000 - n * 480 + below(seed, 300);
        sink.put(
            &MEASURED,
            params![id, on.date(), value, "月度台账", head, on],
        );
    }
    if seed.below(3) == 0 {
        let verdict = one_of(seed, &Verdict::ALL).code();
        let words = "示范户作用最大，两个月后有回潮。";
        let otherwise = "同期换了新的承包公司。";
        sink.put(
            &CLOSURES,
            params![id, verdict, words, otherwise, head, ground.ago(5, 9)],
        );
    }
}
