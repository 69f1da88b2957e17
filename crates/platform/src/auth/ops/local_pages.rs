//! 待本地确认的规则: every rule that was not read in the regulation itself, with who compared it with
//! the local text and when.

use axum::http::StatusCode;

use super::rule_words as words;
use crate::auth::log;
use crate::error::{Error, conflict};
use crate::rules::{Rule, Vouch, VouchId, holds_everywhere, is_unsure, vouch, vouches};
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form, View};

/// A rule on the page.
struct Line {
    key: String,
    name: String,
    value: String,
    source: String,
    sureness: String,
    vouched: Option<Vouched>,
}

/// Who compared it.
struct Vouched {
    who: String,
    day: String,
    words: String,
}

#[derive(askama::Template)]
#[template(path = "auth/rules_local.html")]
struct List {
    v: View,
    f: Form,
    open: Vec<Line>,
    done: Vec<Line>,
    asked: String,
    may: bool,
}

/// The rules that wait for a look at the local text, and those that had it.
///
/// # Errors
/// The database's.
pub async fn list(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    let asked = cx.query("rule").unwrap_or_default();
    page(&cx, form, &asked, StatusCode::OK).await
}

async fn page(cx: &Cx, f: Form, asked: &str, status: StatusCode) -> Answer {
    let (person, today) = (cx.person()?, cx.app.clock.today());
    let (known, names, may) = cx
        .app
        .db
        .read("rules_vouched", move |tx| {
            let known = vouches(tx)?;
            let names = log::names(tx, known.iter().map(|one| one.by))?;
            let may = holds_everywhere(tx, person, "rules.propose", today)?;
            Ok((known, names, may))
        })
        .await?;
    let rules = cx.app.rules.now();
    let (mut open, mut done) = (Vec::new(), Vec::new());
    for (key, versions) in rules.all() {
        let Some(rule) = rules.on(key, today).ok().or_else(|| versions.first()) else {
            continue;
        };
        if !is_unsure(rule) {
            continue;
        }
        let vouched = known.iter().find(|one| one.is_of(rule));
        let line = line(cx, rule, vouched, &names);
        if vouched.is_some() {
            done.push(line);
        } else {
            open.push(line);
        }
    }
    let page = List {
        v: cx.view().await?,
        f,
        open,
        done,
        asked: asked.to_owned(),
        may,
    };
    cx.page_with(status, &page)
}

fn line(cx: &Cx, rule: &Rule, vouched: Option<&Vouch>, names: &log::Names) -> Line {
    Line {
        key: rule.key.clone(),
        name: words::name(cx.locale, &rule.key),
        value: words::value(cx.locale, rule),
        source: rule.source.clone(),
        sureness: words::sureness(cx.locale, rule),
        vouched: vouched.map(|one| Vouched {
            who: names
                .get(&one.by)
                .cloned()
                .unwrap_or_else(|| cx.t("auth-looks-somebody")),
            day: one.at.date().to_string(),
            words: one.words.clone(),
        }),
    }
}

/// Writes down that a rule was compared with the local text.
///
/// # Errors
/// Not found without such a rule.
pub async fn confirm(cx: Cx, Path(key): Path<String>, mut form: Form) -> Answer {
    match confirm_from(&cx, &key, &form).await {
        Ok(()) => go_saying("/ops/rules/local", "flash-rule-vouched"),
        Err(error) => {
            form.take(error)?;
            page(&cx, form, &key, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn confirm_from(cx: &Cx, key: &str, form: &Form) -> Result<(), Error> {
    let rules = cx.app.rules.now();
    let (key, words) = (key.to_owned(), form.value("words").to_owned());
    let (id, by) = (VouchId::fresh(&cx.app.clock), cx.person()?);
    let (now, today) = (cx.app.clock.now(), cx.app.clock.today());
    cx.app
        .db
        .write("vouch_rule", move |tx| {
            if !holds_everywhere(tx, by, "rules.propose", today)? {
                return Err(conflict("rule-whole-city"));
            }
            vouch(tx, &rules, (&key, &words), (id, by), now)
        })
        .await
}
