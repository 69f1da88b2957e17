//! The branches below the organisation a roster is for, by every name they go by.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use org::{OrgKind, OrgPath, UnitNature};
use platform::db::Db;
use platform::error::Error;
use platform::ids::OrgId;
use platform::{from_row, params, sql};

use crate::roster::{BranchMatch, Branches};

/// Organisations read at a time.
const PAGE: i64 = 5_000;

/// A branch a row can name.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) id: OrgId,
    pub(super) path: OrgPath,
    pub(super) full_name: String,
    short_name: String,
    code: Option<String>,
    kind: OrgKind,
    pub(super) unit_nature: UnitNature,
}
from_row!(Branch {
    id,
    path,
    full_name,
    short_name,
    code,
    kind,
    unit_nature
});

/// Every branch within reach by name.
#[derive(Clone, Default)]
pub(super) struct Known {
    by_name: HashMap<String, Vec<Arc<Branch>>>,
    ids: HashSet<OrgId>,
    create: bool,
}

impl Known {
    /// Reads the branches at and below a place. With `create` a missing one counts as one to be
    /// created.
    pub(super) async fn below(db: &Db, place: &OrgPath, create: bool) -> Result<Self, Error> {
        let mut known = Self {
            create,
            ..Self::default()
        };
        let mut after = String::new();
        loop {
            let (lo, hi, from) = (place.clone(), place.end(), after.clone());
            let page: Vec<Branch> = db
                .read("branches_below", move |tx| {
                    Ok(tx.all(sql!("sql/branches_below.sql"), params![lo, hi, from, PAGE])?)
                })
                .await?;
            let Some(last) = page.last() else {
                return Ok(known);
            };
            after = last.path.as_str().to_owned();
            for branch in page {
                known.add(branch);
            }
        }
    }

    /// Adds one that was just created.
    pub(super) fn add(&mut self, branch: Branch) {
        if !branch.kind.takes_members() {
            return;
        }
        self.ids.insert(branch.id);
        let branch = Arc::new(branch);
        let mut names = vec![branch.full_name.clone(), branch.short_name.clone()];
        names.extend(branch.code.clone());
        names.sort();
        names.dedup();
        for name in names {
            self.by_name
                .entry(folded(&name))
                .or_default()
                .push(Arc::clone(&branch));
        }
    }

    /// The one branch of a name.
    pub(super) fn one(&self, name: &str) -> Option<&Arc<Branch>> {
        match self.by_name.get(&folded(name)).map(Vec::as_slice) {
            Some([only]) => Some(only),
            // A full name wins over others' short names.
            Some(several) => {
                let mut full = several
                    .iter()
                    .filter(|one| folded(&one.full_name) == folded(name));
                full.next().filter(|_| full.next().is_none())
            }
            None => None,
        }
    }

    /// Whether an organisation lies within reach.
    pub(super) fn holds(&self, org: OrgId) -> bool {
        self.ids.contains(&org)
    }
}

impl Branches for Known {
    fn find(&self, name: &str) -> BranchMatch {
        if self.one(name).is_some() {
            BranchMatch::Known
        } else if self.by_name.contains_key(&folded(name)) {
            BranchMatch::Ambiguous
        } else if self.create {
            BranchMatch::ToCreate
        } else {
            BranchMatch::Unknown
        }
    }
}

/// Blanks and the kind of brackets do not tell names apart.
fn folded(name: &str) -> String {
    name.chars()
        .filter(|ch| !ch.is_whitespace())
        .map(|ch| match ch {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect()
}
