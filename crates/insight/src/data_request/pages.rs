//! The desk: what one's organisations ask, what waits for their answer, and a new request.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::Error;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change;
use super::forms::{self, ASKED};
use super::rules::rules;
use super::store::{self, LINES};
use super::{ANSWER, ASK, Request, RequestId, Units, dictionary};
use crate::orgs_for_form;
use org::Act;
use platform::web::After;

/// The way back, from the staff's front page on.
pub(super) fn crumbs(cx: &Cx, here: String) -> Vec<(String, String)> {
    vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("data-request-nav"), "/staff/data-requests".to_owned()),
        (here, String::new()),
    ]
}

/// Whether it is written, open or over.
pub(super) fn state(cx: &Cx, request: &Request) -> (String, &'static str) {
    let (key, tag) = if request.sent_at.is_none() {
        ("data-request-state-draft", "")
    } else if request.open_on(cx.app.clock.today()) {
        ("data-request-state-open", "ok")
    } else {
        ("data-request-state-ended", "")
    };
    (cx.t(key), tag)
}

/// A request of one's own in the list.
struct Line {
    id: RequestId,
    title: String,
    org: String,
    until: String,
    state: (String, &'static str),
}

/// A request that waits for an answer.
struct WaitingLine {
    href: String,
    title: String,
    asker: String,
    unit: String,
    until: String,
}

#[derive(askama::Template)]
#[template(path = "data_request_index.html")]
struct Index {
    v: View,
    waiting: Vec<WaitingLine>,
    lines: Vec<Line>,
    next: Option<String>,
    may_ask: bool,
}

/// What waits for an answer, and what one's organisations ask.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let (answering, asking, after) = (scope(&cx, ANSWER)?, scope(&cx, ASK)?, After::read_back(&cx));
    let (waiting, mut found) = cx
        .app
        .db
        .read("requests", move |tx| {
            let waiting = store::waiting_scoped(tx, answering)?;
            Ok((waiting, store::asking_scoped(tx, asking, after)?))
        })
        .await?;
    let next = (found.len() > LINES).then(|| {
        found.truncate(LINES);
        let last = found.last().map(|last| (last.created_at.0, last.id));
        let (at, id) = last.unwrap_or((0, RequestId([0; 16])));
        format!("/staff/data-requests?after={at}~{id}")
    });
    let waiting = waiting.into_iter();
    let page = Index {
        waiting: waiting
            .map(|(id, title, asker, org, unit, until)| WaitingLine {
                href: format!("/staff/data-requests/{id}/units/{org}"),
                title,
                asker,
                unit,
                until: until.to_string(),
            })
            .collect(),
        lines: found
            .into_iter()
            .map(|request| Line {
                state: state(&cx, &request),
                id: request.id,
                until: request.expires_on.to_string(),
                title: request.title,
                org: request.org_name,
            })
            .collect(),
        may_ask: cx.may(ASK).await?,
        v: cx.view().await?,
        next,
    };
    cx.page(&page)
}

/// A field of the form for something to be asked.
struct AskedField {
    name: &'static str,
    kind: &'static str,
    no: usize,
}

#[derive(askama::Template)]
#[template(path = "data_request_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
    units: Vec<(String, String)>,
    known: Vec<(String, String)>,
    asked: Vec<AskedField>,
    kinds: Vec<(String, String)>,
    minutes: i64,
    days: i64,
}

/// The form of a new request.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let form = Form::filled(&cx, [("units", Units::Branches.code())]);
    form_page(&cx, form, StatusCode::OK).await
}

async fn form_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let rules = rules(&cx.app)?;
    let asked = ASKED.iter().enumerate();
    let page = FormPage {
        crumbs: crumbs(cx, cx.t("data-request-new")),
        orgs: orgs_for_form(cx, ASK).await?,
        units: Units::ALL
            .iter()
            .map(|one| (one.code().to_owned(), cx.t(one.key())))
            .collect(),
        known: dictionary::all()?
            .into_iter()
            .map(|one| (one.key.clone(), one.name(cx.locale).to_owned()))
            .collect(),
        asked: asked
            .map(|(n, (name, kind))| AskedField {
                name,
                kind,
                no: n + 1,
            })
            .collect(),
        kinds: ["number", "text"]
            .iter()
            .map(|kind| {
                (
                    (*kind).to_owned(),
                    cx.t(&format!("data-request-kind-{kind}")),
                )
            })
            .collect(),
        minutes: rules.minutes_per_field,
        days: rules.max_days,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Writes a request down.
///
/// # Errors
/// The database's.
pub async fn draft(cx: Cx, mut form: Form) -> Answer {
    match draft_from(&cx, &form).await {
        Ok(id) => go_saying(
            &format!("/staff/data-requests/{id}"),
            "flash-data-request-drafted",
        ),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn draft_from(cx: &Cx, form: &Form) -> Result<RequestId, Error> {
    let (act, rules, new) = (
        Act::of(cx, ASK)?,
        rules(&cx.app)?,
        forms::new_request(form)?,
    );
    cx.app
        .db
        .write("draft_request", move |tx| {
            change::draft(tx, &act, rules, &new)
        })
        .await
}
