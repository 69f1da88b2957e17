//! Backup and restore on SQLite, verify on both engines.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use platform::audit::{self, Entry};
use platform::backup::{self, BackupError, DATABASE, FILES, MANIFEST, Manifest};
use platform::clock::Clock;
use platform::db::{Db, Engine, Sql, Target};
use platform::embedded;
use platform::files::{self, Files, Row, Stored};
use platform::ids::FileId;
use testkit::databases::{Database, clock, data_for};
use testkit::each_db;

use crate::support::{now, script};

struct City {
    folder: tempfile::TempDir,
    database: Database,
    files: Files,
    clock: Clock,
    stored: Stored,
}

impl City {
    async fn new() -> Self {
        let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
        let files = Files::open(&folder.path().join("live"), &clock).unwrap();
        let database = Database::sqlite().await;
        let stored = files.put_bytes("三会一课记录".as_bytes()).await.unwrap();
        name(&database.db, stored).await;
        write_audit(&database.db, 5).await;
        Self {
            folder,
            database,
            files,
            clock,
            stored,
        }
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    async fn back_up(&self) -> Manifest {
        backup::backup(
            &self.database.db,
            &self.files,
            &self.clock,
            Some(&self.at("SAMPLE")),
            &self.at("backup"),
        )
        .await
        .unwrap()
    }

    async fn restore(&self) -> Result<Manifest, BackupError> {
        backup::restore(&self.at("backup"), &self.at("restored")).await
    }
}

async fn name(db: &Db, stored: Stored) {
    let row = Row {
        id: FileId([7; 16]),
        stored,
        media_type: "text/plain".to_owned(),
        name: "记录.txt".to_owned(),
        created_by: None,
        created_at: now(),
    };
    db.write("name", move |tx| Ok(files::insert(tx, &row)?))
        .await
        .unwrap();
}

async fn write_audit(db: &Db, rows: usize) {
    db.write("audit", move |tx| {
        (0..rows).try_for_each(|_| Ok(audit::write(tx, &Entry::new(now(), "test.write", "test"))?))
    })
    .await
    .unwrap();
    audit::link_pending(db).await.unwrap();
}

async fn open(folder: &Path, clock: &Clock) -> (Db, Files) {
    let db = Db::open(&Target::sqlite(folder.join(DATABASE)))
        .await
        .unwrap();
    (db, Files::open(&folder.join(FILES), clock).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_city_in_use_is_backed_up_and_comes_back_whole() {
    let city = City::new().await;
    let stop = Arc::new(AtomicBool::new(false));
    let (db, until) = (city.database.db.clone(), Arc::clone(&stop));
    let busy = tokio::spawn(async move {
        let mut written = 0;
        while !until.load(Ordering::Relaxed) {
            write_audit(&db, 3).await;
            written += 3;
        }
        written
    });
    let manifest = city.back_up().await;
    stop.store(true, Ordering::Relaxed);
    let written = busy.await.unwrap();

    assert_eq!(city.restore().await.unwrap(), manifest);
    let (db, files) = open(&city.at("restored"), &city.clock).await;
    let database = city.at("restored").join(DATABASE);
    let kept = [manifest.audit_head().unwrap()];
    let findings = backup::verify(&db, &files, Some(&database), &kept)
        .await
        .unwrap();
    assert!(findings.holds(), "{findings:?}");
    assert_eq!(findings.checked, 1);
    assert!(findings.audit.linked >= 5 && findings.audit.linked <= 5 + written);
    assert_eq!(findings.audit.linked, manifest.audit_pos);
    db.close().await;
    city.database.remove().await;
}

#[tokio::test]
async fn a_backup_holds_the_city_and_no_key() {
    let city = City::new().await;
    let keys = platform::crypto::keys_for(&city.database.db, &city.at("live/keys"))
        .await
        .unwrap();
    let manifest = city.back_up().await;
    let paths: Vec<&str> = manifest
        .parts
        .iter()
        .map(|part| part.path.as_str())
        .collect();
    assert_eq!(paths.len(), 2);
    assert_eq!(paths[0], DATABASE);
    assert!(paths[1].starts_with(FILES) && paths[1].ends_with(&city.stored.hash.to_string()));
    let database = std::fs::read(city.at("backup").join(DATABASE)).unwrap();
    let sheet = keys.recovery_sheet();
    let secrets: Vec<String> = sheet
        .lines()
        .filter_map(|line| {
            Some(
                line.split_once(": ")?
                    .1
                    .split_once(" =")?
                    .0
                    .replace(' ', ""),
            )
        })
        .collect();
    assert_eq!(secrets.len(), 4);
    for secret in secrets {
        assert!(!database.windows(64).any(|part| part == secret.as_bytes()));
    }
    city.database.remove().await;
}

#[tokio::test]
async fn neither_goes_into_a_folder_that_holds_something() {
    let city = City::new().await;
    std::fs::create_dir_all(city.at("backup")).unwrap();
    std::fs::write(city.at("backup/notes.txt"), "mine").unwrap();
    let refused = backup::backup(
        &city.database.db,
        &city.files,
        &city.clock,
        None,
        &city.at("backup"),
    )
    .await;
    assert!(
        matches!(refused, Err(BackupError::NotEmpty(_))),
        "{refused:?}"
    );
    assert_eq!(std::fs::read_dir(city.at("backup")).unwrap().count(), 1);

    std::fs::remove_file(city.at("backup/notes.txt")).unwrap();
    city.back_up().await;
    city.restore().await.unwrap();
    let again = city.restore().await;
    assert!(matches!(again, Err(BackupError::NotEmpty(_))), "{again:?}");
    city.database.remove().await;
}

#[tokio::test]
async fn a_damaged_backup_is_refused() {
    let city = City::new().await;
    let manifest = city.back_up().await;
    let content = city.at("backup").join(&manifest.parts[1].path);
    let whole = std::fs::read(&content).unwrap();

    let mut flipped = whole.clone();
    flipped[0] ^= 1;
    std::fs::write(&content, &flipped).unwrap();
    let refused = city.restore().await;
    assert!(matches!(&refused, Err(BackupError::Damaged(path)) if path.starts_with(FILES)));
    assert!(
        !city.at("restored").join(DATABASE).exists(),
        "half a city is none"
    );
    std::fs::remove_dir_all(city.at("restored")).unwrap();

    std::fs::remove_file(&content).unwrap();
    assert!(matches!(city.restore().await, Err(BackupError::Damaged(_))));
    std::fs::remove_dir_all(city.at("restored")).unwrap();
    std::fs::write(&content, &whole).unwrap();

    let text = std::fs::read_to_string(city.at("backup").join(MANIFEST)).unwrap();
    let elsewhere = text.replace(DATABASE, "../city.db");
    std::fs::write(city.at("backup").join(MANIFEST), elsewhere).unwrap();
    assert!(matches!(city.restore().await, Err(BackupError::Damaged(_))));
    std::fs::remove_dir_all(city.at("restored")).unwrap();

    std::fs::write(city.at("backup").join(MANIFEST), &text[..text.len() / 2]).unwrap();
    assert!(matches!(
        city.restore().await,
        Err(BackupError::NoManifest(_))
    ));
    city.database.remove().await;
}

#[tokio::test]
async fn a_content_that_is_gone_stops_the_backup_and_is_named_by_verify() {
    let city = City::new().await;
    std::fs::write(city.files.path(city.stored.hash), "另一份").unwrap();
    let refused = backup::backup(
        &city.database.db,
        &city.files,
        &city.clock,
        None,
        &city.at("backup"),
    )
    .await;
    assert!(
        matches!(refused, Err(BackupError::Damaged(_))),
        "{refused:?}"
    );
    assert!(!city.at("backup").join(MANIFEST).exists());
    let findings = backup::verify(&city.database.db, &city.files, None, &[])
        .await
        .unwrap();
    assert_eq!(findings.contents, [city.stored.hash]);
    assert!(!findings.holds());
    city.database.remove().await;
}

#[tokio::test]
async fn a_damaged_database_is_noticed() {
    let city = City::new().await;
    let manifest = city.back_up().await;
    let database = city.at("backup").join(DATABASE);
    let mut bytes = std::fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xA5);
    std::fs::write(&database, &bytes).unwrap();
    assert_eq!(manifest.parts[0].bytes, bytes.len() as u64);
    assert!(
        matches!(city.restore().await, Err(BackupError::Damaged(_))),
        "by its hash"
    );
    // Where the damage lies decides who notices it: whoever opens the database, or whoever looks.
    let files = Files::open(&city.at("backup").join(FILES), &city.clock).unwrap();
    if let Ok(db) = Db::open(&Target::sqlite(database.clone())).await {
        let findings = backup::verify(&db, &files, Some(&database), &[]).await;
        assert!(findings.is_err() || findings.is_ok_and(|found| found.engine.is_some()));
        db.close().await;
    }
    city.database.remove().await;
}

#[tokio::test]
async fn a_row_that_refers_to_nothing_is_noticed() {
    let city = City::new().await;
    let Target::Sqlite { path, .. } = &city.database.target else {
        panic!("SQLite")
    };
    script(
        &city.database.db,
        "PRAGMA foreign_keys = OFF;
         INSERT INTO complaint_answer (complaint_id, body, answered_by, answered_at)
         VALUES (x'00000000000000000000000000000001', 'x', x'00000000000000000000000000000001', 0);",
    )
    .await
    .unwrap();
    let findings = backup::verify(&city.database.db, &city.files, Some(path), &[])
        .await
        .unwrap();
    assert!(
        findings
            .engine
            .is_some_and(|words| words.contains("complaint_answer"))
    );
    let refused = backup::backup(
        &city.database.db,
        &city.files,
        &city.clock,
        None,
        &city.at("backup"),
    )
    .await;
    assert!(
        matches!(refused, Err(BackupError::Corrupt(_))),
        "{refused:?}"
    );
    city.database.remove().await;
}

#[tokio::test]
async fn broken_invariants_are_named() {
    static FINE: Sql = Sql::new("SELECT COUNT(*) FROM belonging");
    each_db(async |db| {
        for number in ["0001", "0002", "0003"] {
            let text = embedded::text(embedded::MIGRATIONS, &format!("data/{number}.sql")).unwrap();
            script(&db, &data_for(db.engine(), text)).await.unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path(), &clock()).unwrap();
        files.put_bytes(b"abc").await.unwrap();
        assert!(crate::support::count(&db, &FINE).await > 3);
        let before = backup::verify(&db, &files, None, &[]).await.unwrap();
        assert!(
            before.invariants.is_empty() && before.contents.is_empty(),
            "{before:?}"
        );

        let plain = match db.engine() {
            Engine::Sqlite => "x'3133383030303030303030'",
            Engine::Postgres => "'13800000000'::bytea",
        };
        let breaks = format!(
            "DROP INDEX belonging_one_home;
             UPDATE belonging SET until_on = NULL;
             UPDATE org SET path = '00020001' WHERE path = '00010001';
             UPDATE record SET pos = 5 WHERE pos = 1;
             UPDATE member SET mobile = {plain} WHERE sex = '1';"
        );
        script(&db, &breaks).await.unwrap();
        let after = backup::verify(&db, &files, None, &[]).await.unwrap();
        assert_eq!(after.invariants.len(), 6, "{:?}", after.invariants);
        assert!(!after.holds());
    })
    .await;
}

#[tokio::test]
async fn a_copy_of_a_sample_says_so_and_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let city = City::new().await;
    std::fs::write(city.at("SAMPLE"), "云溪市").unwrap();
    city.back_up().await;
    city.restore().await.unwrap();
    assert_eq!(
        std::fs::read_to_string(city.at("restored/SAMPLE")).unwrap(),
        "云溪市"
    );
    for (path, mode) in [
        ("backup", 0o700),
        ("backup/city.db", 0o600),
        ("restored", 0o700),
        ("restored/city.db", 0o600),
    ] {
        let found = std::fs::metadata(city.at(path)).unwrap().permissions();
        assert_eq!(found.mode() & 0o777, mode, "{path}");
    }
    city.database.remove().await;
}
