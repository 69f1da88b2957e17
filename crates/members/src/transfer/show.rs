//! A transfer for its two sides: where it stands, what is to be done next and by whom.

use axum::http::StatusCode;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::pages::{late, state_tag};
use super::store::{self, Seen};
use super::{State, Transfer, TransferId, Way, change, forms};
use crate::floating::forms::choices;
use crate::moving::rules::rules;
use crate::moving::{Doing, TRANSFERS_EDIT, TRANSFERS_READ, crumbs};
use crate::words::{named_org, places, scope};

/// What the reader may do next.
#[derive(Default)]
struct Next {
    send: bool,
    again: bool,
    ask_outside: bool,
    write_answer: bool,
    receive: bool,
    finish: bool,
    refuse: bool,
    withdraw: bool,
}

impl Next {
    fn of(seen: &Seen) -> Self {
        let (one, sends, receives) = (&seen.transfer, seen.sends, seen.receives);
        let (way, state) = (one.way(), one.state());
        let sent = state == State::Sent;
        Self {
            send: sends && state == State::Proposed,
            again: sends && sent && way != Way::Inward,
            ask_outside: sends && sent && way == Way::Outward,
            write_answer: sends && sent && way == Way::Outward,
            receive: receives && sent && way != Way::Outward,
            finish: sends && state == State::Answered,
            refuse: (sends && state == State::Proposed) || (receives && sent),
            withdraw: (sends && matches!(state, State::Proposed | State::Sent))
                || (receives && sent && way == Way::Inward),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "transfer_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    id: TransferId,
    name: String,
    member: Option<String>,
    state: (String, &'static str),
    late: Option<String>,
    steps: Vec<(String, &'static str)>,
    facts: Vec<(String, String)>,
    national: String,
    inward: bool,
    closed: bool,
    received: bool,
    next: Next,
    org_places: Vec<String>,
    verdicts: Vec<(String, String)>,
    letter_days: i64,
    today: String,
    may_edit: bool,
}

/// A transfer with a side within the scope.
///
/// # Errors
/// Outside it.
pub async fn show(cx: Cx, Path(transfer): Path<TransferId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, transfer, form, StatusCode::OK).await
}

/// The page again, with what is wrong.
pub(super) async fn again(cx: &Cx, id: TransferId, form: Form) -> Answer {
    page(cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What is known of a transfer, in the order people ask for it.
pub(super) fn facts(cx: &Cx, one: &Transfer) -> Vec<(String, String)> {
    let day = one.created_at.date().to_string();
    let how = if one.on_paper {
        "floating-entered-paper"
    } else {
        "floating-entered"
    };
    let entered = cx.ta(how, &[("name", &one.entered_by), ("day", &day)]);
    let mut facts = vec![
        (cx.t("transfer-from"), one.from.clone()),
        (cx.t("transfer-to"), one.to.clone()),
        (cx.t("transfer-reason"), one.reason.clone()),
        (cx.t("transfer-dues"), one.dues_until.clone()),
        (cx.t("transfer-proposed"), entered),
    ];
    if let (Some(on), Some(until)) = (one.letter_on, one.valid_until) {
        let no = match one.letter_no.as_str() {
            "" => cx.t("transfer-letter-unnumbered"),
            no => no.to_owned(),
        };
        let words = cx.ta(
            "transfer-letter-words",
            &[
                ("no", &no),
                ("on", &on.to_string()),
                ("until", &until.to_string()),
            ],
        );
        facts.push((cx.t("transfer-letter"), words));
    }
    if let Some(at) = one.answered_at {
        let day = at.date().to_string();
        let said = cx.ta(
            "floating-said",
            &[("name", &one.answered_by), ("day", &day)],
        );
        facts.push((cx.t("transfer-answered"), said));
    }
    if let Some(on) = one.closed_on {
        let state = cx.t(&format!("transfer-state-{}", one.state));
        let words = format!("{on} · {state} {}", one.closed_words);
        facts.push((cx.t("transfer-closed-on"), words.trim_end().to_owned()));
    }
    let national = match one.national_on {
        Some(on) => format!("{} · {on}", one.national_no),
        None => cx.t("transfer-national-not-yet"),
    };
    facts.push((cx.t("transfer-national"), national));
    facts
}

/// The way of a transfer as steps.
pub(super) fn steps(cx: &Cx, one: &Transfer) -> Vec<(String, &'static str)> {
    let all: &[State] = match one.way() {
        Way::Internal => &[State::Proposed, State::Sent, State::Received],
        Way::Outward => &[
            State::Proposed,
            State::Sent,
            State::Answered,
            State::Received,
        ],
        Way::Inward => &[State::Sent, State::Received],
    };
    let now = all.iter().position(|state| *state == one.state());
    all.iter()
        .enumerate()
        .map(|(at, state)| {
            let words = cx.t(&format!("transfer-state-{}", state.code()));
            let place = match now {
                Some(now) if at < now || one.state() == State::Received => "done",
                Some(now) if at == now => "now",
                _ => "next",
            };
            (words, place)
        })
        .collect()
}

/// The fields the national system asks for, ready to copy: papers are Chinese.
fn national(one: &Transfer) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    format!(
        "姓名：{}　转出党组织：{}　转入党组织：{}　介绍信编号：{}　开具日期：{}　有效期至：{}　党费缴至：{}　转接原因：{}",
        one.name,
        one.from,
        one.to,
        one.letter_no,
        day(one.letter_on),
        day(one.valid_until),
        one.dues_until,
        one.reason
    )
}

async fn page(cx: &Cx, id: TransferId, f: Form, status: StatusCode) -> Answer {
    let reading = scope(cx, TRANSFERS_READ)?;
    let editing = scope(cx, TRANSFERS_EDIT)?;
    let (seen, org_places) = cx
        .app
        .db
        .read("transfer_show", move |tx| {
            let seen = store::find_scoped(tx, reading, id)?;
            Ok((seen, places(tx, editing)?))
        })
        .await?;
    let may_edit = cx.may(TRANSFERS_EDIT).await?;
    let rules = rules(&cx.app)?;
    let one = &seen.transfer;
    let shown = Show {
        crumbs: crumbs(
            cx,
            &[
                (&cx.t("transfer-nav"), "/staff/transfers".to_owned()),
                (&one.name, String::new()),
            ],
        ),
        state: state_tag(cx, one),
        late: late(cx, one, &rules),
        steps: steps(cx, one),
        facts: facts(cx, one),
        national: national(one),
        member: one.person.map(|person| format!("/staff/members/{person}")),
        inward: one.way() == Way::Inward,
        closed: !one.state().is_open(),
        received: one.state() == State::Received,
        next: if may_edit {
            Next::of(&seen)
        } else {
            Next::default()
        },
        verdicts: choices(cx, "transfer-verdict", &["yes", "no"]),
        letter_days: rules.letter_days,
        today: cx.app.clock.today().to_string(),
        name: one.name.clone(),
        v: cx.view().await?,
        id,
        f,
        org_places,
        may_edit,
    };
    cx.page_with(status, &shown)
}

/// One of the acts on a transfer's page.
macro_rules! act {
    ($(#[$doc:meta])* $name:ident, $operation:literal, $flash:literal, |$cx:ident, $tx:ident, $doing:ident, $id:ident, $typed:ident| $body:expr) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// Outside the scope.
        pub async fn $name(cx: Cx, Path(transfer): Path<TransferId>, form: Form) -> Answer {
            let (doing, typed) = (Doing::of(&cx, TRANSFERS_EDIT)?, form.clone());
            let inside = cx.clone();
            let done = cx
                .app
                .db
                .write($operation, move |$tx| {
                    let ($cx, $doing, $id, $typed) = (&inside, &doing, transfer, &typed);
                    store::find_scoped($tx, $doing.scope, $id)?;
                    $body
                })
                .await;
            done_with(&cx, transfer, form, done, $flash).await
        }
    };
}

act!(
    /// Writes the letter.
    send, "send_transfer", "flash-transfer-sent", |cx, tx, doing, id, typed| {
        let days = rules(&cx.app)?.letter_days;
        change::send(tx, doing, id, &forms::letter(typed, doing.scope.today, days)?)
    }
);
act!(
    /// Writes down what the receiver outside answered.
    answer, "answer_transfer", "flash-transfer-answered", |_cx, tx, doing, id, typed| {
        change::sender(tx, doing, id)?;
        let (yes, said_by, words) = forms::answer(typed)?;
        change::answer(tx, doing.act(), id, (yes, &said_by, &words))
    }
);
act!(
    /// Takes them.
    receive, "receive_transfer", "flash-transfer-received", |_cx, tx, doing, id, typed| {
        let branch = named_org(tx, doing.scope, typed.value("org"))?;
        change::receive(tx, doing, id, &branch)
    }
);
act!(
    /// Finishes what a receiver outside has taken.
    finish, "finish_transfer", "flash-transfer-finished", |cx, tx, doing, id, _typed| {
        change::finish(tx, doing, &cx.app.sealer, id)
    }
);
act!(
    /// Says no.
    refuse, "refuse_transfer", "flash-transfer-refused", |_cx, tx, doing, id, typed| {
        let words = platform::web::field::words(typed, "refusal", 1_000)?;
        change::refuse(tx, doing, id, &words)
    }
);
act!(
    /// Takes it back.
    withdraw, "withdraw_transfer", "flash-transfer-withdrawn", |_cx, tx, doing, id, _typed| {
        change::withdraw(tx, doing.act(), id, None, Some(doing))
    }
);
act!(
    /// Writes down what it was in the national system.
    record_national, "national_transfer", "flash-saved", |_cx, tx, doing, id, typed| {
        let (no, on) = forms::national(typed, doing.scope.today)?;
        change::national(tx, doing, id, (&no, on))
    }
);

async fn done_with(
    cx: &Cx,
    transfer: TransferId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/transfers/{transfer}"), said),
        Err(error) => {
            form.take(error)?;
            again(cx, transfer, form).await
        }
    }
}
