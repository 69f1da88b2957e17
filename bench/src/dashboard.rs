//! Pages over the whole city, one after another: structure, coverage, the committee's page.
//!
//! The account is the one whose part of the city is largest, so that nothing is left out of the
//! sums. Each page is asked for once before it is counted.

use std::time::Duration;

use clap::Args;
use platform::clock::Monotonic;
use platform::error::{Error, internal};

use crate::city;
use crate::grown::GrownArgs;
use crate::http::{Client, Request};
use crate::pages::ZIPPED;
use crate::place::PlaceArgs;
use crate::promise::Promises;
use crate::report::{Report, Times};

/// Which pages, how often.
#[derive(Args, Debug, Clone)]
pub struct DashboardArgs {
    /// Where.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// How large a city.
    #[command(flatten)]
    pub grown: GrownArgs,
    /// The pages.
    #[arg(long = "page", default_values = ["/staff/structure", "/staff/grids"])]
    pub pages: Vec<String>,
    /// How often each.
    #[arg(long, default_value_t = 100)]
    pub times: u32,
    /// What must hold.
    #[command(flatten)]
    pub promises: Promises,
}

/// `bench dashboard`.
///
/// # Errors
/// When the city cannot be made or served, or a page does not answer 200.
pub async fn run(args: &DashboardArgs) -> Result<Report, Error> {
    let city = args.grown.city(&args.place).await?;
    let app = city.open().await?;
    let account = city
        .accounts()?
        .into_iter()
        .find(|account| account.kind == "org_staff")
        .ok_or_else(|| internal("the city has no staff"))?;
    let cookies = city::cookies(&app, &[account.person]).await?;
    app.db.close().await;
    let cookie = cookies.first().map_or("", String::as_str);
    let server = city.serve().await?;
    let failed = |error: std::io::Error| internal(error.to_string());
    let mut client = Client::connect(server.address).await.map_err(failed)?;
    client.sign_in(cookie);
    let (mut times, mut took) = (Times::default(), Duration::ZERO);
    for path in &args.pages {
        let mut of_page = Times::default();
        for turn in 0..=args.times {
            let began = Monotonic::now();
            let asked = Request {
                path,
                headers: ZIPPED,
                ..Request::default()
            };
            let reply = client.send(asked).await.map_err(failed)?;
            if reply.status != 200 {
                return Err(internal(format!("{path} was answered {}", reply.status)));
            }
            if turn > 0 {
                of_page.note(began.elapsed());
                took += began.elapsed();
            }
        }
        eprintln!(
            "{path:<44} p50 {:>8.3?} ms, p99 {:>8.3?} ms",
            of_page.percentile(50.0).unwrap_or(0.0),
            of_page.percentile(99.0).unwrap_or(0.0)
        );
        times.take(of_page);
    }
    let report = Report::of(args.grown.name("dashboard"), times.len(), took);
    Ok(args.promises.judge(Report {
        engine: Some(city.place.engine()),
        rss_mb: server.rss_mb(),
        ..report.with(&mut times)
    }))
}
