//! A department outside the system answers its one question through its link.

use http::StatusCode;
use platform::error::{Error, not_found};
use platform::outside;
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::pages::codes;
use super::vetting::{self, Answered, PURPOSE};
use super::{VERDICTS, VettingId, store};

#[derive(askama::Template)]
#[template(path = "vetting_door.html")]
struct Door {
    v: View,
    f: Form,
    secret: String,
    given_to: String,
    about: (String, String),
    question: String,
    until: String,
    verdicts: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "vetting_done.html")]
struct Done {
    v: View,
}

/// What stands behind the link.
///
/// # Errors
/// [`Error::NotFound`] when it opens nothing (any more).
pub async fn open(cx: Cx, Path(secret): Path<String>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, secret, form, StatusCode::OK).await
}

async fn page(cx: &Cx, secret: String, f: Form, status: StatusCode) -> Answer {
    let (looked_for, now) = (secret.clone(), cx.app.clock.now());
    let (door, vetting, about) = cx
        .app
        .db
        .read("vetting_door", move |tx| {
            let door = outside::find(tx, PURPOSE, &looked_for, now)?.ok_or_else(not_found)?;
            let vetting = store::vetting(tx, VettingId(door.subject))?;
            let leader = store::find(tx, vetting.leader)?;
            Ok((door, vetting, (leader.full_name, leader.org_name)))
        })
        .await?;
    let page = Door {
        given_to: door.given_to,
        until: door.expires_at.date().to_string(),
        question: vetting.question,
        verdicts: codes(cx, "leader-verdict-", &VERDICTS),
        v: cx.view().await?,
        secret,
        about,
        f,
    };
    cx.page_with(status, &page)
}

/// Takes the answer; the link opens nothing after that.
///
/// # Errors
/// [`Error::NotFound`] when it opens nothing (any more).
pub async fn answer(cx: Cx, Path(secret): Path<String>, mut form: Form) -> Answer {
    let done: Result<(), Error> = match Answered::read(&form) {
        Err(error) => Err(error),
        Ok(said) => {
            let (sealer, clock) = (cx.app.sealer.clone(), cx.app.clock.clone());
            let secret = secret.clone();
            cx.app
                .db
                .write("answer_outside", move |tx| {
                    vetting::answer_outside(tx, &clock, &sealer, &secret, &said)
                })
                .await
        }
    };
    match done {
        Ok(()) => cx.page(&Done {
            v: cx.view().await?,
        }),
        Err(error) => {
            form.take(error)?;
            page(&cx, secret, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
