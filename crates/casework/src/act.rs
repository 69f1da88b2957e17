//! Who does something, through which grants and when, and where their lists go on.

use org::tree::pages::scope;
use org::tree::store::Scope;
use platform::clock::{Clock, Millis};
use platform::error::Error;
use platform::ids::Uuid;
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

    /// The moment of the act.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
    }
}

/// Where a list goes on: after the key and the id of the last one shown.
#[derive(Clone, Copy, Debug)]
pub struct After {
    /// The key of the last one shown.
    pub key: i64,
    /// The last one shown.
    pub id: [u8; 16],
}

impl After {
    /// Where this request's list goes on; from its beginning without a word about it.
    #[must_use]
    pub fn read(cx: &Cx) -> Self {
        Self::named(cx).unwrap_or(Self {
            key: i64::MIN,
            id: [0; 16],
        })
    }

    /// The same for a list that begins with its greatest key.
    #[must_use]
    pub fn read_back(cx: &Cx) -> Self {
        Self::named(cx).unwrap_or(Self {
            key: i64::MAX,
            id: [0xff; 16],
        })
    }

    fn named(cx: &Cx) -> Option<Self> {
        let text = cx.query("after")?;
        let (key, id) = text.split_once('~')?;
        Some(Self {
            key: key.parse().ok()?,
            id: Uuid::try_parse(id).ok()?.into_bytes(),
        })
    }
}
