//! The sign-in page, and signing out.

use axum::http::{HeaderValue, StatusCode};

use super::{Login, Refusal, Signed, sign_in, store};
use crate::auth::session::{self, Arrival, Kind, Place};
use crate::auth::{cookies, local, shared_phone};
use crate::clock::Millis;
use crate::error::Message;
use crate::web::respond::go;
use crate::web::{Answer, Cx, Form, View};

#[derive(askama::Template)]
#[template(path = "auth/sign_in.html")]
struct SignIn {
    v: View,
    f: Form,
    back: String,
    work: bool,
    people: bool,
}

/// Phone number or account name, and the password.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx) -> Answer {
    let back = local(&cx.query("back").unwrap_or_default()).to_owned();
    let work = cx.query("work").is_some();
    if cx.who.as_ref().is_some_and(|who| who.must.is_none()) {
        return go(&back);
    }
    let other = cx.query("other").is_some();
    let people = has_people(&cx).await?;
    if people && !other && !work {
        return go(&format!("/people?back={}", encoded(&back)));
    }
    let mut f = Form::empty(&cx);
    if people && !work {
        f.set("shared", "1");
    }
    cx.page(&SignIn {
        v: cx.plain_view(),
        f,
        back,
        work,
        people,
    })
}

/// Signs in.
///
/// # Errors
/// The database's; busy when too many passwords wait to be hashed.
pub async fn submit(cx: Cx, mut f: Form) -> Answer {
    let back = local(f.value("back")).to_owned();
    let work = f.some("work").is_some();
    if f.some("login").is_none() {
        f.fail_key("login", "error-login-missing");
    }
    if f.raw("password").is_empty() {
        f.fail_key("password", "error-password-missing");
    }
    if !f.has_errors() {
        match sign_in(
            &cx.app,
            &cx.address(),
            Login::read(f.value("login")),
            f.raw("password"),
        )
        .await?
        {
            Ok(signed) => return enter(&cx, &f, signed, &back).await,
            Err(refusal) => f.fail("", &words(refusal)),
        }
    }
    f.forget("password");
    let people = has_people(&cx).await?;
    let page = SignIn {
        v: cx.plain_view(),
        f,
        back,
        work,
        people,
    };
    cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn enter(cx: &Cx, f: &Form, signed: Signed, back: &str) -> Answer {
    let place = if f.checked("shared", "1") {
        Place::Shared
    } else {
        Place::Own
    };
    let arrival = Arrival::prepare(cx, signed.person, place).await?;
    let applied = arrival.clone();
    let person = signed.person;
    cx.app
        .db
        .write("sign_in", move |tx| {
            store::forgive(tx, person)?;
            applied.apply(tx)
        })
        .await?;
    // A long password is a burden on a shared phone: six digits for it are offered once.
    let offer = place == Place::Shared && !signed.by_pin && !has_pin(cx, person).await?;
    let to = if offer {
        format!("/people/pin?back={}", encoded(back))
    } else {
        back.to_owned()
    };
    let mut response = go(&to)?;
    arrival.hand_out(&cx.app, &mut response)?;
    Ok(response)
}

async fn has_pin(cx: &Cx, person: crate::ids::PersonId) -> Result<bool, crate::error::Error> {
    let Some(device) = shared_phone::this_phone(cx) else {
        return Ok(false);
    };
    let sharers = cx
        .app
        .db
        .point("sharers", move |tx| Ok(shared_phone::sharers(tx, &device)?))
        .await?;
    Ok(sharers
        .iter()
        .any(|sharer| sharer.person == person && sharer.pin_hash.is_some()))
}

async fn has_people(cx: &Cx) -> Result<bool, crate::error::Error> {
    let Some(device) = shared_phone::this_phone(cx) else {
        return Ok(false);
    };
    let sharers = cx
        .app
        .db
        .point("sharers", move |tx| Ok(shared_phone::sharers(tx, &device)?))
        .await?;
    Ok(!sharers.is_empty())
}

/// What a refusal says; the same for whoever exists and whoever does not.
pub(in crate::auth) fn words(refusal: Refusal) -> Message {
    match refusal {
        Refusal::Wrong(left) => Message::new("error-sign-in-wrong").with("left", left),
        Refusal::Closed(until) => {
            Message::new("error-sign-in-closed").with("until", clock_time(until))
        }
    }
}

fn clock_time(at: Millis) -> String {
    let civil = at.civil();
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}

/// A value inside a query string.
pub(in crate::auth) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Signs out; on a shared phone the next person finds the names and nothing else.
///
/// # Errors
/// The database's.
pub async fn sign_out(cx: Cx) -> Answer {
    let shared = match &cx.who {
        Some(_) => session::current_kind(&cx).await? == Kind::Shared,
        None => false,
    };
    session::end_current(&cx).await?;
    let mut response = go(if shared { "/people" } else { "/sign-in" })?;
    cookies::drop_token(&cx.app, &mut response)?;
    if shared {
        let cache = HeaderValue::from_static("\"cache\"");
        response.headers_mut().insert("clear-site-data", cache);
    }
    Ok(response)
}
