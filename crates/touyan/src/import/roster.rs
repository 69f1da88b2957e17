//! `touyan import roster FILE --org NAME [--commit] [--json]`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use members::import::run::{Decision, File, Report};
use platform::error::{Error, internal};

use super::{closing, code, hint, read};
use crate::cli::Place;
use crate::ops;

/// What the roster's own limit is for an operator.
const FILE_BYTES: u64 = 1024 * 1024 * 1024;

/// Whose roster and from where.
#[derive(Args, Debug, Clone)]
pub struct RosterArgs {
    /// The city.
    #[command(flatten)]
    pub place: Place,
    /// The workbook.
    pub file: PathBuf,
    /// The organisation its branches stand below, by full name, short name or code.
    #[arg(long)]
    pub org: String,
    /// Create branches that are in the file and not in the city.
    #[arg(long)]
    pub create_orgs: bool,
    /// Write; without it only what would happen is said.
    #[arg(long)]
    pub commit: bool,
    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Looks at a roster, and takes it in if so asked.
pub async fn run(args: RosterArgs) -> Result<ExitCode, Error> {
    let (name, bytes) = read(&args.file, FILE_BYTES)?;
    let file = File {
        name,
        bytes: bytes.into(),
        org: args.org.clone(),
        create_orgs: args.create_orgs,
        by: None,
    };
    let decision = if args.commit {
        Decision::Commit
    } else {
        Decision::LookOnly
    };
    let app = ops::open(&args.place).await?;
    let report = members::import::run::run(&app, file, decision).await;
    let report = match closing(&app, report).await {
        Ok(report) => report,
        Err(Error::NotFound) => {
            return Err(internal(format!(
                "no one organisation is called {}",
                args.org
            )));
        }
        Err(error) => return Err(error),
    };
    if args.json {
        println!("{}", serde_json::json!(report));
    } else {
        tell(&report, args.commit);
    }
    Ok(code(usize::from(
        report.rows.failed > 0 || report.state == "refused",
    )))
}

fn tell(report: &Report, commit: bool) {
    for (row, words) in &report.faults {
        println!("{row}: {words}");
    }
    let rows = report.rows;
    println!(
        "{}: {} new, {} changed, {} unchanged, {} refused{}",
        report.state,
        rows.create,
        rows.update,
        rows.unchanged,
        rows.failed,
        hint(commit)
    );
}
