//! The rules of this deployment: what holds, since when and by whose word, and what waits for a
//! decision.

use super::rule_words as words;
use crate::auth::log;
use crate::clock::Millis;
use crate::error::{Error, not_found};
use crate::ids::PersonId;
use crate::rules::{self, Form as Asked, Proposal, Rule, Rules};
use crate::web::context::Path;
use crate::web::{Answer, Cx, Form, View};

/// The tables in the order of the page.
const TABLES: &[&str] = &[
    "accounts",
    "privacy",
    "study",
    "assess",
    "members",
    "roster",
    "sheets",
    "setup",
    "terms",
    "moving",
    "meetings",
    "admission",
    "education",
    "dues",
    "insight_requests",
    "casework",
    "leaders",
];

#[derive(askama::Template)]
#[template(path = "auth/rules.html")]
struct List {
    v: View,
    f: Form,
    tables: Vec<(&'static str, String)>,
    waiting: Vec<Waiting>,
    parts: Vec<Part>,
}

/// A change that waits, on the list.
struct Waiting {
    key: String,
    name: String,
    to: String,
    from: String,
    who: String,
}

/// The rules of one table.
struct Part {
    title: String,
    lines: Vec<Line>,
}

struct Line {
    key: String,
    name: String,
    value: String,
    source: String,
    since: String,
    own: bool,
    to_come: Option<String>,
    fixed: bool,
}

/// All rules, or those that were asked for.
///
/// # Errors
/// The database's.
pub async fn list(cx: Cx) -> Answer {
    let rules = cx.app.rules.now();
    let (waiting, names) = cx
        .app
        .db
        .read("rules", |tx| {
            let waiting = rules::waiting(tx)?;
            let names = log::names(tx, waiting.iter().map(|(_, one)| one.by))?;
            Ok((waiting, names))
        })
        .await?;
    let query = cx.query("q").unwrap_or_default().trim().to_lowercase();
    // The first look is at what an administrator decides; the others are one choice away.
    let first = if query.is_empty() { TABLES[0] } else { "all" };
    let table = cx.query("table").unwrap_or_else(|| first.to_owned());
    let f = Form::filled(&cx, [("q", query.as_str()), ("table", table.as_str())]);
    let tables = TABLES
        .iter()
        .map(|table| (*table, words::table(cx.locale, table)))
        .collect();
    let shown = |one: &str| table == "all" || one == table;
    let parts = TABLES
        .iter()
        .filter(|table| shown(table))
        .map(|table| part(&cx, &rules, table, &query))
        .filter(|part| !part.lines.is_empty())
        .collect();
    let waiting = waiting
        .iter()
        .filter_map(|(key, one)| waits(&cx, &rules, key, one, &names))
        .collect();
    cx.page(&List {
        v: cx.view().await?,
        f,
        tables,
        waiting,
        parts,
    })
}

fn waits(cx: &Cx, rules: &Rules, key: &str, one: &Proposal, names: &log::Names) -> Option<Waiting> {
    let rule = rules.versions(key)?.first()?;
    Some(Waiting {
        key: key.to_owned(),
        name: words::name(cx.locale, key),
        to: words::value_of(cx.locale, rule, &one.value),
        from: one.from.to_string(),
        who: called(cx, names, one.by),
    })
}

fn part(cx: &Cx, rules: &Rules, table: &str, query: &str) -> Part {
    let today = cx.app.clock.today();
    let lines = rules
        .all()
        .filter(|(_, versions)| versions.first().is_some_and(|rule| rule.table == table))
        .filter_map(|(key, versions)| {
            let rule = rules.on(key, today).ok().or_else(|| versions.first())?;
            let next = versions.iter().find(|rule| rule.effective > today);
            Some(line(cx, rule, next))
        })
        .filter(|line| {
            let fields = [&line.key, &line.name, &line.source];
            fields
                .iter()
                .any(|field| field.to_lowercase().contains(query))
        })
        .collect();
    Part {
        title: words::table(cx.locale, table),
        lines,
    }
}

fn line(cx: &Cx, rule: &Rule, next: Option<&Rule>) -> Line {
    let to_come = next.map(|next| {
        let (day, value) = (next.effective.to_string(), words::value(cx.locale, next));
        cx.ta("rule-to-come", &[("day", &day), ("value", &value)])
    });
    Line {
        key: rule.key.clone(),
        name: words::name(cx.locale, &rule.key),
        value: words::value(cx.locale, rule),
        source: rule.source.clone(),
        since: rule.effective.to_string(),
        own: rule.own.is_some(),
        to_come,
        fixed: rules::form_of(rule).is_none(),
    }
}

fn called(cx: &Cx, names: &log::Names, person: PersonId) -> String {
    let name = names.get(&person).cloned();
    name.unwrap_or_else(|| cx.t("auth-looks-somebody"))
}

#[derive(askama::Template)]
#[template(path = "auth/rule.html")]
struct One {
    v: View,
    f: Form,
    key: String,
    name: String,
    value: String,
    source: String,
    since: String,
    sureness: String,
    freedom: String,
    unit: String,
    /// How a change is asked for; nothing for who may not, and for what cannot be changed here.
    asked: Option<Asked>,
    choices: Vec<(String, String)>,
    waiting: Option<Told>,
    may_decide: bool,
    may_withdraw: bool,
    elsewhere: bool,
    versions: Vec<Version>,
    ended: Vec<Told>,
}

/// A proposal in words.
struct Told {
    id: String,
    to: String,
    from: String,
    reason: String,
    who: String,
    at: String,
    ended: String,
    why: String,
}

/// A version of a rule in words.
struct Version {
    since: String,
    value: String,
    source: String,
    own: bool,
    by: String,
    now: bool,
}

/// What the page knows of the reader.
struct Reader {
    proposes: bool,
    confirms: bool,
    /// Holds one of the two, but in a part of the city only.
    elsewhere: bool,
}

async fn reader(cx: &Cx) -> Result<Reader, Error> {
    let (person, today) = (cx.person()?, cx.app.clock.today());
    let held = cx.may("rules.propose").await? || cx.may("rules.confirm").await?;
    cx.app
        .db
        .point("rules_reader", move |tx| {
            let proposes = rules::holds_everywhere(tx, person, "rules.propose", today)?;
            let confirms = rules::holds_everywhere(tx, person, "rules.confirm", today)?;
            Ok(Reader {
                proposes,
                confirms,
                elsewhere: held && !proposes && !confirms,
            })
        })
        .await
}

/// One rule with its versions, what waits and the box to ask for a change.
///
/// # Errors
/// Not found without such a rule.
pub async fn show(cx: Cx, Path(key): Path<String>) -> Answer {
    let tomorrow = cx.app.clock.now().plus_days(1).date().to_string();
    let rules = cx.app.rules.now();
    let now = rules.versions(&key).and_then(|versions| versions.last());
    let value = now.map_or_else(String::new, |rule| typed(&rule.value));
    let f = Form::filled(&cx, [("from", tomorrow), ("value", value)]);
    cx.page(&one(&cx, &key, f).await?)
}

/// A value as it is typed in.
fn typed(value: &toml::Value) -> String {
    match value {
        toml::Value::String(word) => word.clone(),
        toml::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(ToString::to_string).collect();
            items.join(", ")
        }
        other => other.to_string(),
    }
}

/// The page itself, also with what is wrong.
pub(super) async fn one(cx: &Cx, key: &str, f: Form) -> Result<impl askama::Template, Error> {
    let rules = cx.app.rules.now();
    let today = cx.app.clock.today();
    let versions = rules.versions(key).ok_or_else(not_found)?;
    let rule = rules
        .on(key, today)
        .ok()
        .or_else(|| versions.first())
        .ok_or_else(not_found)?;
    let reader = reader(cx).await?;
    let (proposals, names) = proposals(cx, key, versions).await?;
    let (waiting, ended): (Vec<_>, Vec<_>) =
        proposals.iter().partition(|one| one.outcome.is_none());
    let waiting = waiting.first().copied();
    let own = waiting.is_some_and(|one| cx.person().ok() == Some(one.by));
    let asked = rules::form_of(rule).filter(|_| reader.proposes && waiting.is_none());
    let told = |one: &Proposal| told(cx, rule, one, &names);
    let choice = |word: &String| (word.clone(), words::choice(cx.locale, rule, word));
    Ok(One {
        v: cx.view().await?,
        f,
        key: key.to_owned(),
        name: words::name(cx.locale, key),
        value: words::value(cx.locale, rule),
        source: rule.source.clone(),
        since: rule.effective.to_string(),
        sureness: words::sureness(cx.locale, rule),
        freedom: words::freedom(cx.locale, rule),
        unit: words::unit(cx.locale, rule),
        asked,
        choices: rule.choices.iter().map(choice).collect(),
        may_decide: waiting.is_some() && reader.confirms && !own,
        may_withdraw: own && reader.proposes,
        elsewhere: reader.elsewhere,
        waiting: waiting.map(told),
        versions: versions
            .iter()
            .rev()
            .map(|one| version(cx, rule, one, &names))
            .collect(),
        // One that was agreed to stands among the versions already.
        ended: ended
            .into_iter()
            .filter(|one| !is_confirmed(one))
            .map(told)
            .collect(),
    })
}

fn is_confirmed(one: &Proposal) -> bool {
    let verdict = one.outcome.as_ref().map(|outcome| outcome.verdict);
    verdict == Some(rules::Verdict::Confirmed)
}

async fn proposals(
    cx: &Cx,
    key: &str,
    versions: &[Rule],
) -> Result<(Vec<Proposal>, log::Names), Error> {
    let key = key.to_owned();
    let deciders: Vec<PersonId> = versions
        .iter()
        .filter_map(|rule| rule.own.as_ref())
        .flat_map(|own| [own.proposed_by, own.confirmed_by])
        .collect();
    cx.app
        .db
        .read("rule", move |tx| {
            let all = rules::of_rule(tx, &key)?;
            let ended = all
                .iter()
                .filter_map(|one| one.outcome.as_ref().map(|end| end.by));
            let persons = all
                .iter()
                .map(|one| one.by)
                .chain(ended)
                .chain(deciders.clone());
            let names = log::names(tx, persons.collect::<Vec<_>>().into_iter())?;
            Ok((all, names))
        })
        .await
}

fn told(cx: &Cx, rule: &Rule, one: &Proposal, names: &log::Names) -> Told {
    let ended = one.outcome.as_ref().map(|end| {
        let (who, at) = (called(cx, names, end.by), Millis(end.at).minute_text());
        let verdict = words::verdict(cx.locale, end.verdict);
        cx.ta(
            "rule-ended",
            &[("who", &who), ("at", &at), ("verdict", &verdict)],
        )
    });
    let why = one.outcome.as_ref().map(|end| end.reason.clone());
    Told {
        id: one.id.to_string(),
        to: words::value_of(cx.locale, rule, &one.value),
        from: one.from.to_string(),
        reason: one.reason.clone(),
        who: called(cx, names, one.by),
        at: Millis(one.at).minute_text(),
        ended: ended.unwrap_or_default(),
        why: why.unwrap_or_default(),
    }
}

fn version(cx: &Cx, now: &Rule, one: &Rule, names: &log::Names) -> Version {
    let by = one.own.as_ref().map(|own| {
        let (asked, agreed) = (
            called(cx, names, own.proposed_by),
            called(cx, names, own.confirmed_by),
        );
        let at = own.at.minute_text();
        cx.ta(
            "rule-by",
            &[("asked", &asked), ("agreed", &agreed), ("at", &at)],
        )
    });
    Version {
        since: one.effective.to_string(),
        value: words::value(cx.locale, one),
        source: one.source.clone(),
        own: one.own.is_some(),
        by: by.unwrap_or_default(),
        now: std::ptr::eq(now, one),
    }
}

#[cfg(test)]
mod tests {
    use super::TABLES;
    use crate::rules::Rules;

    #[test]
    fn no_table_is_left_out() {
        for (key, versions) in Rules::load().unwrap().all() {
            assert!(TABLES.contains(&versions[0].table.as_str()), "{key}");
        }
    }
}
