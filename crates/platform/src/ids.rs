//! Typed ids: UUIDv7 made by whoever creates the thing, sixteen bytes in both databases.
//!
//! An id says which thing, never when or in what order: nothing sorts or dates by it.

use crate::clock::Clock;

pub use uuid::Uuid;

/// Makes a UUIDv7 from a time and ten random bytes (RFC 9562, section 5.7).
#[must_use]
pub fn uuid_v7(now_ms: i64, random: [u8; 10]) -> uuid::Uuid {
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(now_ms).unwrap_or(0), &random)
        .into_uuid()
}

/// A fresh id from the application's clock and the system's randomness.
#[must_use]
pub fn fresh_uuid(clock: &Clock) -> uuid::Uuid {
    uuid_v7(clock.now().0, crate::random::bytes())
}

/// Declares an id type that cannot be mistaken for another.
#[macro_export]
macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// A fresh id.
            #[must_use]
            pub fn fresh(clock: &$crate::clock::Clock) -> Self {
                Self($crate::ids::fresh_uuid(clock).into_bytes())
            }

            /// Derives the same id from the same words, for seeds and idempotent imports.
            #[must_use]
            pub fn derived(namespace: &str, words: &str) -> Self {
                Self($crate::ids::derived(namespace, words))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::ids::Uuid::from_bytes(self.0).simple().fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::ids::Uuid::try_parse(text)
                    .map(|id| Self(id.into_bytes()))
                    .map_err(|_| $crate::error::not_found())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(|_| serde::de::Error::custom("not an id"))
            }
        }

        impl $crate::db::ToValue for $name {
            fn to_value(&self) -> $crate::db::Value {
                $crate::db::Value::Id(self.0)
            }
            fn kind() -> $crate::db::Kind {
                $crate::db::Kind::Id
            }
        }

        impl $crate::db::FromValue for $name {
            fn from_value(value: $crate::db::Value) -> Result<Self, $crate::db::DbError> {
                value.into_id().map(Self)
            }
        }
    };
}

/// A stable id from words: the first half of SHA-256, marked as version 8.
#[must_use]
pub fn derived(namespace: &str, words: &str) -> [u8; 16] {
    use sha2::Digest as _;
    let digest = sha2::Sha256::new()
        .chain_update(namespace.as_bytes())
        .chain_update([0])
        .chain_update(words.as_bytes())
        .finalize();
    let mut half = [0u8; 16];
    half.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(half)
        .into_uuid()
        .into_bytes()
}

typed_id!(
    /// A person: member, staff or both. The account and the member record share it.
    PersonId
);
typed_id!(
    /// A Party organisation (党组织): committee, general branch, branch or group.
    OrgId
);
typed_id!(
    /// A file in the content-addressed store.
    FileId
);
typed_id!(
    /// A durable job.
    JobId
);
