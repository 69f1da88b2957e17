//! `touyan demo`: a sample city, the same for the same seed and day, alive from the first minute.

pub mod alive;
mod appraisals;
mod bank;
pub mod cards;
mod casework;
mod content;
mod exams;
mod fill;
mod grids;
mod grow;
mod insight;
mod leaders;
mod library;
mod meet;
mod moving;
mod named;
mod people;
mod reading;
mod rng;
mod roll;
mod rules;
mod script;
mod sitting;
mod stage;
mod terms;
mod traces;
mod tree;

use std::path::Path;
use std::process::ExitCode;

use platform::app::{App, Site};
use platform::clock::Monotonic;
use platform::db::{Db, migrate};
use platform::error::{Error, internal};
use platform::ids::PersonId;
use platform::{audit, record, tally};

use crate::wire::{self, SAMPLE_MARK};
use cards::SampleMark;
use content::CityFile;
use fill::{Filled, Filling};
use script::HistoryFile;
use stage::Stage;

/// Stands in the folder while the city is being made.
pub const INCOMPLETE_MARK: &str = "SAMPLE-INCOMPLETE";

/// What to make.
#[derive(clap::Args, Debug, Clone)]
pub struct DemoArgs {
    /// Where the data lie; the folder must be empty or not exist.
    #[command(flatten)]
    pub place: crate::cli::Place,
    /// How many members.
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(100..=1_500_000))]
    pub members: u32,
    /// The password of every sample account; made up without it.
    #[arg(long)]
    pub password: Option<String>,
    /// Another seed makes other people.
    #[arg(long, default_value_t = 20_260_701)]
    pub seed: u64,
    /// Print the accounts as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Makes the city.
///
/// # Errors
/// When the folder is not empty, or something cannot be written.
pub async fn run(args: DemoArgs) -> Result<ExitCode, Error> {
    let started = Monotonic::now();
    let data = args.place.data.clone();
    clear_for_a_city(&data)?;
    if let Some(url) = args.place.db.as_deref() {
        refuse_unless_blank(&data, url).await?;
    }
    begin(&data)?;
    let site = Site {
        sample: true,
        ..Site::default()
    };
    let assembled = wire::open(data.clone(), args.place.db.as_deref(), site).await?;
    let app = assembled.app;
    let password = args
        .password
        .clone()
        .unwrap_or_else(|| format!("Yx-{}", platform::random::typeable_code(9)));
    let wanted = Wanted {
        members: args.members as usize,
        seed: args.seed,
        password,
    };
    let mark = make(&app, &wanted).await?;
    let text = serde_json::to_vec_pretty(&mark).map_err(|error| internal(error.to_string()))?;
    std::fs::write(data.join(SAMPLE_MARK), text).map_err(|error| internal(error.to_string()))?;
    std::fs::remove_file(data.join(INCOMPLETE_MARK)).map_err(|error| at(&data, &error))?;
    app.db.close().await;
    report(&args, &mark, started.elapsed().as_secs_f64())
}

/// Which city is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// How many members.
    pub members: usize,
    /// Another seed makes other people.
    pub seed: u64,
    /// The password of every account a card shows.
    pub password: String,
}

/// Fills an empty city with people and with a history that ends today, and gives the mark it is
/// known by.
///
/// # Errors
/// When the city is not empty or cannot be written.
pub async fn make(app: &App, wanted: &Wanted) -> Result<SampleMark, Error> {
    let now = app.clock.now();
    let city: CityFile = content::read("city.toml")?;
    let hash = app.hasher.hash(&wanted.password).await?;
    let filling = Filling {
        app,
        city: &city,
        seed: wanted.seed,
        hash: hash.into(),
        password: wanted.password.clone(),
    };
    let filled = filling.run(wanted.members).await?;
    let stage = Stage {
        app,
        seed: wanted.seed,
        now,
        tree: &filled.tree,
        accounts: &filled.accounts,
        homes: homes(&filled),
        members: filled.members,
    };
    play(&stage).await?;
    // Some joined on the way here, some moved in from elsewhere.
    let root = filled.tree.orgs[0].path.to_string();
    let members = app
        .db
        .read("sample_members", move |tx| {
            Ok(tally::value(tx, &root, members::belonging::tallies::TOTAL)?)
        })
        .await?;
    Ok(SampleMark {
        seed: wanted.seed,
        members: usize::try_from(members).unwrap_or(filled.members),
        sponsor: city.city.organisation_department,
        operator: city.city.operator,
        filing_number: "示例城市，不备案".to_owned(),
        accounts: filled.accounts,
    })
}

/// Plays the history, then brings in order what otherwise happens by and by: sums, chain, stream.
async fn play(stage: &Stage<'_>) -> Result<(), Error> {
    let history: HistoryFile = content::read("history.toml")?;
    terms::fill(stage).await?;
    let papers = bank::fill(stage).await?;
    let library = library::fill(stage).await?;
    exams::fill(stage, &history, &papers).await?;
    reading::fill(stage, &history, &library).await?;
    traces::fill(stage).await?;
    rules::fill(stage).await?;
    roll::fill(stage).await?;
    insight::fill(stage).await?;
    grids::fill(stage).await?;
    casework::fill(stage).await?;
    grow::fill(stage).await?;
    meet::fill(stage).await?;
    moving::fill(stage).await?;
    study::plan::remind::remind(stage.app).await?;
    exams::open_soon(stage, &history, &papers).await?;
    let db = &stage.app.db;
    tally::fold(db).await?;
    record::assign_positions(db).await?;
    org::finding::refresh::refresh_all(stage.app).await?;
    ::insight::indicator::follow::follow_all(stage.app).await?;
    tally::fold(db).await?;
    audit::link_pending(db).await?;
    Ok(())
}

/// Where those whom the cards show belong.
fn homes(filled: &Filled) -> Vec<String> {
    let shown = |people: &Vec<PersonId>| {
        filled
            .accounts
            .iter()
            .any(|one| people.contains(&one.person))
    };
    let found = filled.people.iter().filter(|(_, people)| shown(people));
    found
        .map(|(at, _)| filled.tree.orgs[*at].path.to_string())
        .collect()
}

fn at(data: &Path, error: &std::io::Error) -> Error {
    internal(format!("{}: {error}", data.display()))
}

/// A sample never mixes with a real city; one that was left half made is made anew.
fn clear_for_a_city(data: &Path) -> Result<(), Error> {
    let half_made = data.join(INCOMPLETE_MARK).exists() && !data.join(SAMPLE_MARK).exists();
    if half_made {
        eprintln!(
            "{} holds a sample city that was left half made; it is made anew",
            data.display()
        );
        std::fs::remove_dir_all(data).map_err(|error| at(data, &error))?;
    }
    match std::fs::read_dir(data) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(internal(format!(
                "{} is not empty: a sample city needs a folder of its own",
                data.display()
            ))),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(at(data, &error)),
    }
}

/// The same for a database: it is only looked at, and not migrated, when it holds a city.
async fn refuse_unless_blank(data: &Path, url: &str) -> Result<(), Error> {
    let db = Db::open(&wire::target(data, Some(url))).await?;
    let blank = migrate::is_blank(&db).await;
    db.close().await;
    if !blank? {
        return Err(internal(
            "the database is not empty: a sample city needs a database of its own",
        ));
    }
    Ok(())
}

/// Marks the folder before anything else is in it, so that a city whose making is broken off can be
/// told from a real one.
fn begin(data: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(data).map_err(|error| at(data, &error))?;
    let words = "A sample city was begun here and is not complete.\n";
    std::fs::write(data.join(INCOMPLETE_MARK), words).map_err(|error| at(data, &error))
}

fn report(args: &DemoArgs, mark: &SampleMark, seconds: f64) -> Result<ExitCode, Error> {
    if args.json {
        let text = serde_json::to_string(mark).map_err(|error| internal(error.to_string()))?;
        println!("{text}");
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "云溪市 · {} members · {seconds:.1} s · {}",
        mark.members,
        args.place.data.display()
    );
    println!("Open /demo for one tap in, or sign in with:");
    for one in &mark.accounts {
        println!(
            "  {:<16} {:<16} {}  {}",
            one.kind, one.login, one.password, one.name
        );
    }
    Ok(ExitCode::SUCCESS)
}
