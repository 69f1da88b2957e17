//! `touyan demo`: a sample city, the same for the same seed and day, alive from the first minute.

pub mod cards;
mod content;
mod fill;
mod people;
mod rng;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

use platform::app::Site;
use platform::clock::Monotonic;
use platform::error::{Error, internal};

use crate::wire::{self, SAMPLE_MARK};
use cards::SampleMark;
use content::CityFile;
use fill::{Filled, Filling};

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
    refuse_unless_empty(&data)?;
    let site = Site {
        sample: true,
        ..Site::default()
    };
    let assembled = wire::open(data.clone(), args.place.db.as_deref(), site).await?;
    let app = assembled.app;
    let city: CityFile = content::read("city.toml")?;
    let password = args
        .password
        .clone()
        .unwrap_or_else(|| format!("Yx-{}", platform::random::typeable_code(9)));
    let hash = app.hasher.hash(&password).await?;
    let filling = Filling {
        app: &app,
        city: &city,
        seed: args.seed,
        hash: hash.into(),
        password: password.clone(),
    };
    let Filled {
        accounts, members, ..
    } = filling.run(args.members as usize).await?;
    let mark = SampleMark {
        seed: args.seed,
        members,
        accounts,
    };
    let text = serde_json::to_vec_pretty(&mark).map_err(|error| internal(error.to_string()))?;
    std::fs::write(data.join(SAMPLE_MARK), text).map_err(|error| internal(error.to_string()))?;
    app.db.close().await;
    report(&args, &mark, started.elapsed().as_secs_f64())
}

/// A sample never mixes with a real city.
fn refuse_unless_empty(data: &PathBuf) -> Result<(), Error> {
    match std::fs::read_dir(data) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(internal(format!(
                "{} is not empty: a sample city needs a folder of its own",
                data.display()
            ))),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(internal(format!("{}: {error}", data.display()))),
    }
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
