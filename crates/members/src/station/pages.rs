//! Stations for everybody: where there is one, what one can do there, and asking for something.

use axum::http::StatusCode;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::{Ask, AskId, Event, Station, StationId, change, forms, store};
use crate::belonging::Act;
use crate::floating::forms::fresh_id;

/// A station in the list.
struct Line {
    href: String,
    name: String,
    meta: String,
    /// Degrees for the phone, which works out the way by itself.
    latitude: String,
    longitude: String,
}

#[derive(askama::Template)]
#[template(path = "station_index.html")]
struct Index {
    v: View,
    f: Form,
    divisions: Vec<(String, String)>,
    lines: Vec<Line>,
}

/// The open stations, of one place when it is named.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let division = cx.query("division").unwrap_or_default();
    let asked = division.clone();
    let (divisions, found) = cx
        .app
        .db
        .read("stations", move |tx| {
            Ok((store::divisions(tx)?, store::open_in(tx, &asked)?))
        })
        .await?;
    let page = Index {
        f: Form::filled(&cx, [("division", division)]),
        divisions: divisions
            .into_iter()
            .map(|(one,)| (one.clone(), one))
            .collect(),
        lines: found.into_iter().map(line).collect(),
        v: cx.view().await?,
    };
    cx.page(&page)
}

fn line(one: Station) -> Line {
    let degrees = |at: Option<i64>| at.map(forms::degrees_words).unwrap_or_default();
    Line {
        href: format!("/stations/{}", one.id),
        meta: format!("{} · {} · {}", one.division, one.address, one.hours),
        latitude: degrees(one.latitude),
        longitude: degrees(one.longitude),
        name: one.name,
    }
}

/// How an ask stands, in words, and the kind of its tag.
pub(crate) fn ask_tag(cx: &Cx, one: &Ask) -> (String, &'static str) {
    match (one.closed_at, &one.answer) {
        (Some(_), _) => (cx.t("station-ask-closed-tag"), ""),
        (None, Some(_)) => (cx.t("station-ask-answered-tag"), "ok"),
        (None, None) => (cx.t("station-ask-open-tag"), "warn"),
    }
}

/// What is on, in a line: title, and when and what about.
pub(super) fn event_line(cx: &Cx, one: &Event) -> (String, String) {
    let title = match one.cancelled_at {
        Some(_) => cx.ta("station-event-off", &[("title", &one.title)]),
        None => one.title.clone(),
    };
    let meta = format!("{} {}", one.starts_at.minute_text(), one.words);
    (title, meta.trim_end().to_owned())
}

struct Asked {
    id: AskId,
    words: String,
    meta: String,
    tag: (String, &'static str),
    answer: Option<String>,
    open: bool,
}

#[derive(askama::Template)]
#[template(path = "station_show.html")]
struct Show {
    v: View,
    f: Form,
    station: Station,
    services: Vec<String>,
    events: Vec<(String, String)>,
    asks: Vec<Asked>,
    member: bool,
    fresh: String,
}

/// A station.
///
/// # Errors
/// Not found without one.
pub async fn show(cx: Cx, Path(station): Path<StationId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, station, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: StationId, f: Form, status: StatusCode) -> Answer {
    let now = cx.app.clock.now();
    let person = cx.who.as_ref().map(|who| who.person);
    let (station, events, asks) = cx
        .app
        .db
        .read("station", move |tx| {
            let station = store::find(tx, id)?;
            let asks = match person {
                Some(person) => store::asks_of_person(tx, person)?,
                None => Vec::new(),
            };
            Ok((station, store::events(tx, id, now)?, asks))
        })
        .await?;
    let page = Show {
        services: station.services.lines().map(str::to_owned).collect(),
        events: events.iter().map(|one| event_line(cx, one)).collect(),
        asks: asks
            .into_iter()
            .filter(|one| one.station == id)
            .map(|one| Asked {
                id: one.id,
                tag: ask_tag(cx, &one),
                open: one.closed_at.is_none(),
                meta: one.created_at.date().to_string(),
                answer: one.answer,
                words: one.words,
            })
            .collect(),
        member: person.is_some(),
        fresh: fresh_id(cx),
        v: cx.view().await?,
        station,
        f,
    };
    cx.page_with(status, &page)
}

/// Asks a station for something.
///
/// # Errors
/// Not found without such a station.
pub async fn ask(cx: Cx, Path(station): Path<StationId>, form: Form) -> Answer {
    let (person, typed) = (cx.person()?, form.clone());
    let act = Act::of(person, cx.app.clock.now());
    let done = cx
        .app
        .db
        .write("ask_station", move |tx| {
            store::find(tx, station)?;
            let new = forms::ask(&typed, false)?;
            change::ask(tx, act, person, station, &new)
        })
        .await;
    done_with(&cx, station, form, done, "flash-station-asked").await
}

/// Says that what one asked is done with.
///
/// # Errors
/// Not found when somebody else asked it.
pub async fn close(cx: Cx, Path(station): Path<StationId>, form: Form) -> Answer {
    let act = Act::of(cx.person()?, cx.app.clock.now());
    let ask = form.value("ask_id").parse::<AskId>().ok();
    let done = cx
        .app
        .db
        .write("close_station_ask", move |tx| {
            store::find(tx, station)?;
            let ask = ask.ok_or_else(|| invalid("", "moving-form-again"))?;
            change::close_ask(tx, act, None, station, ask)
        })
        .await;
    done_with(&cx, station, form, done, "flash-station-ask-closed").await
}

async fn done_with(
    cx: &Cx,
    station: StationId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/stations/{station}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, station, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
