//! People on the way to joining, at every one of the 25 steps.

use std::collections::HashSet;

use grow::admission::machine::{Block, Case, Event, Outcome};
use grow::admission::rules::{Limits, limits};
use grow::admission::step::{Who, step};
use grow::admission::{APPLICANT, ApplicantId, STEP_DONE, store};
use jiff::civil::Date;
use platform::clock::Millis;
use platform::db::Value;
use platform::error::Error;
use platform::ids::PersonId;
use platform::record::Record;
use platform::{params, sql};

use super::sink::{Sink, table};
use super::{Ground, Member, Org, below, one_of};
use crate::seed::Seed;

table!(
    APPLICANTS, applicant, id Id, org_id Id, path Text, full_name Text, sex Text, birth_date Text,
    ethnicity Text, education Text, work_unit Text, mobile Bytes, stage Text, state Text,
    next_step Int, due_on Text, for_branch Int, for_superior Int, for_county Int, for_assembly Int,
    person_id Id, version Int, created_by Id, created_at Int
);
table!(
    WRITTEN, admission_step, id Id, applicant_id Id, seq Int, step Int, outcome Text, held_on Text,
    facts Text, words Text, org_id Id, entered_by Id, entered_at Int
);
table!(HELPERS, admission_helper, applicant_id Id, role Text, seq Int, person_id Id);
table!(
    NOTICES, admission_notice, id Id, applicant_id Id, stage Text, begins_on Text, ends_on Text,
    place Text, contact Text, result Text, words Text, concluded_by Id, concluded_at Int,
    entered_by Id, entered_at Int
);
table!(
    OVERRIDES, admission_override, id Id, applicant_id Id, step Int, block Text, reason Text,
    asked_by Id, asked_at Int
);

/// Days after the application on which each step is done, from the first on.
const AFTER: [i64; 25] = [
    0, 20, 140, 150, 150, 320, 520, 540, 545, 560, 570, 580, 590, 600, 620, 640, 660, 670, 672,
    680, 770, 986, 1_000, 1_030, 1_040,
];
const NAMES: [&str; 8] = [
    "陈晓雨",
    "罗家豪",
    "吴静怡",
    "周立伟",
    "沈雪梅",
    "何志远",
    "许文斌",
    "郑丽君",
];
const WORK: [&str; 5] = [
    "返乡开网店",
    "合作社会计",
    "村卫生室护士",
    "社区网格员",
    "车间班长",
];

pub(super) async fn fill(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
) -> Result<usize, Error> {
    let limits = limits(&ground.app)?;
    let known: Vec<(PersonId,)> = ground
        .app
        .db
        .read("bench_joined", |tx| {
            Ok(tx.all(sql!("sql/joined.sql"), params![])?)
        })
        .await?;
    let known: HashSet<PersonId> = known.into_iter().map(|(person,)| person).collect();
    // Three in a hundred members.
    for org in ground.some(ground.members / 100, |org| org.kind == "branch") {
        let mut roll = ground.roll(&org.path).await?;
        roll.retain(|one| !known.contains(&one.id));
        if roll.len() < 3 {
            continue;
        }
        // Two in the middle of a branch's life, one of the last years who is through.
        for n in 0..3 {
            let last = if n == 2 && seed.below(2) == 0 {
                25
            } else {
                1 + below(seed, 24)
            };
            one(ground, sink, seed, (org, &roll), (n, last, &limits))?;
        }
        sink.breathe().await?;
    }
    sink.settle().await
}

/// Somebody whose steps are done up to one.
fn one(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (org, roll): (&Org, &[Member]),
    (n, last, limits): (usize, i64, &Limits),
) -> Result<(), Error> {
    let place = usize::try_from(last - 1).unwrap_or(0);
    let applied = ground.ago(AFTER[place] + 5 + below(seed, 90), 10);
    let id = ApplicantId(Ground::id(seed, applied));
    let born = ground.ago(365 * (22 + below(seed, 20)), 9).date();
    let mut case = case(born, applied, last);
    case.paused = seed.below(40) == 0 && last < 17;
    let at = case.standing(limits);
    let (state, waits) = (store::state_of(&at), |who: Who| at.waits_for(who));
    let member = (last >= 18).then(|| roll[n].id);
    let head = ground.head(&org.path);
    sink.put(
        &APPLICANTS,
        params![
            id,
            org.id,
            org.path,
            *one_of(seed, &NAMES),
            "2",
            born,
            "01",
            "31",
            *one_of(seed, &WORK),
            None::<Vec<u8>>,
            at.stage.code(),
            state,
            at.now().map(i64::from),
            at.due(limits).map(|(_, day)| day),
            waits(Who::Branch),
            waits(Who::Superior),
            waits(Who::County),
            waits(Who::Assembly),
            member,
            1 + last,
            head.id,
            applied
        ],
    );
    if store::is_counted(state) {
        sink.count(&org.path, at.stage.tally(), 1);
    }
    steps(ground, sink, seed, (org, roll, id), &case);
    if last == 6 {
        let asked = Value::Id(Ground::id(seed, ground.now));
        let words = "在原单位已经培养考察八个月，材料随人转来。";
        let row = params![
            asked,
            id,
            7_i64,
            Block::Cultivation.code(),
            words,
            head.id,
            ground.now
        ];
        sink.put(&OVERRIDES, row);
    }
    Ok(())
}

/// What was done of somebody who applied on a day, up to a step.
fn case(born: Date, applied: Millis, last: i64) -> Case {
    let mut case = Case::of(born);
    let events = (1..=u8::try_from(last).unwrap_or(1)).map(|no| {
        let mut event = Event::done(no, applied.plus_days(AFTER[usize::from(no) - 1]).date());
        event.helpers = 2;
        event.days = 3;
        event.outcome = match no {
            15 => Outcome::Passed,
            23 => Outcome::Converted,
            _ => Outcome::Done,
        };
        event
    });
    case.events = events.collect();
    case
}

/// The steps with who helps and what was made public.
fn steps(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (org, roll, id): (&Org, &[Member], ApplicantId),
    case: &Case,
) {
    let head = ground.head(&org.path);
    for (seq, event) in (1_i64..).zip(&case.events) {
        written(ground, sink, seed, (org, id), (seq, event));
        if matches!(event.step, 5 | 9) {
            let role = if event.step == 5 {
                "mentor"
            } else {
                "introducer"
            };
            for member in &roll[..2] {
                sink.put(&HELPERS, params![id, role, seq, member.id]);
            }
        }
        if matches!(event.step, 8 | 23) {
            notice(sink, seed, (id, head.id), event);
        }
    }
}

fn written(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
    (org, id): (&Org, ApplicantId),
    (seq, event): (i64, &Event),
) {
    let at = Millis::at(event.on.at(10, 0, 0, 0));
    let above = step(event.step).is_some_and(|one| !one.who.is_below());
    let who = match org.path.len().checked_sub(4) {
        Some(end) if above => ground.head(&org.path[..end]),
        _ => ground.head(&org.path),
    };
    sink.put(
        &WRITTEN,
        params![
            Value::Id(Ground::id(seed, at)),
            id,
            seq,
            event.step,
            event.outcome.code(),
            event.on,
            "{}",
            "按时参加学习和主题党日，邻居都说靠得住。",
            org.id,
            who.id,
            at
        ],
    );
    sink.tell(Record {
        at,
        verb: &STEP_DONE,
        actor_no: who.no,
        org_no: org.no,
        object_kind: APPLICANT,
        object_id: id.0,
        result: Some(i64::from(event.step)),
        detail: None,
    });
}

fn notice(sink: &mut Sink, seed: &mut Seed, (id, by): (ApplicantId, PersonId), event: &Event) {
    let ended = Millis::at(event.on.at(9, 0, 0, 0));
    let begins: Date = ended.plus_days(-13).date();
    let stage = if event.step == 23 {
        "conversion"
    } else {
        "admission_candidate"
    };
    sink.put(
        &NOTICES,
        params![
            Value::Id(Ground::id(seed, ended)),
            id,
            stage,
            begins,
            ended.plus_days(-6).date(),
            "党务公开栏",
            "组织办，电话 8800000",
            "none",
            "",
            by,
            ended,
            by,
            ended
        ],
    );
}
