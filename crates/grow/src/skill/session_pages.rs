//! Staff: one session with its seats, the hours credited, and what came of it.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::{Error, invalid};
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::pages::crumbs;
use super::seat::{self, NewUse};
use super::{EDIT, READ, Seat, Session, SessionId, UseId, Used, change, store};
use crate::leader::pages::named_member;
use org::Act;
use platform::web::field::{WORDS, client_id, kept, past_day, words};

#[derive(askama::Template)]
#[template(path = "skill_session.html")]
struct Show {
    v: View,
    f: Form,
    session: Session,
    crumbs: Vec<(String, String)>,
    seats: Vec<Seat>,
    people: Vec<(String, String)>,
    waiting: Vec<(String, String)>,
    uses: Vec<Used>,
    begun: bool,
    may_edit: bool,
}

/// A session.
///
/// # Errors
/// Outside what may be seen.
pub async fn show(cx: Cx, Path(id): Path<SessionId>) -> Answer {
    let today = cx.app.clock.today().to_string();
    let use_id = UseId::fresh(&cx.app.clock).to_string();
    let form = Form::filled(&cx, [("used_on", today), ("id", use_id)]);
    page(&cx, id, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: SessionId, f: Form, status: StatusCode) -> Answer {
    let (seen, edits) = (scope(cx, READ)?, scope(cx, EDIT)?);
    let (session, mut seats, uses, may_edit) = cx
        .app
        .db
        .read("skill_session", move |tx| {
            let session = store::session_seen(tx, seen, id)?;
            let may_edit = store::session_scoped(tx, edits, id).is_ok();
            Ok((
                session,
                store::seats(tx, id)?,
                store::uses(tx, id)?,
                may_edit,
            ))
        })
        .await?;
    // Who takes part is the organiser's matter; those below see how many.
    if !may_edit {
        seats.clear();
    }
    let named = |seat: &Seat| (seat.person.to_string(), seat.full_name.clone());
    let way = [
        (
            cx.t("skill-plan"),
            format!("/staff/skill-plans/{}", session.plan),
        ),
        (session.title.clone(), String::new()),
    ];
    let page = Show {
        crumbs: crumbs(cx, &way),
        people: seats.iter().map(named).collect(),
        waiting: seats
            .iter()
            .filter(|seat| !seat.credited)
            .map(named)
            .collect(),
        begun: session.starts_at <= cx.app.clock.now(),
        v: cx.view().await?,
        f,
        session,
        seats,
        uses,
        may_edit,
    };
    cx.page_with(status, &page)
}

/// Whoever may not is told that, and not what is wrong with the form.
async fn own(cx: &Cx, id: SessionId) -> Result<(), Error> {
    let act = Act::of(cx, EDIT)?;
    let found = cx.app.db.point("own_session", move |tx| {
        store::session_scoped(tx, act.scope, id)
    });
    found.await.map(drop)
}

async fn answer(
    cx: &Cx,
    id: SessionId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/skill-sessions/{id}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Enters a member who said so on paper or by telephone, or takes one off the list.
///
/// # Errors
/// Outside the scope.
pub async fn enter(cx: Cx, Path(id): Path<SessionId>, form: Form) -> Answer {
    own(&cx, id).await?;
    let done = enter_from(&cx, id, &form).await;
    answer(&cx, id, form, done, "flash-skill-seat").await
}

async fn enter_from(cx: &Cx, id: SessionId, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, EDIT)?;
    let off: Option<PersonId> = form.some("off").and_then(|text| text.parse().ok());
    let person = match off {
        Some(person) => person,
        None => named_member(cx, EDIT, form).await?,
    };
    cx.app
        .db
        .write("enter_seat", move |tx| {
            store::session_scoped(tx, act.scope, id)?;
            match off {
                Some(_) => seat::give_back(tx, &act, id, person),
                None => seat::take(tx, &act, id, person),
            }
        })
        .await
}

/// Credits hours.
///
/// # Errors
/// Outside the scope.
pub async fn credit(cx: Cx, Path(id): Path<SessionId>, form: Form) -> Answer {
    own(&cx, id).await?;
    let people: Vec<PersonId> = form
        .all("people")
        .into_iter()
        .filter_map(|text| text.parse().ok())
        .collect();
    let done = match people.is_empty() {
        true => Err(invalid("people", "error-required")),
        false => {
            let act = Act::of(&cx, EDIT)?;
            cx.app
                .db
                .write("credit_seats", move |tx| {
                    seat::credit(tx, &act, id, &people)
                })
                .await
        }
    };
    answer(&cx, id, form, done, "flash-skill-credited").await
}

/// Writes down what came of it for somebody.
///
/// # Errors
/// Outside the scope.
pub async fn used(cx: Cx, Path(id): Path<SessionId>, form: Form) -> Answer {
    own(&cx, id).await?;
    let done = used_from(&cx, id, &form).await;
    answer(&cx, id, form, done, "flash-skill-used").await
}

async fn used_from(cx: &Cx, id: SessionId, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, EDIT)?;
    let mut wrong = Vec::new();
    let person = form
        .value("person")
        .parse()
        .map_err(|_| invalid("person", "error-required"));
    let person = kept(person, &mut wrong)?;
    let used_on = kept(past_day(form, "used_on", act.scope.today), &mut wrong)?;
    let said = kept(words(form, "use_words", WORDS), &mut wrong)?;
    let (Some(person), Some(used_on), Some(words)) = (person, used_on, said) else {
        return Err(Error::Invalid(wrong));
    };
    let new = NewUse {
        id: client_id(form, || UseId::fresh(&cx.app.clock))?,
        person,
        used_on,
        words,
    };
    cx.app
        .db
        .write("skill_used", move |tx| {
            store::session_scoped(tx, act.scope, id)?;
            seat::used(tx, &act, id, &new)
        })
        .await
}

/// Calls the session off.
///
/// # Errors
/// Outside the scope.
pub async fn call_off(cx: Cx, Path(id): Path<SessionId>, form: Form) -> Answer {
    own(&cx, id).await?;
    let act = Act::of(&cx, EDIT)?;
    let done = match words(&form, "off_words", WORDS) {
        Err(error) => Err(error),
        Ok(said) => {
            cx.app
                .db
                .write("call_off", move |tx| change::call_off(tx, &act, id, &said))
                .await
        }
    };
    answer(&cx, id, form, done, "flash-skill-off").await
}
