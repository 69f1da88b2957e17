//! The accept loop: deadlines for heads, bodies and answers, a bound on connections, an orderly
//! end.
//!
//! `axum::serve` sets no timer, so a half-open socket would be kept for ever. This loop speaks
//! HTTP/1.1 alone: hyper's detection of HTTP/2 waits without a timer for the first bytes, and a
//! proxy that wants HTTP/2 towards browsers can offer it.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tower::Service as _;

use super::pace::{Pace, Paced, PacedBody};

/// How long others may take, and how many there may be.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a handshake, and for a request's head, also on a connection that is kept alive.
    pub head: Duration,
    /// For a request's body and for taking an answer.
    pub pace: Pace,
    /// For requests in flight after SIGTERM.
    pub drain: Duration,
    /// Connections at the same time; beyond it the kernel queues.
    pub connections: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            // 200 bytes a second: the answers of a test fit, and so does any village's signal.
            pace: Pace {
                window: Duration::from_secs(20),
                least: 4_000,
            },
            drain: Duration::from_secs(30),
            connections: 50_000,
        }
    }
}

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
    serve_with(Patience::default(), listener, router, tls, stop).await;
}

/// [`serve`] with another patience.
pub async fn serve_with(
    patience: Patience,
    listener: TcpListener,
    router: axum::Router<()>,
    tls: Option<TlsAcceptor>,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(patience.connections));
    let accepting = async {
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            let (stream, peer) = match listener.accept().await {
                Ok(pair) => pair,
                // Out of file descriptors: wait for one instead of spinning.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let _ = stream.set_nodelay(true);
            let served = Served {
                router: router.clone(),
                watcher: graceful.watcher(),
                patience,
            };
            let tls = tls.clone();
            tokio::spawn(async move {
                served.connection(stream, peer, tls).await;
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accepting => {}
        () = stop => {}
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(patience.drain) => {}
    }
}

/// What a connection needs to be served.
struct Served {
    router: axum::Router<()>,
    watcher: Watcher,
    patience: Patience,
}

impl Served {
    async fn connection(self, stream: TcpStream, peer: SocketAddr, tls: Option<TlsAcceptor>) {
        let Some(acceptor) = tls else {
            return self.speak(stream, peer).await;
        };
        let shaking = tokio::time::timeout(self.patience.head, acceptor.accept(stream));
        if let Ok(Ok(secure)) = shaking.await {
            self.speak(secure, peer).await;
        }
    }

    async fn speak<S>(self, stream: S, peer: SocketAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let Self {
            router,
            watcher,
            patience,
        } = self;
        let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(|body| PacedBody::new(body, patience.pace));
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().call(request)
        });
        let stream = TokioIo::new(Paced::new(stream, patience.pace));
        let serving = Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience.head)
            .serve_connection(stream, service);
        // A connection that fails has nobody left to be told.
        let _ = watcher.watch(serving).await;
    }
}
