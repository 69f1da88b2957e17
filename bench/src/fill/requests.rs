//! Residents' requests of three years: some whose clock runs, late ones among them, some handed over or
//! to be ruled on, some that wait for their verdict, most settled; and the doors they come from.

use casework::matter::change::{JUDGED, RECEIVED};
use casework::matter::{MATTER, MatterId};
use casework::request::counts::{MEASURES, indicator, month, of_month};
use casework::request::rules::{HOUR_MS, Rules, rules};
use casework::request::{Category, FormKey, Topic, code};
use platform::clock::{DAY_MS, Millis};
use platform::db::Value;
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::params;
use platform::record::Record;

use super::sink::{Sink, table};
use super::{Ground, Org, Who, below, one_of};
use crate::seed::Seed;

table!(
    MATTERS, matter, id Id, kind Text, first_org Id, owner_org Id, owner_person Id, path Text,
    state Text, phase Text, sort_at Int, round Int, clock_from Int, clock_ms Int, offers Int,
    offered_org Id, ruling_org Id, opened_at Int, closed_at Int
);
table!(
    STEPS, matter_step, matter_id Id, no Int, step Text, to_org Id, to_person Id, words Text,
    by_person Id, at Int
);
table!(PROOFS, matter_proof, matter_id Id, round Int, words Text, by_person Id, at Int);
table!(
    VERDICTS, matter_verdict, matter_id Id, round Int, verdict Text, satisfied Int, words Text,
    by_person Id, at Int
);
table!(SPOTS, spot, code Text, org_id Id, label Text, made_by Id, made_at Int);
table!(
    REQUESTS, request, matter_id Id, form_key Id, code_index Bytes, spot Text, topic Text,
    category Text, words Text, place Text, channel Text, respond_by Int, responded_at Int, year Int
);
table!(
    EXCLUSIONS, exclusion_request, matter_id Id, no Int, reason Text, words Text, asked_by Id,
    asked_at Int
);
table!(
    ORDERS, work_order, id Id, matter_id Id, no Int, given_to Text, words Text, sent_by Id,
    sent_at Int, reply Text, reply_by Text, reply_via Text, replied_at Int
);

const SAID: [&str; 8] = [
    "楼道的灯坏了十来天，晚上看不见台阶。",
    "地下车库漏水，已经泡了三天，没有人来看。",
    "夜里十一点以后还有人在楼下唱歌。",
    "小区东门的井盖响，车一过就醒。",
    "老人办高龄补贴跑了两次，还差一张表。",
    "垃圾桶满了没有清，夏天味道很大。",
    "三楼阳台外搭了棚子，下雨往我家滴水。",
    "村口的桥栏杆断了一段，孩子上学要走那里。",
];

/// What happened to one, in order: the step, whom it concerned, who did it.
struct Told {
    step: &'static str,
    to: Option<(OrgId, PersonId)>,
    by: Option<PersonId>,
    at: Millis,
}

/// How one stands now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    Offered,
    Ruling,
    Answered,
    Settled,
    Unconfirmed,
    Excluded,
}

impl End {
    fn drawn(seed: &mut Seed) -> Self {
        match seed.below(1_000) {
            0..=34 => Self::Open,
            35..=38 => Self::Offered,
            39 => Self::Ruling,
            40..=69 => Self::Answered,
            70..=99 => Self::Unconfirmed,
            100..=109 => Self::Excluded,
            _ => Self::Settled,
        }
    }

    /// As stored: the state and the list it stands on.
    fn codes(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("open", "open"),
            Self::Offered => ("offered", "open"),
            Self::Ruling => ("ruling", "open"),
            Self::Answered => ("answered", "answered"),
            Self::Settled => ("settled", "closed"),
            Self::Unconfirmed => ("unconfirmed", "closed"),
            Self::Excluded => ("excluded", "closed"),
        }
    }
}

pub(super) async fn fill(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
) -> Result<usize, Error> {
    let rules = rules(&ground.app)?;
    let led = |org: &Org| org.is_local() && ground.heads.contains_key(&org.path);
    let places = ground.some(ground.members / 100, led);
    let doors = doors(ground, sink, seed, &places);
    sink.breathe().await?;
    let near = places.iter().filter(|org| ground.is_near(org)).count();
    for n in 0..ground.members * 3 / 10 {
        // One in ten comes where somebody on a card sees it, beside those that fall there anyway.
        let among = if n % 10 == 0 && near > 0 {
            near
        } else {
            places.len()
        };
        let at = usize::try_from(seed.below(among as u64)).unwrap_or(0);
        one(ground, sink, seed, (places[at], &doors[at]), &rules)?;
        sink.breathe().await?;
    }
    sink.settle().await
}

/// A door in each place.
fn doors(ground: &Ground, sink: &mut Sink, seed: &mut Seed, places: &[&Org]) -> Vec<String> {
    const LETTERS: &[u8; 28] = b"23456789BCDFGHJKMNPQRSTVWXYZ";
    let mut doors = Vec::with_capacity(places.len());
    for org in places {
        let mut rest = seed.next();
        let letters = (0..8).map(|_| {
            let letter = char::from(LETTERS[usize::try_from(rest % 28).unwrap_or(0)]);
            rest /= 28;
            letter
        });
        let code: String = letters.collect();
        let label: String = org.name.chars().take(20).chain(" 1 号楼".chars()).collect();
        let head = ground.head(&org.path).id;
        sink.put(
            &SPOTS,
            params![code, org.id, label, head, ground.ago(900, 9)],
        );
        doors.push(code);
    }
    doors
}

/// What is drawn of one.
struct Drawn {
    end: End,
    topic: Topic,
    category: Category,
    length: i64,
    opened: Millis,
    respond_by: Millis,
    responded: Option<Millis>,
    done: Millis,
    judged: Millis,
    verdict: Option<&'static str>,
}

impl Drawn {
    fn draw(seed: &mut Seed, rules: &Rules, now: Millis) -> Self {
        let end = End::drawn(seed);
        let topic = *one_of(seed, &Topic::ALL);
        let hard = seed.below(20) == 0;
        let category = if hard {
            Category::Hard
        } else {
            topic.category()
        };
        let length = rules.hours_of(category).saturating_mul(HOUR_MS);
        let ago = match end {
            // A third of those whose clock runs is late.
            End::Open | End::Offered | End::Ruling => below(seed, length + length / 2),
            End::Answered => 2 * DAY_MS + below(seed, 12 * DAY_MS),
            _ => 30 * DAY_MS + below(seed, 900 * DAY_MS),
        };
        let opened = now.plus_ms(-ago);
        let silent = end == End::Open && seed.below(3) > 0;
        let done = opened.plus_ms(ago.min(length * 2 / 3));
        Self {
            end,
            topic,
            category,
            length,
            opened,
            respond_by: opened.plus_ms(length.min(rules.respond_hours * HOUR_MS)),
            responded: (!silent).then(|| opened.plus_ms(below(seed, ago.min(length)))),
            done,
            judged: done.plus_ms((now.0 - done.0).min(3 * DAY_MS)),
            verdict: match seed.below(100) {
                _ if end != End::Settled => None,
                0..=79 => Some("solved"),
                80..=93 => Some("partly"),
                _ => Some("not_solved"),
            },
        }
    }

    /// What it adds to each of the measures.
    fn counts(&self) -> [bool; 5] {
        let solved = self.verdict == Some("solved");
        if self.end == End::Excluded {
            return [false; 5];
        }
        let in_time = self.responded.is_some_and(|at| at <= self.respond_by);
        [true, in_time, self.verdict.is_some(), solved, solved]
    }
}

fn one(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (org, door): (&Org, &str),
    rules: &Rules,
) -> Result<(), Error> {
    let drawn = Drawn::draw(seed, rules, ground.now);
    let (opened, end) = (drawn.opened, drawn.end);
    let id = MatterId(Ground::id(seed, opened));
    let head = ground.head(&org.path).clone();
    matter(ground, sink, (id, org, &head), &drawn, rules);
    let form = FormKey(Ground::id(seed, opened));
    let known = code::index(&ground.app.sealer, &code::of(&ground.app.sealer, form)?)?;
    let (year, said) = (i64::from(opened.date().year()), *one_of(seed, &SAID));
    let (topic, category) = (drawn.topic.code(), drawn.category.code());
    let (by, at) = (drawn.respond_by, drawn.responded);
    let row = params![
        id,
        form,
        known,
        door,
        topic,
        category,
        said,
        "3 幢 2 单元",
        "self",
        by,
        at,
        year
    ];
    sink.put(&REQUESTS, row);
    if let Some(verdict) = drawn.verdict {
        let (satisfied, nobody) = (verdict == "solved", None::<PersonId>);
        let row = params![id, 1_i64, verdict, satisfied, "", nobody, drawn.judged];
        sink.put(&VERDICTS, row);
    }
    if end == End::Open && seed.below(12) == 0 {
        let words = "和上月那件是同一件事。";
        let row = params![id, 1_i64, "repeated", words, head.id, ground.now];
        sink.put(&EXCLUSIONS, row);
    }
    if matches!(end, End::Open | End::Answered) && seed.below(4) == 0 {
        order(sink, seed, (id, head.id), (opened, end == End::Answered));
    }
    let month = month(opened.date());
    let counts = MEASURES.iter().zip(drawn.counts());
    for (measure, _) in counts.filter(|(_, counts)| *counts) {
        sink.count(&org.path, indicator(year, measure, ""), 1);
        sink.count(&org.path, indicator(year, measure, topic), 1);
        sink.count(&org.path, of_month(&month, measure), 1);
    }
    let judged = drawn.verdict.map(|verdict| (drawn.judged, verdict));
    tell(sink, (id, org, &head), (opened, judged));
    Ok(())
}

/// The matter.
fn matter(
    ground: &Ground,
    sink: &mut Sink,
    (id, org, head): (MatterId, &Org, &Who),
    drawn: &Drawn,
    rules: &Rules,
) {
    let end = drawn.end;
    let (state, phase) = end.codes();
    let above = ground.above(org).id;
    let (offered, ruling) = (end == End::Offered, end == End::Ruling);
    let sort_at = match phase {
        "open" => drawn.opened.0 + drawn.length,
        "answered" => drawn.done.0 + rules.terms.wait,
        _ => -drawn.judged.0,
    };
    let offers: i64 = match end {
        End::Offered => 1,
        End::Ruling => rules.terms.limits.ruling_at - 1,
        _ => 0,
    };
    let closed = (phase == "closed").then_some(drawn.judged);
    let row = params![
        id,
        "request",
        org.id,
        org.id,
        head.id,
        org.path,
        state,
        phase,
        sort_at,
        1_i64,
        drawn.opened,
        drawn.length,
        offers,
        offered.then_some(above),
        ruling.then_some(above),
        drawn.opened,
        closed
    ];
    sink.put(&MATTERS, row);
    for (no, one) in (1_i64..).zip(history(ground, org, head, drawn)) {
        let (to_org, to_person) = one.to.unzip();
        let words = if no == 1 {
            ""
        } else {
            "已经到现场看过，请再等两天。"
        };
        let row = params![id, no, one.step, to_org, to_person, words, one.by, one.at];
        sink.put(&STEPS, row);
    }
    if matches!(end, End::Answered | End::Settled | End::Unconfirmed) {
        let words = "电工组换了灯头和开关，三户试过都亮。";
        sink.put(&PROOFS, params![id, 1_i64, words, head.id, drawn.done]);
    }
}

/// What happened to it, in order.
fn history(ground: &Ground, org: &Org, head: &Who, drawn: &Drawn) -> Vec<Told> {
    let Drawn {
        opened,
        done,
        judged,
        ..
    } = *drawn;
    let mut told = vec![Told {
        step: "opened",
        to: Some((org.id, head.id)),
        by: None,
        at: opened,
    }];
    let mut add = |step, by: Option<PersonId>, at| {
        told.push(Told {
            step,
            to: None,
            by,
            at,
        });
    };
    match drawn.end {
        End::Open => {}
        End::Offered => add("offered", Some(head.id), done),
        End::Ruling => add("to-ruling", Some(head.id), done),
        End::Answered => add("answered", Some(head.id), done),
        End::Settled => {
            add("contacted", Some(head.id), opened);
            add("answered", Some(head.id), done);
            add("solved", None, judged);
        }
        End::Unconfirmed => {
            add("answered", Some(head.id), done);
            add("unconfirmed", None, judged);
        }
        End::Excluded => add("excluded", Some(ground.staff.id), judged),
    }
    told
}

fn order(
    sink: &mut Sink,
    seed: &mut Seed,
    (id, by): (MatterId, PersonId),
    (at, answered): (Millis, bool),
) {
    let reply = answered.then_some("已派人更换。");
    let order = Value::Id(Ground::id(seed, at));
    sink.put(
        &ORDERS,
        params![
            order,
            id,
            1_i64,
            "供电所",
            "请派人看一看楼道的线路。",
            by,
            at,
            reply,
            reply.map(|_| "供电所 李工"),
            reply.map(|_| "paper"),
            reply.map(|_| at.plus_days(1))
        ],
    );
}

fn tell(
    sink: &mut Sink,
    (id, org, head): (MatterId, &Org, &Who),
    (opened, judged): (Millis, Option<(Millis, &str)>),
) {
    let told = |at, verb, result| Record {
        at,
        verb,
        actor_no: head.no,
        org_no: org.no,
        object_kind: MATTER,
        object_id: id.0,
        result,
        detail: None,
    };
    sink.tell(told(opened, &RECEIVED, None));
    if let Some((at, verdict)) = judged {
        sink.tell(told(at, &JUDGED, Some(i64::from(verdict == "solved"))));
    }
}
