//! `touyan import`: rosters and materials from files, a dry run unless `--commit`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use members::import::run::{Decision, File};
use org::tree::store;
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _, internal};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};
use study::material::import::{Order, Outcome, Publish, Run, from_folder};

use crate::cli::Place;
use crate::ops;

/// What can be imported.
#[derive(Subcommand, Debug, Clone)]
pub enum Import {
    /// Markdown files of a folder, statutes among them, as study materials.
    Materials(MaterialsArgs),
    /// The members of branches, from an .xlsx or .csv roster with the 28 columns.
    Roster(RosterArgs),
}

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

/// Runs an import.
///
/// # Errors
/// When the city, the organisation or the people are not there.
pub async fn run(what: Import) -> Result<ExitCode, Error> {
    match what {
        Import::Materials(args) => materials(args).await,
        Import::Roster(args) => roster(args).await,
    }
}

async fn roster(args: RosterArgs) -> Result<ExitCode, Error> {
    let bytes = std::fs::read(&args.file)
        .map_err(|error| internal(format!("{}: {error}", args.file.display())))?;
    let name = args.file.file_name().unwrap_or_default();
    let file = File {
        name: name.to_string_lossy().into_owned(),
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
    app.db.close().await;
    let report = match report {
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
            if args.commit {
                ""
            } else {
                "; nothing written: add --commit"
            }
        );
    }
    let clean = report.rows.failed == 0 && report.state != "refused";
    Ok(if clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    })
}

async fn materials(args: MaterialsArgs) -> Result<ExitCode, Error> {
    let app = ops::open(&args.place).await?;
    let (wanted, author, reviewer) = (args.org.clone(), args.author.clone(), args.reviewer.clone());
    let (org, author, reviewer) = app
        .db
        .read("import_order", move |tx| {
            let reviewer = reviewer
                .as_deref()
                .map(|login| person(tx, login))
                .transpose()?;
            Ok((
                organisation(tx, wanted.as_deref())?,
                person(tx, &author)?,
                reviewer,
            ))
        })
        .await?;
    let order = Order {
        org,
        author,
        publish: reviewer.map_or(Publish::No, Publish::PassedBy),
        run: if args.commit { Run::Commit } else { Run::Dry },
    };
    let report = from_folder(&app, &args.folder, order).await?;
    let wrong = report
        .iter()
        .filter(|line| matches!(line.outcome, Outcome::Refused(_)))
        .count();
    for line in &report {
        let outcome = format!("{:?}", line.outcome);
        if args.json {
            let body =
                serde_json::json!({ "file": line.file, "title": line.title, "outcome": outcome });
            println!("{body}");
        } else {
            println!("{} · {} · {outcome}", line.file, line.title);
        }
    }
    if !args.json {
        println!(
            "{} files, {wrong} refused{}",
            report.len(),
            if args.commit {
                ""
            } else {
                "; nothing written: add --commit"
            }
        );
    }
    app.db.close().await;
    Ok(if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    })
}

fn organisation(tx: &mut Tx<'_>, wanted: Option<&str>) -> Result<OrgId, Error> {
    let root = store::by_path(tx, &org::OrgPath::root(1))?;
    let Some(name) = wanted else {
        return Ok(root.id);
    };
    match store::named_below(tx, &root.path, name)?.as_slice() {
        [one] => Ok(one.id),
        [] => Err(internal(format!("no organisation is called {name}"))),
        _ => Err(internal(format!(
            "several organisations are called {name}: give the code"
        ))),
    }
}

fn person(tx: &mut Tx<'_>, login: &str) -> Result<PersonId, Error> {
    let found: Result<(PersonId,), Error> = tx
        .opt(sql!("sql/person_by_login.sql"), params![login])
        .or_not_found();
    found
        .map(|(id,)| id)
        .map_err(|_| internal(format!("no account is called {login}")))
}
