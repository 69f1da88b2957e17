//! The room for a member: from a phone at home or a chair in the hall.

use http::StatusCode;
use org::tree::store::Scope;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::{go, go_saying};
use platform::web::{Answer, Cx, Form, View};

use super::act::{self, NewRemark};
use super::view::{Live, read};
use super::{RemarkId, hub};
use crate::act::Act;
use crate::meeting::{Meeting, MeetingId, store};
use crate::vote::{Choice, VoteId, put};
use platform::web::field::{WORDS, words};

#[derive(askama::Template)]
#[template(path = "room_show.html")]
struct Show {
    v: View,
    f: Form,
    meeting: Meeting,
    room: Live,
    recorder: bool,
}

/// Who a member is to what they do here: themselves, through no duty.
fn own(cx: &Cx) -> Result<Act, Error> {
    Ok(Act {
        scope: Scope {
            person: cx.person()?,
            permission: "",
            today: cx.app.clock.today(),
        },
        clock: cx.app.clock.clone(),
        sealer: cx.app.sealer.clone(),
    })
}

/// The room.
///
/// # Errors
/// Not found for whoever is not on the list.
pub async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let form = fresh(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

fn fresh(cx: &Cx) -> Form {
    let id = RemarkId::fresh(&cx.app.clock);
    Form::filled(cx, [("id", id.to_string())])
}

async fn page(cx: &Cx, id: MeetingId, f: Form, status: StatusCode) -> Answer {
    let reader = cx.person()?;
    let read = cx
        .app
        .db
        .read("room", move |tx| {
            let meeting = store::find_mine(tx, reader, id)?;
            read(tx, meeting, reader)
        })
        .await?;
    if read.meeting.opened_at.is_none() {
        return go(&format!("/meetings/{id}"));
    }
    let page = Show {
        room: Live::of(cx, &read, reader),
        v: cx.view().await?,
        f,
        meeting: read.meeting,
        recorder: false,
    };
    cx.page_with(status, &page)
}

async fn answer(
    cx: &Cx,
    id: MeetingId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => {
            hub::read_again(&cx.app, id).await?;
            go_saying(&format!("/meetings/{id}/room"), said)
        }
        Err(error) => {
            form.take(error)?;
            if form.value("id").is_empty() {
                form.set("id", RemarkId::fresh(&cx.app.clock).to_string());
            }
            page(cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// A member says something in writing.
///
/// # Errors
/// Not found for whoever is not on the list.
pub async fn say(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (me, typed) = (own(&cx)?, form.clone());
    let fallback = RemarkId::fresh(&cx.app.clock);
    let done = cx
        .app
        .db
        .write("room_remark", move |tx| {
            store::find_mine(tx, me.person(), id)?;
            let new = NewRemark {
                id: typed.value("id").parse().unwrap_or(fallback),
                item_no: None,
                words: words(&typed, "words", WORDS)?,
            };
            act::say(tx, &me, id, &new)
        })
        .await;
    answer(&cx, id, form, done, "flash-room-said").await
}

/// A member asks to speak, or takes that back.
///
/// # Errors
/// Not found for whoever is not on the list.
pub async fn hand(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (me, up) = (own(&cx)?, form.value("down") != "1");
    let done = cx
        .app
        .db
        .write("room_hand", move |tx| act::raise(tx, &me, id, up))
        .await;
    let said = if up {
        "flash-room-raised"
    } else {
        "flash-room-lowered"
    };
    answer(&cx, id, form, done, said).await
}

/// A member who takes part from afar votes.
///
/// # Errors
/// Not found for whoever is not on the list.
pub async fn cast(cx: Cx, Path(vote): Path<VoteId>, form: Form) -> Answer {
    let (me, typed) = (own(&cx)?, form.clone());
    let id = cx
        .app
        .db
        .point("vote_of_mine", move |tx| {
            let id = crate::vote::store::meeting_of(tx, vote)?;
            store::find_mine(tx, me.person(), id).map(|_| id)
        })
        .await?;
    let me = own(&cx)?;
    let done = cx
        .app
        .db
        .write("cast_vote", move |tx| {
            let choice = Choice::from_code(typed.value("choice"));
            let choice = choice.ok_or_else(|| invalid("choice", "error-required"))?;
            put::cast(tx, &me, vote, choice).map(|_| ())
        })
        .await;
    answer(&cx, id, form, done, "flash-room-voted").await
}
