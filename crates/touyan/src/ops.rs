//! `touyan backup`, `restore`, `verify` and `admin`: moving a city, and proving what it holds.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use platform::app::Site;
use platform::audit::Head;
use platform::backup;
use platform::clock::Clock;
use platform::crypto::Keys;
use platform::db::{Db, Engine};
use platform::error::{Error, internal};
use platform::files::Files;

use crate::cli::Place;
use crate::wire;

/// What to back up and where to.
#[derive(Args, Debug, Clone)]
pub struct BackupArgs {
    /// The city.
    #[command(flatten)]
    pub place: Place,
    /// A new folder for the backup.
    #[arg(long)]
    pub to: PathBuf,
    /// Print what was made as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Which backup to restore and where to.
#[derive(Args, Debug, Clone)]
pub struct RestoreArgs {
    /// The backup's folder.
    #[arg(long)]
    pub from: PathBuf,
    /// A new data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// Print what was made as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What to verify.
#[derive(Args, Debug, Clone)]
pub struct VerifyArgs {
    /// The city.
    #[command(flatten)]
    pub place: Place,
    /// A head of the audit chain that was kept elsewhere, which the chain must still hold: as
    /// `verify` printed it (POSITION:HASH), or the folder of a backup. May be given several times.
    #[arg(long)]
    pub head: Vec<String>,
    /// Print the findings as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Rare acts of an operator.
#[derive(Subcommand, Debug, Clone)]
pub enum Admin {
    /// The keys of a city, on paper and back.
    #[command(subcommand)]
    Key(Key),
    /// The same as `key export`.
    #[command(hide = true)]
    KeyExport(KeyExport),
}

/// The keys of a city.
#[derive(Subcommand, Debug, Clone)]
pub enum Key {
    /// Print the recovery sheet of the keys, to be locked away on paper.
    Export(KeyExport),
    /// Write the keys anew from the recovery sheet, into a city that has none.
    Restore(KeyRestore),
}

/// Whose keys to print.
#[derive(Args, Debug, Clone)]
pub struct KeyExport {
    /// The city's data folder.
    #[arg(long, env = "TOUYAN_DATA")]
    pub data: PathBuf,
    /// Print the sheet as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Which keys to write and where to.
#[derive(Args, Debug, Clone)]
pub struct KeyRestore {
    /// The city's data folder.
    #[arg(long, env = "TOUYAN_DATA")]
    pub data: PathBuf,
    /// The sheet as it was typed from paper; standard input without it.
    #[arg(long)]
    pub sheet: Option<PathBuf>,
    /// Print what was done as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What the manifest in the data folder of a backup does not hold: the keys.
const KEYS_REMINDER: &str = "The keys are not in a backup. Without them the sealed fields cannot be read: keep the recovery sheet.";

/// Copies a running or stopped city on SQLite to a folder.
///
/// # Errors
/// When the folder is not empty, or something cannot be read or written.
pub async fn back_up(args: BackupArgs) -> Result<ExitCode, Error> {
    if args.place.db.is_some() {
        return Err(internal(
            "PostgreSQL is backed up by its own tools: pg_basebackup or pg_dump, and the files folder",
        ));
    }
    let clock = Clock::system();
    let db = open_existing(&args.place).await?;
    let files = Files::open(&args.place.data.join(backup::FILES), &clock)?;
    let mark = args.place.data.join(backup::SAMPLE);
    let made = backup::backup(&db, &files, &clock, Some(&mark), &args.to)
        .await
        .map_err(|e| internal(e.to_string()))?;
    db.close().await;
    if args.json {
        let body = serde_json::json!({
            "backup": args.to,
            "schema_version": made.schema_version,
            "audit_position": made.audit_pos,
            "keys_included": false,
        });
        println!("{body}");
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "{} · schema {} · audit position {}",
        args.to.display(),
        made.schema_version,
        made.audit_pos
    );
    println!("{KEYS_REMINDER}");
    Ok(ExitCode::SUCCESS)
}

/// Makes a data folder from a backup.
///
/// # Errors
/// When the backup is damaged or the folder is not empty.
pub async fn restore(args: RestoreArgs) -> Result<ExitCode, Error> {
    let made = backup::restore(&args.from, &args.data)
        .await
        .map_err(|e| internal(e.to_string()))?;
    let keys = args.data.join(backup::KEYS);
    if args.json {
        let body = serde_json::json!({
            "data": args.data,
            "schema_version": made.schema_version,
            "keys": keys,
            "keys_included": false,
        });
        println!("{body}");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} · schema {}", args.data.display(), made.schema_version);
    println!(
        "Before serving, put the keys back into {}, or write them from the printed sheet: touyan admin key restore --data {}",
        keys.display(),
        args.data.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Proves that a city is whole. Exit code 3 when something is wrong.
///
/// # Errors
/// When it cannot be read at all.
pub async fn verify(args: VerifyArgs) -> Result<ExitCode, Error> {
    let clock = Clock::system();
    let db = open_existing(&args.place).await?;
    let files = Files::open(&args.place.data.join(backup::FILES), &clock)?;
    let file = (db.engine() == Engine::Sqlite).then(|| args.place.data.join(backup::DATABASE));
    let kept = args.head.iter().map(|head| kept_head(head));
    let kept: Vec<Head> = kept.collect::<Result<_, _>>()?;
    let found = backup::verify(&db, &files, file.as_deref(), &kept).await?;
    let holds = found.holds();
    if args.json {
        let body = serde_json::json!({
            "holds": holds,
            "engine": found.engine,
            "audit": format!("{:?}", found.audit),
            "audit_head": found.audit.head.to_string(),
            "contents_checked": found.checked,
            "contents_wrong": found.contents.len(),
            "invariants": found.invariants.iter().map(|(name, count)| serde_json::json!({ "rule": name, "count": count })).collect::<Vec<_>>(),
        });
        println!("{body}");
    } else {
        println!("{}", if holds { "whole" } else { "NOT whole" });
        println!("audit: {:?}", found.audit);
        println!("audit head, to be kept elsewhere: {}", found.audit.head);
        println!(
            "contents: {} checked, {} wrong",
            found.checked,
            found.contents.len()
        );
        for (rule, count) in &found.invariants {
            println!("broken: {rule}, {count} times");
        }
        if let Some(words) = &found.engine {
            println!("engine: {words}");
        }
    }
    db.close().await;
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    })
}

/// A rare act.
///
/// # Errors
/// When the keys cannot be read, or the sheet was mistyped.
pub fn admin(what: &Admin) -> Result<ExitCode, Error> {
    match what {
        Admin::Key(Key::Export(args)) | Admin::KeyExport(args) => export_keys(args)?,
        Admin::Key(Key::Restore(args)) => restore_keys(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn export_keys(args: &KeyExport) -> Result<(), Error> {
    let keys = Keys::open(&args.data.join(backup::KEYS)).map_err(|e| internal(e.to_string()))?;
    let sheet = keys.recovery_sheet();
    if args.json {
        println!("{}", serde_json::json!({ "sheet": sheet }));
    } else {
        println!("{sheet}");
    }
    Ok(())
}

/// The sheet comes by file or standard input, never as an argument: those stand in the history of
/// the shell and in the list of processes.
fn restore_keys(args: &KeyRestore) -> Result<(), Error> {
    let sheet = match &args.sheet {
        Some(file) => std::fs::read_to_string(file)
            .map_err(|e| internal(format!("{}: {e}", file.display())))?,
        None => std::io::read_to_string(std::io::stdin())
            .map_err(|e| internal(format!("standard input: {e}")))?,
    };
    let folder = args.data.join(backup::KEYS);
    Keys::restore(&sheet, &folder).map_err(|e| internal(e.to_string()))?;
    if args.json {
        println!("{}", serde_json::json!({ "keys": folder }));
    } else {
        println!(
            "The keys are in {}. Whether they are this city's own is checked when it is opened.",
            folder.display()
        );
    }
    Ok(())
}

/// A head as it was printed, or the one in a backup's manifest.
fn kept_head(given: &str) -> Result<Head, Error> {
    let folder = Path::new(given);
    if !folder.is_dir() {
        return given.parse();
    }
    let manifest = backup::Manifest::read(folder).map_err(|e| internal(e.to_string()))?;
    let head = manifest.audit_head();
    head.ok_or_else(|| internal(format!("{given}: its manifest names no head")))
}

/// Opens the database of a city that is there. A command that only looks makes none.
async fn open_existing(place: &Place) -> Result<Db, Error> {
    let file = place.data.join(backup::DATABASE);
    if place.db.is_none() && !file.is_file() {
        let words = "is no city: it has no city.db. Give the folder with --data, or the PostgreSQL URL with --db.";
        return Err(internal(format!("{} {words}", place.data.display())));
    }
    Db::open(&wire::target(&place.data, place.db.as_deref())).await
}

/// Opens a city for a command that works in it.
///
/// # Errors
/// As [`wire::open`].
pub async fn open(place: &Place) -> Result<platform::app::App, Error> {
    Ok(
        wire::open(place.data.clone(), place.db.as_deref(), Site::default())
            .await?
            .app,
    )
}
