//! What can go wrong, said in a person's words.
//!
//! Abilities return these; they become a page or problem+json in one place
//! ([`crate::web::respond`]), which also logs what the operator must know. Constructors read
//! like prose: `not_found()`, `conflict("test-closed")`.

use std::time::Duration;

use crate::db::DbError;

/// A failure on its way to a person.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// It is not there, or lies outside what the person may see: the two look the same.
    #[error("not found")]
    NotFound,
    /// Signed in, but without the duty for it.
    #[error("not permitted")]
    Forbidden,
    /// Not signed in.
    #[error("not signed in")]
    SignInFirst,
    /// What was typed cannot be taken; by field.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The thing's state does not allow it (any more).
    #[error("conflict: {0:?}")]
    Conflict(Message),
    /// The request makes no sense.
    #[error("bad request: {0:?}")]
    BadRequest(Message),
    /// More was sent than this place takes.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// What it takes, in bytes.
        limit: usize,
    },
    /// Too much at once; what was typed is not lost.
    #[error("busy, again in {0:?}")]
    Busy(Duration),
    /// The database's failure.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A fault of ours.
    #[error("internal: {0}")]
    Internal(String),
}

/// A message of the word list with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The key in `locales/`.
    pub key: &'static str,
    /// Arguments by name.
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name; empty for the form as a whole.
    pub field: String,
    /// What is wrong.
    pub message: Message,
}

impl Error {
    /// Whether running the same operation again may succeed.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_transient())
    }

    /// Whether a unique key stood in the way.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_unique())
    }
}

/// It is not there for this person.
#[must_use]
pub fn not_found() -> Error {
    Error::NotFound
}

/// The person has no duty for it.
#[must_use]
pub fn forbidden() -> Error {
    Error::Forbidden
}

/// The person must sign in first.
#[must_use]
pub fn sign_in_first() -> Error {
    Error::SignInFirst
}

/// The state of the thing does not allow it.
#[must_use]
pub fn conflict(key: &'static str) -> Error {
    Error::Conflict(Message::new(key))
}

/// The request makes no sense.
#[must_use]
pub fn bad_request(key: &'static str) -> Error {
    Error::BadRequest(Message::new(key))
}

/// One field is wrong.
#[must_use]
pub fn invalid(field: impl Into<String>, key: &'static str) -> Error {
    Error::Invalid(vec![FieldError {
        field: field.into(),
        message: Message::new(key),
    }])
}

/// Come back in a moment.
#[must_use]
pub fn busy() -> Error {
    Error::Busy(a_moment())
}

/// When somebody who was sent away may come back: two to five seconds by chance, so that a hall
/// of phones refused together does not come back together.
#[must_use]
pub fn a_moment() -> Duration {
    let [chance] = crate::random::bytes::<1>();
    Duration::from_secs(2 + u64::from(chance % 4))
}

/// A fault of ours; the words are for the log.
#[must_use]
pub fn internal(words: impl Into<String>) -> Error {
    Error::Internal(words.into())
}

/// Turns "no row" into "not found": for loads by id through a person's grants.
pub trait OrNotFound<T> {
    /// The row, or [`Error::NotFound`].
    ///
    /// # Errors
    /// [`Error::NotFound`] without a row; otherwise the database's.
    fn or_not_found(self) -> Result<T, Error>;
}

impl<T> OrNotFound<T> for Result<Option<T>, DbError> {
    fn or_not_found(self) -> Result<T, Error> {
        self?.ok_or(Error::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::a_moment;

    #[test]
    fn not_everybody_comes_back_at_once() {
        let seconds: BTreeSet<u64> = (0..200).map(|_| a_moment().as_secs()).collect();
        assert_eq!(seconds, BTreeSet::from([2, 3, 4, 5]));
    }
}
