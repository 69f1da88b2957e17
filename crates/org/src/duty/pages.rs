//! Giving and ending duties.

use jiff::civil::Date;
use platform::error::{Error, invalid};
use platform::ids::{OrgId, PersonId};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};
use platform::{params, sql};

use super::{DutyId, NewDuty, assign as give, end as finish, kinds, org_of};
use crate::finding::{Limits, refresh};
use crate::tree::pages::scope;
use crate::tree::{Org, store};

#[derive(askama::Template)]
#[template(path = "duty_form.html")]
struct DutyForm {
    v: View,
    f: Form,
    org: Org,
    up: String,
    kinds: Vec<(String, String)>,
}

async fn page(cx: &Cx, org: OrgId, f: Form, status: u16) -> Answer {
    let scope = scope(cx, "duties.edit")?;
    let org = cx
        .app
        .db
        .point("find_org", move |tx| store::find_scoped(tx, scope, org))
        .await?;
    let kinds = kinds()
        .iter()
        .map(|duty| {
            (
                duty.kind.clone(),
                cx.t(&format!("duty-{}", duty.kind.replace('_', "-"))),
            )
        })
        .collect();
    let status = axum::http::StatusCode::from_u16(status).unwrap_or_default();
    cx.page_with(
        status,
        &DutyForm {
            v: cx.view().await?,
            f,
            up: format!("/staff/orgs/{}", org.id),
            org,
            kinds,
        },
    )
}

/// The form.
///
/// # Errors
/// Outside the scope.
pub async fn new_form(cx: Cx, Path(org): Path<OrgId>) -> Answer {
    let today = cx.app.clock.today().to_string();
    let form = Form::filled(&cx, [("from_on", today)]);
    page(&cx, org, form, 200).await
}

/// Gives the duty to the person named by account name or phone.
///
/// # Errors
/// Outside the scope.
pub async fn assign(cx: Cx, Path(org): Path<OrgId>, mut form: Form) -> Answer {
    match assign_from(&cx, org, &form).await {
        Ok(()) => go_saying(&format!("/staff/orgs/{org}"), "flash-duty-given"),
        Err(error) => {
            form.take(error)?;
            page(&cx, org, form, 422).await
        }
    }
}

async fn assign_from(cx: &Cx, org: OrgId, form: &Form) -> Result<(), Error> {
    let login = form
        .some("login")
        .ok_or_else(|| invalid("login", "error-required"))?
        .to_owned();
    let from_on: Date = form
        .value("from_on")
        .parse()
        .map_err(|_| invalid("from_on", "error-date"))?;
    let until_on = form
        .some("until_on")
        .map(|text| {
            text.parse::<Date>()
                .map_err(|_| invalid("until_on", "error-date"))
        })
        .transpose()?;
    let kind = form.value("kind").to_owned();
    let id = DutyId::fresh(&cx.app.clock);
    let mobile = cx
        .app
        .sealer
        .blind_index("mobile", &login)
        .map_err(|e| platform::error::internal(e.to_string()))?;
    let (by, now, scope) = (cx.person()?, cx.app.clock.now(), scope(cx, "duties.edit")?);
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    cx.app
        .db
        .write("assign_duty", move |tx| {
            let org = store::find_scoped(tx, scope, org)?;
            let found: Option<(PersonId,)> =
                tx.opt(sql!("sql/person_by_login.sql"), params![login, mobile])?;
            let (person,) = found.ok_or_else(|| invalid("login", "duty-nobody-of-that-name"))?;
            let new = NewDuty {
                id,
                person,
                kind: kind.clone(),
                from_on,
                until_on,
            };
            give(tx, &new, &org, Some(by), now)?;
            refresh::refresh(tx, org.id, &limits, now.date())
        })
        .await
}

/// Ends a duty today.
///
/// # Errors
/// Outside the scope, or when it has ended.
pub async fn end(cx: Cx, Path(duty): Path<DutyId>) -> Answer {
    let (by, now, scope) = (cx.person()?, cx.app.clock.now(), scope(&cx, "duties.edit")?);
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    let org = cx
        .app
        .db
        .write("end_duty", move |tx| {
            let org = org_of(tx, duty)?;
            store::find_scoped(tx, scope, org)?;
            finish(tx, duty, now.date(), by, now)?;
            refresh::refresh(tx, org, &limits, now.date())?;
            Ok(org)
        })
        .await?;
    go_saying(&format!("/staff/orgs/{org}"), "flash-duty-ended")
}
