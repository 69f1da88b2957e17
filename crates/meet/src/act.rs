//! Who does something, through which grants and when.

use org::tree::pages::scope;
use org::tree::store::Scope;
use org::{Org, tree::store as orgs};
use platform::audit::{self, Entry};
use platform::clock::{Clock, Millis};
use platform::crypto::Sealer;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::web::Cx;

/// Who does something, and when.
#[derive(Clone)]
pub struct Act {
    /// Through which grants.
    pub scope: Scope,
    /// By the application's clock.
    pub clock: Clock,
    /// Opens what a sanction says about a vote.
    pub sealer: Sealer,
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
            sealer: cx.app.sealer.clone(),
        })
    }

    /// Who acts.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.scope.person
    }

    /// When.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// Writes the audit row of what was done to a thing of an organisation.
    ///
    /// # Errors
    /// The database's.
    pub fn note(
        &self,
        tx: &mut Tx<'_>,
        action: &'static str,
        id: [u8; 16],
        org: OrgId,
    ) -> Result<Org, Error> {
        let kind = action.split('.').next().unwrap_or(action);
        let org = orgs::find(tx, org)?;
        let entry = Entry::new(self.now(), action, kind)
            .by(self.person())
            .on(id)
            .within(org.path.as_str());
        audit::write(tx, &entry)?;
        Ok(org)
    }
}
