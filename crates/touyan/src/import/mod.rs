//! `touyan import`: the city's tree, rosters, questions and materials from files.
//!
//! All four work alike: a dry run unless `--commit`; what is wrong is told by file, row and column
//! (or line); progress of long work goes to standard error; `--json` prints one object to standard
//! output. Exit codes: 0 all is right, 1 it could not be done, 3 something in a file was wrong.

mod materials;
mod orgs;
mod questions;
mod roster;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;
use org::tree::store;
use platform::app::App;
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _, internal};
use platform::i18n::Locale;
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

pub use materials::MaterialsArgs;
pub use orgs::OrgsArgs;
pub use questions::QuestionsArgs;
pub use roster::RosterArgs;

/// Faults printed to a person; --json has them all.
const SHOWN: usize = 100;

/// What can be imported.
#[derive(Subcommand, Debug, Clone)]
pub enum Import {
    /// The tree of a city's organisations, from tables of administrative divisions.
    Orgs(OrgsArgs),
    /// The members of branches, from an .xlsx or .csv roster with the 28 columns.
    Roster(RosterArgs),
    /// Questions into a bank, from the .xlsx template or from GIFT.
    Questions(QuestionsArgs),
    /// Markdown files of a folder, statutes among them, as study materials.
    Materials(MaterialsArgs),
}

/// Runs an import.
///
/// # Errors
/// When the city, the organisation or the people are not there.
pub async fn run(what: Import) -> Result<ExitCode, Error> {
    match what {
        Import::Orgs(args) => orgs::run(args).await,
        Import::Roster(args) => roster::run(args).await,
        Import::Questions(args) => questions::run(args).await,
        Import::Materials(args) => materials::run(args).await,
    }
}

/// The exit code of an import.
fn code(wrong: usize) -> ExitCode {
    if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    }
}

/// What a report ends with when nothing was written.
fn hint(commit: bool) -> &'static str {
    if commit {
        ""
    } else {
        "; nothing written: add --commit"
    }
}

/// The language faults are told in: that of the terminal, as far as it is one of ours.
fn spoken() -> Locale {
    let wanted = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    match wanted {
        Some(value) if value.starts_with("zh") => Locale::ZhCn,
        _ => Locale::En,
    }
}

/// Reads a file that is no larger than `limit` bytes, looking before it takes the memory.
fn read(path: &Path, limit: u64) -> Result<(String, Vec<u8>), Error> {
    let wrong = |error: std::io::Error| internal(format!("{}: {error}", path.display()));
    let about = std::fs::metadata(path).map_err(wrong)?;
    if about.len() > limit {
        return Err(internal(format!(
            "{}: larger than {} MiB",
            path.display(),
            limit / (1024 * 1024)
        )));
    }
    let name = path.file_name().unwrap_or_default();
    let bytes = std::fs::read(path).map_err(wrong)?;
    Ok((name.to_string_lossy().into_owned(), bytes))
}

/// Tells how far long work is, at each twentieth or two hundred of it and at the end.
fn progress(what: &str) -> impl Fn(usize, usize) {
    move |done, many| {
        if done == many || done.is_multiple_of((many / 20).max(1)) || done.is_multiple_of(200) {
            // Nobody to tell it to is no reason to stop.
            let _ = writeln!(std::io::stderr(), "{what}: {done} of {many}");
        }
    }
}

/// The organisation of a name, short name or code; the root without one.
async fn org_named(app: &App, wanted: Option<String>) -> Result<OrgId, Error> {
    app.db
        .read("import_org", move |tx| organisation(tx, wanted.as_deref()))
        .await
}

fn organisation(tx: &mut Tx<'_>, wanted: Option<&str>) -> Result<OrgId, Error> {
    let root = store::by_path(tx, &org::OrgPath::root(1)).map_err(|error| match error {
        Error::NotFound => internal("the city has no organisation yet: set it up first"),
        other => other,
    })?;
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

/// The person of an account's name.
async fn account_named(app: &App, login: &str) -> Result<PersonId, Error> {
    let wanted = login.to_owned();
    let found = app.db.read("import_account", move |tx| {
        tx.opt::<(PersonId,)>(sql!("../sql/person_by_login.sql"), params![wanted])
            .or_not_found()
    });
    match found.await {
        Ok((person,)) => Ok(person),
        Err(Error::NotFound) => Err(internal(format!("no account is called {login}"))),
        Err(error) => Err(error),
    }
}

/// What an import comes to, once the city is closed again.
async fn closing<T>(app: &App, done: Result<T, Error>) -> Result<T, Error> {
    app.db.close().await;
    done
}
