//! A branch takes somebody in by the code they show: the host side has thereby said yes, the home side
//! is asked.

use axum::http::StatusCode;
use platform::error::{Error, invalid};
use platform::ids::PersonId;
use platform::outside;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::PURPOSE;
use crate::floating::forms::{choices, fresh_id, natures, new_stay};
use crate::floating::register::{Place, register};
use crate::floating::{FloatingId, REASONS, Side};
use crate::moving::{Doing, FLOATING_EDIT, crumbs};
use crate::words::{named_org, places, scope};

#[derive(askama::Template)]
#[template(path = "portable_take_in.html")]
struct TakeIn {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    org_places: Vec<String>,
    reasons: Vec<(String, String)>,
    natures: Vec<(String, String)>,
}

/// The form; the code may stand in the address, where scanning has put it.
///
/// # Errors
/// The database's.
pub async fn form(cx: Cx) -> Answer {
    let today = cx.app.clock.today().to_string();
    let mut form = Form::filled(&cx, [("id", fresh_id(&cx)), ("from_on", today)]);
    if let Some(code) = cx.query("code") {
        form.set("code", code);
    }
    page(&cx, form, StatusCode::OK).await
}

async fn page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let editing = scope(cx, FLOATING_EDIT)?;
    let org_places = cx
        .app
        .db
        .read("take_in_places", move |tx| places(tx, editing))
        .await?;
    let page = TakeIn {
        crumbs: crumbs(
            cx,
            &[
                (&cx.t("floating-nav"), "/staff/floating".to_owned()),
                (&cx.t("portable-take-in"), String::new()),
            ],
        ),
        reasons: choices(cx, "floating-reason", &REASONS),
        natures: natures(),
        v: cx.view().await?,
        f,
        org_places,
    };
    cx.page_with(status, &page)
}

/// Takes them in.
///
/// # Errors
/// The database's.
pub async fn take_in(cx: Cx, mut form: Form) -> Answer {
    match take_in_from(&cx, &form).await {
        Ok(id) => go_saying(
            &format!("/staff/floating/{id}"),
            "flash-floating-registered",
        ),
        Err(error) => {
            form.take(error)?;
            page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn take_in_from(cx: &Cx, form: &Form) -> Result<FloatingId, Error> {
    let (doing, typed) = (Doing::of(cx, FLOATING_EDIT)?, form.clone());
    cx.app
        .db
        .write("take_in_by_code", move |tx| {
            let code = typed.value("code");
            // Whoever scanned it has the whole address.
            let code = code.rsplit('/').next().unwrap_or(code);
            let door = outside::find(tx, PURPOSE, code, doing.now())?
                .ok_or_else(|| invalid("code", "portable-code-unknown"))?;
            let new = new_stay(&typed, doing.scope.today, false)?;
            let host = named_org(tx, doing.scope, typed.value("org"))?;
            let person = PersonId(door.subject);
            let whose = (person, Side::Host);
            register(tx, doing.act(), whose, &new, &Place::Ours(host.id))
        })
        .await
}
