//! The fault harness: kill -9 at random moments, and nothing acknowledged may be missing.
//!
//! A plain kill -9 cannot show a commit that was not durable, because the page cache survives;
//! `--unsynced` makes the kill a power cut. The controls break durability on purpose and must
//! be found out: a harness that cannot fail proves nothing.

use std::time::Duration;

use clap::{Args, ValueEnum};
use platform::clock::Monotonic;
use platform::error::{Error, internal};

use crate::check;
use crate::city::{self, City};
use crate::limits::migrated;
use crate::load::{self, Answer, Candidate, Desk, Pace};
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
    let (mut all, mut times) = (Vec::new(), Times::default());
    let (mut lost, mut doubled, mut refused) = (0, 0, 0);
    let started = Monotonic::now();
    for _ in 0..args.kills {
        desks = round(args, bench, desks, &mut seed).await?;
        let acked = taken(&mut desks, &mut times, &mut refused);
        let found = check::compare(bench.place, &acked).await?;
        (lost, doubled) = (lost + found.lost, doubled + found.doubled);
        all.extend(acked);
        if args.control.is_some() && lost > 0 {
            break;
        }
    }
    if args.control.is_none() {
        all.extend(ended(args, bench, desks).await?);
        let found = check::compare(bench.place, &all).await?;
        (lost, doubled) = (lost.max(found.lost), doubled.max(found.doubled));
        check::sound(bench.place)?;
    }
    let report = Report::of(name(args), all.len() as u64, started.elapsed()).with(&mut times);
    Ok(Report {
        engine: Some(bench.place.engine()),
        acked: Some(all.len() as u64),
        lost: Some(lost),
        doubled: Some(doubled),
        errors: refused,
        ..report
    })
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
        None => lost == 0 && report.doubled == Some(0) && report.acked > Some(0),
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
    desks: Vec<Desk>,
    seed: &mut Seed,
) -> Result<Vec<Desk>, Error> {
    let server = start(args, bench, seed).await?;
    let pace = Pace {
        per_second: None,
        lasting: ROUND,
        questions: bench.questions,
    };
    let work = tokio::spawn(load::answer(desks, server.address, pace));
    let alive = SHORTEST + Duration::from_millis(seed.below(args.longest_ms));
    tokio::time::sleep(alive).await;
    server.kill().await?;
    let (desks, _) = work.await.map_err(|error| internal(error.to_string()))?;
    Ok(desks)
}

/// A last server hears the answers whose fate is unknown, as the phones would send them.
async fn ended(args: &KillArgs, bench: &Bench<'_>, desks: Vec<Desk>) -> Result<Vec<Answer>, Error> {
    let server = start(args, bench, &mut Seed::new(0)).await?;
    let pace = Pace {
        per_second: None,
        lasting: Duration::ZERO,
        questions: bench.questions,
    };
    let (mut desks, _) = load::answer(desks, server.address, pace).await;
    server.kill().await?;
    Ok(taken(&mut desks, &mut Times::default(), &mut 0))
}

fn taken(desks: &mut [Desk], times: &mut Times, refused: &mut u64) -> Vec<Answer> {
    let mut acked = Vec::new();
    for desk in desks {
        acked.append(&mut desk.acked);
        times.take(std::mem::take(&mut desk.times));
        *refused += std::mem::take(&mut desk.refused);
    }
    acked
}
