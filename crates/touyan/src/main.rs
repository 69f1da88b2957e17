//! `touyan`: one binary for serving a city, filling it, checking it and moving it.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    touyan::cli::run(touyan::cli::Cli::parse())
}
