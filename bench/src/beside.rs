//! What happens beside a sitting: another test is closed, rosters come, the city is copied.

use std::time::Duration;

use assess::test::TestId;
use clap::ValueEnum;
use platform::app::App;
use platform::clock::Monotonic;
use platform::error::{Error, internal};
use platform::sql;
use tokio::task::JoinHandle;

use crate::city::{self, City, Exam};
use crate::crowd::{self, Ask};
use crate::load::{self, Pace};
use crate::process::Server;
use crate::report::{Report, rounded};
use crate::roster::{self, Uploads};
use crate::seed::Seed;
use crate::sitting::{SittingArgs, start};

/// The longest that closing may go on after the load.
const CLOSING: Duration = Duration::from_secs(60);

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

/// The work beside the sitting.
pub enum Beside {
    /// Nothing.
    Nothing,
    /// Backups or rosters, until the load ends.
    Working(JoinHandle<Result<Report, Error>>),
    /// A test that is closed.
    Closing(TestId, JoinHandle<Result<Report, Error>>),
}

impl Beside {
    /// Begins it.
    ///
    /// # Errors
    /// When the other test cannot be sat.
    pub async fn begin(
        args: &SittingArgs,
        city: &City,
        server: &Server,
        other: Option<(Exam, Ask)>,
        uploads: Option<Uploads>,
    ) -> Result<Self, Error> {
        let lasting = Duration::from_secs(args.load.warm_up + args.load.seconds);
        if let Some(uploads) = uploads {
            let work = roster::through_pages(server.address, uploads, lasting);
            return Ok(Self::Working(tokio::spawn(work)));
        }
        match (args.during, other) {
            (Some(During::Backup), _) => Ok(Self::Working(tokio::spawn(copies(
                city.place.data.clone(),
                lasting,
            )))),
            (Some(During::Close), Some((other, ask))) => {
                let sat = sit(args, city, server, &other).await?;
                let (address, test) = (server.address, other.test);
                Ok(Self::Closing(
                    test,
                    tokio::spawn(async move {
                        tokio::time::sleep(lasting / 10).await;
                        let mut crowd = crowd::all(address, 1, vec![ask], "").await;
                        let answered = crowd.replies.first().map_or(0, |(_, reply)| reply.status);
                        if answered != 303 {
                            return Err(internal(format!("closing was answered {answered}")));
                        }
                        Ok(Report::of("close", sat, crowd.took).with(&mut crowd.times))
                    }),
                ))
            }
            _ => Ok(Self::Nothing),
        }
    }

    /// Waits for its end, and gives what it came to; the load has just ended.
    ///
    /// # Errors
    /// When it did not happen, or not during the load.
    pub async fn end(self, city: &City) -> Result<Option<Report>, Error> {
        let report = match self {
            Self::Nothing => return Ok(None),
            Self::Working(work) => work.await.map_err(|error| internal(error.to_string()))??,
            Self::Closing(test, work) => {
                let report = work.await.map_err(|error| internal(error.to_string()))??;
                closed(city, test, report.n).await?;
                report
            }
        };
        if report.n == 0 || report.errors > 0 {
            return Err(internal(format!(
                "{} went wrong {} times in {}",
                report.work, report.errors, report.n
            )));
        }
        Ok(Some(report))
    }
}

/// The other test is begun by everybody and answered for a while, so that there is something
/// to grade.
async fn sit(args: &SittingArgs, city: &City, server: &Server, other: &Exam) -> Result<u64, Error> {
    let (candidates, begun) = start(city, server, other, args.load.connections).await?;
    if begun.errors > 0 {
        return Err(internal(
            "the test that is to be closed was not begun by all",
        ));
    }
    let count = candidates.len() as u64;
    let mut seed = Seed::new(args.load.seed);
    let pace = Pace {
        lasting: Duration::from_secs(2),
        questions: other.questions,
        ..Pace::default()
    };
    let desks = load::desks(candidates, args.load.connections, &mut seed);
    load::answer(desks, server.address, pace).await;
    Ok(count)
}

/// Some sittings at least must have been closed under the load, and all of them in the end.
async fn closed(city: &City, test: TestId, sat: u64) -> Result<(), Error> {
    let ended = async || city.count(sql!("sql/count_closed.sql"), test).await;
    let during = ended().await?;
    if during == 0 {
        return Err(internal(
            "nothing was closed under the load: it waits some ten seconds, raise --seconds",
        ));
    }
    let since = Monotonic::now();
    loop {
        let now = ended().await?;
        if now == sat {
            eprintln!("closed under the load: {during} of {sat}");
            return Ok(());
        }
        if since.elapsed() > CLOSING {
            return Err(internal(format!("{now} of {sat} sittings were closed")));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The request of somebody who may close the other test.
///
/// # Errors
/// When nobody may.
pub async fn closing(app: &App, other: &Exam) -> Result<Ask, Error> {
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
