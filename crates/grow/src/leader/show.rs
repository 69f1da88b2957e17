//! One lead secretary: what speaks for them, what departments said, what happened.

use http::StatusCode;
use jiff::ToSpan as _;
use org::tree::pages::scope;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, NewEvent, kinds};
use super::pages::{codes, crumbs, state};
use super::vetting::{self, NewVetting};
use super::{
    EDIT, Happened, Leader, LeaderEventId, LeaderId, READ, Vetting, VettingId, rules, store,
};
use org::Act;
use platform::web::field::{TITLE, WORDS, client_id, day, kept, maybe_words, past_day, words};

/// A question with what was said, for whoever may read it.
struct Asked {
    one: Vetting,
    verdict: Option<(String, &'static str)>,
    said: Option<String>,
    open: bool,
}

#[derive(askama::Template)]
#[template(path = "leader_show.html")]
struct Show {
    v: View,
    f: Form,
    leader: Leader,
    crumbs: Vec<(String, String)>,
    state: (String, &'static str),
    source: String,
    asked: Vec<Asked>,
    events: Vec<(Happened, String)>,
    kinds: Vec<(String, String)>,
    places: Vec<String>,
    link: Option<String>,
    days: i64,
    vetting: bool,
    may_edit: bool,
}

/// One of them.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<LeaderId>) -> Answer {
    let rules = rules::rules(&cx.app)?;
    let today = cx.app.clock.today();
    let due = today
        .checked_add(rules.vetting_days.days())
        .unwrap_or(today);
    let event = LeaderEventId::fresh(&cx.app.clock).to_string();
    let form = Form::filled(
        &cx,
        [
            ("due_on", due.to_string()),
            ("held_on", today.to_string()),
            ("id", event),
        ],
    );
    page(&cx, id, form, None, StatusCode::OK).await
}

async fn page(cx: &Cx, id: LeaderId, f: Form, link: Option<String>, status: StatusCode) -> Answer {
    let (seen, edits) = (scope(cx, READ)?, scope(cx, EDIT)?);
    let (leader, vettings, events, may_edit) = cx
        .app
        .db
        .read("leader", move |tx| {
            let leader = store::find_scoped(tx, seen, id)?;
            let may_edit = store::find_scoped(tx, edits, id).is_ok();
            Ok((
                leader,
                store::vettings(tx, id)?,
                store::events(tx, id)?,
                may_edit,
            ))
        })
        .await?;
    let rules = rules::rules(&cx.app)?;
    let asked: Result<Vec<Asked>, Error> = vettings
        .into_iter()
        .map(|one| asked(cx, one, may_edit))
        .collect();
    let vetting = matches!(leader.state.as_str(), "reserve" | "candidate");
    let page = Show {
        crumbs: crumbs(cx, &[(leader.full_name.clone(), String::new())]),
        state: state(cx, &leader.state),
        source: cx.t(&format!(
            "leader-source-{}",
            leader.source.replace('_', "-")
        )),
        asked: asked?,
        events: events
            .into_iter()
            .map(|one| {
                let words = cx.t(&format!("leader-kind-{}", one.kind));
                (one, words)
            })
            .collect(),
        kinds: codes(cx, "leader-kind-", kinds(&leader.state)),
        places: crate::branches(cx, EDIT).await?,
        days: rules.door_days,
        v: cx.view().await?,
        leader,
        link,
        vetting,
        may_edit,
        f,
    };
    cx.page_with(status, &page)
}

fn asked(cx: &Cx, one: Vetting, may_edit: bool) -> Result<Asked, Error> {
    let verdict = one.verdict.as_deref().map(|verdict| {
        let tag = match verdict {
            "pass" => "ok",
            "fail" => "red",
            _ => "warn",
        };
        (cx.t(&format!("leader-verdict-{verdict}")), tag)
    });
    // What a department said is for whoever compiles the answers, nobody else.
    let said = match may_edit {
        true => one.said(&cx.app.sealer)?,
        false => None,
    };
    Ok(Asked {
        open: one.verdict.is_none() && one.org.is_none(),
        verdict,
        said,
        one,
    })
}

/// Puts a question to a department.
///
/// # Errors
/// Outside the scope.
pub async fn ask(cx: Cx, Path(id): Path<LeaderId>, mut form: Form) -> Answer {
    match ask_from(&cx, id, &form).await {
        Ok(None) => go_saying(&format!("/staff/leaders/{id}"), "flash-leader-asked"),
        // The secret is shown on the page that answers, once.
        Ok(Some(secret)) => {
            page(
                &cx,
                id,
                Form::empty(&cx),
                Some(address(&cx, &secret)),
                StatusCode::OK,
            )
            .await
        }
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// As the department outside opens it.
fn address(cx: &Cx, secret: &str) -> String {
    platform::web::qr::address(cx, &format!("/vetting/{secret}"))
}

async fn ask_from(cx: &Cx, id: LeaderId, form: &Form) -> Result<Option<String>, Error> {
    let act = Act::of(cx, EDIT)?;
    let rules = rules::rules(&cx.app)?;
    let mut wrong = Vec::new();
    let department = kept(words(form, "department", TITLE), &mut wrong)?;
    let question = kept(words(form, "question", WORDS), &mut wrong)?;
    let due_on = kept(day(form, "due_on"), &mut wrong)?;
    let org = match form.some("org") {
        None => None,
        Some(typed) => kept(crate::named_org(cx, EDIT, "org", typed).await, &mut wrong)?,
    };
    let (Some(department), Some(question), Some(due_on), true) =
        (department, question, due_on, wrong.is_empty())
    else {
        return Err(Error::Invalid(wrong));
    };
    let new = NewVetting {
        id: VettingId::fresh(&cx.app.clock),
        department,
        question,
        org,
        due_on,
    };
    cx.app
        .db
        .write("ask_department", move |tx| {
            vetting::ask(tx, &act, id, &new, rules.door_days)
        })
        .await
}

/// Makes a fresh link for a department outside.
///
/// # Errors
/// Outside the scope.
pub async fn link(cx: Cx, Path(id): Path<VettingId>) -> Answer {
    let act = Act::of(&cx, EDIT)?;
    let reader = act.clone();
    let leader = cx
        .app
        .db
        .point("vetting_of", move |tx| {
            let found = store::vetting(tx, id)?;
            Ok(store::find_scoped(tx, reader.scope, found.leader)?.id)
        })
        .await?;
    let days = rules::rules(&cx.app)?.door_days;
    let made = cx
        .app
        .db
        .write("vetting_link", move |tx| vetting::link(tx, &act, id, days))
        .await;
    match made {
        Ok((leader, secret)) => {
            let form = Form::empty(&cx);
            page(
                &cx,
                leader,
                form,
                Some(address(&cx, &secret)),
                StatusCode::OK,
            )
            .await
        }
        Err(error) => {
            let mut form = Form::empty(&cx);
            form.take(error)?;
            page(&cx, leader, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Writes down what happened.
///
/// # Errors
/// Outside the scope.
pub async fn happen(cx: Cx, Path(id): Path<LeaderId>, mut form: Form) -> Answer {
    match happen_from(&cx, id, &form).await {
        Ok(()) => go_saying(&format!("/staff/leaders/{id}"), "flash-leader-changed"),
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn happen_from(cx: &Cx, id: LeaderId, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, EDIT)?;
    let mut wrong = Vec::new();
    let kind = form.value("kind").to_owned();
    if kind.is_empty() {
        kept::<()>(Err(invalid("kind", "error-required")), &mut wrong)?;
    }
    let held_on = kept(past_day(form, "held_on", act.scope.today), &mut wrong)?;
    let until_on = match form.some("until_on") {
        None => None,
        Some(_) => kept(day(form, "until_on"), &mut wrong)?,
    };
    let number = kept(maybe_words(form, "number", TITLE), &mut wrong)?;
    let said = match kind.as_str() {
        // A number says it for a filing and an appointment; everything else needs words.
        "filed" | "appointed" => maybe_words(form, "event_words", WORDS),
        _ => words(form, "event_words", WORDS),
    };
    let said = kept(said, &mut wrong)?;
    let (Some(held_on), Some(number), Some(words), true) =
        (held_on, number, said, wrong.is_empty())
    else {
        return Err(Error::Invalid(wrong));
    };
    let new = NewEvent {
        id: client_id(form, || LeaderEventId::fresh(&cx.app.clock))?,
        kind,
        held_on,
        until_on,
        number,
        words,
    };
    cx.app
        .db
        .write("leader_event", move |tx| change::happen(tx, &act, id, &new))
        .await
}
