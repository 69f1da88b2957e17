//! The staff's pages of the tree.

use axum::http::StatusCode;
use platform::error::Error;
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go;
use platform::web::{Answer, Cx, Form, View};

use super::store::{self, Scope};
use super::{Org, OrgKind};
use crate::duty::{self, Held};
use crate::finding::pages::said;
use crate::finding::{self, Finding, Limits};
use crate::term::{self, Term};

/// The scope of the signed-in person for a permission.
///
/// # Errors
/// When nobody is signed in.
pub fn scope(cx: &Cx, permission: &'static str) -> Result<Scope, Error> {
    Ok(Scope {
        person: cx.person()?,
        permission,
        today: cx.app.clock.today(),
    })
}

/// An organisation in a list.
struct Line {
    id: OrgId,
    name: String,
    kind: String,
    nature: String,
}

impl Line {
    fn new(cx: &Cx, org: &Org) -> Self {
        Self {
            id: org.id,
            name: org.full_name.clone(),
            kind: kind_words(cx, org.kind),
            nature: cx.t(&format!(
                "org-nature-{}",
                org.unit_nature.code().replace('_', "-")
            )),
        }
    }
}

/// The words of a kind.
#[must_use]
pub fn kind_words(cx: &Cx, kind: OrgKind) -> String {
    cx.t(&format!("org-kind-{}", kind.code().replace('_', "-")))
}

#[derive(askama::Template)]
#[template(path = "org_index.html")]
struct Index {
    v: View,
    words: String,
    lines: Vec<Line>,
    next: Option<String>,
}

/// Where the scope begins, or what a search finds in it.
///
/// # Errors
/// The database's.
pub async fn roots(cx: Cx) -> Answer {
    let scope = scope(&cx, "org.read")?;
    let words = cx.query("q").unwrap_or_default().trim().to_owned();
    let after = cx.query("after").unwrap_or_default();
    let looked_for = words.clone();
    let mut found = cx
        .app
        .db
        .read("org_roots", move |tx| {
            Ok(if looked_for.is_empty() {
                store::roots_scoped(tx, scope)?
            } else {
                store::search_scoped(tx, scope, &looked_for, &after)?
            })
        })
        .await?;
    // One organisation and nothing to choose: straight to its page.
    if let ([only], true) = (found.as_slice(), words.is_empty()) {
        return go(&format!("/staff/orgs/{}", only.id));
    }
    let next = (found.len() > 50).then(|| {
        found.truncate(50);
        let last = found
            .last()
            .map(|org| org.path.to_string())
            .unwrap_or_default();
        let query: String = form_encode(&words);
        format!("/staff/orgs?q={query}&after={last}")
    });
    let lines = found.iter().map(|org| Line::new(&cx, org)).collect();
    cx.page(&Index {
        v: cx.view().await?,
        words,
        lines,
        next,
    })
}

fn form_encode(words: &str) -> String {
    use std::fmt::Write as _;
    words.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

/// Everything an organisation's page shows.
struct Shown {
    org: Org,
    above: Vec<Org>,
    /// Where the reader's part of the tree begins.
    roots: Vec<Org>,
    below: Vec<Org>,
    duties: Vec<Held>,
    terms: Vec<Term>,
    found: Vec<Finding>,
}

async fn load(cx: &Cx, id: OrgId) -> Result<Shown, Error> {
    let scope = scope(cx, "org.read")?;
    let limits = Limits::on(&cx.app.rules.now(), scope.today)?;
    cx.app
        .db
        .read("org_show", move |tx| {
            let org = store::find_scoped(tx, scope, id)?;
            Ok(Shown {
                above: store::ancestors(tx, &org.path)?,
                roots: store::roots_scoped(tx, scope)?,
                below: store::children_scoped(tx, scope, id)?,
                duties: duty::of_org(tx, id, scope.today)?,
                terms: term::of_org(tx, id)?,
                found: match finding::store::unit(tx, id, scope.today)? {
                    Some(unit) => finding::judge(&unit, &limits, scope.today)?,
                    None => Vec::new(),
                },
                org,
            })
        })
        .await
}

#[derive(askama::Template)]
#[template(path = "org_show.html")]
struct Show {
    v: View,
    f: Form,
    org: Org,
    crumbs: Vec<(String, String)>,
    kind: String,
    nature: String,
    lines: Vec<Line>,
    duties: Vec<(String, Held)>,
    terms: Vec<Term>,
    found: Vec<String>,
    may_edit: bool,
    may_give: bool,
    may_read_members: bool,
}

/// An organisation: what stands above and below it, who does what, its terms.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(org): Path<OrgId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, org, form, StatusCode::OK).await
}

/// The organisation's page again, with what was typed and what is wrong.
///
/// # Errors
/// Outside the scope.
pub async fn again(cx: &Cx, org: OrgId, form: Form) -> Answer {
    page(cx, org, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn page(cx: &Cx, org: OrgId, f: Form, status: StatusCode) -> Answer {
    let Shown {
        org,
        above,
        roots,
        below,
        duties,
        terms,
        found,
    } = load(cx, org).await?;
    let limits = Limits::on(&cx.app.rules.now(), cx.app.clock.today())?;
    let mut crumbs: Vec<(String, String)> = above
        .iter()
        .filter(|one| one.id != org.id)
        .map(|one| {
            let inside = |root: &Org| one.path.as_str().starts_with(root.path.as_str());
            let href = match roots.iter().any(inside) {
                true => format!("/staff/orgs/{}", one.id),
                false => String::new(),
            };
            (one.short_name.clone(), href)
        })
        .collect();
    crumbs.push((org.short_name.clone(), String::new()));
    let duties = duties
        .into_iter()
        .map(|held| (cx.t(&format!("duty-{}", held.kind.replace('_', "-"))), held))
        .collect();
    let shown = Show {
        kind: kind_words(cx, org.kind),
        nature: cx.t(&format!(
            "org-nature-{}",
            org.unit_nature.code().replace('_', "-")
        )),
        lines: below.iter().map(|one| Line::new(cx, one)).collect(),
        found: found.iter().map(|one| said(cx, one, &limits)).collect(),
        may_edit: cx.may("org.edit").await?,
        may_give: cx.may("duties.edit").await?,
        may_read_members: cx.may("members.read").await?,
        v: cx.view().await?,
        f,
        crumbs,
        duties,
        terms,
        org,
    };
    cx.page_with(status, &shown)
}
