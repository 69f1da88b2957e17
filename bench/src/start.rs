//! The synchronised start of a test: everybody at once, no error.

use clap::Args;
use platform::error::Error;

use crate::city::{self, City};
use crate::place::PlaceArgs;
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
}

/// `bench start`.
///
/// # Errors
/// When the city cannot be made or served.
pub async fn run(args: &StartArgs) -> Result<Report, Error> {
    let city = City::make(&args.place, args.members).await?;
    let app = city.open().await?;
    let exam = city::exam(&app, args.candidates, args.questions, "start").await?;
    app.db.close().await;
    drop(app);
    let server = city.serve().await?;
    let (_, report) = sitting::start(&city, &server, &exam, args.connections).await?;
    Ok(Report {
        rss_mb: server.rss_mb(),
        ..report
    })
}
