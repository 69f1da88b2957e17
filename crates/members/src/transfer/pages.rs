//! The list of transfers: who goes, who comes, and what is late.

use platform::web::{Answer, Cx, View};

use super::store::{self, Listed};
use super::{State, Transfer};
use crate::moving::rules::{Rules, rules};
use crate::moving::{After, TRANSFERS_EDIT, TRANSFERS_READ, crumbs, days_after, next_page};
use crate::words::scope;

struct Line {
    href: String,
    name: String,
    other: String,
    since: String,
    tag: (String, &'static str),
}

#[derive(askama::Template)]
#[template(path = "transfer_index.html")]
struct Index {
    v: View,
    crumbs: Vec<(String, String)>,
    sides: Vec<(String, String, bool)>,
    states: Vec<(String, String, bool)>,
    out: bool,
    lines: Vec<Line>,
    next: Option<String>,
    may_edit: bool,
}

/// How a transfer stands, in words, and the kind of its tag.
pub(crate) fn state_tag(cx: &Cx, one: &Transfer) -> (String, &'static str) {
    let kind = match one.state() {
        State::Proposed | State::Sent => "info",
        State::Answered => "warn",
        State::Received => "ok",
        State::Refused => "red",
        State::Withdrawn => "",
    };
    (cx.t(&format!("transfer-state-{}", one.state)), kind)
}

/// What is late of a transfer, by the days of the rules.
pub(super) fn late(cx: &Cx, one: &Transfer, rules: &Rules) -> Option<String> {
    let today = cx.app.clock.today();
    match one.state() {
        State::Proposed => {
            let last = days_after(one.created_at.date(), rules.proposal_days);
            (last < today)
                .then(|| cx.ta("transfer-late-proposal", &[("days", &rules.proposal_days)]))
        }
        State::Sent if one.valid_until.is_some_and(|day| day < today) => {
            Some(cx.t("transfer-late-letter"))
        }
        State::Sent => {
            let sent = one.letter_on.unwrap_or(one.created_at.date());
            let last = days_after(sent, rules.receipt_days);
            (last < today).then(|| cx.ta("transfer-late-receipt", &[("days", &rules.receipt_days)]))
        }
        _ => None,
    }
}

/// The transfers of a side and state.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, TRANSFERS_READ)?;
    let out = cx.query("side").is_none_or(|side| side != "in");
    let state = cx
        .query("state")
        .and_then(|code| State::from_code(&code))
        .unwrap_or(State::Sent);
    let (listed, side) = match out {
        true => (Listed::Out, "out"),
        false => (Listed::In, "in"),
    };
    let after = After::read(&cx);
    let mut found = cx
        .app
        .db
        .read("transfers", move |tx| {
            Ok(store::list_scoped(tx, scope, listed, state, &after)?)
        })
        .await?;
    let here = format!("/staff/transfers?side={side}&state={}", state.code());
    let next = next_page(&mut found, &here, |one| {
        let path = if out { &one.from_path } else { &one.to_path };
        (path.clone().unwrap_or_default(), one.id.to_string())
    });
    let rules = rules(&cx.app)?;
    let lines = found
        .into_iter()
        .map(|one| Line {
            href: format!("/staff/transfers/{}", one.id),
            tag: match late(&cx, &one, &rules) {
                Some(words) => (words, "warn"),
                None => state_tag(&cx, &one),
            },
            since: one.letter_on.unwrap_or(one.created_at.date()).to_string(),
            other: if out { one.to } else { one.from },
            name: one.name,
        })
        .collect();
    let shown = [
        State::Proposed,
        State::Sent,
        State::Answered,
        State::Received,
        State::Refused,
    ];
    let page = Index {
        crumbs: crumbs(&cx, &[(&cx.t("transfer-nav"), String::new())]),
        sides: ["out", "in"]
            .map(|one| {
                let href = format!("/staff/transfers?side={one}");
                (cx.t(&format!("transfer-side-{one}")), href, one == side)
            })
            .to_vec(),
        states: shown
            .map(|one| {
                let href = format!("/staff/transfers?side={side}&state={}", one.code());
                let words = cx.t(&format!("transfer-state-{}", one.code()));
                (words, href, one == state)
            })
            .to_vec(),
        may_edit: cx.may(TRANSFERS_EDIT).await?,
        v: cx.view().await?,
        out,
        lines,
        next,
    };
    cx.page(&page)
}
