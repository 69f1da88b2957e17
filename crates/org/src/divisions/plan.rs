//! What becomes of each division: new below which organisation, there already, outside, refused.

use std::collections::{HashMap, HashSet};

use platform::db::Tx;
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::{params, sql};

use super::Order;
use super::fault::{Fault, What};
use super::kinds::{LEVELS, Setup, only_groups, setup};
use super::read::{Division, Read};
use crate::tree::store;

/// An organisation to be created.
#[derive(Clone, Debug)]
pub struct New {
    /// Its id, the same in every run.
    pub id: OrgId,
    /// What stands above it.
    pub parent: OrgId,
    /// The division's code.
    pub code: String,
    /// What is set up.
    pub setup: Setup,
}

/// What would happen.
#[derive(Debug, Default)]
pub struct Plan {
    /// Organisations to be created, parents first, siblings together.
    pub new: Vec<New>,
    /// Divisions in the city already.
    pub unchanged: usize,
    /// Rows that only group others.
    pub grouping: usize,
    /// Rows outside the division.
    pub outside: usize,
    /// Rows not taken.
    pub refused: usize,
    /// Whether every file was a table of divisions.
    pub readable: bool,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// What the plan goes by.
struct Maker<'a> {
    order: &'a Order,
    /// Names by code, of all files.
    names: HashMap<&'a str, &'a str>,
    /// Lengths of codes that the files or the city hold.
    levels: HashSet<usize>,
    /// Organisations by code: the city's and the planned.
    placed: HashMap<String, OrgId>,
    /// Codes of rows that were refused.
    refused: HashSet<String>,
    /// The city's organisations by parent and full name.
    named: HashMap<(OrgId, String), OrgId>,
}

/// What a row comes to.
enum Above {
    Org(OrgId),
    Missing(String),
    Refused(String),
}

/// Plans all rows of the files.
pub fn make(tx: &mut Tx<'_>, read: &Read, order: &Order) -> Result<Plan, Error> {
    let target = store::find(tx, order.below)?;
    if order
        .division
        .as_ref()
        .is_some_and(|code| !LEVELS.contains(&code.len()))
    {
        return Err(invalid("division", "org-divisions-code-form"));
    }
    let divisions = &read.divisions;
    let mut plan = Plan {
        readable: read.readable,
        faults: read.faults.clone(),
        refused: read.refused_rows,
        ..Plan::default()
    };
    let mut maker = Maker {
        order,
        names: HashMap::with_capacity(divisions.len()),
        levels: HashSet::new(),
        placed: HashMap::new(),
        refused: read.refused.clone(),
        named: HashMap::new(),
    };
    type Row = (OrgId, Option<OrgId>, Option<String>, String);
    let there: Vec<Row> = tx.all(
        sql!("sql/of_place.sql"),
        params![target.path, target.path.end()],
    )?;
    for (id, parent, division, full_name) in there {
        if let Some(code) = division {
            maker.levels.insert(code.len());
            maker.placed.insert(code, id);
        }
        if let Some(parent) = parent {
            maker.named.insert((parent, full_name), id);
        }
    }
    for one in divisions {
        maker.names.insert(&one.code, &one.name);
        if maker.inside(&one.code) {
            maker.levels.insert(one.code.len());
        }
    }
    // Higher levels first; within one, siblings stand together as their codes sort.
    for level in LEVELS {
        for one in divisions.iter().filter(|one| one.code.len() == level) {
            maker.place(&mut plan, one);
        }
    }
    Ok(plan)
}

impl Maker<'_> {
    fn inside(&self, code: &str) -> bool {
        match &self.order.division {
            Some(of) => code.len() > of.len() && code.starts_with(of.as_str()),
            None => true,
        }
    }

    fn place(&mut self, plan: &mut Plan, one: &Division) {
        if !self.inside(&one.code) {
            plan.outside += 1;
            return;
        }
        if only_groups(&one.code, &one.name) {
            plan.grouping += 1;
            return;
        }
        let parent = match self.above(&one.code) {
            Above::Org(parent) => parent,
            Above::Missing(code) => return self.refuse(plan, one, What::AboveMissing(code)),
            Above::Refused(code) => return self.refuse(plan, one, What::AboveRefused(code)),
        };
        if self.placed.contains_key(&one.code) {
            plan.unchanged += 1;
            return;
        }
        let names = self.names_above(&one.code);
        let setup = setup(&one.code, &one.name, &names, self.order.grassroots);
        if let Some(have) = self.named.get(&(parent, setup.full_name.clone())) {
            plan.unchanged += 1;
            self.placed.insert(one.code.clone(), *have);
            return;
        }
        if setup.guessed {
            plan.faults
                .push(fault(one, What::KindGuessed(one.name.clone())));
        }
        let words = format!("{} {}", self.order.below, one.code);
        let id = OrgId::derived("org of division", &words);
        self.placed.insert(one.code.clone(), id);
        plan.new.push(New {
            id,
            parent,
            code: one.code.clone(),
            setup,
        });
    }

    fn refuse(&mut self, plan: &mut Plan, one: &Division, what: What) {
        plan.refused += 1;
        plan.faults.push(fault(one, what));
        self.refused.insert(one.code.clone());
    }

    /// What stands above a code: the nearest level that is there at all.
    fn above(&self, code: &str) -> Above {
        for level in LEVELS.iter().rev().filter(|level| **level < code.len()) {
            let above = &code[..*level];
            if self.order.division.as_deref() == Some(above) {
                return Above::Org(self.order.below);
            }
            if let Some(id) = self.placed.get(above) {
                return Above::Org(*id);
            }
            if self.refused.contains(above) {
                return Above::Refused(above.to_owned());
            }
            let groups = self
                .names
                .get(above)
                .is_some_and(|name| only_groups(above, name));
            if self.levels.contains(level) && !groups {
                return Above::Missing(above.to_owned());
            }
        }
        Above::Org(self.order.below)
    }

    /// Names of the divisions around a code, the nearest first, without those that only group.
    fn names_above(&self, code: &str) -> Vec<&str> {
        LEVELS
            .iter()
            .rev()
            .filter(|level| **level < code.len())
            .filter_map(|level| {
                let above = &code[..*level];
                let name = *self.names.get(above)?;
                (!only_groups(above, name)).then_some(name)
            })
            .collect()
    }
}

fn fault(one: &Division, what: What) -> Fault {
    Fault {
        file: one.file,
        row: Some(one.row),
        column: one.column.clone(),
        what,
    }
}
