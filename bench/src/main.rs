//! Load drivers and the fault harness. Each prints one JSON line and checks what was
//! acknowledged against the database. How to run them and what they found: `bench/README.md`,
//! `bench/RESULTS.md`.

mod bare;
mod beside;
mod check;
mod city;
mod crowd;
mod dashboard;
mod doors;
mod fill;
mod grown;
mod http;
mod kill;
mod limits;
mod load;
mod pages;
mod place;
mod postgres;
mod process;
mod promise;
mod report;
mod roster;
mod seed;
mod serve;
mod sitting;
mod start;
mod table;
mod vfs;
mod weigh;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use platform::error::{Error, internal};
use report::Report;

/// As in the product: the server that is measured is this program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Load drivers and the fault harness of Touyan.
#[derive(Parser, Debug)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    work: Work,
    /// Only the JSON line, nothing for people beside it.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand, Debug)]
enum Work {
    /// The limit of the accept loop: a route that says hello.
    Hello(limits::LoadArgs),
    /// The limit of the database: upserts in batches, in this process.
    Raw(limits::LoadArgs),
    /// The limit of both: accept loop, coalescer and answer table, nothing else.
    Bare(limits::LoadArgs),
    /// kill -9 under load; nothing acknowledged may be missing.
    Kill(kill::KillArgs),
    /// Everybody starts, answers and submits.
    Sitting(sitting::SittingArgs),
    /// Everybody starts a test at the same moment.
    Start(start::StartArgs),
    /// A roster read, checked and committed.
    Import(roster::ImportArgs),
    /// Pages at an open-loop rate.
    Pages(pages::PagesArgs),
    /// Pages over the whole city, one after another.
    Dashboard(dashboard::DashboardArgs),
    /// The bytes of a first view.
    Weigh(pages::PagesArgs),
    /// Many people sign in from one address.
    Signins(doors::SignInsArgs),
    /// From starting the process to the first page; memory when idle.
    Startup(doors::StartUpArgs),
    /// The markdown tables of RESULTS.md from the lines of `bench/run-all.sh`.
    Report(table::TableArgs),
    /// The product itself, from this very build.
    #[command(hide = true)]
    Touyan {
        /// Its command line.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
    /// The bare server itself; other drivers start it.
    #[command(hide = true)]
    ServeBare(bare::BareArgs),
    /// The product on a database prepared by the fault harness; `kill` starts it.
    #[command(hide = true)]
    ServeCity(place::OpenArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Work::Touyan { words } = cli.work {
        let words = std::iter::once("touyan".to_owned()).chain(words);
        return touyan::cli::run(touyan::cli::Cli::parse_from(words));
    }
    let say = if cli.json { silent } else { say };
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| internal(error.to_string()))
        .and_then(|runtime| runtime.block_on(work(cli.work, say)));
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn work(work: Work, say: fn(&Report)) -> Result<ExitCode, Error> {
    let sound = |report: &Report| report.lost == Some(0) && report.doubled == Some(0);
    let (report, holds) = match work {
        Work::Hello(args) => (limits::hello(&args).await?, true),
        Work::Raw(args) => (limits::raw(&args).await?, true),
        Work::Bare(args) => {
            let report = limits::bare(&args, say).await?;
            let holds = sound(&report);
            (report, holds)
        }
        Work::Kill(args) => {
            let report = kill::run(&args).await?;
            let holds = kill::holds(&args, &report);
            (report, holds)
        }
        Work::Sitting(args) => {
            let report = sitting::run(&args, say).await?;
            let holds = report.errors == 0 && sound(&report);
            (report, holds)
        }
        Work::Start(args) => {
            let report = start::run(&args).await?;
            let holds = report.errors == 0 && sound(&report);
            (report, holds)
        }
        Work::Import(args) => {
            let report = roster::run(&args).await?;
            let holds = sound(&report);
            (report, holds)
        }
        Work::Pages(args) => errorless(pages::run(&args).await?),
        Work::Dashboard(args) => errorless(dashboard::run(&args).await?),
        Work::Weigh(args) => errorless(weigh::run(&args).await?),
        Work::Signins(args) => errorless(doors::sign_ins(&args).await?),
        Work::Startup(args) => errorless(doors::start_up(&args).await?),
        Work::Report(args) => {
            print!("{}", table::tables(&args)?);
            return Ok(ExitCode::SUCCESS);
        }
        Work::ServeCity(args) => {
            serve::city(&args).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Work::Touyan { .. } => return Ok(ExitCode::SUCCESS),
        Work::ServeBare(args) => {
            bare::serve(args).await?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    println!("{}", report.line());
    Ok(if holds && report.limit_broken != Some(true) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn errorless(report: Report) -> (Report, bool) {
    let holds = report.errors == 0;
    (report, holds)
}

/// A line beside the result, for people.
fn say(report: &Report) {
    eprintln!("{}", report.line());
}

fn silent(_: &Report) {}
