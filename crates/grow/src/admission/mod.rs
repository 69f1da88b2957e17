//! Admission (发展党员): 25 steps from an application to the filed papers.
//!
//! Always true: what was done is written once and never changed, and where somebody stands is read
//! off it ([`machine`]); the superior's steps are the superior's; a block falls by two persons; who
//! is no member yet stands in no roll, and comes onto it with the superior's approval as of the day
//! the assembly passed (发展党员工作细则).

use jiff::civil::Date;
use platform::clock::Millis;
use platform::crypto::{CryptoError, Sealer};
use platform::db::{Cells, DbError, FromRow};
use platform::error::internal;
use platform::ids::{OrgId, PersonId};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::{from_row, typed_id};

pub mod begin;
pub mod desk;
pub mod form_pages;
pub mod machine;
pub mod more_pages;
pub mod notice;
pub mod overrule;
pub mod pages;
pub mod paper_pages;
pub mod papers;
pub mod roll;
pub mod rules;
pub mod show;
pub mod step;
pub mod step_form;
pub mod step_pages;
pub mod store;
pub mod take;
#[cfg(test)]
mod tests;
pub mod turn;
pub mod unmask;
pub mod vote;

use machine::{Event, Outcome};
use step::Stage;

typed_id!(
    /// Somebody on the way to joining.
    ApplicantId
);
typed_id!(
    /// A step that was written down.
    WrittenId
);
typed_id!(
    /// A public notice.
    NoticeId
);
typed_id!(
    /// A block that two persons let fall.
    OverrideId
);
typed_id!(
    /// A pause, an exit, a move to another branch.
    TurnId
);

/// The permission of whoever may see applicants.
pub const READ: &str = "admission.read";
/// The permission of whoever writes down the branch's steps.
pub const ACT: &str = "admission.act";
/// The permission of whoever writes down the superior's steps.
pub const APPROVE: &str = "admission.approve";
/// The permission of whoever decides at the superior whether a block falls.
pub const OVERRIDE: &str = "admission.override";

/// An applicant, as records name it.
pub const APPLICANT: ObjectKind = ObjectKind {
    code: 50,
    name: "applicant",
};

/// A step was done.
pub static STEP_DONE: Verb = Verb::new(500, "admission.step_done", Visibility::Scope);

/// The table named in what is authenticated beside a sealed value.
const TABLE: &str = "applicant";

/// Sealed values of an applicant.
#[derive(Clone, Default)]
pub struct Sealed {
    /// 公民身份号码.
    pub id_number: Option<Vec<u8>>,
    /// 手机号码.
    pub mobile: Option<Vec<u8>>,
    /// 现居住地.
    pub residence: Option<Vec<u8>>,
}
from_row!(Sealed {
    id_number,
    mobile,
    residence
});

/// The same in plain.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Plain {
    /// 公民身份号码.
    pub id_number: Option<String>,
    /// 手机号码.
    pub mobile: Option<String>,
    /// 现居住地.
    pub residence: Option<String>,
}

impl Plain {
    /// Seals them for the row of an applicant.
    ///
    /// # Errors
    /// The crypto provider's.
    pub fn seal(&self, sealer: &Sealer, id: ApplicantId) -> Result<Sealed, CryptoError> {
        let seal = |column: &str, plain: &Option<String>| {
            let plain = plain.as_ref();
            plain
                .map(|text| sealer.seal_text(TABLE, column, id.0, text))
                .transpose()
        };
        Ok(Sealed {
            id_number: seal("id_number", &self.id_number)?,
            mobile: seal("mobile", &self.mobile)?,
            residence: seal("residence", &self.residence)?,
        })
    }
}

impl Sealed {
    /// Opens them. The caller masks them or has noted who asked and why.
    ///
    /// # Errors
    /// When a value was changed, belongs to another row or its key is missing.
    pub fn open(&self, sealer: &Sealer, id: ApplicantId) -> Result<Plain, CryptoError> {
        let open = |column: &str, sealed: &Option<Vec<u8>>| {
            let sealed = sealed.as_deref();
            sealed
                .map(|bytes| sealer.open_text(TABLE, column, id.0, bytes))
                .transpose()
        };
        Ok(Plain {
            id_number: open("id_number", &self.id_number)?,
            mobile: open("mobile", &self.mobile)?,
            residence: open("residence", &self.residence)?,
        })
    }
}

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
