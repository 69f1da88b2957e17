//! Entering a member and changing a record, with forms that lose nothing.

use axum::http::StatusCode;
use org::Org;
use platform::error::{Error, FieldError, invalid};
use platform::ids::{OrgId, PersonId};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, Came, From};
use super::form::{Read, choices, filled, looked_at, read, shows};
use super::pages::GROUPS;
use super::sign_in::SignIn;
use super::store::{self, Closed, Reach};
use super::{Record, Stored, Veil, history, indexes};
use crate::audience;
use crate::belonging::Act;
use crate::roster::codes::Codes;
use crate::roster::{Column, Form as FieldForm, Importance};
use crate::words::{self, day, named_org, scope};

/// A field of the form.
struct Field {
    name: &'static str,
    label: String,
    hint: String,
    /// Which control: text, select, date, check.
    control: &'static str,
    choices: Vec<(String, String)>,
    optional: bool,
}

/// Fields that stand together.
struct FieldGroup {
    title: String,
    fields: Vec<Field>,
}

/// A field that somebody else changed meanwhile: theirs and what was typed.
struct Clash {
    label: String,
    theirs: String,
    typed: String,
}

#[derive(askama::Template)]
#[template(path = "member_form.html")]
struct MemberForm {
    v: View,
    f: Form,
    groups: Vec<FieldGroup>,
    clashes: Vec<Clash>,
    kinds: Vec<(String, String)>,
    entries: Vec<(String, String)>,
    places: Vec<String>,
    title: String,
    crumbs: Vec<(String, String)>,
    action: String,
    back: String,
    new: bool,
}

fn groups(cx: &Cx, stored: Option<&Record>) -> Vec<FieldGroup> {
    GROUPS
        .into_iter()
        .map(|(title, columns)| FieldGroup {
            title: cx.t(title),
            fields: columns
                .iter()
                .map(|column| field(cx, *column, stored))
                .collect(),
        })
        .collect()
}

fn field(cx: &Cx, column: Column, stored: Option<&Record>) -> Field {
    let kept = stored
        .filter(|_| column.is_sealed())
        .and_then(|record| record.words(column, Veil::Masked));
    let hint = match (kept, column.form()) {
        (Some(mask), _) if column.importance() == Importance::Required => {
            cx.ta("member-sealed-keep", &[("mask", &mask)])
        }
        (Some(mask), _) => cx.ta("member-sealed-keep-or-clear", &[("mask", &mask)]),
        (None, FieldForm::Codes(_)) => cx.t("member-posts-hint"),
        _ => String::new(),
    };
    let control = match column.form() {
        FieldForm::Code(_) => "select",
        FieldForm::Date => "date",
        FieldForm::YesNo if column == Column::FlowState => "check",
        FieldForm::YesNo => "select",
        _ => "text",
    };
    let sealed_before = stored.is_some() && column.is_sealed();
    Field {
        name: column.identifier(),
        label: history::title(column.identifier(), cx.locale),
        hint,
        control,
        choices: choices(column),
        optional: column.importance() == Importance::Optional && !sealed_before,
    }
}

fn kinds(cx: &Cx) -> Vec<(String, String)> {
    audience::KINDS
        .iter()
        .map(|kind| ((*kind).to_owned(), cx.t(&format!("member-audience-{kind}"))))
        .collect()
}

fn entries(cx: &Cx) -> Vec<(String, String)> {
    let entries = Codes::EntryType.table().entries().iter();
    entries
        .map(|entry| {
            let key = format!("member-entry-{}", entry.code.replace('_', "-"));
            (entry.code.clone(), cx.t(&key))
        })
        .collect()
}

/// The form for a new member.
///
/// # Errors
/// When the organisation named in the address lies outside the scope.
pub async fn new_form(cx: Cx) -> Answer {
    let mut form = Form::empty(&cx);
    form.set("member_category", "full_member");
    form.set("party_status", "normal");
    form.set("ethnicity", "01");
    let scope = scope(&cx, "members.edit")?;
    let asked = cx.query("org").and_then(|text| text.parse::<OrgId>().ok());
    let around = cx
        .app
        .db
        .point("find_org", move |tx| {
            Ok(match asked {
                Some(org) => vec![org::tree::store::find_scoped(tx, scope, org)?],
                None => org::tree::store::roots_scoped(tx, scope)?,
            })
        })
        .await?;
    // A secretary has one branch; nobody should have to write its name.
    if let [only] = around.as_slice()
        && only.kind.takes_members()
    {
        form.set("org", only.full_name.clone());
    }
    new_page(&cx, form, StatusCode::OK).await
}

async fn new_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, "members.edit")?;
    let places = cx
        .app
        .db
        .point("form_places", move |tx| words::places(tx, scope))
        .await?;
    cx.page_with(
        status,
        &MemberForm {
            groups: groups(cx, None),
            clashes: Vec::new(),
            kinds: kinds(cx),
            entries: entries(cx),
            places,
            title: cx.t("member-new"),
            crumbs: vec![
                (cx.t("member-nav"), "/staff/members".to_owned()),
                (cx.t("member-new"), String::new()),
            ],
            action: "/staff/members".to_owned(),
            back: "/staff/members".to_owned(),
            new: true,
            v: cx.view().await?,
            f,
        },
    )
}

/// Enters a member.
///
/// # Errors
/// Outside the scope.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    match create_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/members/{id}"), "flash-member-entered"),
        Err(error) => {
            shows(&mut form, &error);
            form.take(error)?;
            new_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn create_from(cx: &Cx, form: &Form) -> Result<PersonId, Error> {
    let scope = scope(cx, "members.edit")?;
    let typed = form.value("org").to_owned();
    let found: Result<Org, Error> = cx
        .app
        .db
        .point("find_org", move |tx| named_org(tx, scope, &typed))
        .await;
    // Everything wrong is said at once, the organisation included.
    let kind = found.as_ref().map_or("general", |org| {
        audience::kind_for(org.unit_nature, form.some("post_category"))
    });
    let read = read(form, None, scope.today, kind).and_then(|read| looked_at(form, read));
    let found = found.map_err(|error| match error {
        Error::NotFound => invalid("org", "member-no-such-org"),
        error => error,
    });
    let (org, came, record) = all_or_wrong(found, came(form, scope.today), read)?;
    let person = PersonId::fresh(&cx.app.clock);
    let closed = Closed::of(&cx.app.sealer, person, record)?;
    let act = Act::of(scope.person, cx.app.clock.now());
    cx.app
        .db
        .write("create_member", move |tx| {
            let org = org::tree::store::find_scoped(tx, scope, org.id)?;
            change::create(tx, person, &closed, &org, &came, act)
        })
        .await?;
    Ok(person)
}

/// How and when somebody comes, from the form.
fn came(form: &Form, today: jiff::civil::Date) -> Result<Came, Error> {
    let kind = form.value("entry_type").to_owned();
    if Codes::EntryType.table().name_of(&kind).is_none() {
        return Err(invalid("entry_type", "error-required"));
    }
    let on = day(form, "on", today)?;
    Ok(Came { kind, on })
}

/// Three things that were read, or everything that is wrong with any of them.
fn all_or_wrong<A, B, C>(
    one: Result<A, Error>,
    two: Result<B, Error>,
    three: Result<C, Error>,
) -> Result<(A, B, C), Error> {
    let mut wrong = Vec::new();
    let one = kept(one, &mut wrong)?;
    let two = kept(two, &mut wrong)?;
    let three = kept(three, &mut wrong)?;
    match (one, two, three) {
        (Some(one), Some(two), Some(three)) => Ok((one, two, three)),
        _ => Err(Error::Invalid(wrong)),
    }
}

fn kept<T>(read: Result<T, Error>, wrong: &mut Vec<FieldError>) -> Result<Option<T>, Error> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Error::Invalid(more)) => {
            wrong.extend(more);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

async fn load(cx: &Cx, member: PersonId) -> Result<Stored, Error> {
    let scope = scope(cx, "members.edit")?;
    cx.app
        .db
        .point("member_form", move |tx| {
            store::find_scoped(tx, scope, member, Reach::Home)
        })
        .await
}

/// The form with what is stored; sealed fields stay empty.
///
/// # Errors
/// Outside the scope.
pub async fn edit_form(cx: Cx, Path(member): Path<PersonId>) -> Answer {
    let stored = load(&cx, member).await?;
    let record = stored.open(&cx.app.sealer)?;
    let form = filled(&cx, &record, stored.version);
    edit_page(&cx, member, form, &record, Vec::new(), StatusCode::OK).await
}

async fn edit_page(
    cx: &Cx,
    member: PersonId,
    f: Form,
    record: &Record,
    clashes: Vec<Clash>,
    status: StatusCode,
) -> Answer {
    let back = format!("/staff/members/{member}");
    let title = cx.ta("member-edit", &[("name", &record.full_name)]);
    cx.page_with(
        status,
        &MemberForm {
            groups: groups(cx, Some(record)),
            clashes,
            kinds: kinds(cx),
            entries: entries(cx),
            places: Vec::new(),
            title,
            crumbs: vec![
                (cx.t("member-nav"), "/staff/members".to_owned()),
                (record.full_name.clone(), back.clone()),
                (cx.t("ui-change"), String::new()),
            ],
            action: format!("{back}/edit"),
            back,
            new: false,
            v: cx.view().await?,
            f,
        },
    )
}

/// Changes a record. When somebody else changed it meanwhile, the form comes back with what was
/// typed, what is stored now beside it, and the version that saving would replace.
///
/// # Errors
/// Outside the scope.
pub async fn edit(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    let stored = load(&cx, member).await?;
    let record = stored.open(&cx.app.sealer)?;
    match edit_from(&cx, member, &form, &record).await {
        Ok(sign_in) => go_saying(&format!("/staff/members/{member}"), sign_in.said()),
        Err(error) => {
            let stale = matches!(error, Error::Conflict(_));
            shows(&mut form, &error);
            form.take(error)?;
            let (mut now, mut clashes) = (record, Vec::new());
            if stale {
                let stored = load(&cx, member).await?;
                now = stored.open(&cx.app.sealer)?;
                clashes = self::clashes(&cx, &form, &now);
                form.set("version", stored.version.to_string());
            }
            edit_page(
                &cx,
                member,
                form,
                &now,
                clashes,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
    }
}

/// Fields in which what was typed differs from what is stored now. A sealed field left empty
/// was not touched.
fn clashes(cx: &Cx, form: &Form, now: &Record) -> Vec<Clash> {
    let today = cx.app.clock.today();
    let Ok(Read { record: typed, .. }) = read(form, Some(now), today, "general") else {
        return Vec::new();
    };
    Column::ALL
        .into_iter()
        .filter(|column| typed.stored(*column) != now.stored(*column))
        .map(|column| Clash {
            label: history::title(column.identifier(), cx.locale),
            theirs: now.words(column, Veil::Masked).unwrap_or_default(),
            typed: typed.words(column, Veil::Masked).unwrap_or_default(),
        })
        .collect()
}

async fn edit_from(
    cx: &Cx,
    member: PersonId,
    form: &Form,
    before: &Record,
) -> Result<SignIn, Error> {
    let scope = scope(cx, "members.edit")?;
    let kept = audience::from_code(&before.audience).unwrap_or("general");
    let record = looked_at(form, read(form, Some(before), scope.today, kept)?)?;
    let seen: i64 = form
        .value("version")
        .parse()
        .map_err(|_| platform::error::conflict("member-changed-meanwhile"))?;
    let fields = change::differences(before, &record);
    let closed = Closed::of(&cx.app.sealer, member, record)?;
    let mobile = indexes(&cx.app.sealer, before)?.mobile;
    let act = Act::of(scope.person, cx.app.clock.now());
    cx.app
        .db
        .write("edit_member", move |tx| {
            let from = From {
                seen,
                fields: &fields,
                mobile: mobile.as_deref(),
            };
            change::edit(tx, scope, member, &closed, &from, act)
        })
        .await
}
