//! Seeing a sealed field in full: with a reason, kept where the member reads it.

use org::tree::store::Scope;
use platform::app::App;
use platform::audit;
use platform::error::{Error, invalid};
use platform::ids::PersonId;

use super::change::last_path;
use super::store;
use crate::belonging::Act;
use crate::roster::Column;

/// Reasons to choose from; the last asks for words.
pub const REASONS: [&str; 5] = ["identity", "contact", "transfer", "report", OTHER];

/// A reason that must be said in words.
pub const OTHER: &str = "other";

/// Longest reason in words.
const LONGEST_REASON: usize = 200;

/// What somebody asks to see and why.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which sealed field.
    pub column: Column,
    /// Why: a code of [`REASONS`].
    pub reason: String,
    /// Why, in words.
    pub words: String,
}

/// The sealed field with a name.
#[must_use]
pub fn sealed_column(name: &str) -> Option<Column> {
    Column::ALL
        .into_iter()
        .find(|column| column.is_sealed() && column.identifier() == name)
}

impl Asked {
    /// The reason as it is kept.
    ///
    /// # Errors
    /// A field error without a reason, or without words where they are asked for.
    pub fn because(&self) -> Result<String, Error> {
        if !REASONS.contains(&self.reason.as_str()) {
            return Err(invalid("reason", "error-reason-missing"));
        }
        if self.reason == OTHER && self.words.is_empty() {
            return Err(invalid("reason_words", "error-reason-missing"));
        }
        if self.words.chars().count() > LONGEST_REASON {
            return Err(invalid("reason_words", "member-reason-long"));
        }
        Ok(if self.words.is_empty() {
            self.reason.clone()
        } else {
            format!("{}: {}", self.reason, self.words)
        })
    }
}

/// The field in full, after it was noted who asked for it and why. Empty when nothing is known.
///
/// # Errors
/// Outside the scope; a field error without a reason.
pub async fn unmask(
    app: &App,
    scope: Scope,
    person: PersonId,
    asked: &Asked,
) -> Result<Option<String>, Error> {
    let because = asked.because()?;
    let column = asked.column;
    let act = Act::of(scope.person, app.clock.now());
    let stored = app
        .db
        .write("unmask_member", move |tx| {
            let stored = store::find_seen(tx, scope, person)?;
            let entry = act
                .entry("member.unmask", "member")
                .on(person.0)
                .about(person)
                .within(last_path(tx, person)?)
                .because(because.clone())
                .with(serde_json::json!({ "field": column.identifier() }));
            audit::write(tx, &entry)?;
            Ok(stored)
        })
        .await?;
    Ok(stored.open(&app.sealer)?.stored(column))
}
