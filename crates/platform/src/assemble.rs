//! From a database and a list of rooms to an application and its router.
//!
//! The binary and the tests put the same thing together here.

use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};

use crate::app::{App, Parts};
use crate::jobs::Runner;
use crate::module::{JobHook, Module, Registry, StartHook};
use crate::record::Verbs;
use crate::web::routes::{Pages, Route};
use crate::web::{Access, Routes, assets, front, health, home, worker};

/// The largest body a form may have: twenty pages of text. Uploads say their own limit in their
/// room, behind a duty; a stranger never holds more of our memory than this.
pub(crate) const BODY_BYTES: usize = 256 * 1024;

/// What came out.
pub struct Assembled {
    /// The application.
    pub app: App,
    /// Everything it answers.
    pub router: axum::Router<()>,
    /// Every route with its access, for the permission matrix.
    pub routes: Vec<Route>,
    /// Background work, started by [`start`].
    pub started: Vec<StartHook>,
    /// Who does the jobs, for [`runner`].
    pub jobs: Vec<JobHook>,
}

/// Puts the rooms together on the parts.
#[must_use]
pub fn assemble(mut parts: Parts, modules: Vec<Module>) -> Assembled {
    let mut registry = Registry::default();
    let mut routes = ground_routes();
    let (mut started, mut jobs) = (Vec::new(), Vec::new());
    for module in modules {
        registry.navigation.extend(module.navigation);
        registry.today.extend(module.today);
        registry.desk.extend(module.desk);
        registry.links.extend(module.links);
        registry.activities.extend(module.activities);
        registry.setup.extend(module.setup);
        registry.profile.extend(module.profile);
        registry.openapi.extend(module.openapi);
        registry.verbs.extend(module.verbs);
        registry.moved.extend(module.moved);
        registry.proposals.extend(module.proposals);
        registry.branch_lines.extend(module.branch_lines);
        registry.hours.extend(module.hours);
        routes = routes.merge(module.routes);
        started.extend(module.started);
        jobs.extend(module.jobs);
    }
    registry.navigation.sort_by_key(|entry| entry.order);
    let list = routes.list().to_vec();
    registry.pages = Pages::among(&list);
    parts.registry = registry;
    let app = App::new(parts);
    let router = layered(&app, routes.into_router());
    Assembled {
        app,
        router,
        routes: list,
        started,
        jobs,
    }
}

/// Starts the rooms' background work.
///
/// # Errors
/// When two rooms use one number in the record; the first room's that cannot start.
pub async fn start(app: &App, hooks: &[StartHook]) -> Result<(), crate::error::Error> {
    Verbs::gather(app.registry.verbs.iter().copied())?;
    for hook in hooks {
        hook(app.clone()).await?;
    }
    Ok(())
}

/// The runner of the rooms' jobs; it works once it is started.
///
/// # Errors
/// When two rooms do the same kind of job.
pub fn runner(app: &App, jobs: &[JobHook]) -> Result<Runner, crate::error::Error> {
    let handlers = jobs.iter().map(|make| make(app.clone())).collect();
    Runner::new(app.db.clone(), app.clock.clone(), handlers)
}

fn ground_routes() -> Routes {
    Routes::new()
        .get("/assets/{hash}/{*path}", Access::Public, assets::serve)
        .get("/healthz", Access::Public, health::healthz)
        .get("/readyz", Access::Public, health::readyz)
        .get("/", Access::SignedIn, home::today)
        .get("/offline", Access::Public, home::offline)
        .get("/sw.js", Access::Public, worker::serve)
        .get("/staff", Access::SignedIn, home::staff)
        .get("/dev/components", Access::SampleOnly, home::components)
        .get("/api/v1/openapi.json", Access::Public, home::openapi)
}

fn layered(app: &App, router: axum::Router<()>) -> axum::Router<()> {
    router
        .fallback(|| async { crate::error::not_found() })
        .layer((
            CompressionLayer::new().compress_when(worth_it()),
            DefaultBodyLimit::max(BODY_BYTES),
            from_fn_with_state(app.clone(), front::layer),
        ))
}

/// What is compressed: as the library would, but nothing that fits a packet as it is. Setting a
/// compressor up costs more than an acknowledged answer does.
fn worth_it() -> impl Predicate {
    DefaultPredicate::new().and(SizeAbove::new(1_024))
}
