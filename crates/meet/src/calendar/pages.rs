//! The page of one's own calendar, and the calendar itself.

use axum::response::IntoResponse as _;
use http::{HeaderValue, header};
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, View};

use super::{ics, meetings, of_person, owner, renew};

#[derive(askama::Template)]
#[template(path = "calendar_show.html")]
struct Show {
    v: View,
    address: Option<String>,
}

/// The address of one's own calendar, and a way to renew it.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx) -> Answer {
    let (person, sealer) = (cx.person()?, cx.app.sealer.clone());
    let secret = cx
        .app
        .db
        .read("calendar_of_person", move |tx| {
            of_person(tx, &sealer, person)
        })
        .await?;
    let host = cx
        .headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let scheme = if cx.app.site.secure { "https" } else { "http" };
    cx.page(&Show {
        address: secret.map(|secret| format!("{scheme}://{host}/calendar/{secret}.ics")),
        v: cx.view().await?,
    })
}

/// Makes a new address; the one before opens nothing any more.
///
/// # Errors
/// The database's.
pub async fn make(cx: Cx) -> Answer {
    let (person, sealer) = (cx.person()?, cx.app.sealer.clone());
    let now = cx.app.clock.now();
    cx.app
        .db
        .write("renew_calendar", move |tx| renew(tx, &sealer, person, now))
        .await?;
    go_saying("/meetings/calendar", "flash-calendar-made")
}

/// The calendar an address opens.
///
/// # Errors
/// Not found for an address that opens none.
pub async fn feed(cx: Cx, Path(name): Path<String>) -> Answer {
    let secret = name.strip_suffix(".ics").ok_or(Error::NotFound)?.to_owned();
    let (now, base) = (cx.app.clock.now(), platform::web::qr::address(&cx, ""));
    let found = cx
        .app
        .db
        .read("calendar_feed", move |tx| {
            let person = owner(tx, &secret)?;
            meetings(tx, person, now)
        })
        .await?;
    let mut response = ics::calendar(&cx.app.site.name, &base, &found, now).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/calendar; charset=utf-8"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    Ok(response)
}
