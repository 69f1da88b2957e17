//! Jobs in words: what each kind does, and what went wrong, for somebody who reads no source.

use crate::i18n::{Locale, has, say};

/// What a kind of job does: `roster.take_in` is job-kind-roster-take-in.
#[must_use]
pub fn kind(locale: Locale, kind: &str) -> String {
    let key = key_of(kind);
    if has(locale, &key) {
        say(locale, &key, &[])
    } else {
        kind.to_owned()
    }
}

/// Whether a kind of job has words in every language.
#[must_use]
pub fn is_named(kind: &str) -> bool {
    let key = key_of(kind);
    Locale::ALL.iter().all(|locale| has(*locale, &key))
}

fn key_of(kind: &str) -> String {
    format!("job-kind-{}", kind.replace(['.', '_'], "-"))
}

/// How an error begins, as it is kept with the job, and what is said of it.
const SAID: [(&str, &str); 16] = [
    ("internal: every try ended", "job-error-died"),
    ("internal: no handler", "job-error-unknown"),
    ("internal: the handler panicked", "job-error-broke"),
    ("internal: the lease went", "job-error-taken-over"),
    ("internal", "job-error-ours"),
    ("not found", "job-error-gone"),
    ("no row", "job-error-gone"),
    ("conflict", "job-error-refused"),
    ("invalid input", "job-error-refused"),
    ("bad request", "job-error-refused"),
    ("the key exists", "job-error-refused"),
    ("the disk is full", "job-error-full"),
    ("the database", "job-error-database"),
    ("the deadline", "job-error-database"),
    ("serialisation conflict", "job-error-database"),
    ("busy", "job-error-database"),
];

/// What went wrong, and what to do about it.
pub(super) fn error(locale: Locale, text: &str) -> String {
    let known = SAID.iter().find(|(begins, _)| text.starts_with(begins));
    say(locale, known.map_or("job-error-other", |(_, key)| key), &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::DbError;
    use crate::error::{Error, busy, conflict, internal, invalid, not_found};

    #[test]
    fn what_went_wrong_is_said() {
        let said = |error: Error| super::error(Locale::En, &error.to_string());
        let other = super::error(Locale::En, "something nobody thought of");
        for error in [
            not_found(),
            conflict("x"),
            invalid("x", "x"),
            busy(),
            internal("no handler for this kind"),
            internal("the handler panicked"),
            internal("every try ended with the death of its process"),
            internal("the lease went to another runner"),
            internal("anything else"),
            Error::Db(DbError::Full),
            Error::Db(DbError::Closed),
            Error::Db(DbError::Deadline("x")),
            Error::Db(DbError::NoRow),
            Error::Db(DbError::Conflict),
        ] {
            let words = error.to_string();
            assert_ne!(said(error), other, "{words}");
        }
    }
}
