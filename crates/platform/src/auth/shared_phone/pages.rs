//! The names on a shared phone, and the six digits behind each.

use axum::http::StatusCode;

use super::{Sharer, leave, miss, set_pin, sharers, this_phone};
use crate::auth::account::{self, Refusal};
use crate::auth::session::{self, Arrival, Kind, Place};
use crate::auth::{cookies, local, password, policy};
use crate::error::{Error, Message, not_found};
use crate::ids::PersonId;
use crate::web::context::Path;
use crate::web::respond::{go, go_saying};
use crate::web::{Answer, Cx, Form, View};

#[derive(askama::Template)]
#[template(path = "auth/people.html")]
struct People {
    v: View,
    people: Vec<Sharer>,
    back: String,
    full: bool,
}

/// The names to tap.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx) -> Answer {
    let back = local(&cx.query("back").unwrap_or_default()).to_owned();
    let people = here(&cx).await?;
    if people.is_empty() {
        return go("/sign-in?other=1");
    }
    let full = people.len() >= policy::PEOPLE_ON_A_PHONE;
    cx.page(&People {
        v: cx.plain_view().nobody(),
        people,
        back,
        full,
    })
}

#[derive(askama::Template)]
#[template(path = "auth/people_person.html")]
struct PersonPage {
    v: View,
    f: Form,
    person: PersonId,
    name: String,
    digits: bool,
    closed: bool,
    back: String,
}

/// One name: the secret, please.
///
/// # Errors
/// Not found when the person does not use this phone.
pub async fn person(cx: Cx, Path(person): Path<PersonId>) -> Answer {
    let back = local(&cx.query("back").unwrap_or_default()).to_owned();
    let sharer = sharer(&cx, person).await?;
    cx.page(&page(&cx, Form::empty(&cx), &sharer, back))
}

fn page(cx: &Cx, f: Form, sharer: &Sharer, back: String) -> PersonPage {
    PersonPage {
        v: cx.plain_view().nobody(),
        f,
        person: sharer.person,
        name: sharer.name.clone(),
        digits: sharer.pin_hash.is_some() || sharer.password_kind.as_deref() == Some("pin"),
        closed: sharer.pin_hash.is_some() && sharer.misses >= policy::current().misses,
        back,
    }
}

/// Signs a person in on this phone.
///
/// # Errors
/// Not found when the person does not use this phone; the database's.
pub async fn enter(cx: Cx, Path(person): Path<PersonId>, mut f: Form) -> Answer {
    let back = local(f.value("back")).to_owned();
    let sharer = sharer(&cx, person).await?;
    if f.raw("secret").is_empty() {
        f.fail_key("secret", "error-pin-missing");
    } else if let Some(refused) = judge(&cx, &sharer, f.raw("secret")).await? {
        f.fail("secret", &refused);
    } else {
        let arrival = Arrival::prepare(&cx, person, Place::Shared).await?;
        let applied = arrival.clone();
        cx.app
            .db
            .write("sign_in_shared", move |tx| applied.apply(tx))
            .await?;
        let mut response = go(&back)?;
        arrival.hand_out(&cx.app, &mut response)?;
        return Ok(response);
    }
    f.forget("secret");
    let sharer = self::sharer(&cx, person).await?;
    cx.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &page(&cx, f, &sharer, back),
    )
}

/// Judges what was typed for a person on this phone: the digits of the phone, or the password
/// when it has none. Five wrong digits close the digits, not the account.
async fn judge(cx: &Cx, sharer: &Sharer, typed: &str) -> Result<Option<Message>, Error> {
    let person = sharer.person;
    let Some(pin_hash) = &sharer.pin_hash else {
        return Ok(match account::confirm(&cx.app, person, typed).await? {
            Ok(_) => {
                cx.app
                    .db
                    .write("forgive", move |tx| Ok(account::forgive(tx, person)?))
                    .await?;
                None
            }
            Err(refusal) => Some(secret_words(refusal)),
        });
    };
    if sharer.misses >= policy::current().misses {
        return Ok(Some(Message::new("error-pin-closed")));
    }
    let Some(device) = this_phone(cx) else {
        return Err(not_found());
    };
    // Counted before it is judged: digits guessed at the same moment are all counted.
    let misses = cx
        .app
        .db
        .write("pin_miss", move |tx| Ok(miss(tx, &device, person)?))
        .await?;
    if misses > policy::current().misses {
        return Ok(Some(Message::new("error-pin-closed")));
    }
    if cx.app.hasher.verify(typed, pin_hash).await? {
        return Ok(None);
    }
    Ok(Some(match policy::current().misses - misses {
        0 => Message::new("error-pin-closed"),
        left => Message::new("error-pin-wrong").with("left", left),
    }))
}

fn secret_words(refusal: Refusal) -> Message {
    match refusal {
        Refusal::Wrong(left) => Message::new("error-pin-wrong").with("left", left),
        Refusal::Closed(_) => account::pages::words(refusal),
    }
}

#[derive(askama::Template)]
#[template(path = "auth/people_pin.html")]
struct PinPage {
    v: View,
    f: Form,
    back: String,
}

/// Six digits instead of a long password, on this phone only.
///
/// # Errors
/// Not found on a phone of one's own.
pub async fn pin(cx: Cx) -> Answer {
    shared_session(&cx).await?;
    let back = local(&cx.query("back").unwrap_or_default()).to_owned();
    cx.page(&PinPage {
        v: cx.plain_view(),
        f: Form::empty(&cx),
        back,
    })
}

/// Sets them.
///
/// # Errors
/// Not found on a phone of one's own; the database's.
pub async fn save_pin(cx: Cx, mut f: Form) -> Answer {
    let device = shared_session(&cx).await?;
    let back = local(f.value("back")).to_owned();
    let typed = f.value("pin").to_owned();
    if !password::is_pin(&typed) {
        f.fail_key("pin", "error-pin-digits");
    } else if let Err(message) = password::for_member(&typed, &[]) {
        f.fail("pin", &message);
    }
    if f.has_errors() {
        f.forget("pin");
        let page = PinPage {
            v: cx.plain_view(),
            f,
            back,
        };
        return cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let (person, hash) = (cx.person()?, cx.app.hasher.hash(&typed).await?);
    cx.app
        .db
        .write("set_pin", move |tx| {
            Ok(set_pin(tx, &device, person, &hash)?)
        })
        .await?;
    go_saying(&back, "flash-pin-set")
}

/// Makes the phone one is signed in on a shared one, or adds oneself to it.
///
/// # Errors
/// The database's; a conflict when the phone has as many people as it may.
pub async fn share(cx: Cx) -> Answer {
    let person = cx.person()?;
    let arrival = Arrival::prepare(&cx, person, Place::Shared).await?;
    let applied = arrival.clone();
    cx.app
        .db
        .write("share_phone", move |tx| applied.apply(tx))
        .await?;
    let mut response = go_saying("/me", "flash-phone-shared")?;
    arrival.hand_out(&cx.app, &mut response)?;
    Ok(response)
}

/// Takes oneself off this phone, which signs out.
///
/// # Errors
/// The database's.
pub async fn remove(cx: Cx) -> Answer {
    let person = cx.person()?;
    let left = match this_phone(&cx) {
        Some(device) => {
            cx.app
                .db
                .write("leave_phone", move |tx| Ok(leave(tx, &device, person)?))
                .await?
        }
        None => 0,
    };
    session::end_current(&cx).await?;
    let mut response = go_saying(
        if left > 0 { "/people" } else { "/sign-in" },
        "flash-phone-left",
    )?;
    cookies::drop_token(&cx.app, &mut response)?;
    if left == 0 {
        cookies::drop_device(&cx.app, &mut response)?;
    }
    Ok(response)
}

async fn here(cx: &Cx) -> Result<Vec<Sharer>, Error> {
    let Some(device) = this_phone(cx) else {
        return Ok(Vec::new());
    };
    cx.app
        .db
        .point("sharers", move |tx| Ok(sharers(tx, &device)?))
        .await
}

async fn sharer(cx: &Cx, person: PersonId) -> Result<Sharer, Error> {
    here(cx)
        .await?
        .into_iter()
        .find(|sharer| sharer.person == person)
        .ok_or_else(not_found)
}

/// The mark of the shared phone a request came from, when its session is of that kind.
async fn shared_session(cx: &Cx) -> Result<[u8; 32], Error> {
    let device = this_phone(cx).ok_or_else(not_found)?;
    if session::current_kind(cx).await? != Kind::Shared {
        return Err(not_found());
    }
    Ok(device)
}
