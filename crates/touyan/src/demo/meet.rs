//! A year of organisation life: one meeting in progress, some written out and sealed, some ahead;
//! and in the other branches what is needed for the counts above them.

use jiff::civil::Date;
use meet::act::Act;
use meet::meeting::agenda::Line;
use meet::meeting::attendance::{self, Mark};
use meet::meeting::call::{self, Details, NewMeeting};
use meet::meeting::{Attendance, CALL, CONFIRM, Kind, MeetingId, Person, RECORD, Standing, store};
use meet::minutes::change as minutes;
use meet::minutes::{Body, BodyItem};
use meet::room::RemarkId;
use meet::room::act::{self as room, NewRemark};
use meet::talk::{self, NewTalk, TalkId, TalkKind};
use meet::vote::close::{self, Counted};
use meet::vote::put::{self, NewVote};
use meet::vote::{Ballot, VoteId};
use org::tree::store::Scope;
use platform::app::App;
use platform::clock::{Clock, Millis};
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::{OrgId, PersonId};
use serde::Deserialize;

use super::appraisals;
use super::content;
use super::stage::{Stage, is_branch};

/// `meetings.toml`.
#[derive(Debug, Clone, Deserialize)]
struct File {
    theme_days: Vec<String>,
    told: Vec<Told>,
    now: Now,
    ahead: Vec<Ahead>,
    talks: Talks,
}

#[derive(Debug, Clone, Deserialize)]
struct Told {
    kind: String,
    title: String,
    days_ago: i64,
    place: String,
    closing: String,
    item: Vec<ToldItem>,
}

#[derive(Debug, Clone, Deserialize)]
struct ToldItem {
    title: String,
    text: String,
    vote: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Now {
    kind: String,
    title: String,
    place: String,
    link: String,
    items: Vec<String>,
    remarks: Vec<(String, String)>,
}

#[derive(Debug, Clone, Deserialize)]
struct Ahead {
    kind: String,
    title: String,
    days: i64,
    place: String,
    words: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Talks {
    subjects: Vec<String>,
}

/// Other branches that have met: more of them would only make the city slower to make.
const OTHERS: usize = 60;

/// Who plays, and on what.
#[derive(Clone)]
pub(super) struct Play {
    pub(super) app: App,
    pub(super) clock: Clock,
    pub(super) now: Millis,
    pub(super) org: OrgId,
    pub(super) chair: PersonId,
    pub(super) recorder: PersonId,
}

impl Play {
    pub(super) fn act(&self, person: PersonId, permission: &'static str) -> Act {
        Act {
            scope: Scope {
                person,
                permission,
                today: self.now.date(),
            },
            clock: self.clock.clone(),
            sealer: self.app.sealer.clone(),
        }
    }

    /// An hour of a day before or after today.
    pub(super) fn day(&self, days: i64, hour: i8) -> Millis {
        Millis::at(self.now.plus_days(days).date().at(hour, 0, 0, 0))
    }
}

/// Writes it.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let file: File = content::read("meetings.toml")?;
    let (branch, secretary) = stage.own_place("secretary").await?;
    let recorder = stage.person("recorder")?;
    let play = Play {
        app: stage.app.clone(),
        clock: stage.app.clock.clone(),
        now: stage.now,
        org: branch.id,
        chair: secretary,
        recorder,
    };
    let speakers: Vec<(String, PersonId)> = ["member", "secretary"]
        .iter()
        .map(|card| Ok(((*card).to_owned(), stage.person(card)?)))
        .collect::<Result<_, Error>>()?;
    let (own, told) = (play.clone(), file.clone());
    stage
        .app
        .db
        .write("sample_meetings", move |tx| {
            the_past(tx, &own, &told)?;
            the_months(tx, &own, &told)?;
            the_present(tx, &own, &told.now, &speakers)?;
            what_is_ahead(tx, &own, &told.ahead)?;
            the_talks(tx, &own, &told.talks)
        })
        .await?;
    the_others(stage, &play).await?;
    appraisals::waits(stage, &play).await
}

/// The id of a meeting, the same for the same city.
fn id_of(play: &Play, words: &str) -> MeetingId {
    MeetingId::derived("sample meeting", &format!("{}/{words}", play.org))
}

fn kind_of(code: &str) -> Result<Kind, Error> {
    Kind::from_code(code).ok_or_else(|| internal(format!("demo: no kind {code}")))
}

pub(super) fn lines(items: impl IntoIterator<Item = String>) -> Vec<Line> {
    let line = |title| Line {
        title,
        proposal: None,
    };
    items.into_iter().map(line).collect()
}

/// A meeting to be called or entered.
pub(super) fn new(
    play: &Play,
    (kind, title, starts_at): (Kind, &str, Millis),
    (place, link, words): (&str, &str, &str),
    agenda: Vec<Line>,
    on_paper: bool,
) -> NewMeeting {
    NewMeeting {
        id: id_of(
            play,
            &format!("{}/{title}/{}", kind.code(), starts_at.date()),
        ),
        org: play.org,
        kind,
        details: Details {
            title: title.to_owned(),
            starts_at,
            minutes: 90,
            place: place.to_owned(),
            link: link.to_owned(),
            words: words.to_owned(),
            chair: play.chair,
            recorder: play.recorder,
            lecturer: (kind == Kind::PartyLecture).then_some(play.chair),
        },
        agenda,
        proposals: Vec::new(),
        on_paper,
    }
}

/// Enters a meeting that was held, with who took part.
pub(super) fn held(tx: &mut Tx<'_>, play: &Play, new: &NewMeeting) -> Result<MeetingId, Error> {
    let id = call::call(tx, &play.app, &play.act(play.chair, CALL), new)?;
    let people = store::people(tx, id)?;
    let marks: Vec<Mark> = people.iter().enumerate().filter_map(mark).collect();
    attendance::write(tx, &play.act(play.recorder, RECORD), id, &marks)?;
    Ok(id)
}

/// Most were in the hall, some far away, one excused.
fn mark((n, one): (usize, &Person)) -> Option<Mark> {
    if one.standing != Standing::Expected {
        return None;
    }
    let (how, words) = match n % 9 {
        4 => (Attendance::Remote, ""),
        7 => (Attendance::Excused, "外出务工"),
        _ => (Attendance::Hall, ""),
    };
    Some(Mark {
        person: one.id,
        attendance: Some(how),
        words: words.to_owned(),
    })
}

fn write_and_seal(
    tx: &mut Tx<'_>,
    play: &Play,
    id: MeetingId,
    body: &Body,
    seals: bool,
) -> Result<(), Error> {
    let records = play.act(play.recorder, RECORD);
    minutes::write(tx, &records, id, 0, body)?;
    minutes::submit(tx, &records, &play.app.rules.now(), id)?;
    if seals {
        minutes::seal(tx, &play.act(play.chair, CONFIRM), id)?;
    }
    Ok(())
}

fn the_past(tx: &mut Tx<'_>, play: &Play, file: &File) -> Result<(), Error> {
    for one in &file.told {
        let agenda = lines(one.item.iter().map(|item| item.title.clone()));
        let at = play.day(-one.days_ago, 9);
        let what = (kind_of(&one.kind)?, one.title.as_str(), at);
        let id = held(
            tx,
            play,
            &new(play, what, (&one.place, "", ""), agenda, true),
        )?;
        let mut body = Body {
            items: Vec::new(),
            closing: one.closing.clone(),
        };
        for (item, no) in one.item.iter().zip(1_i64..) {
            body.items.push(BodyItem {
                no,
                text: item.text.clone(),
            });
            if let Some(title) = &item.vote {
                a_vote(tx, play, id, no, title)?;
            }
        }
        if what.0 == Kind::MemberAppraisal {
            appraisals::grades(tx, play, id)?;
        }
        write_and_seal(tx, play, id, &body, true)?;
    }
    Ok(())
}

/// A vote by hands, all but two in favour.
fn a_vote(
    tx: &mut Tx<'_>,
    play: &Play,
    id: MeetingId,
    item_no: i64,
    title: &str,
) -> Result<(), Error> {
    let act = play.act(play.recorder, RECORD);
    let vote = NewVote {
        id: VoteId::derived("sample vote", &format!("{id}/{item_no}")),
        item_no,
        title: title.to_owned(),
        ballot: Ballot::Open,
    };
    let vote = put::put(tx, &play.app, &act, id, &vote)?;
    let voters = meet::vote::store::voters(tx, id, None)?;
    let there = voters.hall + voters.remote;
    let counted = Counted {
        yes: there - there.min(2),
        no: 0,
        abstained: there.min(2),
        ..Counted::default()
    };
    close::close(tx, &play.app, &act, vote, &counted)?;
    Ok(())
}

/// What the rules ask for each month and quarter, up to this month; the newest committee meeting
/// waits for confirmation.
fn the_months(tx: &mut Tx<'_>, play: &Play, file: &File) -> Result<(), Error> {
    let today = play.now.date();
    for month in 1..today.month() {
        let day =
            |d: i8, hour| Millis::at(Date::constant(today.year(), month, d).at(hour, 0, 0, 0));
        let topic = usize::from(today.month().unsigned_abs() - month.unsigned_abs());
        let topic = &file.theme_days[topic % file.theme_days.len()];
        let last = month + 1 == today.month();
        entered(
            tx,
            play,
            (Kind::ThemeDay, &format!("主题党日：{topic}"), day(5, 9)),
            true,
        )?;
        let title = format!("{month} 月支部委员会会议");
        entered(tx, play, (Kind::BranchCommittee, &title, day(3, 19)), !last)?;
        if month % 3 == 1 && month + 2 < today.month() {
            let title = format!("{month} 月党员大会");
            entered(tx, play, (Kind::GeneralAssembly, &title, day(12, 9)), true)?;
        }
        if month % 3 == 2 {
            let title = format!("{month} 月党课");
            entered(tx, play, (Kind::PartyLecture, &title, day(20, 9)), true)?;
        }
    }
    Ok(())
}

fn entered(
    tx: &mut Tx<'_>,
    play: &Play,
    what: (Kind, &str, Millis),
    seals: bool,
) -> Result<(), Error> {
    let template = meet::meeting::agenda::template(what.0);
    let agenda = lines(template.lines().map(str::to_owned));
    let id = held(
        tx,
        play,
        &new(play, what, ("村委会二楼会议室", "", ""), agenda, true),
    )?;
    let body = Body {
        items: vec![BodyItem {
            no: 1,
            text: "按议程进行，大家围绕议题发言。".to_owned(),
        }],
        closing: "议定的事写明由谁办、哪天前办，下次会上通报。".to_owned(),
    };
    write_and_seal(tx, play, id, &body, seals)
}

fn the_present(
    tx: &mut Tx<'_>,
    play: &Play,
    now: &Now,
    speakers: &[(String, PersonId)],
) -> Result<(), Error> {
    let agenda = lines(now.items.iter().cloned());
    let at = play.now.plus_ms(-40 * 60_000);
    let what = (kind_of(&now.kind)?, now.title.as_str(), at);
    let new = new(play, what, (&now.place, &now.link, ""), agenda, false);
    let id = call::call(tx, &play.app, &play.act(play.chair, CALL), &new)?;
    let records = play.act(play.recorder, RECORD);
    room::open(tx, &play.app.rules.now(), &records, id)?;
    let people = store::people(tx, id)?;
    let mut marks: Vec<Mark> = people.iter().enumerate().filter_map(mark).collect();
    for mark in &mut marks {
        // The member of the card sits at home and follows on the phone.
        if speakers
            .iter()
            .any(|(card, who)| card == "member" && *who == mark.person)
        {
            mark.attendance = Some(Attendance::Remote);
            mark.words.clear();
        }
    }
    attendance::write(tx, &records, id, &marks)?;
    a_vote(tx, play, id, 2, "电工组这个星期查完十二户老屋")?;
    room::go_to(tx, &records, id, 2)?;
    for (n, (card, words)) in now.remarks.iter().enumerate() {
        let Some((_, person)) = speakers.iter().find(|(known, _)| known == card) else {
            continue;
        };
        let remark = NewRemark {
            id: nth(id, n),
            item_no: Some(2),
            words: words.clone(),
        };
        room::say_for(tx, &records, id, *person, &remark)?;
    }
    Ok(())
}

/// Remarks of one moment stand in the order of their ids.
fn nth(meeting: MeetingId, n: usize) -> RemarkId {
    let mut id = meeting.0;
    id[15] = u8::try_from(n).unwrap_or(u8::MAX);
    RemarkId(id)
}

fn what_is_ahead(tx: &mut Tx<'_>, play: &Play, ahead: &[Ahead]) -> Result<(), Error> {
    for one in ahead {
        let kind = kind_of(&one.kind)?;
        let template = meet::meeting::agenda::template(kind);
        let agenda = lines(template.lines().map(str::to_owned));
        let what = (kind, one.title.as_str(), play.day(one.days, 9));
        let new = new(play, what, (&one.place, "", &one.words), agenda, false);
        call::call(tx, &play.app, &play.act(play.chair, CALL), &new)?;
    }
    Ok(())
}

fn the_talks(tx: &mut Tx<'_>, play: &Play, talks: &Talks) -> Result<(), Error> {
    let act = play.act(play.chair, CALL);
    let newest = id_of(play, "talks");
    let names: Vec<String> = {
        let range: Vec<(PersonId, String, String)> = store::posts(tx, play.org, play.now.date())?;
        range
            .into_iter()
            .filter(|(id, ..)| *id != play.chair)
            .map(|(_, name, _)| name)
            .collect()
    };
    for (n, (name, subject)) in names.iter().zip(&talks.subjects).enumerate() {
        let new = NewTalk {
            id: TalkId::derived("sample talk", &format!("{newest}/{n}")),
            org: play.org,
            kind: if n == 2 {
                TalkKind::Reminder
            } else {
                TalkKind::Heart
            },
            by: String::new(),
            with: name.clone(),
            held_on: play
                .day(-11 * (i64::try_from(n).unwrap_or(0) + 1), 9)
                .date(),
            subject: subject.clone(),
        };
        talk::note(tx, &act, &new)?;
    }
    Ok(())
}

/// Some of the other branches have met this month and quarter, and some have not.
async fn the_others(stage: &Stage<'_>, play: &Play) -> Result<(), Error> {
    let mut rng = stage.chance("meetings");
    let (grid, _) = stage.own_place("commissioner").await?;
    let others = stage.tree.orgs.iter().filter(|one| is_branch(one.kind));
    let others = others
        .map(|one| one.id)
        .filter(|one| *one != play.org && *one != grid.id);
    let branches = std::iter::once(grid.id).chain(others.take(OTHERS));
    for org in branches {
        let kinds: Vec<Kind> = [
            (Kind::ThemeDay, 75),
            (Kind::BranchCommittee, 70),
            (Kind::GeneralAssembly, 80),
            (Kind::PartyLecture, 60),
        ]
        .into_iter()
        .filter(|(_, share)| rng.percent(*share))
        .map(|(kind, _)| kind)
        .collect();
        let play = play.clone();
        stage
            .app
            .db
            .write("sample_other_meetings", move |tx| {
                another(tx, &play, org, &kinds)
            })
            .await?;
    }
    Ok(())
}

fn another(tx: &mut Tx<'_>, play: &Play, org: OrgId, kinds: &[Kind]) -> Result<(), Error> {
    let Some(secretary) = store::secretary(tx, org, play.now.date())? else {
        return Ok(());
    };
    let play = Play {
        org,
        chair: secretary,
        recorder: secretary,
        ..play.clone()
    };
    for kind in kinds {
        // Early today counts for this month, even on its first day.
        let at = play.now.plus_ms(-3 * 3_600_000);
        let title = platform::i18n::say(platform::i18n::Locale::ZhCn, &kind.key(), &[]);
        let template = meet::meeting::agenda::template(*kind);
        let agenda = lines(template.lines().map(str::to_owned));
        let what = (*kind, title.as_str(), at);
        held(
            tx,
            &play,
            &new(&play, what, ("活动室", "", ""), agenda, true),
        )?;
    }
    Ok(())
}
