//! The city's own rules: one that two administrators agreed on in the past, one that was declined,
//! and one that waits for the second of them.

use platform::clock::Millis;
use platform::db::Tx;
use platform::error::Error;
use platform::rules::{Outcome, ProposalId, Rules, Verdict, Wanted, decide, propose};

use super::stage::Stage;

/// Days ago, rule, value, from how many days later, on what it rests, and what came of it.
type Asked = (
    i64,
    &'static str,
    i64,
    i64,
    &'static str,
    Option<(Verdict, &'static str)>,
);

/// What was asked for.
const ASKED: [Asked; 3] = [
    (
        120,
        "education.member_hours",
        40,
        30,
        "云溪市委组织部《关于加强党员集中学习的通知》（云组通〔2026〕3 号）",
        Some((Verdict::Confirmed, "")),
    ),
    (
        45,
        "accounts.own_session_days",
        7,
        5,
        "运维例会意见",
        Some((
            Verdict::Declined,
            "老同志每周都要重新登录，负担太重。没有文件依据，先不改。",
        )),
    ),
    (
        1,
        "accounts.staff_password_days",
        60,
        14,
        "云溪市网络安全检查整改要求（云网办〔2026〕11 号）",
        None,
    ),
];

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let (asks, decides) = (stage.person("sys_admin")?, stage.person("sec_admin")?);
    let mut acts = Vec::with_capacity(ASKED.len());
    for (days, key, value, later, reason, end) in ASKED {
        let wanted = Wanted {
            key: key.to_owned(),
            value: toml::Value::Integer(value),
            from: stage.day(-days, 10).plus_days(later).date(),
            reason: reason.to_owned(),
            by: asks,
        };
        let outcome = end.map(|(verdict, why)| Outcome {
            verdict,
            by: decides,
            at: stage.day(1 - days, 15).0,
            reason: why.to_owned(),
        });
        acts.push((wanted, stage.day(-days, 10), outcome));
    }
    let rules = Rules::of(&stage.app.db).await?;
    stage
        .app
        .db
        .write("sample_rules", move |tx: &mut Tx<'_>| {
            acts.iter().try_for_each(|act| play(tx, &rules, act))
        })
        .await
}

fn play(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (wanted, at, outcome): &(Wanted, Millis, Option<Outcome>),
) -> Result<(), Error> {
    let id = ProposalId::derived("sample-rule", &wanted.key);
    propose(tx, rules, wanted, id, *at)?;
    match outcome {
        Some(outcome) => decide(tx, rules, &wanted.key, id, outcome),
        None => Ok(()),
    }
}
