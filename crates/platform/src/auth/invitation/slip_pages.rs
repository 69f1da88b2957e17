//! The printed slip: the paper itself, and the pages somebody reaches with it.

use axum::http::StatusCode;

use super::accept::by_secret;
use super::setup_pages::LinkUsed;
use super::{Choice, Kind, Open, Slip, accept_slip, by_code};
use crate::auth::account;
use crate::auth::password;
use crate::auth::session::{self, Place};
use crate::error::{Error, not_found};
use crate::ids::PersonId;
use crate::web::context::Path;
use crate::web::qr::{Qr, address, draw};
use crate::web::respond::{go, go_saying};
use crate::web::{Answer, Cx, Form, View};

#[derive(askama::Template)]
#[template(path = "auth/slip.html")]
struct Paper {
    v: View,
    name: String,
    code: String,
    typed_url: String,
    until: String,
    back: String,
    staff: bool,
    qr: Qr,
}

/// The slip to print, to be answered to the request that issued it: its secrets cannot be shown
/// a second time.
///
/// # Errors
/// Not found without such a person; the database's.
pub async fn slip_page(cx: &Cx, person: PersonId, slip: &Slip) -> Answer {
    let today = cx.app.clock.today();
    let (name, staff) = cx
        .app
        .db
        .point("slip_person", move |tx| {
            let known = account::by_person(tx, person)?.ok_or_else(not_found)?;
            Ok((known.name, session::has_duties(tx, person, today)?))
        })
        .await?;
    let url = address(cx, &format!("/s/{}", slip.secret));
    let qr = draw(&url)?;
    let (left, right) = slip.code.split_at(slip.code.len() / 2);
    let last = slip.expires_at.date();
    let paper = Paper {
        v: cx.view().await?,
        name,
        code: format!("{left} {right}"),
        typed_url: address(cx, "/slip"),
        until: cx.ta(
            "auth-date",
            &[
                ("month", &i16::from(last.month())),
                ("day", &i16::from(last.day())),
            ],
        ),
        back: cx.path.trim_end_matches("/slip").to_owned(),
        staff,
        qr,
    };
    cx.page(&paper)
}

/// The address behind the secret of a link for staff.
pub(in crate::auth) fn link_address(cx: &Cx, secret: &str) -> String {
    address(cx, &format!("/join/{secret}"))
}

#[derive(askama::Template)]
#[template(path = "auth/slip_code.html")]
struct CodePage {
    v: View,
    f: Form,
}

/// Whoever cannot scan types the short code and their name.
///
/// # Errors
/// Never, but for a template that fails.
pub async fn code(cx: Cx) -> Answer {
    cx.page(&CodePage {
        v: cx.plain_view(),
        f: Form::empty(&cx),
    })
}

/// The code is judged twice, because nothing is kept between the two steps: first it leads to
/// the form, then with the form it lets in.
///
/// # Errors
/// The database's.
pub async fn submit_code(cx: Cx, mut f: Form) -> Answer {
    if f.some("name").is_none() {
        f.fail_key("name", "error-name-missing");
    }
    if f.some("code").is_none() {
        f.fail_key("code", "error-slip-code");
    }
    if !f.has_errors() {
        match by_code(&cx.app, &cx.address(), f.value("code"), f.value("name")).await {
            Ok(open) if f.some("step").is_some() => return choose(&cx, open, "/slip", f).await,
            Ok(open) => return cx.page(&form(&cx, &open, "/slip", f).await?),
            Err(error) => f.take(error)?,
        }
    }
    cx.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &CodePage {
            v: cx.plain_view(),
            f,
        },
    )
}

#[derive(askama::Template)]
#[template(path = "auth/slip_choose.html")]
struct Choose {
    v: View,
    f: Form,
    action: String,
    name: String,
    staff: bool,
    asks_mobile: bool,
}

/// Scanned: welcome, and a password please. Looking uses nothing up, since messengers open links
/// by themselves to check them.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx, Path(secret): Path<String>) -> Answer {
    match by_secret(&cx, &secret, Kind::Slip).await? {
        Some(open) => {
            let f = Form::empty(&cx);
            cx.page(&form(&cx, &open, &format!("/s/{secret}"), f).await?)
        }
        None => void(&cx),
    }
}

/// Comes in by a scanned slip.
///
/// # Errors
/// The database's.
pub async fn submit(cx: Cx, Path(secret): Path<String>, f: Form) -> Answer {
    match by_secret(&cx, &secret, Kind::Slip).await? {
        Some(open) => choose(&cx, open, &format!("/s/{secret}"), f).await,
        None => void(&cx),
    }
}

fn void(cx: &Cx) -> Answer {
    let words = cx.t("auth-slip-void");
    cx.page_with(
        StatusCode::NOT_FOUND,
        &LinkUsed {
            v: cx.plain_view(),
            words,
        },
    )
}

async fn form(cx: &Cx, open: &Open, action: &str, f: Form) -> Result<Choose, Error> {
    let person = open.person.ok_or_else(not_found)?;
    let today = cx.app.clock.today();
    let (known, staff) = cx
        .app
        .db
        .point("invited", move |tx| {
            let known = account::by_person(tx, person)?.ok_or_else(not_found)?;
            Ok((known, session::has_duties(tx, person, today)?))
        })
        .await?;
    Ok(Choose {
        v: cx.plain_view(),
        f,
        action: action.to_owned(),
        name: crate::names::called(&known.name),
        staff,
        asks_mobile: !known.has_mobile,
    })
}

async fn choose(cx: &Cx, open: Open, action: &str, mut f: Form) -> Answer {
    let place = match f.value("place") {
        "own" => Some(Place::Own),
        "shared" => Some(Place::Shared),
        _ => None,
    };
    // Everything that is wrong is said at once; the rest of the judging is the ability's.
    let staff = form(cx, &open, action, Form::empty(cx)).await?.staff;
    let judged = if staff {
        password::for_staff(f.raw("password"), &[])
    } else {
        password::for_member(f.raw("password"), &[])
    };
    if let Err(message) = judged {
        f.fail("password", &message);
    }
    let Some(place) = place else {
        f.fail_key("place", "error-place-missing");
        let page = form(cx, &open, action, f).await?;
        return cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    if !f.has_errors() {
        let choice = Choice {
            password: f.raw("password").to_owned(),
            place,
            mobile: f.some("mobile").map(str::to_owned),
        };
        match accept_slip(cx, &open, &choice).await {
            Ok(arrival) => {
                let long = !password::is_pin(&choice.password);
                let mut response = match place {
                    Place::Shared if long => go("/people/pin?back=%2F")?,
                    _ => go_saying("/", "flash-arrived")?,
                };
                arrival.hand_out(&cx.app, &mut response)?;
                return Ok(response);
            }
            Err(error) => f.take(error)?,
        }
    }
    let page = form(cx, &open, action, f).await?;
    cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
