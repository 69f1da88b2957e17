//! A member's own pages: saying that one goes away, who keeps in touch, saying that one is back.

use axum::http::StatusCode;
use platform::error::Error;
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::show::{contact_lines, facts, said};
use super::{
    ENDS, Floating, FloatingId, REASONS, Side, State, WAYS, answer, contact, end, forms, register,
    store,
};
use crate::belonging::Act;
use crate::lost;
use crate::moving::rules::rules;
use crate::station;

/// A stay or an ask in a member's list.
struct Line {
    href: String,
    title: String,
    meta: String,
    tag: (String, &'static str),
}

#[derive(askama::Template)]
#[template(path = "floating_mine.html")]
struct Mine {
    v: View,
    stays: Vec<Line>,
    asks: Vec<Line>,
    lost: Option<String>,
    open: bool,
    months: i64,
}

/// What is known of one's own stays elsewhere, and what one asked stations.
///
/// # Errors
/// The database's.
pub async fn mine(cx: Cx) -> Answer {
    let person = cx.person()?;
    let (stays, asks, lost) = cx
        .app
        .db
        .read("my_floating", move |tx| {
            let stays = store::of_person(tx, person)?;
            let asks = station::store::asks_of_person(tx, person)?;
            Ok((stays, asks, lost::store::open_of(tx, person)?))
        })
        .await?;
    let page = Mine {
        open: stays.iter().any(|one| one.state().is_open()),
        stays: stays.iter().map(|one| line(&cx, one)).collect(),
        asks: asks
            .into_iter()
            .map(|one| Line {
                href: format!("/stations/{}", one.station),
                tag: station::pages::ask_tag(&cx, &one),
                meta: format!("{} · {}", one.station_name, one.created_at.date()),
                title: one.words,
            })
            .collect(),
        lost: lost.map(|one| {
            let day = one.since_on.to_string();
            cx.ta("floating-mine-lost", &[("day", &day)])
        }),
        months: rules(&cx.app)?.floating_months,
        v: cx.view().await?,
    };
    cx.page(&page)
}

fn line(cx: &Cx, one: &Floating) -> Line {
    let host = match one.host.as_str() {
        "" => cx.t("floating-nowhere"),
        host => host.to_owned(),
    };
    Line {
        href: format!("/me/floating/{}", one.id),
        title: one.destination.clone(),
        meta: format!("{host} · {}", one.from_on),
        tag: super::pages::state_tag(cx, one),
    }
}

#[derive(askama::Template)]
#[template(path = "floating_mine_form.html")]
struct FormPage {
    v: View,
    f: Form,
    reasons: Vec<(String, String)>,
    natures: Vec<(String, String)>,
    months: i64,
}

/// The form.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let today = cx.app.clock.today().to_string();
    let mut form = Form::filled(&cx, [("id", forms::fresh_id(&cx)), ("from_on", today)]);
    if let Some(host) = cx.query("host") {
        form.set("host", host);
    }
    form_page(&cx, form, StatusCode::OK).await
}

async fn form_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let page = FormPage {
        reasons: forms::choices(cx, "floating-reason", &REASONS),
        natures: forms::natures(),
        months: rules(&cx.app)?.floating_months,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Says that one goes away; home and host confirm.
///
/// # Errors
/// The database's.
pub async fn register(cx: Cx, mut form: Form) -> Answer {
    let (person, typed) = (cx.person()?, form.clone());
    let act = Act::of(person, cx.app.clock.now());
    let today = cx.app.clock.today();
    let done = cx
        .app
        .db
        .write("register_own_floating", move |tx| {
            let new = forms::new_stay(&typed, today, false)?;
            let host = register::place(tx, &forms::host(&typed)?)?;
            register::register(tx, act, (person, Side::Member), &new, &host)
        })
        .await;
    match done {
        Ok(id) => go_saying(&format!("/me/floating/{id}"), "flash-floating-registered"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

#[derive(askama::Template)]
#[template(path = "floating_mine_show.html")]
struct Show {
    v: View,
    f: Form,
    id: FloatingId,
    title: String,
    state: (String, &'static str),
    what_next: String,
    facts: Vec<(String, String)>,
    said: Vec<(String, String)>,
    contacts: Vec<(String, String)>,
    ways: Vec<(String, String)>,
    ends: Vec<(String, String)>,
    waiting: bool,
    active: bool,
    fresh: String,
    today: String,
}

/// One's own stay.
///
/// # Errors
/// Not found when it is somebody else's.
pub async fn show(cx: Cx, Path(floating): Path<FloatingId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, floating, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: FloatingId, f: Form, status: StatusCode) -> Answer {
    let person = cx.person()?;
    let (one, contacts) = cx
        .app
        .db
        .read("my_floating_show", move |tx| {
            let one = store::find_own(tx, person, id)?;
            Ok((one, store::contacts(tx, id)?))
        })
        .await?;
    let next = match one.state() {
        State::Waiting if one.home_said.is_none() => "floating-next-home",
        State::Waiting => "floating-next-host",
        State::Active if one.host.is_empty() => "floating-next-away",
        State::Active => "floating-next-active",
        State::Refused => "floating-next-refused",
        State::Withdrawn | State::Ended => "floating-next-closed",
    };
    let page = Show {
        title: one.destination.clone(),
        state: super::pages::state_tag(cx, &one),
        what_next: cx.t(next),
        facts: facts(cx, &one),
        said: said(cx, &one),
        contacts: contact_lines(cx, &contacts),
        ways: forms::choices(cx, "floating-how", &WAYS),
        ends: forms::choices(cx, "floating-end", &ENDS),
        waiting: one.state() == State::Waiting,
        active: one.state() == State::Active,
        fresh: forms::fresh_id(cx),
        today: cx.app.clock.today().to_string(),
        v: cx.view().await?,
        id,
        f,
    };
    cx.page_with(status, &page)
}

/// Writes down that one was in touch.
///
/// # Errors
/// Not found when it is somebody else's.
pub async fn add_contact(cx: Cx, Path(floating): Path<FloatingId>, form: Form) -> Answer {
    let (act, person, typed) = own(&cx, &form)?;
    let done = cx
        .app
        .db
        .write("contact_own_floating", move |tx| {
            store::find_own(tx, person, floating)?;
            let new = forms::new_contact(&typed, act.now.date())?;
            contact::add_own(tx, act, person, floating, &new)
        })
        .await;
    done_with(&cx, floating, form, done, "flash-floating-contact").await
}

/// Says that one is back, or has gone on.
///
/// # Errors
/// Not found when it is somebody else's.
pub async fn come_back(cx: Cx, Path(floating): Path<FloatingId>, form: Form) -> Answer {
    let (act, person, typed) = own(&cx, &form)?;
    let done = cx
        .app
        .db
        .write("end_own_floating", move |tx| {
            store::find_own(tx, person, floating)?;
            let ending = forms::ending(&typed, act.now.date())?;
            end::end(tx, act, floating, &ending)
        })
        .await;
    done_with(&cx, floating, form, done, "flash-floating-ended").await
}

/// Takes one's own registration back.
///
/// # Errors
/// Not found when it is somebody else's.
pub async fn withdraw(cx: Cx, Path(floating): Path<FloatingId>, form: Form) -> Answer {
    let (act, person, _) = own(&cx, &form)?;
    let done = cx
        .app
        .db
        .write("withdraw_own_floating", move |tx| {
            answer::withdraw(tx, act, floating, Some(person), None)
        })
        .await;
    done_with(&cx, floating, form, done, "flash-floating-withdrawn").await
}

fn own(cx: &Cx, form: &Form) -> Result<(Act, PersonId, Form), Error> {
    let person = cx.person()?;
    Ok((Act::of(person, cx.app.clock.now()), person, form.clone()))
}

async fn done_with(
    cx: &Cx,
    floating: FloatingId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/me/floating/{floating}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, floating, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
