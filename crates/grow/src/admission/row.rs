//! Rows of admission as they are read.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::db::{Cells, DbError, FromRow};
use platform::error::internal;
use platform::from_row;
use platform::ids::{OrgId, PersonId};

use super::machine::{Event, Outcome};
use super::step::Stage;
use super::{ApplicantId, NoticeId, OverrideId, Sealed, WrittenId};

/// Somebody on the way.
#[derive(Clone)]
pub struct Applicant {
    /// Which.
    pub id: ApplicantId,
    /// Of which branch.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Its place.
    pub path: String,
    /// Their name.
    pub full_name: String,
    /// GB/T 2261.1.
    pub sex: String,
    /// Birthday.
    pub birth_date: Date,
    /// GB/T 3304.
    pub ethnicity: Option<String>,
    /// GB/T 4658.
    pub education: Option<String>,
    /// Where and as what they work.
    pub work_unit: Option<String>,
    /// When they leave that unit, if it is known.
    pub leaving_on: Option<Date>,
    /// How far they have come.
    pub stage: Stage,
    /// `open`, `paused`, `ended` or `done`.
    pub state: String,
    /// What comes next.
    pub next_step: Option<u8>,
    /// By when something must happen.
    pub due_on: Option<Date>,
    /// Who they are on the roll.
    pub person: Option<PersonId>,
    /// The version an editor must have seen.
    pub version: i64,
    /// When the application was entered.
    pub created_at: Millis,
    /// What is sealed.
    pub sealed: Sealed,
}

impl FromRow for Applicant {
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        Ok(Self {
            id: cells.next()?,
            org: cells.next()?,
            org_name: cells.next()?,
            path: cells.next()?,
            full_name: cells.next()?,
            sex: cells.next()?,
            birth_date: cells.next()?,
            ethnicity: cells.next()?,
            education: cells.next()?,
            work_unit: cells.next()?,
            leaving_on: cells.next()?,
            stage: Stage::from_code(&cells.next::<String>()?).unwrap_or(Stage::Applicant),
            state: cells.next()?,
            next_step: cells.next()?,
            due_on: cells.next()?,
            person: cells.next()?,
            version: cells.next()?,
            created_at: cells.next()?,
            sealed: Sealed::from_row(cells)?,
        })
    }
}

/// What is written down beside a step, by field.
pub type Facts = serde_json::Map<String, serde_json::Value>;

/// A step that was written down.
#[derive(Clone, Debug)]
pub struct Written {
    /// Which.
    pub id: WrittenId,
    /// The how-manieth.
    pub seq: i64,
    /// Which step.
    pub step: u8,
    /// What came of it, as stored.
    pub outcome: String,
    /// On which day.
    pub held_on: Date,
    /// Until when probation goes on.
    pub until_on: Option<Date>,
    /// Further facts as JSON.
    pub facts: String,
    /// In words.
    pub words: String,
    /// Whether a meeting of the system decided it.
    pub by_meeting: bool,
    /// In which branch it was.
    pub org_name: String,
    /// Who wrote it down.
    pub entered_by: String,
    /// When.
    pub entered_at: Millis,
}

from_row!(Written {
    id,
    seq,
    step,
    outcome,
    held_on,
    until_on,
    facts,
    words,
    by_meeting,
    org_name,
    entered_by,
    entered_at
});

impl Written {
    /// The facts by field; none when they are damaged.
    #[must_use]
    pub fn facts(&self) -> Facts {
        serde_json::from_str(&self.facts).unwrap_or_default()
    }

    /// A fact as text; empty when there is none.
    #[must_use]
    pub fn fact(&self, field: &str) -> String {
        match self.facts().get(field) {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(serde_json::Value::Number(number)) => number.to_string(),
            Some(serde_json::Value::Array(items)) => {
                let words: Vec<&str> = items.iter().filter_map(|one| one.as_str()).collect();
                words.join("、")
            }
            _ => String::new(),
        }
    }

    /// As the machine reads it.
    ///
    /// # Errors
    /// When the stored outcome is none: a fault of ours.
    pub fn event(&self) -> Result<Event, platform::error::Error> {
        let outcome = Outcome::from_code(&self.outcome)
            .ok_or_else(|| internal(format!("no outcome {}", self.outcome)))?;
        let facts = self.facts();
        let int = |field: &str| {
            facts
                .get(field)
                .and_then(serde_json::Value::as_i64)
                .unwrap_or(0)
        };
        Ok(Event {
            step: self.step,
            on: self.held_on,
            outcome,
            until: self.until_on,
            helpers: int("helpers"),
            days: int("days"),
            hours: int("hours"),
        })
    }
}

/// A public notice.
#[derive(Clone, Debug)]
pub struct PublicNotice {
    /// Which.
    pub id: NoticeId,
    /// Of whom.
    pub applicant: ApplicantId,
    /// `admission_candidate` or `conversion`.
    pub stage: String,
    /// Its first day.
    pub begins_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// Where it hangs.
    pub place: String,
    /// Whom to tell.
    pub contact: String,
    /// `none`, `handled` or `upheld`; nothing before its end.
    pub result: Option<String>,
    /// What was said and what came of it.
    pub words: Option<String>,
    /// Who wrote the result down.
    pub concluded_by: Option<String>,
}

from_row!(PublicNotice {
    id,
    applicant,
    stage,
    begins_on,
    ends_on,
    place,
    contact,
    result,
    words,
    concluded_by
});

/// A block that shall not hold for one person.
#[derive(Clone, Debug)]
pub struct Override {
    /// Which.
    pub id: OverrideId,
    /// Of whom.
    pub applicant: ApplicantId,
    /// Before which step.
    pub step: u8,
    /// Which block, as stored.
    pub block: String,
    /// Why.
    pub reason: String,
    /// Who asked, by id.
    pub asker: PersonId,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Millis,
    /// What was decided; nothing so far without it.
    pub confirmed: Option<bool>,
    /// Why.
    pub words: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
}

from_row!(Override {
    id,
    applicant,
    step,
    block,
    reason,
    asker,
    asked_by,
    asked_at,
    confirmed,
    words,
    decided_by
});

/// A pause, an exit, a move.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What.
    pub kind: String,
    /// On which day.
    pub held_on: Date,
    /// Why.
    pub words: String,
    /// From where.
    pub from_name: String,
    /// To where, for a move.
    pub to_name: Option<String>,
    /// Who wrote it down.
    pub entered_by: String,
}

from_row!(Turn {
    kind,
    held_on,
    words,
    from_name,
    to_name,
    entered_by
});
