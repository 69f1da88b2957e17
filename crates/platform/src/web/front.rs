//! The front door: what happens to every request before and after its handler, in one place.
//!
//! The order matters and is read here from top to bottom. It is one layer and not six, because
//! each layer of the router costs every request a clone of the rest and an allocation.

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::FutureExt as _;
use http::{Method, StatusCode};

use super::{Cx, arrival, respond, security};
use crate::app::App;
use crate::clock::Monotonic;
use crate::error::internal;

/// Lets a request in and its answer out: one figure and one log line a request, with route and
/// status and nothing of the person.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Monotonic::now();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let response = answer(app, request, next).await;
    let route = matched.as_ref().map_or("unknown", MatchedPath::as_str);
    note(&method, route, response.status(), started);
    response
}

/// When it arrived, who sent it, whether it is from our own pages; then the handler.
async fn answer(app: App, request: Request, next: Next) -> Response {
    let (parts, body) = match arrival::note(&app, request).await {
        Ok(request) => request.into_parts(),
        Err(error) => return error.into_response(),
    };
    let cx = match Cx::of(app, &parts).await {
        Ok(cx) => cx,
        Err(error) => return error.into_response(),
    };
    let mut request = Request::from_parts(parts, body);
    let response = if security::is_allowed(&request) {
        request.extensions_mut().insert(cx.clone());
        // A fault of ours in one page is an error page, not a connection that breaks off.
        match AssertUnwindSafe(next.run(request)).catch_unwind().await {
            Ok(response) => response,
            Err(_) => internal("a handler panicked").into_response(),
        }
    } else {
        crate::error::bad_request("error-other-site").into_response()
    };
    respond::finish(&cx, response)
}

thread_local! {
    /// The histograms of this thread by route and status: finding one by its labels costs more
    /// than noting a time in it. Routes and statuses are few.
    static TIMES: RefCell<HashMap<String, Vec<(StatusCode, metrics::Histogram)>>> =
        RefCell::default();
}

fn note(method: &Method, route: &str, status: StatusCode, started: Monotonic) {
    let seconds = started.elapsed().as_secs_f64();
    TIMES.with_borrow_mut(|times| {
        if !times.contains_key(route) {
            times.insert(route.to_owned(), Vec::new());
        }
        let Some(of_route) = times.get_mut(route) else {
            return;
        };
        if let Some((_, times)) = of_route.iter().find(|(known, _)| *known == status) {
            times.record(seconds);
            return;
        }
        let times = metrics::histogram!(
            "touyan_request_seconds",
            "route" => route.to_owned(),
            "status" => status.as_u16().to_string()
        );
        times.record(seconds);
        of_route.push((status, times));
    });
    tracing::debug!(%method, route, status = status.as_u16(), seconds, "answered");
}
