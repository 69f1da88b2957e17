//! The tree of a real city from tables of administrative divisions: `touyan import orgs`.
//!
//! A table has a code and a name a row: provinces (2 digits), cities (4), districts and counties
//! (6), streets and townships (9), communities and villages (12), as the National Bureau of
//! Statistics numbers them. What stands above follows from the code. A level that none of the
//! files holds is left out; a level that is there must hold the parent of every row.
//!
//! Every division becomes the Party organisation that is set up there: 市委, 区委, 县委; 党工委
//! for streets and development zones, which are outposts of the committee above them (党章
//! article 28 knows the same of regions and leagues); 党委 for towns and townships; communities
//! and villages as the operator says. The first run creates, every further run adds what is new.
//! Nothing that stands in the city is changed, moved or ended by a file.

mod fault;
mod kinds;
mod plan;
mod read;
mod write;

use std::collections::BTreeMap;

use platform::app::App;
use platform::error::Error;
use platform::i18n::Locale;
use platform::ids::OrgId;
use serde::Serialize;

pub use fault::Fault;
pub use kinds::Grassroots;

/// A table from the command line.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, for messages.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Order {
    /// The committee the tree is put below.
    pub below: OrgId,
    /// The division that committee is of: only what lies below it is taken. All without it.
    pub division: Option<String>,
    /// What communities and villages become.
    pub grassroots: Grassroots,
    /// Whether anything is written.
    pub run: Run,
    /// In which language faults are told.
    pub locale: Locale,
}

/// Whether an import writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// It only says what would happen.
    Dry,
    /// It writes.
    Commit,
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// `dry_run`, `committed`, or `refused` when a file is no table of divisions.
    pub state: &'static str,
    /// Organisations that are new.
    pub added: usize,
    /// Divisions that stand in the city already.
    pub unchanged: usize,
    /// Rows that only group others (市辖区 and the like); no organisation is set up for them.
    pub grouping: usize,
    /// Rows outside the chosen division.
    pub outside: usize,
    /// Rows not taken.
    pub refused: usize,
    /// New organisations by kind.
    pub kinds: BTreeMap<&'static str, usize>,
    /// What is wrong, by file, row and column.
    pub faults: Vec<Told>,
}

/// A fault in words.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// The file.
    pub file: String,
    /// The row as the office program counts; none for the file as a whole.
    pub row: Option<u32>,
    /// The column's title.
    pub column: String,
    /// Whether the row was taken all the same.
    pub warning: bool,
    /// What is wrong.
    pub words: String,
}

/// Reads the tables, says what would become of them, and writes it if so asked. `progress` is
/// told how many organisations of how many are written.
///
/// # Errors
/// [`Error::NotFound`] without the committee; the database's. What is wrong in a file is in the
/// report.
pub async fn run(
    app: &App,
    files: Vec<File>,
    order: Order,
    progress: impl Fn(usize, usize),
) -> Result<Report, Error> {
    let (names, read) = tokio::task::spawn_blocking(move || {
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        (names, read::all(&files))
    })
    .await
    .map_err(|error| platform::error::internal(format!("reading divisions: {error}")))?;
    let wanted = order.clone();
    let plan = app
        .db
        .read("plan_divisions", move |tx| plan::make(tx, &read, &wanted))
        .await?;
    let told = plan
        .faults
        .iter()
        .map(|fault| fault.told(&names, order.locale))
        .collect();
    let mut report = Report {
        state: if plan.readable { "dry_run" } else { "refused" },
        added: plan.new.len(),
        unchanged: plan.unchanged,
        grouping: plan.grouping,
        outside: plan.outside,
        refused: plan.refused,
        kinds: BTreeMap::new(),
        faults: told,
    };
    for new in &plan.new {
        *report.kinds.entry(new.setup.kind.code()).or_default() += 1;
    }
    if order.run == Run::Commit && plan.readable {
        write::all(app, plan.new, order.below, progress).await?;
        report.state = "committed";
    }
    Ok(report)
}
