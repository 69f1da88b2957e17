//! Many people who each do one thing, all at once over a number of connections.

use std::net::SocketAddr;
use std::time::Duration;

use platform::clock::Monotonic;

use crate::http::{Client, Reply, Request};
use crate::report::Times;

/// One request of one person.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// `GET` when empty.
    pub method: &'static str,
    /// The path.
    pub path: String,
    /// Who asks.
    pub cookie: String,
    /// A form, already encoded.
    pub form: String,
    /// How it is encoded; as the usual form when empty.
    pub content_type: &'static str,
}

/// What became of it.
pub struct Crowd {
    /// The answers that came, with the place of their question.
    pub replies: Vec<(usize, Reply)>,
    /// How long each took.
    pub times: Times,
    /// Requests that got no answer at all.
    pub broken: u64,
    /// From the first request to the last answer.
    pub took: Duration,
}

/// Header lines of a script's request.
pub const FETCH: &str = "x-touyan-fetch: 1\r\n";

/// Sends everything as fast as it is answered. A connection that breaks is made again.
pub async fn all(
    address: SocketAddr,
    connections: usize,
    asks: Vec<Ask>,
    headers: &'static str,
) -> Crowd {
    let started = Monotonic::now();
    let mut shares: Vec<Vec<(usize, Ask)>> = vec![Vec::new(); connections.max(1)];
    for (index, ask) in asks.into_iter().enumerate() {
        shares[index % connections.max(1)].push((index, ask));
    }
    let tasks: Vec<_> = shares
        .into_iter()
        .map(|share| tokio::spawn(one_by_one(address, share, headers)))
        .collect();
    let mut crowd = Crowd {
        replies: Vec::new(),
        times: Times::default(),
        broken: 0,
        took: Duration::ZERO,
    };
    for task in tasks {
        let Ok((replies, times, broken)) = task.await else {
            continue;
        };
        crowd.replies.extend(replies);
        crowd.times.take(times);
        crowd.broken += broken;
    }
    crowd.took = started.elapsed();
    crowd
}

async fn one_by_one(
    address: SocketAddr,
    share: Vec<(usize, Ask)>,
    headers: &'static str,
) -> (Vec<(usize, Reply)>, Times, u64) {
    let (mut replies, mut times, mut broken) = (Vec::new(), Times::default(), 0);
    let mut client = None;
    for (index, ask) in share {
        let asked = Monotonic::now();
        if client.is_none() {
            client = Client::connect(address).await.ok();
        }
        let Some(open) = client.as_mut() else {
            broken += 1;
            continue;
        };
        open.sign_in(ask.cookie.as_str());
        match open.send(ask.request(headers)).await {
            Ok(reply) => {
                times.note(asked.elapsed());
                replies.push((index, reply));
            }
            Err(_) => {
                broken += 1;
                client = None;
            }
        }
    }
    (replies, times, broken)
}

impl Ask {
    /// As it is sent.
    pub fn request<'a>(&'a self, headers: &'a str) -> Request<'a> {
        let content_type = match (self.form.is_empty(), self.content_type) {
            (true, _) => "",
            (false, "") => "application/x-www-form-urlencoded",
            (false, other) => other,
        };
        Request {
            method: self.method,
            path: &self.path,
            content_type,
            body: self.form.as_bytes(),
            headers,
        }
    }
}
