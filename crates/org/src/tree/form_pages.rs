//! The form of an organisation: new, changed, moved.

use axum::http::StatusCode;
use jiff::civil::Date;
use platform::error::{Error, FieldError, Message, invalid};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, Details, NewOrg};
use super::pages::{again, kind_words, scope};
use super::{Org, OrgKind, UnitNature, store};
use crate::finding::{Code, Limits, refresh};

#[derive(askama::Template)]
#[template(path = "org_form.html")]
struct OrgForm {
    v: View,
    f: Form,
    org: Org,
    new: bool,
    here: String,
    up: String,
    kinds: Vec<(String, String)>,
    natures: Vec<(String, String)>,
}

async fn form_page(cx: &Cx, org: OrgId, f: Form, new: bool, status: StatusCode) -> Answer {
    let scope = scope(cx, "org.edit")?;
    let org = cx
        .app
        .db
        .point("find_org", move |tx| store::find_scoped(tx, scope, org))
        .await?;
    let kinds = OrgKind::ALL
        .iter()
        .filter(|kind| kind.fits_below(org.kind))
        .map(|kind| (kind.code().to_owned(), kind_words(cx, *kind)))
        .collect();
    let natures = UnitNature::ALL
        .iter()
        .map(|one| {
            (
                one.code().to_owned(),
                cx.t(&format!("org-nature-{}", one.code().replace('_', "-"))),
            )
        })
        .collect();
    let here = cx.t(if new { "org-new" } else { "ui-change" });
    let up = format!("/staff/orgs/{}", org.id);
    cx.page_with(
        status,
        &OrgForm {
            v: cx.view().await?,
            f,
            org,
            new,
            here,
            up,
            kinds,
            natures,
        },
    )
}

/// The form for a new organisation below this one.
///
/// # Errors
/// Outside the scope.
pub async fn new_form(cx: Cx, Path(org): Path<OrgId>) -> Answer {
    let form = Form::empty(&cx);
    form_page(&cx, org, form, true, StatusCode::OK).await
}

/// Creates it.
///
/// # Errors
/// Outside the scope.
pub async fn create(cx: Cx, Path(parent): Path<OrgId>, mut form: Form) -> Answer {
    match create_from(&cx, parent, &form).await {
        Ok(id) => go_saying(&format!("/staff/orgs/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, parent, form, true, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn create_from(cx: &Cx, parent: OrgId, form: &Form) -> Result<OrgId, Error> {
    let kind =
        OrgKind::from_code(form.value("kind")).ok_or_else(|| invalid("kind", "error-required"))?;
    let new = NewOrg {
        id: OrgId::fresh(&cx.app.clock),
        kind,
        details: details(form)?,
    };
    let (by, now, scope) = (cx.person()?, cx.app.clock.now(), scope(cx, "org.edit")?);
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    beside_the_rules(form, &new, &limits)?;
    cx.app
        .db
        .write("create_org", move |tx| {
            let parent = store::find_scoped(tx, scope, parent)?;
            let org = change::create(tx, &new, Some(&parent), Some(by), now)?;
            refresh::refresh(tx, org.id, &limits, now.date())?;
            Ok(org.id)
        })
        .await
}

/// The words of what is said of a size.
fn size_key(code: Code) -> &'static str {
    match code {
        Code::BranchSmall => "finding-said-branch-small",
        Code::BranchLarge => "finding-said-branch-large",
        Code::GeneralSmall => "finding-said-general-small",
        Code::CommitteeDue => "finding-said-committee-due",
        _ => "finding-said-committee-small",
    }
}

/// What the regulation says of a kind with so many members: a warning that is read once, and no
/// refusal.
fn beside_the_rules(form: &Form, new: &NewOrg, limits: &Limits) -> Result<(), Error> {
    let Some(text) = form.some("expected") else {
        return Ok(());
    };
    let expected = text
        .parse::<i64>()
        .ok()
        .filter(|number| (0..=1_000_000).contains(number))
        .ok_or_else(|| invalid("expected", "org-expected-number"))?;
    if form.checked("anyway", "1") {
        return Ok(());
    }
    let found = limits.of_size(new.kind, new.details.unit_nature, expected);
    if found.is_empty() {
        return Ok(());
    }
    let mut faults = vec![FieldError {
        field: "anyway".to_owned(),
        message: Message::new("org-anyway-needed"),
    }];
    faults.extend(found.iter().map(|one| {
        FieldError {
            field: "expected".to_owned(),
            message: Message::new(size_key(one.code))
                .with("number", one.number)
                .with("bound", limits.bound(one.code)),
        }
    }));
    Err(Error::Invalid(faults))
}

fn details(form: &Form) -> Result<Details, Error> {
    let full_name = form
        .some("full_name")
        .ok_or_else(|| invalid("full_name", "error-required"))?;
    let founded_on = form
        .some("founded_on")
        .map(|text| {
            text.parse::<Date>()
                .map_err(|_| invalid("founded_on", "error-date"))
        })
        .transpose()?;
    Ok(Details {
        full_name: full_name.to_owned(),
        short_name: form.some("short_name").unwrap_or(full_name).to_owned(),
        code: form.some("code").map(str::to_owned),
        unit_nature: UnitNature::from_code(form.value("unit_nature"))
            .ok_or_else(|| invalid("unit_nature", "error-required"))?,
        contact: form.some("contact").map(str::to_owned),
        founded_on,
    })
}

/// The form with what is stored.
///
/// # Errors
/// Outside the scope.
pub async fn edit_form(cx: Cx, Path(id): Path<OrgId>) -> Answer {
    let scope = scope(&cx, "org.edit")?;
    let org = cx
        .app
        .db
        .point("find_org", move |tx| store::find_scoped(tx, scope, id))
        .await?;
    let form = Form::filled(
        &cx,
        [
            ("full_name", org.full_name.clone()),
            ("short_name", org.short_name.clone()),
            ("code", org.code.clone().unwrap_or_default()),
            ("unit_nature", org.unit_nature.code().to_owned()),
            ("contact", org.contact.clone().unwrap_or_default()),
            (
                "founded_on",
                org.founded_on
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
            ),
            ("version", org.version.to_string()),
        ],
    );
    form_page(&cx, id, form, false, StatusCode::OK).await
}

/// Changes it.
///
/// # Errors
/// Outside the scope.
pub async fn edit(cx: Cx, Path(id): Path<OrgId>, mut form: Form) -> Answer {
    match edit_from(&cx, id, &form).await {
        Ok(()) => go_saying(&format!("/staff/orgs/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, id, form, false, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn edit_from(cx: &Cx, id: OrgId, form: &Form) -> Result<(), Error> {
    let details = details(form)?;
    let seen: i64 = form
        .value("version")
        .parse()
        .map_err(|_| invalid("", "org-changed-meanwhile"))?;
    let (by, now, scope) = (cx.person()?, cx.app.clock.now(), scope(cx, "org.edit")?);
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    cx.app
        .db
        .write("edit_org", move |tx| {
            let org = store::find_scoped(tx, scope, id)?;
            change::edit(tx, &org, &details, seen, by, now)?;
            refresh::refresh(tx, id, &limits, now.date())
        })
        .await
}

/// Moves the organisation with everything below it under another, named in full.
///
/// # Errors
/// Outside the scope.
pub async fn move_under(cx: Cx, Path(id): Path<OrgId>, mut form: Form) -> Answer {
    match move_from(&cx, id, &form).await {
        Ok(()) => go_saying(&format!("/staff/orgs/{id}"), "flash-org-moved"),
        Err(error) => {
            form.take(error)?;
            again(&cx, id, form).await
        }
    }
}

async fn move_from(cx: &Cx, id: OrgId, form: &Form) -> Result<(), Error> {
    let name = form
        .some("parent")
        .ok_or_else(|| invalid("parent", "error-required"))?
        .to_owned();
    let how = change::Move::of(&cx.app, cx.person()?);
    let scope = scope(cx, "org.edit")?;
    let limits = Limits::on(&cx.app.rules.now(), scope.today)?;
    cx.app
        .db
        .write("move_org", move |tx| {
            let org = store::find_scoped(tx, scope, id)?;
            let found = store::named_scoped(tx, scope, &name)?;
            let parent = found
                .iter()
                .find(|one| one.full_name == name || one.code.as_deref() == Some(&name))
                .ok_or_else(|| invalid("parent", "org-no-such-name"))?;
            change::move_under(tx, org.id, parent.id, &how)?;
            refresh::refresh(tx, org.id, &limits, scope.today)
        })
        .await
}
