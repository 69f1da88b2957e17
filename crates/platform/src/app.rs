//! The application: what every request and job can reach. Cheap to clone.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::backup::FILES;
use crate::clock::Clock;
use crate::crypto::{Hasher, Keys, Sealer, Software};
use crate::db::Db;
use crate::error::Error;
use crate::files::Files;
use crate::module::{Registry, Rooms};
use crate::rules::InForce;
use crate::web::proxy::Network;

/// The application.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What the application is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Names and switches of this deployment.
    pub site: Site,
    /// Where files, keys and backups lie.
    pub data: PathBuf,
    /// Sealed fields, blind indexes and signatures.
    pub sealer: Sealer,
    /// Password hashes, a few at a time.
    pub hasher: Hasher,
    /// Contents by their hash.
    pub files: Files,
    /// The rules this deployment goes by.
    pub rules: InForce,
    /// What the rooms registered.
    pub registry: Registry,
    /// What the rooms keep.
    pub rooms: Rooms,
    /// Whether the process is ending: it finishes what it has and takes nothing new.
    pub draining: AtomicBool,
}

/// What an application stands on before any room is put in.
pub struct Foundation {
    /// The open, migrated database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Names and switches.
    pub site: Site,
    /// Where files, keys and backups lie.
    pub data: PathBuf,
    /// The keys of this database.
    pub keys: Keys,
    /// How passwords are hashed.
    pub hasher: Hasher,
}

impl Parts {
    /// The parts of an application, before any room is put in.
    ///
    /// # Errors
    /// When the folder of contents cannot be made or a rule table not be read.
    pub fn new(foundation: Foundation) -> Result<Self, Error> {
        let Foundation {
            db,
            clock,
            site,
            data,
            keys,
            hasher,
        } = foundation;
        Ok(Self {
            files: Files::open(&data.join(FILES), &clock)?,
            rules: InForce::built_in()?,
            db,
            clock,
            site,
            data,
            sealer: Sealer::new(Arc::new(Software::new(keys))),
            hasher,
            registry: Registry::default(),
            rooms: Rooms::default(),
            draining: AtomicBool::new(false),
        })
    }
}

/// Names and switches of one deployment; shown on `/about`.
#[derive(Clone, Debug)]
pub struct Site {
    /// The name in the corner of each page.
    pub name: String,
    /// Who runs it: the sponsor (主办单位).
    pub sponsor: String,
    /// Who operates it (运维单位).
    pub operator: String,
    /// The filing number (备案编号); empty before filing.
    pub filing_number: String,
    /// Marks the sample city on every page and opens `/demo`.
    pub sample: bool,
    /// Whether pages come over TLS, which cookies must know.
    pub secure: bool,
    /// Whether pages start the service worker that opens them without a network.
    pub offline_shell: bool,
    /// Proxies whose word is taken for where a request came from.
    pub proxies: Vec<Network>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "头雁".to_owned(),
            sponsor: String::new(),
            operator: String::new(),
            filing_number: String::new(),
            sample: false,
            secure: false,
            offline_shell: true,
            proxies: Vec::new(),
        }
    }
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
