//! The list of stays: who is away from here, who was taken in here.

use platform::web::{Answer, Cx, View};

use super::store::{self, Listed};
use super::{Floating, State};
use crate::moving::rules::rules;
use crate::moving::{
    After, FLOATING_EDIT, FLOATING_READ, crumbs, days_after, months_before, next_page,
};
use crate::words::scope;

/// A stay in the list.
struct Line {
    href: String,
    name: String,
    other: String,
    destination: String,
    since: String,
    tag: (String, &'static str),
}

#[derive(askama::Template)]
#[template(path = "floating_index.html")]
struct Index {
    v: View,
    crumbs: Vec<(String, String)>,
    sides: Vec<(String, String, bool)>,
    states: Vec<(String, String, bool)>,
    out: bool,
    lines: Vec<Line>,
    next: Option<String>,
    export: String,
    may_edit: bool,
}

/// How a stay stands, in words, and the kind of its tag.
pub(super) fn state_tag(cx: &Cx, one: &Floating) -> (String, &'static str) {
    let kind = match one.state() {
        State::Waiting => "warn",
        State::Active => "ok",
        State::Refused => "red",
        State::Withdrawn | State::Ended => "",
    };
    (cx.t(&format!("floating-state-{}", one.state)), kind)
}

/// What stands out of a stay that waits long, or of whom nothing was heard for long.
fn tag(cx: &Cx, one: &Floating, rules: &crate::moving::rules::Rules) -> (String, &'static str) {
    let today = cx.app.clock.today();
    let asked = days_after(one.created_at.date(), rules.answer_days);
    let heard = one.contacted_on.unwrap_or(one.from_on);
    match one.state() {
        State::Waiting if asked < today => (cx.t("floating-waits-long"), "red"),
        State::Active if heard < months_before(today, rules.contact_months) => {
            (cx.t("floating-unheard"), "warn")
        }
        _ => state_tag(cx, one),
    }
}

/// The stays of a side and state.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, FLOATING_READ)?;
    let out = cx.query("side").is_none_or(|side| side != "in");
    let state = cx
        .query("state")
        .and_then(|code| State::from_code(&code))
        .unwrap_or(State::Active);
    let (listed, side) = match out {
        true => (Listed::Out, "out"),
        false => (Listed::In, "in"),
    };
    let after = After::read(&cx);
    let mut found = cx
        .app
        .db
        .read("floating", move |tx| {
            Ok(store::list_scoped(tx, scope, listed, state.code(), &after)?)
        })
        .await?;
    let here = format!("/staff/floating?side={side}&state={}", state.code());
    let next = next_page(&mut found, &here, |one| {
        let path = if out { &one.home_path } else { &one.host_path };
        (path.clone().unwrap_or_default(), one.id.to_string())
    });
    let rules = rules(&cx.app)?;
    let lines = found
        .into_iter()
        .map(|one| Line {
            href: format!("/staff/floating/{}", one.id),
            tag: tag(&cx, &one, &rules),
            since: one.from_on.to_string(),
            other: match out {
                true if one.host.is_empty() => cx.t("floating-nowhere"),
                true => one.host,
                false => one.home,
            },
            name: one.name,
            destination: one.destination,
        })
        .collect();
    let shown = [State::Active, State::Waiting, State::Ended, State::Refused];
    let page = Index {
        crumbs: crumbs(&cx, &[(&cx.t("floating-nav"), String::new())]),
        sides: ["out", "in"]
            .map(|one| {
                let href = format!("/staff/floating?side={one}");
                (cx.t(&format!("floating-side-{one}")), href, one == side)
            })
            .to_vec(),
        states: shown
            .map(|one| {
                let href = format!("/staff/floating?side={side}&state={}", one.code());
                let words = cx.t(&format!("floating-state-{}", one.code()));
                (words, href, one == state)
            })
            .to_vec(),
        export: format!("/staff/floating/export?side={side}&state={}", state.code()),
        may_edit: cx.may(FLOATING_EDIT).await?,
        v: cx.view().await?,
        out,
        lines,
        next,
    };
    cx.page(&page)
}
