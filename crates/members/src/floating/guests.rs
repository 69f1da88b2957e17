//! Registering for somebody else: the home side for a member of theirs, usually from paper, and an
//! organisation that takes in a guest whose home is outside the system.

use axum::http::StatusCode;
use platform::error::Error;
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::register::{self, Guest};
use super::{FloatingId, REASONS, Side, forms};
use crate::member::store::{Reach, find_scoped};
use crate::moving::{Doing, FLOATING_EDIT, crumbs};
use crate::words::{named_org, places, scope};
use platform::web::field::{Faults, TITLE, maybe_words, words};

#[derive(askama::Template)]
#[template(path = "floating_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    action: String,
    heading: String,
    lead: String,
    guest: bool,
    org_places: Vec<String>,
    reasons: Vec<(String, String)>,
    natures: Vec<(String, String)>,
}

async fn form_page(
    cx: &Cx,
    f: Form,
    who: Option<(PersonId, String)>,
    status: StatusCode,
) -> Answer {
    let editing = scope(cx, FLOATING_EDIT)?;
    let guest = who.is_none();
    let org_places = match guest {
        true => {
            let found = cx
                .app
                .db
                .read("floating_places", move |tx| places(tx, editing));
            found.await?
        }
        false => Vec::new(),
    };
    let (action, heading) = match &who {
        Some((person, name)) => (
            format!("/staff/members/{person}/floating"),
            cx.ta("floating-new-of", &[("name", name)]),
        ),
        None => (
            "/staff/floating/guests".to_owned(),
            cx.t("floating-new-guest"),
        ),
    };
    let lead = if guest {
        "floating-new-guest-lead"
    } else {
        "floating-new-lead"
    };
    let page = FormPage {
        crumbs: crumbs(
            cx,
            &[
                (&cx.t("floating-nav"), "/staff/floating".to_owned()),
                (&heading, String::new()),
            ],
        ),
        lead: cx.t(lead),
        reasons: forms::choices(cx, "floating-reason", &REASONS),
        natures: forms::natures(),
        v: cx.view().await?,
        f,
        action,
        heading,
        guest,
        org_places,
    };
    cx.page_with(status, &page)
}

fn blank(cx: &Cx) -> Form {
    let today = cx.app.clock.today().to_string();
    Form::filled(cx, [("id", forms::fresh_id(cx)), ("from_on", today)])
}

async fn named(cx: &Cx, member: PersonId) -> Result<(PersonId, String), Error> {
    let editing = scope(cx, FLOATING_EDIT)?;
    cx.app
        .db
        .point("floating_of", move |tx| {
            let stored = find_scoped(tx, editing, member, Reach::Home)?;
            Ok((member, stored.plain().full_name.clone()))
        })
        .await
}

/// The form for a member of one's own.
///
/// # Errors
/// Outside the scope.
pub async fn member_form(cx: Cx, Path(member): Path<PersonId>) -> Answer {
    let who = named(&cx, member).await?;
    form_page(&cx, blank(&cx), Some(who), StatusCode::OK).await
}

/// Registers a member of one's own; the home side has thereby said yes.
///
/// # Errors
/// Outside the scope.
pub async fn register_member(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    let who = named(&cx, member).await?;
    let (doing, typed) = (Doing::of(&cx, FLOATING_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("register_floating", move |tx| {
            find_scoped(tx, doing.scope, member, Reach::Home)?;
            let on_paper = typed.checked("on_paper", "1");
            let new = forms::new_stay(&typed, doing.scope.today, on_paper)?;
            let host = register::place(tx, &forms::host(&typed)?)?;
            register::register(tx, doing.act(), (member, Side::Home), &new, &host)
        })
        .await;
    match done {
        Ok(id) => registered(id),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, Some(who), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn registered(id: FloatingId) -> Answer {
    go_saying(
        &format!("/staff/floating/{id}"),
        "flash-floating-registered",
    )
}

/// The form for a guest.
///
/// # Errors
/// The database's.
pub async fn guest_form(cx: Cx) -> Answer {
    form_page(&cx, blank(&cx), None, StatusCode::OK).await
}

/// Takes a guest in.
///
/// # Errors
/// The database's.
pub async fn take_in(cx: Cx, mut form: Form) -> Answer {
    match take_in_from(&cx, &form).await {
        Ok(id) => registered(id),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn take_in_from(cx: &Cx, form: &Form) -> Result<FloatingId, Error> {
    let doing = Doing::of(cx, FLOATING_EDIT)?;
    let mut faults = Faults::default();
    let name = faults.keep(words(form, "name", 60));
    let phone = faults.keep(maybe_words(form, "phone", 20));
    let home = faults.keep(words(form, "home", TITLE));
    let new = forms::new_stay(form, doing.scope.today, true);
    let new = match new {
        Ok(new) => faults.done(new)?,
        Err(error) => {
            faults.keep::<()>(Err(error));
            return faults.done(()).and(Err(platform::error::not_found()));
        }
    };
    let guest = Guest::of(&cx.app.sealer, new.id, (&name, &phone, &home))?;
    let typed = form.value("org").to_owned();
    cx.app
        .db
        .write("take_in_guest", move |tx| {
            let host = named_org(tx, doing.scope, &typed)?;
            register::take_in(tx, &doing, &guest, &new, &host)
        })
        .await
}
