//! The grids of a part of the tree as the table they can come back in.

use platform::db::Tx;
use platform::error::{Error, internal};
use platform::sheet::write_xlsx;
use platform::web::respond::download;
use platform::web::{Answer, Cx};

use super::sheet::table;
use super::store::{self, After};
use super::{Grid, READ, Role};
use crate::tree::place::Place;
use crate::tree::store as orgs;

/// The content type of a workbook.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Grids that one workbook holds: a city has fewer.
const MOST: usize = 60_000;

/// The workbook.
///
/// # Errors
/// Outside the scope.
pub async fn export(cx: Cx) -> Answer {
    let place = Place::of(&cx, READ).await?;
    let (mut rows, mut after) = (Vec::new(), After::first());
    loop {
        let (wanted, from) = (place.clone(), after.clone());
        let slice = cx
            .app
            .db
            .read("export_grids", move |tx| {
                let grids = store::all(tx, wanted.scope, &wanted.here.path, &from)?;
                grids
                    .into_iter()
                    .map(|grid| row(tx, grid))
                    .collect::<Result<Vec<_>, Error>>()
            })
            .await?;
        let Some((last, _)) = slice.last() else {
            break;
        };
        after = After {
            path: last.path.clone(),
            id: last.id.0,
        };
        rows.extend(slice.into_iter().map(|(_, row)| row));
        if rows.len() >= MOST {
            break;
        }
    }
    let bytes = write_xlsx(&[table(&cx.t("grid-nav"), rows)])
        .map_err(|fault| internal(fault.to_string()))?;
    download(&format!("网格_{}.xlsx", place.here.short_name), XLSX, bytes)
}

fn row(tx: &mut Tx<'_>, grid: Grid) -> Result<(Grid, [String; 9]), Error> {
    let people = store::people(tx, grid.id)?;
    let of = |role: Role| {
        let names = people.iter().filter(|(have, _)| have == role.code());
        names
            .map(|(_, name)| name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    };
    let mut groups = Vec::new();
    for (id, _, households) in store::groups(tx, grid.id)? {
        groups.push(format!("{} {households}", orgs::find(tx, id)?.full_name));
    }
    let branch = match grid.branch {
        Some(branch) => orgs::find(tx, branch)?.full_name,
        None => String::new(),
    };
    let row = [
        grid.org_name.clone(),
        grid.name.clone(),
        grid.place.clone(),
        grid.households.to_string(),
        branch,
        of(Role::Head),
        of(Role::Worker),
        of(Role::Helper),
        groups.join("；"),
    ];
    Ok((grid, row))
}
