//! Lead secretaries and the map of vacancies as workbooks: what the list shows, every page of it.
//! Names of persons go out with them, so that who took them out stands in the log.

use org::tree::pages::scope;
use org::tree::store::{self as orgs, Scope};
use platform::audit::{self, Entry};
use platform::error::{Error, internal};
use platform::ids::OrgId;
use platform::sheet::{Cell, Column, Row, Table, write_xlsx};
use platform::web::respond::download;
use platform::web::{Answer, Cx};

use super::store::{self, LINES, Narrowed};
use super::vacancy::{self, VILLAGES};
use super::{Leader, READ, STATES, rules};
use crate::admission::rules::months;
use platform::web::After;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Lines a workbook holds at the most.
const MOST: usize = 20_000;

/// The lead secretaries of the list.
///
/// # Errors
/// The database's.
pub async fn leaders(cx: Cx) -> Answer {
    let scope = scope(&cx, READ)?;
    let show = cx
        .query("show")
        .filter(|show| STATES.contains(&show.as_str()))
        .unwrap_or_default();
    let found = every_leader(&cx, scope, &show).await?;
    let rows = found.into_iter().map(|one| {
        vec![
            one.full_name,
            one.org_name,
            cx.t(&format!("leader-state-{}", one.state)),
            cx.t(&format!("leader-source-{}", one.source.replace('_', "-"))),
            one.until_on.map(|day| day.to_string()).unwrap_or_default(),
            one.words,
        ]
    });
    let heads = ["name", "org", "state", "source", "until", "words"];
    send(&cx, ("leader-nav", "leader.export"), &heads, rows.collect()).await
}

async fn every_leader(cx: &Cx, scope: Scope, show: &str) -> Result<Vec<Leader>, Error> {
    let (mut all, mut after) = (Vec::new(), After::read_back(cx));
    while all.len() < MOST {
        let narrowed = show.to_owned();
        let list = move |tx: &mut platform::db::Tx<'_>| {
            Ok(store::list_scoped(tx, scope, &narrowed, after)?)
        };
        let mut found = cx.app.db.read("leaders", list).await?;
        let more = found.len() > LINES;
        found.truncate(LINES);
        if let Some(last) = found.last() {
            after = After {
                key: last.created_at.0,
                id: last.id.0,
            };
        }
        all.append(&mut found);
        if !more {
            break;
        }
    }
    Ok(all)
}

/// The villages and communities of the map.
///
/// # Errors
/// Outside the scope.
pub async fn vacancies(cx: Cx) -> Answer {
    let (scope, rules) = (scope(&cx, READ)?, rules::rules(&cx.app)?);
    let today = scope.today;
    let asked: Option<OrgId> = cx.query("org").and_then(|text| text.parse().ok());
    let root = cx
        .app
        .db
        .read("vacancies_of", move |tx| match asked {
            Some(id) => orgs::find_scoped(tx, scope, id).map(Some),
            None => Ok(orgs::roots_scoped(tx, scope)?.into_iter().next()),
        })
        .await?;
    let mut narrowed = Narrowed {
        path: root.map_or_else(String::new, |org| org.path.to_string()),
        after: String::new(),
        show: vacancy::shown(&cx),
        soon: months(today, rules.term_soon_months),
        long_ago: months(today, -12 * rules.quiet_years),
    };
    let mut rows = Vec::new();
    while !narrowed.path.is_empty() && rows.len() < MOST {
        let of = narrowed.clone();
        let list = move |tx: &mut platform::db::Tx<'_>| Ok(store::villages_scoped(tx, scope, &of)?);
        let mut found = cx.app.db.read("vacancies", list).await?;
        let more = found.len() > VILLAGES;
        found.truncate(VILLAGES);
        if let Some(last) = found.last() {
            narrowed.after.clone_from(&last.2);
        }
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        rows.extend(
            found
                .into_iter()
                .map(|(_, name, _, secretary, ends, joined)| {
                    let vacant = || cx.t("leader-vacant");
                    vec![
                        name,
                        secretary.unwrap_or_else(vacant),
                        day(ends).unwrap_or_default(),
                        day(joined).unwrap_or_default(),
                    ]
                }),
        );
        if !more {
            break;
        }
    }
    let heads = ["village", "secretary", "term", "joined"];
    send(&cx, ("leader-vacancies", "vacancy.export"), &heads, rows).await
}

/// Writes who took how many lines out, and sends them.
async fn send(
    cx: &Cx,
    (name, action): (&str, &'static str),
    heads: &[&str],
    rows: Vec<Vec<String>>,
) -> Answer {
    let (person, now, count) = (cx.person()?, cx.app.clock.now(), rows.len());
    cx.app
        .db
        .write("export_leaders", move |tx| {
            let entry = Entry::new(now, action, "leader").by(person);
            let entry = entry.with(serde_json::json!({ "count": count }));
            Ok(audit::write(tx, &entry)?)
        })
        .await?;
    let heads = heads.iter().map(|key| cx.t(&format!("leader-{key}")));
    let rows = rows.into_iter().enumerate().map(|(n, cells)| Row {
        number: u32::try_from(n).unwrap_or(u32::MAX - 2) + 2,
        cells: cells.into_iter().map(Cell::Text).collect(),
    });
    let table = Table {
        name: cx.t(name),
        header_row: 1,
        columns: heads.map(Column::text).collect(),
        rows: rows.collect(),
        ..Table::default()
    };
    let bytes = write_xlsx(&[table.fitted()]).map_err(|fault| internal(fault.to_string()))?;
    download(&format!("{}.xlsx", cx.t(name)), XLSX, bytes)
}
