//! Answering for one organisation: what is known stands there, only the rest is asked.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::Error;
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::pages::crumbs;
use super::{ANSWER, Asked, Field, Request, RequestId, answer, forms, show, store};
use org::Act;

#[derive(askama::Template)]
#[template(path = "data_request_answer.html")]
struct Page {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    request: Request,
    unit: Asked,
    known: Vec<(String, String)>,
    asked: Vec<(String, Field)>,
    open: bool,
}

/// The form of an organisation's answer.
///
/// # Errors
/// Outside the scope.
pub async fn form(cx: Cx, Path((request, unit)): Path<(RequestId, OrgId)>) -> Answer {
    page(&cx, request, unit, None, StatusCode::OK).await
}

async fn page(
    cx: &Cx,
    id: RequestId,
    unit: OrgId,
    typed: Option<Form>,
    status: StatusCode,
) -> Answer {
    let scope = scope(cx, ANSWER)?;
    let (request, fields, line) = cx
        .app
        .db
        .read("request_answer", move |tx| {
            let unit = store::unit_scoped(tx, scope, id, unit)?;
            let request = store::find(tx, id)?;
            let fields = store::fields(tx, id)?;
            let mut lines = show::lines(tx, id, &fields, vec![unit])?;
            Ok((request, fields, lines.pop()))
        })
        .await?;
    let line = line.ok_or(Error::NotFound)?;
    let with_cells = fields.into_iter().zip(line.cells);
    let (known, asked): (Vec<_>, Vec<_>) = with_cells.partition(|(field, _)| field.known.is_some());
    let stored = asked
        .iter()
        .map(|(field, value)| (forms::answer_name(field), value.clone()));
    let page = Page {
        crumbs: crumbs(cx, request.title.clone()),
        f: typed.unwrap_or_else(|| Form::filled(cx, stored.collect::<Vec<_>>())),
        known: known
            .into_iter()
            .map(|(field, value)| (field.label, value))
            .collect(),
        asked: asked
            .into_iter()
            .map(|(field, _)| (forms::answer_name(&field), field))
            .collect(),
        open: request.open_on(cx.app.clock.today()),
        v: cx.view().await?,
        unit: line.unit,
        request,
    };
    cx.page_with(status, &page)
}

/// Writes an organisation's answer.
///
/// # Errors
/// Outside the scope.
pub async fn give(
    cx: Cx,
    Path((request, unit)): Path<(RequestId, OrgId)>,
    mut form: Form,
) -> Answer {
    match give_from(&cx, request, unit, &form).await {
        Ok(()) => go_saying("/staff/data-requests", "flash-data-request-answered"),
        Err(error) => {
            form.take(error)?;
            page(
                &cx,
                request,
                unit,
                Some(form),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
    }
}

async fn give_from(cx: &Cx, id: RequestId, unit: OrgId, form: &Form) -> Result<(), Error> {
    let (act, form) = (Act::of(cx, ANSWER)?, form.clone());
    cx.app
        .db
        .write("answer_request", move |tx| {
            store::unit_scoped(tx, act.scope, id, unit)?;
            let values = forms::answer(&form, &store::fields(tx, id)?)?;
            answer::give(tx, &act, id, unit, &values)
        })
        .await
}
