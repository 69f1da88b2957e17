//! Chores of the repository: `cargo run -p xtask -- tidy [--json]`.

mod tidy;

use std::path::Path;
use std::process::ExitCode;

use tidy::Output;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = match words[..] {
        ["tidy"] => Output::Lines,
        ["tidy", "--json"] => Output::Json,
        _ => {
            eprintln!("usage: cargo run -p xtask -- tidy [--json]");
            return ExitCode::from(2);
        }
    };
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    tidy::run(&here.join("../.."), output)
}
