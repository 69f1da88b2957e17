//! A stay for the sides it concerns: what is known, what each has said, who was in touch, its end.

use axum::http::StatusCode;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::pages::state_tag;
use super::store::{self, Seen};
use super::{
    Contact, ENDS, Floating, FloatingId, Side, State, WAYS, answer, contact, end, forms, register,
};
use crate::moving::rules::{Rules, rules};
use crate::moving::{Doing, FLOATING_EDIT, FLOATING_READ, crumbs, months_before};
use crate::roster::codes::Codes;
use crate::words::scope;

/// A side that may say yes or no now.
struct Turn {
    side: &'static str,
    title: String,
    outside: bool,
}

#[derive(askama::Template)]
#[template(path = "floating_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    id: FloatingId,
    name: String,
    member: Option<String>,
    state: (String, &'static str),
    facts: Vec<(String, String)>,
    said: Vec<(String, String)>,
    contacts: Vec<(String, String)>,
    turns: Vec<Turn>,
    verdicts: Vec<(String, String)>,
    ways: Vec<(String, String)>,
    ends: Vec<(String, String)>,
    may_edit: bool,
    may_name_host: bool,
    asks_outside: bool,
    waiting: bool,
    active: bool,
    must_transfer: bool,
    fresh: String,
    today: String,
}

/// A stay with a side within the scope.
///
/// # Errors
/// Outside it.
pub async fn show(cx: Cx, Path(floating): Path<FloatingId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, floating, form, StatusCode::OK).await
}

/// The page again, with what is wrong.
pub(super) async fn again(cx: &Cx, id: FloatingId, form: Form) -> Answer {
    page(cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What is known of a stay, in the order people ask for it.
pub(super) fn facts(cx: &Cx, one: &Floating) -> Vec<(String, String)> {
    let until = one.expected_until.map(|day| day.to_string());
    let until = until.unwrap_or_else(|| cx.t("floating-until-open"));
    let nature = Codes::FlowUnitNature.table().name_of(&one.unit_nature);
    let host = match one.host.as_str() {
        "" => cx.t("floating-nowhere"),
        host => host.to_owned(),
    };
    let mut facts = vec![
        (cx.t("floating-home"), one.home.clone()),
        (cx.t("floating-host"), host),
        (cx.t("floating-destination"), one.destination.clone()),
        (
            cx.t("floating-reason"),
            cx.t(&format!("floating-reason-{}", one.reason)),
        ),
    ];
    if let Some(nature) = nature {
        facts.push((cx.t("floating-unit-nature"), nature.to_owned()));
    }
    facts.push((
        cx.t("floating-span"),
        cx.ta(
            "floating-span-words",
            &[("from", &one.from_on.to_string()), ("until", &until)],
        ),
    ));
    let card = if one.has_card {
        "floating-card-yes"
    } else {
        "floating-card-no"
    };
    facts.push((cx.t("floating-card"), cx.t(card)));
    let how = if one.on_paper {
        "floating-entered-paper"
    } else {
        "floating-entered"
    };
    let day = one.created_at.date().to_string();
    let entered = cx.ta(how, &[("name", &one.entered_by), ("day", &day)]);
    facts.push((cx.t("floating-registered"), entered));
    if let (Some(on), Some(how)) = (one.closed_on, &one.closed_how) {
        let how = cx.t(&format!("floating-closed-{}", how.replace('_', "-")));
        let words = format!("{on} · {how} {}", one.closed_words);
        facts.push((cx.t("floating-closed"), words.trim_end().to_owned()));
    }
    facts
}

/// What each side has said.
pub(super) fn said(cx: &Cx, one: &Floating) -> Vec<(String, String)> {
    let words = |said: Option<platform::clock::Millis>, by: &str| match said {
        Some(at) => {
            let day = at.date().to_string();
            cx.ta("floating-said", &[("name", &by), ("day", &day)])
        }
        None if one.state() == State::Waiting => cx.t("floating-unsaid"),
        None => cx.t("floating-never-said"),
    };
    let home = words(one.home_said, &one.home_said_by);
    let mut said = vec![(cx.t("floating-home-said"), home)];
    if !one.host.is_empty() {
        let host = words(one.host_said, &one.host_said_by);
        said.push((cx.t("floating-host-said"), host));
    }
    said
}

/// The contacts of a stay as lines: when and how, and what about.
pub(super) fn contact_lines(cx: &Cx, contacts: &[Contact]) -> Vec<(String, String)> {
    contacts
        .iter()
        .map(|one| {
            let way = cx.t(&format!("floating-how-{}", one.how));
            let side = cx.t(&format!("floating-by-{}", one.side));
            let meta = format!("{} · {way} · {side} {}", one.on_day, one.entered_by);
            (one.note.clone(), meta)
        })
        .collect()
}

fn turns(cx: &Cx, seen: &Seen) -> Vec<Turn> {
    if seen.floating.state() != State::Waiting {
        return Vec::new();
    }
    let open = [
        (Side::Home, seen.floating.home_said.is_none()),
        (
            Side::Host,
            seen.floating.host_said.is_none() && !seen.floating.host.is_empty(),
        ),
    ];
    open.into_iter()
        .filter(|(side, unsaid)| *unsaid && seen.speaks_for(*side))
        // One at a time: whoever keeps both sides answers for home first.
        .take(1)
        .map(|(side, _)| {
            let outside = seen.floating.is_outside(side);
            let place = if outside { "outside" } else { "own" };
            Turn {
                side: side.code(),
                title: cx.t(&format!("floating-turn-{place}-{}", side.code())),
                outside,
            }
        })
        .collect()
}

async fn page(cx: &Cx, id: FloatingId, f: Form, status: StatusCode) -> Answer {
    let reading = scope(cx, FLOATING_READ)?;
    let (seen, contacts) = cx
        .app
        .db
        .read("floating_show", move |tx| {
            let seen = store::find_scoped(tx, reading, id)?;
            Ok((seen, store::contacts(tx, id)?))
        })
        .await?;
    let may_edit = cx.may(FLOATING_EDIT).await?;
    let rules: Rules = rules(&cx.app)?;
    let one = &seen.floating;
    let waiting = one.state() == State::Waiting;
    let today = cx.app.clock.today();
    let mut facts = facts(cx, one);
    if let (Some(sealed), true) = (&one.guest_phone, may_edit) {
        let phone = cx
            .app
            .sealer
            .open_text(register::TABLE, "guest_phone", one.id.0, sealed)?;
        let masked = platform::names::mask_phone(&phone);
        facts.insert(1, (cx.t("floating-guest-phone"), masked));
    }
    let shown = Show {
        crumbs: crumbs(
            cx,
            &[
                (&cx.t("floating-nav"), "/staff/floating".to_owned()),
                (&one.name, String::new()),
            ],
        ),
        state: state_tag(cx, one),
        member: one.person.map(|person| format!("/staff/members/{person}")),
        facts,
        said: said(cx, one),
        contacts: contact_lines(cx, &contacts),
        turns: if may_edit {
            turns(cx, &seen)
        } else {
            Vec::new()
        },
        verdicts: forms::choices(cx, "floating-verdict", &["yes", "no"]),
        ways: forms::choices(cx, "floating-how", &WAYS),
        ends: forms::choices(cx, "floating-end", &ENDS),
        may_name_host: may_edit && seen.at_home && waiting && one.host_said.is_none(),
        asks_outside: one.waits_outside().is_some(),
        active: one.state() == State::Active,
        must_transfer: one.state() == State::Active
            && one.person.is_some()
            && !one.host.is_empty()
            && one.from_on < months_before(today, rules.must_transfer_months),
        fresh: forms::fresh_id(cx),
        today: today.to_string(),
        name: one.name.clone(),
        v: cx.view().await?,
        id,
        f,
        waiting,
        may_edit,
    };
    cx.page_with(status, &shown)
}

/// A side says yes or no, or what one outside answered is written down.
///
/// # Errors
/// Outside the scope.
pub async fn answer(cx: Cx, Path(floating): Path<FloatingId>, form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, FLOATING_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("answer_floating", move |tx| {
            let seen = store::find_scoped(tx, doing.scope, floating)?;
            let side = match typed.value("side") {
                "home" => Side::Home,
                "host" => Side::Host,
                _ => return Err(invalid("verdict", "error-required")),
            };
            let outside = seen.floating.is_outside(side);
            let mut given = forms::answer(&typed, side, outside)?;
            if !outside {
                given.said_by = crate::moving::name_of(tx, doing.by())?;
            }
            answer::answer(tx, &doing, floating, &given)
        })
        .await;
    done_with(&cx, floating, form, done, "flash-floating-answered").await
}

/// The home side names the branch that takes them in.
///
/// # Errors
/// Outside the scope.
pub async fn name_host(cx: Cx, Path(floating): Path<FloatingId>, form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, FLOATING_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("name_host", move |tx| {
            store::find_scoped(tx, doing.scope, floating)?;
            let host = register::place(tx, &forms::host(&typed)?)?;
            answer::name_host(tx, &doing, floating, &host)
        })
        .await;
    done_with(&cx, floating, form, done, "flash-saved").await
}

/// Writes a contact down.
///
/// # Errors
/// Outside the scope.
pub async fn add_contact(cx: Cx, Path(floating): Path<FloatingId>, form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, FLOATING_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("contact_floating", move |tx| {
            store::find_scoped(tx, doing.scope, floating)?;
            let new = forms::new_contact(&typed, doing.scope.today)?;
            contact::add(tx, &doing, floating, &new)
        })
        .await;
    done_with(&cx, floating, form, done, "flash-floating-contact").await
}

/// Ends a stay.
///
/// # Errors
/// Outside the scope.
pub async fn end(cx: Cx, Path(floating): Path<FloatingId>, form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, FLOATING_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("end_floating", move |tx| {
            store::find_scoped(tx, doing.scope, floating)?;
            let ending = forms::ending(&typed, doing.scope.today)?;
            end::end(tx, doing.act(), floating, &ending)
        })
        .await;
    done_with(&cx, floating, form, done, "flash-floating-ended").await
}

/// Takes a registration back.
///
/// # Errors
/// Outside the scope.
pub async fn withdraw(cx: Cx, Path(floating): Path<FloatingId>, form: Form) -> Answer {
    let doing = Doing::of(&cx, FLOATING_EDIT)?;
    let done = cx
        .app
        .db
        .write("withdraw_floating", move |tx| {
            answer::withdraw(tx, doing.act(), floating, None, Some(&doing))
        })
        .await;
    done_with(&cx, floating, form, done, "flash-floating-withdrawn").await
}

async fn done_with(
    cx: &Cx,
    floating: FloatingId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/floating/{floating}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, floating, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
