//! What a deployment may put in the place of a value: the same kind of thing, within what the
//! regulation leaves open and within reason.

use super::{MayChange, Rule, Tighter};
use crate::error::{Error, FieldError, Message, conflict, invalid};

/// The most a number may be where the table names no limit: beyond it somebody slipped.
const MOST: i64 = 1_000_000_000;

/// How a rule's own value is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// One whole number.
    Number,
    /// As many whole numbers as the regulation has, in the same order.
    Numbers,
    /// One of the words that the table offers.
    Word,
}

/// How a rule may be changed by a form; none for what a new release changes, or nobody.
#[must_use]
pub fn form_of(rule: &Rule) -> Option<Form> {
    if rule.may_change == MayChange::No {
        return None;
    }
    match &rule.value {
        toml::Value::Integer(_) => Some(Form::Number),
        toml::Value::String(_) if !rule.choices.is_empty() => Some(Form::Word),
        toml::Value::Array(items)
            if !items.is_empty() && items.iter().all(toml::Value::is_integer) =>
        {
            Some(Form::Numbers)
        }
        _ => None,
    }
}

/// Refuses a value that may not stand in the place of the regulation's.
pub(super) fn allowed(rule: &Rule, value: &toml::Value) -> Result<(), Error> {
    if rule.may_change == MayChange::No {
        return Err(conflict("rule-fixed"));
    }
    if rule.value.type_str() != value.type_str() {
        return Err(invalid("value", "rule-value-kind"));
    }
    match form_of(rule) {
        Some(Form::Number) => number(rule, value),
        Some(Form::Numbers) => numbers(rule, value),
        Some(Form::Word) if rule.choices.iter().any(|word| value.as_str() == Some(word)) => Ok(()),
        Some(Form::Word) => Err(invalid("value", "rule-value-choice")),
        None => Err(conflict("rule-by-release")),
    }
}

fn number(rule: &Rule, value: &toml::Value) -> Result<(), Error> {
    let (Some(now), Some(then)) = (rule.value.as_integer(), value.as_integer()) else {
        return Err(rule.is_no("number"));
    };
    if rule.may_change == MayChange::Tighten {
        let stricter = match rule.tighter {
            Some(Tighter::Higher) => then >= now,
            Some(Tighter::Lower) => then <= now,
            None => false,
        };
        if !stricter {
            return Err(conflict("rule-only-tighter"));
        }
    }
    within(rule, now, then)
}

fn numbers(rule: &Rule, value: &toml::Value) -> Result<(), Error> {
    let read = |value: &toml::Value| -> Option<Vec<i64>> {
        let items = value.as_array()?;
        items.iter().map(toml::Value::as_integer).collect()
    };
    let Some(now) = read(&rule.value) else {
        return Err(rule.is_no("list of numbers"));
    };
    let then = read(value).filter(|then| then.len() == now.len());
    let then =
        then.ok_or_else(|| refused(Message::new("rule-value-count").with("count", now.len())))?;
    for (now, then) in now.iter().zip(&then) {
        within(rule, *now, *then)?;
    }
    // The first reminder stays before the second one, whichever way the table counts.
    let rises = |list: &[i64]| list.is_sorted_by(|one, next| one < next);
    let falls = |list: &[i64]| list.is_sorted_by(|one, next| one > next);
    if (rises(&now) && !rises(&then)) || (falls(&now) && !falls(&then)) {
        return Err(invalid("value", "rule-value-order"));
    }
    Ok(())
}

/// A limit, a length, a number of tries: what counts something goes on counting something.
fn within(rule: &Rule, now: i64, then: i64) -> Result<(), Error> {
    let least = rule.least.unwrap_or(i64::from(now > 0));
    let most = rule.most.unwrap_or(MOST);
    if (least..=most).contains(&then) {
        return Ok(());
    }
    let message = Message::new("rule-value-between")
        .with("least", least)
        .with("most", most);
    Err(refused(message))
}

fn refused(message: Message) -> Error {
    Error::Invalid(vec![FieldError {
        field: "value".to_owned(),
        message,
    }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn judged(key: &str, value: impl Into<toml::Value>) -> Result<(), String> {
        let rules = Rules::load().unwrap();
        let rule = rules.on(key, jiff::civil::date(2026, 11, 28)).unwrap();
        allowed(rule, &value.into()).map_err(|error| match error {
            Error::Conflict(message) => message.key.to_owned(),
            Error::Invalid(fields) => fields[0].message.key.to_owned(),
            other => other.to_string(),
        })
    }

    #[test]
    fn a_number_stays_within_reason() {
        assert_eq!(judged("accounts.tries", 3), Ok(()));
        for (key, value, why) in [
            ("accounts.tries", 0, "rule-value-between"),
            ("accounts.tries", 6, "rule-only-tighter"),
            (
                "accounts.staff_password_length",
                4_000,
                "rule-value-between",
            ),
            ("grid.usual_households", 0, "rule-value-between"),
            ("grid.usual_households", -5, "rule-value-between"),
            ("grid.usual_households", i64::MAX, "rule-value-between"),
            ("term.branch_years", 2, "rule-fixed"),
        ] {
            assert_eq!(judged(key, value), Err(why.to_owned()), "{key} {value}");
        }
        assert_eq!(
            judged("admission.applicant_wait_months", 0),
            Ok(()),
            "none is a number here"
        );
    }

    #[test]
    fn a_word_is_one_that_the_program_knows() {
        assert_eq!(judged("assess.multiple_partial", "half"), Ok(()));
        assert_eq!(
            judged("assess.multiple_partial", "double"),
            Err("rule-value-choice".to_owned())
        );
    }

    #[test]
    fn a_list_keeps_its_length_and_its_order() {
        assert_eq!(judged("study.reminder_days", vec![2, 5]), Ok(()));
        assert_eq!(judged("term.alert_months", vec![9, 6, 3, 2]), Ok(()));
        for (value, why) in [
            (vec![2], "rule-value-count"),
            (vec![5, 2], "rule-value-order"),
            (vec![2, 2], "rule-value-order"),
            (vec![0, 2], "rule-value-between"),
        ] {
            assert_eq!(judged("study.reminder_days", value), Err(why.to_owned()));
        }
        assert_eq!(
            judged("admission.public_notice_stages", vec!["conversion"]),
            Err("rule-by-release".to_owned())
        );
    }
}
