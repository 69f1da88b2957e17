//! The room for the recorder: opens it, moves everybody on, writes down who says what, puts to the
//! vote, ends it.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::{Error, invalid};
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::{go, go_saying};
use platform::web::{Answer, Cx, Form, View};

use super::act::{self, NewRemark};
use super::view::{Live, read};
use super::{RemarkId, hub};
use crate::act::Act;
use crate::meeting::index::crumbs;
use crate::meeting::pages::answer as meeting_answer;
use crate::meeting::{Meeting, MeetingId, RECORD, Standing, store};
use crate::vote::{Ballot, VoteId};
use platform::web::field::{WORDS, words};

#[derive(askama::Template)]
#[template(path = "room_staff.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    meeting: Meeting,
    room: Live,
    recorder: bool,
    people: Vec<(String, String)>,
    items: Vec<(String, String)>,
    ballots: Vec<(String, String)>,
}

/// The recorder's room.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let form = fresh(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

fn fresh(cx: &Cx) -> Form {
    let clock = &cx.app.clock;
    Form::filled(
        cx,
        [
            ("id", RemarkId::fresh(clock).to_string()),
            ("vote_id", VoteId::fresh(clock).to_string()),
            ("ballot", Ballot::Open.code().to_owned()),
        ],
    )
}

pub(crate) async fn page(cx: &Cx, id: MeetingId, mut f: Form, status: StatusCode) -> Answer {
    for (name, value) in fresh(cx).pairs() {
        if f.value(name).is_empty() {
            f.set(name, value.clone());
        }
    }
    let (seen, reader) = (scope(cx, RECORD)?, cx.person()?);
    let (read, people, items) = cx
        .app
        .db
        .read("staff_room", move |tx| {
            let meeting = store::find_scoped(tx, seen, id)?;
            let people = store::people(tx, id)?;
            let items = store::items(tx, id)?;
            Ok((read(tx, meeting, reader)?, people, items))
        })
        .await?;
    if read.meeting.opened_at.is_none() {
        return go(&format!("/staff/meetings/{id}"));
    }
    let room = Live::of(cx, &read, reader);
    if f.value("item").is_empty() {
        f.set("item", room.item_no.to_string());
    }
    let page = Show {
        crumbs: crumbs(
            cx,
            &[
                (read.meeting.title.clone(), format!("/staff/meetings/{id}")),
                (cx.t("room-title"), String::new()),
            ],
        ),
        room,
        recorder: true,
        people: people
            .into_iter()
            .filter(|one| one.standing != Standing::LeftOut)
            .map(|one| (one.id.to_string(), one.name))
            .collect(),
        items: items
            .into_iter()
            .map(|item| (item.no.to_string(), format!("{}. {}", item.no, item.title)))
            .collect(),
        ballots: Ballot::ALL
            .iter()
            .map(|one| (one.code().to_owned(), cx.t(&one.key())))
            .collect(),
        v: cx.view().await?,
        f,
        meeting: read.meeting,
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
        Ok(()) => {
            hub::read_again(&cx.app, id).await?;
            go_saying(&format!("/staff/meetings/{id}/room"), said)
        }
        Err(error) => {
            form.take(error)?;
            page(cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Opens the room.
///
/// # Errors
/// Outside the scope; when it is too early.
pub async fn open(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (me, rules) = (Act::of(&cx, RECORD)?, cx.app.rules.now());
    let done = cx
        .app
        .db
        .write("open_meeting", move |tx| act::open(tx, &rules, &me, id))
        .await;
    if done.is_err() {
        return meeting_answer(&cx, id, form, done, "flash-room-opened").await;
    }
    hub::read_again(&cx.app, id).await?;
    go_saying(
        &format!("/staff/meetings/{id}/attendance"),
        "flash-room-opened",
    )
}

/// Moves everybody to an item.
///
/// # Errors
/// Outside the scope.
pub async fn go_to(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let me = Act::of(&cx, RECORD)?;
    let item: Option<i64> = form.value("to").parse().ok();
    let done = cx
        .app
        .db
        .write("room_item", move |tx| {
            store::find_scoped(tx, me.scope, id)?;
            let item = item.ok_or_else(|| invalid("to", "meeting-no-such-item"))?;
            act::go_to(tx, &me, id, item)
        })
        .await;
    answer(&cx, id, form, done, "flash-room-moved").await
}

/// Writes down what somebody said.
///
/// # Errors
/// Outside the scope.
pub async fn say(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (me, typed) = (Act::of(&cx, RECORD)?, form.clone());
    let fallback = RemarkId::fresh(&cx.app.clock);
    let done = cx
        .app
        .db
        .write("room_remark_for", move |tx| {
            store::find_scoped(tx, me.scope, id)?;
            let person = typed.value("person").parse::<PersonId>();
            let person = person.map_err(|_| invalid("person", "error-required"))?;
            let new = NewRemark {
                id: typed.value("id").parse().unwrap_or(fallback),
                item_no: typed.value("item").parse().ok(),
                words: words(&typed, "words", WORDS)?,
            };
            act::say_for(tx, &me, id, person, &new)
        })
        .await;
    answer(&cx, id, form, done, "flash-room-said").await
}

/// Notes that somebody in the line has spoken.
///
/// # Errors
/// Outside the scope.
pub async fn spoke(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let me = Act::of(&cx, RECORD)?;
    let item: Option<i64> = form.value("hand_item").parse().ok();
    let person = form.value("hand").parse::<PersonId>().ok();
    let done = cx
        .app
        .db
        .write("room_spoke", move |tx| {
            store::find_scoped(tx, me.scope, id)?;
            let found = item.zip(person);
            let found = found.ok_or_else(|| invalid("hand", "error-required"))?;
            act::spoke(tx, &me, id, found)
        })
        .await;
    answer(&cx, id, form, done, "flash-room-spoke").await
}

/// Ends the meeting.
///
/// # Errors
/// Outside the scope; while a vote is open.
pub async fn end(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let me = Act::of(&cx, RECORD)?;
    let done = cx
        .app
        .db
        .write("end_meeting", move |tx| act::end(tx, &me, id))
        .await;
    if done.is_ok() {
        hub::read_again(&cx.app, id).await?;
        return go_saying(&format!("/staff/meetings/{id}/minutes"), "flash-room-ended");
    }
    answer(&cx, id, form, done, "flash-room-ended").await
}
