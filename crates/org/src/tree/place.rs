//! Which part of the tree a page looks at: where one's scope begins, or an organisation in it.

use platform::error::{Error, not_found};
use platform::ids::OrgId;
use platform::web::Cx;

use super::Org;
use super::pages::scope;
use super::store::{Scope, ancestors, children_scoped, find_scoped, roots_scoped};

/// The part of the tree a page looks at, and the ways from it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Through which grants it was found.
    pub scope: Scope,
    /// The organisation; everything below it belongs to the page.
    pub here: Org,
    /// Those above it that the reader may look at, the highest first.
    pub above: Vec<Org>,
    /// Those directly below it.
    pub below: Vec<Org>,
    /// Where the reader's scope begins, when it begins in several places.
    pub roots: Vec<Org>,
}

impl Place {
    /// The organisation that the address names as `org`, or the first at which the scope begins.
    ///
    /// # Errors
    /// [`Error::NotFound`] outside the scope; the database's.
    pub async fn of(cx: &Cx, permission: &'static str) -> Result<Self, Error> {
        let named = cx.query("org").filter(|text| !text.is_empty());
        let named = named.map(|text| text.parse::<OrgId>()).transpose()?;
        Self::at(cx, permission, named).await
    }

    /// An organisation within the scope, or the first at which the scope begins.
    ///
    /// # Errors
    /// [`Error::NotFound`] outside the scope; the database's.
    pub async fn at(cx: &Cx, permission: &'static str, org: Option<OrgId>) -> Result<Self, Error> {
        let scope = scope(cx, permission)?;
        cx.app
            .db
            .read("place", move |tx| {
                let roots = roots_scoped(tx, scope)?;
                let here = match org {
                    Some(id) => find_scoped(tx, scope, id)?,
                    None => roots.first().cloned().ok_or_else(not_found)?,
                };
                let mut above = ancestors(tx, &here.path)?;
                above.retain(|one| {
                    one.id != here.id && roots.iter().any(|root| root.path.holds(&one.path))
                });
                Ok(Self {
                    below: children_scoped(tx, scope, here.id)?,
                    above,
                    here,
                    roots: if roots.len() > 1 { roots } else { Vec::new() },
                    scope,
                })
            })
            .await
    }

    /// The ways up for a page's breadcrumb: the page itself first, then down to here. `page` is an
    /// address that takes `org`.
    #[must_use]
    pub fn crumbs(&self, cx: &Cx, title: String, page: &str) -> Vec<(String, String)> {
        let mut crumbs = vec![
            (cx.t("home-staff"), "/staff".to_owned()),
            (title, page.to_owned()),
        ];
        let way = |org: &Org| (org.short_name.clone(), format!("{page}?org={}", org.id));
        crumbs.extend(self.above.iter().map(way));
        crumbs.push((self.here.short_name.clone(), String::new()));
        crumbs
    }

    /// The places where the scope begins, as tabs: words, address, whether it is here.
    #[must_use]
    pub fn tabs(&self, page: &str) -> Vec<(String, String, bool)> {
        let tab = |org: &Org| {
            (
                org.short_name.clone(),
                format!("{page}?org={}", org.id),
                org.path.holds(&self.here.path),
            )
        };
        self.roots.iter().map(tab).collect()
    }
}
