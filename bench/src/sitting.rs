//! The sitting: everybody starts at once, answers, submits; and what happens beside it.

use std::time::Duration;

use clap::{Args, ValueEnum};
use platform::app::App;
use platform::error::{Error, internal};
use platform::{params, sql};
use serde::Deserialize;

use crate::city::{self, City, Exam};
use crate::crowd::{self, Ask, Crowd};
use crate::limits::{self, LoadArgs};
use crate::load::{self, Candidate};
use crate::place::Place;
use crate::process::Server;
use crate::report::{Report, rounded};
use crate::roster::{self, Uploads};
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
    /// The mean time a candidate thinks before each answer, milliseconds; sets the rate.
    #[arg(long, conflicts_with = "rate")]
    pub think_ms: Option<u32>,
    /// What else the server does meanwhile.
    #[arg(long, value_enum)]
    pub during: Option<During>,
    /// Do without the bare server beside it.
    #[arg(long)]
    pub alone: bool,
}

/// Work beside the sitting.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum During {
    /// Another test with as many candidates is closed and graded.
    Close,
    /// The city is copied.
    Backup,
    /// Rosters of 5,000 people are brought through the pages, one after the other.
    Import,
}

/// What starting answers, as far as it matters here.
#[derive(Deserialize)]
struct Started {
    sitting: i64,
}

/// `bench sitting`.
///
/// # Errors
/// When the city cannot be made or served.
pub async fn run(args: &SittingArgs, say: fn(&Report)) -> Result<Report, Error> {
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
    let (candidates, report) = start(&city, &server, &exam, args.load.connections).await?;
    say(&report);
    let beside = Beside::begin(args, &city, &server, other.zip(closing), uploads).await?;
    let report = saves(args, &city, &server, &exam, candidates.clone()).await?;
    beside.end(say).await?;
    say(&submit(&city, &server, &exam, &candidates, args.load.connections).await?);
    let report = Report {
        rss_mb: server.rss_mb(),
        ..report
    };
    drop(server);
    if args.alone {
        return Ok(report);
    }
    Ok(report.beside(limit(args, rows, say).await?))
}

/// The bare server with the same rows before and the same load, on the same disk.
async fn limit(args: &SittingArgs, rows: u64, say: fn(&Report)) -> Result<f64, Error> {
    let place = Place::make(&args.load.place).await?;
    limits::migrated(&place, rows).await?;
    let server = limits::bare_server(&place).await?;
    let report = limits::bare_on(&place, &server, &args.load, i64::from(args.questions)).await?;
    say(&report);
    Ok(report.per_second)
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
    if let Some(think) = args.think_ms {
        load.rate = Some(f64::from(load.candidates) * 1000.0 / f64::from(think.max(1)));
    }
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
    let done = crowd
        .replies
        .iter()
        .filter(|(_, reply)| reply.status == 200)
        .count() as u64;
    let errors = candidates.len() as u64 - done;
    let there = city
        .count(sql!("sql/count_submissions.sql"), exam.test)
        .await?;
    let report = checked("submit", city, &mut crowd, done, there);
    Ok(Report { errors, ..report })
}

/// The work beside the sitting.
enum Beside {
    Nothing,
    Copying(tokio::task::JoinHandle<Result<Report, Error>>),
    Importing(tokio::task::JoinHandle<Result<Report, Error>>),
    Closing(tokio::task::JoinHandle<Result<Report, Error>>),
}

impl Beside {
    async fn begin(
        args: &SittingArgs,
        city: &City,
        server: &Server,
        other: Option<(Exam, Ask)>,
        uploads: Option<Uploads>,
    ) -> Result<Self, Error> {
        let lasting = Duration::from_secs(args.load.seconds);
        if let Some(uploads) = uploads {
            let work = roster::through_pages(server.address, uploads, lasting);
            return Ok(Self::Importing(tokio::spawn(work)));
        }
        match (args.during, other) {
            (Some(During::Backup), _) => Ok(Self::Copying(tokio::spawn(copies(
                city.place.data.clone(),
                lasting,
            )))),
            (Some(During::Close), Some((other, ask))) => {
                let (candidates, _) = start(city, server, &other, args.load.connections).await?;
                let address = server.address;
                Ok(Self::Closing(tokio::spawn(async move {
                    tokio::time::sleep(lasting / 10).await;
                    let mut crowd = crowd::all(address, 1, vec![ask], "").await;
                    let answered = crowd.replies.first().map_or(0, |(_, reply)| reply.status);
                    let report = Report::of(
                        format!("close answered {answered}"),
                        candidates.len() as u64,
                        crowd.took,
                    );
                    Ok(report.with(&mut crowd.times))
                })))
            }
            _ => Ok(Self::Nothing),
        }
    }

    async fn end(self, say: fn(&Report)) -> Result<(), Error> {
        match self {
            Self::Nothing => Ok(()),
            Self::Copying(work) | Self::Closing(work) | Self::Importing(work) => {
                say(&work.await.map_err(|error| internal(error.to_string()))??);
                Ok(())
            }
        }
    }
}

/// The request of somebody who may close the other test.
async fn closing(app: &App, other: &Exam) -> Result<Ask, Error> {
    let cookie = city::holder(app, "tests.edit").await?;
    let path = format!("/staff/tests/{}/closure", other.test);
    Ok(Ask {
        method: "POST",
        path,
        cookie,
        form: "yes=1".to_owned(),
        ..Ask::default()
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

/// Copies the city again and again.
async fn copies(data: std::path::PathBuf, lasting: Duration) -> Result<Report, Error> {
    let started = platform::clock::Monotonic::now();
    let folder = tempfile::tempdir().map_err(|error| internal(error.to_string()))?;
    let (mut n, mut errors) = (0, 0);
    while started.elapsed() < lasting {
        let program = std::env::current_exe().map_err(|error| internal(error.to_string()))?;
        let status = tokio::process::Command::new(program)
            .args(["touyan", "backup", "--data"])
            .arg(&data)
            .arg("--to")
            .arg(folder.path().join(n.to_string()))
            .stdout(std::process::Stdio::null())
            .status()
            .await
            .map_err(|error| internal(error.to_string()))?;
        n += 1;
        errors += u64::from(!status.success());
    }
    let report = Report::of("backup", n, started.elapsed());
    Ok(Report {
        per_second: rounded(report.per_second),
        errors,
        ..report
    })
}
