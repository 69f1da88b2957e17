//! The synchronised start of a test: everybody at once, no error.

use clap::Args;
use platform::error::{Error, internal};

use crate::city::{self, City};
use crate::place::PlaceArgs;
use crate::promise::Promises;
use crate::report::Report;
use crate::sitting;

/// Who starts.
#[derive(Args, Debug, Clone)]
pub struct StartArgs {
    /// Where.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Members of the city.
    #[arg(long, default_value_t = 25_000)]
    pub members: u32,
    /// Candidates who start.
    #[arg(long, default_value_t = 20_000)]
    pub candidates: u32,
    /// Connections they share.
    #[arg(long, default_value_t = 256)]
    pub connections: usize,
    /// Questions of the paper.
    #[arg(long, default_value_t = 50)]
    pub questions: u32,
    /// How many whole runs, each with a test of its own; the result has the medians.
    #[arg(long, default_value_t = 1)]
    pub runs: u32,
    /// What must hold of the medians.
    #[command(flatten)]
    pub promises: Promises,
}

/// `bench start`.
///
/// # Errors
/// When the city cannot be made or served.
pub async fn run(args: &StartArgs) -> Result<Report, Error> {
    let city = City::make(&args.place, args.members).await?;
    let app = city.open().await?;
    let mut exams = Vec::new();
    for run in 0..args.runs.max(1) {
        exams.push(
            city::exam(
                &app,
                args.candidates,
                args.questions,
                &format!("start {run}"),
            )
            .await?,
        );
    }
    app.db.close().await;
    drop(app);
    let mut reports = Vec::new();
    for exam in &exams {
        // A server that has seen nobody: the caches are cold, as before a test.
        let server = city.serve().await?;
        let (_, report) = sitting::start(&city, &server, exam, args.connections).await?;
        reports.push(Report {
            rss_mb: server.rss_mb(),
            ..report
        });
        server.kill().await?;
    }
    let report = Report::median(reports).ok_or_else(|| internal("nothing was measured"))?;
    Ok(args.promises.judge(report))
}
