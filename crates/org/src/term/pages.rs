//! Beginning a term, from the organisation's page.

use platform::error::invalid;
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form};

use super::Term;
use crate::finding::{Limits, refresh};
use crate::tree::pages::again;
use crate::tree::store;

/// Begins a term.
///
/// # Errors
/// Outside the scope, or when a field is wrong: the page comes back with it.
pub async fn begin_term(cx: &Cx, org: OrgId, form: &Form) -> Result<(), platform::error::Error> {
    let number = form
        .value("number")
        .parse()
        .map_err(|_| invalid("number", "term-number"))?;
    let years: i64 = form
        .value("years")
        .parse()
        .map_err(|_| invalid("years", "term-years"))?;
    let starts_on: jiff::civil::Date = form
        .value("starts_on")
        .parse()
        .map_err(|_| invalid("starts_on", "error-date"))?;
    let ends_on = starts_on
        .checked_add(jiff::Span::new().years(years.clamp(0, 9)))
        .map_err(|_| invalid("starts_on", "error-date"))?;
    let (person, now) = (cx.person()?, cx.app.clock.now());
    let scope = crate::tree::pages::scope(cx, "org.edit")?;
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    cx.app
        .db
        .write("begin_term", move |tx| {
            let org = store::find_scoped(tx, scope, org)?;
            let term = Term {
                number,
                starts_on,
                ends_on,
                years,
            };
            super::begin(tx, &org, &term, person, now)?;
            refresh::refresh(tx, org.id, &limits, now.date())
        })
        .await
}

/// The form's answer.
///
/// # Errors
/// Outside the scope.
pub async fn begin(cx: Cx, Path(org): Path<OrgId>, mut form: Form) -> Answer {
    match begin_term(&cx, org, &form).await {
        Ok(()) => go_saying(&format!("/staff/orgs/{org}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            again(&cx, org, form).await
        }
    }
}
