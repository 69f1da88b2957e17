//! What a first view weighs: everything a phone fetches for it, compressed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use platform::clock::Monotonic;
use platform::error::{Error, internal};
use serde::Deserialize;

use crate::city::City;
use crate::crowd::FETCH;
use crate::http::{Client, Reply, Request};
use crate::pages::{PagesArgs, ZIPPED, links, sessions};
use crate::report::Report;

/// The most a first view may weigh, bytes.
const FIRST_VIEW: u64 = 100 * 1024;
/// The most a sitting's page may weigh, with its script and its paper, bytes.
const EXAM: u64 = 60 * 1024;

/// A page with what it fetches.
struct Weight {
    html: u64,
    parts: BTreeMap<String, u64>,
}

impl Weight {
    fn total(&self) -> u64 {
        self.html + self.parts.values().sum::<u64>()
    }
}

/// `bench weigh`: each page from an empty cache.
///
/// # Errors
/// When the city cannot be made or served, or a page or a part is not there.
pub async fn run(args: &PagesArgs) -> Result<Report, Error> {
    let city = City::make(&args.place, args.grown.members).await?;
    // Whom the demonstration names always have a test to sit; of the others it depends on the hour.
    let (mut members, named) = sessions(&city).await?;
    members.extend(named);
    let server = city.serve().await?;
    let started = Monotonic::now();
    let mut client = Client::connect(server.address).await.map_err(failed)?;
    let mut weights = Vec::new();
    for path in ["/sign-in", "/about"] {
        weights.push((path.to_owned(), FIRST_VIEW, weigh(&mut client, path).await?));
    }
    client.sign_in(members[0].as_str());
    for path in ["/", "/study", "/tests", "/org", "/service", "/me"] {
        weights.push((path.to_owned(), FIRST_VIEW, weigh(&mut client, path).await?));
    }
    let (test, intro, exam) = sitting(&mut client, &members).await?;
    weights.push((test, FIRST_VIEW, intro));
    weights.push((exam.clone(), EXAM, weigh(&mut client, &exam).await?));
    let (mut n, mut broken) = (0, 0);
    for (path, limit, weight) in weights {
        let total = weight.total();
        let over = total > limit;
        println!(
            "{}",
            serde_json::json!({
                "page": path, "html": weight.html, "parts": weight.parts, "total": total,
                "limit": limit, "limit_broken": over,
            })
        );
        n += 1;
        broken += u64::from(over);
    }
    let report = Report {
        engine: Some(city.place.engine()),
        ..Report::of("weigh", n, started.elapsed())
    };
    Ok(report.promised("first view ≤ 100 KB, exam ≤ 60 KB", broken == 0))
}

#[derive(Deserialize)]
struct Started {
    sitting: i64,
}

/// Begins a test of the sample city, whose paper has the words of a real one; gives its page
/// with its weight before, and the sitting's page.
async fn sitting(
    client: &mut Client,
    members: &[String],
) -> Result<(String, Weight, String), Error> {
    for member in members {
        client.sign_in(member.as_str());
        let tests = get(client, "/tests", "").await?.text().into_owned();
        let tests: BTreeSet<String> = links(&tests, "href=\"")
            .into_iter()
            .filter(|link| {
                link.strip_prefix("/tests/")
                    .is_some_and(|id| !id.contains('?'))
            })
            .collect();
        for test in tests {
            // A test that was sat already leads to its receipt.
            if ask(client, &test, "").await?.status != 200 {
                continue;
            }
            let intro = weigh(client, &test).await?;
            let path = format!("{test}/sitting");
            let begin = Request {
                method: "POST",
                path: &path,
                headers: FETCH,
                ..Request::default()
            };
            let reply = client.send(begin).await.map_err(failed)?;
            if let (200, Ok(begun)) = (reply.status, serde_json::from_slice::<Started>(&reply.body))
            {
                let exam = format!("/sittings/{}", begun.sitting);
                return Ok((test, intro, exam));
            }
        }
    }
    Err(internal("the city has no test that a member may sit"))
}

/// A page with its styles, scripts, icons and paper, and what those fetch in turn.
async fn weigh(client: &mut Client, path: &str) -> Result<Weight, Error> {
    let html = get(client, path, ZIPPED).await?.body.len() as u64;
    let page = get(client, path, "").await?.text().into_owned();
    let mut waiting: VecDeque<String> = ["href=\"", "src=\""]
        .into_iter()
        .flat_map(|mark| links(&page, mark))
        .filter(|link| link.starts_with("/assets/"))
        .collect();
    waiting.extend(links(&page, "data-paper=\""));
    let (mut parts, mut known) = (BTreeMap::new(), BTreeSet::new());
    while let Some(name) = waiting.pop_front() {
        if !known.insert(name.clone()) {
            continue;
        }
        let size = get(client, &name, ZIPPED).await?.body.len() as u64;
        let file = name.split('?').next().unwrap_or_default();
        if file.ends_with(".js") || file.ends_with(".css") {
            let text = get(client, &name, "").await?.text().into_owned();
            waiting.extend(named(file, &text));
        }
        parts.insert(short(&name).to_owned(), size);
    }
    Ok(Weight { html, parts })
}

/// An asset without the folder of its build.
fn short(name: &str) -> &str {
    match name.strip_prefix("/assets/") {
        Some(rest) => rest.split_once('/').map_or(rest, |(_, file)| file),
        None => name,
    }
}

/// The modules that a script imports, or the files that a style sheet names.
fn named(file: &str, text: &str) -> Vec<String> {
    let marks: &[&str] = if file.ends_with(".css") {
        &["@import \"", "url(\"", "url("]
    } else {
        &[" from \"", "import \"", "import(\"", "}from\"", "import\""]
    };
    let mut all: Vec<String> = marks
        .iter()
        .flat_map(|mark| text.split(*mark).skip(1))
        .filter_map(|rest| rest.split(['"', '\'', ')', '#']).next())
        .filter(|link| link.starts_with(['.', '/']) && !link.contains(char::is_whitespace))
        .map(|link| beside(file, link))
        .collect();
    all.sort();
    all.dedup();
    all
}

/// A link as the file that holds it means it.
fn beside(file: &str, link: &str) -> String {
    if link.starts_with('/') {
        return link.to_owned();
    }
    let mut path: Vec<&str> = file.split('/').collect();
    path.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path.join("/")
}

/// What is not there would weigh nothing, so it is an error.
async fn get(client: &mut Client, path: &str, headers: &str) -> Result<Reply, Error> {
    let reply = ask(client, path, headers).await?;
    if reply.status == 200 {
        Ok(reply)
    } else {
        Err(internal(format!("{path} was answered {}", reply.status)))
    }
}

async fn ask(client: &mut Client, path: &str, headers: &str) -> Result<Reply, Error> {
    let request = Request {
        path,
        headers,
        ..Request::default()
    };
    client.send(request).await.map_err(failed)
}

fn failed(error: std::io::Error) -> Error {
    internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_followed_from_where_they_stand() {
        let script = "import { a } from \"./clock.js\";\nimport \"../busy-bar.js\";\n\
                      const words = \"a from \\\"b\\\"\";";
        assert_eq!(
            named("/assets/ab12/js/sitting/page.js", script),
            [
                "/assets/ab12/js/busy-bar.js",
                "/assets/ab12/js/sitting/clock.js"
            ]
        );
        let sheet = "@import \"./more.css\"; a { background: url(/assets/x/img/mark.svg#a) }";
        assert_eq!(
            named("/assets/x/app.css", sheet),
            ["/assets/x/img/mark.svg", "/assets/x/more.css"]
        );
        assert_eq!(short("/assets/x/js/app.js"), "js/app.js");
    }
}
