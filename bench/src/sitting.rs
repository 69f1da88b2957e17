//! The sitting: everybody starts at once, answers, submits; and what happens beside it.

use clap::Args;
use platform::app::App;
use platform::error::{Error, internal};
use platform::{params, sql};
use serde::Deserialize;

use crate::beside::{Beside, During, closing};
use crate::check;
use crate::city::{self, City, Exam};
use crate::crowd::{self, Ask, Crowd};
use crate::limits::{self, LoadArgs};
use crate::load::{self, Candidate, Submitted};
use crate::place::Place;
use crate::process::Server;
use crate::promise::{Promises, kept_pace};
use crate::report::Report;
use crate::roster::Uploads;
use crate::seed::Seed;

/// How to sit.
#[derive(Args, Debug, Clone)]
pub struct SittingArgs {
    /// The load.
    #[command(flatten)]
    pub load: LoadArgs,
    /// Members of the city.
    #[arg(long, default_value_t = 5_000)]
    pub members: u32,
    /// Questions of the paper.
    #[arg(long, default_value_t = 50)]
    pub questions: u32,
    /// The mean time a candidate thinks before each answer, milliseconds, drawn anew each time;
    /// `--rate` says the same as answers a second of all.
    #[arg(long, conflicts_with = "rate")]
    pub think_ms: Option<u32>,
    /// How many whole runs, each with a city of its own; the result has the medians.
    #[arg(long, default_value_t = 1)]
    pub runs: u32,
    /// What must hold of the medians.
    #[command(flatten)]
    pub promises: Promises,
    /// What else the server does meanwhile.
    #[arg(long, value_enum)]
    pub during: Option<During>,
    /// Do without the bare server beside it.
    #[arg(long)]
    pub alone: bool,
}

/// What starting answers, as far as it matters here.
#[derive(Deserialize)]
struct Started {
    sitting: i64,
}

/// `bench sitting`.
///
/// # Errors
/// When the city cannot be made or served, or what was to happen beside the sitting did not.
pub async fn run(args: &SittingArgs, say: fn(&Report)) -> Result<Report, Error> {
    let (mut runs, mut parts) = (Vec::new(), Vec::new());
    for number in 1..=args.runs.max(1) {
        let report = once(args, &mut parts).await?;
        say(&Report {
            work: format!("{} run {number}", report.work),
            ..report.clone()
        });
        runs.push(report);
    }
    for part in medians(parts) {
        say(&part);
    }
    let report = Report::median(runs).ok_or_else(|| internal("nothing was measured"))?;
    let report = kept_pace(report, rate(args), args.load.seconds);
    Ok(args.promises.judge(report))
}

/// Of each part of the runs, such as *start* or *bare*, in their order.
fn medians(parts: Vec<Report>) -> Vec<Report> {
    let mut works: Vec<Vec<Report>> = Vec::new();
    for part in parts {
        match works.iter_mut().find(|work| work[0].work == part.work) {
            Some(work) => work.push(part),
            None => works.push(vec![part]),
        }
    }
    works.into_iter().filter_map(Report::median).collect()
}

/// Answers a second, where candidates think.
fn rate(args: &SittingArgs) -> Option<f64> {
    let thinking = |think: u32| f64::from(args.load.candidates) * 1000.0 / f64::from(think.max(1));
    args.load.rate.or(args.think_ms.map(thinking))
}

async fn once(args: &SittingArgs, parts: &mut Vec<Report>) -> Result<Report, Error> {
    let city = City::make(&args.load.place, args.members).await?;
    let app = city.open().await?;
    let exam = city::exam(&app, args.load.candidates, args.questions, "sitting").await?;
    let other = match args.during {
        Some(During::Close) => {
            Some(city::exam(&app, args.load.candidates, args.questions, "other").await?)
        }
        _ => None,
    };
    let rows = answers(&app).await?;
    let uploads = match args.during {
        Some(During::Import) => Some(Uploads::of(&app).await?),
        _ => None,
    };
    let closing = match &other {
        Some(other) => Some(closing(&app, other).await?),
        None => None,
    };
    app.db.close().await;
    drop(app);
    let server = city.serve().await?;
    let (candidates, begun) = start(&city, &server, &exam, args.load.connections).await?;
    let beside = Beside::begin(args, &city, &server, other.zip(closing), uploads).await?;
    let report = saves(args, &city, &server, &exam, candidates.clone()).await?;
    parts.extend(beside.end(&city).await?);
    let done = submit(&city, &server, &exam, &candidates, args.load.connections).await?;
    let report = Report {
        rss_mb: server.rss_mb(),
        submitted: done.acked,
        ..report.blamed_for(&begun).blamed_for(&done)
    };
    parts.extend([begun, done]);
    drop(server);
    if args.alone {
        return Ok(report);
    }
    Ok(report.beside(limit(args, rows, parts).await?))
}

/// The bare server with the same rows before, the same candidates and connections, on the same
/// disk, as fast as it acknowledges; hello and raw upserts beside it.
async fn limit(args: &SittingArgs, rows: u64, parts: &mut Vec<Report>) -> Result<f64, Error> {
    let place = Place::make(&args.load.place).await?;
    limits::migrated(&place, rows).await?;
    let server = limits::bare_server(&place).await?;
    let full = LoadArgs {
        rate: None,
        ..args.load.clone()
    };
    let short = LoadArgs {
        seconds: full.seconds.min(3),
        ..full.clone()
    };
    parts.push(limits::hello_on(&server, &short).await);
    let report = limits::bare_on(&place, &server, &full, i64::from(args.questions)).await?;
    drop(server);
    let limit = report.per_second;
    parts.push(report);
    parts.push(limits::raw_on(&place, &short).await?);
    Ok(limit)
}

/// Everybody presses *start* at the same moment.
///
/// # Errors
/// The database's.
pub async fn start(
    city: &City,
    server: &Server,
    exam: &Exam,
    connections: usize,
) -> Result<(Vec<Candidate>, Report), Error> {
    let path = format!("/tests/{}/sitting", exam.test);
    let asks = exam
        .cookies
        .iter()
        .map(|cookie| Ask {
            method: "POST",
            path: path.clone(),
            cookie: cookie.clone(),
            ..Ask::default()
        })
        .collect();
    let mut crowd = crowd::all(server.address, connections, asks, crowd::FETCH).await;
    let mut candidates = Vec::new();
    let mut errors = crowd.broken;
    for (index, reply) in &crowd.replies {
        match serde_json::from_slice::<Started>(&reply.body) {
            Ok(Started { sitting }) if reply.status == 200 => {
                candidates.push(Candidate::new(sitting, Some(exam.cookies[*index].clone())));
            }
            _ => errors += 1,
        }
    }
    if let Some((_, reply)) = crowd.replies.iter().find(|(_, reply)| reply.status != 200) {
        eprintln!(
            "bench: a start was answered {}: {}",
            reply.status,
            reply.text()
        );
    }
    let there = city
        .count(sql!("sql/count_sittings.sql"), exam.test)
        .await?;
    let report = checked("start", city, &mut crowd, candidates.len() as u64, there);
    Ok((candidates, Report { errors, ..report }))
}

fn checked(work: &str, city: &City, crowd: &mut Crowd, acked: u64, there: u64) -> Report {
    let report = Report::of(work, acked, crowd.took).with(&mut crowd.times);
    Report {
        engine: Some(city.place.engine()),
        acked: Some(acked),
        lost: Some(acked.saturating_sub(there)),
        doubled: Some(there.saturating_sub(acked)),
        ..report
    }
}

async fn saves(
    args: &SittingArgs,
    city: &City,
    server: &Server,
    exam: &Exam,
    candidates: Vec<Candidate>,
) -> Result<Report, Error> {
    let mut load = args.load.clone();
    load.rate = rate(args);
    let desks = load::desks(candidates, load.connections, &mut Seed::new(load.seed));
    let (desks, took) = load::answer(desks, server.address, load.pace(exam.questions)).await;
    let work = match args.during {
        None => "sitting",
        Some(During::Close) => "sitting during close",
        Some(During::Backup) => "sitting during backup",
        Some(During::Import) => "sitting during import",
    };
    limits::gathered(work, &city.place, desks, took).await
}

async fn submit(
    city: &City,
    server: &Server,
    exam: &Exam,
    candidates: &[Candidate],
    connections: usize,
) -> Result<Report, Error> {
    let asks = candidates
        .iter()
        .map(|candidate| Ask {
            method: "POST",
            path: format!("/sittings/{}/submission", candidate.sitting),
            cookie: candidate.cookie.clone().unwrap_or_default(),
            ..Ask::default()
        })
        .collect();
    let mut crowd = crowd::all(server.address, connections, asks, crowd::FETCH).await;
    let acked: Vec<Submitted> = crowd
        .replies
        .iter()
        .filter_map(|(index, reply)| {
            let candidate = &candidates[*index];
            let cookie = candidate.cookie.clone().unwrap_or_default();
            Submitted::read(candidate.sitting, cookie, reply)
        })
        .collect();
    let done = acked.len() as u64;
    let errors = candidates.len() as u64 - done;
    let found = check::submissions(&city.place, &acked).await?;
    let there = city
        .count(sql!("sql/count_submissions.sql"), exam.test)
        .await?;
    let report = checked("submit", city, &mut crowd, done, there);
    Ok(Report {
        errors,
        lost: Some(found.lost),
        doubled: Some(found.doubled.max(there.saturating_sub(done))),
        ..report
    })
}

async fn answers(app: &App) -> Result<u64, Error> {
    let (rows,): (i64,) = app
        .db
        .read("count_answers", |tx| {
            Ok(tx.one(sql!("sql/count_answers.sql"), params![])?)
        })
        .await?;
    Ok(rows.unsigned_abs())
}
