//! The city as its history is played on it: who stands where, and what day it is.

use members::audience::{Audience, AudienceKinds};
use org::{Org, OrgKind};
use platform::app::App;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::{OrgId, PersonId};
use platform::{from_row, params, sql};

use super::cards::SampleAccount;
use super::rng::Rng;
use super::tree::{Planned, Tree};

/// Up to so many members, everybody has a past; of a larger city, every so-many-th branch.
const EVERYBODY_UP_TO: usize = 15_000;

/// Everything the history needs.
pub struct Stage<'a> {
    /// The application of the city.
    pub app: &'a App,
    /// The seed.
    pub seed: u64,
    /// When the city began to be made: the day everything is relative to.
    pub now: Millis,
    /// The tree.
    pub tree: &'a Tree,
    /// The accounts a visitor may use.
    pub accounts: &'a [SampleAccount],
    /// The paths of the organisations they belong to.
    pub homes: Vec<String>,
    /// How many members there are.
    pub members: usize,
}

/// A member who takes part.
#[derive(Clone, Debug)]
pub struct Player {
    /// Who.
    pub person: PersonId,
    /// Their number in records.
    pub person_no: i64,
    /// The number of the organisation they belong to.
    pub org_no: i64,
    /// Its path.
    pub path: String,
}

from_row!(Player {
    person,
    person_no,
    org_no,
    path
});

impl Stage<'_> {
    /// The city's committee.
    ///
    /// # Errors
    /// When the city has no organisation.
    pub fn root(&self) -> Result<&Planned, Error> {
        self.tree
            .orgs
            .first()
            .ok_or_else(|| internal("a city without organisations"))
    }

    /// An organisation by its short name; the city without a name.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn place(&self, name: Option<&str>) -> Result<&Planned, Error> {
        match name {
            None => self.root(),
            Some(name) => {
                let found = self.tree.orgs.iter().find(|one| one.short_name == name);
                found.ok_or_else(|| internal(format!("demo: nothing is called {name}")))
            }
        }
    }

    /// Who a card shows.
    ///
    /// # Errors
    /// When there is no such card.
    pub fn person(&self, kind: &str) -> Result<PersonId, Error> {
        let found = self.accounts.iter().find(|one| one.kind == kind);
        found
            .map(|one| one.person)
            .ok_or_else(|| internal(format!("demo: nobody is the {kind}")))
    }

    /// Who a card shows, and the organisation in which they have their duty.
    ///
    /// # Errors
    /// When there is no such card, or no duty.
    pub async fn own_place(&self, kind: &str) -> Result<(Org, PersonId), Error> {
        let person = self.person(kind)?;
        let place = self.app.db.read("sample_own_place", move |tx| {
            let (org,): (OrgId,) = tx.one(sql!("sql/branch_of.sql"), params![person])?;
            org::tree::store::find(tx, org)
        });
        Ok((place.await?, person))
    }

    /// The kind of card somebody has, if any.
    #[must_use]
    pub fn card_of(&self, person: PersonId) -> Option<&str> {
        self.accounts
            .iter()
            .find(|one| one.person == person)
            .map(|one| one.kind.as_str())
    }

    /// A stream of chance for a purpose.
    #[must_use]
    pub fn chance(&self, purpose: &str) -> Rng {
        Rng::new(self.seed, purpose)
    }

    /// An hour of a day before or after today.
    #[must_use]
    pub fn day(&self, days: i64, hour: i8) -> Millis {
        let date = self.now.plus_days(days).date();
        Millis::at(date.at(hour, 0, 0, 0))
    }

    /// An organisation as stored.
    ///
    /// # Errors
    /// The database's.
    pub async fn org(&self, id: OrgId) -> Result<Org, Error> {
        self.app
            .db
            .read("sample_org", move |tx| org::tree::store::find(tx, id))
            .await
    }

    /// The members of an audience who have a past, in the order of their branches.
    ///
    /// # Errors
    /// The database's.
    pub async fn players(&self, path: &str, kinds: &AudienceKinds) -> Result<Vec<Player>, Error> {
        let audience = Audience {
            path: path.to_owned(),
            kinds: kinds.clone(),
        };
        let today = self.now.date();
        let mut players = Vec::new();
        for range in self.ranges(path) {
            let audience = audience.clone();
            let found = self.app.db.bulk("sample_players", move |tx| {
                read_players(tx, &audience, &range, today)
            });
            players.extend(found.await?);
        }
        Ok(players)
    }

    /// The subtrees whose members have a past, within a subtree.
    fn ranges(&self, path: &str) -> Vec<String> {
        if self.members <= EVERYBODY_UP_TO {
            return vec![path.to_owned()];
        }
        let step = self.members / EVERYBODY_UP_TO;
        self.tree
            .orgs
            .iter()
            .filter(|one| is_branch(one.kind) && one.path.as_str().starts_with(path))
            .enumerate()
            .filter(|(at, one)| {
                at % step == 0
                    || self
                        .homes
                        .iter()
                        .any(|home| home.starts_with(one.path.as_str()))
            })
            .map(|(_, one)| one.path.to_string())
            .collect()
    }
}

pub(super) fn is_branch(kind: OrgKind) -> bool {
    matches!(
        kind,
        OrgKind::Branch | OrgKind::JointBranch | OrgKind::TemporaryBranch
    )
}

fn read_players(
    tx: &mut Tx<'_>,
    audience: &Audience,
    range: &str,
    today: jiff::civil::Date,
) -> Result<Vec<Player>, Error> {
    let mut params = params![range, format!("{range}~"), today].to_vec();
    params.extend(audience.kind_params(today));
    Ok(tx.all(sql!("sql/players.sql"), &params)?)
}
