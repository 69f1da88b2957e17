//! Virtual candidates that answer question after question, over a number of connections.
//!
//! A desk is one connection with its candidates. It sends the next answer when the last one is
//! acknowledged, or at its pace; an answer whose fate is unknown (the server died) is sent again
//! first, under the same client and sequence. Times count from the moment an answer was due.

use std::net::SocketAddr;
use std::time::Duration;

use platform::clock::Monotonic;

use crate::http::{Client, Request};
use crate::report::{Times, number};
use crate::seed::Seed;

/// One answer that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Answer {
    /// The sitting.
    pub sitting: i64,
    /// The question.
    pub question: i64,
    /// The device.
    pub client: i64,
    /// The sequence.
    pub sequence: i64,
    /// The chosen options.
    pub value: i64,
}

/// A candidate: whose sitting, and how it signs in.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The sitting.
    pub sitting: i64,
    /// The cookie; none on the bare server.
    pub cookie: Option<String>,
    /// The device's number.
    pub client: i64,
    sequence: i64,
}

impl Candidate {
    /// A candidate that has sent nothing yet.
    pub fn new(sitting: i64, cookie: Option<String>) -> Self {
        Self {
            sitting,
            cookie,
            client: 1_000 + sitting,
            sequence: 0,
        }
    }

    fn next(&mut self, questions: i64, seed: &mut Seed) -> Answer {
        self.sequence += 1;
        Answer {
            sitting: self.sitting,
            question: (self.sequence - 1) % questions + 1,
            client: self.client,
            sequence: self.sequence,
            value: if seed.below(2) == 0 { 1 } else { 2 },
        }
    }
}

/// How fast and how long.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Answers a second over all desks; as fast as acknowledgements come without it.
    pub per_second: Option<f64>,
    /// When to stop sending.
    pub lasting: Duration,
    /// Questions of the paper.
    pub questions: i64,
}

/// One connection with its candidates and what it remembers.
pub struct Desk {
    candidates: Vec<Candidate>,
    turn: usize,
    unknown: Option<Answer>,
    seed: Seed,
    /// What was acknowledged.
    pub acked: Vec<Answer>,
    /// How long acknowledgements took.
    pub times: Times,
    /// Answers that were refused.
    pub refused: u64,
}

/// Spreads candidates over desks.
pub fn desks(candidates: Vec<Candidate>, count: usize, seed: &mut Seed) -> Vec<Desk> {
    let mut desks: Vec<Desk> = (0..count.min(candidates.len()).max(1))
        .map(|_| Desk {
            candidates: Vec::new(),
            turn: 0,
            unknown: None,
            seed: Seed::new(seed.next()),
            acked: Vec::new(),
            times: Times::default(),
            refused: 0,
        })
        .collect();
    let places = desks.len();
    for (index, candidate) in candidates.into_iter().enumerate() {
        desks[index % places].candidates.push(candidate);
    }
    desks
}

/// All desks answer at once until the time is over or the server is gone.
pub async fn answer(desks: Vec<Desk>, address: SocketAddr, pace: Pace) -> (Vec<Desk>, Duration) {
    let count = number(desks.len() as u64);
    let started = Monotonic::now();
    let tasks: Vec<_> = desks
        .into_iter()
        .enumerate()
        .map(|(index, mut desk)| {
            let every = pace
                .per_second
                .map(|rate| Duration::from_secs_f64(count / rate));
            let first = every.map_or(Duration::ZERO, |every| {
                every.mul_f64(number(index as u64) / count)
            });
            tokio::spawn(async move {
                // A server that died is what the fault harness wants; it asks the database then.
                let _ = desk
                    .work(
                        address,
                        pace,
                        Beat {
                            started,
                            first,
                            every,
                        },
                    )
                    .await;
                desk
            })
        })
        .collect();
    let mut back = Vec::with_capacity(tasks.len());
    for task in tasks {
        if let Ok(desk) = task.await {
            back.push(desk);
        }
    }
    (back, started.elapsed())
}

/// When a desk's answers are due.
#[derive(Clone, Copy)]
struct Beat {
    started: Monotonic,
    first: Duration,
    every: Option<Duration>,
}

impl Desk {
    async fn work(&mut self, address: SocketAddr, pace: Pace, beat: Beat) -> std::io::Result<()> {
        let mut client = Client::connect(address).await?;
        if let Some(answer) = self.unknown {
            self.send(&mut client, answer).await?;
        }
        let mut due = beat.first;
        loop {
            let now = beat.started.elapsed();
            if beat.every.is_some() && due > now {
                tokio::time::sleep(due - now).await;
            }
            if beat.every.map_or(now, |_| due) >= pace.lasting {
                return Ok(());
            }
            let since = beat.every.map_or(now, |_| due);
            self.turn = (self.turn + 1) % self.candidates.len();
            let answer = self.candidates[self.turn].next(pace.questions, &mut self.seed);
            self.send(&mut client, answer).await?;
            self.times
                .note(beat.started.elapsed().saturating_sub(since));
            due += beat.every.unwrap_or_default();
        }
    }

    async fn send(&mut self, client: &mut Client, answer: Answer) -> std::io::Result<()> {
        let Answer {
            sitting,
            question,
            client: device,
            sequence,
            value,
        } = answer;
        self.unknown = Some(answer);
        if let Some(cookie) = self
            .candidates
            .iter()
            .find(|c| c.sitting == sitting)
            .and_then(|c| c.cookie.as_ref())
        {
            client.sign_in(cookie.as_str());
        }
        let path = format!("/sittings/{sitting}/answers");
        let body = format!(
            r#"{{"client":{device},"items":[{{"q":{question},"seq":{sequence},"value":{value}}}]}}"#
        );
        let reply = client
            .send(Request {
                method: "POST",
                path: &path,
                content_type: "application/json",
                body: body.as_bytes(),
                headers: "x-touyan-fetch: 1\r\n",
            })
            .await?;
        self.unknown = None;
        if reply.status == 200 && !reply.text().contains("\"refused\"") {
            self.acked.push(answer);
        } else {
            self.refused += 1;
        }
        Ok(())
    }
}

/// Asks `GET /hello` as fast as answers come: the limit of the accept loop alone.
pub async fn hello(
    address: SocketAddr,
    connections: usize,
    lasting: Duration,
) -> (Times, Duration) {
    let started = Monotonic::now();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            tokio::spawn(async move {
                let mut times = Times::default();
                let Ok(mut client) = Client::connect(address).await else {
                    return times;
                };
                while started.elapsed() < lasting {
                    let asked = Monotonic::now();
                    if client
                        .send(Request {
                            path: "/hello",
                            ..Request::default()
                        })
                        .await
                        .is_err()
                    {
                        break;
                    }
                    times.note(asked.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Times::default();
    for task in tasks {
        times.take(task.await.unwrap_or_default());
    }
    (times, started.elapsed())
}
