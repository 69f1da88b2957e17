//! Fills the rooms of a city as those of a big city are: meetings, members on the move, terms and
//! grids, admission, lead secretaries and skills, residents' requests, rectification, projects,
//! drives and requests for data.
//!
//! Rows are written as the rooms write them, many at a time, with their sums and records; what a room
//! works out by itself (findings, indicators, the sums above) is worked out by the room. Clocks run
//! from the moment of filling. How much there is follows the number of members.

mod cases;
mod drives;
mod growing;
mod leading;
mod meetings;
mod moving;
mod requests;
mod sink;
mod structure;

use std::collections::{BTreeMap, HashSet};

use platform::app::App;
use platform::clock::{Millis, Monotonic};
use platform::error::{Error, internal};
use platform::ids::{OrgId, PersonId, uuid_v7};
use platform::{from_row, params, record, sql, tally};

use crate::city::City;
use crate::seed::Seed;
use sink::Sink;

/// Somebody, as records and papers name them.
#[derive(Clone, Debug)]
struct Who {
    id: PersonId,
    no: i64,
    name: String,
}
from_row!(Who { id, no, name });

/// A member at home in a branch.
#[derive(Clone, Debug)]
struct Member {
    id: PersonId,
    no: i64,
    name: String,
    pinyin: String,
    stroke: Option<Vec<u8>>,
    org: OrgId,
    path: String,
    category: String,
    away: i64,
}
from_row!(Member {
    id,
    no,
    name,
    pinyin,
    stroke,
    org,
    path,
    category,
    away
});

/// An organisation.
#[derive(Clone, Debug)]
struct Org {
    id: OrgId,
    no: i64,
    path: String,
    kind: String,
    nature: String,
    name: String,
}
from_row!(Org {
    id,
    no,
    path,
    kind,
    nature,
    name
});

impl Org {
    fn is_branch(&self) -> bool {
        matches!(self.kind.as_str(), "branch" | "joint_branch")
    }

    /// A community or a village, or a branch of one.
    fn is_local(&self) -> bool {
        matches!(self.nature.as_str(), "community" | "village") && self.kind != "party_group"
    }

    /// A street, a town or what stands above them.
    fn is_committee(&self) -> bool {
        self.nature == "territory"
            && matches!(
                self.kind.as_str(),
                "primary_committee" | "working_committee"
            )
    }
}

/// The city as it stands before it is filled.
struct Ground {
    app: App,
    members: usize,
    now: Millis,
    orgs: Vec<Org>,
    heads: BTreeMap<String, Who>,
    staff: Who,
    /// Whom the cards show, and where they serve and belong.
    shown: HashSet<PersonId>,
    near: Vec<String>,
}

impl Ground {
    async fn look(city: &City, app: App, members: u32) -> Result<Self, Error> {
        let accounts = city.accounts()?;
        let shown: HashSet<PersonId> = accounts.iter().map(|one| one.person).collect();
        let staff = accounts
            .iter()
            .find(|one| one.kind == "org_staff")
            .map(|one| one.person)
            .ok_or_else(|| internal("the city has no staff"))?;
        let people: Vec<PersonId> = shown.iter().copied().collect();
        let (orgs, heads, staff, near) = app
            .db
            .read("bench_ground", move |tx| {
                let mut orgs: Vec<Org> = Vec::new();
                loop {
                    let after = orgs.last().map_or(String::new(), |last| last.path.clone());
                    let more: Vec<Org> = tx.all(sql!("sql/orgs.sql"), params![after])?;
                    if more.is_empty() {
                        break;
                    }
                    orgs.extend(more);
                }
                let heads: Vec<(String, PersonId, i64, String)> =
                    tx.all(sql!("sql/heads.sql"), params![])?;
                let mut near: Vec<String> = Vec::new();
                for person in &people {
                    let places: Vec<(String,)> =
                        tx.all(sql!("sql/places_of.sql"), params![person])?;
                    // What is granted over the whole city is near to nothing.
                    near.extend(
                        places
                            .into_iter()
                            .map(|(path,)| path)
                            .filter(|p| p.len() > 4),
                    );
                }
                Ok((
                    orgs,
                    heads,
                    tx.one(sql!("sql/person.sql"), params![staff])?,
                    near,
                ))
            })
            .await?;
        let heads = heads
            .into_iter()
            .map(|(path, id, no, name)| (path, Who { id, no, name }))
            .collect();
        Ok(Self {
            members: usize::try_from(members).unwrap_or(usize::MAX),
            now: app.clock.now(),
            app,
            orgs,
            heads,
            staff,
            shown,
            near,
        })
    }

    /// Whether somebody on a card sees this place, without seeing everything.
    fn is_near(&self, org: &Org) -> bool {
        self.near
            .iter()
            .any(|path| org.path.starts_with(path) || path.starts_with(&org.path))
    }

    /// Organisations of a kind: those that somebody on a card sees, then others from everywhere.
    fn some(&self, wanted: usize, fits: impl Fn(&Org) -> bool) -> Vec<&Org> {
        let all = self.orgs.iter().filter(|org| fits(org));
        let (near, far): (Vec<_>, Vec<_>) = all.partition(|org| self.is_near(org));
        let more = wanted.saturating_sub(near.len()).max(1);
        let step = (far.len() / more).max(1);
        near.into_iter()
            .take(wanted)
            .chain(far.into_iter().step_by(step).take(more))
            .collect()
    }

    /// Who leads an organisation, or the nearest above it that somebody leads.
    fn head(&self, path: &str) -> &Who {
        (4..=path.len())
            .rev()
            .step_by(4)
            .find_map(|end| self.heads.get(path.get(..end)?))
            .unwrap_or(&self.staff)
    }

    /// What stands directly above an organisation.
    fn above<'g>(&'g self, org: &'g Org) -> &'g Org {
        let path = org.path.get(..org.path.len() - 4).unwrap_or_default();
        let found = self
            .orgs
            .binary_search_by(|one| one.path.as_str().cmp(path));
        found.map_or(org, |at| &self.orgs[at])
    }

    /// An organisation's part of the tree.
    fn within(&self, path: &str) -> &[Org] {
        let end = tally::end_of(path);
        let from = self.orgs.partition_point(|one| one.path.as_str() < path);
        let to = self.orgs.partition_point(|one| one.path < end);
        &self.orgs[from..to]
    }

    /// Some of the members at home in a branch.
    async fn roll(&self, path: &str) -> Result<Vec<Member>, Error> {
        let range = (path.to_owned(), tally::end_of(path));
        self.app
            .db
            .read("bench_roll", move |tx| {
                Ok(tx.all(sql!("sql/roll.sql"), params![range.0, range.1])?)
            })
            .await
    }

    /// An id made at a moment.
    fn id(seed: &mut Seed, at: Millis) -> [u8; 16] {
        let mut random = [0_u8; 10];
        random[..8].copy_from_slice(&seed.next().to_be_bytes());
        random[8..].copy_from_slice(&seed.next().to_be_bytes()[..2]);
        uuid_v7(at.0, random).into_bytes()
    }

    /// A day some days ago, or ahead with a negative number, at an hour.
    fn ago(&self, days: i64, hour: i8) -> Millis {
        Millis::at(self.now.plus_days(-days).date().at(hour, 0, 0, 0))
    }
}

/// One of several.
fn one_of<'a, T>(seed: &mut Seed, of: &'a [T]) -> &'a T {
    let place = usize::try_from(seed.below(of.len() as u64)).unwrap_or(0);
    &of[place]
}

/// A number from nothing up to below a limit.
fn below(seed: &mut Seed, limit: i64) -> i64 {
    i64::try_from(seed.below(limit.max(1).unsigned_abs())).unwrap_or(0)
}

/// Says how many rows a part took, and how long.
async fn said(what: &str, work: impl Future<Output = Result<usize, Error>>) -> Result<(), Error> {
    let began = Monotonic::now();
    let rows = work.await?;
    let took = began.elapsed().as_secs_f64();
    eprintln!("filled: {rows} rows of {what} in {took:.1} s");
    Ok(())
}

/// Fills a city that has so many members.
///
/// # Errors
/// The database's.
pub async fn fill(city: &City, members: u32, seed: u64) -> Result<(), Error> {
    let app = city.open().await?;
    let mut seed = Seed::new(seed);
    let mut sink = Sink::new(app.db.clone());
    // Terms and posts first: whoever leads is who acts in the rest.
    let before = Ground::look(city, app.clone(), members).await?;
    said("structure", structure::fill(&before, &mut sink, &mut seed)).await?;
    let ground = Ground::look(city, app.clone(), members).await?;
    let mut busy = moving::busy(&ground).await?;
    said("meetings", meetings::fill(&ground, &mut sink, &mut seed)).await?;
    said(
        "moving",
        moving::fill(&ground, &mut sink, &mut seed, &mut busy),
    )
    .await?;
    said("admission", growing::fill(&ground, &mut sink, &mut seed)).await?;
    said("leaders", leading::fill(&ground, &mut sink, &mut seed)).await?;
    said("requests", requests::fill(&ground, &mut sink, &mut seed)).await?;
    said("cases", cases::fill(&ground, &mut sink, &mut seed)).await?;
    said("drives", drives::fill(&ground, &mut sink, &mut seed)).await?;
    let began = Monotonic::now();
    tally::fold(&app.db).await?;
    record::assign_positions(&app.db).await?;
    org::finding::refresh::refresh_all(&app).await?;
    insight::indicator::follow::follow_all(&app).await?;
    tally::fold(&app.db).await?;
    eprintln!(
        "filled: sums and findings in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    app.db.close().await;
    Ok(())
}
