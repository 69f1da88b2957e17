//! Terms, posts and grids of the organisations that the sample's own tree does not have: those of
//! tables of divisions.

use std::collections::HashSet;

use jiff::ToSpan as _;
use org::OrgPath;
use org::duty::{DutyId, NewDuty};
use org::finding::Limits;
use org::grid;
use org::term::Term;
use platform::db::{FromValue as _, Value};
use platform::error::{Error, internal};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::sink::{Sink, table};
use super::{Ground, Org, below};
use crate::seed::Seed;

/// Duties or terms written in one transaction.
const SLICE: usize = 1_000;

table!(
    GRIDS, grid, id Id, org_id Id, path Text, name Text, place Text, households Int, covered Int,
    group_count Int, large Int, created_by Id, created_at Int
);
table!(PERSONS, grid_person, grid_id Id, no Int, role Text, name Text);

pub(super) async fn fill(
    ground: &Ground,
    sink: &mut Sink,
    seed: &mut Seed,
) -> Result<usize, Error> {
    let terms = terms(ground, seed).await?;
    let posts = posts(ground).await?;
    grids(ground, sink, seed).await?;
    Ok(terms + posts + sink.settle().await?)
}

pub(super) async fn ids(
    ground: &Ground,
    of: &'static platform::db::Sql,
) -> Result<HashSet<OrgId>, Error> {
    let rows: Vec<(OrgId,)> = ground
        .app
        .db
        .read("bench_ids", move |tx| Ok(tx.all(of, params![])?))
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// A term for every committee that has none; some near their end, some over.
async fn terms(ground: &Ground, seed: &mut Seed) -> Result<usize, Error> {
    let known = ids(ground, sql!("sql/with_terms.sql")).await?;
    let mut terms = Vec::new();
    let without = ground.orgs.iter().filter(|org| !known.contains(&org.id));
    for org in without.filter(|org| org.kind == "primary_committee") {
        let ago = below(seed, 1_860);
        let starts_on = ground.ago(ago, 9).date();
        let ends_on = starts_on
            .checked_add(5.years())
            .map_err(|error| internal(error.to_string()))?;
        let term = Term {
            number: 2 + below(seed, 9),
            starts_on,
            ends_on,
            years: 5,
        };
        terms.push((org.id, term));
    }
    for some in terms.chunks(SLICE) {
        let some = some.to_vec();
        let write = move |tx: &mut platform::db::Tx<'_>| org::term::bulk::insert_batch(tx, &some);
        ground.app.db.bulk("bench_terms", write).await?;
    }
    Ok(terms.len())
}

/// A secretary for every committee that has none, as far as there are members.
async fn posts(ground: &Ground) -> Result<usize, Error> {
    let without: Vec<&Org> = ground
        .orgs
        .iter()
        .filter(|org| org.is_committee() && !ground.heads.contains_key(&org.path))
        .take(ground.members / 4)
        .collect();
    let (mut after, now, mut given) = (PersonId([0; 16]), ground.now, 0);
    let from_on = ground.ago(500, 9).date();
    for some in without.chunks(SLICE) {
        let wanted = some.len();
        let people: Vec<(PersonId,)> = ground
            .app
            .db
            .read("bench_fit", move |tx| {
                Ok(tx.all(sql!("sql/full_members.sql"), params![after, wanted])?)
            })
            .await?;
        after = people.last().map_or(after, |(last,)| *last);
        let mut batch = Vec::with_capacity(wanted);
        for (org, (person,)) in some.iter().zip(people) {
            let new = NewDuty {
                id: DutyId::derived("bench-duty", &org.path),
                person,
                kind: "secretary".to_owned(),
                from_on,
                until_on: None,
            };
            batch.push((
                new,
                org.id,
                OrgPath::from_value(Value::Text(org.path.clone()))?,
            ));
        }
        given += batch.len();
        let write =
            move |tx: &mut platform::db::Tx<'_>| org::duty::bulk::insert_batch(tx, &batch, now);
        ground.app.db.bulk("bench_posts", write).await?;
    }
    Ok(given)
}

/// Grids of streets and towns that have drawn none, which no branch looks after yet.
async fn grids(ground: &Ground, sink: &mut Sink, seed: &mut Seed) -> Result<(), Error> {
    let known = ids(ground, sql!("sql/with_grids.sql")).await?;
    let usual = Limits::on(&ground.app.rules.now(), ground.now.date())?.grid_households();
    let lowest = |org: &Org| org.is_committee() && org.path.len() >= 16 && !known.contains(&org.id);
    for org in ground.some(ground.members / 25, lowest) {
        let at = ground.ago(30 + below(seed, 300), 10);
        let id = Ground::id(seed, at);
        let households = 150 + below(seed, 250);
        let large = households > usual;
        sink.put(
            &GRIDS,
            params![
                Value::Id(id),
                org.id,
                org.path,
                "第一网格",
                "第 1 至 6 栋",
                households,
                0_i64,
                0_i64,
                large,
                ground.staff.id,
                at
            ],
        );
        for (no, role) in (1_i64..).zip(["head", "worker"]) {
            sink.put(
                &PERSONS,
                params![Value::Id(id), no, role, ground.staff.name],
            );
        }
        for (indicator, by) in [
            (grid::COUNT, 1),
            (grid::HOUSEHOLDS, households),
            (grid::NO_BRANCH, 1),
            (grid::LARGE, i64::from(large)),
        ] {
            sink.count(&org.path, indicator, by);
        }
        sink.breathe().await?;
    }
    Ok(())
}
