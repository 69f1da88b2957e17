//! The form of what is known besides, and of the items.

use axum::http::StatusCode;
use org::tree::store::Scope;
use platform::error::{Error, conflict, invalid, not_found};
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::items::{self, Body, Item, ItemId, ItemKind};
use super::show::may;
use super::{Field, More, SECTIONS, Shape, Stored, edit, find};
use crate::belonging::Act;
use crate::member::history;
use crate::member::store::{Reach, find_scoped};
use crate::words::scope;

/// What a sealed field says that is to be emptied.
const NOTHING: &str = "无";

struct Control {
    name: &'static str,
    label: String,
    hint: String,
    control: &'static str,
    choices: Vec<(String, String)>,
}

struct Section {
    title: String,
    open: bool,
    fields: Vec<Control>,
}

/// Items of a kind, and how another one is entered.
struct Several {
    code: &'static str,
    title: String,
    known: Vec<(ItemId, String)>,
    parts: Vec<Control>,
    open: bool,
}

#[derive(askama::Template)]
#[template(path = "member_more.html")]
struct MoreForm {
    v: View,
    f: Form,
    id: PersonId,
    name: String,
    crumbs: Vec<(String, String)>,
    sections: Vec<Section>,
    several: Vec<Several>,
}

/// What a page of it reads.
struct Read {
    name: String,
    stored: Stored,
    items: Vec<Item>,
    sanctions: bool,
}

async fn read(cx: &Cx, member: PersonId) -> Result<Read, Error> {
    let scope = scope(cx, "members.edit")?;
    cx.app
        .db
        .read("member_more", move |tx| {
            let found = find_scoped(tx, scope, member, Reach::Home)?;
            Ok(Read {
                name: found.plain().full_name.clone(),
                stored: find(tx, member)?,
                items: items::of_person(tx, member)?,
                sanctions: may(tx, member, scope, ItemKind::Sanction)?,
            })
        })
        .await
}

/// The form with what is stored; sealed fields stay empty.
///
/// # Errors
/// Outside the scope.
pub async fn form(cx: Cx, Path(member): Path<PersonId>) -> Answer {
    let read = read(&cx, member).await?;
    let mut form = Form::empty(&cx);
    for field in Field::ALL {
        form.set(
            field.identifier(),
            read.stored.plain().get(field).unwrap_or_default(),
        );
    }
    form.set("version", read.stored.version.to_string());
    page(&cx, member, form, read, StatusCode::OK).await
}

async fn page(cx: &Cx, member: PersonId, f: Form, read: Read, status: StatusCode) -> Answer {
    let back = format!("/staff/members/{member}");
    let shown = MoreForm {
        id: member,
        crumbs: vec![
            (cx.t("member-nav"), "/staff/members".to_owned()),
            (read.name.clone(), back),
            (cx.t("member-more"), String::new()),
        ],
        sections: sections(cx, &f, &read.stored),
        several: several(cx, &f, &read)?,
        name: read.name,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &shown)
}

fn sections(cx: &Cx, f: &Form, stored: &Stored) -> Vec<Section> {
    SECTIONS
        .into_iter()
        .map(|(title, fields)| Section {
            title: cx.t(title),
            open: fields.iter().any(|field| {
                let name = field.identifier();
                f.error(name).is_some() || !f.value(name).is_empty() || stored.is_sealed(*field)
            }),
            fields: fields
                .iter()
                .map(|field| control(cx, *field, stored))
                .collect(),
        })
        .collect()
}

fn control(cx: &Cx, field: Field, stored: &Stored) -> Control {
    let entries = |codes: crate::roster::codes::Codes| {
        let entries = codes.table().entries().iter();
        entries
            .map(|entry| (entry.code.clone(), entry.name.clone()))
            .collect()
    };
    let (control, choices) = match field.shape() {
        Shape::Code(codes) => ("select", entries(codes)),
        Shape::YesNo => {
            let words = [("1", "member-yes"), ("0", "member-no")];
            (
                "select",
                words
                    .map(|(code, key)| (code.to_owned(), cx.t(key)))
                    .to_vec(),
            )
        }
        Shape::Date => ("date", Vec::new()),
        _ => ("text", Vec::new()),
    };
    let hint = match field {
        field if stored.is_sealed(field) => {
            cx.ta("member-sealed-keep-or-clear", &[("mask", &"****")])
        }
        Field::PartyAgeAdjustMonths => cx.t("member-more-months-hint"),
        Field::DuesBase => cx.t("member-more-dues-hint"),
        Field::CareFlags => cx.t("member-more-care-hint"),
        Field::FlowDestination => cx.t("member-more-flow-hint"),
        field if field.shape() == Shape::Date => cx.t("member-date-hint"),
        _ => String::new(),
    };
    Control {
        name: field.identifier(),
        label: history::title(field.identifier(), cx.locale),
        hint,
        control,
        choices,
    }
}

/// The kinds of item with what is known; what masks leave is enough to tell one from another.
fn several(cx: &Cx, f: &Form, read: &Read) -> Result<Vec<Several>, Error> {
    let mut all = Vec::new();
    for kind in ItemKind::ALL {
        if kind == ItemKind::Sanction && !read.sanctions {
            continue;
        }
        let mut known = Vec::new();
        for item in read.items.iter().filter(|item| item.kind == kind.code()) {
            let body = item.open(&cx.app.sealer)?;
            let line = if kind.is_masked() {
                hinted(&body)
            } else {
                body.line(kind)
            };
            known.push((item.id, line));
        }
        all.push(Several {
            code: kind.code(),
            title: history::title(kind.code(), cx.locale),
            known,
            parts: kind
                .parts()
                .iter()
                .map(|part| part_control(cx, kind, *part))
                .collect(),
            open: f.has_errors() && f.value("kind") == kind.code(),
        });
    }
    Ok(all)
}

fn part_control(cx: &Cx, kind: ItemKind, part: items::Part) -> Control {
    Control {
        name: part.identifier(),
        label: cx.t(&format!("member-{}-{}", kind.code(), part.identifier())),
        hint: String::new(),
        control: if part.is_day() { "date" } else { "text" },
        choices: Vec::new(),
    }
}

/// The first character and the day.
fn hinted(body: &Body) -> String {
    let head: String = body
        .get(items::Part::Title)
        .unwrap_or_default()
        .chars()
        .take(1)
        .collect();
    match body.get(items::Part::On) {
        Some(day) => format!("{head}**** · {day}"),
        None => format!("{head}****"),
    }
}

/// Saves the single fields.
///
/// # Errors
/// Outside the scope.
pub async fn save(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    match save_from(&cx, member, &form).await {
        Ok(()) => go_saying(&format!("/staff/members/{member}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            let read = read(&cx, member).await?;
            page(&cx, member, form, read, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn save_from(cx: &Cx, member: PersonId, form: &Form) -> Result<(), Error> {
    let scope = scope(cx, "members.edit")?;
    let before = read(cx, member).await?.stored;
    let kept = before.open(&cx.app.sealer, member)?;
    let (mut next, mut wrong) = (More::default(), Vec::new());
    for field in Field::ALL {
        let typed = form.value(field.identifier());
        if field.is_sealed() && typed.is_empty() {
            next.set(field, kept.get(field).map(str::to_owned));
        } else if !(field.is_sealed() && typed == NOTHING) {
            match field.read(typed) {
                Ok(stored) => next.set(field, stored),
                Err(error) => wrong.push(error),
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let seen: i64 = form
        .value("version")
        .parse()
        .map_err(|_| conflict("member-changed-meanwhile"))?;
    let (sealer, act) = (
        cx.app.sealer.clone(),
        Act::of(scope.person, cx.app.clock.now()),
    );
    cx.app
        .db
        .write("edit_member_more", move |tx| {
            find_scoped(tx, scope, member, Reach::Home)?;
            edit(tx, &sealer, member, &next, seen, act)
        })
        .await
}

fn kind_of(form: &Form) -> Result<ItemKind, Error> {
    ItemKind::from_code(form.value("kind")).ok_or_else(|| invalid("kind", "error-required"))
}

/// Enters an item, or takes one out.
///
/// # Errors
/// Outside the scope, or without the kind's permission.
pub async fn item(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    match item_from(&cx, member, &form).await {
        Ok(()) => go_saying(&format!("/staff/members/{member}/more"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            let read = read(&cx, member).await?;
            for field in Field::ALL {
                let stored = read
                    .stored
                    .plain()
                    .get(field)
                    .unwrap_or_default()
                    .to_owned();
                form.set(field.identifier(), stored);
            }
            form.set("version", read.stored.version.to_string());
            page(&cx, member, form, read, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn item_from(cx: &Cx, member: PersonId, form: &Form) -> Result<(), Error> {
    let scope = scope(cx, "members.edit")?;
    let kind = kind_of(form)?;
    let act = Act::of(scope.person, cx.app.clock.now());
    if let Some(id) = form.some("remove") {
        let item: ItemId = id.parse()?;
        return cx
            .app
            .db
            .write("remove_member_item", move |tx| {
                judged(tx, scope, member, kind)?;
                items::remove(tx, member, item, kind, act)
            })
            .await;
    }
    let body = Body::read(kind, scope.today, |part| form.value(part.identifier()))?;
    let (id, sealer) = (ItemId::fresh(&cx.app.clock), cx.app.sealer.clone());
    cx.app
        .db
        .write("add_member_item", move |tx| {
            judged(tx, scope, member, kind)?;
            items::add(tx, &sealer, member, id, kind, &body, act)
        })
        .await
}

fn judged(
    tx: &mut platform::db::Tx<'_>,
    scope: Scope,
    member: PersonId,
    kind: ItemKind,
) -> Result<(), Error> {
    find_scoped(tx, scope, member, Reach::Home)?;
    match may(tx, member, scope, kind)? {
        true => Ok(()),
        false => Err(not_found()),
    }
}
