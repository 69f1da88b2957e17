//! Where a driver's database lies: a folder of its own with SQLite, or a PostgreSQL cluster.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use platform::db::{Db, Durability, Engine, Target};
use platform::error::{Error, internal};
use platform::{params, sql};

use crate::postgres::Cluster;
use crate::vfs;

/// Connections of a server to PostgreSQL.
const CONNECTIONS: u32 = 16;

/// Which database to work on.
#[derive(Args, Debug, Clone, Default)]
pub struct PlaceArgs {
    /// The engine; PostgreSQL gets a cluster of its own with fsync on.
    #[arg(long, value_enum, default_value_t)]
    pub engine: EngineArg,
    /// A PostgreSQL that runs already; its database should be empty.
    #[arg(long)]
    pub db: Option<String>,
    /// Where to put the temporary folder; the disk under it is what is measured.
    #[arg(long)]
    pub folder: Option<PathBuf>,
}

/// An engine on the command line.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EngineArg {
    /// Embedded SQLite.
    #[default]
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// What a server needs to open the database of a driver.
#[derive(Args, Debug, Clone)]
pub struct OpenArgs {
    /// The data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// A PostgreSQL URL instead of SQLite in the folder.
    #[arg(long)]
    pub db: Option<String>,
    /// SQLite without fsync: a negative control.
    #[arg(long, value_enum, default_value_t)]
    pub durability: DurabilityArg,
    /// Keep unsynced writes in the memory of the process, so that a kill drops them; the number
    /// is the seed for those that reach the disk early, 0 for none.
    #[arg(long)]
    pub unsynced: Option<u64>,
}

/// Durability on the command line.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DurabilityArg {
    /// Every commit reaches the disk.
    #[default]
    Full,
    /// synchronous=OFF.
    Off,
}

impl OpenArgs {
    /// Opens the database, with the VFS registered if it is asked for.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(&self) -> Result<Db, Error> {
        if let Some(url) = &self.db {
            return Db::open(&Target::Postgres {
                url: url.clone(),
                connections: CONNECTIONS,
            })
            .await;
        }
        if let Some(seed) = self.unsynced {
            vfs::register((seed != 0).then_some(seed))
                .map_err(|code| internal(format!("the VFS was refused: {code}")))?;
        }
        Db::open(&Target::Sqlite {
            path: city_file(&self.data),
            durability: match self.durability {
                DurabilityArg::Full => Durability::Full,
                DurabilityArg::Off => Durability::Off,
            },
            vfs: self.unsynced.map(|_| vfs::NAME.to_owned()),
        })
        .await
    }
}

/// The SQLite file in a data folder.
pub fn city_file(data: &Path) -> PathBuf {
    data.join("city.db")
}

/// A database made for one driver; gone when dropped.
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// The PostgreSQL URL.
    pub url: Option<String>,
    // The order matters: the cluster stops before its folder goes.
    _cluster: Option<Cluster>,
    _folder: Option<tempfile::TempDir>,
}

impl Place {
    /// Makes one.
    ///
    /// # Errors
    /// When the folder or the cluster cannot be made, or PostgreSQL does not sync.
    pub async fn make(args: &PlaceArgs) -> Result<Self, Error> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("touyan-bench.");
        let folder = match &args.folder {
            Some(folder) => builder.tempdir_in(folder),
            None => builder.tempdir(),
        }
        .map_err(|error| internal(error.to_string()))?;
        let cluster = match (args.engine, &args.db) {
            (EngineArg::Postgres, None) => Some(Cluster::start(folder.path())?),
            _ => None,
        };
        let url = args
            .db
            .clone()
            .or_else(|| cluster.as_ref().map(Cluster::url));
        let place = Self {
            data: folder.path().join("data"),
            url,
            _folder: Some(folder),
            _cluster: cluster,
        };
        std::fs::create_dir_all(&place.data).map_err(|error| internal(error.to_string()))?;
        if place.url.is_some() {
            place.assert_durable().await?;
        }
        Ok(place)
    }

    /// A folder that stays, with SQLite in it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn kept(folder: &Path) -> Result<Self, Error> {
        let data = folder.join("data");
        std::fs::create_dir_all(&data).map_err(|error| internal(error.to_string()))?;
        Ok(Self {
            data,
            url: None,
            _cluster: None,
            _folder: None,
        })
    }

    /// How a server is told where this is.
    pub fn arguments(&self) -> Vec<String> {
        let mut out = vec!["--data".to_owned(), self.data.display().to_string()];
        if let Some(url) = &self.url {
            out.extend(["--db".to_owned(), url.clone()]);
        }
        out
    }

    /// Opens it as the product does.
    ///
    /// # Errors
    /// The database's.
    pub async fn open(&self) -> Result<Db, Error> {
        let (data, db) = (self.data.clone(), self.url.clone());
        OpenArgs {
            data,
            db,
            durability: DurabilityArg::Full,
            unsynced: None,
        }
        .open()
        .await
    }

    /// The engine's name.
    pub fn engine(&self) -> &'static str {
        if self.url.is_some() {
            Engine::Postgres.name()
        } else {
            Engine::Sqlite.name()
        }
    }

    /// A figure of a PostgreSQL that does not sync would be a lie.
    async fn assert_durable(&self) -> Result<(), Error> {
        let db = self.open().await?;
        for name in ["fsync", "synchronous_commit", "full_page_writes"] {
            let setting = db
                .read("postgres_setting", move |tx| {
                    Ok(tx
                        .one::<(String,)>(sql!("sql/postgres_setting.sql"), params![name])?
                        .0)
                })
                .await?;
            if setting != "on" {
                return Err(internal(format!(
                    "PostgreSQL runs with {name} = {setting}: not durable"
                )));
            }
        }
        db.close().await;
        Ok(())
    }
}
