//! The doors: 2,000 people who sign in from one address, and a process that starts.

use clap::Args;
use platform::clock::Monotonic;
use platform::error::{Error, internal};
use platform::{params, sql};

use crate::city::{self, City, PASSWORD};
use crate::crowd::{self, Ask};
use crate::http::{Client, Request};
use crate::place::PlaceArgs;
use crate::process::Server;
use crate::promise::Promises;
use crate::report::{Report, Times};

/// Who signs in.
#[derive(Args, Debug, Clone)]
pub struct SignInsArgs {
    /// Where.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Members of the city.
    #[arg(long, default_value_t = 5_000)]
    pub members: u32,
    /// People who sign in, each once, all from 127.0.0.1.
    #[arg(long, default_value_t = 2_000)]
    pub people: u32,
    /// Connections they share; each waits for its answer.
    #[arg(long, default_value_t = 32)]
    pub connections: usize,
}

/// `bench signins`: everybody as fast as the server answers, which is harder than five minutes.
///
/// # Errors
/// When the city cannot be made or served.
pub async fn sign_ins(args: &SignInsArgs) -> Result<Report, Error> {
    let city = City::make(&args.place, args.members).await?;
    let app = city.open().await?;
    let people = city::members(&app.db, args.people).await?;
    app.db
        .write("bench_names", move |tx| {
            for (index, person) in people.iter().enumerate() {
                tx.exec(
                    sql!("sql/name_account.sql"),
                    params![person, format!("bench-{index}")],
                )?;
            }
            Ok(())
        })
        .await?;
    app.db.close().await;
    let server = city.serve().await?;
    let asks = (0..args.people)
        .map(|index| Ask {
            method: "POST",
            path: "/sign-in".to_owned(),
            form: format!("login=bench-{index}&password={PASSWORD}&back=%2F"),
            ..Ask::default()
        })
        .collect();
    let mut crowd = crowd::all(server.address, args.connections, asks, "").await;
    let entered = crowd
        .replies
        .iter()
        .filter(|(_, reply)| reply.status == 303 && reply.header("set-cookie").is_some())
        .count() as u64;
    if let Some((_, reply)) = crowd.replies.iter().find(|(_, reply)| reply.status != 303) {
        eprintln!("bench: a sign-in was answered {}", reply.status);
    }
    let report = Report::of("signins from one address", entered, crowd.took).with(&mut crowd.times);
    Ok(Report {
        engine: Some(city.place.engine()),
        errors: u64::from(args.people) - entered,
        rss_mb: server.rss_mb(),
        ..report
    })
}

/// What starts.
#[derive(Args, Debug, Clone)]
pub struct StartUpArgs {
    /// Where.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Members of the city.
    #[arg(long, default_value_t = 5_000)]
    pub members: u32,
    /// How often.
    #[arg(long, default_value_t = 7)]
    pub times: u32,
    /// How long the last one idles before its memory is read, seconds.
    #[arg(long, default_value_t = 5)]
    pub idle: u64,
    /// What must hold.
    #[command(flatten)]
    pub promises: Promises,
}

/// `bench startup`: from starting the process to the first page, and memory when idle.
///
/// # Errors
/// When the city cannot be made or the product is not built beside this program.
pub async fn start_up(args: &StartUpArgs) -> Result<Report, Error> {
    let city = City::make(&args.place, args.members).await?;
    let mut words: Vec<String> = ["serve", "--listen", "127.0.0.1:0"]
        .map(str::to_owned)
        .into();
    words.extend(city.place.arguments());
    let (mut times, mut last) = (Times::default(), None);
    let began = Monotonic::now();
    for _ in 0..args.times {
        if let Some(server) = last.take() {
            Server::kill(server).await?;
        }
        let started = Monotonic::now();
        let server = Server::touyan(&words).await?;
        let first = first_page(&server)
            .await
            .map_err(|error| internal(error.to_string()))?;
        if first != 200 {
            return Err(internal(format!("the first page was answered {first}")));
        }
        times.note(started.elapsed());
        last = Some(server);
    }
    let took = began.elapsed();
    tokio::time::sleep(std::time::Duration::from_secs(args.idle)).await;
    let report = Report::of("startup", u64::from(args.times), took).with(&mut times);
    let rss_mb = last.as_ref().and_then(Server::rss_mb);
    Ok(args.promises.judge(Report {
        engine: Some(city.place.engine()),
        rss_mb,
        ..report
    }))
}

async fn first_page(server: &Server) -> std::io::Result<u16> {
    let mut client = Client::connect(server.address).await?;
    Ok(client
        .send(Request {
            path: "/sign-in",
            ..Request::default()
        })
        .await?
        .status)
}
