//! Lead secretaries of villages and communities with their vetting, and what towns teach.

use grow::leader::SOURCES;
use platform::clock::Millis;
use platform::db::Value;
use platform::error::Error;
use platform::ids::PersonId;
use platform::{params, sql};

use super::sink::{Sink, table};
use super::structure::ids;
use super::{Ground, Member, Org, below, one_of};
use crate::seed::Seed;

table!(
    LEADERS, leader, id Id, org_id Id, person_id Id, state Text, source Text, words Text,
    until_on Text, created_by Id, created_at Int
);
table!(
    VETTINGS, leader_vetting, id Id, leader_id Id, department Text, question Text, org_id Id,
    due_on Text, asked_by Id, asked_at Int, verdict Text, stated_by Text, answered_at Int
);
table!(
    EVENTS, leader_event, id Id, leader_id Id, kind Text, held_on Text, until_on Text, number Text,
    words Text, entered_by Id, entered_at Int
);
table!(SKILLS, skill, id Id, org_id Id, name Text, words Text, created_by Id, created_at Int);
table!(PLANS, skill_plan, id Id, org_id Id, year Int, aim Text, created_by Id, created_at Int);
table!(
    SESSIONS, skill_session, id Id, plan_id Id, skill_id Id, org_id Id, title Text, place Text,
    organiser Text, starts_at Int, hours Int, seats Int, created_by Id, created_at Int
);
table!(
    SEATS, skill_seat, session_id Id, person_id Id, entered_by Id, entered_at Int, credited_by Id,
    credited_at Int
);
table!(
    USES, skill_use, id Id, session_id Id, person_id Id, used_on Text, words Text, entered_by Id,
    entered_at Int
);

const LEARNED: [&str; 6] = [
    "嫁接",
    "水肥一体",
    "无人机植保",
    "直播带货",
    "电工",
    "照护老人",
];

pub(super) async fn fill(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
) -> Result<usize, Error> {
    let led = ids(ground, sql!("sql/led.sql")).await?;
    let fits = |org: &Org| org.is_local() && !led.contains(&org.id);
    for org in ground.some(ground.members / 400, fits) {
        let roll = ground.roll(&org.path).await?;
        for (n, member) in roll.iter().take(2).enumerate() {
            leader(ground, sink, seed, (org, member), n == 0);
        }
        sink.breathe().await?;
    }
    let planned = ids(ground, sql!("sql/planned.sql")).await?;
    let fits = |org: &Org| org.is_committee() && org.path.len() >= 12 && !planned.contains(&org.id);
    for org in ground.some(ground.members / 10_000, fits) {
        let roll = ground.roll(&org.path).await?;
        taught(ground, sink, seed, org, &roll);
        sink.breathe().await?;
    }
    sink.settle().await
}

/// What has happened to one by their state.
fn happened(state: &str) -> &'static [&'static str] {
    match state {
        "filed" => &["filed"],
        "appointed" => &["filed", "appointed", "trained", "reviewed"],
        "ended" => &["filed", "appointed", "removed"],
        _ => &[],
    }
}

fn leader(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (org, member): (&Org, &Member),
    first: bool,
) {
    let state = match seed.below(10) {
        _ if first && seed.below(4) > 0 => "appointed",
        0..=3 => "reserve",
        4..=6 => "candidate",
        7 => "filed",
        _ => "ended",
    };
    let at = ground.ago(60 + below(seed, 900), 10);
    let id = Value::Id(Ground::id(seed, at));
    let above = ground.head(&org.path[..org.path.len() - 4]).id;
    let until = (state == "appointed").then(|| at.plus_days(1_460).date());
    sink.put(
        &LEADERS,
        params![
            id,
            org.id,
            member.id,
            state,
            *one_of(seed, &SOURCES),
            "办合作社八年，账目清楚。",
            until,
            above,
            at
        ],
    );
    if state == "reserve" {
        return;
    }
    vetted(ground, sink, seed, (&id, org, above), (state, at));
    for (n, kind) in (1_i64..).zip(happened(state)) {
        let on = at.plus_days(n * 10);
        let event = Value::Id(Ground::id(seed, on));
        let until = until.filter(|_| *kind == "appointed");
        let words = "三件承诺办成两件，路灯还差一段。";
        let row = params![event, id, *kind, on.date(), until, "", words, above, on];
        sink.put(&EVENTS, row);
    }
}

/// What departments were asked about one.
fn vetted(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (id, org, above): (&Value, &Org, PersonId),
    (state, at): (&str, Millis),
) {
    for (n, department) in (0_i64..).zip(["镇纪委", "公安派出所", "所在党支部"]) {
        // Of a candidate the branch has not answered yet.
        let open = state == "candidate" && n == 2;
        let asked = if open {
            ground.ago(below(seed, 20), 9)
        } else {
            at
        };
        let said = (!open).then(|| asked.plus_days(3));
        sink.put(
            &VETTINGS,
            params![
                Value::Id(Ground::id(seed, asked)),
                id,
                department,
                "有没有在查的问题线索",
                open.then_some(org.id),
                asked.plus_days(14).date(),
                above,
                asked,
                said.map(|_| "pass"),
                said.map(|_| "经办人"),
                said
            ],
        );
    }
}

/// A town's plan: what is learned, sessions behind and ahead with who sits in them.
fn taught(ground: &Ground, sink: &mut Sink, seed: &mut Seed, org: &Org, roll: &[Member]) {
    let head = ground.head(&org.path).id;
    let at = ground.ago(200 + below(seed, 100), 9);
    let plan = Value::Id(Ground::id(seed, at));
    let year = i64::from(ground.now.date().year());
    sink.put(
        &PLANS,
        params![plan, org.id, year, "冬闲学一样，开春用得上。", head, at],
    );
    for name in LEARNED {
        let skill = Value::Id(Ground::id(seed, at));
        sink.put(
            &SKILLS,
            params![skill, org.id, name, "自己会做，也能教别人。", head, at],
        );
        for n in 0..3_i64 {
            let starts = ground.ago(60 - n * 35 - below(seed, 10), 9);
            session(
                sink,
                seed,
                (org, roll, head),
                (&plan, &skill, name),
                (starts, ground.now),
            );
        }
    }
}

fn session(
    sink: &mut Sink,
    seed: &mut Seed,
    (org, roll, head): (&Org, &[Member], PersonId),
    (plan, skill, name): (&Value, &Value, &str),
    (starts, now): (Millis, Millis),
) {
    let made = starts.plus_days(-90);
    let id = Value::Id(Ground::id(seed, made));
    sink.put(
        &SESSIONS,
        params![
            id,
            plan,
            skill,
            org.id,
            format!("{name}现场课"),
            "镇党群服务中心",
            "农技站 周师傅",
            starts,
            4_i64,
            30_i64,
            head,
            made
        ],
    );
    let credited = (starts < now).then(|| starts.plus_days(1));
    for member in roll.iter().take(20) {
        let by = credited.map(|_| head);
        sink.put(&SEATS, params![id, member.id, head, made, by, credited]);
    }
    if let (Some(at), Some(member)) = (credited, roll.first()) {
        let told = Value::Id(Ground::id(seed, at));
        let words = "自家三十棵树都修了，还帮了隔壁。";
        sink.put(
            &USES,
            params![told, id, member.id, at.date(), words, member.id, at],
        );
    }
}
