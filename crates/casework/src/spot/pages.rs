//! The list of spots, a new one, and its poster to print.

use http::StatusCode;
use org::tree::pages::scope;
use org::tree::store::for_form_scoped;
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::{LINES, Spot};
use crate::request::ACT;
use org::Act;
use platform::web::field::words;
use platform::web::qr::{Qr, address, draw};

/// Letters of a label.
const LABEL: usize = 60;

fn crumbs(cx: &Cx, here: Option<String>) -> Vec<(String, String)> {
    let list = if here.is_some() { "/staff/spots" } else { "" };
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("request-nav"), "/staff/requests".to_owned()),
        (cx.t("spot-nav"), list.to_owned()),
    ];
    crumbs.extend(here.map(|here| (here, String::new())));
    crumbs
}

#[derive(askama::Template)]
#[template(path = "spot_index.html")]
struct Index {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
    lines: Vec<Spot>,
    next: Option<String>,
}

/// The spots of one's organisations, and the form of a new one.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, form, StatusCode::OK).await
}

async fn page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let (scope, after) = (scope(cx, ACT)?, cx.query("after").unwrap_or_default());
    let (mut lines, orgs) = cx
        .app
        .db
        .read("spots", move |tx| {
            Ok((
                super::list_scoped(tx, scope, &after)?,
                for_form_scoped(tx, scope)?,
            ))
        })
        .await?;
    let next = (lines.len() > LINES).then(|| {
        lines.truncate(LINES);
        let last = lines.last().map_or("", |last| last.code.as_str());
        format!("/staff/spots?after={last}")
    });
    let page = Index {
        crumbs: crumbs(cx, None),
        orgs: orgs
            .into_iter()
            .map(|(id, name, _)| (id.to_string(), name))
            .collect(),
        v: cx.view().await?,
        lines,
        next,
        f,
    };
    cx.page_with(status, &page)
}

/// Makes a spot.
///
/// # Errors
/// The database's.
pub async fn make(cx: Cx, mut form: Form) -> Answer {
    let made = make_from(&cx, &form).await;
    match made {
        Ok(code) => go_saying(&format!("/staff/spots/{code}"), "flash-spot-made"),
        Err(error) => {
            form.take(error)?;
            page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn make_from(cx: &Cx, form: &Form) -> Result<String, Error> {
    let act = Act::of(cx, ACT)?;
    let org = form
        .value("org")
        .parse::<OrgId>()
        .map_err(|_| invalid("org", "request-no-such-org"))?;
    let label = words(form, "label", LABEL)?;
    if label.chars().count() < 2 {
        return Err(invalid("label", "spot-label-short"));
    }
    cx.app
        .db
        .write("make_spot", move |tx| super::make(tx, &act, org, &label))
        .await
}

#[derive(askama::Template)]
#[template(path = "spot_show.html")]
struct Show {
    v: View,
    crumbs: Vec<(String, String)>,
    spot: Spot,
    address: String,
    qr: Qr,
}

/// A spot's poster.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(spot): Path<String>) -> Answer {
    let scope = scope(&cx, ACT)?;
    let spot = cx
        .app
        .db
        .read("spot", move |tx| super::find_scoped(tx, scope, &spot))
        .await?;
    let address = address(&cx, &format!("/r/{}", spot.code));
    let page = Show {
        crumbs: crumbs(&cx, Some(spot.label.clone())),
        qr: draw(&address)?,
        v: cx.view().await?,
        address,
        spot,
    };
    cx.page(&page)
}

/// Closes a spot.
///
/// # Errors
/// Outside the scope.
pub async fn close(cx: Cx, Path(spot): Path<String>) -> Answer {
    let act = Act::of(&cx, ACT)?;
    cx.app
        .db
        .write("close_spot", move |tx| super::close(tx, &act, &spot))
        .await?;
    go_saying("/staff/spots", "flash-spot-closed")
}
