//! `touyan serve`.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Duration;

use platform::app::{App, Site};
use platform::assemble::{Assembled, runner, start};
use platform::error::{Error, internal};
use platform::jobs::{Every, Scheduler, Turns, ground_tasks};
use platform::web::server;

use crate::cli::ServeArgs;
use crate::{lan, tls, wire};

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// When the city cannot be opened or the address not be had.
pub async fn run(args: ServeArgs) -> Result<ExitCode, Error> {
    log_to_stderr();
    let args = if args.lan { lan::settle(args)? } else { args };
    let tls = args.tls_cert.is_some();
    if !tls && !args.insecure_http && !args.listen.ip().is_loopback() {
        return Err(internal(
            "plain HTTP on an address others can reach shows passwords to the network: \
             give --tls-cert and --tls-key, or --insecure-http behind a TLS proxy",
        ));
    }
    let figures = args.metrics_listen.map(figures).transpose()?;
    // Behind a proxy of ours the browser speaks HTTPS, whatever the proxy speaks to us.
    let secure = tls || !args.trusted_proxy.is_empty();
    let site = Site {
        name: args.site.clone(),
        sponsor: args.sponsor.clone(),
        operator: args.operator.clone(),
        filing_number: args.filing_number.clone(),
        sample: false,
        secure,
        offline_shell: !args.no_offline_shell,
        proxies: args.trusted_proxy.clone(),
    };
    let Assembled {
        app,
        router,
        started,
        jobs,
        ..
    } = wire::open(args.place.data.clone(), args.place.db.as_deref(), site).await?;
    let acceptor = tls::acceptor(&args)?;
    let listener = server::listen(args.listen)
        .map_err(|error| internal(format!("{}: {error}", args.listen)))?;
    let address = listener
        .local_addr()
        .map_err(|error| internal(error.to_string()))?;
    let jobs = runner(&app, &jobs)?.start();
    start(&app, &started).await?;
    let mut tasks = ground_tasks(&app.db, &app.clock, &app.files);
    tasks.push(looking_at_figures(app.clone()));
    let upkeep = Scheduler::new(app.db.clone(), app.clock.clone(), tasks).start();
    if let Some(figures) = figures {
        tokio::spawn(figures);
    }
    if args.lan {
        println!("{}", lan::invitation(address));
    } else {
        println!("{}://{address}", if tls { "https" } else { "http" });
    }
    if let Some(token) = platform::auth::setup_token(&app).await? {
        println!("No administrator yet. Within 30 minutes open /setup/{token}");
    }
    let draining = app.clone();
    let stop = async move {
        stop_signal().await;
        draining.draining.store(true, Ordering::Relaxed);
    };
    server::serve(listener, router, acceptor, stop).await;
    drop(upkeep);
    jobs.stop().await;
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("TOUYAN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second `serve` in one process (a test) keeps the first one's log.
    let _ = subscriber.try_init();
}

fn looking_at_figures(app: App) -> Every {
    let interval = Duration::from_secs(10);
    Every::new("figures.look", interval, Turns::EachNode, move || {
        let app = app.clone();
        async move { platform::figures::look(&app).await }
    })
}

/// Figures on a listener of their own, which no member can reach.
fn figures(address: SocketAddr) -> Result<impl Future<Output = ()>, Error> {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new()
        .set_buckets(&[0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0])
        .map_err(|error| internal(error.to_string()))?
        .build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(|error| internal(error.to_string()))?;
    let router = axum::Router::new().route(
        "/metrics",
        axum::routing::get(move || {
            let handle = handle.clone();
            async move { handle.render() }
        }),
    );
    Ok(async move {
        match server::listen(address) {
            Ok(listener) => server::serve(listener, router, None, std::future::pending()).await,
            Err(error) => tracing::error!(%error, "the figures have no address"),
        }
    })
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
