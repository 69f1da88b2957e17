//! Members on the move: who is away and who came, whom nobody has reached, stations with what was
//! asked there, and affiliations on their way.

use jiff::civil::Date;
use members::belonging::Act;
use members::floating::answer::{Answer, say};
use members::floating::contact::{self, NewContact};
use members::floating::end::{Ending, end};
use members::floating::register::{Guest, NewStay, Place, register, take_in};
use members::floating::{ContactId, FloatingId, Side};
use members::lost::change as lost;
use members::moving::{Doing, FLOATING_EDIT, STATIONS_EDIT, TRANSFERS_EDIT};
use members::station::change::{self as stations, Facts, NewAsk};
use members::station::{AskId, StationId};
use members::transfer::TransferId;
use members::transfer::change::{self as transfers, Arrived, Letter, NewTransfer};
use org::Org;
use org::tree::store::Scope;
use platform::clock::{Clock, Millis};
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::PersonId;
use platform::{params, sql};

use super::stage::Stage;
use super::tree::Planned;

/// A stay: where to, who takes them in, why, days since, and how it stands.
type Line = (&'static str, &'static str, &'static str, i64, How);

/// How a stay stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// The host has said yes, and somebody was in touch so many days ago.
    Taken(i64),
    /// The host has not answered.
    Waiting,
    /// Nobody takes them in, and nobody reaches them.
    Lost,
    /// Came back.
    Returned,
}

const STAYS: [Line; 5] = [
    (
        "江苏省苏州市",
        "苏州市工业园区某物流企业党支部",
        "work",
        260,
        How::Taken(36),
    ),
    (
        "广东省深圳市",
        "深圳市龙华区某社区党支部",
        "family",
        190,
        How::Taken(205),
    ),
    (
        "上海市",
        "上海市嘉定区某汽配企业党支部",
        "work",
        24,
        How::Waiting,
    ),
    ("福建省晋江市", "", "business", 420, How::Lost),
    (
        "浙江省宁波市",
        "宁波市北仑区某港口企业党支部",
        "work",
        300,
        How::Returned,
    ),
];

/// Somebody who keeps an organisation's files, and when.
#[derive(Clone)]
struct Desk {
    org: Org,
    by: PersonId,
    clock: Clock,
    now: Millis,
}

impl Desk {
    fn act(&self, days_ago: i64) -> Act {
        Act::of(self.by, self.now.plus_days(-days_ago))
    }

    fn doing(&self, permission: &'static str) -> Doing {
        let scope = Scope {
            person: self.by,
            permission,
            today: self.now.date(),
        };
        Doing {
            scope,
            clock: self.clock.clone(),
        }
    }

    fn day(&self, days: i64) -> Date {
        self.now.plus_days(days).date()
    }
}

/// Plays it.
///
/// # Errors
/// When something cannot be written.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let shown: Vec<PersonId> = stage.accounts.iter().map(|one| one.person).collect();
    let mut done: Vec<String> = Vec::new();
    for (kind, whole) in [
        ("secretary", true),
        ("commissioner", false),
        ("street_staff", false),
        ("organiser", false),
        ("org_staff", false),
    ] {
        let (org, by) = stage.own_place(kind).await?;
        let place = branch_of(stage, &org)?;
        let branch = stage.org(place).await?;
        let desk = Desk {
            by,
            clock: stage.app.clock.clone(),
            now: stage.now,
            org,
        };
        let first = !done.contains(&branch.path.to_string());
        done.push(branch.path.to_string());
        let shown = shown.clone();
        stage
            .app
            .db
            .write("sample_moving", move |tx| {
                station(tx, &desk, kind)?;
                if !first {
                    return Ok(());
                }
                let people = away(tx, &branch, &shown)?;
                match whole {
                    true => everything(tx, &desk, &branch, &people),
                    false => a_little(tx, &desk, &branch, &people),
                }
            })
            .await?;
    }
    the_card(stage).await
}

/// The branch of an organisation: itself, or the first below it.
fn branch_of(stage: &Stage<'_>, org: &Org) -> Result<platform::ids::OrgId, Error> {
    if org.kind.takes_members() {
        return Ok(org.id);
    }
    let below = |one: &&Planned| one.kind == org::OrgKind::Branch && org.path.holds(&one.path);
    let found = stage.tree.orgs.iter().filter(below).nth(1);
    let found = found.or_else(|| stage.tree.orgs.iter().find(below));
    found
        .map(|one| one.id)
        .ok_or_else(|| internal("demo: no branch below"))
}

/// Those of a branch who may be away: the youngest first, nobody whom a card shows.
fn away(tx: &mut Tx<'_>, branch: &Org, shown: &[PersonId]) -> Result<Vec<PersonId>, Error> {
    let roll: Vec<(PersonId, Date, Date)> = tx.all(
        sql!("sql/roll_of.sql"),
        params![branch.path, branch.path.end()],
    )?;
    let people = roll.into_iter().rev().map(|(person, ..)| person);
    Ok(people.filter(|one| !shown.contains(one)).collect())
}

fn everything(
    tx: &mut Tx<'_>,
    desk: &Desk,
    branch: &Org,
    people: &[PersonId],
) -> Result<(), Error> {
    for (person, line) in people.iter().zip(STAYS) {
        stay(tx, desk, *person, line)?;
    }
    guest(tx, desk, branch)?;
    let rest: Vec<PersonId> = people.iter().skip(STAYS.len()).copied().collect();
    if let Some(person) = rest.first() {
        transfer(tx, desk, *person, "杭州市滨江区某社区党支部", true)?;
    }
    if let Some(person) = rest.get(1) {
        transfer(tx, desk, *person, "合肥市某软件企业党支部", false)?;
    }
    arrived(tx, desk, branch)
}

fn a_little(tx: &mut Tx<'_>, desk: &Desk, branch: &Org, people: &[PersonId]) -> Result<(), Error> {
    if let Some(person) = people.first() {
        stay(tx, desk, *person, STAYS[0])?;
    }
    if let Some(person) = people.get(1) {
        transfer(tx, desk, *person, "南京市鼓楼区某社区党支部", true)?;
    }
    arrived(tx, desk, branch)
}

fn new_stay(id: FloatingId, desk: &Desk, to: &str, reason: &str, ago: i64) -> NewStay {
    NewStay {
        id,
        reason: reason.to_owned(),
        destination: to.to_owned(),
        unit_nature: "private_enterprise".to_owned(),
        from_on: desk.day(-ago),
        expected_until: None,
        has_card: ago > 200,
        on_paper: ago > 400,
    }
}

fn stay(
    tx: &mut Tx<'_>,
    desk: &Desk,
    person: PersonId,
    (to, host, reason, ago, how): Line,
) -> Result<(), Error> {
    let id = FloatingId::derived("sample stay", &person.to_string());
    let new = new_stay(id, desk, to, reason, ago);
    let place = match host {
        "" => Place::Nowhere,
        words => Place::Words(words.to_owned()),
    };
    register(tx, desk.act(ago), (person, Side::Home), &new, &place)?;
    if how == How::Lost {
        let tried = "打过四次电话，前两次没人接，后来停机。";
        let found = lost::open(tx, desk.act(30), person, desk.day(-215), tried)?;
        let asked = "问了他哥哥，说春节没有回来，号码也换了，答应打听。";
        let doing = desk.doing(FLOATING_EDIT);
        return lost::tried(tx, &doing, found, (desk.day(-9), asked));
    }
    if how == How::Waiting {
        return Ok(());
    }
    let yes = Answer {
        side: Side::Host,
        yes: true,
        said_by: format!("{host} 王书记"),
        words: String::new(),
    };
    let heard = Act {
        by: None,
        now: desk.now.plus_days(4 - ago),
    };
    say(tx, heard, id, &yes)?;
    if let How::Taken(days) = how {
        let new = NewContact {
            id: ContactId::derived("sample contact", &person.to_string()),
            how: "phone".to_owned(),
            on: desk.day(-days.min(ago)),
            note: "一切都好，已参加那边的主题党日；问起老家的路修到哪里了。".to_owned(),
        };
        return contact::add(tx, &desk.doing(FLOATING_EDIT), id, &new);
    }
    let ending = Ending {
        on: desk.day(-12),
        how: "returned".to_owned(),
        words: "回来承包了果园。".to_owned(),
    };
    end(tx, desk.act(12), id, &ending)
}

fn guest(tx: &mut Tx<'_>, desk: &Desk, branch: &Org) -> Result<(), Error> {
    let id = FloatingId::derived("sample guest", branch.path.as_str());
    let new = new_stay(id, desk, "云溪市", "family", 40);
    let guest = Guest {
        name: "马春兰".to_owned(),
        phone: None,
        home: "河南省信阳市某村党支部".to_owned(),
    };
    take_in(tx, &desk.doing(FLOATING_EDIT), &guest, &new, branch)?;
    Ok(())
}

fn transfer(
    tx: &mut Tx<'_>,
    desk: &Desk,
    person: PersonId,
    to: &str,
    sent: bool,
) -> Result<(), Error> {
    let id = TransferId::derived("sample transfer", &person.to_string());
    let new = new_transfer(id, desk, "工作调动，已在那边住下");
    let to = Place::Words(to.to_owned());
    transfers::propose(tx, desk.act(9), (person, "sender"), &new, &to)?;
    if !sent {
        return Ok(());
    }
    let letter = Letter {
        no: "云组转〔2026〕118 号".to_owned(),
        on: desk.day(-6),
        days: 90,
    };
    transfers::send(tx, &desk.doing(TRANSFERS_EDIT), id, &letter)
}

fn new_transfer(id: TransferId, desk: &Desk, reason: &str) -> NewTransfer {
    NewTransfer {
        id,
        reason: reason.to_owned(),
        dues_until: desk.day(-20).strftime("%Y-%m").to_string(),
        on_paper: false,
    }
}

fn arrived(tx: &mut Tx<'_>, desk: &Desk, branch: &Org) -> Result<(), Error> {
    let id = TransferId::derived("sample letter", branch.path.as_str());
    let letter = Arrived {
        new: new_transfer(id, desk, "随子女居住"),
        name: "沈玉梅".to_owned(),
        from: "江西省上饶市某社区党支部".to_owned(),
        letter_no: "饶组转 56 号".to_owned(),
        letter_on: desk.day(-14),
        valid_until: desk.day(60),
    };
    transfers::arrive(tx, &desk.doing(TRANSFERS_EDIT), branch, &letter)?;
    Ok(())
}

/// The station of an organisation: what its facts are, and what is asked and on there.
fn station(tx: &mut Tx<'_>, desk: &Desk, kind: &str) -> Result<(), Error> {
    let (name, division, address, at) = match kind {
        "secretary" => (
            "返乡党员服务站",
            "云溪市",
            "村党群服务中心一楼",
            (29_870_000, 119_640_000),
        ),
        "commissioner" => (
            "社区流动党员服务站",
            "云溪市",
            "社区党群服务中心二楼",
            (29_905_000, 119_702_000),
        ),
        "street_staff" => (
            "街道流动党员服务站",
            "云溪市",
            "街道便民服务中心 6 号窗口",
            (29_899_000, 119_681_000),
        ),
        "organiser" => (
            "镇流动党员服务站",
            "云溪市",
            "镇便民服务中心 2 号窗口",
            (29_862_000, 119_655_000),
        ),
        _ => (
            "云溪驻杭州流动党员服务站",
            "浙江省杭州市",
            "滨江区某创业园 3 号楼一层",
            (30_208_000, 120_211_000),
        ),
    };
    let facts = Facts {
        name: name.to_owned(),
        division: division.to_owned(),
        address: address.to_owned(),
        at: Some(at),
        hours: "周一至周六 8:30–17:30".to_owned(),
        people: "值班党员".to_owned(),
        phone: String::new(),
        services: "组织关系咨询\n参加组织生活\n法律咨询\n求职登记".to_owned(),
    };
    let doing = desk.doing(STATIONS_EDIT);
    let id = StationId::derived("sample station", kind);
    stations::create(tx, &doing, id, &desk.org, &facts)?;
    let starts = desk.now.plus_days(12).date().at(14, 0, 0, 0);
    let event = ("返乡座谈会", Millis::at(starts), "带一个问题来，当场商量。");
    stations::add_event(tx, &doing, id, event)?;
    let ask = NewAsk {
        id: AskId::derived("sample ask", kind),
        asker: Some("李师傅".to_owned()),
        words: "想找一份离家近的活，会电焊。".to_owned(),
    };
    stations::ask_for(tx, &doing, id, &ask)
}

/// The floating member of the cards: taken in by a branch of ours, with an answer of a station.
async fn the_card(stage: &Stage<'_>) -> Result<(), Error> {
    let person = stage.person("floating_member")?;
    let staff = stage.person("org_staff")?;
    let (now, clock) = (stage.now, stage.app.clock.clone());
    let root = stage.org(stage.root()?.id).await?;
    stage
        .app
        .db
        .write("sample_floating_card", move |tx| {
            let desk = Desk {
                org: root.clone(),
                by: staff,
                clock: clock.clone(),
                now,
            };
            let places = members::belonging::of_person(tx, person)?;
            let host = places
                .iter()
                .find(|one| one.kind == "floating" && one.until_on.is_none());
            let host = host.map_or(Place::Nowhere, |one| Place::Ours(one.org));
            let id = FloatingId::derived("sample stay", "the card");
            let new = new_stay(id, &desk, "浙江省杭州市", "work", 240);
            let own = Act::of(person, now.plus_days(-240));
            register(tx, own, (person, Side::Member), &new, &host)?;
            for side in [Side::Home, Side::Host] {
                let given = Answer {
                    side,
                    yes: true,
                    said_by: "支部书记".to_owned(),
                    words: String::new(),
                };
                say(tx, desk.act(230), id, &given)?;
            }
            let new = NewContact {
                id: ContactId::derived("sample contact", "the card"),
                how: "message".to_owned(),
                on: desk.day(-18),
                note: "项目年底收尾，春节前回去。".to_owned(),
            };
            contact::add_own(tx, Act::of(person, now.plus_days(-18)), person, id, &new)?;
            let station = StationId::derived("sample station", "org_staff");
            let ask = NewAsk {
                id: AskId::derived("sample ask", "the card"),
                asker: None,
                words: "孩子想在这边上小学，要准备什么材料？".to_owned(),
            };
            stations::ask(
                tx,
                Act::of(person, now.plus_days(-3)),
                person,
                station,
                &ask,
            )?;
            let doing = desk.doing(STATIONS_EDIT);
            let words =
                "居住证、社保或者租房合同、户口本，三月前到街道教育窗口登记，我们可以陪你去。";
            stations::answer(tx, &doing, station, ask.id, words)
        })
        .await
}
