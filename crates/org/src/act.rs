//! Who does something, through which grants and when.

use jiff::civil::Date;
use platform::clock::{Clock, Millis};
use platform::error::Error;
use platform::ids::PersonId;
use platform::web::Cx;

use crate::tree::pages::scope;
use crate::tree::store::Scope;

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

    /// The moment of the act.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
    }
}
