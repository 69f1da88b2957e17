//! `touyan import orgs FILE… [--division CODE] [--below NAME] [--commit] [--json]`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use org::OrgKind;
use org::divisions::{File, Grassroots, Order, Report, Run, run as take_files};
use platform::app::App;
use platform::error::Error;

use super::{SHOWN, closing, code, hint, org_named, progress, read, spoken};
use crate::cli::Place;
use crate::ops;

/// Tables of the whole country down to its villages have some 40 MB.
const FILE_BYTES: u64 = 256 * 1024 * 1024;

/// Which divisions, and where they go.
#[derive(Args, Debug, Clone)]
pub struct OrgsArgs {
    /// The city.
    #[command(flatten)]
    pub place: Place,
    /// Tables (.csv, .xlsx) with the columns code and name, one or several levels each.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The code of the division this city is: only what lies below it is taken. All without it.
    #[arg(long)]
    pub division: Option<String>,
    /// The committee they are put below, by full name, short name or code; the root without it.
    #[arg(long, visible_alias = "below")]
    pub org: Option<String>,
    /// What communities become.
    #[arg(long, default_value = "primary_committee", value_parser = kind)]
    pub communities: OrgKind,
    /// What villages become.
    #[arg(long, default_value = "branch", value_parser = kind)]
    pub villages: OrgKind,
    /// Write; without it only what would happen is said.
    #[arg(long)]
    pub commit: bool,
    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
}

fn kind(code: &str) -> Result<OrgKind, String> {
    let kinds = [
        OrgKind::PrimaryCommittee,
        OrgKind::GeneralBranch,
        OrgKind::Branch,
    ];
    kinds
        .into_iter()
        .find(|kind| kind.code() == code)
        .ok_or_else(|| "primary_committee, general_branch or branch".to_owned())
}

/// Looks at tables of divisions, and takes them in if so asked.
pub async fn run(args: OrgsArgs) -> Result<ExitCode, Error> {
    let app = ops::open(&args.place).await?;
    let report = take(&app, &args).await;
    let report = closing(&app, report).await?;
    if args.json {
        println!("{}", serde_json::json!(report));
    } else {
        tell(&report, args.commit);
    }
    let wrong = report.faults.iter().filter(|fault| !fault.warning);
    Ok(code(wrong.count()))
}

async fn take(app: &App, args: &OrgsArgs) -> Result<Report, Error> {
    let mut files = Vec::new();
    for path in &args.files {
        let (name, bytes) = read(path, FILE_BYTES)?;
        files.push(File { name, bytes });
    }
    let order = Order {
        below: org_named(app, args.org.clone()).await?,
        division: args.division.clone(),
        grassroots: Grassroots {
            communities: args.communities,
            villages: args.villages,
        },
        run: if args.commit { Run::Commit } else { Run::Dry },
        locale: spoken(),
    };
    take_files(app, files, order, progress("organisations")).await
}

fn tell(report: &Report, commit: bool) {
    for fault in report.faults.iter().take(SHOWN) {
        let kind = if fault.warning { "warning: " } else { "" };
        match fault.row {
            Some(row) => println!(
                "{}: row {row}, {}: {kind}{}",
                fault.file, fault.column, fault.words
            ),
            None => println!("{}: {}", fault.file, fault.words),
        }
    }
    if report.faults.len() > SHOWN {
        let more = report.faults.len() - SHOWN;
        println!("… and {more} more: see --json");
    }
    for (kind, count) in &report.kinds {
        println!("{kind}: {count}");
    }
    println!(
        "{}: {} new, {} unchanged, {} that only group, {} outside, {} refused{}",
        report.state,
        report.added,
        report.unchanged,
        report.grouping,
        report.outside,
        report.refused,
        hint(commit)
    );
}
