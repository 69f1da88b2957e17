//! The list of talks, and noting one.

use http::StatusCode;
use org::Org;
use org::tree::pages::scope;
use org::tree::store as orgs;
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::{Before, NewTalk, Talk, TalkId, TalkKind, list_scoped, note};
use crate::act::Act;
use crate::meeting::index::{above, chosen, crumbs, tabs};
use crate::meeting::store::LINES;
use crate::meeting::{CALL, READ, store};
use platform::web::field::{TITLE, faults, maybe_words, words};

#[derive(askama::Template)]
#[template(path = "talk_index.html")]
struct Index {
    v: View,
    f: Form,
    org: Org,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<(Talk, String)>,
    next: Option<String>,
    kinds: Vec<(String, String)>,
    may_note: bool,
}

/// The talks of an organisation.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    page(&cx, cx.query("org"), None, StatusCode::OK).await
}

async fn page(cx: &Cx, asked: Option<String>, typed: Option<Form>, status: StatusCode) -> Answer {
    let (seen, notes) = (scope(cx, READ)?, scope(cx, CALL)?);
    let before = cx.query("before").and_then(|text| {
        let (day, id) = text.split_once('/')?;
        Some(Before(day.to_owned(), id.parse::<TalkId>().ok()?.0))
    });
    let before = before.unwrap_or(Before("9999".to_owned(), [0xff; 16]));
    let (org, above, mut talks, may_note, me) = cx
        .app
        .db
        .read("talks", move |tx| {
            let (org, _) = chosen(tx, seen, asked.as_deref())?;
            let talks = list_scoped(tx, seen, org.id, &before)?;
            let may_note = orgs::find_scoped(tx, notes, org.id).is_ok();
            let me = store::person_name(tx, seen.person)?;
            let above = above(tx, seen, &org)?;
            Ok((org, above, talks, may_note, me))
        })
        .await?;
    let next = (talks.len() > LINES).then(|| {
        talks.truncate(LINES);
        let last = talks.last().map(|last| (last.held_on.to_string(), last.id));
        let (day, id) = last.unwrap_or((String::new(), TalkId([0; 16])));
        format!("/staff/talks?org={}&before={day}/{id}", org.id)
    });
    let f = typed.unwrap_or_else(|| {
        Form::filled(
            cx,
            [
                ("id", TalkId::fresh(&cx.app.clock).to_string()),
                ("kind", TalkKind::Heart.code().to_owned()),
                ("held_on", cx.app.clock.today().to_string()),
                ("by", me),
            ],
        )
    });
    let page = Index {
        crumbs: crumbs(cx, &above),
        tabs: tabs(cx, &org, "talks"),
        lines: talks
            .into_iter()
            .map(|talk| {
                let kind = cx.t(&talk.kind.key());
                (talk, kind)
            })
            .collect(),
        kinds: TalkKind::ALL
            .iter()
            .map(|kind| (kind.code().to_owned(), cx.t(&kind.key())))
            .collect(),
        v: cx.view().await?,
        f,
        org,
        next,
        may_note,
    };
    cx.page_with(status, &page)
}

/// Notes a talk.
///
/// # Errors
/// The database's.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    match create_from(&cx, &form).await {
        Ok(org) => go_saying(&format!("/staff/talks?org={org}"), "flash-talk-noted"),
        Err(error) => {
            form.take(error)?;
            let asked = form.some("org").map(str::to_owned);
            let asked = asked.filter(|_| form.error("org").is_none());
            page(&cx, asked, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn create_from(cx: &Cx, form: &Form) -> Result<OrgId, Error> {
    let act = Act::of(cx, CALL)?;
    let org = form.value("org").parse::<OrgId>();
    let org = org.map_err(|_| invalid("org", "meeting-no-such-org"));
    let kind = TalkKind::from_code(form.value("kind"));
    let kind = kind.ok_or_else(|| invalid("kind", "error-required"));
    let (by, with) = (maybe_words(form, "by", 60), words(form, "with", 60));
    let day = form.value("held_on").parse();
    let day = day.map_err(|_| invalid("held_on", "error-date"));
    let subject = words(form, "subject", TITLE);
    let new = match (org, kind, by, with, day, subject) {
        (Ok(org), Ok(kind), Ok(by), Ok(with), Ok(held_on), Ok(subject)) => NewTalk {
            id: form
                .value("id")
                .parse()
                .unwrap_or_else(|_| TalkId::fresh(&cx.app.clock)),
            org,
            kind,
            by,
            with,
            held_on,
            subject,
        },
        (a, b, c, d, e, f) => {
            return Err(faults([
                a.err(),
                b.err(),
                c.err(),
                d.err(),
                e.err(),
                f.err(),
            ]));
        }
    };
    let org = new.org;
    cx.app
        .db
        .write("note_talk", move |tx| note(tx, &act, &new))
        .await?;
    Ok(org)
}
