//! Lead secretaries of the sample city, one under vetting and one in office; a village without one; and
//! a town's plan of practical skills.

use grow::leader::change::{NewEvent, NewLeader, happen, name};
use grow::leader::vetting::{Answered, NewVetting, answer, ask};
use grow::leader::{self, LeaderEventId, LeaderId, VettingId};
use grow::skill::change::{NewSession, add_skill, call_off, plan, set_session};
use grow::skill::seat::{NewUse, credit, take, used};
use grow::skill::{self, SessionId, UseId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use org::Act;
use org::Org;
use org::tree::store::Scope;
use platform::clock::{Clock, Millis};
use platform::crypto::Sealer;
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::PersonId;

use super::grow::{before, roll};
use super::stage::Stage;

fn act(person: PersonId, permission: &'static str, today: Date, at: Millis) -> Act {
    Act {
        scope: Scope {
            person,
            permission,
            today,
        },
        clock: Clock::fixed(at),
    }
}

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let (village, secretary) = stage.own_place("secretary").await?;
    let (town, staff) = stage.own_place("organiser").await?;
    candidates(stage, &village, staff, Some(secretary)).await?;
    let (grid, _) = stage.own_place("commissioner").await?;
    let (street, clerk) = stage.own_place("street_staff").await?;
    candidates(stage, &grid, clerk, None).await?;
    let member = stage.person("member")?;
    skills(stage, &town, staff, (&village, Some(member))).await?;
    if street.id != town.id {
        skills(stage, &street, clerk, (&grid, None)).await?;
    }
    Ok(())
}

/// Who names, in which village, and who answers there.
#[derive(Clone)]
struct Hands {
    staff: PersonId,
    org: Org,
    vets: Option<PersonId>,
    today: Date,
    sealer: Sealer,
}

impl Hands {
    /// The staff's act, written down on the day it happened.
    fn on(&self, days: i64) -> Result<Act, Error> {
        let day = before(self.today, days)?;
        let at = Millis::at(day.at(10, 0, 0, 0));
        Ok(act(self.staff, leader::EDIT, day, at))
    }
}

async fn candidates(
    stage: &Stage<'_>,
    org: &Org,
    staff: PersonId,
    vets: Option<PersonId>,
) -> Result<(), Error> {
    let people = roll(stage, org.path.as_str()).await?;
    let [first, second, third, ..] = people.as_slice() else {
        // A very small city has nobody to spare.
        return Ok(());
    };
    let (first, second, third) = (*first, *second, *third);
    let hands = Hands {
        staff,
        org: org.clone(),
        vets,
        today: stage.now.date(),
        sealer: stage.app.sealer.clone(),
    };
    stage
        .app
        .db
        .write("sample_leaders", move |tx| {
            in_office(tx, &hands, first)?;
            under_vetting(tx, &hands, second)?;
            let reserve = NewLeader {
                id: LeaderId::derived("sample leader", &format!("{}/reserve", hands.org.id)),
                org: hands.org.id,
                person: third,
                candidate: false,
                source: "graduate".to_owned(),
                words: "大学毕业后回村做电商，愿意学。".to_owned(),
            };
            name(tx, &hands.on(90)?, &reserve).map(drop)
        })
        .await
}

/// What happened to whoever is in office: days ago, what, in words.
const IN_OFFICE: [(i64, &str, &str); 4] = [
    (340, "filed", ""),
    (330, "appointed", ""),
    (200, "trained", "参加县委党校村党组织书记培训班，五天。"),
    (
        20,
        "reviewed",
        "村集体收入公开按季上墙，三件承诺办成两件，路灯还差一段。",
    ),
];

fn in_office(tx: &mut Tx<'_>, hands: &Hands, person: PersonId) -> Result<(), Error> {
    let today = hands.today;
    let words = "办合作社八年，带三十二户种梨，账目清楚。";
    let id = named(
        tx,
        &hands.on(380)?,
        &hands.org,
        person,
        "cooperative",
        words,
    )?;
    let due = before(today, 350)?;
    let town = vetting(id, "镇纪委", "有没有在查的问题线索", None, due);
    let secret = ask(tx, &hands.on(378)?, id, &town, 30)?.unwrap_or_default();
    let pass = Answered {
        verdict: "pass".to_owned(),
        words: String::new(),
    };
    let clock = hands.on(370)?.clock;
    leader::vetting::answer_outside(tx, &clock, &hands.sealer, &secret, &pass)?;
    for (days, kind, words) in IN_OFFICE {
        let held_on = before(today, days)?;
        let until = (kind == "appointed").then(|| held_on.checked_add(5.years()));
        let until = until
            .transpose()
            .map_err(|error| internal(error.to_string()))?;
        happens(tx, &hands.on(days)?, id, kind, held_on, until, words)?;
    }
    Ok(())
}

fn under_vetting(tx: &mut Tx<'_>, hands: &Hands, person: PersonId) -> Result<(), Error> {
    let (today, org) = (hands.today, &hands.org);
    let words = "在外做工程十年，去年返乡，帮村里修好了灌溉渠。";
    let id = named(tx, &hands.on(16)?, org, person, "returned", words)?;
    let due = before(today, -10)?;
    let police = vetting(id, "县公安局", "有没有违法犯罪记录", None, due);
    ask(tx, &hands.on(15)?, id, &police, 14)?;
    let inside = hands.vets.map(|_| org.id);
    let branch = vetting(id, "所在党支部", "党员和群众对这个人怎么看", inside, due);
    ask(tx, &hands.on(15)?, id, &branch, 14)?;
    let Some(vets) = hands.vets else {
        return Ok(());
    };
    let due = before(today, -5)?;
    let asked = vetting(id, "所在党支部", "有没有参与宗族纠纷", Some(org.id), due);
    ask(tx, &hands.on(14)?, id, &asked, 14)?;
    let said = Answered {
        verdict: "comment".to_owned(),
        words: "两年前调解过一次邻里争地，办得公道。".to_owned(),
    };
    let at = Millis::at(before(today, 9)?.at(16, 0, 0, 0));
    let by = act(vets, leader::VET, today, at);
    answer(tx, &by, &hands.sealer, asked.id, &said)
}

fn named(
    tx: &mut Tx<'_>,
    by: &Act,
    org: &Org,
    person: PersonId,
    source: &str,
    words: &str,
) -> Result<LeaderId, Error> {
    let new = NewLeader {
        id: LeaderId::derived("sample leader", &format!("{}/{person}", org.id)),
        org: org.id,
        person,
        candidate: true,
        source: source.to_owned(),
        words: words.to_owned(),
    };
    name(tx, by, &new)
}

fn vetting(
    of: LeaderId,
    department: &str,
    question: &str,
    org: Option<platform::ids::OrgId>,
    due_on: Date,
) -> NewVetting {
    let words = format!("{of}/{department}/{question}/{due_on}/{org:?}");
    NewVetting {
        id: VettingId::derived("sample vetting", &words),
        department: department.to_owned(),
        question: question.to_owned(),
        org,
        due_on,
    }
}

fn happens(
    tx: &mut Tx<'_>,
    by: &Act,
    id: LeaderId,
    kind: &str,
    held_on: Date,
    until_on: Option<Date>,
    words: &str,
) -> Result<(), Error> {
    let new = NewEvent {
        id: LeaderEventId::derived("sample leader event", &format!("{id}/{kind}")),
        kind: kind.to_owned(),
        held_on,
        until_on,
        number: if words.is_empty() {
            "溪组〔2025〕18 号".to_owned()
        } else {
            String::new()
        },
        words: words.to_owned(),
    };
    happen(tx, by, id, &new)
}

/// Skill, what is learned, title, place, days from today, seats, whether it was called off.
type Course = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
    i64,
    bool,
);

const COURSES: [Course; 4] = [
    (
        "果树修剪",
        "冬剪、拉枝、刻芽，修完能自己看树形。",
        "梨树冬剪现场课",
        "前塘村梨园",
        -40,
        30,
        false,
    ),
    (
        "农机保养",
        "微耕机、植保机换季保养，常见毛病自己修。",
        "微耕机入冬保养",
        "镇农机站",
        6,
        20,
        false,
    ),
    (
        "开网店",
        "拍照、写说明、发货、算邮费。",
        "年货上网怎么卖",
        "镇党群服务中心",
        13,
        25,
        false,
    ),
    (
        "急救",
        "心肺复苏、包扎、溺水怎么救。",
        "村里的急救课",
        "镇卫生院",
        3,
        25,
        true,
    ),
];

async fn skills(
    stage: &Stage<'_>,
    town: &Org,
    staff: PersonId,
    (village, member): (&Org, Option<PersonId>),
) -> Result<(), Error> {
    let people = roll(stage, village.path.as_str()).await?;
    let (town, today) = (town.clone(), stage.now.date());
    let begins: Vec<Millis> = COURSES.iter().map(|one| stage.day(one.4, 9)).collect();
    let (early, now) = (stage.day(-60, 10), stage.now);
    stage
        .app
        .db
        .write("sample_skills", move |tx| {
            let by = act(staff, skill::EDIT, today, early);
            let year = i64::from(today.year());
            let aim = "冬闲学一样，开春用得上：修树、修机器、卖东西、救人。";
            let plan = plan(tx, &by, town.id, year, aim)?;
            for (one, starts_at) in COURSES.iter().zip(&begins) {
                let (what, words, title, place, days, seats, off) = *one;
                let skill = add_skill(tx, &by, town.id, what, words)?;
                let new = NewSession {
                    id: SessionId::derived("sample session", &format!("{}/{title}", town.id)),
                    skill,
                    title: title.to_owned(),
                    place: place.to_owned(),
                    organiser: "镇农业服务中心 周师傅".to_owned(),
                    starts_at: *starts_at,
                    hours: 4,
                    seats,
                };
                let id = set_session(tx, &by, plan, &new)?;
                let mut sits: Vec<PersonId> = people.iter().copied().take(6).collect();
                // What is ahead last stays open to whoever tries the sample.
                sits.extend(member.filter(|_| days < 10));
                for person in &sits {
                    take(tx, &by, id, *person)?;
                }
                if off {
                    let by = act(staff, skill::EDIT, today, now);
                    call_off(
                        tx,
                        &by,
                        id,
                        "卫生院那天有体检任务，改到下个月，时间另行通知。",
                    )?;
                }
                if days < 0 {
                    let by = act(staff, skill::EDIT, today, starts_at.plus_days(1));
                    credit(tx, &by, id, &sits)?;
                    let told = NewUse {
                        id: UseId::derived("sample use", &id.to_string()),
                        person: sits.first().copied().unwrap_or(staff),
                        used_on: before(today, 12)?,
                        words: "自家三十棵梨树都剪了，还帮隔壁剪了十来棵。".to_owned(),
                    };
                    used(tx, &by, id, &told)?;
                }
            }
            Ok(())
        })
        .await
}
