//! The security administrator's pages.

use axum::http::StatusCode;

use super::{Found, Query, Sort, find, invite, renew_link, search};
use crate::auth::account;
use crate::auth::account::pages::encoded;
use crate::auth::invitation::link_address;
use crate::error::{Error, not_found};
use crate::ids::PersonId;
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form, View};

/// Accounts on a page.
const PAGE: u32 = 50;
/// The states with their words.
const STATES: [(&str, &str); 3] = [
    ("active", "auth-account-active"),
    ("invited", "auth-account-invited"),
    ("disabled", "auth-account-disabled"),
];
/// The orders with their words.
const SORTS: [(&str, &str, Sort); 2] = [
    ("pinyin", "auth-accounts-by-pinyin", Sort::Pinyin),
    ("stroke", "auth-accounts-by-stroke", Sort::Stroke),
];

#[derive(askama::Template)]
#[template(path = "auth/accounts.html")]
struct List {
    v: View,
    f: Form,
    q: String,
    state: &'static str,
    sort: &'static str,
    states: Vec<(&'static str, String)>,
    sorts: Vec<(String, String, bool)>,
    accounts: Vec<Found>,
    next: Option<String>,
}

/// What was asked for, by the names of the fields; unknown words ask for nothing.
pub(super) fn asked(
    cx: &Cx,
    field: impl Fn(&str) -> Option<String>,
) -> Result<(Query, &'static str), Error> {
    let state = field("state").unwrap_or_default();
    let sort = field("sort").unwrap_or_default();
    let (name, _, sort) = SORTS
        .into_iter()
        .find(|one| one.0 == sort)
        .unwrap_or(SORTS[0]);
    let query = Query {
        by: cx.person()?,
        today: cx.app.clock.today(),
        typed: field("q").unwrap_or_default().trim().to_lowercase(),
        state: STATES
            .iter()
            .find(|one| one.0 == state)
            .map_or("", |one| one.0),
        sort,
    };
    Ok((query, name))
}

/// An account's state in words.
pub(super) fn state_words(cx: &Cx, state: &str) -> String {
    let known = STATES.iter().find(|one| one.0 == state);
    known.map(|(_, key)| cx.t(key)).unwrap_or_default()
}

fn address(query: &Query, sort: &str) -> String {
    let (q, state) = (encoded(&query.typed), query.state);
    format!("/staff/accounts?q={q}&state={state}&sort={sort}")
}

async fn list(cx: &Cx, f: Form) -> Result<List, Error> {
    let (query, sort) = asked(cx, |name| cx.query(name))?;
    let after = cx.query("after").and_then(|id| id.parse().ok());
    let wanted = query.clone();
    let mut accounts = cx
        .app
        .db
        .read("accounts", move |tx| {
            Ok(search(tx, &wanted, after, PAGE + 1)?)
        })
        .await?;
    let more = accounts.len() > PAGE as usize;
    accounts.truncate(PAGE as usize);
    let next = accounts
        .last()
        .filter(|_| more)
        .map(|last| format!("{}&after={}", address(&query, sort), last.person));
    let sorted =
        |(name, key, _): (&str, &str, Sort)| (cx.t(key), address(&query, name), name == sort);
    Ok(List {
        v: cx.view().await?,
        f,
        state: query.state,
        sort,
        states: STATES
            .iter()
            .map(|(state, key)| (*state, cx.t(key)))
            .collect(),
        sorts: SORTS.into_iter().map(sorted).collect(),
        q: query.typed,
        accounts,
        next,
    })
}

/// Accounts in scope, and the box to invite somebody.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let f = Form::empty(&cx);
    cx.page(&list(&cx, f).await?)
}

#[derive(askama::Template)]
#[template(path = "auth/account_link.html")]
struct Link {
    v: View,
    name: String,
    text: String,
}

/// The link, to be answered to the request that made it: it cannot be shown again.
async fn link_page(cx: &Cx, name: String, secret: &str) -> Answer {
    let text = invitation_words(cx, &name, &link_address(cx, secret));
    cx.page(&Link {
        v: cx.view().await?,
        name,
        text,
    })
}

/// A text to forward to that person alone.
fn invitation_words(cx: &Cx, name: &str, address: &str) -> String {
    let site = &cx.app.site.name;
    cx.ta(
        "auth-account-link-text",
        &[("name", &name), ("site", site), ("address", &address)],
    )
}

/// Invites somebody new.
///
/// # Errors
/// The database's.
pub async fn create(cx: Cx, mut f: Form) -> Answer {
    let name = f.value("name").to_owned();
    if !(1..=60).contains(&name.chars().count()) {
        f.fail_key("name", "error-name-missing");
        let page = list(&cx, f).await?;
        return cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let (person, by, now) = (
        PersonId::fresh(&cx.app.clock),
        cx.person()?,
        cx.app.clock.now(),
    );
    let written = name.clone();
    let secret = cx
        .app
        .db
        .write("invite_staff", move |tx| {
            invite(tx, person, &written, by, now)
        })
        .await?;
    link_page(&cx, name, &secret).await
}

#[derive(askama::Template)]
#[template(path = "auth/account.html")]
struct One {
    v: View,
    f: Form,
    account: Found,
    own: bool,
}

async fn one(cx: &Cx, person: PersonId, f: Form) -> Result<One, Error> {
    let account = in_scope(cx, person).await?;
    Ok(One {
        own: cx.person()? == person,
        v: cx.view().await?,
        f,
        account,
    })
}

async fn in_scope(cx: &Cx, person: PersonId) -> Result<Found, Error> {
    let (by, today) = (cx.person()?, cx.app.clock.today());
    let found = cx
        .app
        .db
        .point("account", move |tx| Ok(find(tx, by, today, person)?))
        .await?;
    found.ok_or_else(not_found)
}

/// One account.
///
/// # Errors
/// Not found outside the scope.
pub async fn show(cx: Cx, Path(person): Path<PersonId>) -> Answer {
    let f = Form::empty(&cx);
    cx.page(&one(&cx, person, f).await?)
}

/// A new link: the account name is lost, or the first link was.
///
/// # Errors
/// Not found outside the scope.
pub async fn link(cx: Cx, Path(person): Path<PersonId>) -> Answer {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    let made = cx
        .app
        .db
        .write("staff_link", move |tx| renew_link(tx, person, by, now))
        .await;
    match made {
        Ok((name, secret)) => link_page(&cx, name, &secret).await,
        Err(error @ Error::Conflict(_)) => {
            let mut f = Form::empty(&cx);
            f.take(error)?;
            let page = one(&cx, person, f).await?;
            cx.page_with(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error),
    }
}

/// Closes an account, with a reason; its sessions end with the answer.
///
/// # Errors
/// Not found outside the scope.
pub async fn disable(cx: Cx, Path(person): Path<PersonId>, mut f: Form) -> Answer {
    in_scope(&cx, person).await?;
    if let Some(reason) = f.some("reason").map(str::to_owned) {
        match account::disable(&cx.app, person, cx.person()?, reason).await {
            Ok(()) => {
                return go_saying(&format!("/staff/accounts/{person}"), "flash-account-closed");
            }
            Err(error) => f.take(error)?,
        }
    } else {
        f.fail_key("reason", "error-reason-missing");
    }
    let page = one(&cx, person, f).await?;
    cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Opens a closed account again, with a reason.
///
/// # Errors
/// Not found outside the scope.
pub async fn enable(cx: Cx, Path(person): Path<PersonId>, mut f: Form) -> Answer {
    in_scope(&cx, person).await?;
    if let Some(reason) = f.some("reason").map(str::to_owned) {
        match account::enable(&cx.app, person, cx.person()?, reason).await {
            Ok(()) => {
                return go_saying(&format!("/staff/accounts/{person}"), "flash-account-opened");
            }
            Err(error) => f.take(error)?,
        }
    } else {
        f.fail_key("reason", "error-reason-missing");
    }
    let page = one(&cx, person, f).await?;
    cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
