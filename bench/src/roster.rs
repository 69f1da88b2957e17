//! Rosters for the drivers: the `import` driver, and rosters that come while a test is sat.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use members::import::run::{Decision, File, run as take_in};
use members::roster::Column;
use platform::app::App;
use platform::clock::Monotonic;
use platform::db::Db;
use platform::error::{Error, internal};
use platform::{params, sql};

use crate::city::{self, City};
use crate::crowd::Ask;
use crate::http::{Client, Reply};
use crate::place::PlaceArgs;
use crate::promise::Promises;
use crate::report::{Report, Times};

/// People one page takes at a time.
const A_PAGE: u64 = 5_000;
/// Between the parts of an upload.
const BOUNDARY: &str = "bench-8c1f";
/// Of an upload.
const MULTIPART: &str = "multipart/form-data; boundary=bench-8c1f";

/// What is imported.
#[derive(Args, Debug, Clone)]
pub struct ImportArgs {
    /// Where.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Members of the city before.
    #[arg(long, default_value_t = 5_000)]
    pub members: u32,
    /// Rows of the roster, all right and all new.
    #[arg(long, default_value_t = 100_000)]
    pub rows: u64,
    /// What must hold.
    #[command(flatten)]
    pub promises: Promises,
}

/// `bench import`: a .csv of the 28 columns, read, checked, sealed and committed as by
/// `touyan import roster --commit`.
///
/// # Errors
/// When the city cannot be made, or a row is refused.
pub async fn run(args: &ImportArgs) -> Result<Report, Error> {
    let city = City::make(&args.place, args.members).await?;
    let app = city.open().await?;
    let (org, branches) = places(&app.db).await?;
    let bytes = csv(&branches, 0, args.rows).into_bytes();
    let before = members(&app.db).await?;
    let file = File {
        name: "bench.csv".to_owned(),
        bytes: bytes.into(),
        org,
        create_orgs: false,
        by: None,
    };
    let started = Monotonic::now();
    let came = take_in(&app, file, Decision::Commit).await?;
    let took = started.elapsed();
    let there = members(&app.db).await?.saturating_sub(before);
    if came.state != "committed" {
        return Err(internal(format!(
            "the roster was {}: {:?}",
            came.state, came.faults
        )));
    }
    Ok(args.promises.judge(Report {
        engine: Some(city.place.engine()),
        acked: Some(args.rows),
        lost: Some(args.rows.saturating_sub(there)),
        doubled: Some(there.saturating_sub(args.rows)),
        ..Report::of("import roster", args.rows, took)
    }))
}

/// Brings rosters through the pages, one after the other, for a time: upload, check, take in.
///
/// # Errors
/// When one is not taken in.
pub async fn through_pages(
    address: SocketAddr,
    asks: Uploads,
    lasting: Duration,
) -> Result<Report, Error> {
    let (started, mut times) = (Monotonic::now(), Times::default());
    let mut client = Client::connect(address)
        .await
        .map_err(|error| internal(error.to_string()))?;
    client.sign_in(&asks.cookie);
    let mut n = 0;
    while started.elapsed() < lasting {
        let begun = Monotonic::now();
        let body = asks.body(n);
        let upload = send(&mut client, "/staff/imports", MULTIPART, &body).await?;
        let preview = upload.header("location").unwrap_or_default().to_owned();
        let decision = format!("{preview}/commit");
        let taken = send(
            &mut client,
            &decision,
            "application/x-www-form-urlencoded",
            "yes=1",
        )
        .await?;
        if upload.status != 303 || taken.status != 303 {
            let words = format!(
                "a roster was answered {} and {}",
                upload.status, taken.status
            );
            return Err(internal(words));
        }
        times.note(begun.elapsed());
        n += A_PAGE;
    }
    Ok(Report::of("rosters through the pages", n, started.elapsed()).with(&mut times))
}

/// Somebody who may bring rosters, and where to.
pub struct Uploads {
    cookie: String,
    org: String,
    branches: Vec<String>,
}

impl Uploads {
    /// Prepares them on a city that is not served yet.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(app: &App) -> Result<Self, Error> {
        let (org, branches) = places(&app.db).await?;
        Ok(Self {
            cookie: city::holder(app, "members.import").await?,
            org,
            branches,
        })
    }

    fn body(&self, first: u64) -> String {
        let Self { org, branches, .. } = self;
        let table = csv(branches, first, A_PAGE);
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"org\"\r\n\r\n{org}\r\n\
             --{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bench.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{table}\r\n--{BOUNDARY}--\r\n"
        )
    }
}

async fn send(
    client: &mut Client,
    path: &str,
    content_type: &'static str,
    body: &str,
) -> Result<Reply, Error> {
    let ask = Ask {
        method: "POST",
        path: path.to_owned(),
        form: body.to_owned(),
        content_type,
        ..Ask::default()
    };
    client
        .send(ask.request(""))
        .await
        .map_err(|error| internal(error.to_string()))
}

/// The city's committee and some of its branches by their whole names.
async fn places(db: &Db) -> Result<(String, Vec<String>), Error> {
    db.read("bench_branches", |tx| {
        let (root,): (String,) = tx.one(sql!("sql/root_name.sql"), params![])?;
        let branches: Vec<(String,)> = tx.all(sql!("sql/branch_names.sql"), params![])?;
        Ok((root, branches.into_iter().map(|one| one.0).collect()))
    })
    .await
}

async fn members(db: &Db) -> Result<u64, Error> {
    let (count,): (i64,) = db
        .read("bench_members", |tx| {
            Ok(tx.one(sql!("sql/count_members.sql"), params![])?)
        })
        .await?;
    Ok(count.unsigned_abs())
}

/// So many new people from a number on, as a table of the 28 columns.
fn csv(branches: &[String], first: u64, rows: u64) -> String {
    let titles: Vec<&str> = Column::ALL.iter().map(|column| column.title()).collect();
    let mut out = titles.join(",");
    out.push('\n');
    for number in first..first + rows {
        let branch = &branches[usize::try_from(number).unwrap_or(0) % branches.len().max(1)];
        let cells: Vec<String> = Column::ALL
            .iter()
            .map(|column| match column {
                Column::FullName => "沈同志".to_owned(),
                Column::IdNumber => id_number(number),
                Column::Ethnicity => "汉族".to_owned(),
                Column::Education => "大学本科毕业".to_owned(),
                Column::MemberCategory => "正式党员".to_owned(),
                Column::Branch => branch.clone(),
                Column::JoinedOn => "2018-07-01".to_owned(),
                Column::FullMemberOn => "2019-07-01".to_owned(),
                Column::Mobile => format!("139{number:08}"),
                _ => String::new(),
            })
            .collect();
        let _ = writeln!(out, "{}", cells.join(","));
    }
    out
}

/// Eighteen digits after GB 11643, one for each number: a county, a day, three digits.
fn id_number(number: u64) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (serial, day) = (number % 1_000, number / 1_000);
    let (day, month, year) = (1 + day % 28, 1 + day / 28 % 12, 1960 + day / 336 % 40);
    let head = format!("330106{year:04}{month:02}{day:02}{serial:03}");
    let sum: u32 = head
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{head}{}", char::from(check))
}
