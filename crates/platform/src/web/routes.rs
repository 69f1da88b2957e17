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
