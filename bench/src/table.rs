//! The tables of RESULTS.md, made from the lines of `bench/run-all.sh` and from nothing else.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use platform::error::{Error, internal};
use serde_json::Value;

/// Which lines.
#[derive(Args, Debug, Clone)]
pub struct TableArgs {
    /// The file that `bench/run-all.sh` wrote.
    pub file: PathBuf,
}

/// `bench report`.
///
/// # Errors
/// When the file cannot be read.
pub fn tables(args: &TableArgs) -> Result<String, Error> {
    let text = std::fs::read_to_string(&args.file)
        .map_err(|error| internal(format!("{}: {error}", args.file.display())))?;
    Ok(written(&text))
}

/// Reads the file from above: `# machine NAME: VALUE`, `# bench …` before its lines, JSON.
fn written(text: &str) -> String {
    let (mut machine, mut figures) = (String::new(), String::new());
    let (mut weights, mut commands) = (String::new(), String::new());
    let (mut broken, mut failed, mut last) = (Vec::new(), Vec::new(), "");
    for line in text.lines() {
        if let Some((name, value)) = line
            .strip_prefix("# machine ")
            .and_then(|rest| rest.split_once(": "))
        {
            row(&mut machine, &[name, value]);
        } else if let Some(command) = line.strip_prefix("# bench ") {
            last = command;
            let _ = writeln!(commands, "{command}");
        } else if line.starts_with("# exit ") {
            failed.push(format!("`{last}`"));
        } else if let Ok(found) = serde_json::from_str::<Value>(line) {
            if found.get("page").is_some() {
                weight(&mut weights, &found);
            } else if !is_single_run(&found) {
                figure(&mut figures, &found);
            }
            if found["limit_broken"] == true {
                let name = if found["page"].is_null() {
                    &found["work"]
                } else {
                    &found["page"]
                };
                broken.push(shown(name));
            }
        }
    }
    let kept = if broken.is_empty() && failed.is_empty() {
        "Every limit was kept and nothing failed.".to_owned()
    } else {
        format!(
            "Limits broken: {}. Exit code other than 0: {}.",
            listed(&broken),
            listed(&failed)
        )
    };
    format!(
        "## Machine\n\n| | |\n|---|---|\n{machine}\n## Figures\n\n\
         | work | engine | runs | n | per second | limit/s | ratio | p50 ms | p99 ms | lost | doubled | errors | RssAnon MB | promised | kept |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|\n{figures}\n{kept}\n\n\
         ## First views, bytes compressed\n\n| page | html | all | limit | kept |\n|---|--:|--:|--:|---|\n{weights}\n\
         ## Commands, each as `bench …`\n\n```\n{commands}```\n"
    )
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// The runs behind a median show how far they lie apart; the table has the median.
fn is_single_run(found: &Value) -> bool {
    found["work"]
        .as_str()
        .and_then(|work| work.rsplit_once(" run "))
        .is_some_and(|(_, number)| number.parse::<u32>().is_ok())
}

fn figure(out: &mut String, found: &Value) {
    let mut cells: Vec<String> = [
        "work",
        "engine",
        "runs",
        "n",
        "per_second",
        "limit_per_second",
        "ratio",
        "p50_ms",
        "p99_ms",
        "lost",
        "doubled",
        "errors",
        "rss_mb",
        "promise",
    ]
    .into_iter()
    .map(|name| shown(&found[name]))
    .collect();
    for (name, words) in [
        ("submitted", "submissions"),
        ("unknown", "unanswered"),
        ("disk_mb", "MB"),
    ] {
        if let Some(count) = found[name].as_u64() {
            let _ = write!(cells[0], ", {count} {words}");
        }
    }
    cells.push(kept(found).to_owned());
    row(out, &cells);
}

fn weight(out: &mut String, found: &Value) {
    let mut cells: Vec<String> = ["page", "html", "total", "limit"]
        .into_iter()
        .map(|name| shown(&found[name]))
        .collect();
    cells.push(kept(found).to_owned());
    row(out, &cells);
}

fn kept(found: &Value) -> &'static str {
    match found["limit_broken"].as_bool() {
        None => "",
        Some(false) => "yes",
        Some(true) => "**no**",
    }
}

fn row(out: &mut String, cells: &[impl AsRef<str>]) {
    for cell in cells {
        let _ = write!(out, "| {} ", cell.as_ref().replace('|', "\\|"));
    }
    out.push_str("|\n");
}

/// A figure as people read it: thousands parted, no more digits than mean something.
fn shown(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Number(number) => match number.as_u64() {
            Some(whole) => parted(&whole.to_string()),
            None => number.as_f64().map_or(String::new(), fraction),
        },
        _ => String::new(),
    }
}

fn fraction(value: f64) -> String {
    if value.abs() >= 100.0 {
        parted(&format!("{value:.0}"))
    } else {
        format!("{value:.2}")
    }
}

fn parted(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_tables() {
        let text = "# machine cpu: Xeon\n# bench sitting --runs 3\n\
            {\"work\":\"sitting\",\"engine\":\"sqlite\",\"n\":1234567,\"per_second\":54321.6,\"ratio\":0.7,\"limit_broken\":true}\n# exit 1\n\
            {\"work\":\"sitting run 1\",\"engine\":\"sqlite\",\"n\":77}\n\
            {\"page\":\"/me\",\"html\":900,\"total\":40000,\"limit\":102400,\"limit_broken\":false}\n";
        let tables = written(text);
        for wanted in [
            "| cpu | Xeon |",
            "| sitting | sqlite |  | 1,234,567 | 54,322 |  | 0.70 |",
            "| **no** |",
            "| /me | 900 | 40,000 | 102,400 | yes |",
            "Limits broken: sitting. Exit code other than 0: `sitting --runs 3`.",
            "sitting --runs 3\n```",
        ] {
            assert!(tables.contains(wanted), "{wanted}\n{tables}");
        }
        assert!(!tables.contains("run 1"), "{tables}");
    }
}
