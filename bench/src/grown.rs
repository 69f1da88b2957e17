//! A city as large as is asked for: its members, the organisations of tables of divisions, its rooms
//! filled; kept in a folder for the next run, if wanted, because making it takes minutes.

use std::path::PathBuf;

use clap::Args;
use platform::error::{Error, internal};

use crate::city::City;
use crate::fill;
use crate::place::{Place, PlaceArgs};

/// Stands in a kept folder once its city is as it was asked for, and says how.
const MARK: &str = "BENCH-CITY";

/// How large a city.
#[derive(Args, Debug, Clone)]
pub struct GrownArgs {
    /// Members of the city.
    #[arg(long, default_value_t = 5_000)]
    pub members: u32,
    /// Tables of divisions whose organisations stand in the city beside its own.
    #[arg(long, num_args = 0..)]
    pub divisions: Vec<PathBuf>,
    /// Fill the rooms as a big city's are: meetings, stays and transfers, terms and grids,
    /// admission, requests, projects, drives.
    #[arg(long)]
    pub filled: bool,
    /// A folder the city is made in once (SQLite) and found in again.
    #[arg(long)]
    pub kept: Option<PathBuf>,
}

impl GrownArgs {
    /// Makes the city, or finds it where it was kept.
    ///
    /// # Errors
    /// When it cannot be made, a table is refused, or another city lies in the folder.
    pub async fn city(&self, place: &PlaceArgs) -> Result<City, Error> {
        let Some(folder) = &self.kept else {
            let city = City::make(place, self.members).await?;
            self.grow(&city).await?;
            return Ok(city);
        };
        let (mark, wanted) = (folder.join(MARK), self.words());
        if let Ok(known) = std::fs::read_to_string(&mark) {
            if known != wanted {
                return Err(internal(format!(
                    "{} holds a city made with {known}",
                    folder.display()
                )));
            }
            let place = Place::kept(folder)?;
            return Ok(City { place });
        }
        let city = City::make_in(Place::kept(folder)?, self.members).await?;
        self.grow(&city).await?;
        std::fs::write(&mark, wanted).map_err(|error| internal(error.to_string()))?;
        Ok(city)
    }

    /// What a run over it is called.
    pub fn name(&self, work: &str) -> String {
        let filled = if self.filled { " filled" } else { "" };
        format!("{work} {}{filled}", self.members)
    }

    fn words(&self) -> String {
        let tables: Vec<String> = self
            .divisions
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
            .collect();
        let filled = if self.filled { ", filled" } else { "" };
        format!("{} members, {}{filled}", self.members, tables.join(" "))
    }

    async fn grow(&self, city: &City) -> Result<(), Error> {
        if !self.divisions.is_empty() {
            self.divide(city).await?;
        }
        if self.filled {
            fill::fill(city, self.members, 1).await?;
        }
        Ok(())
    }

    /// Adds the organisations of the tables: 市委 down to 街道党工委, or to villages, as they go.
    async fn divide(&self, city: &City) -> Result<(), Error> {
        let program = std::env::current_exe().map_err(|error| internal(error.to_string()))?;
        let status = tokio::process::Command::new(program)
            .args(["touyan", "import", "orgs", "--commit", "--json"])
            .args(city.place.arguments())
            .args(&self.divisions)
            .stdout(std::process::Stdio::null())
            .status()
            .await
            .map_err(|error| internal(error.to_string()))?;
        if status.success() {
            Ok(())
        } else {
            Err(internal("the divisions were refused"))
        }
    }
}
