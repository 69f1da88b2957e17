//! The accept loop with clients that hold a place: each is sent away, and SIGTERM is heard while
//! all places are taken.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Bytes;
use axum::routing::{get, post};
use platform::web::pace::Pace;
use platform::web::server::{self, Patience};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const CLIENTS: usize = 50;
/// How long anybody waits for what must come.
const PATIENCE: Duration = Duration::from_secs(30);
const BIG: usize = 64 * 1024 * 1024;

fn router() -> axum::Router<()> {
    axum::Router::new()
        .route("/", get(|| async { "here" }))
        .route("/echo", post(|body: Bytes| async move { body }))
        .route("/big", get(|| async { vec![b'x'; BIG] }))
}

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

fn run(connections: usize) -> Running {
    let patience = Patience {
        head: Duration::from_millis(500),
        pace: Pace {
            window: Duration::from_millis(500),
            least: 1_000,
        },
        drain: Duration::from_millis(500),
        connections,
    };
    let listener = server::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let server = tokio::spawn(server::serve_with(
        patience,
        listener,
        router(),
        None,
        async {
            let _ = stopped.await;
        },
    ));
    Running {
        address,
        stop,
        server,
    }
}

/// Opens [`CLIENTS`] connections that begin so and then send `drip` again and again, or nothing;
/// returns when the server has closed every one of them.
async fn sent_away(address: SocketAddr, begin: &'static [u8], drip: &'static [u8]) {
    let clients = (0..CLIENTS).map(|_| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(begin).await.unwrap();
        let (mut reading, mut writing) = stream.into_split();
        let closed = async {
            let mut answer = [0; 4096];
            while matches!(reading.read(&mut answer).await, Ok(bytes) if bytes > 0) {}
        };
        let dripping = async {
            let mut beat = tokio::time::interval(Duration::from_millis(100));
            loop {
                beat.tick().await;
                if writing.write_all(drip).await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
        };
        tokio::select! {
            () = closed => {}
            () = dripping => {}
        }
    });
    let all = futures_util::future::join_all(clients);
    let closed = tokio::time::timeout(PATIENCE, all).await;
    assert!(closed.is_ok(), "a connection stays open");
}

#[tokio::test]
async fn nobody_holds_a_place_by_being_slow() {
    let running = run(10_000);
    for (begin, drip) in [
        (&b""[..], &b""[..]),
        (b"PRI * HTTP/2.0\r\n", b""),
        (b"GET / HTTP/1.1\r\nhost: a\r\n", b""),
        (b"GET / HTTP/1.1\r\nhost: a\r\n", b"x-drip: a\r\n"),
        // Answered, then idle.
        (b"GET / HTTP/1.1\r\nhost: a\r\n\r\n", b""),
        (
            b"POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n",
            b"",
        ),
        (
            b"POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n",
            b"x",
        ),
    ] {
        sent_away(running.address, begin, drip).await;
    }
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up() {
    let running = run(1);
    let mut stuck = TcpStream::connect(running.address).await.unwrap();
    let request = b"GET /big HTTP/1.1\r\nhost: a\r\n\r\n";
    stuck.write_all(request).await.unwrap();
    // The only place is free again as soon as the first one was given up.
    let next = async {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    };
    let answer = tokio::time::timeout(PATIENCE, next).await.unwrap();
    assert!(answer.ends_with("here"), "{answer}");
    drop(stuck);
}

#[tokio::test]
async fn a_steady_sender_may_take_longer_than_a_window() {
    let running = run(10);
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let head =
        b"POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 16000\r\nconnection: close\r\n\r\n";
    stream.write_all(head).await.unwrap();
    let mut beat = tokio::time::interval(Duration::from_millis(100));
    for _ in 0..16 {
        beat.tick().await;
        stream.write_all(&[b'x'; 1_000]).await.unwrap();
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    assert!(answer.len() > 16_000);
}

#[tokio::test]
async fn the_end_is_heard_while_all_places_are_taken() {
    let Running {
        address,
        stop,
        server,
    } = run(1);
    let _held = TcpStream::connect(address).await.unwrap();
    let _waiting = TcpStream::connect(address).await.unwrap();
    stop.send(()).unwrap();
    tokio::time::timeout(PATIENCE, server)
        .await
        .unwrap()
        .unwrap();
}
