//! Pages at an open-loop rate, as members and staff see them.
//!
//! The driver follows the links of the pages themselves, so new pages are in the mix without
//! being named here. Requests are due by the clock, whatever the server does; times count from
//! the moment a request was due.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use platform::clock::Monotonic;
use platform::error::{Error, internal};

use crate::city::{self, City};
use crate::crowd::Ask;
use crate::grown::GrownArgs;
use crate::http::{Client, Reply, Request};
use crate::place::PlaceArgs;
use crate::promise::{Promises, kept_pace};
use crate::report::{Report, Times, number};
use crate::seed::Seed;

/// Members who look at pages.
const MEMBERS: u32 = 40;
/// Pages of one kind (`/tests/…`) that are kept.
const OF_A_KIND: usize = 4;
/// Pages one account is followed through: more than there are kinds of page, several times.
const CRAWLED: usize = 600;
/// A kind of page must have been asked for so often before its ninety-ninth in a hundred is said.
const ENOUGH: u64 = 20;

/// Which pages, how often.
#[derive(Args, Debug, Clone)]
pub struct PagesArgs {
    /// Where.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// How large a city.
    #[command(flatten)]
    pub grown: GrownArgs,
    /// Of a hundred requests, those of members.
    #[arg(long, default_value_t = 85)]
    pub by_members: u64,
    /// The most that ninety-nine of a hundred of any one kind of page may take, milliseconds; kinds
    /// are then asked for equally often.
    #[arg(long)]
    pub each_p99_limit_ms: Option<f64>,
    /// Requests a second.
    #[arg(long, default_value_t = 500.0)]
    pub rate: f64,
    /// How long, seconds.
    #[arg(long, default_value_t = 20)]
    pub seconds: u64,
    /// Connections.
    #[arg(long, default_value_t = 32)]
    pub connections: usize,
    /// The first seconds, which are asked for but not counted.
    #[arg(long, default_value_t = 2)]
    pub warm_up: u64,
    /// The seed.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// What must hold.
    #[command(flatten)]
    pub promises: Promises,
}

/// A page that answered 200, with the kind it belongs to, and how long it took when nothing else was
/// asked for.
#[derive(Clone)]
struct Page {
    kind: String,
    ask: Ask,
    alone: Duration,
}

/// `bench pages`.
///
/// # Errors
/// When the city cannot be made or served, or no page is found.
pub async fn run(args: &PagesArgs) -> Result<Report, Error> {
    let city = args.grown.city(&args.place).await?;
    let (members, staff) = sessions(&city).await?;
    let server = city.serve().await?;
    // Each sees own pages: what belongs to one person is not found by another.
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for cookie in &members {
        own.extend(crawl(server.address, cookie, &["/"]).await?);
    }
    for cookie in &staff {
        let pages = crawl(server.address, cookie, &["/", "/staff", "/ops"]).await?;
        let offices = |page: &Page| {
            ["/staff", "/ops"]
                .iter()
                .any(|at| page.kind.starts_with(at))
        };
        let (offices, members) = pages.into_iter().partition::<Vec<_>, _>(offices);
        theirs.extend(offices);
        own.extend(members);
    }
    // Residents have no account.
    own.extend(crawl(server.address, "", &["/r", "/r/track", "/r/conduct"]).await?);
    if own.is_empty() || theirs.is_empty() {
        return Err(internal("the city shows no pages"));
    }
    let mut alone = BTreeMap::<String, Duration>::new();
    for page in own.iter().chain(&theirs) {
        let longest = alone.entry(page.kind.clone()).or_default();
        *longest = page.alone.max(*longest);
    }
    let mix = Mix {
        own: Pages::of(own, args.each_p99_limit_ms.is_some()),
        theirs: Pages::of(theirs, args.each_p99_limit_ms.is_some()),
        by_members: args.by_members,
    };
    let (seen, errors, took) = visit(args, server.address, &mix).await;
    let (mut times, slowest) = told(seen, &alone);
    let report = Report::of(args.grown.name("pages"), times.len(), took).with(&mut times);
    let report = Report {
        engine: Some(city.place.engine()),
        errors,
        rss_mb: server.rss_mb(),
        ..report
    };
    let report = match args.each_p99_limit_ms {
        Some(limit) => report.promised(
            &format!("p99 of each page ≤ {limit} ms (slowest {slowest})"),
            slowest <= limit,
        ),
        None => report,
    };
    Ok(args
        .promises
        .judge(kept_pace(report, Some(args.rate), args.seconds)))
}

/// Says how long each kind of page took; gives all times and the slowest ninety-ninth in a hundred.
fn told(mut seen: BTreeMap<String, Times>, alone: &BTreeMap<String, Duration>) -> (Times, f64) {
    let (mut times, mut slowest) = (Times::default(), 0.0_f64);
    for (kind, first) in alone {
        let mut of_kind = seen.remove(kind).unwrap_or_default();
        let p50 = of_kind.percentile(50.0).unwrap_or(0.0);
        let p99 = of_kind.percentile(99.0).unwrap_or(0.0);
        let (count, first) = (of_kind.len(), first.as_secs_f64() * 1_000.0);
        eprintln!(
            "{count:>7} × {kind:<48} p50 {p50:>8.2} ms, p99 {p99:>8.2} ms; first, alone ≤ {first:>8.2} ms"
        );
        if count >= ENOUGH {
            slowest = slowest.max(p99);
        }
        times.take(of_kind);
    }
    (times, slowest)
}

/// Sessions of some members and of everybody with an account of the sample.
///
/// # Errors
/// The database's.
pub async fn sessions(city: &City) -> Result<(Vec<String>, Vec<String>), Error> {
    let app = city.open().await?;
    let people = city::members(&app.db, MEMBERS).await?;
    let members = city::cookies(&app, &people).await?;
    let accounts: Vec<_> = city
        .accounts()?
        .into_iter()
        .map(|account| account.person)
        .collect();
    let staff = city::cookies(&app, &accounts).await?;
    app.db.close().await;
    Ok((members, staff))
}

/// Pages in the groups that are drawn equally often.
struct Pages(Vec<Vec<Page>>);

impl Pages {
    fn of(pages: Vec<Page>, by_kind: bool) -> Self {
        if !by_kind {
            return Self(vec![pages]);
        }
        let mut kinds = BTreeMap::<String, Vec<Page>>::new();
        for page in pages {
            kinds.entry(page.kind.clone()).or_default().push(page);
        }
        Self(kinds.into_values().collect())
    }

    fn draw(&self, seed: &mut Seed) -> Page {
        let group = &self.0[at(seed, self.0.len())];
        group[at(seed, group.len())].clone()
    }
}

struct Mix {
    own: Pages,
    theirs: Pages,
    by_members: u64,
}

impl Mix {
    fn draw(&self, seed: &mut Seed) -> Page {
        let pages = if seed.below(100) < self.by_members {
            &self.own
        } else {
            &self.theirs
        };
        pages.draw(seed)
    }
}

fn at(seed: &mut Seed, length: usize) -> usize {
    usize::try_from(seed.below(length as u64)).unwrap_or(0)
}

async fn visit(
    args: &PagesArgs,
    address: SocketAddr,
    mix: &Mix,
) -> (BTreeMap<String, Times>, u64, Duration) {
    let mut seed = Seed::new(args.seed);
    let every = Duration::from_secs_f64(number(args.connections as u64) / args.rate);
    let started = Monotonic::now();
    let warm = Duration::from_secs(args.warm_up);
    let lasting = warm + Duration::from_secs(args.seconds);
    let tasks: Vec<_> = (0..args.connections)
        .map(|_| {
            let mut own = Seed::new(seed.next());
            let mut asks = Vec::new();
            let mut due = own.around(every);
            while due < lasting {
                asks.push((due, mix.draw(&mut own)));
                due += own.around(every);
            }
            tokio::spawn(walk(address, started, asks))
        })
        .collect();
    let (mut seen, mut errors) = (BTreeMap::<String, Times>::new(), 0);
    for task in tasks {
        let Ok((walked, failed)) = task.await else {
            continue;
        };
        errors += failed;
        for (kind, due, took) in walked {
            if due >= warm {
                seen.entry(kind).or_default().note(took);
            }
        }
    }
    (seen, errors, started.elapsed().saturating_sub(warm))
}

async fn walk(
    address: SocketAddr,
    started: Monotonic,
    asks: Vec<(Duration, Page)>,
) -> (Vec<(String, Duration, Duration)>, u64) {
    let (mut seen, mut errors) = (Vec::with_capacity(asks.len()), 0);
    let all = asks.len() as u64;
    let Ok(mut client) = Client::connect(address).await else {
        return (seen, all);
    };
    for (due, page) in asks {
        tokio::time::sleep(due.saturating_sub(started.elapsed())).await;
        client.sign_in(page.ask.cookie.as_str());
        match client.send(page.ask.request(ZIPPED)).await {
            Ok(reply) if reply.status == 200 => {
                seen.push((page.kind, due, started.elapsed().saturating_sub(due)));
            }
            Ok(reply) => {
                errors += 1;
                eprintln!("bench: {} was answered {}", page.ask.path, reply.status);
            }
            Err(_) => {
                errors += 1;
                let Ok(again) = Client::connect(address).await else {
                    // Nobody asks what was still due: all of it failed.
                    errors = all - seen.len() as u64;
                    break;
                };
                client = again;
            }
        }
    }
    (seen, errors)
}

/// Header lines of a client that unpacks.
pub const ZIPPED: &str = "accept-encoding: gzip\r\n";

/// Follows an account's links from the first pages on.
async fn crawl(address: SocketAddr, cookie: &str, first: &[&str]) -> Result<Vec<Page>, Error> {
    let failed = |error: std::io::Error| internal(error.to_string());
    let mut client = Client::connect(address).await.map_err(failed)?;
    client.sign_in(cookie);
    let (mut pages, mut known, mut kinds) = (Vec::new(), BTreeSet::new(), BTreeMap::new());
    let mut waiting: VecDeque<String> = first.iter().map(|path| (*path).to_owned()).collect();
    while let Some(path) = waiting.pop_front() {
        if pages.len() >= CRAWLED || !known.insert(path.clone()) || !is_page(&path) {
            continue;
        }
        let count: &mut usize = kinds.entry(kind(&path)).or_default();
        if *count >= OF_A_KIND {
            continue;
        }
        let asked = Monotonic::now();
        let reply = client
            .send(Request {
                path: &path,
                ..Request::default()
            })
            .await
            .map_err(failed)?;
        let alone = asked.elapsed();
        if reply.status != 200 || !is_html(&reply) {
            continue;
        }
        *count += 1;
        waiting.extend(links(&reply.text(), "href=\""));
        let ask = Ask {
            path: path.clone(),
            cookie: cookie.to_owned(),
            ..Ask::default()
        };
        pages.push(Page {
            kind: kind(&path),
            ask,
            alone,
        });
    }
    Ok(pages)
}

fn is_html(reply: &Reply) -> bool {
    reply
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("text/html"))
}

fn is_page(path: &str) -> bool {
    let file = path
        .split('?')
        .next()
        .is_some_and(|path| path.contains('.'));
    path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/assets/") && !file
}

/// The path with every id and every value left out.
fn kind(path: &str) -> String {
    let (path, query) = path
        .split_once('?')
        .map_or((path, None), |(path, query)| (path, Some(query)));
    let mut kind: Vec<&str> = path
        .split('/')
        .map(|part| {
            let code = part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
            if code || part.bytes().any(|byte| byte.is_ascii_digit()) {
                "…"
            } else {
                part
            }
        })
        .collect();
    let names: Vec<&str> = query
        .into_iter()
        .flat_map(|query| query.split('&'))
        .filter_map(|pair| pair.split('=').next())
        .collect();
    let names = names.join("&");
    if query.is_some() {
        kind.push(&names);
    }
    kind.join("/")
}

/// What follows a mark up to the next quote.
pub fn links(html: &str, mark: &str) -> Vec<String> {
    html.split(mark)
        .skip(1)
        .filter_map(|rest| rest.split(['"', '#']).next())
        .map(|link| link.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_files_and_by_kind() {
        assert!(is_page("/tests/0197") && !is_page("//elsewhere") && !is_page("/a/b.csv?x=1"));
        assert_eq!(kind("/tests/0197a?page=3&q=x"), "/tests/…/page&q");
        assert_eq!(
            links(r#"<a href="/a?b&amp;c#d"><a href="/e">"#, "href=\""),
            ["/a?b&c", "/e"]
        );
    }
}
