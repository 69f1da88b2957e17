//! `touyan`: one binary for serving a city, filling it, checking it and moving it.

use std::process::ExitCode;

use clap::Parser as _;

/// An answer is forty short-lived pieces of memory; this one gives and takes them back faster
/// than the system's, on every thread without waiting for another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    touyan::cli::run(touyan::cli::Cli::parse())
}
