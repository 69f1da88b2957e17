//! The page of a receiver without an account: whom the letter is about, and yes or no, once.

use axum::http::StatusCode;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::outside::{self, Door};
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::{State, Transfer, TransferId, change, forms, store};
use crate::belonging::Act;
use crate::floating::forms::choices;
use crate::floating::outside::shut;

/// What a door of this purpose is for.
pub const PURPOSE: &str = "transfer.receipt";

#[derive(askama::Template)]
#[template(path = "transfer_outside.html")]
struct Page {
    v: View,
    f: Form,
    door: String,
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

fn behind(tx: &mut Tx<'_>, secret: &str, now: Millis) -> Result<Option<(Door, Transfer)>, Error> {
    let Some(door) = outside::find(tx, PURPOSE, secret, now)? else {
        return Ok(None);
    };
    let one = store::find(tx, TransferId(door.subject))?;
    Ok((one.state() == State::Sent).then_some((door, one)))
}

/// The question.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx, Path(door): Path<String>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, door, form, StatusCode::OK).await
}

async fn page(cx: &Cx, secret: String, mut f: Form, status: StatusCode) -> Answer {
    let (typed, now) = (secret.clone(), cx.app.clock.now());
    let found = cx
        .app
        .db
        .point("transfer_door", move |tx| behind(tx, &typed, now))
        .await?;
    let Some((door, one)) = found else {
        return shut(cx);
    };
    if f.value("unit").is_empty() {
        f.set("unit", door.given_to.clone());
    }
    let page = Page {
        facts: vec![
            (cx.t("floating-who"), one.name),
            (cx.t("transfer-from"), one.from),
            (cx.t("transfer-to"), one.to),
            (
                cx.t("transfer-letter-no"),
                match one.letter_no.as_str() {
                    "" => cx.t("transfer-letter-unnumbered"),
                    no => no.to_owned(),
                },
            ),
            (cx.t("transfer-dues"), one.dues_until),
        ],
        verdicts: choices(cx, "transfer-verdict", &["yes", "no"]),
        until: door.expires_at.date().to_string(),
        v: cx.plain_view().nobody(),
        door: secret,
        f,
    };
    cx.page_with(status, &page)
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
        .write("answer_transfer_door", move |tx| {
            let Some((door, one)) = behind(tx, &secret, now)? else {
                return Ok(false);
            };
            let (yes, said_by, words) = forms::answer(&typed)?;
            if !outside::use_up(tx, door.id, now)? {
                return Err(conflict("moving-door-used"));
            }
            let act = Act { by: None, now };
            change::answer(tx, act, one.id, (yes, &said_by, &words))?;
            Ok(true)
        })
        .await;
    match done {
        Ok(true) => {
            let page = Said {
                heading: cx.t("moving-door-thanks"),
                lead: cx.t("transfer-door-thanks-lead"),
                v: cx.plain_view().nobody(),
            };
            cx.page(&page)
        }
        Ok(false) => shut(&cx),
        Err(error) => {
            form.take(error)?;
            page(&cx, door, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
