//! The accept loop: header and body deadlines, a bound on connections, an orderly end.
//!
//! `axum::serve` sets no timer, so a half-open socket would be kept for ever; this loop closes
//! it after ten seconds.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tower::Service as _;

/// How long a client may take to send its request's head.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// How long requests in flight get after SIGTERM.
const DRAIN_TIME: Duration = Duration::from_secs(30);
/// Connections at the same time; beyond it the kernel queues.
const CONNECTIONS: usize = 50_000;

/// Connections the kernel holds until they are accepted; it has a limit of its own (somaxconn).
/// With the usual 128 a city that starts a test at one moment waits for a second: the kernel drops
/// what does not fit, and a phone asks again after that.
const WAITING: u32 = 8_192;

/// Listens on an address.
///
/// # Errors
/// When the address cannot be had.
pub fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // A restart must not wait for the old connections to time out.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// Serves until `stop` resolves, then lets requests in flight finish.
pub async fn serve(
    listener: TcpListener,
    router: axum::Router<()>,
    tls: Option<TlsAcceptor>,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            break;
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(pair) => pair,
                // Out of file descriptors: wait for one instead of spinning.
                Err(_) => { tokio::time::sleep(Duration::from_millis(50)).await; continue }
            },
            () = &mut stop => break,
        };
        let _ = stream.set_nodelay(true);
        let (router, tls, watcher) = (router.clone(), tls.clone(), graceful.watcher());
        tokio::spawn(async move {
            connection(stream, peer, router, tls, watcher).await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(DRAIN_TIME) => {}
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: axum::Router<()>,
    tls: Option<TlsAcceptor>,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let mut builder = Builder::new(hyper_util::rt::TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .keep_alive(true);
    // A connection that fails has nobody left to be told.
    match tls {
        Some(acceptor) => {
            if let Ok(Ok(secure)) = tokio::time::timeout(HEADER_TIME, acceptor.accept(stream)).await
            {
                let serving = builder
                    .serve_connection(TokioIo::new(secure), service)
                    .into_owned();
                let _ = watcher.watch(serving).await;
            }
        }
        None => {
            let serving = builder
                .serve_connection(TokioIo::new(stream), service)
                .into_owned();
            let _ = watcher.watch(serving).await;
        }
    }
}
