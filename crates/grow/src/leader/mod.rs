//! Lead secretaries (带头人队伍, 头雁): reserve and candidates, joint vetting (资格联审), county filing
//! (县级备案), appointment, training, the yearly review, removal.
//!
//! Always true: a department sees its own question and nothing else, and what it says is sealed;
//! nobody is filed before every department has answered; a duty of the platform is given by the
//! security administrator, whom this room only asks (三员分立).

use jiff::civil::Date;
use platform::clock::Millis;
use platform::crypto::{CryptoError, Sealer};
use platform::ids::{OrgId, PersonId};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::{from_row, typed_id};

pub mod change;
pub mod desk;
pub mod door_pages;
pub mod export;
pub mod pages;
pub mod rules;
pub mod show;
pub mod store;
pub mod vacancy;
pub mod vetting;
pub mod vetting_pages;

typed_id!(
    /// A candidate, and whoever they become.
    LeaderId
);
typed_id!(
    /// A department's question.
    VettingId
);
typed_id!(
    /// Something that happened to one.
    LeaderEventId
);

/// The permission of whoever may see lead secretaries and vacancies.
pub const READ: &str = "leaders.read";
/// The permission of whoever names, asks, files and appoints.
pub const EDIT: &str = "leaders.edit";
/// The permission of whoever answers a question put to their own organisation.
pub const VET: &str = "leaders.vet";

/// A lead secretary, as records name them.
pub const LEADER: ObjectKind = ObjectKind {
    code: 51,
    name: "leader",
};

/// Something happened to a lead secretary: filed, appointed, trained, reviewed, removed.
pub static LEADER_CHANGED: Verb = Verb::new(501, "leader.changed", Visibility::Scope);

/// States, in the order of the list.
pub const STATES: [&str; 5] = ["reserve", "candidate", "filed", "appointed", "ended"];
/// Where candidates come from.
pub const SOURCES: [&str; 7] = [
    "in_office",
    "returned",
    "veteran",
    "graduate",
    "cooperative",
    "cadre",
    "other",
];
/// What a department answers.
pub const VERDICTS: [&str; 3] = ["pass", "fail", "comment"];

/// A candidate, and whoever they become.
#[derive(Clone, Debug)]
pub struct Leader {
    /// Which.
    pub id: LeaderId,
    /// Of which village or branch.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Its place.
    pub path: String,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub full_name: String,
    /// One of [`STATES`].
    pub state: String,
    /// One of [`SOURCES`].
    pub source: String,
    /// What speaks for them.
    pub words: String,
    /// Until when they are appointed.
    pub until_on: Option<Date>,
    /// When they were written down.
    pub created_at: Millis,
}

from_row!(Leader {
    id,
    org,
    org_name,
    path,
    person,
    full_name,
    state,
    source,
    words,
    until_on,
    created_at
});

/// A department's question and what it said.
#[derive(Clone)]
pub struct Vetting {
    /// Which.
    pub id: VettingId,
    /// About whom.
    pub leader: LeaderId,
    /// Which department, in words.
    pub department: String,
    /// What it is asked.
    pub question: String,
    /// Which organisation answers inside; outside, by a link, without one.
    pub org: Option<OrgId>,
    /// By when.
    pub due_on: Date,
    /// One of [`VERDICTS`]; nothing before it has answered.
    pub verdict: Option<String>,
    /// What it said, sealed.
    pub comment: Option<Vec<u8>>,
    /// Who answered inside.
    pub answered_by: Option<String>,
    /// Who stated it outside.
    pub stated_by: Option<String>,
    /// When.
    pub answered_at: Option<Millis>,
}

from_row!(Vetting {
    id,
    leader,
    department,
    question,
    org,
    due_on,
    verdict,
    comment,
    answered_by,
    stated_by,
    answered_at
});

/// The table named in what is authenticated beside a sealed value.
const TABLE: &str = "leader_vetting";

impl Vetting {
    /// What the department said, for whoever may read it.
    ///
    /// # Errors
    /// When it was changed or its key is missing.
    pub fn said(&self, sealer: &Sealer) -> Result<Option<String>, CryptoError> {
        let sealed = self.comment.as_deref();
        sealed
            .map(|bytes| sealer.open_text(TABLE, "comment", self.id.0, bytes))
            .transpose()
    }
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Happened {
    /// What: `filed`, `appointed` …
    pub kind: String,
    /// On which day.
    pub held_on: Date,
    /// Until when it holds.
    pub until_on: Option<Date>,
    /// A document or filing number.
    pub number: String,
    /// In words.
    pub words: String,
    /// Who wrote it down.
    pub entered_by: String,
}

from_row!(Happened {
    kind,
    held_on,
    until_on,
    number,
    words,
    entered_by
});
