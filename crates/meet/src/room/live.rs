//! What keeps a screen in the room up to date: a stream of versions where that works, a question
//! every few seconds where it does not. Only versions travel; what stands behind them is asked for.

use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use http::{HeaderName, HeaderValue, StatusCode};
use org::tree::pages::scope;
use platform::app::App;
use platform::clock::Monotonic;
use platform::error::{Error, internal};
use platform::web::context::Path;
use platform::web::respond::json;
use platform::web::{Answer, Cx, View};

use super::hub;
use super::view::{Live, read};
use crate::meeting::{Meeting, MeetingId, RECORD, store};

/// How long one stream lasts; the browser opens another by itself, and is judged anew.
const LASTS: Duration = Duration::from_secs(240);
/// How long a stream waits before it looks whether another process changed something.
const LOOKS: Duration = Duration::from_secs(2);

#[derive(askama::Template)]
#[template(path = "room_live.html")]
struct Fragment {
    v: View,
    room: Live,
    recorder: bool,
}

#[derive(serde::Serialize)]
struct Said {
    version: i64,
    html: String,
}

/// The meeting, for whoever is on its list; with `staff`, for whoever records it.
async fn seen(cx: &Cx, id: MeetingId, staff: bool) -> Result<Meeting, Error> {
    let (person, records) = (cx.person()?, scope(cx, RECORD)?);
    cx.app
        .db
        .point("room_seen", move |tx| {
            if staff {
                store::find_scoped(tx, records, id)
            } else {
                store::find_mine(tx, person, id)
            }
        })
        .await
}

/// The room as it stands, when it has changed since the version the screen shows.
///
/// # Errors
/// Not found for whoever is not on the list.
pub async fn state(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    answer(&cx, id, false).await
}

/// The same for the recorder.
///
/// # Errors
/// Outside the scope.
pub async fn staff_state(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    answer(&cx, id, true).await
}

async fn answer(cx: &Cx, id: MeetingId, recorder: bool) -> Answer {
    let meeting = seen(cx, id, recorder).await?;
    let since: Option<i64> = cx.query("since").and_then(|text| text.parse().ok());
    if since == Some(hub::version(&cx.app, id).await?) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let reader = cx.person()?;
    let read = cx
        .app
        .db
        .read("room", move |tx| read(tx, meeting.clone(), reader))
        .await?;
    let room = Live::of(cx, &read, reader);
    hub::of(&cx.app).tell(id, room.version);
    let version = room.version;
    let page = Fragment {
        v: cx.plain_view(),
        room,
        recorder,
    };
    let html = askama::Template::render(&page).map_err(|error| internal(error.to_string()))?;
    json(&Said { version, html })
}

/// A stream of versions.
///
/// # Errors
/// Not found for whoever is not on the list.
pub async fn events(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    seen(&cx, id, false).await?;
    stream_of(&cx, id).await
}

/// The same for the recorder.
///
/// # Errors
/// Outside the scope.
pub async fn staff_events(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    seen(&cx, id, true).await?;
    stream_of(&cx, id).await
}

struct Following {
    app: App,
    id: MeetingId,
    begun: Monotonic,
    told: Option<i64>,
    /// Whether it goes on after the first version: a screen follows, a probe does not.
    follows: bool,
}

async fn stream_of(cx: &Cx, id: MeetingId) -> Answer {
    hub::version(&cx.app, id).await?;
    let following = Following {
        app: cx.app.clone(),
        id,
        begun: Monotonic::now(),
        told: None,
        follows: cx.query("follow").is_some(),
    };
    let events = stream::unfold(following, |mut following| async move {
        let version = next(&mut following).await?;
        let event = Event::default().event("version").data(version.to_string());
        Some((Ok::<_, Infallible>(event), following))
    });
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
        .into_response();
    // A proxy that gathers the answer before it passes it on would make a stream of silence.
    let name = HeaderName::from_static("x-accel-buffering");
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static("no"));
    Ok(response)
}

/// The next version that was not told; nothing when the stream ends.
async fn next(following: &mut Following) -> Option<i64> {
    let Following {
        app,
        id,
        begun,
        told,
        follows,
    } = following;
    loop {
        let done = told.is_some() && !*follows;
        if done || begun.older_than(LASTS) || app.draining.load(Ordering::Relaxed) {
            return None;
        }
        let version = hub::version(app, *id).await.ok()?;
        if *told != Some(version) {
            *told = Some(version);
            return Some(version);
        }
        let mut heard = hub::of(app).listen(*id)?;
        if *heard.borrow_and_update() == version {
            let _ = tokio::time::timeout(LOOKS, heard.changed()).await;
        }
    }
}
