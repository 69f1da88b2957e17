//! The three rates (三率) of units and topics, from sums that stand ready: never of a person.

use std::collections::BTreeMap;

use org::Org;
use org::tree::pages::scope;
use org::tree::store as orgs;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::OrgId;
use platform::sheet::{Cell, Column, Row, Table, write_xlsx};
use platform::web::respond::download;
use platform::web::{Answer, Cx, View};
use platform::{params, sql};

use super::counts::{MEASURES, indicator};
use super::months::{self, Chart, Month};
use super::show::crumbs;
use super::{READ, Topic};

/// Years the page offers, this one included.
const YEARS: i16 = 3;
/// The content type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A unit or a topic with its counts and rates.
struct Line {
    name: String,
    href: String,
    counts: [i64; 5],
}

impl Line {
    /// A share in whole per cent; nothing of nothing.
    fn share(&self, of: usize, all: usize) -> String {
        share(self.counts[of], self.counts[all])
    }
    fn is_empty(&self) -> bool {
        self.counts[0] == 0
    }
    fn response(&self) -> String {
        self.share(1, 0)
    }
    fn resolution(&self) -> String {
        self.share(3, 2)
    }
    fn satisfaction(&self) -> String {
        self.share(4, 2)
    }
}

/// A share in per cent to a tenth; a dash of nothing.
fn share(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "—".to_owned();
    }
    let tenths = (part * 2_000 / whole + 1) / 2;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

#[derive(askama::Template)]
#[template(path = "request_rates.html")]
struct Rates {
    v: View,
    crumbs: Vec<(String, String)>,
    org: Org,
    above: Option<(String, String)>,
    years: Vec<(String, String, bool)>,
    year: i64,
    total: Line,
    units: Vec<Line>,
    topics: Vec<Line>,
    months: Vec<Line>,
    chart: Option<Chart>,
}

/// What the page and its workbook are made of.
struct Found {
    org: Org,
    above: Option<Org>,
    total: [i64; 5],
    topics: Vec<[i64; 5]>,
    units: Vec<(OrgId, String, [i64; 5])>,
    months: Vec<Month>,
}

fn year(cx: &Cx) -> i64 {
    let now = cx.app.clock.today().year();
    let asked = cx.query("year").and_then(|text| text.parse::<i16>().ok());
    i64::from(
        asked
            .filter(|one| (now - YEARS + 1..=now).contains(one))
            .unwrap_or(now),
    )
}

async fn find(cx: &Cx, year: i64) -> Result<Found, Error> {
    let scope = scope(cx, READ)?;
    let asked = cx.query("org").and_then(|text| text.parse::<OrgId>().ok());
    cx.app
        .db
        .read("request_rates", move |tx| {
            let org = match asked {
                Some(id) => orgs::find_scoped(tx, scope, id)?,
                None => orgs::roots_scoped(tx, scope)?
                    .into_iter()
                    .next()
                    .ok_or(Error::NotFound)?,
            };
            let above = match org.parent_id {
                Some(parent) => orgs::find_scoped(tx, scope, parent).ok(),
                None => None,
            };
            let (total, topics) = here(tx, org.path.as_str(), year)?;
            let units = below(tx, org.id, year)?;
            let months = months::here(tx, org.path.as_str(), scope.today)?;
            Ok(Found {
                org,
                above,
                total,
                topics,
                units,
                months,
            })
        })
        .await
}

/// All counts of a place in a year, in all and by topic.
fn here(tx: &mut Tx<'_>, path: &str, year: i64) -> Result<([i64; 5], Vec<[i64; 5]>), Error> {
    let from = format!("requests.{year}.");
    let sums: Vec<(String, i64)> = tx.all(
        sql!("sql/rates_here.sql"),
        params![path, from, format!("{from}~")],
    )?;
    let sums: BTreeMap<String, i64> = sums.into_iter().collect();
    let count = |topic: &str| {
        MEASURES.map(|measure| {
            let known = sums.get(indicator(year, measure, topic));
            known.copied().unwrap_or(0)
        })
    };
    let topics = Topic::ALL.iter().map(|one| count(one.code())).collect();
    Ok((count(""), topics))
}

fn below(tx: &mut Tx<'_>, org: OrgId, year: i64) -> Result<Vec<(OrgId, String, [i64; 5])>, Error> {
    let names = MEASURES.map(|measure| indicator(year, measure, ""));
    let [a, b, c, d, e] = names;
    let rows: Vec<(OrgId, String, String, String, i64)> =
        tx.all(sql!("sql/rates_below.sql"), params![org, a, b, c, d, e])?;
    let mut units: Vec<(OrgId, String, [i64; 5])> = Vec::new();
    for (id, name, _, indicator, value) in rows {
        if units.last().is_none_or(|last| last.0 != id) {
            units.push((id, name, [0; 5]));
        }
        let at = names.iter().position(|one| *one == indicator);
        if let (Some(unit), Some(at)) = (units.last_mut(), at) {
            unit.2[at] = value;
        }
    }
    units.retain(|unit| unit.2[0] > 0);
    Ok(units)
}

/// The rates.
///
/// # Errors
/// Outside the scope.
pub async fn rates(cx: Cx) -> Answer {
    let year = year(&cx);
    let found = find(&cx, year).await?;
    let way = |org: OrgId| format!("/staff/requests/rates?org={org}&year={year}");
    let now = cx.app.clock.today().year();
    let id = found.org.id;
    let years = (0..YEARS).map(|ago| {
        let one = i64::from(now - ago);
        let href = format!("/staff/requests/rates?org={id}&year={one}");
        (one.to_string(), href, one == year)
    });
    let page = Rates {
        crumbs: crumbs(&cx, cx.t("request-rates")),
        above: found.above.map(|org| (org.short_name, way(org.id))),
        years: years.collect(),
        total: Line {
            name: found.org.short_name.clone(),
            href: String::new(),
            counts: found.total,
        },
        units: found
            .units
            .into_iter()
            .map(|(org, name, counts)| Line {
                name,
                href: way(org),
                counts,
            })
            .collect(),
        topics: topic_lines(&cx, &found.topics),
        chart: months::draw(&found.months),
        months: month_lines(&found.months),
        org: found.org,
        year,
        v: cx.view().await?,
    };
    cx.page(&page)
}

fn topic_lines(cx: &Cx, counts: &[[i64; 5]]) -> Vec<Line> {
    let lines = Topic::ALL.iter().zip(counts).map(|(topic, counts)| Line {
        name: cx.t(&format!("request-topic-{}", topic.code())),
        href: String::new(),
        counts: *counts,
    });
    lines.filter(|line| line.counts[0] > 0).collect()
}

fn month_lines(months: &[Month]) -> Vec<Line> {
    let line = |one: &Month| Line {
        name: one.name.clone(),
        href: String::new(),
        counts: one.counts,
    };
    months.iter().map(line).collect()
}

/// The rates as a workbook: units, topics, the last twelve months.
///
/// # Errors
/// Outside the scope.
pub async fn export(cx: Cx) -> Answer {
    let year = year(&cx);
    let found = find(&cx, year).await?;
    let total = Line {
        name: found.org.short_name.clone(),
        href: String::new(),
        counts: found.total,
    };
    let units = found.units.into_iter().map(|(_, name, counts)| Line {
        name,
        href: String::new(),
        counts,
    });
    let units: Vec<Line> = std::iter::once(total).chain(units).collect();
    let tables = [
        table(&cx, "request-rates-units", &units),
        table(
            &cx,
            "request-rates-topics",
            &topic_lines(&cx, &found.topics),
        ),
        table(&cx, "request-rates-months", &month_lines(&found.months)),
    ];
    let bytes =
        write_xlsx(&tables).map_err(|fault| platform::error::internal(fault.to_string()))?;
    let name = format!("{}-{year}.xlsx", cx.t("request-rates"));
    download(&name, XLSX, bytes)
}

fn table(cx: &Cx, name: &str, lines: &[Line]) -> Table {
    let heads = MEASURES
        .iter()
        .map(|measure| format!("request-count-{measure}"))
        .chain(
            ["response", "resolution", "satisfaction"].map(|rate| format!("request-rate-{rate}")),
        );
    let columns = std::iter::once(cx.t(name)).chain(heads.map(|key| cx.t(&key)));
    let rows = lines.iter().enumerate().map(|(n, line)| {
        let counts = line.counts.iter().map(ToString::to_string);
        let rates = [line.response(), line.resolution(), line.satisfaction()];
        let cells = std::iter::once(line.name.clone())
            .chain(counts)
            .chain(rates);
        Row {
            number: u32::try_from(n).unwrap_or(u32::MAX - 2) + 2,
            cells: cells.map(Cell::Text).collect(),
        }
    });
    Table {
        name: cx.t(name),
        header_row: 1,
        columns: columns.map(Column::text).collect(),
        rows: rows.collect(),
        ..Table::default()
    }
    .fitted()
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_said_to_a_tenth_and_never_of_nothing() {
        for (part, whole, said) in [
            (0, 0, "—"),
            (1, 3, "33.3 %"),
            (2, 3, "66.7 %"),
            (3, 3, "100.0 %"),
            (0, 9, "0.0 %"),
        ] {
            assert_eq!(share(part, whole), said);
        }
    }
}
