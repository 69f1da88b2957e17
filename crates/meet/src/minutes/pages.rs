//! The minutes: written, handed in, confirmed, printed, taken along as a .docx.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::{Error, internal};
use platform::paper::DOCX;
use platform::web::context::Path;
use platform::web::respond::{download, go_saying};
use platform::web::{Answer, Cx, Form, View};

use super::{AddendumId, Body, BodyItem, Draft, Sealed, Sheet, change, paper, sheet};
use crate::act::Act;
use crate::meeting::index::crumbs;
use crate::meeting::{CONFIRM, Item, Meeting, MeetingId, READ, RECORD, Stage, Step, store};
use crate::words::moment;
use platform::web::field::{LONG, WORDS, maybe_words, too_long, words};

#[derive(askama::Template)]
#[template(path = "minutes_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    meeting: Meeting,
    stage: (String, &'static str),
    sheet: Sheet,
    items: Vec<Item>,
    writing: bool,
    grading: bool,
    may_confirm: bool,
    may_add: bool,
    returned: Option<String>,
    sealed: Option<Sealed>,
    sealed_at: String,
    addenda: Vec<(String, String, String)>,
}

/// What the page is drawn from.
struct Read {
    meeting: Meeting,
    items: Vec<Item>,
    draft: Option<Draft>,
    body: Body,
    sheet: Sheet,
    sealed: Option<Sealed>,
    addenda: Vec<(String, String, platform::clock::Millis)>,
    record: bool,
    confirm: bool,
}

async fn read(cx: &Cx, id: MeetingId) -> Result<Read, Error> {
    let seen = scope(cx, READ)?;
    let (records, confirms) = (scope(cx, RECORD)?, scope(cx, CONFIRM)?);
    cx.app
        .db
        .read("minutes", move |tx| {
            let meeting = store::find_scoped(tx, seen, id)?;
            let draft = super::draft(tx, id)?;
            let body = match &draft {
                Some(draft) => draft.body(),
                None => sheet::first_draft(tx, &meeting)?,
            };
            let sealed = match meeting.sealed_at {
                Some(_) => Some(super::sealed(tx, id)?),
                None => None,
            };
            let sheet = match &sealed {
                Some(sealed) => sealed.sheet()?,
                None => sheet::draw(tx, &meeting, &body)?,
            };
            Ok(Read {
                items: store::items(tx, id)?,
                addenda: super::addenda(tx, id)?,
                record: store::find_scoped(tx, records, id).is_ok(),
                confirm: store::find_scoped(tx, confirms, id).is_ok(),
                meeting,
                draft,
                body,
                sheet,
                sealed,
            })
        })
        .await
}

/// The minutes.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    page(&cx, id, None, StatusCode::OK).await
}

async fn page(cx: &Cx, id: MeetingId, typed: Option<Form>, status: StatusCode) -> Answer {
    let read = read(cx, id).await?;
    let stage = read.meeting.stage();
    let draft = read.draft.as_ref();
    let mut f = typed.unwrap_or_else(|| Form::empty(cx));
    // What is stored, where nothing was typed over it.
    if f.pairs().iter().all(|(name, _)| !name.starts_with("item_")) {
        for item in &read.items {
            f.set(&format!("item_{}", item.no), read.body.of(item.no));
        }
        f.set("closing", read.body.closing.clone());
    }
    f.set("version", draft.map_or(0, |d| d.version).to_string());
    let page = Show {
        crumbs: crumbs(
            cx,
            &[
                (read.meeting.title.clone(), format!("/staff/meetings/{id}")),
                (cx.t("minutes-title"), String::new()),
            ],
        ),
        stage: (cx.t(stage.key()), stage.tag()),
        writing: read.record && stage.allows(Step::Write),
        grading: read.record
            && stage.allows(Step::Write)
            && crate::grade::belongs(read.meeting.kind),
        may_confirm: read.confirm && stage == Stage::Submitted,
        may_add: (read.record || read.confirm) && stage == Stage::Sealed,
        returned: draft.and_then(|draft| draft.returned.clone()),
        sealed_at: read
            .sealed
            .as_ref()
            .map(|sealed| moment(cx.locale, sealed.at))
            .unwrap_or_default(),
        addenda: read
            .addenda
            .into_iter()
            .map(|(words, by, at)| (words, by, moment(cx.locale, at)))
            .collect(),
        items: read.items,
        sheet: read.sheet,
        sealed: read.sealed,
        v: cx.view().await?,
        f,
        meeting: read.meeting,
    };
    cx.page_with(status, &page)
}

async fn answer(
    cx: &Cx,
    id: MeetingId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/meetings/{id}/minutes"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, id, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Writes the draft, and hands it in when that was asked for.
///
/// # Errors
/// Outside the scope.
pub async fn write(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (act, rules, typed) = (Act::of(&cx, RECORD)?, cx.app.rules.now(), form.clone());
    let submits = form.value("then") == "submit";
    let done = cx
        .app
        .db
        .write("write_minutes", move |tx| {
            store::find_scoped(tx, act.scope, id)?;
            let seen = typed.value("version").parse().unwrap_or(0);
            let items = store::items(tx, id)?;
            change::write(tx, &act, id, seen, &body(&typed, &items)?)?;
            if typed.value("then") == "submit" {
                change::submit(tx, &act, &rules, id)?;
            }
            Ok(())
        })
        .await;
    let said = if submits {
        "flash-minutes-submitted"
    } else {
        "flash-minutes-written"
    };
    answer(&cx, id, form, done, said).await
}

fn body(form: &Form, items: &[Item]) -> Result<Body, Error> {
    let mut body = Body {
        items: Vec::with_capacity(items.len()),
        closing: maybe_words(form, "closing", LONG)?,
    };
    for item in items {
        let text = form
            .value(&format!("item_{}", item.no))
            .replace("\r\n", "\n");
        if text.chars().count() > LONG {
            return Err(too_long(&format!("item_{}", item.no), LONG));
        }
        body.items.push(BodyItem { no: item.no, text });
    }
    Ok(body)
}

/// Confirms and seals them.
///
/// # Errors
/// Outside the scope.
pub async fn confirm(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let act = Act::of(&cx, CONFIRM)?;
    let done = cx
        .app
        .db
        .write("seal_minutes", move |tx| change::seal(tx, &act, id))
        .await;
    answer(&cx, id, form, done, "flash-minutes-sealed").await
}

/// Gives them back.
///
/// # Errors
/// Outside the scope.
pub async fn give_back(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (act, typed) = (Act::of(&cx, CONFIRM)?, form.clone());
    let done = cx
        .app
        .db
        .write("return_minutes", move |tx| {
            store::find_scoped(tx, act.scope, id)?;
            let why = words(&typed, "return_words", WORDS)?;
            change::give_back(tx, &act, id, &why)
        })
        .await;
    answer(&cx, id, form, done, "flash-minutes-returned").await
}

/// Adds to sealed minutes.
///
/// # Errors
/// Outside the scope.
pub async fn add(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (act, typed) = (Act::of(&cx, RECORD)?, form.clone());
    let addendum = AddendumId::fresh(&cx.app.clock);
    let done = cx
        .app
        .db
        .write("add_to_minutes", move |tx| {
            store::find_scoped(tx, act.scope, id)?;
            let more = words(&typed, "addendum", WORDS)?;
            change::add(tx, &act, id, (addendum, &more))
        })
        .await;
    answer(&cx, id, form, done, "flash-minutes-added").await
}

/// The minutes as a .docx.
///
/// # Errors
/// Outside the scope.
pub async fn docx(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let read = read(&cx, id).await?;
    let paper = paper::paper(&read.sheet, read.sealed.as_ref(), &read.addenda);
    let bytes = tokio::task::spawn_blocking(move || paper.docx())
        .await
        .map_err(|error| internal(error.to_string()))??;
    let name = format!("{} {}.docx", read.meeting.held_on, read.sheet.title);
    download(&name, DOCX, bytes)
}
