//! The rectification list (整改清单): every finding has an owner, a day, a proof, and a second pair
//! of eyes: whoever proved an item never verifies it.

use jiff::civil::Date;
use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::from_row;
use platform::ids::OrgId;

use crate::matter::MatterId;
use crate::matter::change::Terms;
use crate::matter::machine::Limits;

pub mod change;
pub mod desk;
pub mod list_pages;
pub mod pages;
pub mod store;

/// The permission of whoever may see the list.
pub const READ: &str = "rectifications.read";
/// The permission of whoever writes findings down.
pub const EDIT: &str = "rectifications.edit";
/// The permission of whoever can answer for one.
pub const PROVE: &str = "rectifications.prove";
/// The permission of whoever looks whether it is so.
pub const VERIFY: &str = "rectifications.verify";

/// An item as stored, beside its matter.
#[derive(Clone, Debug)]
pub struct Item {
    /// Which.
    pub id: MatterId,
    /// Whose list it stands on.
    pub org: OrgId,
    /// In words.
    pub org_name: String,
    /// Who found it: an inspection, a check of one's own.
    pub source: String,
    /// What was found.
    pub finding: String,
    /// What shall be true instead.
    pub wanted: String,
    /// When it was found.
    pub found_on: Date,
    /// Who wrote it down.
    pub created_by: String,
}

from_row!(Item {
    id,
    org,
    org_name,
    source,
    finding,
    wanted,
    found_on,
    created_by
});

/// An item in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub id: MatterId,
    /// What was found.
    pub finding: String,
    /// Whose it is.
    pub org: String,
    /// Who answers for it.
    pub person: String,
    /// As stored.
    pub state: String,
    /// When its clock began.
    pub clock_from: Millis,
    /// How long it may take.
    pub clock_ms: i64,
    /// How long it was paused.
    pub paused_ms: i64,
    /// Its place in the list.
    pub sort_at: i64,
}

from_row!(Line {
    id,
    finding,
    org,
    person,
    state,
    clock_from,
    clock_ms,
    paused_ms,
    sort_at
});

impl Line {
    /// When it is due.
    #[must_use]
    pub fn due(&self) -> Millis {
        self.clock_from
            .plus_ms(self.clock_ms.saturating_add(self.paused_ms))
    }
}

/// What the list goes by: an item is not handed over, and is opened again until it is so.
#[must_use]
pub fn terms(reopened: i64) -> Terms {
    Terms {
        limits: Limits {
            ruling_at: 0,
            pause: 0,
            reopenings: i64::MAX,
            reopened,
        },
        wait: 0,
    }
}

/// Days an item may take at the most.
///
/// # Errors
/// When the table lacks it: a fault of the program.
pub fn most_days(app: &App) -> Result<i64, Error> {
    app.rules
        .now()
        .int("rectifications.days", app.clock.today())
}
