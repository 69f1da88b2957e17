//! 组织设置: organisations whose size or seats do not fit their kind, with what the rules suggest.

use platform::error::Error;
use platform::tally;
use platform::web::{Answer, Cx, View};

use super::store::{self, Wanted};
use super::{Code, Finding, Limits};
use crate::tree::pages::kind_words;
use crate::tree::place::Place;

/// A line of the list.
struct Line {
    org: String,
    name: String,
    kind: String,
    above: String,
    said: String,
}

#[derive(askama::Template)]
#[template(path = "finding_index.html")]
struct Index {
    v: View,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    codes: Vec<(String, String, bool)>,
    title: String,
    advice: String,
    here: String,
    total: i64,
    lines: Vec<Line>,
    next: Option<String>,
}

/// What stands out in a part of the tree, one kind of it at a time.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    let place = Place::of(&cx, "org.read").await?;
    let limits = Limits::on(&cx.app.rules.now(), cx.app.clock.today())?;
    let path = place.here.path.to_string();
    let counts = cx
        .app
        .db
        .point("finding_counts", move |tx| {
            Ok(tally::all(tx, &path, "orgs.")?)
        })
        .await?;
    let count = |code: Code| {
        let found = counts.get(&format!("orgs.{}", code.code()));
        found.copied().unwrap_or(0).max(0)
    };
    let asked = cx.query("code").and_then(|code| Code::from_code(&code));
    let code = asked
        .filter(|code| Code::SIZES.contains(code))
        .or_else(|| Code::SIZES.into_iter().find(|code| count(*code) > 0))
        .unwrap_or(Code::BranchSmall);
    let (lines, next) = lines(&cx, &place, code, &limits).await?;
    let org = place.here.id;
    let tab = |one: &Code| {
        let words = format!("{} {}", cx.t(&one.name_key()), count(*one));
        let href = format!("/staff/sizes?org={org}&code={}", one.code());
        (words, href, *one == code)
    };
    // Kinds of which there are none are left out, all but the one that is shown.
    let shown = |one: &&Code| count(**one) > 0 || **one == code;
    cx.page(&Index {
        crumbs: place.crumbs(&cx, cx.t("finding-nav"), "/staff/sizes"),
        tabs: place.tabs("/staff/sizes"),
        codes: Code::SIZES.iter().filter(shown).map(tab).collect(),
        title: cx.t(&code.name_key()),
        advice: advice(&cx, code, &limits),
        here: place.here.short_name.clone(),
        total: Code::SIZES.into_iter().map(count).sum(),
        lines,
        next,
        v: cx.view().await?,
    })
}

async fn lines(
    cx: &Cx,
    place: &Place,
    code: Code,
    limits: &Limits,
) -> Result<(Vec<Line>, Option<String>), Error> {
    let wanted = Wanted {
        scope: place.scope,
        code,
        place: place.here.path.clone(),
        number: 0,
        after: cx.query("after").unwrap_or_default(),
    };
    let mut found = cx
        .app
        .db
        .read("sizes", move |tx| Ok(store::list(tx, &wanted)?))
        .await?;
    let next = (found.len() > 50).then(|| {
        found.truncate(50);
        let last = found.last().map_or("", |line| line.path.as_str());
        format!(
            "/staff/sizes?org={}&code={}&after={last}",
            place.here.id,
            code.code()
        )
    });
    let lines = found.into_iter().map(|line| Line {
        said: said(cx, &finding(code, &line), limits),
        org: line.org.to_string(),
        kind: kind_words(cx, line.kind),
        name: line.name,
        above: line.above.unwrap_or_default(),
    });
    Ok((lines.collect(), next))
}

fn finding(code: Code, line: &store::Line) -> Finding {
    Finding {
        code,
        number: line.number,
        day: line.day,
    }
}

/// What was found, in words: 正式党员 2 名，不足 3 名.
#[must_use]
pub fn said(cx: &Cx, found: &Finding, limits: &Limits) -> String {
    let day = found.day.map(|day| day.to_string()).unwrap_or_default();
    cx.ta(
        &found.code.said_key(),
        &[
            ("number", &found.number),
            ("bound", &limits.bound(found.code)),
            ("day", &day),
        ],
    )
}

/// What the regulation suggests about it.
#[must_use]
pub fn advice(cx: &Cx, code: Code, limits: &Limits) -> String {
    cx.ta(
        &code.advice_key(),
        &[
            ("bound", &limits.bound(code)),
            ("from", &limits.committee_from()),
        ],
    )
}
