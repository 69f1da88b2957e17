//! Small sets of words that are stored and shown: a code, and the word key beside it.

/// Declares a set of codes. `words` is what its word keys begin with.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident of $words:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every one, in the order forms show them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As stored and sent.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// From what was stored or sent.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }

            /// Its word key.
            #[must_use]
            pub fn key(self) -> String {
                format!(concat!($words, "-{}"), self.code().replace('_', "-"))
            }
        }

        impl platform::db::ToValue for $name {
            fn to_value(&self) -> platform::db::Value {
                platform::db::Value::Text(self.code().to_owned())
            }
            fn kind() -> platform::db::Kind { platform::db::Kind::Text }
        }

        impl platform::db::FromValue for $name {
            fn from_value(value: platform::db::Value) -> Result<Self, platform::db::DbError> {
                let code = String::from_value(value)?;
                Self::from_code(&code)
                    .ok_or_else(|| platform::db::DbError::Decode(stringify!($name).to_owned()))
            }
        }
    };
}
pub(crate) use coded;
