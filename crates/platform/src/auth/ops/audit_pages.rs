//! The audit log for the auditor: by kind and day, page by page, and whether its chain holds.

use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::Date;
use parking_lot::Mutex;

use crate::app::App;
use crate::audit::{self, Report, Row, Turn};
use crate::auth::account::pages::encoded;
use crate::auth::log;
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::error::{Error, internal};
use crate::ids::PersonId;
use crate::web::respond::go;
use crate::web::{Answer, Cx, Form, View};
use crate::{params, sql};

/// Entries on a page.
const PAGE: u32 = 50;
/// How long the page waits for the chain to be walked before it says that it is under way.
const PATIENCE: Duration = Duration::from_secs(3);

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
}

struct Shown {
    at: String,
    what: String,
    who: String,
    whom: String,
    reason: String,
    detail: String,
}

/// What the page says of the chain.
struct Chain {
    holds: bool,
    under_way: bool,
    words: String,
}

/// What was asked for.
#[derive(Clone)]
struct Asked {
    group: String,
    from: Option<Date>,
    to: Option<Date>,
    turn: Turn,
}

impl Asked {
    fn read(cx: &Cx) -> Self {
        let day = |name| cx.query(name).and_then(|text| text.parse().ok());
        Self {
            group: cx
                .query("kind")
                .filter(|kind| GROUPS.contains(&kind.as_str()))
                .unwrap_or_default(),
            from: day("from"),
            to: day("to"),
            turn: cx
                .query("after")
                .and_then(|turn| log::turn(&turn))
                .unwrap_or(Turn::NEWEST),
        }
    }

    fn address(&self, row: &Row) -> String {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        format!(
            "/ops/audit?kind={}&from={}&to={}&after={}",
            encoded(&self.group),
            day(self.from),
            day(self.to),
            log::mark(row)
        )
    }
}

/// The log, newest first.
///
/// # Errors
/// The database's.
pub async fn list(cx: Cx) -> Answer {
    let asked = Asked::read(&cx);
    let (person, today, wanted) = (cx.person()?, cx.app.clock.today(), asked.clone());
    let (mut rows, names) = cx
        .app
        .db
        .read("audit_log", move |tx| {
            let rows = page(tx, person, today, &wanted)?;
            let persons = rows
                .iter()
                .flat_map(|row: &Row| [row.actor, row.subject])
                .flatten();
            let names = log::names(tx, persons)?;
            Ok((rows, names))
        })
        .await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| more).map(|row| asked.address(row));
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let f = Form::filled(
        &cx,
        [
            ("kind", asked.group.clone()),
            ("from", day(asked.from)),
            ("to", day(asked.to)),
        ],
    );
    let groups = GROUPS
        .iter()
        .map(|group| {
            (
                *group,
                cx.t(&format!("audit-group-{}", group.replace('_', "-"))),
            )
        })
        .collect();
    let entries = rows.iter().map(|row| shown(&cx, row, &names)).collect();
    cx.page(&Log {
        chain: chain(&cx),
        v: cx.view().await?,
        f,
        groups,
        entries,
        next,
    })
}

fn page(
    tx: &mut Tx<'_>,
    person: PersonId,
    today: Date,
    asked: &Asked,
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
            person,
            today,
            asked.turn.at,
            asked.turn.seq,
            from,
            to,
            low,
            high,
            PAGE + 1
        ],
    )
}

fn shown(cx: &Cx, row: &Row, names: &log::Names) -> Shown {
    let name = |person: Option<PersonId>| match person {
        Some(person) => names
            .get(&person)
            .cloned()
            .unwrap_or_else(|| cx.t("auth-looks-somebody")),
        None => String::new(),
    };
    Shown {
        at: row.at.minute_text(),
        what: log::words(cx.locale, &row.action),
        who: row
            .actor
            .map_or_else(|| cx.t("auth-looks-platform"), |actor| name(Some(actor))),
        whom: name(row.subject),
        reason: log::reason(cx.locale, row.reason.as_deref().unwrap_or_default()),
        detail: if row.detail == "{}" {
            String::new()
        } else {
            row.detail.clone()
        },
    }
}

/// What the last walk over the chain found.
#[derive(Default)]
struct Walk(Mutex<State>);

#[derive(Default)]
struct State {
    under_way: bool,
    last: Option<(Millis, Report)>,
}

fn chain(cx: &Cx) -> Option<Chain> {
    let walk = cx.app.rooms.get::<Walk>()?;
    let state = walk.0.lock();
    if state.under_way {
        let words = cx.t("auth-audit-walking");
        return Some(Chain {
            holds: true,
            under_way: true,
            words,
        });
    }
    let (at, report) = state.last.as_ref()?;
    let at = at.minute_text();
    let words = if report.holds() {
        let args: [(&str, &dyn crate::i18n::Arg); 3] = [
            ("at", &at),
            ("linked", &report.linked),
            ("tail", &report.unsealed),
        ];
        cx.ta("auth-audit-holds", &args)
    } else {
        cx.ta(
            "auth-audit-broken",
            &[("at", &at), ("linked", &report.linked)],
        )
    };
    Some(Chain {
        holds: report.holds(),
        under_way: false,
        words,
    })
}

/// Walks the chain; a long one goes on behind the answer.
///
/// # Errors
/// The database's.
pub async fn verify(cx: Cx) -> Answer {
    let app = cx.app.clone();
    let walk = app.rooms.get_or_init(Walk::default);
    let mine = {
        let mut state = walk.0.lock();
        !std::mem::replace(&mut state.under_way, true)
    };
    if mine {
        let walking = tokio::spawn(walk_chain(app.clone()));
        if let Ok(ended) = tokio::time::timeout(PATIENCE, walking).await {
            ended.map_err(|error| internal(error.to_string()))??;
        }
    }
    go("/ops/audit")
}

async fn walk_chain(app: App) -> Result<(), Error> {
    let found = audit::verify(&app.db, &[]).await;
    let walk = app.rooms.get_or_init(Walk::default);
    let mut state = walk.0.lock();
    state.under_way = false;
    state.last = Some((app.clock.now(), found?));
    Ok(())
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
