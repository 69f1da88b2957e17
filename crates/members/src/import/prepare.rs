//! What is to be written for each row of a roster, prepared on all processors.

use std::sync::Arc;

use platform::app::App;
use platform::error::Error;
use platform::ids::{OrgId, PersonId};

use super::ImportId;
use super::branches::{Branch, Known};
use super::decide::{Outcome, PresentMembers, judge};
use super::stage::refuse;
use super::staged::{Before, StagedRow, seal};
use super::store::Row;
use crate::audience;
use crate::belonging::{Act, BelongingKind, Place};
use crate::bulk::PreparedMember;
use crate::member::store::Closed;
use crate::roster::{FaultKind, RosterRow};

/// What is to be written for one row.
pub(super) enum Step {
    Create(Row, Box<PreparedMember>, OrgId),
    Update(Row, Box<Update>),
    Done(Row),
}

/// A member's record that a row changes.
pub(super) struct Update {
    pub(super) person: PersonId,
    pub(super) next: Closed,
    pub(super) before: crate::member::Record,
    pub(super) seen: i64,
    /// Where they are taken in again, when they belong nowhere.
    pub(super) home: Option<OrgId>,
}

/// What the threads that prepare a batch share.
pub(super) struct Preparing {
    pub(super) app: App,
    pub(super) id: ImportId,
    pub(super) known: Known,
    pub(super) header: Arc<Vec<String>>,
    pub(super) found: PresentMembers,
    pub(super) act: Act,
}

impl Preparing {
    pub(super) fn step(&self, mut row: Row, mut staged: StagedRow) -> Result<Step, Error> {
        let Some(value) = staged.checked.value.clone() else {
            row.outcome = None;
            return Ok(Step::Done(row));
        };
        let Some(branch) = self.known.one(&value.branch).cloned() else {
            // The branch was dissolved or renamed since the preview.
            refuse(
                &mut staged.checked,
                &self.header,
                FaultKind::MemberElsewhere,
                None,
            );
            return self.refused(row, &staged);
        };
        let found = row
            .id_index
            .as_ref()
            .and_then(|index| self.found.get(index));
        match (judge(&value, found, &self.known, &self.app.sealer)?, found) {
            (Outcome::Create, _) => self.create(row, &value, &branch),
            (Outcome::Update(next), Some(found)) => {
                let person = found.stored.person;
                let before = found.stored.open(&self.app.sealer)?;
                let kept = Before {
                    record: before.clone(),
                    version: found.stored.version + 1,
                };
                row.before = Some(seal(
                    &self.app.sealer,
                    "before",
                    self.id,
                    row.number,
                    &kept,
                )?);
                row.person = Some(person);
                let update = Update {
                    person,
                    next: Closed::of(&self.app.sealer, person, *next)?,
                    before,
                    seen: found.stored.version,
                    home: found.is_homeless().then_some(branch.id),
                };
                Ok(Step::Update(done(row, "updated"), Box::new(update)))
            }
            (Outcome::Elsewhere(home), _) => {
                refuse(
                    &mut staged.checked,
                    &self.header,
                    FaultKind::MemberElsewhere,
                    home,
                );
                self.refused(row, &staged)
            }
            (Outcome::OtherName(name), _) => {
                refuse(
                    &mut staged.checked,
                    &self.header,
                    FaultKind::NameDiffers,
                    name,
                );
                self.refused(row, &staged)
            }
            _ => Ok(Step::Done(done(row, "same"))),
        }
    }

    fn create(&self, mut row: Row, value: &RosterRow, branch: &Branch) -> Result<Step, Error> {
        let person = PersonId::fresh(&self.app.clock);
        let kind = audience::kind_for(branch.unit_nature, value.details.post_category.as_deref());
        let record = crate::member::Record::of_row(value, kind);
        let closed = Closed::of(&self.app.sealer, person, record)?;
        let place = Place {
            org: branch.id,
            path: branch.path.as_str(),
            kind: BelongingKind::Home,
            from_on: self.act.now.date(),
        };
        let prepared = PreparedMember::of(person, closed, &place, Some(self.id.0), self.act.now);
        row.person = Some(person);
        Ok(Step::Create(
            done(row, "created"),
            Box::new(prepared),
            branch.id,
        ))
    }

    fn refused(&self, mut row: Row, staged: &StagedRow) -> Result<Step, Error> {
        row.payload = seal(&self.app.sealer, "payload", self.id, row.number, staged)?;
        row.state = "failed".to_owned();
        row.outcome = None;
        Ok(Step::Done(row))
    }
}

/// A row that has been dealt with; what it said is in the member's record now.
fn done(mut row: Row, outcome: &str) -> Row {
    row.outcome = Some(outcome.to_owned());
    row.payload = Vec::new();
    row
}
