//! The page of a branch without an account: it sees who is meant, and says yes or no once.

use axum::http::StatusCode;
use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::outside::{self, Door};
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::{Floating, FloatingId, Side, answer, forms, store};
use crate::belonging::Act;

/// What a door of this purpose is for.
pub const PURPOSE: &str = "floating.confirm";

#[derive(askama::Template)]
#[template(path = "floating_outside.html")]
struct Page {
    v: View,
    f: Form,
    door: String,
    asks_host: bool,
    facts: Vec<(String, String)>,
    verdicts: Vec<(String, String)>,
    until: String,
}

#[derive(askama::Template)]
#[template(path = "moving_door.html")]
struct Said {
    v: View,
    heading: String,
    lead: String,
}

struct Behind {
    door: Door,
    floating: Floating,
    side: Side,
}

/// What stands behind a door now; nothing when it does not open or nothing is asked any more.
fn behind(
    tx: &mut Tx<'_>,
    secret: &str,
    now: platform::clock::Millis,
) -> Result<Option<Behind>, Error> {
    let Some(door) = outside::find(tx, PURPOSE, secret, now)? else {
        return Ok(None);
    };
    let floating = store::find(tx, FloatingId(door.subject))?;
    Ok(floating.waits_outside().map(|side| Behind {
        side,
        door,
        floating,
    }))
}

/// The question.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx, Path(door): Path<String>) -> Answer {
    let form = Form::filled(&cx, Vec::<(String, String)>::new());
    page(&cx, door, form, StatusCode::OK).await
}

async fn page(cx: &Cx, secret: String, mut f: Form, status: StatusCode) -> Answer {
    let (typed, now) = (secret.clone(), cx.app.clock.now());
    let found = cx
        .app
        .db
        .point("floating_door", move |tx| behind(tx, &typed, now))
        .await?;
    let Some(behind) = found else {
        return shut(cx);
    };
    if f.value("unit").is_empty() {
        f.set("unit", behind.door.given_to.clone());
    }
    let one = &behind.floating;
    let span = cx.ta(
        "floating-span-words",
        &[
            ("from", &one.from_on.to_string()),
            (
                "until",
                &one.expected_until
                    .map_or_else(|| cx.t("floating-until-open"), |day| day.to_string()),
            ),
        ],
    );
    let facts = vec![
        (cx.t("floating-who"), one.name.clone()),
        (cx.t("floating-home"), one.home.clone()),
        (cx.t("floating-host"), one.host.clone()),
        (cx.t("floating-destination"), one.destination.clone()),
        (cx.t("floating-span"), span),
    ];
    let page = Page {
        asks_host: behind.side == Side::Host,
        verdicts: forms::choices(cx, "floating-verdict", &["yes", "no"]),
        until: behind.door.expires_at.date().to_string(),
        v: cx.plain_view().nobody(),
        door: secret,
        facts,
        f,
    };
    cx.page_with(status, &page)
}

/// A door that does not open: used, closed, expired or never made.
pub(crate) fn shut(cx: &Cx) -> Answer {
    let page = Said {
        heading: cx.t("moving-door-shut"),
        lead: cx.t("moving-door-shut-lead"),
        v: cx.plain_view().nobody(),
    };
    cx.page_with(StatusCode::NOT_FOUND, &page)
}

/// The answer, once.
///
/// # Errors
/// The database's.
pub async fn reply(cx: Cx, Path(door): Path<String>, mut form: Form) -> Answer {
    let (secret, typed, now) = (door.clone(), form.clone(), cx.app.clock.now());
    let done = cx
        .app
        .db
        .write("answer_floating_door", move |tx| {
            let Some(behind) = behind(tx, &secret, now)? else {
                return Ok(None);
            };
            let given = forms::answer(&typed, behind.side, true)?;
            if !outside::use_up(tx, behind.door.id, now)? {
                return Err(conflict("moving-door-used"));
            }
            // Nobody of the roll did it: the answer is marked with the name that was given.
            let act = Act { by: None, now };
            answer::say(tx, act, behind.floating.id, &given)?;
            Ok(Some(given.yes))
        })
        .await;
    match done {
        Ok(Some(_)) => {
            let page = Said {
                heading: cx.t("moving-door-thanks"),
                lead: cx.t("floating-door-thanks-lead"),
                v: cx.plain_view().nobody(),
            };
            cx.page(&page)
        }
        Ok(None) => shut(&cx),
        Err(error) => {
            form.take(error)?;
            page(&cx, door, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
