//! Members: what is offered, one's own seats, and what came of it.

use http::StatusCode;
use org::tree::store::Scope;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::seat::{self, NewUse};
use super::{READ, Session, SessionId, UseId, store};
use org::Act;
use platform::web::field::{WORDS, client_id, past_day, words};

/// One's own act: no permission is asked, the session is looked for as it is offered.
fn own(cx: &Cx) -> Result<Act, Error> {
    Ok(Act {
        scope: Scope {
            person: cx.person()?,
            permission: READ,
            today: cx.app.clock.today(),
        },
        clock: cx.app.clock.clone(),
    })
}

/// A session on the page.
struct Card {
    one: Session,
    when: String,
    left: i64,
    ahead: bool,
    told: bool,
}

#[derive(askama::Template)]
#[template(path = "skill_mine.html")]
struct Mine {
    v: View,
    f: Form,
    offered: Vec<Card>,
    mine: Vec<Card>,
    /// The session a form that came back was about.
    about: String,
}

/// What is offered, and one's own seats.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let today = cx.app.clock.today().to_string();
    let form = Form::filled(&cx, [("used_on", today)]);
    page(&cx, form, String::new(), StatusCode::OK).await
}

async fn page(cx: &Cx, f: Form, about: String, status: StatusCode) -> Answer {
    let (person, now) = (cx.person()?, cx.app.clock.now());
    let (offered, mine, told) = cx
        .app
        .db
        .read("skills_mine", move |tx| {
            let offered = store::offered(tx, person, now)?;
            let mine = store::mine(tx, person)?;
            let mut told = Vec::new();
            for one in mine.iter().filter(|one| one.starts_at <= now) {
                if store::has_used(tx, one.id, person)? {
                    told.push(one.id);
                }
            }
            Ok((offered, mine, told))
        })
        .await?;
    let card = |one: Session| Card {
        when: one.starts_at.minute_text(),
        left: (one.seats - one.taken).max(0),
        ahead: one.starts_at > now,
        told: told.contains(&one.id),
        one,
    };
    let taken: Vec<SessionId> = mine.iter().map(|one| one.id).collect();
    let page = Mine {
        offered: offered
            .into_iter()
            .filter(|one| !taken.contains(&one.id))
            .map(card)
            .collect(),
        mine: mine.into_iter().map(card).collect(),
        v: cx.view().await?,
        about,
        f,
    };
    cx.page_with(status, &page)
}

/// Takes a seat, or gives it back.
///
/// # Errors
/// [`Error::NotFound`] when it is not offered.
pub async fn seat(cx: Cx, Path(id): Path<SessionId>, mut form: Form) -> Answer {
    let act = own(&cx)?;
    let back = form.value("act") == "return";
    let done: Result<(), Error> = cx
        .app
        .db
        .write("own_seat", move |tx| {
            let person = act.scope.person;
            store::session_offered(tx, person, act.scope.today, id)?;
            match back {
                true => seat::give_back(tx, &act, id, person),
                false => seat::take(tx, &act, id, person),
            }
        })
        .await;
    let said = if back {
        "flash-skill-returned"
    } else {
        "flash-skill-taken"
    };
    match done {
        Ok(()) => go_saying("/skills", said),
        Err(error) => {
            form.take(error)?;
            page(&cx, form, id.to_string(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Says what came of it.
///
/// # Errors
/// [`Error::NotFound`] when it is not one's own.
pub async fn used(cx: Cx, Path(id): Path<SessionId>, mut form: Form) -> Answer {
    let done = used_from(&cx, id, &form).await;
    match done {
        Ok(()) => go_saying("/skills", "flash-skill-used"),
        Err(error) => {
            form.take(error)?;
            page(&cx, form, id.to_string(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn used_from(cx: &Cx, id: SessionId, form: &Form) -> Result<(), Error> {
    let act = own(cx)?;
    let (reader, today) = (act.clone(), act.scope.today);
    cx.app
        .db
        .point("own_session", move |tx| {
            store::session_offered(tx, reader.scope.person, today, id)
        })
        .await?;
    let new = NewUse {
        id: client_id(form, || UseId::fresh(&cx.app.clock))?,
        person: act.scope.person,
        used_on: past_day(form, "used_on", today)?,
        words: words(form, "words", WORDS)?,
    };
    cx.app
        .db
        .write("own_use", move |tx| seat::used(tx, &act, id, &new))
        .await
}
