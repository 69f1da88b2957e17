//! The harness must be able to fail: durable writes survive its kills, broken ones do not.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::process::{Command, Output};

struct Run {
    ok: bool,
    words: String,
    line: serde_json::Value,
}

impl Run {
    fn number(&self, name: &str) -> u64 {
        self.line[name]
            .as_u64()
            .unwrap_or_else(|| panic!("no {name}: {} {}", self.line, self.words))
    }
}

fn bench(arguments: &[&str]) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_bench"))
        .args(arguments)
        .output()
        .expect("it runs");
    let last = stdout
        .split(|byte| *byte == b'\n')
        .rev()
        .find(|line| !line.is_empty());
    Run {
        ok: status.success(),
        words: String::from_utf8_lossy(&stderr).into_owned(),
        line: last
            .and_then(|line| serde_json::from_slice(line).ok())
            .unwrap_or_default(),
    }
}

fn kill(arguments: &[&str]) -> Run {
    let fixed = ["kill", "--longest-ms", "150", "--connections", "16"];
    bench(&[&fixed, arguments].concat())
}

#[test]
fn a_power_cut_loses_nothing_acknowledged() {
    let run = kill(&["--kills", "5", "--unsynced", "--seed", "11"]);
    assert!(run.ok, "{}", run.words);
    assert!(run.number("acked") > 0);
    assert_eq!((run.number("lost"), run.number("doubled")), (0, 0));
}

/// The product itself under the same power cuts, with candidates who submit at the last moment:
/// the check of the receipts has something to check.
#[test]
fn the_product_loses_no_answer_and_no_submission() {
    let words = "kill --server city --members 300 --candidates 64 --connections 16 --kills 4 \
                 --unsynced --longest-ms 600 --submit-one-in 2 --last-moments-ms 300 --seed 7";
    let run = bench(&words.split_whitespace().collect::<Vec<_>>());
    assert!(run.ok, "{} {}", run.line, run.words);
    assert!(run.number("acked") > 0 && run.number("submitted") > 0);
    assert_eq!((run.number("lost"), run.number("doubled")), (0, 0));
}

#[test]
fn without_fsync_a_power_cut_is_found_out() {
    let run = kill(&["--kills", "5", "--unsynced", "--control", "durability-off"]);
    assert!(run.ok && run.number("lost") > 0, "{}", run.words);
}

#[test]
fn acknowledging_too_early_is_found_out() {
    let run = kill(&["--kills", "60", "--control", "ack-early"]);
    assert!(run.ok && run.number("lost") > 0, "{}", run.words);
}

/// The page cache survives kill -9, so without the VFS even synchronous=OFF loses nothing: the
/// control then finds no loss, and that must be a failure.
#[test]
fn a_control_that_finds_nothing_fails() {
    let run = kill(&["--kills", "2", "--control", "durability-off"]);
    assert_eq!(run.number("lost"), 0);
    assert!(!run.ok);
}

#[test]
fn postgres_keeps_what_it_acknowledged() {
    let run = kill(&["--engine", "postgres", "--kills", "2", "--seed", "3"]);
    assert!(run.ok, "{}", run.words);
    assert!(run.number("acked") > 0);
}

/// No server answers within a microsecond.
#[test]
fn a_broken_limit_fails_the_run() {
    let small = [
        "sitting",
        "--members",
        "300",
        "--candidates",
        "20",
        "--alone",
    ];
    let short = ["--seconds", "1", "--warm-up", "0", "--runs", "2"];
    let run = bench(&[&small[..], &short, &["--p99-limit-ms", "0.001"]].concat());
    assert!(!run.ok && run.line["limit_broken"] == true, "{}", run.words);
    assert_eq!((run.number("lost"), run.number("submitted")), (0, 40));
    let run = bench(&[&small[..], &short, &["--p99-limit-ms", "60000"]].concat());
    assert!(run.ok && run.line["limit_broken"] == false, "{}", run.words);
}

/// The test cluster runs without fsync: nothing may be measured on it.
#[test]
fn a_postgres_without_fsync_is_refused() {
    let Ok(url) = std::env::var("TOUYAN_TEST_PG") else {
        return;
    };
    let run = bench(&["bare", "--seconds", "1", "--db", &url]);
    assert!(
        !run.ok && run.words.contains("not durable"),
        "{}",
        run.words
    );
}
