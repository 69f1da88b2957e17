//! Enumerations that stand in the database and in word keys by a code.

/// Declares one: its codes, [`ToValue`](platform::db::ToValue) and back.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every one, in the order pages show them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code stored and used in word keys.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        impl platform::db::ToValue for $name {
            fn to_value(&self) -> platform::db::Value {
                platform::db::Value::Text(self.code().to_owned())
            }
            fn kind() -> platform::db::Kind {
                platform::db::Kind::Text
            }
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
