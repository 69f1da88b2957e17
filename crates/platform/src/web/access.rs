//! Who may use a route at all. What they may see of it is the scope's matter, in the stores.

use axum::extract::Request;
use axum::middleware::Next;
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

/// Lets a request through or answers it.
pub async fn guard(access: Access, request: Request, next: Next) -> Response {
    let Some(cx) = request.extensions().get::<Cx>().cloned() else {
        return crate::error::internal("no context").into_response();
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
        Some(error) => error.into_response(),
        None => match crate::auth::detour(&cx, &access) {
            Some(first) => first.into_response(),
            None => next.run(request).await,
        },
    }
}
