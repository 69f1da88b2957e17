//! Where a list goes on: after a key and an id, never after a number of rows.

use super::context::Cx;
use crate::db::Value;
use crate::ids::Uuid;

/// The last one shown of a list ordered by a key and an id.
#[derive(Clone, Copy, Debug)]
pub struct After {
    /// Its key: a moment, or a number.
    pub key: i64,
    /// Its id.
    pub id: [u8; 16],
}

impl After {
    /// Where this request's list goes on; from its least key without a word about it.
    #[must_use]
    pub fn read(cx: &Cx) -> Self {
        Self::named(cx).unwrap_or(Self {
            key: i64::MIN,
            id: [0; 16],
        })
    }

    /// The same for a list that begins with its greatest key: the newest.
    #[must_use]
    pub fn read_back(cx: &Cx) -> Self {
        Self::named(cx).unwrap_or(Self {
            key: i64::MAX,
            id: [0xff; 16],
        })
    }

    /// The id as a parameter.
    #[must_use]
    pub fn id(&self) -> Value {
        Value::Id(self.id)
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
