//! A member's own meetings: the next ones, those that were, and one of them.

use platform::clock::Millis;
use platform::web::context::Path;
use platform::web::{Answer, Cx, View};

use super::store::{self, LINES};
use super::{Handout, Item, Meeting, MeetingId, Person, Stage, Standing};
use crate::minutes::{self, Sheet};
use crate::words::moment;

/// A meeting in the list.
struct Line {
    id: MeetingId,
    kicker: String,
    dot: &'static str,
    title: String,
    detail: String,
}

impl Line {
    fn new(cx: &Cx, meeting: Meeting) -> Self {
        let stage = meeting.stage();
        Self {
            id: meeting.id,
            kicker: match stage {
                Stage::Called => moment(cx.locale, meeting.starts_at),
                _ => format!(
                    "{} · {}",
                    moment(cx.locale, meeting.starts_at),
                    cx.t(stage.key())
                ),
            },
            dot: match stage {
                Stage::Open => "red",
                Stage::Called => "info",
                _ => "",
            },
            detail: [
                meeting.org_name.clone(),
                match meeting.cancelled_words.clone() {
                    Some(why) => why,
                    None => meeting.where_words(),
                },
            ]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
            title: meeting.title,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "meeting_mine.html")]
struct Mine {
    v: View,
    ahead: Vec<Line>,
    past: Vec<Line>,
    next: Option<String>,
}

/// One's own meetings.
///
/// # Errors
/// The database's.
pub async fn mine(cx: Cx) -> Answer {
    let (person, now) = (cx.person()?, cx.app.clock.now());
    let turn = cx
        .query("before")
        .and_then(|at| at.parse().ok())
        .map(Millis);
    // A meeting of some hours ago may still go on.
    let since = now.plus_ms(-6 * 3_600_000);
    let (ahead, mut past) = cx
        .app
        .db
        .point("my_meetings", move |tx| {
            let ahead = match turn {
                None => store::mine_between(tx, person, since, now.plus_days(366))?,
                Some(_) => Vec::new(),
            };
            Ok((ahead, store::mine(tx, person, turn.unwrap_or(since))?))
        })
        .await?;
    let next = (past.len() > LINES).then(|| {
        past.truncate(LINES);
        let last = past.last().map_or(0, |last| last.starts_at.0);
        format!("/meetings?before={last}")
    });
    cx.page(&Mine {
        v: cx.view().await?,
        ahead: ahead.into_iter().map(|one| Line::new(&cx, one)).collect(),
        past: past.into_iter().map(|one| Line::new(&cx, one)).collect(),
        next,
    })
}

#[derive(askama::Template)]
#[template(path = "meeting_member.html")]
struct Show {
    v: View,
    meeting: Meeting,
    kind: String,
    when: String,
    stage: (String, &'static str),
    open: bool,
    cancelled: bool,
    items: Vec<Item>,
    handouts: Vec<Handout>,
    mine: Vec<(String, String)>,
    sheet: Option<Sheet>,
}

/// A meeting, for whoever is on its list; after its minutes were confirmed, with them.
///
/// # Errors
/// Not found for anybody else.
pub async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let person = cx.person()?;
    let (meeting, me, items, handouts, sealed) = cx
        .app
        .db
        .read("my_meeting", move |tx| {
            let meeting = store::find_mine(tx, person, id)?;
            let me = store::person(tx, id, person)?;
            let sealed = minutes::sealed(tx, id).ok();
            Ok((
                meeting,
                me,
                store::items(tx, id)?,
                store::handouts(tx, id)?,
                sealed,
            ))
        })
        .await?;
    let stage = meeting.stage();
    let sheet = sealed.map(|sealed| sealed.sheet()).transpose()?;
    cx.page(&Show {
        kind: cx.t(&meeting.kind.key()),
        when: moment(cx.locale, meeting.starts_at),
        stage: (cx.t(stage.key()), stage.tag()),
        open: stage == Stage::Open,
        cancelled: stage == Stage::Cancelled,
        mine: own_facts(&cx, &me),
        v: cx.view().await?,
        meeting,
        items,
        handouts,
        sheet,
    })
}

/// What stands on the list about the reader.
fn own_facts(cx: &Cx, me: &Person) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let standing = match (me.standing, me.has_vote, me.no_vote.as_str()) {
        (Standing::LeftOut, ..) => cx.t("meeting-me-left-out"),
        (Standing::Invited, ..) => cx.t("meeting-me-invited"),
        (Standing::Expected, true, _) => cx.t("meeting-me-votes"),
        (Standing::Expected, false, "probationary") => cx.t("meeting-me-probationary"),
        (Standing::Expected, false, _) => cx.t("meeting-me-no-vote"),
    };
    facts.push((cx.t("meeting-me"), standing));
    if let Some(how) = me.attendance {
        facts.push((cx.t("meeting-me-attendance"), cx.t(&how.key())));
    }
    facts
}
