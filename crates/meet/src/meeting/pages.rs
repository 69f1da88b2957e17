//! The staff's page of a meeting: how it stands and what comes next.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::{Error, invalid};
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::attendance::Counts;
use super::index::crumbs;
use super::{
    CALL, Handout, Item, LeftOut, Meeting, MeetingId, Person, READ, RECORD, Stage, Standing, Step,
    call, store,
};
use crate::act::Act;
use crate::grade;
use crate::vote::{self, Vote};
use crate::words::moment;
use platform::web::field::{TITLE, WORDS, faults, words};

/// What the reader may do here.
pub(crate) struct May {
    pub(crate) call: bool,
    pub(crate) record: bool,
}

/// Everything the page shows.
struct Shown {
    meeting: Meeting,
    people: Vec<Person>,
    items: Vec<Item>,
    handouts: Vec<Handout>,
    votes: Vec<Vote>,
    may: May,
}

#[derive(askama::Template)]
#[template(path = "meeting_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    meeting: Meeting,
    kind: String,
    when: String,
    stage: (String, &'static str),
    counts: Counts,
    items: Vec<Item>,
    handouts: Vec<Handout>,
    votes: Vec<(Vote, String)>,
    left_out: Vec<(Person, String)>,
    expected: Vec<(String, String)>,
    reasons: Vec<(String, String)>,
    may: May,
    can: Can,
}

/// What the stage and the duty allow together.
struct Can {
    change: bool,
    cancel: bool,
    open: bool,
    room: bool,
    attendance: bool,
    grades: bool,
    minutes: bool,
    hand_out: bool,
}

impl Can {
    fn of(meeting: &Meeting, may: &May) -> Self {
        let stage = meeting.stage();
        Self {
            change: may.call && stage.allows(Step::Change),
            cancel: may.call && stage.allows(Step::Cancel),
            open: may.record && stage == Stage::Called,
            room: may.record && stage == Stage::Open,
            attendance: may.record && stage.allows(Step::Record),
            grades: may.record
                && grade::belongs(meeting.kind)
                && matches!(stage, Stage::Open | Stage::Ended),
            hand_out: may.call && stage.allows(Step::Record),
            minutes: matches!(stage, Stage::Ended | Stage::Submitted | Stage::Sealed),
        }
    }
}

/// The page.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

async fn load(cx: &Cx, id: MeetingId) -> Result<Shown, Error> {
    let (seen, calls) = (scope(cx, READ)?, scope(cx, CALL)?);
    let records = scope(cx, RECORD)?;
    cx.app
        .db
        .read("meeting", move |tx| {
            Ok(Shown {
                meeting: store::find_scoped(tx, seen, id)?,
                may: May {
                    call: store::find_scoped(tx, calls, id).is_ok(),
                    record: store::find_scoped(tx, records, id).is_ok(),
                },
                people: store::people(tx, id)?,
                items: store::items(tx, id)?,
                handouts: store::handouts(tx, id)?,
                votes: vote::store::of_meeting(tx, id)?,
            })
        })
        .await
}

async fn page(cx: &Cx, id: MeetingId, f: Form, status: StatusCode) -> Answer {
    let shown = load(cx, id).await?;
    let (meeting, people) = (shown.meeting, shown.people);
    let left_out = people
        .iter()
        .filter(|one| one.standing == Standing::LeftOut)
        .map(|one| {
            let why = one.left_out.map(|why| cx.t(&why.key())).unwrap_or_default();
            (one.clone(), why)
        })
        .collect();
    let expected = people
        .iter()
        .filter(|one| one.standing == Standing::Expected)
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let page = Show {
        crumbs: crumbs(cx, &[(meeting.title.clone(), String::new())]),
        kind: cx.t(&meeting.kind.key()),
        when: moment(cx.locale, meeting.starts_at),
        stage: (cx.t(meeting.stage().key()), meeting.stage().tag()),
        counts: Counts::of(&people),
        can: Can::of(&meeting, &shown.may),
        items: shown.items,
        handouts: shown.handouts,
        votes: shown
            .votes
            .into_iter()
            .map(|one| (one.clone(), vote::pages::outcome(cx, &one)))
            .collect(),
        left_out,
        expected,
        reasons: LeftOut::ALL
            .iter()
            .map(|why| (why.code().to_owned(), cx.t(&why.key())))
            .collect(),
        may: shown.may,
        v: cx.view().await?,
        f,
        meeting,
    };
    cx.page_with(status, &page)
}

pub(crate) async fn answer(
    cx: &Cx,
    id: MeetingId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/meetings/{id}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Calls a meeting off.
///
/// # Errors
/// Outside the scope.
pub async fn cancel(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (act, typed) = (Act::of(&cx, CALL)?, form.clone());
    let done = cx
        .app
        .db
        .write("cancel_meeting", move |tx| {
            store::find_scoped(tx, act.scope, id)?;
            let why = words(&typed, "cancel_words", WORDS)?;
            call::cancel(tx, &act, id, &why)
        })
        .await;
    answer(&cx, id, form, done, "flash-meeting-cancelled").await
}

/// Leaves somebody out of the expected number, or takes them back.
///
/// # Errors
/// Outside the scope.
pub async fn leave_out(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (act, typed) = (Act::of(&cx, RECORD)?, form.clone());
    let done = cx
        .app
        .db
        .write("leave_out", move |tx| {
            store::find_scoped(tx, act.scope, id)?;
            let person = typed.value("left").parse::<PersonId>();
            let person = person.map_err(|_| invalid("left", "error-required"))?;
            if typed.value("back") == "1" {
                return call::take_in(tx, &act, id, person);
            }
            let why = LeftOut::from_code(typed.value("why"))
                .ok_or_else(|| invalid("why", "error-required"));
            let approval = words(&typed, "approval", TITLE);
            let more = platform::web::field::maybe_words(&typed, "left_words", TITLE);
            match (why, approval, more) {
                (Ok(why), Ok(approval), Ok(more)) => {
                    call::leave_out(tx, &act, id, person, (why, &more, &approval))
                }
                (a, b, c) => Err(faults([a.err(), b.err(), c.err()])),
            }
        })
        .await;
    answer(&cx, id, form, done, "flash-meeting-left-out").await
}
