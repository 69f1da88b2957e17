//! Members on the move: stays elsewhere with what was said in touch, whom one has lost touch with,
//! affiliations on their way, stations where those away find help.

use std::collections::HashSet;

use members::belonging::tallies::{AWAY, GUESTS};
use members::{floating, lost, station};
use platform::clock::Millis;
use platform::db::Value;
use platform::error::Error;
use platform::ids::PersonId;
use platform::{params, sql};

use super::sink::{Sink, table};
use super::{Ground, Member, Org, below, one_of};
use crate::seed::Seed;

table!(
    FLOATINGS, floating, id Id, person_id Id, home_org_id Id, home_path Text, home_words Text,
    host_org_id Id, host_path Text, host_words Text, reason Text, destination Text,
    unit_nature Text, from_on Text, has_card Int, registered_by Text, entered_by Id, on_paper Int,
    created_at Int, state Text, home_said Int, home_said_by Text, host_said Int, host_said_by Text,
    belonging_id Id, contacted_on Text, closed_on Text, closed_how Text
);
table!(
    BELONGINGS, belonging, id Id, person_id Id, org_id Id, path Text, kind Text, from_on Text,
    pinyin Text, stroke Bytes, created_at Int
);
table!(
    CONTACTS, floating_contact, id Id, floating_id Id, side Text, how Text, on_day Text, note Text,
    entered_by Id, created_at Int
);
table!(
    LOST, lost_contact, id Id, person_id Id, org_id Id, path Text, since_on Text, opened_by Id,
    opened_at Int
);
table!(
    TRIES, lost_contact_try, id Id, lost_id Id, on_day Text, words Text, entered_by Id,
    created_at Int
);
table!(
    TRANSFERS, transfer, id Id, kind Text, person_id Id, full_name Text, from_org_id Id,
    from_path Text, from_words Text, to_org_id Id, to_path Text, to_words Text, reason Text,
    dues_until Text, proposed_by Text, entered_by Id, on_paper Int, created_at Int, state Text,
    letter_no Text, letter_on Text, valid_until Text, answered_at Int, closed_on Text
);
table!(
    STATIONS, station, id Id, org_id Id, path Text, name Text, division Text, address Text,
    hours Text, people Text, phone Text, services Text, created_by Id, created_at Int
);
table!(
    EVENTS, station_event, id Id, station_id Id, title Text, starts_at Int, words Text,
    created_by Id, created_at Int
);
table!(
    ASKS, station_ask, id Id, station_id Id, asker Text, words Text, entered_by Id, created_at Int,
    answer Text, answered_by Id, answered_at Int, closed_at Int, closed_by Id
);

const CITIES: [&str; 6] = [
    "浙江省杭州市",
    "江苏省苏州市",
    "广东省深圳市",
    "上海市",
    "福建省泉州市",
    "江西省上饶市",
];
const NOTES: [&str; 4] = [
    "工地月底收尾，春节前回去。",
    "换了租住的地方，新地址已记下。",
    "孩子上学的事，帮着问了街道。",
    "参加了那边支部的主题党日。",
];

/// Members who are on the move already or whom a card shows: nothing is made up about them.
pub(super) async fn busy(ground: &Ground) -> Result<HashSet<PersonId>, Error> {
    let rows: Vec<(PersonId,)> = ground
        .app
        .db
        .read("bench_busy", |tx| {
            Ok(tx.all(sql!("sql/busy.sql"), params![])?)
        })
        .await?;
    let moving = rows.into_iter().map(|(person,)| person);
    Ok(moving.chain(ground.shown.iter().copied()).collect())
}

pub(super) async fn fill(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    busy: &mut HashSet<PersonId>,
) -> Result<usize, Error> {
    let hosts = ground.some(ground.members / 100, Org::is_branch);
    // Three in a hundred are away, one in a hundred changes home, one in a thousand is out of touch.
    for org in ground.some(ground.members / 150, Org::is_branch) {
        let roll = ground.roll(&org.path).await?;
        let mut free: Vec<&Member> = roll
            .iter()
            .filter(|one| one.away == 0 && !busy.contains(&one.id))
            .take(6)
            .collect();
        busy.extend(free.iter().map(|one| one.id));
        if seed.below(7) == 0 {
            free.pop()
                .into_iter()
                .for_each(|member| out_of_touch(ground, sink, seed, member));
        }
        let turns = 1 + below(seed, 2);
        for (n, member) in (0_i64..).zip(free) {
            let host = *one_of(seed, &hosts);
            if n < turns {
                change(ground, sink, seed, member, host);
            } else {
                stay(ground, sink, seed, member, host);
            }
        }
        sink.breathe().await?;
    }
    for org in ground.some(ground.members / 5_000, Org::is_committee) {
        a_station(ground, sink, seed, org);
        sink.breathe().await?;
    }
    sink.settle().await
}

/// How a stay stands: in six of ten it holds.
fn drawn(seed: &mut Seed) -> (&'static str, Option<&'static str>) {
    match seed.below(20) {
        0..=11 => ("active", None),
        12..=13 => ("waiting", None),
        14..=17 => ("ended", Some("returned")),
        18 => ("refused", Some("refused")),
        _ => ("withdrawn", Some("withdrawn")),
    }
}

fn stay(ground: &Ground, sink: &mut Sink, seed: &mut Seed, member: &Member, host: &Org) {
    let (state, closed) = drawn(seed);
    let ours = (seed.below(2) == 0 && !host.path.starts_with(&member.path)).then_some(host);
    let from = ground.ago(20 + below(seed, 700), 9);
    let head = ground.head(&member.path);
    let id = Value::Id(Ground::id(seed, from));
    let holds = state == "active";
    let belonging = ours
        .filter(|_| holds)
        .map(|host| taken_in(sink, seed, (member, host), from));
    let said = (state != "refused").then_some(from);
    let host_said = matches!(state, "active" | "ended").then_some(from);
    let last = from.plus_days(below(seed, (ground.now.0 - from.0) / 86_400_000));
    let touched = matches!(state, "active" | "ended").then_some(last);
    sink.put(
        &FLOATINGS,
        params![
            id,
            member.id,
            member.org,
            member.path,
            "",
            ours.map(|org| org.id),
            ours.map(|org| org.path.clone()),
            if ours.is_some() {
                ""
            } else {
                "某街道某社区党支部"
            },
            *one_of(seed, &floating::REASONS),
            *one_of(seed, &CITIES),
            "",
            from.date(),
            true,
            "home",
            head.id,
            false,
            from,
            state,
            said,
            head.name,
            host_said,
            if host_said.is_some() {
                "支部书记"
            } else {
                ""
            },
            belonging.unwrap_or(Value::Null(platform::db::Kind::Id)),
            touched.map(Millis::date),
            closed.map(|_| last.date()),
            closed
        ],
    );
    if holds {
        sink.away(member.id);
        sink.count(&member.path, AWAY, 1);
        sink.count(&member.path, floating::OUT, 1);
        if let Some(host) = ours {
            sink.count(&host.path, floating::IN, 1);
        }
    }
    if touched.is_some() {
        in_touch(sink, seed, (&id, head.id), (from, last));
    }
}

/// What was said in touch with somebody, the last time first.
fn in_touch(
    sink: &mut Sink,
    seed: &mut Seed,
    (id, head): (&Value, PersonId),
    (from, last): (Millis, Millis),
) {
    for n in 0..1 + below(seed, 5) {
        let on = last.plus_days(-40 * n).max(from);
        let contact = Value::Id(Ground::id(seed, on));
        let (how, note) = (*one_of(seed, &floating::WAYS), *one_of(seed, &NOTES));
        let row = params![contact, id, "home", how, on.date(), note, head, on];
        sink.put(&CONTACTS, row);
    }
}

/// The belonging at the host of a stay that holds.
fn taken_in(
    sink: &mut Sink,
    seed: &mut Seed,
    (member, host): (&Member, &Org),
    from: Millis,
) -> Value {
    let id = Value::Id(Ground::id(seed, from));
    sink.put(
        &BELONGINGS,
        params![
            id,
            member.id,
            host.id,
            host.path,
            "floating",
            from.date(),
            member.pinyin,
            member.stroke,
            from
        ],
    );
    sink.count(&host.path, GUESTS, 1);
    id
}

fn out_of_touch(ground: &Ground, sink: &mut Sink, seed: &mut Seed, member: &Member) {
    let at = ground.ago(10 + below(seed, 200), 10);
    let id = Value::Id(Ground::id(seed, at));
    let head = ground.head(&member.path).id;
    sink.put(
        &LOST,
        params![
            id,
            member.id,
            member.org,
            member.path,
            at.plus_days(-190).date(),
            head,
            at
        ],
    );
    for n in 0..3 {
        let on = at.plus_days(n * 3);
        let one = Value::Id(Ground::id(seed, on));
        let words = "电话停机，问了邻居，说去了外省。";
        sink.put(&TRIES, params![one, id, on.date(), words, head, on]);
    }
    sink.count(&member.path, lost::COUNT, 1);
}

fn change(ground: &Ground, sink: &mut Sink, seed: &mut Seed, member: &Member, to: &Org) {
    let inside = to.path != member.path && seed.below(3) > 0;
    let (state, over) = match seed.below(10) {
        0..=2 => ("proposed", false),
        3..=5 => ("sent", false),
        6 => ("answered", false),
        7..=8 => ("withdrawn", true),
        _ => ("refused", true),
    };
    let at = ground.ago(if over { 120 } else { 1 } + below(seed, 70), 10);
    let id = Value::Id(Ground::id(seed, at));
    let sent = matches!(state, "sent" | "answered" | "refused");
    let head = ground.head(&member.path);
    let number = format!("云组转 {} 号", below(seed, 90_000));
    sink.put(
        &TRANSFERS,
        params![
            id,
            if inside { "internal" } else { "outward" },
            member.id,
            member.name,
            member.org,
            member.path,
            "",
            inside.then_some(to.id),
            inside.then(|| to.path.clone()),
            if inside {
                ""
            } else {
                "某市某区某社区党支部"
            },
            "工作单位变动",
            at.date(),
            "sender",
            head.id,
            false,
            at,
            state,
            if sent { number.as_str() } else { "" },
            sent.then(|| at.date()),
            sent.then(|| at.plus_days(90).date()),
            (state == "answered").then_some(at.plus_days(9)),
            over.then(|| at.plus_days(20).date())
        ],
    );
}

fn a_station(ground: &Ground, sink: &mut Sink, seed: &mut Seed, org: &Org) {
    let at = ground.ago(100 + below(seed, 300), 9);
    let id = Value::Id(Ground::id(seed, at));
    let head = ground.head(&org.path).id;
    let name = format!("流动党员服务站（{}）", org.no);
    sink.put(
        &STATIONS,
        params![
            id,
            org.id,
            org.path,
            name,
            *one_of(seed, &CITIES),
            "便民服务中心 6 号窗口",
            "周一至周六 8:30–17:30",
            "值班党员",
            "",
            "组织关系咨询\n法律咨询\n求职登记",
            head,
            at
        ],
    );
    sink.count(&org.path, station::COUNT, 1);
    for n in 1..=4_i64 {
        let (event, when) = (Value::Id(Ground::id(seed, at)), ground.ago(8 - n * 7, 14));
        sink.put(
            &EVENTS,
            params![event, id, "返乡座谈会", when, "带一个问题来。", head, at],
        );
    }
    for n in 0..20_i64 {
        let asked = ground.ago(1 + n * 3 + below(seed, 3), 11);
        let ask = Value::Id(Ground::id(seed, asked));
        let said = (n > 3).then_some("两天内回电话，材料先备好。");
        let later = said.map(|_| asked.plus_days(1));
        let by = later.map(|_| head);
        let closed = later.filter(|_| n > 8);
        sink.put(
            &ASKS,
            params![
                ask,
                id,
                "李师傅",
                "想找一份离家近的活，会电焊。",
                head,
                asked,
                said,
                by,
                later,
                closed,
                closed.map(|_| head)
            ],
        );
    }
}
