//! A statement from a `.sql` file: written once with `$1`, run on both engines.

use std::sync::OnceLock;

/// A statement and what SQLite sees of it. Made by [`crate::sql!`] only.
pub struct Sql {
    text: &'static str,
    sqlite: OnceLock<String>,
}

impl Sql {
    /// Used by the macro.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            sqlite: OnceLock::new(),
        }
    }

    /// As written, for PostgreSQL.
    #[must_use]
    pub fn postgres(&self) -> &'static str {
        self.text
    }

    /// With `$n` turned into `?n`.
    #[must_use]
    pub fn sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| numbered(self.text))
    }
}

/// Names a statement file beside the source that uses it.
#[macro_export]
macro_rules! sql {
    ($file:literal) => {{
        static SQL: $crate::db::Sql = $crate::db::Sql::new(include_str!($file));
        &SQL
    }};
}

/// SQLite takes `$1` as a *name*, numbered by first appearance, so `select $2, $1` would bind
/// crosswise; `?1` is a position. Text literals and comments stay as they are.
#[must_use]
pub fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut quote: Option<char> = None;
    let mut comment = false;
    while let Some(c) = chars.next() {
        match (c, quote, comment) {
            ('\n', _, true) => comment = false,
            (_, _, true) => {}
            (_, Some(open), _) if c == open => quote = None,
            (_, Some(_), _) => {}
            ('\'' | '"', None, _) => quote = Some(c),
            ('-', None, _) if chars.peek() == Some(&'-') => comment = true,
            ('$', None, _) if chars.peek().is_some_and(char::is_ascii_digit) => {
                out.push('?');
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn only_parameters_change() {
        assert_eq!(
            numbered("select $2, '$1', $1 -- $3\n, $3"),
            "select ?2, '$1', ?1 -- $3\n, ?3"
        );
    }
}
