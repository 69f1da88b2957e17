//! Making and changing a grid.

use axum::http::StatusCode;
use platform::db::Tx;
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, Act};
use super::store::{self, Carer};
use super::{EDIT, GridId, forms};
use crate::finding::{Limits, refresh};
use crate::tree::Org;
use crate::tree::pages::scope;
use crate::tree::place::Place;
use crate::tree::store::{self as orgs, Scope};

/// Who acts, and the limits of today.
pub(super) struct Acting {
    pub scope: Scope,
    pub act: Act,
    pub limits: Limits,
}

pub(super) fn acting(cx: &Cx) -> Result<Acting, Error> {
    let (scope, now) = (scope(cx, EDIT)?, cx.app.clock.now());
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    Ok(Acting {
        act: Act {
            by: scope.person,
            now,
            usual: limits.grid_households(),
        },
        scope,
        limits,
    })
}

#[derive(askama::Template)]
#[template(path = "grid_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    heading: String,
    action: String,
    back: String,
    org: String,
    new: bool,
    usual: i64,
    branches: Vec<(String, String)>,
    groups: Vec<(String, String, String)>,
}

/// The form of a new grid of an organisation.
///
/// # Errors
/// Outside the scope.
pub async fn new_form(cx: Cx) -> Answer {
    let place = Place::of(&cx, EDIT).await?;
    let form = Form::filled(
        &cx,
        [
            ("org", place.here.id.to_string()),
            ("id", GridId::fresh(&cx.app.clock).to_string()),
        ],
    );
    new_page(&cx, place.here, form, StatusCode::OK).await
}

async fn new_page(cx: &Cx, org: Org, f: Form, status: StatusCode) -> Answer {
    let heading = cx.ta("grid-new-in", &[("name", &org.short_name)]);
    let back = format!("/staff/grids?org={}", org.id);
    form_page(
        cx,
        &org,
        f,
        status,
        (true, heading, "/staff/grids".to_owned(), back),
    )
    .await
}

async fn form_page(
    cx: &Cx,
    org: &Org,
    f: Form,
    status: StatusCode,
    (new, heading, action, back): (bool, String, String, String),
) -> Answer {
    let path = org.path.clone();
    let carers: Vec<Carer> = cx
        .app
        .db
        .read("grid_carers", move |tx| Ok(store::carers(tx, &path)?))
        .await?;
    let page = FormPage {
        crumbs: vec![
            (cx.t("home-staff"), "/staff".to_owned()),
            (cx.t("grid-nav"), format!("/staff/grids?org={}", org.id)),
            (heading.clone(), String::new()),
        ],
        heading,
        action,
        back,
        org: org.id.to_string(),
        new,
        usual: acting(cx)?.act.usual,
        branches: forms::branches(&carers),
        groups: forms::group_fields(&carers),
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Makes a grid.
///
/// # Errors
/// Outside the scope.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    let Ok(org) = form.value("org").parse::<OrgId>() else {
        return Err(invalid("org", "grid-choose-org"));
    };
    match create_from(&cx, org, &form).await {
        Ok(id) => go_saying(&format!("/staff/grids/{id}"), "flash-grid-made"),
        Err(error) => {
            form.take(error)?;
            let place = Place::at(&cx, EDIT, Some(org)).await?;
            new_page(&cx, place.here, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn create_from(cx: &Cx, org: OrgId, form: &Form) -> Result<GridId, Error> {
    let Acting { scope, act, limits } = acting(cx)?;
    let fresh = GridId::fresh(&cx.app.clock);
    let id = form.value("id").parse().unwrap_or(fresh);
    let typed = form.clone();
    cx.app
        .db
        .write("create_grid", move |tx| {
            // Whoever may not is told that, and not what is wrong with the form.
            let org = orgs::find_scoped(tx, scope, org)?;
            change::create(tx, &act, id, &org, &forms::details(&typed)?)?;
            refresh::refresh(tx, org.id, &limits, act.now.date())?;
            Ok(id)
        })
        .await
}

/// The form of a grid with what is stored.
///
/// # Errors
/// Outside the scope.
pub async fn edit_form(cx: Cx, Path(grid): Path<GridId>) -> Answer {
    let scope = scope(&cx, EDIT)?;
    let (grid, details) = cx
        .app
        .db
        .read("grid", move |tx| {
            let grid = store::find_scoped(tx, scope, grid)?;
            let details = store::details(tx, &grid)?;
            Ok((grid, details))
        })
        .await?;
    let form = forms::filled(&cx, &grid, &details);
    edit_page(&cx, grid.id, form, StatusCode::OK).await
}

async fn edit_page(cx: &Cx, id: GridId, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, EDIT)?;
    let (grid, org) = cx
        .app
        .db
        .point("grid", move |tx| {
            let grid = store::find_scoped(tx, scope, id)?;
            let org = orgs::find(tx, grid.org)?;
            Ok((grid, org))
        })
        .await?;
    let heading = cx.ta("grid-edit", &[("name", &grid.name)]);
    let here = format!("/staff/grids/{id}");
    form_page(
        cx,
        &org,
        f,
        status,
        (false, heading, format!("{here}/edit"), here),
    )
    .await
}

/// Changes a grid.
///
/// # Errors
/// Outside the scope.
pub async fn edit(cx: Cx, Path(id): Path<GridId>, mut form: Form) -> Answer {
    let Acting { scope, act, .. } = acting(&cx)?;
    let typed = form.clone();
    let done = cx
        .app
        .db
        .write("edit_grid", move |tx| {
            let grid = store::find_scoped(tx, scope, id)?;
            let seen = typed
                .value("version")
                .parse()
                .map_err(|_| invalid("", "grid-changed-meanwhile"))?;
            change::edit(tx, &act, &grid, &forms::details(&typed)?, seen)
        })
        .await;
    match done {
        Ok(()) => go_saying(&format!("/staff/grids/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            edit_page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Takes a grid away.
///
/// # Errors
/// Outside the scope.
pub async fn remove(cx: Cx, Path(id): Path<GridId>) -> Answer {
    let Acting { scope, act, limits } = acting(&cx)?;
    let org = cx
        .app
        .db
        .write("remove_grid", move |tx| {
            take_away(tx, scope, &act, id, &limits)
        })
        .await?;
    go_saying(&format!("/staff/grids?org={org}"), "flash-grid-removed")
}

fn take_away(
    tx: &mut Tx<'_>,
    scope: Scope,
    act: &Act,
    id: GridId,
    limits: &Limits,
) -> Result<OrgId, Error> {
    let grid = store::find_scoped(tx, scope, id)?;
    change::remove(tx, act, &grid)?;
    refresh::refresh(tx, grid.org, limits, act.now.date())?;
    Ok(grid.org)
}
