//! What an operator does once a week: verify, back up, restore, watch, by the binary itself.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use platform::db::Target;
use testkit::databases::Database;

use crate::command::City;

fn touyan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_touyan"))
        .args(arguments)
        .output()
        .expect("the binary runs")
}

fn path(folder: &Path) -> &str {
    folder.to_str().unwrap()
}

/// The chain still holds a head that was kept, and does not hold one that never was.
fn heads_are_compared(city: &City) {
    let (code, found) = city.run(&["verify"], &["--json"]);
    assert_eq!(
        (code, found["holds"].as_bool()),
        (Some(0), Some(true)),
        "{found}"
    );
    let head = found["audit_head"].as_str().unwrap().to_owned();
    let (code, _) = city.run(&["verify"], &["--json", "--head", &head]);
    assert_eq!(code, Some(0));
    let (position, hash) = head.split_once(':').unwrap();
    let forged = format!("{position}:{}", hash.chars().rev().collect::<String>());
    let (code, found) = city.run(&["verify"], &["--json", "--head", &forged]);
    assert_eq!(
        (code, found["holds"].as_bool()),
        (Some(3), Some(false)),
        "{found}"
    );
}

#[test]
fn a_city_is_copied_and_brought_back_with_its_keys_from_paper() {
    let city = City::made(None);
    heads_are_compared(&city);
    let away = tempfile::tempdir().unwrap();
    let (backup, restored) = (away.path().join("backup"), away.path().join("restored"));
    let (code, made) = city.run(&["backup"], &["--to", path(&backup), "--json"]);
    assert_eq!(
        (code, made["keys_included"].as_bool()),
        (Some(0), Some(false))
    );
    let (code, _) = city.run(&["verify"], &["--json", "--head", path(&backup)]);
    assert_eq!(code, Some(0), "the city still has what the backup has");

    let done = touyan(&[
        "restore",
        "--from",
        path(&backup),
        "--data",
        path(&restored),
    ]);
    assert!(done.status.success(), "{done:?}");
    assert!(
        restored.join("SAMPLE").is_file(),
        "a copy of a sample is one"
    );

    // Without its keys it opens for nobody, and says so; with the sheet it is the same city.
    let laws = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/laws");
    let look = ["import", "materials", laws, "--author", "zhouxiaolei"];
    let opened = || touyan(&[&look[..], &["--data", path(&restored)]].concat());
    let refused = opened();
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    let words = String::from_utf8_lossy(&refused.stderr).to_lowercase();
    assert!(words.contains("key"), "{words}");

    let (code, sheet) = city.run(&["admin", "key", "export"], &["--json"]);
    assert_eq!(code, Some(0));
    let typed = away.path().join("sheet.txt");
    let sheet = sheet["sheet"].as_str().unwrap();
    std::fs::write(&typed, sheet.replacen('0', "1", 3)).unwrap();
    let write = |typed: &Path| {
        touyan(&[
            "admin",
            "key",
            "restore",
            "--data",
            path(&restored),
            "--sheet",
            path(typed),
        ])
    };
    assert_eq!(write(&typed).status.code(), Some(1), "a mistyped sheet");
    std::fs::write(&typed, sheet).unwrap();
    assert!(write(&typed).status.success());
    let done = opened();
    assert!(done.status.success(), "{done:?}");
}

#[tokio::test]
async fn the_chain_of_a_city_on_postgres_is_compared_too() {
    let database = Database::blank_postgres().await;
    let Target::Postgres { url, .. } = &database.target else {
        unreachable!("it was asked for")
    };
    heads_are_compared(&City::made(Some(url)));
    database.remove().await;
}

#[test]
fn a_command_that_only_looks_makes_no_city() {
    let folder = tempfile::tempdir().unwrap();
    let there = path(folder.path());
    let to = folder.path().join("backup");
    for command in [
        vec!["verify", "--data", there],
        vec!["backup", "--data", there, "--to", path(&to)],
    ] {
        let done = touyan(&command);
        assert_eq!(done.status.code(), Some(1), "{command:?}");
        let words = String::from_utf8_lossy(&done.stderr);
        assert!(words.contains("is no city"), "{words}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

/// A server, ended with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A free port, for a listener that cannot say which one it got.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn ask(address: &str, request: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{request} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn figures_say_how_it_goes_and_the_log_names_nobody() {
    let city = City::made(None);
    let figures = format!("127.0.0.1:{}", free_port());
    let mut child = Command::new(env!("CARGO_BIN_EXE_touyan"))
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--metrics-listen",
            &figures,
        ])
        .args(&city.place)
        .env("TOUYAN_LOG", "debug")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut log = child.stderr.take().unwrap();
    let served = Served(child);
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    let address = line.trim().trim_start_matches("http://").to_owned();
    let reading = std::thread::spawn(move || {
        let mut text = String::new();
        log.read_to_string(&mut text).map(|_| text)
    });

    let login = "login=%E7%8E%8B%E7%A7%80%E8%8B%B1&password=Geheim-2026-nirgends";
    ask(&address, "GET /about?name=%E7%8E%8B%E7%A7%80%E8%8B%B1", "");
    let refused = ask(&address, "POST /sign-in", login);
    assert!(refused.starts_with("HTTP/1.1 422"), "{refused}");
    let answer = ask(&figures, "GET /metrics", "");
    for name in [
        "touyan_request_seconds",
        "touyan_jobs",
        "touyan_database_waiting",
        "touyan_hashes",
        "touyan_memory_bytes",
        "touyan_clock_skew_seconds",
    ] {
        assert!(answer.contains(name), "{name} is missing: {answer}");
    }
    assert!(ask(&address, "GET /metrics", "").starts_with("HTTP/1.1 404"));

    // SIGTERM: it ends by itself, and well.
    let id = served.0.id().to_string();
    assert!(Command::new("kill").arg(&id).status().unwrap().success());
    let mut served = served;
    assert!(served.0.wait().unwrap().success());
    let log = reading.join().unwrap().unwrap();
    assert!(!log.is_empty());
    for line in log.lines() {
        assert!(line.starts_with('{'), "not structured: {line}");
    }
    for secret in ["王秀英", "%E7%8E%8B", "127.0.0.1", "Geheim"] {
        assert!(!log.contains(secret), "{secret} stands in the log");
    }
}
