//! 换届: terms that end, have ended or are missing, in one's part of the tree.

use platform::error::Error;
use platform::tally::{self, Counts};
use platform::web::{Answer, Cx, View};

use super::TermId;
use crate::finding::store::{self, Wanted};
use crate::finding::{Code, Limits};
use crate::tree::pages::kind_words;
use crate::tree::place::Place;

/// A choice of terms: a code, with the months a term still has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Band {
    code: Code,
    months: i64,
}

impl Band {
    fn key(self) -> String {
        match self.code {
            Code::TermSoon => format!("soon-{}", self.months),
            Code::TermOverdue => "overdue".to_owned(),
            Code::TermUnreminded => "unreminded".to_owned(),
            _ => "none".to_owned(),
        }
    }

    /// Every choice: what has ended first, then the nearest, then what is not registered.
    fn all(limits: &Limits) -> Vec<Self> {
        let of = |code| Self { code, months: 0 };
        let mut all = vec![of(Code::TermUnreminded), of(Code::TermOverdue)];
        let soon = limits.alerts().iter().map(|months| Self {
            code: Code::TermSoon,
            months: *months,
        });
        all.extend(soon);
        all.push(of(Code::TermNone));
        all
    }

    fn words(self, cx: &Cx) -> String {
        match self.code {
            Code::TermSoon => cx.ta("term-within", &[("months", &self.months)]),
            code => cx.t(&code.name_key()),
        }
    }

    fn count(self, counts: &Counts) -> i64 {
        let key = match self.code {
            Code::TermSoon => format!("orgs.term_soon.{}", self.months),
            code => format!("orgs.{}", code.code()),
        };
        counts.get(&key).copied().unwrap_or(0).max(0)
    }
}

/// A line of the list.
struct Line {
    term: Option<TermId>,
    org: String,
    name: String,
    kind: String,
    above: String,
    ends: String,
    left: String,
}

#[derive(askama::Template)]
#[template(path = "term_index.html")]
struct Index {
    v: View,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    bands: Vec<(String, String, bool)>,
    title: String,
    here: String,
    lines: Vec<Line>,
    next: Option<String>,
    may_edit: bool,
}

/// Terms of a part of the tree, by how long they still have.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    let place = Place::of(&cx, "org.read").await?;
    let today = cx.app.clock.today();
    let limits = Limits::on(&cx.app.rules.now(), today)?;
    let bands = Band::all(&limits);
    let path = place.here.path.to_string();
    let counts = cx
        .app
        .db
        .point("term_counts", move |tx| {
            Ok(tally::all(tx, &path, "orgs.term")?)
        })
        .await?;
    let asked = cx.query("band").unwrap_or_default();
    // Without a choice: the first that has any.
    let band = bands
        .iter()
        .find(|band| band.key() == asked)
        .or_else(|| bands.iter().find(|band| band.count(&counts) > 0))
        .or_else(|| bands.first())
        .copied()
        .unwrap_or(Band {
            code: Code::TermOverdue,
            months: 0,
        });
    let (lines, next) = lines(&cx, &place, band).await?;
    let org = place.here.id;
    let tab = |one: &Band| {
        let words = format!("{} {}", one.words(&cx), one.count(&counts));
        let href = format!("/staff/terms?org={org}&band={}", one.key());
        (words, href, *one == band)
    };
    cx.page(&Index {
        crumbs: place.crumbs(&cx, cx.t("term-nav"), "/staff/terms"),
        tabs: place.tabs("/staff/terms"),
        bands: bands.iter().map(tab).collect(),
        title: band.words(&cx),
        here: place.here.short_name.clone(),
        lines,
        next,
        may_edit: cx.may("org.edit").await?,
        v: cx.view().await?,
    })
}

async fn lines(cx: &Cx, place: &Place, band: Band) -> Result<(Vec<Line>, Option<String>), Error> {
    let today = cx.app.clock.today();
    let wanted = Wanted {
        scope: place.scope,
        code: band.code,
        place: place.here.path.clone(),
        number: band.months,
        after: cx.query("after").unwrap_or_default(),
    };
    let mut found = cx
        .app
        .db
        .read("terms", move |tx| Ok(store::list(tx, &wanted)?))
        .await?;
    let next = (found.len() > 50).then(|| {
        found.truncate(50);
        let last = found.last().map_or("", |line| line.path.as_str());
        let (org, key) = (place.here.id, band.key());
        format!("/staff/terms?org={org}&band={key}&after={last}")
    });
    let lines = found
        .into_iter()
        .map(|line| Line {
            term: line.term,
            org: line.org.to_string(),
            name: line.name,
            kind: kind_words(cx, line.kind),
            above: line.above.unwrap_or_default(),
            ends: line.day.map(|day| day.to_string()).unwrap_or_default(),
            left: line.day.map(|day| left(cx, day, today)).unwrap_or_default(),
        })
        .collect();
    Ok((lines, next))
}

/// How long until a day, in words.
pub(crate) fn left(cx: &Cx, day: jiff::civil::Date, today: jiff::civil::Date) -> String {
    let days = (day - today).get_days();
    match days {
        ..=0 => cx.ta("term-days-over", &[("days", &i64::from(-days))]),
        _ => cx.ta("term-days-left", &[("days", &i64::from(days))]),
    }
}
