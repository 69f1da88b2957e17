//! 党委页: a part of the tree at a glance, with a chart of what stands directly below and its table
//! beneath. Rows stand in the order of the tree, never by their figures.

use std::collections::BTreeMap;

use org::grid::coverage::Figures;
use org::tree::pages::kind_words;
use org::tree::place::Place;
use platform::error::{Error, internal};
use platform::sheet::{Cell, Column, Row, Table, write_xlsx};
use platform::tally::{self, Counts};
use platform::web::respond::download;
use platform::web::{Answer, Cx, View};

use crate::XLSX;
use crate::indicator::READ;

/// The figures of a row, in the order of the columns.
const COLUMNS: [&str; 7] = [
    "members",
    "probationary",
    "away",
    "sizes",
    "terms-over",
    "terms-soon",
    "covered",
];
const SIZES: [&str; 7] = [
    "orgs.branch_small",
    "orgs.branch_large",
    "orgs.general_small",
    "orgs.committee_due",
    "orgs.committee_small",
    "orgs.seats_few",
    "orgs.secretary_none",
];

/// What stands ready of a place.
#[derive(Clone, Debug, Default)]
struct Sums(Counts);

impl Sums {
    fn of(&self, key: &str) -> i64 {
        self.0.get(key).copied().unwrap_or(0).max(0)
    }

    fn starting(&self, start: &str) -> i64 {
        let found = self.0.iter().filter(|(key, _)| key.starts_with(start));
        found.map(|(_, number)| (*number).max(0)).sum()
    }

    fn figures(&self) -> [String; 7] {
        let grids = Figures::of(&self.0);
        [
            self.of("members.total").to_string(),
            self.of("members.probationary").to_string(),
            self.of("members.away").to_string(),
            SIZES
                .iter()
                .map(|key| self.of(key))
                .sum::<i64>()
                .to_string(),
            self.of("orgs.term_overdue").to_string(),
            self.starting("orgs.term_soon.").to_string(),
            if grids.households == 0 {
                "–".to_owned()
            } else {
                format!("{}%", grids.share())
            },
        ]
    }
}

/// An organisation below.
struct Line {
    name: String,
    kind: String,
    href: String,
    figures: [String; 7],
}

#[derive(askama::Template)]
#[template(path = "committee_show.html")]
struct Show {
    v: View,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    here: String,
    org: String,
    heads: Vec<String>,
    figures: Vec<(String, String, String)>,
    chart: Vec<(String, String, i64)>,
    coverage: Vec<(String, String, i64)>,
    lines: Vec<Line>,
}

struct Read {
    place: Place,
    here: Sums,
    below: BTreeMap<String, Sums>,
}

async fn read(cx: &Cx) -> Result<Read, Error> {
    let place = Place::of(cx, READ).await?;
    let path = place.here.path.to_string();
    let (here, below) = cx
        .app
        .db
        .read("committee", move |tx| {
            let here = Sums(tally::all(tx, &path, "")?);
            let mut below: BTreeMap<String, Sums> = BTreeMap::new();
            // Years of birth and the like are many and not shown here.
            for prefix in ["grids.", "orgs.", "members.a", "members.p", "members.t"] {
                for (path, counts) in tally::below(tx, &path, prefix)? {
                    below.entry(path).or_default().0.extend(counts);
                }
            }
            Ok((here, below))
        })
        .await?;
    Ok(Read { place, here, below })
}

/// A part of the tree at a glance.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx) -> Answer {
    let Read { place, here, below } = read(&cx).await?;
    let org = place.here.id.to_string();
    let none = Sums::default();
    let sums: Vec<(&org::Org, &Sums)> = place
        .below
        .iter()
        .map(|org| (org, below.get(org.path.as_str()).unwrap_or(&none)))
        .collect();
    let beneath = [
        format!("/staff/members?org={org}"),
        format!("/staff/structure?org={org}"),
        format!("/staff/members?org={org}"),
        format!("/staff/sizes?org={org}"),
        format!("/staff/terms?org={org}&band=overdue"),
        format!("/staff/terms?org={org}&band=soon-12"),
        format!("/staff/grids?org={org}"),
    ];
    let mut figures = Vec::new();
    for ((key, value), href) in COLUMNS.iter().zip(here.figures()).zip(beneath) {
        // A figure that leads nowhere for this reader is a figure.
        let href = if cx.may_follow(&href).await? {
            href
        } else {
            String::new()
        };
        figures.push((cx.t(&format!("committee-{key}")), value, href));
    }
    cx.page(&Show {
        crumbs: place.crumbs(&cx, cx.t("committee-nav"), "/staff/committee"),
        tabs: place.tabs("/staff/committee"),
        heads: heads(&cx),
        figures,
        chart: members(&sums),
        coverage: coverage(&sums),
        lines: sums
            .iter()
            .map(|(org, sums)| line(&cx, org, sums))
            .collect(),
        here: place.here.full_name.clone(),
        org,
        v: cx.view().await?,
    })
}

fn heads(cx: &Cx) -> Vec<String> {
    let head = |key: &&str| cx.t(&format!("committee-{key}"));
    COLUMNS.iter().map(head).collect()
}

fn line(cx: &Cx, org: &org::Org, sums: &Sums) -> Line {
    let branch = org.kind.takes_members() && org.kind != org::OrgKind::PartyGroup;
    Line {
        name: org.short_name.clone(),
        kind: kind_words(cx, org.kind),
        href: if branch {
            format!("/staff/branch/{}", org.id)
        } else {
            format!("/staff/committee?org={}", org.id)
        },
        figures: sums.figures(),
    }
}

/// Members of each, with the length of the bar.
fn members(sums: &[(&org::Org, &Sums)]) -> Vec<(String, String, i64)> {
    let number = |sums: &Sums| sums.of("members.total");
    let longest = sums.iter().map(|(_, sums)| number(sums)).max().unwrap_or(0);
    let bar = |(org, sums): &(&org::Org, &Sums)| {
        let number = number(sums);
        let share = number * 100 / longest.max(1);
        (org.short_name.clone(), number.to_string(), share)
    };
    sums.iter().map(bar).collect()
}

/// Households looked after, of those below that have grids.
fn coverage(sums: &[(&org::Org, &Sums)]) -> Vec<(String, String, i64)> {
    let bar = |(org, sums): &(&org::Org, &Sums)| {
        let figures = Figures::of(&sums.0);
        (figures.households > 0).then(|| {
            let share = figures.share();
            (org.short_name.clone(), format!("{share}%"), share)
        })
    };
    sums.iter().filter_map(bar).collect()
}

/// The table as a workbook.
///
/// # Errors
/// Outside the scope.
pub async fn export(cx: Cx) -> Answer {
    let Read { place, below, .. } = read(&cx).await?;
    let none = Sums::default();
    let rows = place.below.iter().enumerate().map(|(n, org)| {
        let sums = below.get(org.path.as_str()).unwrap_or(&none);
        let figures = sums.figures().into_iter().map(|text| match text.parse() {
            Ok(number) => Cell::Number(number),
            Err(_) => Cell::Text(text),
        });
        let first = [org.full_name.clone(), kind_words(&cx, org.kind)];
        Row {
            number: u32::try_from(n).unwrap_or(u32::MAX - 2) + 2,
            cells: first.into_iter().map(Cell::Text).chain(figures).collect(),
        }
    });
    let mut columns = vec![
        Column::text(cx.t("org-name")),
        Column::text(cx.t("org-kind")),
    ];
    columns.extend(heads(&cx).into_iter().map(Column::text));
    let table = Table {
        name: cx.t("committee-nav"),
        header_row: 1,
        columns,
        rows: rows.collect(),
        ..Table::default()
    };
    let bytes = write_xlsx(&[table.fitted()]).map_err(|fault| internal(fault.to_string()))?;
    download(&format!("{}_概况.xlsx", place.here.short_name), XLSX, bytes)
}
