//! One database per test, on both engines.
//!
//! SQLite is a file in a temporary folder; PostgreSQL is a copy of one migrated template in the
//! throw-away cluster that `scripts/with-postgres.sh` starts and names in `TOUYAN_TEST_PG`. A
//! test that ran on one engine only would say nothing, so a missing cluster fails it.

use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use platform::clock::{Clock, Millis};
use platform::db::{Db, Durability, Engine, Sql, Target, migrate};
use platform::{embedded, params, random};
use tempfile::TempDir;

/// Connections of one test to its PostgreSQL database: races need several.
const CONNECTIONS: u32 = 16;

/// Runs a test on a migrated SQLite database, then on a migrated PostgreSQL database.
///
/// ```ignore
/// #[tokio::test]
/// async fn a_member_is_found_by_name() {
///     each_db(async |db| { … }).await;
/// }
/// ```
///
/// # Panics
/// When the test does, or when no PostgreSQL is there.
pub async fn each_db<T>(test: T)
where
    T: AsyncFn(Db),
{
    Database::sqlite().await.run(&test).await;
    Database::postgres().await.run(&test).await;
}

/// A database of one test.
pub struct Database {
    /// The open database.
    pub db: Db,
    /// How to open it again.
    pub target: Target,
    /// Holds the file of SQLite.
    folder: Option<TempDir>,
    /// The name of the PostgreSQL database, to be dropped.
    name: Option<String>,
}

impl Database {
    /// An empty SQLite file.
    pub async fn blank_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // What is tested is what is stored, not what a power cut leaves; bench/ asks that.
        let target = Target::Sqlite {
            path: folder.path().join("city.db"),
            durability: Durability::Off,
            vfs: None,
        };
        let db = Db::open(&target).await.expect("SQLite opens");
        Self {
            db,
            target,
            folder: Some(folder),
            name: None,
        }
    }

    /// A migrated SQLite file.
    pub async fn sqlite() -> Self {
        let database = Self::blank_sqlite().await;
        migrate::run(&database.db, &clock(), None)
            .await
            .expect("the migrations apply to SQLite");
        database
    }

    /// An empty PostgreSQL database.
    pub async fn blank_postgres() -> Self {
        let admin = admin().await;
        let name = fresh_name();
        statement(&admin, format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        admin.close().await;
        Self::postgres_named(name).await
    }

    /// A copy of the migrated template.
    pub async fn postgres() -> Self {
        let admin = admin().await;
        let template = template(&admin).await;
        let name = fresh_name();
        statement(
            &admin,
            format!("CREATE DATABASE {name} TEMPLATE {template}"),
        )
        .await;
        admin.close().await;
        Self::postgres_named(name).await
    }

    async fn postgres_named(name: String) -> Self {
        let target = Target::Postgres {
            url: url_of(&name),
            connections: CONNECTIONS,
        };
        let db = Db::open(&target)
            .await
            .expect("the test's PostgreSQL database opens");
        Self {
            db,
            target,
            folder: None,
            name: Some(name),
        }
    }

    /// Runs a test in it and removes it, whatever the test did.
    ///
    /// # Panics
    /// When the test does.
    pub async fn run<T: AsyncFn(Db)>(self, test: &T) {
        let engine = self.db.engine().name();
        let result = AssertUnwindSafe(test(self.db.clone())).catch_unwind().await;
        self.remove().await;
        if let Err(panic) = result {
            eprintln!("the test failed on {engine}");
            std::panic::resume_unwind(panic);
        }
    }

    /// Closes and removes it.
    pub async fn remove(self) {
        self.db.close().await;
        drop(self.folder);
        if let Some(name) = self.name {
            let admin = admin().await;
            statement(
                &admin,
                format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            )
            .await;
            admin.close().await;
        }
    }
}

/// The clock of migrations in tests: 2026-11-22 14:05 in Shanghai.
#[must_use]
pub fn clock() -> Clock {
    Clock::fixed(Millis(1_795_327_500_000))
}

/// The cluster's address, or the sentence that says how to get one.
fn cluster() -> String {
    std::env::var("TOUYAN_TEST_PG").unwrap_or_else(|_| {
        panic!(
            "TOUYAN_TEST_PG is not set: every store test runs on PostgreSQL too. \
             Run it as `scripts/with-postgres.sh cargo test …` (or cargo nextest run …)."
        )
    })
}

async fn admin() -> Db {
    let target = Target::Postgres {
        url: cluster(),
        // One connection: an advisory lock belongs to a session.
        connections: 1,
    };
    Db::open(&target)
        .await
        .expect("the cluster named in TOUYAN_TEST_PG answers")
}

fn url_of(name: &str) -> String {
    let url = cluster();
    let (address, query) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _) = address
        .rsplit_once('/')
        .expect("an address ends with /database");
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{server}/{name}{mark}{query}")
}

fn fresh_name() -> String {
    let bytes = random::bytes::<8>();
    bytes
        .iter()
        .fold("touyan_test_".to_owned(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        })
}

async fn statement(admin: &Db, words: String) {
    let shown = words.clone();
    if let Err(error) = admin.script(words).await {
        panic!("{shown}: {error}");
    }
}

/// The migrated template of exactly these migrations; made by whoever comes first.
async fn template(admin: &Db) -> String {
    static EXISTS: Sql = Sql::new("SELECT COUNT(*) FROM pg_database WHERE datname = $1");
    let name = template_name();
    let asked = name.clone();
    let exists = async move || {
        let asked = asked.clone();
        let found: (i64,) = admin
            .read("template_exists", move |tx| {
                Ok(tx.one(&EXISTS, params![asked])?)
            })
            .await
            .expect("pg_database answers");
        found.0 > 0
    };
    if exists().await {
        return name;
    }
    statement(admin, "SELECT pg_advisory_lock(7007)".to_owned()).await;
    if !exists().await {
        let building = format!("{name}_building");
        statement(
            admin,
            format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)"),
        )
        .await;
        statement(
            admin,
            format!("CREATE DATABASE {building} TEMPLATE template0"),
        )
        .await;
        let db = Db::open(&Target::Postgres {
            url: url_of(&building),
            connections: 1,
        })
        .await
        .expect("the template opens");
        migrate::run(&db, &clock(), None)
            .await
            .expect("the migrations apply to PostgreSQL");
        db.close().await;
        statement(admin, format!("ALTER DATABASE {building} RENAME TO {name}")).await;
    }
    statement(admin, "SELECT pg_advisory_unlock(7007)".to_owned()).await;
    name
}

/// A changed migration makes another template.
fn template_name() -> String {
    // FNV-1a: it only has to differ when a migration does.
    let hash = embedded::MIGRATIONS
        .iter()
        .filter(|(path, _)| path.starts_with("postgres/"))
        .flat_map(|(_, bytes)| bytes.iter())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("touyan_template_{hash:016x}")
}

/// Writes a migration's data file for an engine: `id(7)` becomes the sixteen-byte id 7 and
/// `bytes(0a0b)` those bytes, which the engines write differently.
#[must_use]
pub fn data_for(engine: Engine, text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((call, at)) = next_call(rest) {
        let (before, from) = rest.split_at(at);
        let (argument, after) = from[call.len() + 1..]
            .split_once(')')
            .expect("a call in a data file ends");
        let hex = match call {
            "id" => format!(
                "{:032x}",
                argument.parse::<u128>().expect("an id has a number")
            ),
            _ => argument.to_owned(),
        };
        out.push_str(before);
        out.push_str(&match (engine, call) {
            (Engine::Sqlite, _) => format!("x'{hex}'"),
            (Engine::Postgres, "id") => format!("'{hex}'::uuid"),
            (Engine::Postgres, _) => format!("'\\x{hex}'::bytea"),
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

fn next_call(text: &str) -> Option<(&'static str, usize)> {
    ["id", "bytes"]
        .into_iter()
        .flat_map(|call| text.match_indices(call).map(move |(at, _)| (call, at)))
        .filter(|(call, at)| text[at + call.len()..].starts_with('('))
        .filter(|(_, at)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .min_by_key(|(_, at)| *at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_files_are_written_for_their_engine() {
        let text = "INSERT INTO a (id, hash, x_id) VALUES (id(26), bytes(0a0b), 'x')";
        let id = "0000000000000000000000000000001a";
        assert_eq!(
            data_for(Engine::Sqlite, text),
            format!("INSERT INTO a (id, hash, x_id) VALUES (x'{id}', x'0a0b', 'x')")
        );
        assert_eq!(
            data_for(Engine::Postgres, text),
            format!("INSERT INTO a (id, hash, x_id) VALUES ('{id}'::uuid, '\\x0a0b'::bytea, 'x')")
        );
    }
}
