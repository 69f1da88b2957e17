//! Between which places of the list's order everybody lies whom a search finds, so that a walk
//! along its index begins at the first of them: whoever looks for 王 does not pass all others.

use platform::db::{DbError, ToValue as _, Tx, Value};
use platform::{params, sql};

use super::search::end_of;
use super::{Sort, Term};

/// The first and the last sort key among those whose name begins with a search's words; nothing
/// when there are none.
///
/// # Errors
/// The database's.
pub(super) fn bounds(
    tx: &mut Tx<'_>,
    term: &Term,
    sort: Sort,
) -> Result<Option<[Value; 2]>, DbError> {
    let words = term.words();
    let range = params![words, end_of(words)];
    match (term, sort) {
        // Spelling, its first letters and the key of the order begin with the same letter.
        (Term::Latin(_), Sort::Pinyin) => {
            let letter: String = words.chars().take(1).collect();
            let last = end_of(&letter);
            Ok(Some([letter.to_value(), last.to_value()]))
        }
        (_, Sort::Pinyin) => {
            let (first, last): (Option<String>, Option<String>) =
                tx.one(sql!("sql/bounds_pinyin.sql"), range)?;
            Ok(pair(first, last, Value::Text))
        }
        (_, Sort::Stroke) => {
            let statement = match term {
                Term::Latin(_) => sql!("sql/bounds_spelled.sql"),
                _ => sql!("sql/bounds_stroke.sql"),
            };
            let (first, last): (Option<Vec<u8>>, Option<Vec<u8>>) = tx.one(statement, range)?;
            Ok(pair(first, last, Value::Bytes))
        }
    }
}

fn pair<T>(first: Option<T>, last: Option<T>, value: fn(T) -> Value) -> Option<[Value; 2]> {
    Some([value(first?), value(last?)])
}
