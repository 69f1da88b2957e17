//! Migrations: twins, applied step by step over a city that is not empty, copied before.

use std::collections::BTreeSet;

use platform::db::{Db, Engine, Sql, migrate};
use platform::embedded;
use platform::params;
use testkit::databases::{Database, clock, data_for};

use crate::support::script;

/// The tables of an engine by name.
pub async fn tables(db: &Db) -> BTreeSet<String> {
    static SQLITE: Sql = Sql::new(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    static POSTGRES: Sql = Sql::new("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    let sql = match db.engine() {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    let rows: Vec<(String,)> = db
        .read("tables", move |tx| Ok(tx.all(sql, params![])?))
        .await
        .unwrap();
    // The counters beside numbered SQLite tables stand for PostgreSQL's sequences.
    rows.into_iter()
        .map(|(name,)| name)
        .filter(|name| !name.ends_with("_last"))
        .collect()
}

async fn is_empty(db: &Db, table: &str) -> bool {
    let sql: &'static Sql = Box::leak(Box::new(Sql::new(Box::leak(
        format!("SELECT COUNT(*) FROM {table}").into_boxed_str(),
    ))));
    crate::support::count(db, sql).await == 0
}

fn data(number: i64) -> &'static str {
    embedded::text(embedded::MIGRATIONS, &format!("data/{number:04}.sql"))
        .unwrap_or_else(|| panic!("migration {number:04} needs migrations/data/{number:04}.sql"))
}

#[test]
fn each_migration_has_its_twin_and_its_data() {
    let names = |engine| -> Vec<(i64, &str)> {
        migrate::all(engine)
            .iter()
            .map(|m| (m.number, m.name))
            .collect()
    };
    let (sqlite, postgres) = (names(Engine::Sqlite), names(Engine::Postgres));
    assert_eq!(sqlite, postgres);
    let numbers: Vec<i64> = sqlite.iter().map(|(number, _)| *number).collect();
    assert_eq!(
        numbers,
        (1..=i64::try_from(numbers.len()).unwrap()).collect::<Vec<_>>()
    );
    for number in numbers {
        assert!(data(number).contains("INSERT INTO"));
    }
}

#[tokio::test]
async fn each_step_runs_over_a_city_that_is_not_empty() {
    for database in [
        Database::blank_sqlite().await,
        Database::blank_postgres().await,
    ] {
        database
            .run(&async |db: Db| {
                for migration in migrate::all(db.engine()) {
                    let step = format!("BEGIN;\n{}\nCOMMIT;", migration.text);
                    script(&db, &step)
                        .await
                        .unwrap_or_else(|e| panic!("{}: {e}", migration.name));
                    script(&db, &data_for(db.engine(), data(migration.number)))
                        .await
                        .unwrap_or_else(|e| panic!("data of {}: {e}", migration.name));
                    for table in tables(&db).await {
                        assert!(
                            !is_empty(&db, &table).await,
                            "{table} is empty after {}",
                            migration.name
                        );
                    }
                }
            })
            .await;
    }
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    for database in [
        Database::blank_sqlite().await,
        Database::blank_postgres().await,
    ] {
        database
            .run(&async |db: Db| {
                let first = migrate::run(&db, &clock(), None).await.unwrap();
                assert_eq!(first.from, 0);
                let again = migrate::run(&db, &clock(), None).await.unwrap();
                assert_eq!((again.from, again.to), (first.to, first.to));
            })
            .await;
    }
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    testkit::each_db(async |db| {
        script(
            &db,
            "INSERT INTO schema_version (number, name, applied_at) VALUES (9999, 'x', 1)",
        )
        .await
        .unwrap();
        let refused = migrate::run(&db, &clock(), None).await.unwrap_err();
        assert!(refused.to_string().contains("use a newer one"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_running_city_is_copied_before_it_changes() {
    let database = Database::blank_sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let backups = folder.path().join("backups");
    let first = migrate::all(Engine::Sqlite).remove(0);
    let marked = format!(
        "CREATE TABLE schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL,
             applied_at BIGINT NOT NULL);
         {}
         INSERT INTO schema_version (number, name, applied_at) VALUES (1, 'platform', 1);
         INSERT INTO setting (key, value) VALUES ('site.name', '云溪市');",
        first.text
    );
    script(&database.db, &marked).await.unwrap();
    let applied = migrate::run(&database.db, &clock(), Some(&backups))
        .await
        .unwrap();
    assert!(applied.from == 1 && applied.to > 1);
    let copies: Vec<_> = std::fs::read_dir(&backups)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    assert_eq!(copies.len(), 1);
    static SETTING: Sql = Sql::new("SELECT value FROM setting WHERE key = 'site.name'");
    static TABLES: Sql = Sql::new("SELECT COUNT(*) FROM sqlite_master WHERE name = 'org'");
    let (name, later) = Db::inspect(copies[0].clone(), |tx| {
        let name: (String,) = tx.one(&SETTING, &[])?;
        let later: (i64,) = tx.one(&TABLES, &[])?;
        Ok((name.0, later.0))
    })
    .await
    .unwrap();
    assert_eq!((name.as_str(), later), ("云溪市", 0));
    database.remove().await;
}

#[tokio::test]
async fn a_step_that_fails_leaves_the_schema_before_it() {
    testkit::each_db(async |db| {
        let broken =
            "BEGIN;\nCREATE TABLE half (one BIGINT);\nINSERT INTO nowhere VALUES (1);\nCOMMIT;";
        assert!(script(&db, broken).await.is_err());
        assert!(!tables(&db).await.contains("half"));
        // And whichever connection it ran on serves nobody in a failed transaction.
        for number in 0..20 {
            crate::support::insert_person(&db, number).await.unwrap();
        }
    })
    .await;
}
