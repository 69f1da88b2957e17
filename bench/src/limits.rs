//! The limits of this machine: the accept loop alone, rows alone, and both together.

use std::time::Duration;

use clap::Args;
use platform::clock::{Clock, Monotonic};
use platform::db::{Value, migrate};
use platform::error::Error;

use crate::bare::{self, Item, Row};
use crate::check;
use crate::load::{self, Candidate, Desk, Pace};
use crate::place::{Place, PlaceArgs};
use crate::process::Server;
use crate::report::{Report, Times};
use crate::seed::Seed;

/// Rows of one transaction of raw upserts, as many as the coalescer writes at once.
const RAW_BATCH: i64 = 1_000;
/// Questions of the paper that virtual candidates answer.
const QUESTIONS: i64 = 50;

/// How much load.
#[derive(Args, Debug, Clone)]
pub struct LoadArgs {
    /// Where.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Connections that answer at the same time.
    #[arg(long, default_value_t = 64)]
    pub connections: usize,
    /// Virtual candidates behind them.
    #[arg(long, default_value_t = 2_000)]
    pub candidates: u32,
    /// How long, seconds, after the warm-up.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
    /// The first seconds, which are checked but not counted.
    #[arg(long, default_value_t = 2)]
    pub warm_up: u64,
    /// Answers a second; as fast as they are acknowledged without it.
    #[arg(long)]
    pub rate: Option<f64>,
    /// Rows in the answer table before.
    #[arg(long, default_value_t = 0)]
    pub rows: u64,
    /// The seed.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

impl LoadArgs {
    /// The pace of a paper with so many questions.
    pub fn pace(&self, questions: i64) -> Pace {
        Pace {
            per_second: self.rate,
            warm_up: Duration::from_secs(self.warm_up),
            lasting: Duration::from_secs(self.warm_up + self.seconds),
            questions,
            submit_from: None,
        }
    }
}

/// `bench hello`.
///
/// # Errors
/// When the server does not start.
pub async fn hello(args: &LoadArgs) -> Result<Report, Error> {
    let place = prepared(args).await?;
    let server = bare_server(&place).await?;
    Ok(hello_on(&server, args).await)
}

/// The hellos of a bare server.
pub async fn hello_on(server: &Server, args: &LoadArgs) -> Report {
    let lasting = Duration::from_secs(args.seconds);
    let (mut times, took) = load::hello(server.address, args.connections, lasting).await;
    let report = Report::of("hello", times.len(), took).with(&mut times);
    Report {
        rss_mb: server.rss_mb(),
        ..report
    }
}

/// `bench raw`: upserts through the database seam, in this process.
///
/// # Errors
/// The database's.
pub async fn raw(args: &LoadArgs) -> Result<Report, Error> {
    raw_on(&prepared(args).await?, args).await
}

/// Rows in batches, past any server.
///
/// # Errors
/// The database's.
pub async fn raw_on(place: &Place, args: &LoadArgs) -> Result<Report, Error> {
    let db = place.open().await?;
    let started = Monotonic::now();
    let mut times = Times::default();
    let mut rows = 0_i64;
    while started.elapsed() < Duration::from_secs(args.seconds) {
        let asked = Monotonic::now();
        let first = rows;
        db.write("raw_upserts", move |tx| {
            let cells: Vec<Vec<Value>> = (first..first + RAW_BATCH).map(raw_row).collect();
            Ok(tx.insert_many(&bare::INSERT, &cells)?)
        })
        .await?;
        rows += RAW_BATCH;
        times.note(asked.elapsed());
    }
    let report = Report::of("raw", rows.unsigned_abs(), started.elapsed()).with(&mut times);
    db.close().await;
    Ok(Report {
        engine: Some(place.engine()),
        ..report
    })
}

/// Rows as they come from candidates: each sitting gets one after the other.
fn raw_row(n: i64) -> Vec<Value> {
    let (sitting, sequence) = (1_000_000_000 + n % 2_000, n / 2_000 + 1);
    let item = Item {
        q: n / 2_000 % QUESTIONS + 1,
        seq: sequence,
        value: 1,
    };
    Row {
        sitting,
        client: 7,
        item,
    }
    .cells(n)
}

/// `bench bare`, with hello and raw upserts in the same run.
///
/// # Errors
/// When the server does not start or the database cannot be read.
pub async fn bare(args: &LoadArgs, say: fn(&Report)) -> Result<Report, Error> {
    let place = prepared(args).await?;
    let server = bare_server(&place).await?;
    say(&hello_on(&server, args).await);
    let report = bare_on(&place, &server, args, QUESTIONS).await?;
    drop(server);
    say(&raw_on(&place, args).await?);
    Ok(report)
}

/// The bare server's answers to the given load.
///
/// # Errors
/// When the database cannot be read afterwards.
pub async fn bare_on(
    place: &Place,
    server: &Server,
    args: &LoadArgs,
    questions: i64,
) -> Result<Report, Error> {
    let mut seed = Seed::new(args.seed);
    let candidates = (1..=i64::from(args.candidates))
        .map(|n| Candidate::new(n, None))
        .collect();
    let desks = load::desks(candidates, args.connections, &mut seed);
    let (desks, took) = load::answer(desks, server.address, args.pace(questions)).await;
    let report = gathered("bare", place, desks, took).await?;
    Ok(Report {
        rss_mb: server.rss_mb(),
        ..report
    })
}

/// Puts together what desks did, and compares it with the database.
///
/// # Errors
/// When the database cannot be read.
pub async fn gathered(
    work: &str,
    place: &Place,
    desks: Vec<Desk>,
    took: Duration,
) -> Result<Report, Error> {
    let (mut acked, mut times, mut errors) = (Vec::new(), Times::default(), 0);
    for desk in desks {
        acked.extend(desk.acked);
        times.take(desk.times);
        errors += desk.refused + desk.broken;
    }
    let found = check::compare(place, &acked).await?;
    let report = Report::of(work, times.len(), took).with(&mut times);
    Ok(Report {
        engine: Some(place.engine()),
        acked: Some(found.acked),
        lost: Some(found.lost),
        doubled: Some(found.doubled),
        errors,
        ..report
    })
}

async fn prepared(args: &LoadArgs) -> Result<Place, Error> {
    let place = Place::make(&args.place).await?;
    migrated(&place, args.rows).await?;
    Ok(place)
}

/// Creates the tables and fills the answer table.
///
/// # Errors
/// The database's.
pub async fn migrated(place: &Place, rows: u64) -> Result<(), Error> {
    let db = place.open().await?;
    migrate::run(&db, &Clock::system(), None).await?;
    bare::fill(&db, rows).await?;
    db.close().await;
    Ok(())
}

/// Starts the bare server on a place.
///
/// # Errors
/// When it does not start.
pub async fn bare_server(place: &Place) -> Result<Server, Error> {
    let mut arguments = vec!["serve-bare".to_owned()];
    arguments.extend(place.arguments());
    Server::own(&arguments).await
}
