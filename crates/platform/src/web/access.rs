//! Who may use a route at all. What they may see of it is the scope's matter, in the stores.

use std::pin::Pin;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::{IntoResponse as _, Response};

use super::context::Cx;
use crate::error::{forbidden, not_found, sign_in_first};

/// Who may use a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, without an account.
    Public,
    /// Anybody signed in; what is shown is their own or meant for them.
    SignedIn,
    /// Whoever holds the permission somewhere; the store narrows it to their subtree.
    Needs(&'static str),
    /// The sample city only: elsewhere it does not exist.
    SampleOnly,
}

/// A handler behind its access.
#[derive(Clone)]
pub struct Guarded<H> {
    /// Who may use it.
    pub access: Access,
    /// What is behind.
    pub handler: H,
}

impl<H, T, S> Handler<T, S> for Guarded<H>
where
    H: Handler<T, S>,
    T: 'static,
    S: Send + 'static,
{
    type Future = Pin<Box<dyn Future<Output = Response> + Send>>;

    fn call(self, request: Request, state: S) -> Self::Future {
        Box::pin(async move {
            let cx = request.extensions().get::<Cx>().cloned();
            match refusal(&self.access, cx).await {
                Some(refused) => refused,
                None => self.handler.call(request, state).await,
            }
        })
    }
}

/// What a request is answered that may not go through.
async fn refusal(access: &Access, cx: Option<Cx>) -> Option<Response> {
    let Some(cx) = cx else {
        return Some(crate::error::internal("no context").into_response());
    };
    let refusal = match access {
        Access::Public => None,
        Access::SampleOnly => (!cx.app.site.sample).then(not_found),
        Access::SignedIn => cx.who.is_none().then(sign_in_first),
        Access::Needs(permission) => match cx.permissions().await {
            _ if cx.who.is_none() => Some(sign_in_first()),
            Ok(held) if held.iter().any(|have| have == permission) => None,
            Ok(_) => Some(forbidden()),
            Err(error) => Some(error),
        },
    };
    match refusal {
        Some(error) => Some(error.into_response()),
        None => crate::auth::detour(&cx, access).map(|first| first.into_response()),
    }
}
