//! Virtual candidates that answer question after question, over a number of connections.
//!
//! A desk is one connection with its candidates. It sends the next answer when the last one is
//! acknowledged, or when one of its candidates has thought long enough; what has an unknown fate
//! (the server died) is sent again first, an answer under the same client and sequence. Times
//! count from the moment an answer was due, waiting for the connection included.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::net::SocketAddr;
use std::time::Duration;

use platform::clock::Monotonic;
use serde::Deserialize;

use crate::crowd::FETCH;
use crate::http::{Client, Reply, Request};
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
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// Answers a second over all candidates; as fast as acknowledgements come without it.
    pub per_second: Option<f64>,
    /// What is sent in this time from the start is checked, but not counted or timed.
    pub warm_up: Duration,
    /// When to stop sending, the warm-up included.
    pub lasting: Duration,
    /// Questions of the paper.
    pub questions: i64,
    /// From when on a desk that was told to submits one of its candidates.
    pub submit_from: Option<Duration>,
}

/// A submission that was acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The sitting.
    pub sitting: i64,
    /// Whose it is.
    pub cookie: String,
    /// The number of the receipt.
    pub receipt: String,
    /// When it was submitted, as the server says.
    pub at: i64,
}

/// One connection with its candidates and what it remembers.
pub struct Desk {
    candidates: Vec<Candidate>,
    turn: usize,
    unknown: Option<Unknown>,
    seed: Seed,
    /// What was acknowledged.
    pub acked: Vec<Answer>,
    /// Submissions that were acknowledged.
    pub submitted: Vec<Submitted>,
    /// Whether it is to submit in this round.
    pub submits: bool,
    /// How long acknowledgements took, the warm-up aside.
    pub times: Times,
    /// Answers that were refused.
    pub refused: u64,
    /// Connections that broke.
    pub broken: u64,
}

/// A request that got no answer.
#[derive(Clone)]
enum Unknown {
    Answer(Answer),
    Submission(Candidate),
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
            submitted: Vec::new(),
            submits: false,
            times: Times::default(),
            refused: 0,
            broken: 0,
        })
        .collect();
    let places = desks.len();
    for (index, candidate) in candidates.into_iter().enumerate() {
        desks[index % places].candidates.push(candidate);
    }
    desks
}

/// All desks answer at once until the time is over or the server is gone. Gives how long it
/// took, the warm-up aside.
pub async fn answer(desks: Vec<Desk>, address: SocketAddr, pace: Pace) -> (Vec<Desk>, Duration) {
    let candidates: usize = desks.iter().map(|desk| desk.candidates.len()).sum();
    let think = pace
        .per_second
        .map(|rate| Duration::from_secs_f64(number(candidates as u64) / rate));
    let started = Monotonic::now();
    let tasks: Vec<_> = desks
        .into_iter()
        .map(|mut desk| {
            tokio::spawn(async move {
                // A server that died is what the fault harness wants; for others it is an error.
                if desk.work(address, pace, started, think).await.is_err() {
                    desk.broken += 1;
                }
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
    (back, started.elapsed().saturating_sub(pace.warm_up))
}

/// Which candidate's answer is due when: each thinks for a time drawn anew before each answer,
/// whatever the server does meanwhile.
struct Schedule {
    think: Duration,
    next: BinaryHeap<Reverse<(Duration, usize)>>,
}

impl Schedule {
    fn of(candidates: usize, think: Duration, seed: &mut Seed) -> Self {
        let next = (0..candidates)
            .map(|index| Reverse((seed.around(think), index)))
            .collect();
        Self { think, next }
    }

    fn take(&mut self, seed: &mut Seed) -> Option<(Duration, usize)> {
        let Reverse((due, index)) = self.next.pop()?;
        self.next
            .push(Reverse((due + seed.around(self.think), index)));
        Some((due, index))
    }
}

impl Desk {
    /// Whether a server left it without an answer.
    pub fn waits(&self) -> bool {
        self.unknown.is_some()
    }

    async fn work(
        &mut self,
        address: SocketAddr,
        pace: Pace,
        started: Monotonic,
        think: Option<Duration>,
    ) -> std::io::Result<()> {
        let mut client = Client::connect(address).await?;
        match self.unknown.clone() {
            Some(Unknown::Answer(answer)) => self.send(&mut client, answer).await?,
            Some(Unknown::Submission(candidate)) => self.submit(&mut client, candidate).await?,
            None => {}
        }
        let count = self.candidates.len();
        let mut schedule = think.map(|think| Schedule::of(count, think, &mut self.seed));
        while !self.candidates.is_empty() {
            if pace
                .submit_from
                .is_some_and(|from| started.elapsed() >= from)
            {
                self.submit_one(&mut client).await?;
            }
            let due = match &mut schedule {
                None => {
                    self.turn = (self.turn + 1) % self.candidates.len();
                    started.elapsed()
                }
                Some(schedule) => {
                    let Some((due, index)) = schedule.take(&mut self.seed) else {
                        return Ok(());
                    };
                    self.turn = index;
                    due
                }
            };
            if due >= pace.lasting {
                return Ok(());
            }
            let early = due.saturating_sub(started.elapsed());
            if !early.is_zero() {
                tokio::time::sleep(early).await;
            }
            let answer = self.candidates[self.turn].next(pace.questions, &mut self.seed);
            self.send(&mut client, answer).await?;
            if due >= pace.warm_up {
                self.times.note(started.elapsed().saturating_sub(due));
            }
        }
        Ok(())
    }

    /// A desk keeps its last candidate, so that it always has something to send.
    async fn submit_one(&mut self, client: &mut Client) -> std::io::Result<()> {
        if !std::mem::take(&mut self.submits) || self.candidates.len() < 2 {
            return Ok(());
        }
        let leaving = self.turn % self.candidates.len();
        let candidate = self.candidates.swap_remove(leaving);
        self.turn = 0;
        self.submit(client, candidate).await
    }

    async fn submit(&mut self, client: &mut Client, candidate: Candidate) -> std::io::Result<()> {
        self.unknown = Some(Unknown::Submission(candidate.clone()));
        let done = submit(client, &candidate).await?;
        self.unknown = None;
        match done {
            Some(submitted) => self.submitted.push(submitted),
            None => self.refused += 1,
        }
        Ok(())
    }

    async fn send(&mut self, client: &mut Client, answer: Answer) -> std::io::Result<()> {
        let Answer {
            sitting,
            question,
            client: device,
            sequence,
            value,
        } = answer;
        self.unknown = Some(Unknown::Answer(answer));
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
                headers: FETCH,
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

/// Submits a sitting; none when that is refused.
///
/// # Errors
/// The network's.
pub async fn submit(
    client: &mut Client,
    candidate: &Candidate,
) -> std::io::Result<Option<Submitted>> {
    let cookie = candidate.cookie.clone().unwrap_or_default();
    client.sign_in(cookie.as_str());
    let path = format!("/sittings/{}/submission", candidate.sitting);
    let reply = client
        .send(Request {
            method: "POST",
            path: &path,
            headers: FETCH,
            ..Request::default()
        })
        .await?;
    Ok(Submitted::read(candidate.sitting, cookie, &reply))
}

#[derive(Deserialize)]
struct Told {
    receipt: String,
    at: i64,
}

impl Submitted {
    /// What a server answered to a submission; none when it was refused.
    pub fn read(sitting: i64, cookie: String, reply: &Reply) -> Option<Self> {
        if reply.status != 200 {
            return None;
        }
        let Told { receipt, at } = serde_json::from_slice(&reply.body).ok()?;
        Some(Self {
            sitting,
            cookie,
            receipt,
            at,
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_thinks_for_a_while_of_their_own() {
        let mut seed = Seed::new(3);
        let think = Duration::from_secs(10);
        let mut schedule = Schedule::of(100, think, &mut seed);
        let mut due = Vec::new();
        while let Some((at, _)) = schedule.take(&mut seed) {
            if at > Duration::from_secs(1_000) {
                break;
            }
            due.push(at);
        }
        assert!(due.is_sorted());
        // 100 candidates in 1,000 s: about 10,000 answers.
        assert!((9_500..10_700).contains(&due.len()), "{}", due.len());
        let gaps: Vec<Duration> = due.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let long = gaps.iter().filter(|gap| **gap > think / 100).count();
        // Of exponential gaps, e^-1 are longer than the mean.
        assert!((0.33..0.41).contains(&(number(long as u64) / number(gaps.len() as u64))));
    }
}
