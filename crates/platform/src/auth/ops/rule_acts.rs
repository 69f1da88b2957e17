//! Asking for a change of a rule, agreeing to it, declining it, taking it back.

use axum::http::StatusCode;

use super::rule_pages::one;
use crate::auth::policy;
use crate::error::{Error, invalid, not_found};
use crate::rules::{
    Form as Asked, Outcome, ProposalId, Rule, Rules, Verdict, Wanted, decide, form_of, propose,
};
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form};

/// Asks for a change.
///
/// # Errors
/// Not found without such a rule.
pub async fn ask(cx: Cx, Path(key): Path<String>, f: Form) -> Answer {
    match put(&cx, &key, &f).await {
        Ok(()) => go_saying(&format!("/ops/rules/{key}"), "flash-rule-proposed"),
        Err(error) => again(&cx, &key, f, error).await,
    }
}

async fn put(cx: &Cx, key: &str, f: &Form) -> Result<(), Error> {
    let rules = Rules::of(&cx.app.db).await?;
    let rule = rules.versions(key).and_then(<[Rule]>::last);
    let wanted = Wanted {
        key: key.to_owned(),
        value: typed(rule.ok_or_else(not_found)?, f.value("value"))?,
        from: f
            .value("from")
            .parse()
            .map_err(|_| invalid("from", "error-date"))?,
        reason: f.value("reason").to_owned(),
        by: cx.person()?,
    };
    let (id, now) = (ProposalId::fresh(&cx.app.clock), cx.app.clock.now());
    cx.app
        .db
        .write("propose_rule", move |tx| {
            propose(tx, &rules, &wanted, id, now)
        })
        .await
}

/// The page again with what is wrong.
async fn again(cx: &Cx, key: &str, mut f: Form, error: Error) -> Answer {
    let status = match error {
        Error::Conflict(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    f.take(error)?;
    cx.page_with(status, &one(cx, key, f).await?)
}

/// A value as it was typed, of the kind that the rule is.
fn typed(rule: &Rule, text: &str) -> Result<toml::Value, Error> {
    if text.is_empty() {
        return Err(invalid("value", "error-required"));
    }
    let number = |text: &str| {
        text.parse::<i64>()
            .map(toml::Value::Integer)
            .map_err(|_| invalid("value", "rule-value-kind"))
    };
    match form_of(rule) {
        Some(Asked::Number) => number(text),
        Some(Asked::Numbers) => text
            .split([',', '，', '、', ' '])
            .filter(|part| !part.is_empty())
            .map(number)
            .collect::<Result<Vec<_>, _>>()
            .map(toml::Value::Array),
        Some(Asked::Word) | None => Ok(toml::Value::String(text.to_owned())),
    }
}

/// The second person agrees.
///
/// # Errors
/// Not found without such a proposal.
pub async fn confirm(cx: Cx, Path(key): Path<String>, f: Form) -> Answer {
    end(&cx, &key, f, Verdict::Confirmed, "flash-rule-confirmed").await
}

/// The second person does not agree, and says why.
///
/// # Errors
/// Not found without such a proposal.
pub async fn decline(cx: Cx, Path(key): Path<String>, f: Form) -> Answer {
    end(&cx, &key, f, Verdict::Declined, "flash-rule-declined").await
}

/// Whoever asked takes it back.
///
/// # Errors
/// Not found without such a proposal.
pub async fn withdraw(cx: Cx, Path(key): Path<String>, f: Form) -> Answer {
    end(&cx, &key, f, Verdict::Withdrawn, "flash-rule-withdrawn").await
}

async fn end(cx: &Cx, key: &str, f: Form, verdict: Verdict, said: &'static str) -> Answer {
    match decided(cx, key, &f, verdict).await {
        Ok(()) => go_saying(&format!("/ops/rules/{key}"), said),
        Err(error) => again(cx, key, f, error).await,
    }
}

async fn decided(cx: &Cx, key: &str, f: &Form, verdict: Verdict) -> Result<(), Error> {
    let rules = Rules::of(&cx.app.db).await?;
    rules.versions(key).ok_or_else(not_found)?;
    // Which one was on the page: another may wait by now.
    let id: ProposalId = f
        .value("proposal")
        .parse()
        .map_err(|_| invalid("", "rule-decided-already"))?;
    let outcome = Outcome {
        verdict,
        by: cx.person()?,
        at: cx.app.clock.now().0,
        reason: f.value("why").to_owned(),
    };
    let rule = key.to_owned();
    cx.app
        .db
        .write("decide_rule", move |tx| {
            decide(tx, &rules, &rule, id, &outcome)
        })
        .await?;
    if verdict == Verdict::Confirmed {
        // In force here with the answer; the other nodes look for it themselves.
        policy::refresh(&cx.app).await?;
    }
    Ok(())
}
