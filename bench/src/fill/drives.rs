//! Quality drives of the city and its districts, and what is asked at the desk of data requests.

use insight::data_request::folded;
use insight::drive::{EVIDENCE_GIVEN, GOAL, GOAL_REVIEWED, MEASURE, Verdict};
use platform::clock::Millis;
use platform::db::Value;
use platform::error::Error;
use platform::params;
use platform::record::Record;

use super::sink::{Sink, table};
use super::{Ground, Org, below, one_of};
use crate::seed::Seed;

table!(
    DRIVES, drive, id Id, org_id Id, title Text, aim Text, starts_on Text, ends_on Text,
    created_by Id, created_at Int
);
table!(CLOSURES, drive_closure, drive_id Id, words Text, closed_by Id, closed_at Int);
table!(
    GOALS, drive_goal, id Id, drive_id Id, no Int, problem Text, goal Text, created_by Id,
    created_at Int
);
table!(
    MEASURES, drive_measure, id Id, goal_id Id, no Int, what Text, org_id Id, responsible Text,
    due_on Text, created_by Id, created_at Int
);
table!(
    EVIDENCE, drive_evidence, id Id, measure_id Id, happened_on Text, words Text, entered_by Id,
    entered_at Int
);
table!(
    REVIEWS, drive_review, id Id, goal_id Id, verdict Text, words Text, reviewed_by Id,
    reviewed_at Int
);
table!(
    ASKED, data_request, id Id, org_id Id, title Text, purpose Text, basis Text, units Text,
    expires_on Text, created_by Id, created_at Int
);
table!(
    FIELDS, data_request_field, request_id Id, no Int, known Text, label Text, folded Text,
    kind Text
);
table!(
    SENDINGS, data_request_sending, request_id Id, units Int, minutes Int, sent_by Id, sent_at Int
);
table!(
    UNITS, data_request_unit, request_id Id, org_id Id, answered_by Id, answered_at Int
);
table!(VALUES, data_request_value, request_id Id, org_id Id, no Int, value Text);

/// Goals of one drive, and what is done for one goal.
const GOALS_OF_ONE: i64 = 4;
const MEASURES_OF_ONE: usize = 6;

pub(super) async fn fill(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
) -> Result<usize, Error> {
    let leads =
        |org: &Org| org.is_committee() && ground.within(&org.path).iter().any(Org::is_branch);
    let streets = ground.some(ground.members / 5_000, leads);
    for (n, org) in streets.into_iter().enumerate() {
        let branches: Vec<&Org> = ground
            .within(&org.path)
            .iter()
            .filter(|one| one.is_branch())
            .take(200)
            .collect();
        if branches.is_empty() {
            continue;
        }
        drive(ground, sink, seed, (org, &branches), n % 3 == 2);
        sink.breathe().await?;
        request(ground, sink, seed, (org, &branches), n);
        sink.breathe().await?;
    }
    sink.settle().await
}

fn drive(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (org, branches): (&Org, &[&Org]),
    closed: bool,
) {
    let begun = ground.ago(300 - below(seed, 60), 9);
    let id = Value::Id(Ground::id(seed, begun));
    let head = ground.head(&org.path);
    let title = format!("党建质量过硬行动（{}）", org.name);
    let aim = "把学习和组织生活落到解决问题上。";
    let ends = ground.ago(-60, 9).date();
    sink.put(
        &DRIVES,
        params![id, org.id, title, aim, begun.date(), ends, head.id, begun],
    );
    for no in 1..=GOALS_OF_ONE {
        let goal = Ground::id(seed, begun);
        let problem = "主题党日多是念文件，讨论不到十分钟。";
        let wanted = "每次讨论一件群众的事，定下由谁办。";
        sink.put(
            &GOALS,
            params![Value::Id(goal), id, no, problem, wanted, head.id, begun],
        );
        for no in (1_i64..).take(MEASURES_OF_ONE) {
            let branch = *one_of(seed, branches);
            measure(ground, sink, seed, (goal, no, begun), branch);
        }
        if closed || no < GOALS_OF_ONE {
            let at = ground.ago(20, 15);
            let verdict = one_of(seed, &Verdict::ALL).code();
            let review = Value::Id(Ground::id(seed, at));
            let words = "到会听了两次，又问了四户。";
            sink.put(
                &REVIEWS,
                params![review, Value::Id(goal), verdict, words, head.id, at],
            );
            sink.tell(Record {
                at,
                verb: &GOAL_REVIEWED,
                actor_no: head.no,
                org_no: org.no,
                object_kind: GOAL,
                object_id: goal,
                result: None,
                detail: None,
            });
        }
    }
    if closed {
        sink.put(
            &CLOSURES,
            params![id, "四个目标都看过。", head.id, ground.ago(3, 16)],
        );
    }
}

fn measure(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (goal, no, begun): ([u8; 16], i64, Millis),
    branch: &Org,
) {
    let id = Ground::id(seed, begun);
    let who = ground.head(&branch.path);
    let above = ground.head(&ground.above(branch).path).id;
    let due = ground.ago(40 - below(seed, 80), 9).date();
    let what = "开会前征求三户的意见，选一件事上会讨论";
    sink.put(
        &MEASURES,
        params![
            Value::Id(id),
            Value::Id(goal),
            no,
            what,
            branch.id,
            who.name,
            due,
            above,
            begun
        ],
    );
    for n in 0..below(seed, 5) {
        let at = begun.plus_days(30 + n * 40);
        let evidence = Value::Id(Ground::id(seed, at));
        let words = "议定把坏路灯换掉，两天后装好。";
        sink.put(
            &EVIDENCE,
            params![evidence, Value::Id(id), at.date(), words, who.id, at],
        );
        sink.tell(Record {
            at,
            verb: &EVIDENCE_GIVEN,
            actor_no: who.no,
            org_no: branch.no,
            object_kind: MEASURE,
            object_id: id,
            result: None,
            detail: None,
        });
    }
}

/// A request of all branches below, half of which have answered.
fn request(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (org, branches): (&Org, &[&Org]),
    n: usize,
) {
    let made = ground.ago(6 + below(seed, 5), 9);
    let id = Value::Id(Ground::id(seed, made));
    let head = ground.head(&org.path).id;
    let until = ground.ago(-12, 9).date();
    sink.put(
        &ASKED,
        params![
            id,
            org.id,
            "冬季用电和取暖情况",
            "安排线路检修，先修危险的。",
            "街道党工委会议决定",
            "branches",
            until,
            head,
            made
        ],
    );
    for (no, label) in (1_i64..).zip(["取暖户数", "最急着修的一处"]) {
        let label = format!("{label}{n}");
        let kind = if no == 1 { "number" } else { "text" };
        let known = None::<String>;
        sink.put(&FIELDS, params![id, no, known, label, folded(&label), kind]);
    }
    let minutes = i64::try_from(branches.len() * 10).unwrap_or(0);
    sink.put(&SENDINGS, params![id, branches.len(), minutes, head, made]);
    for branch in branches {
        let at = (seed.below(2) == 0).then(|| made.plus_days(2));
        let by = at.map(|_| ground.head(&branch.path).id);
        sink.put(&UNITS, params![id, branch.id, by, at]);
        if at.is_some() {
            sink.put(&VALUES, params![id, branch.id, 1_i64, "42"]);
            sink.put(&VALUES, params![id, branch.id, 2_i64, "二楼东侧的线"]);
        }
    }
}
