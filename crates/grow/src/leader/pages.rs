//! The list of lead secretaries, and somebody to be named.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::{Error, Message, invalid};
use platform::ids::PersonId;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, NewLeader};
use super::store::{self, LINES};
use super::{EDIT, Leader, LeaderId, READ, SOURCES, STATES};
use org::Act;
use platform::web::After;
use platform::web::field::{TITLE, WORDS, client_id, kept, words};

/// The way back, from the staff's front page on.
pub(super) fn crumbs(cx: &Cx, rest: &[(String, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("leader-nav"), "/staff/leaders".to_owned()),
    ];
    crumbs.extend_from_slice(rest);
    crumbs
}

/// The words of a state, and the kind of its tag.
pub(super) fn state(cx: &Cx, state: &str) -> (String, &'static str) {
    let tag = match state {
        "appointed" => "ok",
        "candidate" | "filed" => "info",
        _ => "",
    };
    (cx.t(&format!("leader-state-{state}")), tag)
}

/// Codes with their words.
pub(super) fn codes(cx: &Cx, prefix: &str, all: &[&str]) -> Vec<(String, String)> {
    let word = |code: &&str| {
        let key = format!("{prefix}{}", code.replace('_', "-"));
        ((*code).to_owned(), cx.t(&key))
    };
    all.iter().map(word).collect()
}

/// A line of the list.
struct Line {
    one: Leader,
    state: (String, &'static str),
}

#[derive(askama::Template)]
#[template(path = "leader_index.html")]
struct Index {
    v: View,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    next: Option<String>,
    show: String,
    may_edit: bool,
}

/// Lead secretaries within the scope, the newest first.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, READ)?;
    let show = cx
        .query("show")
        .filter(|show| STATES.contains(&show.as_str()))
        .unwrap_or_default();
    let (narrowed, after) = (show.clone(), After::read_back(&cx));
    let mut found = cx
        .app
        .db
        .read("leaders", move |tx| {
            Ok(store::list_scoped(tx, scope, &narrowed, after)?)
        })
        .await?;
    let next = (found.len() > LINES).then(|| {
        found.truncate(LINES);
        let last = found
            .last()
            .map(|last| format!("{}~{}", last.created_at.0, last.id));
        format!(
            "/staff/leaders?show={show}&after={}",
            last.unwrap_or_default()
        )
    });
    let mut tabs = vec![(
        cx.t("leader-all"),
        "/staff/leaders".to_owned(),
        show.is_empty(),
    )];
    tabs.extend(
        codes(&cx, "leader-state-", &STATES)
            .into_iter()
            .map(|(code, words)| {
                let current = show == code;
                (words, format!("/staff/leaders?show={code}"), current)
            }),
    );
    let lines = found
        .into_iter()
        .map(|one| Line {
            state: state(&cx, &one.state),
            one,
        })
        .collect();
    cx.page(&Index {
        may_edit: cx.may(EDIT).await?,
        v: cx.view().await?,
        tabs,
        lines,
        next,
        show,
    })
}

#[derive(askama::Template)]
#[template(path = "leader_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    places: Vec<String>,
    sources: Vec<(String, String)>,
    states: Vec<(String, String)>,
}

/// The form of somebody to be named.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let id = LeaderId::fresh(&cx.app.clock).to_string();
    let org = cx.query("org").unwrap_or_default();
    let form = Form::filled(
        &cx,
        [("id", id), ("org", org), ("state", "candidate".to_owned())],
    );
    form_page(&cx, form, StatusCode::OK).await
}

async fn form_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let page = FormPage {
        crumbs: crumbs(cx, &[(cx.t("leader-new"), String::new())]),
        places: crate::branches(cx, EDIT).await?,
        sources: codes(cx, "leader-source-", &SOURCES),
        states: codes(cx, "leader-state-", &["candidate", "reserve"]),
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Names somebody.
///
/// # Errors
/// The database's.
pub async fn name(cx: Cx, mut form: Form) -> Answer {
    match name_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/leaders/{id}"), "flash-leader-named"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn name_from(cx: &Cx, form: &Form) -> Result<LeaderId, Error> {
    let act = Act::of(cx, EDIT)?;
    let mut wrong = Vec::new();
    let org = crate::named_org(cx, EDIT, "org", form.value("org")).await;
    let org = kept(org, &mut wrong)?;
    let person = kept(named_member(cx, EDIT, form).await, &mut wrong)?;
    let source = form.value("source").to_owned();
    if !SOURCES.contains(&source.as_str()) {
        kept::<()>(Err(invalid("source", "error-required")), &mut wrong)?;
    }
    let said = kept(words(form, "words", WORDS), &mut wrong)?;
    let (Some(org), Some(person), Some(words), true) = (org, person, said, wrong.is_empty()) else {
        return Err(Error::Invalid(wrong));
    };
    let new = NewLeader {
        id: client_id(form, || LeaderId::fresh(&cx.app.clock))?,
        org,
        person,
        candidate: form.value("state") != "reserve",
        source,
        words,
    };
    cx.app
        .db
        .write("name_leader", move |tx| change::name(tx, &act, &new))
        .await
}

/// A member by the fields `name` and, when several are called so, `home`.
///
/// # Errors
/// A field error when there is none or several.
pub(crate) async fn named_member(
    cx: &Cx,
    permission: &'static str,
    form: &Form,
) -> Result<PersonId, Error> {
    let name = words(form, "name", TITLE)?;
    let home = form.value("home").to_owned();
    let act = Act::of(cx, permission)?;
    let found = cx
        .app
        .db
        .point("named_member", move |tx| {
            Ok(store::named_members(tx, act.scope, &name, &home)?)
        })
        .await?;
    match found.as_slice() {
        [(person, _)] => Ok(*person),
        [] => Err(invalid("name", "leader-no-such-member")),
        several => {
            let homes: Vec<&str> = several.iter().map(|(_, home)| home.as_str()).collect();
            let message = Message::new("leader-several-members").with("homes", homes.join("、"));
            let field = "home".to_owned();
            Err(Error::Invalid(vec![platform::error::FieldError {
                field,
                message,
            }]))
        }
    }
}
