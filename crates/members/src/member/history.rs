//! What was done to a member's record and by whom: for the profile and for the member.

use std::collections::HashMap;

use platform::audit::{self, Row, Turn};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::Error;
use platform::i18n::{self, Locale, say};
use platform::ids::PersonId;
use platform::{params, sql};

/// What a history shows; signing in and the like are nobody's business here.
const SHOWN: [&str; 4] = ["member.", "belonging.", "slip.", "duty."];

/// Rows read to find enough that are shown.
const READ: u32 = 100;

/// One line of a history.
#[derive(Clone, Debug)]
pub struct Line {
    /// When.
    pub at: String,
    /// What, in words.
    pub what: String,
    /// Who, by name; empty for the platform itself.
    pub who: String,
    /// Why, in words; empty where no reason is asked for.
    pub why: String,
}

/// Rows of the audit log about a person, with the names of those who acted.
pub struct Told(Vec<(Row, String)>);

/// What concerns a member, the newest first. The caller has judged the scope.
///
/// # Errors
/// The database's.
pub fn of(tx: &mut Tx<'_>, person: PersonId) -> Result<Told, Error> {
    let mut names: HashMap<PersonId, String> = HashMap::new();
    let mut told = Vec::new();
    for row in audit::of_subject(tx, person, Turn::NEWEST, READ)? {
        if !SHOWN.iter().any(|prefix| row.action.starts_with(prefix)) {
            continue;
        }
        let name = match row.actor {
            None => String::new(),
            Some(actor) => match names.get(&actor) {
                Some(name) => name.clone(),
                None => {
                    let found: Option<(String,)> =
                        tx.opt(sql!("sql/name_of.sql"), params![actor])?;
                    let name = found.map(|row| row.0).unwrap_or_default();
                    names.insert(actor, name.clone());
                    name
                }
            },
        };
        told.push((row, name));
    }
    if let Some(brought) = import(tx, person)? {
        let place = told
            .iter()
            .take_while(|(row, _)| row.at > brought.0.at)
            .count();
        told.insert(place, brought);
    }
    Ok(Told(told))
}

/// The roster that brought somebody: one entry of the log stands for all its members.
fn import(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<(Row, String)>, Error> {
    let found: Option<(Millis, Option<String>)> =
        tx.opt(sql!("sql/brought_by.sql"), params![person])?;
    Ok(found.map(|(at, by)| {
        let row = Row {
            id: person.0,
            seq: 0,
            at,
            actor: None,
            action: "member.import".to_owned(),
            object_kind: "member".to_owned(),
            object_id: Some(person.0),
            subject: Some(person),
            org_path: String::new(),
            reason: None,
            detail: String::new(),
        };
        (row, by.unwrap_or_default())
    }))
}

impl Told {
    /// Leaves out what tells of sanctions, for a reader who may not know of them.
    #[must_use]
    pub fn without_sanctions(mut self) -> Self {
        let names = r#""field":"sanction""#;
        self.0.retain(|(row, _)| !row.detail.contains(names));
        self
    }

    /// The lines in a language.
    #[must_use]
    pub fn lines(&self, locale: Locale) -> Vec<Line> {
        self.0
            .iter()
            .map(|(row, who)| Line {
                at: row.at.minute_text(),
                what: what(row, locale),
                who: who.clone(),
                why: why(row.reason.as_deref().unwrap_or_default(), locale),
            })
            .collect()
    }
}

fn what(row: &Row, locale: Locale) -> String {
    let key = format!("member-act-{}", row.action.replace(['.', '_'], "-"));
    let key = if i18n::has(Locale::ZhCn, &key) {
        key
    } else {
        "member-act-other".to_owned()
    };
    let detail: serde_json::Value = serde_json::from_str(&row.detail).unwrap_or_default();
    let fields = fields(&detail, locale);
    say(locale, &key, &[("fields", &fields)])
}

/// The fields an entry names, by their titles.
fn fields(detail: &serde_json::Value, locale: Locale) -> String {
    let one = detail.get("field").into_iter();
    let many = detail
        .get("fields")
        .and_then(|value| value.as_array())
        .into_iter()
        .flatten();
    let between = say(locale, "member-list-comma", &[]);
    one.chain(many)
        .filter_map(|value| value.as_str())
        .map(|name| title(name, locale))
        .collect::<Vec<_>>()
        .join(&between)
}

/// The words of a field in a language.
#[must_use]
pub fn title(identifier: &str, locale: Locale) -> String {
    let key = format!("member-{}", identifier.replace('_', "-"));
    if i18n::has(Locale::ZhCn, &key) {
        say(locale, &key, &[])
    } else {
        identifier.to_owned()
    }
}

/// A reason: a code of the list, words, or both.
fn why(reason: &str, locale: Locale) -> String {
    let (code, words) = reason.split_once(": ").unwrap_or((reason, ""));
    let key = format!("audit-reason-{code}");
    let code = if i18n::has(Locale::ZhCn, &key) {
        say(locale, &key, &[])
    } else {
        code.to_owned()
    };
    if words.is_empty() {
        return code;
    }
    say(
        locale,
        "audit-reason-and-words",
        &[("reason", &code), ("words", &words)],
    )
}
