//! A request for whoever asks: what it costs before it is sent, and the answers after that.

use http::StatusCode;
use org::tree::pages::scope;
use platform::db::Tx;
use platform::error::Error;
use platform::tally;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, Cost};
use super::pages::{crumbs, state};
use super::rules::rules;
use super::store::{self, UNITS};
use super::{ANSWER, ASK, Asked, Field, Request, RequestId, Units};
use org::Act;

/// One organisation's line of the table.
pub(super) struct Line {
    /// Which.
    pub unit: Asked,
    /// A cell for each field; empty while it is not answered.
    pub cells: Vec<String>,
}

/// The lines of some organisations: sums as they stand now, answers as they were given.
///
/// # Errors
/// The database's.
pub(super) fn lines(
    tx: &mut Tx<'_>,
    id: RequestId,
    fields: &[Field],
    units: Vec<Asked>,
) -> Result<Vec<Line>, Error> {
    let mut lines = Vec::with_capacity(units.len());
    for unit in units {
        let given = store::values(tx, id, unit.org)?;
        let mut cells = Vec::with_capacity(fields.len());
        for field in fields {
            cells.push(match &field.known {
                Some(sum) => tally::value(tx, &unit.path, sum)?.to_string(),
                None => given
                    .iter()
                    .find(|(no, _)| *no == field.no)
                    .map_or_else(String::new, |(_, value)| value.clone()),
            });
        }
        lines.push(Line { unit, cells });
    }
    Ok(lines)
}

/// Everything the page shows.
struct Loaded {
    request: Request,
    fields: Vec<Field>,
    cost: Cost,
    answered: i64,
    lines: Vec<Line>,
    next: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "data_request_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    state: (String, &'static str),
    units: String,
    request: Request,
    fields: Vec<Field>,
    wanted: Vec<(String, String)>,
    asks: bool,
    each: i64,
    hours: String,
    cost: Cost,
    answered: i64,
    lines: Vec<Line>,
    next: Option<String>,
    open: bool,
    may_answer: bool,
}

/// A request.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(request): Path<RequestId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, request, form, StatusCode::OK).await
}

async fn load(cx: &Cx, id: RequestId) -> Result<Loaded, Error> {
    let (scope, rules) = (scope(cx, ASK)?, rules(&cx.app)?);
    let after = cx.query("after").unwrap_or_default();
    cx.app
        .db
        .read("request", move |tx| {
            let request = store::find_scoped(tx, scope, id)?;
            let fields = store::fields(tx, id)?;
            let cost = change::cost(tx, rules, &request, &fields)?;
            let answered = store::answered(tx, id)?;
            let mut units = if request.sent_at.is_none() && asks(&fields) {
                Vec::new()
            } else {
                store::concerned(tx, &request, &after)?
            };
            let more = units.len() > UNITS;
            units.truncate(UNITS);
            let next = units.last().filter(|_| more).map(|last| last.path.clone());
            let lines = lines(tx, id, &fields, units)?;
            Ok(Loaded {
                request,
                fields,
                cost,
                answered,
                lines,
                next,
            })
        })
        .await
}

async fn page(cx: &Cx, id: RequestId, f: Form, status: StatusCode) -> Answer {
    let Loaded {
        request,
        fields,
        cost,
        answered,
        lines,
        next,
    } = load(cx, id).await?;
    let minutes = request.minutes.unwrap_or_else(|| cost.minutes());
    let page = Show {
        crumbs: crumbs(cx, request.title.clone()),
        state: state(cx, &request),
        units: Units::from_code(&request.units).map_or_else(String::new, |one| cx.t(one.key())),
        asks: asks(&fields),
        wanted: fields.iter().map(|field| wanted(cx, field)).collect(),
        each: cost.each,
        hours: hours(minutes),
        open: request.open_on(cx.app.clock.today()),
        may_answer: cx.may(ANSWER).await?,
        next: next.map(|path| format!("/staff/data-requests/{id}?after={path}")),
        v: cx.view().await?,
        f,
        request,
        fields,
        cost,
        answered,
        lines,
    };
    cx.page_with(status, &page)
}

/// Whether anything must be asked of anybody.
fn asks(fields: &[Field]) -> bool {
    fields.iter().any(|field| field.known.is_none())
}

/// A field in words: its number; its name, and whether it is known or asked.
fn wanted(cx: &Cx, field: &Field) -> (String, String) {
    let no = cx.ta("data-request-field-no", &[("no", &field.no)]);
    let words = match &field.known {
        Some(_) => cx.ta("data-request-field-known", &[("name", &field.label)]),
        None => {
            let kind = cx.t(&format!("data-request-kind-{}", field.kind));
            cx.ta(
                "data-request-field-asked",
                &[("name", &field.label), ("kind", &kind)],
            )
        }
    };
    (no, words)
}

/// Minutes as hours, to a tenth.
fn hours(minutes: i64) -> String {
    let tenths = (minutes + 3) / 6;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Sends a request.
///
/// # Errors
/// Outside the scope.
pub async fn send(cx: Cx, Path(request): Path<RequestId>, mut form: Form) -> Answer {
    let (act, rules) = (Act::of(&cx, ASK)?, rules(&cx.app)?);
    let done = cx
        .app
        .db
        .write("send_request", move |tx| {
            change::send(tx, &act, rules, request)
        })
        .await;
    match done {
        Ok(()) => go_saying(
            &format!("/staff/data-requests/{request}"),
            "flash-data-request-sent",
        ),
        Err(error) => {
            form.take(error)?;
            page(&cx, request, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::hours;

    #[test]
    fn minutes_are_said_as_hours() {
        for (minutes, words) in [
            (0, "0.0"),
            (6, "0.1"),
            (60, "1.0"),
            (89, "1.5"),
            (90, "1.5"),
            (1_200, "20.0"),
        ] {
            assert_eq!(hours(minutes), words, "{minutes}");
        }
    }
}
