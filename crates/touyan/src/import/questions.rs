//! `touyan import questions FILE… --org NAME --author LOGIN [--commit] [--json]`.

use std::path::PathBuf;
use std::process::ExitCode;

use assess::question::run::{File, Order, Report, Run, run as take_file};
use clap::Args;
use platform::app::App;
use platform::error::Error;

use super::{SHOWN, account_named, closing, code, hint, org_named, progress, read, spoken};
use crate::cli::Place;
use crate::ops;

/// As the page that takes them.
const FILE_BYTES: u64 = 10 * 1024 * 1024;

/// Whose questions and from where.
#[derive(Args, Debug, Clone)]
pub struct QuestionsArgs {
    /// The city.
    #[command(flatten)]
    pub place: Place,
    /// Workbooks of the template (.xlsx, .csv) and GIFT files (.gift, .txt).
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The organisation whose bank they go into, by full name, short name or code.
    #[arg(long)]
    pub org: String,
    /// The author's account name.
    #[arg(long)]
    pub author: String,
    /// Write; without it only what would happen is said.
    #[arg(long)]
    pub commit: bool,
    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Looks at files of questions, and takes them in if so asked.
pub async fn run(args: QuestionsArgs) -> Result<ExitCode, Error> {
    let app = ops::open(&args.place).await?;
    let reports = take(&app, &args).await;
    let reports = closing(&app, reports).await?;
    let wrong = reports
        .iter()
        .flat_map(|report| &report.faults)
        .filter(|fault| !fault.warning)
        .count();
    if args.json {
        println!("{}", serde_json::json!({ "files": reports }));
    } else {
        for report in &reports {
            tell(report, args.commit);
        }
    }
    Ok(code(wrong))
}

async fn take(app: &App, args: &QuestionsArgs) -> Result<Vec<Report>, Error> {
    let order = Order {
        org: org_named(app, Some(args.org.clone())).await?,
        author: account_named(app, &args.author).await?,
        run: if args.commit { Run::Commit } else { Run::Dry },
        locale: spoken(),
    };
    let mut reports = Vec::new();
    for path in &args.files {
        let (name, bytes) = read(path, FILE_BYTES)?;
        let told = progress(&name);
        let file = File {
            name: name.clone(),
            bytes,
        };
        reports.push(take_file(app, file, order, told).await?);
    }
    Ok(reports)
}

fn tell(report: &Report, commit: bool) {
    let (mut wrong, mut told) = (0, 0);
    for fault in &report.faults {
        wrong += usize::from(!fault.warning);
        if told < SHOWN {
            let kind = if fault.warning { "warning: " } else { "" };
            println!("{}: {kind}{}", report.file, fault.words);
            told += 1;
        }
    }
    if report.faults.len() > told {
        println!("… and {} more: see --json", report.faults.len() - told);
    }
    println!(
        "{} · {}: {} new or changed, {} unchanged, {wrong} faults{}",
        report.file,
        report.state,
        report.added,
        report.unchanged,
        hint(commit)
    );
}
