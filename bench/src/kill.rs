//! The fault harness: kill -9 at random moments, and nothing acknowledged may be missing.
//!
//! A plain kill -9 cannot show a commit that was not durable, because the page cache survives;
//! `--unsynced` makes the kill a power cut. The controls break durability on purpose and must
//! be found out: a harness that cannot fail proves nothing.
//!
//! Candidates of the product also submit, most of them within milliseconds of the kill, before
//! or after its COMMIT. Afterwards each acknowledged submission must be there once with one
//! mark, and whoever submits again must be told the same receipt.

use std::net::SocketAddr;
use std::time::Duration;

use clap::{Args, ValueEnum};
use platform::clock::Monotonic;
use platform::error::{Error, internal};

use crate::check;
use crate::city::{self, City};
use crate::http::Client;
use crate::limits::migrated;
use crate::load::{self, Answer, Candidate, Desk, Pace, Submitted};
use crate::place::{Place, PlaceArgs};
use crate::process::Server;
use crate::report::{Report, Times};
use crate::seed::Seed;
use crate::sitting;

/// How to kill.
#[derive(Args, Debug, Clone)]
pub struct KillArgs {
    /// Where.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// How often.
    #[arg(long, default_value_t = 20)]
    pub kills: u32,
    /// Which server.
    #[arg(long, value_enum, default_value_t)]
    pub server: Victim,
    /// Members of the city, when the product is killed.
    #[arg(long, default_value_t = 1_000)]
    pub members: u32,
    /// Drop what SQLite did not sync.
    #[arg(long)]
    pub unsynced: bool,
    /// Break durability; the harness must then report loss.
    #[arg(long, value_enum)]
    pub control: Option<Control>,
    /// Connections that write.
    #[arg(long, default_value_t = 32)]
    pub connections: usize,
    /// Virtual candidates behind them.
    #[arg(long, default_value_t = 128)]
    pub candidates: u32,
    /// The longest time between start and kill, milliseconds.
    #[arg(long, default_value_t = 400)]
    pub longest_ms: u64,
    /// Of the connections to the product, one in so many submits a candidate just before a kill.
    #[arg(long, default_value_t = 8)]
    pub submit_one_in: u64,
    /// It does so at most so long before, milliseconds.
    #[arg(long, default_value_t = 15)]
    pub last_moments_ms: u64,
    /// The seed; taken from chance and printed without it.
    #[arg(long)]
    pub seed: Option<u64>,
}

/// Which server is killed.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Victim {
    /// The bare server.
    #[default]
    Bare,
    /// The product, during a sitting.
    City,
}

/// A broken promise.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// SQLite with synchronous=OFF; needs `--unsynced` to show.
    DurabilityOff,
    /// Answers are acknowledged before they are written.
    AckEarly,
}

/// The shortest time between the first request and the kill.
const SHORTEST: Duration = Duration::from_millis(40);
/// Longer than any round: the kill ends it.
const ROUND: Duration = Duration::from_secs(600);

/// Where a round finds its server.
pub struct Bench<'a> {
    /// The database.
    pub place: &'a Place,
    /// The words that start the server, without those of the round.
    pub server: Vec<String>,
    /// Questions of the paper.
    pub questions: i64,
}

/// `bench kill`.
///
/// # Errors
/// When a server does not come back or the database cannot be read.
pub async fn run(args: &KillArgs) -> Result<Report, Error> {
    match args.server {
        Victim::Bare => bare(args).await,
        Victim::City => city(args).await,
    }
}

async fn bare(args: &KillArgs) -> Result<Report, Error> {
    let place = Place::make(&args.place).await?;
    migrated(&place, 0).await?;
    let candidates = (1..=i64::from(args.candidates))
        .map(|n| Candidate::new(n, None))
        .collect();
    let mut server = vec!["serve-bare".to_owned()];
    server.extend(place.arguments());
    let bench = Bench {
        place: &place,
        server,
        questions: 50,
    };
    rounds(args, &bench, candidates).await
}

async fn city(args: &KillArgs) -> Result<Report, Error> {
    if args.control == Some(Control::AckEarly) {
        return Err(internal(
            "the product cannot acknowledge early: use the bare server",
        ));
    }
    let city = City::make(&args.place, args.members).await?;
    let app = city.open().await?;
    let exam = city::exam(&app, args.candidates, 50, "kill").await?;
    app.db.close().await;
    drop(app);
    let server = city.serve().await?;
    let (candidates, _) = sitting::start(&city, &server, &exam, args.connections).await?;
    server.kill().await?;
    let mut server = vec!["serve-city".to_owned()];
    server.extend(city.place.arguments());
    let bench = Bench {
        place: &city.place,
        server,
        questions: exam.questions,
    };
    rounds(args, &bench, candidates).await
}

/// Kills a server again and again and compares after each kill.
///
/// # Errors
/// When a server does not come back or the database cannot be read.
pub async fn rounds(
    args: &KillArgs,
    bench: &Bench<'_>,
    candidates: Vec<Candidate>,
) -> Result<Report, Error> {
    let number = args
        .seed
        .unwrap_or_else(|| u64::from_be_bytes(platform::random::bytes()));
    eprintln!("seed {number}");
    let mut seed = Seed::new(number);
    let mut desks = load::desks(candidates, args.connections, &mut seed);
    let mut tally = Tally::default();
    let started = Monotonic::now();
    for _ in 0..args.kills {
        desks = round(args, bench, desks, &mut seed, &mut tally).await?;
        let acked = tally.take(&mut desks);
        tally.compare(args, bench.place, &acked).await?;
        tally.unknown += desks.iter().filter(|desk| desk.waits()).count() as u64;
        if args.control.is_some() && tally.lost > 0 {
            break;
        }
    }
    if args.control.is_none() {
        ended(args, bench, desks, &mut tally).await?;
        check::sound(bench.place)?;
    }
    let report = Report::of(name(args), tally.answers.len() as u64, started.elapsed());
    Ok(Report {
        engine: Some(bench.place.engine()),
        acked: Some(tally.answers.len() as u64),
        lost: Some(tally.lost),
        doubled: Some(tally.doubled),
        errors: tally.refused,
        submitted: (args.server == Victim::City).then_some(tally.submitted.len() as u64),
        unknown: Some(tally.unknown),
        ..report.with(&mut tally.times)
    })
}

/// What all rounds came to.
#[derive(Default)]
struct Tally {
    answers: Vec<Answer>,
    submitted: Vec<Submitted>,
    /// How many submissions were asked for again already.
    repeated: usize,
    times: Times,
    lost: u64,
    doubled: u64,
    refused: u64,
    unknown: u64,
}

/// What one round was told.
struct Acked {
    answers: Vec<Answer>,
    submitted: Vec<Submitted>,
}

impl Tally {
    /// Takes from the desks what they were told.
    fn take(&mut self, desks: &mut [Desk]) -> Acked {
        let (mut answers, mut submitted) = (Vec::new(), Vec::new());
        for desk in desks {
            answers.append(&mut desk.acked);
            submitted.append(&mut desk.submitted);
            self.times.take(std::mem::take(&mut desk.times));
            self.refused += std::mem::take(&mut desk.refused);
        }
        self.answers.extend_from_slice(&answers);
        self.submitted.extend_from_slice(&submitted);
        Acked { answers, submitted }
    }

    /// Looks for it in the database as the kill left it.
    async fn compare(
        &mut self,
        args: &KillArgs,
        place: &Place,
        acked: &Acked,
    ) -> Result<(), Error> {
        let found = async {
            let answers = check::compare(place, &acked.answers).await?;
            let ends = check::submissions(place, &acked.submitted).await?;
            Ok::<_, Error>((answers, ends))
        };
        match found.await {
            Ok((answers, ends)) => {
                self.lost += answers.lost + ends.lost;
                self.doubled += answers.doubled + ends.doubled;
            }
            // Without durability a power cut may leave a file that cannot be read at all.
            Err(error) if args.control == Some(Control::DurabilityOff) => {
                eprintln!("bench: {error}");
                self.lost += acked.answers.len() as u64;
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Submits again what was acknowledged since a number of submissions: whoever is told
    /// another receipt has submitted twice.
    async fn repeat(&mut self, address: SocketAddr, from: usize) -> Result<(), Error> {
        let failed = |error: std::io::Error| internal(error.to_string());
        if self.submitted.len() == from {
            return Ok(());
        }
        let mut client = Client::connect(address).await.map_err(failed)?;
        for first in &self.submitted[from..] {
            let candidate = Candidate::new(first.sitting, Some(first.cookie.clone()));
            match load::submit(&mut client, &candidate)
                .await
                .map_err(failed)?
            {
                Some(again) if again == *first => {}
                Some(again) => {
                    eprintln!("bench: {first:?} became {again:?}");
                    self.doubled += 1;
                }
                None => self.lost += 1,
            }
        }
        self.repeated = self.submitted.len();
        Ok(())
    }
}

fn name(args: &KillArgs) -> String {
    let whom = if args.server == Victim::City {
        "city"
    } else {
        "bare"
    };
    let mut name = format!("kill {whom} {}", args.kills);
    if args.unsynced {
        name.push_str(" unsynced");
    }
    match args.control {
        Some(Control::DurabilityOff) => name.push_str(" control durability-off"),
        Some(Control::AckEarly) => name.push_str(" control ack-early"),
        None => {}
    }
    name
}

/// Whether the run shows what it must: nothing lost, or with a control something.
pub fn holds(args: &KillArgs, report: &Report) -> bool {
    let lost = report.lost.unwrap_or(0);
    match args.control {
        Some(_) => lost > 0,
        None => {
            // A run in which nobody submitted, or all were refused, has shown nothing.
            let told = report.acked > Some(0) && report.submitted != Some(0);
            lost == 0 && report.doubled == Some(0) && report.errors == 0 && told
        }
    }
}

async fn start(args: &KillArgs, bench: &Bench<'_>, seed: &mut Seed) -> Result<Server, Error> {
    let mut words = bench.server.clone();
    if args.unsynced {
        // Half of the rounds lose everything unsynced, half let a part reach the disk.
        let early = if seed.below(2) == 0 { 0 } else { seed.next() };
        words.extend(["--unsynced".to_owned(), early.to_string()]);
    }
    match args.control {
        Some(Control::DurabilityOff) => words.extend(["--durability".to_owned(), "off".to_owned()]),
        Some(Control::AckEarly) => words.extend(["--ack".to_owned(), "early".to_owned()]),
        None => {}
    }
    Server::own(&words).await
}

async fn round(
    args: &KillArgs,
    bench: &Bench<'_>,
    mut desks: Vec<Desk>,
    seed: &mut Seed,
    tally: &mut Tally,
) -> Result<Vec<Desk>, Error> {
    let server = start(args, bench, seed).await?;
    tally.repeat(server.address, tally.repeated).await?;
    let alive = SHORTEST + Duration::from_millis(seed.below(args.longest_ms));
    let last = Duration::from_millis(seed.below(args.last_moments_ms));
    let pace = Pace {
        lasting: ROUND,
        questions: bench.questions,
        submit_from: (args.server == Victim::City).then(|| alive.saturating_sub(last)),
        ..Pace::default()
    };
    for desk in &mut desks {
        desk.submits = seed.below(args.submit_one_in.max(1)) == 0;
    }
    let work = tokio::spawn(load::answer(desks, server.address, pace));
    tokio::time::sleep(alive).await;
    server.kill().await?;
    let (desks, _) = work.await.map_err(|error| internal(error.to_string()))?;
    Ok(desks)
}

/// A last server hears what has an unknown fate, as the phones would send it, and every
/// submission once more.
async fn ended(
    args: &KillArgs,
    bench: &Bench<'_>,
    desks: Vec<Desk>,
    tally: &mut Tally,
) -> Result<(), Error> {
    let server = start(args, bench, &mut Seed::new(0)).await?;
    let pace = Pace {
        questions: bench.questions,
        ..Pace::default()
    };
    let (mut desks, _) = load::answer(desks, server.address, pace).await;
    if desks.iter().any(Desk::waits) {
        return Err(internal("the last server left a request without an answer"));
    }
    tally.take(&mut desks);
    tally.repeat(server.address, 0).await?;
    server.kill().await?;
    let answers = check::compare(bench.place, &tally.answers).await?;
    let ends = check::submissions(bench.place, &tally.submitted).await?;
    tally.lost = tally.lost.max(answers.lost + ends.lost);
    tally.doubled = tally.doubled.max(answers.doubled + ends.doubled);
    Ok(())
}
