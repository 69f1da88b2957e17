//! Stations for those who keep them: the list, a new one, its facts, what is on, what is asked, and
//! the poster for its door.

use axum::http::StatusCode;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::qr::{Qr, address, draw};
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::pages::{ask_tag, event_line};
use super::{Ask, AskId, EventId, Station, StationId, change, forms, store};
use crate::floating::forms::fresh_id;
use crate::moving::{After, Doing, STATIONS_EDIT, crumbs, next_page};
use crate::words::scope;
use org::tree::store as orgs;

struct Line {
    href: String,
    name: String,
    division: String,
    org: String,
    tag: (String, &'static str),
}

#[derive(askama::Template)]
#[template(path = "station_staff_index.html")]
struct Index {
    v: View,
    crumbs: Vec<(String, String)>,
    lines: Vec<Line>,
    next: Option<String>,
}

fn way(cx: &Cx, last: Option<&str>) -> Vec<(String, String)> {
    let nav = cx.t("station-nav");
    match last {
        None => crumbs(cx, &[(&nav, String::new())]),
        Some(last) => crumbs(
            cx,
            &[(&nav, "/staff/stations".to_owned()), (last, String::new())],
        ),
    }
}

/// The stations of one's own organisations.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let (scope, after) = (scope(&cx, STATIONS_EDIT)?, After::read(&cx));
    let mut found = cx
        .app
        .db
        .read("staff_stations", move |tx| {
            Ok(store::list_scoped(tx, scope, &after)?)
        })
        .await?;
    let next = next_page(&mut found, "/staff/stations", |(one, _)| {
        (one.path.clone(), one.id.to_string())
    });
    let lines = found
        .into_iter()
        .map(|(one, waiting)| Line {
            href: format!("/staff/stations/{}", one.id),
            tag: match (one.closed_on, waiting) {
                (Some(_), _) => (cx.t("station-state-closed"), ""),
                (None, 0) => (cx.t("station-state-open"), "ok"),
                (None, count) => (cx.ta("station-waiting", &[("count", &count)]), "warn"),
            },
            name: one.name,
            division: one.division,
            org: one.org_name,
        })
        .collect();
    let page = Index {
        crumbs: way(&cx, None),
        v: cx.view().await?,
        lines,
        next,
    };
    cx.page(&page)
}

#[derive(askama::Template)]
#[template(path = "station_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    heading: String,
    action: String,
    orgs: Vec<(String, String)>,
}

async fn form_page(cx: &Cx, f: Form, station: Option<StationId>, status: StatusCode) -> Answer {
    let editing = scope(cx, STATIONS_EDIT)?;
    let orgs = cx
        .app
        .db
        .read("station_orgs", move |tx| {
            Ok(orgs::for_form_scoped(tx, editing)?)
        })
        .await?;
    let (heading, action) = match station {
        Some(id) => ("station-edit", format!("/staff/stations/{id}/edit")),
        None => ("station-new", "/staff/stations".to_owned()),
    };
    let heading = cx.t(heading);
    let page = FormPage {
        crumbs: way(cx, Some(&heading)),
        orgs: match station {
            Some(_) => Vec::new(),
            None => orgs
                .into_iter()
                .map(|(id, name, _)| (id.to_string(), name))
                .collect(),
        },
        v: cx.view().await?,
        f,
        heading,
        action,
    };
    cx.page_with(status, &page)
}

/// The form of a new one.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let form = Form::filled(&cx, [("id", fresh_id(&cx))]);
    form_page(&cx, form, None, StatusCode::OK).await
}

/// Opens a station.
///
/// # Errors
/// The database's.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, STATIONS_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("create_station", move |tx| {
            let org = typed.value("org").parse();
            let org = org.map_err(|_| invalid("org", "station-no-such-org"))?;
            let org = orgs::find_scoped(tx, doing.scope, org)
                .map_err(|_| invalid("org", "station-no-such-org"))?;
            let id = typed.value("id").parse();
            let id = id.unwrap_or_else(|_| StationId::fresh(&doing.clock));
            change::create(tx, &doing, id, &org, &forms::facts(&typed)?)
        })
        .await;
    match done {
        Ok(id) => go_saying(&format!("/staff/stations/{id}"), "flash-station-created"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn found(cx: &Cx, id: StationId) -> Result<Station, Error> {
    let editing = scope(cx, STATIONS_EDIT)?;
    cx.app
        .db
        .point("staff_station", move |tx| {
            store::find_scoped(tx, editing, id)
        })
        .await
}

/// The form of what is known.
///
/// # Errors
/// Outside the scope.
pub async fn edit_form(cx: Cx, Path(station): Path<StationId>) -> Answer {
    let one = found(&cx, station).await?;
    let form = Form::filled(&cx, forms::stored(&one));
    form_page(&cx, form, Some(station), StatusCode::OK).await
}

/// Changes a station.
///
/// # Errors
/// Outside the scope.
pub async fn edit(cx: Cx, Path(station): Path<StationId>, mut form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, STATIONS_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("edit_station", move |tx| {
            store::find_scoped(tx, doing.scope, station)?;
            let seen = typed.value("version").parse().unwrap_or(0);
            change::edit(tx, &doing, station, seen, &forms::facts(&typed)?)
        })
        .await;
    match done {
        Ok(()) => go_saying(&format!("/staff/stations/{station}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, Some(station), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

struct Asked {
    one: Ask,
    tag: (String, &'static str),
    meta: String,
}

struct On {
    id: EventId,
    line: (String, String),
    off: bool,
}

#[derive(askama::Template)]
#[template(path = "station_staff_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    station: Station,
    facts: Vec<(String, String)>,
    events: Vec<On>,
    asks: Vec<Asked>,
    fresh: String,
}

/// A station for those who keep it.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(station): Path<StationId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, station, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: StationId, f: Form, status: StatusCode) -> Answer {
    let (editing, now) = (scope(cx, STATIONS_EDIT)?, cx.app.clock.now());
    let (station, events, asks) = cx
        .app
        .db
        .read("staff_station_show", move |tx| {
            let station = store::find_scoped(tx, editing, id)?;
            let events = store::events(tx, id, now.plus_days(-30))?;
            Ok((station, events, store::asks(tx, id)?))
        })
        .await?;
    let asked = |one: Ask| Asked {
        tag: ask_tag(cx, &one),
        meta: match one.for_them {
            true => {
                let day = one.created_at.date().to_string();
                let who = &one.entered_by;
                let entered = cx.ta("floating-entered-paper", &[("name", who), ("day", &day)]);
                format!("{} · {entered}", one.asker)
            }
            false => format!("{} · {}", one.asker, one.created_at.date()),
        },
        one,
    };
    let facts = [
        ("station-org", &station.org_name),
        ("station-division", &station.division),
        ("station-address", &station.address),
        ("station-hours", &station.hours),
        ("station-people", &station.people),
        ("station-phone", &station.phone),
    ];
    let page = Show {
        crumbs: way(cx, Some(&station.name)),
        facts: facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| (cx.t(key), value.clone()))
            .collect(),
        events: events
            .iter()
            .map(|one| On {
                id: one.id,
                line: event_line(cx, one),
                off: one.cancelled_at.is_some() || one.starts_at < now,
            })
            .collect(),
        asks: asks.into_iter().map(asked).collect(),
        fresh: fresh_id(cx),
        v: cx.view().await?,
        station,
        f,
    };
    cx.page_with(status, &page)
}

#[derive(askama::Template)]
#[template(path = "station_poster.html")]
struct Poster {
    v: View,
    crumbs: Vec<(String, String)>,
    station: Station,
    services: Vec<String>,
    link: String,
    qr: Qr,
}

/// The poster for its door.
///
/// # Errors
/// Outside the scope.
pub async fn poster(cx: Cx, Path(station): Path<StationId>) -> Answer {
    let one = found(&cx, station).await?;
    let link = address(&cx, &format!("/stations/{station}"));
    let page = Poster {
        crumbs: way(&cx, Some(&one.name)),
        services: one.services.lines().map(str::to_owned).collect(),
        qr: draw(&link)?,
        v: cx.view().await?,
        station: one,
        link,
    };
    cx.page(&page)
}

/// One of the acts on a station's page.
macro_rules! act {
    ($(#[$doc:meta])* $name:ident, $operation:literal, $flash:literal, |$tx:ident, $doing:ident, $station:ident, $typed:ident| $body:expr) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// Outside the scope.
        pub async fn $name(cx: Cx, Path(station): Path<StationId>, mut form: Form) -> Answer {
            let (doing, typed) = (Doing::of(&cx, STATIONS_EDIT)?, form.clone());
            let done = cx
                .app
                .db
                .write($operation, move |$tx| {
                    let ($doing, $station, $typed) = (&doing, station, &typed);
                    store::find_scoped($tx, $doing.scope, $station)?;
                    $body
                })
                .await;
            match done {
                Ok(()) => go_saying(&format!("/staff/stations/{station}"), $flash),
                Err(error) => {
                    form.take(error)?;
                    page(&cx, station, form, StatusCode::UNPROCESSABLE_ENTITY).await
                }
            }
        }
    };
}

act!(
    /// Says what is on.
    add_event, "add_station_event", "flash-station-event", |tx, doing, station, typed| {
        let (title, starts_at, words) = forms::event(typed)?;
        change::add_event(tx, doing, station, (&title, starts_at, &words))
    }
);
act!(
    /// Calls something off.
    cancel_event, "cancel_station_event", "flash-saved", |tx, doing, station, typed| {
        let event = typed.value("event_id").parse::<EventId>();
        let event = event.map_err(|_| invalid("", "moving-form-again"))?;
        change::cancel_event(tx, doing, station, event)
    }
);
act!(
    /// Types in what somebody asks at the desk or by phone.
    ask_for, "ask_station_for", "flash-station-asked", |tx, doing, station, typed| {
        change::ask_for(tx, doing, station, &forms::ask(typed, true)?)
    }
);
act!(
    /// Answers what was asked.
    answer, "answer_station_ask", "flash-station-answered", |tx, doing, station, typed| {
        let words = platform::web::field::words(typed, "answer", 500)?;
        change::answer(tx, doing, station, ask_id(typed)?, &words)
    }
);
act!(
    /// Says that something asked is done with.
    close_ask, "close_staff_ask", "flash-station-ask-closed", |tx, doing, station, typed| {
        change::close_ask(tx, doing.act(), Some(doing), station, ask_id(typed)?)
    }
);
act!(
    /// Closes a station.
    close, "close_station", "flash-station-closed", |tx, doing, station, _typed| {
        change::close(tx, doing, station)
    }
);

fn ask_id(form: &Form) -> Result<AskId, Error> {
    let id = form.value("ask_id").parse();
    id.map_err(|_| invalid("", "moving-form-again"))
}
