//! `touyan import materials FOLDER --author LOGIN [--reviewer LOGIN] [--commit] [--json]`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use platform::app::App;
use platform::error::Error;
use study::material::import::{Line, Order, Outcome, Publish, Run, from_folder};

use super::{account_named, closing, code, hint, org_named, progress, spoken};
use crate::cli::Place;
use crate::ops;

/// Whose materials and from where.
#[derive(Args, Debug, Clone)]
pub struct MaterialsArgs {
    /// The city.
    #[command(flatten)]
    pub place: Place,
    /// The folder of .md files.
    pub folder: PathBuf,
    /// The organisation they belong to, by full name, short name or code; the root without it.
    #[arg(long)]
    pub org: Option<String>,
    /// The author's account name.
    #[arg(long)]
    pub author: String,
    /// Publish them, passed by this reviewer, who is another than the author.
    #[arg(long)]
    pub reviewer: Option<String>,
    /// Write; without it only what would happen is said.
    #[arg(long)]
    pub commit: bool,
    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Looks at a folder, and takes it in if so asked.
pub async fn run(args: MaterialsArgs) -> Result<ExitCode, Error> {
    let app = ops::open(&args.place).await?;
    let lines = take(&app, &args).await;
    let lines = closing(&app, lines).await?;
    let wrong = lines
        .iter()
        .filter(|line| matches!(line.outcome, Outcome::Refused(_)))
        .count();
    if args.json {
        let files: Vec<_> = lines.iter().map(as_json).collect();
        let state = if args.commit { "committed" } else { "dry_run" };
        let body = serde_json::json!({ "state": state, "refused": wrong, "files": files });
        println!("{body}");
    } else {
        for line in &lines {
            let (outcome, reason) = words(&line.outcome);
            println!("{} · {} · {outcome} {reason}", line.file, line.title);
        }
        println!(
            "{} files, {wrong} refused{}",
            lines.len(),
            hint(args.commit)
        );
    }
    Ok(code(wrong))
}

async fn take(app: &App, args: &MaterialsArgs) -> Result<Vec<Line>, Error> {
    let publish = match &args.reviewer {
        Some(login) => Publish::PassedBy(account_named(app, login).await?),
        None => Publish::No,
    };
    let order = Order {
        org: org_named(app, args.org.clone()).await?,
        author: account_named(app, &args.author).await?,
        publish,
        run: if args.commit { Run::Commit } else { Run::Dry },
        locale: spoken(),
    };
    from_folder(app, &args.folder, order, progress("materials")).await
}

fn words(outcome: &Outcome) -> (&'static str, &str) {
    match outcome {
        Outcome::Added => ("added", ""),
        Outcome::Changed => ("changed", ""),
        Outcome::Unchanged => ("unchanged", ""),
        Outcome::Refused(reason) => ("refused", reason),
    }
}

fn as_json(line: &Line) -> serde_json::Value {
    let (outcome, reason) = words(&line.outcome);
    serde_json::json!({
        "file": line.file,
        "title": line.title,
        "outcome": outcome,
        "reason": reason,
    })
}
