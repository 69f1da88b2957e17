//! The audit log for the auditor: by kind, day and words, page by page, and as a workbook.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::audit_chain::{Chain, chain};
use super::detail::{self, Line};
use crate::audit::{Row, Turn};
use crate::auth::account::pages::encoded;
use crate::auth::{log, policy};
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::rules::Rules;
use crate::web::{Answer, Cx, Form, View};
use crate::{params, sql};

/// Entries on a page.
const PAGE: usize = 50;
/// Entries read at once while looking for words.
const SLICE: u32 = 500;
/// Slices read for one page: a search goes on from there by a link, so that no page takes long.
const SLICES: usize = 10;

/// Kinds of actions to look for, by the first part of their name.
const GROUPS: &[&str] = &[
    "account",
    "session",
    "slip",
    "staff_link",
    "invitation",
    "member",
    "belonging",
    "org",
    "duty",
    "term",
    "material",
    "course",
    "plan",
    "question",
    "paper",
    "test",
    "rule",
    "complaint",
    "job",
    "log",
    "city",
];

#[derive(askama::Template)]
#[template(path = "auth/audit.html")]
struct Log {
    v: View,
    f: Form,
    groups: Vec<(&'static str, String)>,
    entries: Vec<Shown>,
    next: Option<String>,
    chain: Option<Chain>,
    days: i64,
}

/// An entry in words.
pub(super) struct Shown {
    pub(super) at: String,
    pub(super) what: String,
    pub(super) who: String,
    pub(super) whom: String,
    pub(super) reason: String,
    pub(super) facts: Vec<Line>,
}

impl Shown {
    fn contains(&self, words: &str) -> bool {
        let facts = self.facts.iter().map(|(_, value)| value);
        let mut texts = [&self.what, &self.who, &self.whom, &self.reason]
            .into_iter()
            .chain(facts);
        texts.any(|text| text.to_lowercase().contains(words))
    }
}

/// What was asked for.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) group: String,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) words: String,
    pub(super) turn: Turn,
}

impl Asked {
    /// Reads what was asked for by the names of its fields.
    pub(super) fn read(field: impl Fn(&str) -> Option<String>) -> Self {
        let day = |name| field(name).and_then(|text| text.parse().ok());
        Self {
            group: field("kind")
                .filter(|kind| GROUPS.contains(&kind.as_str()))
                .unwrap_or_default(),
            from: day("from"),
            to: day("to"),
            words: field("q").unwrap_or_default().trim().to_lowercase(),
            turn: field("after")
                .and_then(|turn| log::turn(&turn))
                .unwrap_or(Turn::NEWEST),
        }
    }

    /// Whether an entry has the words that were asked for.
    pub(super) fn takes(&self, entry: &Shown) -> bool {
        self.words.is_empty() || entry.contains(&self.words)
    }

    fn address(&self, turn: Turn) -> String {
        format!(
            "/ops/audit?kind={}&from={}&to={}&q={}&after={}-{}",
            encoded(&self.group),
            day_text(self.from),
            day_text(self.to),
            encoded(&self.words),
            turn.at.0,
            turn.seq
        )
    }
}

/// A day as a form has it.
pub(super) fn day_text(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The log, newest first.
///
/// # Errors
/// The database's.
pub async fn list(cx: Cx) -> Answer {
    let asked = Asked::read(|name| cx.query(name));
    cx.page(&log_page(&cx, asked, None).await?)
}

/// The page, also with what stood in an export's way.
pub(super) async fn log_page(
    cx: &Cx,
    asked: Asked,
    refused: Option<crate::error::Error>,
) -> Result<impl askama::Template, crate::error::Error> {
    let reader = Reading::of(cx)?;
    let wanted = asked.clone();
    let (entries, next) = cx
        .app
        .db
        .read("audit_log", move |tx| Ok(reader.page(tx, &wanted)?))
        .await?;
    let mut f = Form::filled(
        cx,
        [
            ("kind", asked.group.clone()),
            ("from", day_text(asked.from)),
            ("to", day_text(asked.to)),
            ("q", asked.words.clone()),
        ],
    );
    if let Some(error) = refused {
        f.take(error)?;
    }
    let group = |group: &&'static str| {
        let key = format!("audit-group-{}", group.replace('_', "-"));
        (*group, cx.t(&key))
    };
    Ok(Log {
        chain: chain(cx),
        v: cx.view().await?,
        f,
        groups: GROUPS.iter().map(group).collect(),
        entries,
        next: next.map(|turn| asked.address(turn)),
        days: policy::current().audit_days,
    })
}

/// Who reads the log, and what it takes to put it into words.
#[derive(Clone)]
pub(super) struct Reading {
    person: PersonId,
    today: Date,
    locale: Locale,
    rules: std::sync::Arc<Rules>,
}

impl Reading {
    pub(super) fn of(cx: &Cx) -> Result<Self, crate::error::Error> {
        Ok(Self {
            person: cx.person()?,
            today: cx.app.clock.today(),
            locale: cx.locale,
            rules: cx.app.rules.now(),
        })
    }

    /// One page, and where the next one begins.
    fn page(&self, tx: &mut Tx<'_>, asked: &Asked) -> Result<(Vec<Shown>, Option<Turn>), DbError> {
        let (mut found, mut turn) = (Vec::new(), asked.turn);
        // Without words the first entries are the page, and one more says that there are others.
        let limit = if asked.words.is_empty() { 51 } else { SLICE };
        for _ in 0..SLICES {
            let slice = self.slice(tx, asked, turn, limit)?;
            let ends = slice.len() < limit as usize;
            for (row, shown) in slice {
                let fits = asked.takes(&shown);
                if fits && found.len() == PAGE {
                    return Ok((found, Some(turn)));
                }
                turn = Turn::below(&row);
                if fits {
                    found.push(shown);
                }
            }
            if ends {
                return Ok((found, None));
            }
        }
        Ok((found, Some(turn)))
    }

    /// The next entries in words, below a turn.
    pub(super) fn slice(
        &self,
        tx: &mut Tx<'_>,
        asked: &Asked,
        turn: Turn,
        limit: u32,
    ) -> Result<Vec<(Row, Shown)>, DbError> {
        let rows = self.rows(tx, asked, turn, limit)?;
        let persons = rows.iter().flat_map(|row| {
            let told = detail::persons(&row.detail);
            [row.actor, row.subject].into_iter().flatten().chain(told)
        });
        let names = log::names(tx, persons.collect::<Vec<_>>().into_iter())?;
        let shown = |row: Row| {
            let words = self.shown(&row, &names);
            (row, words)
        };
        Ok(rows.into_iter().map(shown).collect())
    }

    fn rows(
        &self,
        tx: &mut Tx<'_>,
        asked: &Asked,
        turn: Turn,
        limit: u32,
    ) -> Result<Vec<Row>, DbError> {
        let from = asked.from.map_or(Millis(0), Millis::start_of);
        let to = asked
            .to
            .and_then(|day| day.checked_add(1.day()).ok())
            .map_or(Millis(i64::MAX), Millis::start_of);
        let (low, high) = if asked.group.is_empty() {
            (String::new(), "~".to_owned())
        } else {
            (format!("{}.", asked.group), format!("{}.~", asked.group))
        };
        tx.all(
            sql!("sql/audit_page.sql"),
            params![
                self.person,
                self.today,
                turn.at,
                turn.seq,
                from,
                to,
                low,
                high,
                limit
            ],
        )
    }

    fn shown(&self, row: &Row, names: &log::Names) -> Shown {
        let say = |key: &str| crate::i18n::say(self.locale, key, &[]);
        let name = |person: PersonId| {
            let known = names.get(&person).cloned();
            known.unwrap_or_else(|| say("auth-looks-somebody"))
        };
        let reader = detail::Reader {
            locale: self.locale,
            names,
            rules: &self.rules,
        };
        Shown {
            at: row.at.minute_text(),
            what: log::words(self.locale, &row.action),
            who: row.actor.map_or_else(|| say("auth-looks-platform"), name),
            whom: row.subject.map(name).unwrap_or_default(),
            reason: log::reason(self.locale, row.reason.as_deref().unwrap_or_default()),
            facts: detail::lines(&reader, &row.detail),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GROUPS;
    use crate::i18n::{Locale, has};

    /// The other way round tidy looks: an action of a group that has words has words itself.
    #[test]
    fn every_group_is_called_something_in_both_languages() {
        for group in GROUPS {
            let key = format!("audit-group-{}", group.replace('_', "-"));
            assert!(Locale::ALL.iter().all(|locale| has(*locale, &key)), "{key}");
        }
    }
}
