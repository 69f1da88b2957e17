//! Values that travel between Rust and either database: five kinds, nulls typed.
//!
//! PostgreSQL refuses a text-typed NULL in a number column, so a null knows its kind.

use jiff::civil::Date;

use super::DbError;
use crate::clock::Millis;

/// What a column holds. Booleans are 0/1 integers, times epoch milliseconds, dates text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// 64-bit integer.
    Int,
    /// Double precision.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Sixteen-byte id: BLOB on SQLite, uuid on PostgreSQL.
    Id,
}

/// One cell on its way in or out.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Nothing, of a kind.
    Null(Kind),
    /// Integer.
    Int(i64),
    /// Real.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Id.
    Id([u8; 16]),
}

impl Value {
    /// Reads an id, which SQLite hands out as plain bytes.
    ///
    /// # Errors
    /// When the cell holds something else.
    pub fn into_id(self) -> Result<[u8; 16], DbError> {
        match self {
            Self::Id(id) => Ok(id),
            Self::Bytes(bytes) => bytes.try_into().map_err(|_| DbError::decode("id")),
            _ => Err(DbError::decode("id")),
        }
    }

    /// The kind of this value.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null(kind) => *kind,
            Self::Int(_) => Kind::Int,
            Self::Real(_) => Kind::Real,
            Self::Text(_) => Kind::Text,
            Self::Bytes(_) => Kind::Bytes,
            Self::Id(_) => Kind::Id,
        }
    }
}

/// What can be bound to a parameter.
pub trait ToValue {
    /// The value to bind.
    fn to_value(&self) -> Value;
    /// Its kind, which a null needs.
    fn kind() -> Kind;
}

/// What can be read from a column.
pub trait FromValue: Sized {
    /// Reads the cell.
    ///
    /// # Errors
    /// When the cell holds another kind.
    fn from_value(value: Value) -> Result<Self, DbError>;
}

macro_rules! integer {
    ($($t:ty),*) => {$(
        impl ToValue for $t {
            fn to_value(&self) -> Value { Value::Int(i64::from(*self)) }
            fn kind() -> Kind { Kind::Int }
        }
    )*};
}
integer!(i64, i32, u32, u16, u8, bool);

impl ToValue for usize {
    fn to_value(&self) -> Value {
        Value::Int(i64::try_from(*self).unwrap_or(i64::MAX))
    }
    fn kind() -> Kind {
        Kind::Int
    }
}

impl ToValue for f64 {
    fn to_value(&self) -> Value {
        Value::Real(*self)
    }
    fn kind() -> Kind {
        Kind::Real
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
    fn kind() -> Kind {
        Kind::Text
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn kind() -> Kind {
        Kind::Text
    }
}

impl ToValue for Vec<u8> {
    fn to_value(&self) -> Value {
        Value::Bytes(self.clone())
    }
    fn kind() -> Kind {
        Kind::Bytes
    }
}

impl ToValue for [u8] {
    fn to_value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
    fn kind() -> Kind {
        Kind::Bytes
    }
}

impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
    fn kind() -> Kind {
        Kind::Bytes
    }
}

impl ToValue for Millis {
    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
    fn kind() -> Kind {
        Kind::Int
    }
}

impl ToValue for Date {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
    fn kind() -> Kind {
        Kind::Text
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref()
            .map_or(Value::Null(T::kind()), ToValue::to_value)
    }
    fn kind() -> Kind {
        T::kind()
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
    fn kind() -> Kind {
        T::kind()
    }
}

impl ToValue for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }
    fn kind() -> Kind {
        Kind::Text
    }
}

impl FromValue for Value {
    fn from_value(value: Value) -> Result<Self, DbError> {
        Ok(value)
    }
}

impl FromValue for i64 {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Int(n) => Ok(n),
            _ => Err(DbError::decode("integer")),
        }
    }
}

macro_rules! narrow {
    ($($t:ty),*) => {$(
        impl FromValue for $t {
            fn from_value(value: Value) -> Result<Self, DbError> {
                <$t>::try_from(i64::from_value(value)?).map_err(|_| DbError::decode(stringify!($t)))
            }
        }
    )*};
}
narrow!(i32, u32, u16, u8, usize);

impl FromValue for bool {
    fn from_value(value: Value) -> Result<Self, DbError> {
        Ok(i64::from_value(value)? != 0)
    }
}

impl FromValue for f64 {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Real(n) => Ok(n),
            #[expect(
                clippy::cast_precision_loss,
                reason = "SQLite may hand a whole real as integer"
            )]
            Value::Int(n) => Ok(n as f64),
            _ => Err(DbError::decode("real")),
        }
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Text(text) => Ok(text),
            _ => Err(DbError::decode("text")),
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Bytes(bytes) => Ok(bytes),
            Value::Id(id) => Ok(id.to_vec()),
            _ => Err(DbError::decode("bytes")),
        }
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: Value) -> Result<Self, DbError> {
        Vec::from_value(value)?
            .try_into()
            .map_err(|_| DbError::decode("bytes of fixed length"))
    }
}

impl FromValue for Millis {
    fn from_value(value: Value) -> Result<Self, DbError> {
        i64::from_value(value).map(Self)
    }
}

impl FromValue for Date {
    fn from_value(value: Value) -> Result<Self, DbError> {
        String::from_value(value)?
            .parse()
            .map_err(|_| DbError::decode("date"))
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Null(_) => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

/// The cells of one row, read from left to right.
pub struct Cells(std::vec::IntoIter<Value>);

impl Cells {
    pub(super) fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// Reads the next column.
    ///
    /// # Errors
    /// When the row has no further column or it holds another kind.
    #[expect(
        clippy::should_implement_trait,
        reason = "each column has its own type"
    )]
    pub fn next<T: FromValue>(&mut self) -> Result<T, DbError> {
        T::from_value(
            self.0
                .next()
                .ok_or_else(|| DbError::decode("a further column"))?,
        )
    }
}

/// What a row can become.
pub trait FromRow: Sized {
    /// Reads the row's columns in their order.
    ///
    /// # Errors
    /// When a column is missing or of another kind.
    fn from_row(cells: &mut Cells) -> Result<Self, DbError>;
}

macro_rules! tuple_row {
    ($($t:ident),+) => {
        impl<$($t: FromValue),+> FromRow for ($($t,)+) {
            fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
                Ok(($(cells.next::<$t>()?,)+))
            }
        }
    };
}
tuple_row!(A);
tuple_row!(A, B);
tuple_row!(A, B, C);
tuple_row!(A, B, C, D);
tuple_row!(A, B, C, D, E);
tuple_row!(A, B, C, D, E, F);
tuple_row!(A, B, C, D, E, F, G);
tuple_row!(A, B, C, D, E, F, G, H);

/// Implements [`FromRow`] for a struct whose columns come in the order named.
#[macro_export]
macro_rules! from_row {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::db::FromRow for $name {
            fn from_row(cells: &mut $crate::db::Cells) -> Result<Self, $crate::db::DbError> {
                Ok(Self { $($field: cells.next()?),+ })
            }
        }
    };
}

/// The parameters of a statement.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$($crate::db::ToValue::to_value(&$value)),*]
    };
}
