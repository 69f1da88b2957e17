//! Who does something, through which grants and when, and where their lists go on.

use jiff::civil::Date;
use org::tree::pages::scope;
use org::tree::store::Scope;
use platform::clock::{Clock, Millis};
use platform::error::Error;
use platform::ids::{PersonId, Uuid};
use platform::web::Cx;

/// Who does something, and when.
#[derive(Clone, Debug)]
pub struct Act {
    /// Through which grants.
    pub scope: Scope,
    /// By the application's clock.
    pub clock: Clock,
}

impl Act {
    /// The act of the signed-in person under a permission.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn of(cx: &Cx, permission: &'static str) -> Result<Self, Error> {
        Ok(Self {
            scope: scope(cx, permission)?,
            clock: cx.app.clock.clone(),
        })
    }
}

impl Act {
    /// What a meeting decided on a day, told by whoever closed the vote.
    #[must_use]
    pub fn told(person: PersonId, permission: &'static str, today: Date, clock: &Clock) -> Self {
        Self {
            scope: Scope {
                person,
                permission,
                today,
            },
            clock: clock.clone(),
        }
    }
}

/// Where a list that begins with the newest goes on.
#[derive(Clone, Copy, Debug)]
pub struct After {
    /// The moment of the last one shown.
    pub at: Millis,
    /// The last one shown.
    pub id: [u8; 16],
}

impl After {
    /// Where this request's list goes on; from the newest without a word about it.
    #[must_use]
    pub fn read(cx: &Cx) -> Self {
        let named = cx.query("after").and_then(|text| {
            let (at, id) = text.split_once('-')?;
            Some(Self {
                at: Millis(at.parse().ok()?),
                id: Uuid::try_parse(id).ok()?.into_bytes(),
            })
        });
        named.unwrap_or(Self {
            at: Millis(i64::MAX),
            id: [0xff; 16],
        })
    }
}
