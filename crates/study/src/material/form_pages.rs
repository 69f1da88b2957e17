//! Staff pages that write: a new material, a new version, an upload, the preview between.

use http::StatusCode;
use org::tree::pages::scope;
use org::tree::store as orgs;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::pages::{EDIT, crumbs, number_of};
use super::reading::Shown;
use super::upload::{Beside, read};
use super::write::{Content, org_of_form};
use super::{
    Material, MaterialId, MaterialKind, NewMaterial, Prepared, VersionId, create, edit, store,
};

#[derive(askama::Template)]
#[template(path = "material_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    heading: String,
    /// Organisations to choose from, for a new material.
    orgs: Vec<(String, String)>,
    /// What somebody else saved meanwhile.
    meanwhile: Option<String>,
    /// Where a cancel leads.
    back: String,
    /// Whether a file is sent instead of a text.
    upload: bool,
}

async fn org_choices(cx: &Cx) -> Result<Vec<(String, String)>, Error> {
    let scope = scope(cx, EDIT)?;
    let found = cx
        .app
        .db
        .read("orgs_for_form", move |tx| {
            Ok(org::tree::store::for_form_scoped(tx, scope)?)
        })
        .await?;
    Ok(found
        .into_iter()
        .map(|(id, name, _)| (id.to_string(), name))
        .collect())
}

async fn blank_page(cx: &Cx, f: Form, upload: bool, status: StatusCode) -> Answer {
    let heading = cx.t(if upload {
        "material-upload"
    } else {
        "material-new"
    });
    let page = FormPage {
        crumbs: crumbs(cx, &[(heading.clone(), String::new())]),
        orgs: org_choices(cx).await?,
        v: cx.view().await?,
        f,
        heading,
        meanwhile: None,
        back: "/staff/materials".to_owned(),
        upload,
    };
    cx.page_with(status, &page)
}

/// An empty form to write in.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    blank_page(&cx, form, false, StatusCode::OK).await
}

/// An empty form for a file.
///
/// # Errors
/// The database's.
pub async fn upload_form(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    blank_page(&cx, form, true, StatusCode::OK).await
}

/// Saves what was written, or shows it first.
///
/// # Errors
/// Outside the scope.
pub async fn create_written(cx: Cx, mut form: Form) -> Answer {
    if form.value("act") == "back" {
        return blank_page(&cx, form, false, StatusCode::OK).await;
    }
    let saved = match Prepared::text(
        form.value("title"),
        form.value("source"),
        form.raw("markdown"),
    ) {
        Ok(prepared) if form.value("act") == "preview" => {
            return preview(&cx, &form, &prepared, "/staff/materials").await;
        }
        Ok(prepared) => save_new(&cx, &form, prepared).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(id) => go_saying(&format!("/staff/materials/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            blank_page(&cx, form, false, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Saves what a file holds.
///
/// # Errors
/// Outside the scope.
pub async fn create_uploaded(cx: Cx, mut form: Form) -> Answer {
    let saved = match uploaded(&cx, &form).await {
        Ok(prepared) => save_new(&cx, &form, prepared).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(id) => go_saying(&format!("/staff/materials/{id}"), "flash-material-uploaded"),
        Err(error) => {
            form.take(error)?;
            blank_page(&cx, form, true, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn uploaded(cx: &Cx, form: &Form) -> Result<Prepared, Error> {
    let file = form
        .file("file")
        .ok_or_else(|| invalid("file", "material-file-missing"))?;
    let beside = Beside {
        title: form.value("title").to_owned(),
        source: form.value("source").to_owned(),
    };
    read(&cx.app, file, beside, cx.person()?).await
}

async fn save_new(cx: &Cx, form: &Form, prepared: Prepared) -> Result<MaterialId, Error> {
    let (scope, by, now) = (scope(cx, EDIT)?, cx.person()?, cx.app.clock.now());
    let org = org_of_form(form.value("org"))?;
    let new = NewMaterial::fresh(&cx.app.clock, prepared);
    let id = new.id;
    cx.app
        .db
        .write("create_material", move |tx| {
            let org = orgs::find_scoped(tx, scope, org)?;
            create(tx, &new, &org, by, now)
        })
        .await?;
    Ok(id)
}

#[derive(askama::Template)]
#[template(path = "material_preview.html")]
struct Preview {
    v: View,
    shown: Shown,
    title: String,
    /// Where the form posts.
    to: String,
    fields: Vec<(String, String)>,
}

async fn preview(cx: &Cx, form: &Form, prepared: &Prepared, to: &str) -> Answer {
    let Content::Text { reading, .. } = &prepared.content else {
        return Err(platform::error::internal("only a text is previewed"));
    };
    let fields = ["org", "title", "source", "markdown", "number"]
        .into_iter()
        .map(|name| (name.to_owned(), form.raw(name).to_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let page = Preview {
        v: cx.view().await?,
        shown: Shown::of_text(reading.html.clone(), reading.outline.clone()),
        title: prepared.title.clone(),
        to: to.to_owned(),
        fields,
    };
    cx.page(&page)
}

async fn found(cx: &Cx, id: MaterialId) -> Result<(Material, super::Version), Error> {
    let scope = scope(cx, EDIT)?;
    cx.app
        .db
        .read("material_to_edit", move |tx| {
            let material = store::find_scoped(tx, scope, id)?;
            let version = store::version(tx, id, material.number)?;
            Ok((material, version))
        })
        .await
}

async fn edit_page(
    cx: &Cx,
    material: &Material,
    f: Form,
    meanwhile: Option<String>,
    status: StatusCode,
) -> Answer {
    let here = format!("/staff/materials/{}", material.id);
    let heading = cx.t("material-edit");
    let page = FormPage {
        crumbs: crumbs(
            cx,
            &[
                (material.title.clone(), here.clone()),
                (heading.clone(), String::new()),
            ],
        ),
        v: cx.view().await?,
        f,
        heading,
        orgs: Vec::new(),
        meanwhile,
        back: here,
        upload: material.kind == MaterialKind::Pages,
    };
    cx.page_with(status, &page)
}

/// The form with what the newest version says.
///
/// # Errors
/// Outside the scope.
pub async fn edit_form(cx: Cx, Path(id): Path<MaterialId>) -> Answer {
    let (material, version) = found(&cx, id).await?;
    let form = Form::filled(
        &cx,
        [
            ("title", version.title),
            ("source", version.source),
            ("markdown", version.markdown),
            ("number", version.number.to_string()),
        ],
    );
    edit_page(&cx, &material, form, None, StatusCode::OK).await
}

/// Saves a new version, or shows it first. When somebody else saved one meanwhile, the page comes
/// back with both texts.
///
/// # Errors
/// Outside the scope.
pub async fn edit_written(cx: Cx, Path(id): Path<MaterialId>, mut form: Form) -> Answer {
    let (material, _) = found(&cx, id).await?;
    if form.value("act") == "back" {
        return edit_page(&cx, &material, form, None, StatusCode::OK).await;
    }
    let prepared = match material.kind {
        MaterialKind::Text => Prepared::text(
            form.value("title"),
            form.value("source"),
            form.raw("markdown"),
        ),
        MaterialKind::Pages => uploaded(&cx, &form).await,
    };
    let saved = match prepared {
        Ok(prepared) if form.value("act") == "preview" => {
            return preview(
                &cx,
                &form,
                &prepared,
                &format!("/staff/materials/{id}/edit"),
            )
            .await;
        }
        Ok(prepared) => save_version(&cx, id, &form, prepared).await,
        Err(error) => Err(error),
    };
    let Err(error) = saved else {
        return go_saying(&format!("/staff/materials/{id}"), "flash-saved");
    };
    let meanwhile = match &error {
        Error::Conflict(_) => Some(found(&cx, id).await?.1),
        _ => None,
    };
    form.take(error)?;
    if let Some(newest) = &meanwhile {
        // Sent again, what was typed goes on top of what is shown beside it.
        form.set("number", newest.number.to_string());
    }
    let theirs = meanwhile.map(|version| version.markdown);
    edit_page(
        &cx,
        &material,
        form,
        theirs,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await
}

async fn save_version(
    cx: &Cx,
    id: MaterialId,
    form: &Form,
    prepared: Prepared,
) -> Result<i64, Error> {
    let (scope, by, now) = (scope(cx, EDIT)?, cx.person()?, cx.app.clock.now());
    let seen = number_of(form)?;
    let version = VersionId::fresh(&cx.app.clock);
    cx.app
        .db
        .write("edit_material", move |tx| {
            let material = store::find_scoped(tx, scope, id)?;
            edit(tx, &material, (version, &prepared), seen, by, now)
        })
        .await
}
