//! Routes with their access: none can be added without saying who may use it.
//!
//! The list is what the permission matrix is generated from. A path parameter names the kind of
//! thing it points at (`{org}`, `{member}`, `{test}` …), so that the matrix can put things of
//! other organisations there.

use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, on};

use super::access::{Access, Guarded};

/// A route as the matrix sees it.
#[derive(Clone, Debug)]
pub struct Route {
    /// GET or POST; a form knows no others. The API also has PUT and DELETE.
    pub method: Method,
    /// Its path with parameters.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
}

/// Which page a path is, and who may open it.
#[derive(Default)]
pub struct Pages(matchit::Router<Access>);

impl Pages {
    /// The pages among routes.
    ///
    /// # Panics
    /// At start-up, when two pages have one path; the router itself would not have it either.
    #[must_use]
    pub fn among(routes: &[Route]) -> Self {
        let mut pages = matchit::Router::new();
        for route in routes.iter().filter(|route| route.method == Method::GET) {
            #[expect(
                clippy::expect_used,
                reason = "a page twice is a mistake of ours, found at start-up"
            )]
            pages
                .insert(route.path, route.access.clone())
                .expect("a page stands once");
        }
        Self(pages)
    }

    /// Who may open the page that a link leads to; none when there is no such page.
    #[must_use]
    pub fn access(&self, href: &str) -> Option<&Access> {
        let path = href.split(['?', '#']).next().unwrap_or(href);
        self.0.at(path).ok().map(|found| found.value)
    }
}

/// The routes of a room.
#[derive(Default)]
pub struct Routes {
    list: Vec<Route>,
    router: axum::Router<()>,
}

impl Routes {
    /// No routes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add(Method::GET, path, access, handler)
    }

    /// An act.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add(Method::POST, path, access, handler)
    }

    /// A route of any method, for the API.
    ///
    /// # Panics
    /// At start-up, when the method is none that a route can have.
    #[must_use]
    pub fn add<H, T>(
        mut self,
        method: Method,
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        #[expect(
            clippy::expect_used,
            reason = "a wrong method is a mistake of ours, found at start-up"
        )]
        let filter = method.clone().try_into().expect("a method routes can have");
        let guarded = Guarded {
            access: access.clone(),
            handler,
        };
        let route: MethodRouter<()> = on(filter, guarded);
        self.router = self.router.route(path, route);
        self.list.push(Route {
            method,
            path,
            access,
        });
        self
    }

    /// Adds another room's routes.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    /// Every route, for the matrix.
    #[must_use]
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    /// The router itself.
    pub fn into_router(self) -> axum::Router<()> {
        self.router
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_by_the_page_it_leads_to() {
        let routes = Routes::new()
            .get("/staff/orgs/{org}", Access::Needs("org.read"), || async {})
            .get(
                "/staff/orgs/{org}/new",
                Access::Needs("org.edit"),
                || async {},
            )
            .post("/staff/sent", Access::SignedIn, || async {});
        let pages = Pages::among(routes.list());
        let needs = |href: &str| match pages.access(href) {
            Some(Access::Needs(permission)) => *permission,
            _ => "",
        };
        assert_eq!(needs("/staff/orgs/01?after=2#x"), "org.read");
        assert_eq!(needs("/staff/orgs/01/new"), "org.edit");
        assert!(pages.access("/staff/sent").is_none(), "an act is no page");
        assert!(pages.access("/staff/orgs").is_none());
    }
}
