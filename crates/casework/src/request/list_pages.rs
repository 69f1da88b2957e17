//! The list of requests: what is asked of one's organisations first, then all of them by phase, the
//! late ones first.

use org::tree::pages::scope;
use platform::web::{Answer, Cx, View};

use super::store::{self, LINES, Line};
use super::{ACT, READ, RULE, Topic, WINDOW};
use crate::matter::{MatterId, Phase, pages};
use platform::web::After;

/// A request as the list shows it.
pub(super) struct Shown {
    pub(super) id: MatterId,
    pub(super) words: String,
    pub(super) topic: String,
    pub(super) org: String,
    pub(super) state: (String, &'static str),
    pub(super) clock: (String, &'static str),
}

/// Letters of a request that a list shows.
const SHORT: usize = 60;

/// The first words of a longer text.
#[must_use]
pub fn short(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.by_ref().take(SHORT).collect();
    if letters.next().is_some() {
        format!("{}…", first.trim_end())
    } else {
        first
    }
}

pub(super) fn shown(cx: &Cx, line: Line) -> Shown {
    let open = matches!(line.state.as_str(), "open" | "offered" | "ruling");
    Shown {
        id: line.id,
        topic: cx.t(&format!("request-topic-{}", line.topic)),
        state: pages::state(cx, &line.state),
        clock: pages::clock(cx, open, line.due()),
        words: short(&line.words),
        org: line.org,
    }
}

#[derive(askama::Template)]
#[template(path = "request_index.html")]
struct Index {
    v: View,
    asked: Vec<(String, Vec<Shown>)>,
    tabs: Vec<(String, String, bool)>,
    topics: Vec<(String, String, bool)>,
    lines: Vec<Shown>,
    next: Option<String>,
    may_write: bool,
    may_act: bool,
}

/// The list.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let (reading, acting, ruling) = (scope(&cx, READ)?, scope(&cx, ACT)?, scope(&cx, RULE)?);
    let phase = Phase::from_code(&cx.query("phase").unwrap_or_default());
    let topic = cx
        .query("topic")
        .and_then(|code| Topic::from_code(&code))
        .map_or("", Topic::code);
    let after = After::read(&cx);
    let (offered, rulings, undecided, mut found) = cx
        .app
        .db
        .read("requests", move |tx| {
            Ok((
                store::offered_scoped(tx, acting)?,
                store::rulings_scoped(tx, ruling)?,
                store::undecided_scoped(tx, ruling)?,
                store::list_scoped(tx, reading, phase, topic, after)?,
            ))
        })
        .await?;
    let next = (found.len() > LINES).then(|| {
        found.truncate(LINES);
        let last = found.last().map(|last| (last.sort_at, last.id));
        let (key, id) = last.unwrap_or((0, MatterId([0; 16])));
        format!(
            "/staff/requests?phase={}&topic={topic}&after={key}~{id}",
            phase.code()
        )
    });
    let asked = [
        ("request-offered", offered),
        ("request-rulings", rulings),
        ("request-undecided", undecided),
    ];
    let page = Index {
        asked: asked
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(key, lines)| {
                let lines = lines.into_iter().map(|line| shown(&cx, line));
                (cx.t(key), lines.collect())
            })
            .collect(),
        tabs: Phase::ALL.iter().map(|one| tab(&cx, *one, phase)).collect(),
        topics: topics(&cx, topic),
        lines: found.into_iter().map(|line| shown(&cx, line)).collect(),
        may_write: cx.may(WINDOW).await?,
        may_act: cx.may(ACT).await?,
        v: cx.view().await?,
        next,
    };
    cx.page(&page)
}

fn tab(cx: &Cx, one: Phase, now: Phase) -> (String, String, bool) {
    (
        cx.t(&format!("request-phase-{}", one.code())),
        format!("/staff/requests?phase={}", one.code()),
        one == now,
    )
}

fn topics(cx: &Cx, now: &str) -> Vec<(String, String, bool)> {
    let all = (String::new(), cx.t("request-topic-all"), now.is_empty());
    let each = Topic::ALL.iter().map(|one| {
        let words = cx.t(&format!("request-topic-{}", one.code()));
        (one.code().to_owned(), words, one.code() == now)
    });
    std::iter::once(all).chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        assert_eq!(short("楼道灯不亮"), "楼道灯不亮");
        let long = "灯".repeat(61);
        assert_eq!(short(&long).chars().count(), 61);
        assert!(short(&long).ends_with('…'));
    }
}
