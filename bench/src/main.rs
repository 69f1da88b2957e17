//! Load drivers and the fault harness. Each prints one JSON line and checks what was
//! acknowledged against the database. How to run them and what they found: `bench/README.md`,
//! `bench/RESULTS.md`.

mod bare;
mod check;
mod http;
mod kill;
mod limits;
mod load;
mod place;
mod postgres;
mod process;
mod report;
mod seed;
mod vfs;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use platform::error::Error;
use report::Report;

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
    /// The bare server itself; other drivers start it.
    #[command(hide = true)]
    ServeBare(bare::BareArgs),
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let say = if cli.json { silent } else { say };
    match work(cli.work, say).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn work(work: Work, say: fn(&Report)) -> Result<ExitCode, Error> {
    let (report, holds) = match work {
        Work::Hello(args) => (limits::hello(&args).await?, true),
        Work::Raw(args) => (limits::raw(&args).await?, true),
        Work::Bare(args) => {
            let report = limits::bare(&args, say).await?;
            let holds = report.lost == Some(0) && report.doubled == Some(0);
            (report, holds)
        }
        Work::Kill(args) => {
            let report = kill::run(&args).await?;
            let holds = kill::holds(&args, &report);
            (report, holds)
        }
        Work::ServeBare(args) => {
            bare::serve(args).await?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    println!("{}", report.line());
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A line beside the result, for people.
fn say(report: &Report) {
    eprintln!("{}", report.line());
}

fn silent(_: &Report) {}
