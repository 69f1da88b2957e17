//! The page of a year.

use org::tree::pages::scope;
use org::{Org, OrgKind};
use platform::web::{Answer, Cx, View};

use super::lecture::{self, Lectures};
use super::{Row, Standing};
use crate::meeting::index::{above, chosen, crumbs, tabs};
use crate::meeting::{Kind, MeetingId, READ};

/// A cell of the table.
struct Cell {
    span: i64,
    label: String,
    words: String,
    tag: &'static str,
    href: String,
}

/// A kind over the year.
struct Line {
    kind: String,
    every: String,
    cells: Vec<Cell>,
    held: usize,
    all: usize,
}

#[derive(askama::Template)]
#[template(path = "year_show.html")]
struct Show {
    v: View,
    org: Org,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    year: i16,
    before: String,
    after: Option<String>,
    lines: Vec<Line>,
    lectures: Option<Lectured>,
    groups: usize,
    months: Vec<(String, String)>,
    talks: i64,
    talks_wanted: i64,
    is_branch: bool,
}

/// The year of an organisation.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx) -> Answer {
    let seen = scope(&cx, READ)?;
    let (asked, rules) = (cx.query("org"), cx.app.rules.now());
    let year = asked_year(&cx, seen.today);
    let day = if year == seen.today.year() {
        seen.today
    } else {
        jiff::civil::date(year, 12, 31)
    };
    let talks_wanted = rules.int("heart_talk.each_year", day)?;
    let (org, above, rows, lectures, groups, talks) = cx
        .app
        .db
        .read("year", move |tx| {
            let (org, _) = chosen(tx, seen, asked.as_deref())?;
            let kinds = kinds(org.kind);
            let rows = super::of_org(tx, &rules, org.id, &kinds, (year, seen.today))?;
            let lectures = lecture::of_year(tx, &rules, &org, (year, day))?;
            let groups = super::groups(tx, org.id, year)?;
            let talks = super::talks(tx, org.id, year)?;
            let above = above(tx, seen, &org)?;
            Ok((org, above, rows, lectures, groups, talks))
        })
        .await?;
    let months = (1..=12)
        .zip(&groups.1)
        .map(|(month, met)| {
            let words = cx.ta("year-groups-met", &[("met", met), ("groups", &groups.0)]);
            (cx.t(&format!("meeting-month-{month}")), words)
        })
        .collect();
    let way = |year: i16| format!("/staff/meetings/year?org={}&year={year}", org.id);
    cx.page(&Show {
        crumbs: crumbs(&cx, &above),
        tabs: tabs(&cx, &org, "meetings/year"),
        v: cx.view().await?,
        before: way(year - 1),
        after: (year <= cx.app.clock.today().year()).then(|| way(year + 1)),
        lines: rows.iter().map(|row| line(&cx, row)).collect(),
        lectures: lectures.map(|one| lectured(&cx, &one)),
        groups: groups.0,
        months,
        talks,
        talks_wanted,
        is_branch: org.kind != OrgKind::PartyGroup,
        year,
        org,
    })
}

/// The year an address names, else this one.
pub(super) fn asked_year(cx: &Cx, today: jiff::civil::Date) -> i16 {
    let asked = cx.query("year").and_then(|year| year.parse::<i16>().ok());
    asked
        .filter(|year| (2000..=2100).contains(year))
        .unwrap_or(today.year())
}

/// The secretary's lectures in words: how many of how many, whether that is enough, and each.
struct Lectured {
    words: String,
    tag: (String, &'static str),
    given: Vec<(String, String)>,
}

fn lectured(cx: &Cx, lectures: &Lectures) -> Lectured {
    let given = i64::try_from(lectures.given.len()).unwrap_or(i64::MAX);
    let at = |(id, day, org): &(MeetingId, jiff::civil::Date, String)| {
        let args: [(&str, &dyn platform::i18n::Arg); 3] =
            [("month", &day.month()), ("day", &day.day()), ("org", org)];
        (
            cx.ta("year-lecture-at", &args),
            format!("/staff/meetings/{id}"),
        )
    };
    Lectured {
        words: cx.ta(
            "year-lecture-sum",
            &[("given", &given), ("wanted", &lectures.wanted)],
        ),
        tag: if given >= lectures.wanted {
            (cx.t("year-lecture-done"), "ok")
        } else {
            (cx.t("year-lecture-not-yet"), "warn")
        },
        given: lectures.given.iter().map(at).collect(),
    }
}

/// Which kinds the rules ask of an organisation.
fn kinds(org: OrgKind) -> Vec<Kind> {
    Kind::of_org(org)
        .into_iter()
        .filter(|kind| org != OrgKind::PartyGroup || *kind == Kind::GroupMeeting)
        .collect()
}

fn line(cx: &Cx, row: &Row) -> Line {
    let held = |one: &&super::Period| matches!(one.standing, Standing::Held(..));
    Line {
        kind: cx.t(&row.kind.key()),
        every: cx.ta("year-every", &[("months", &row.months)]),
        held: row.periods.iter().filter(held).count(),
        all: row.periods.len(),
        cells: row
            .periods
            .iter()
            .map(|period| {
                let label = if period.from == period.to {
                    cx.t(&format!("meeting-month-{}", period.from))
                } else {
                    cx.ta("year-months", &[("from", &period.from), ("to", &period.to)])
                };
                let at = |key: &str, day: jiff::civil::Date| {
                    cx.ta(key, &[("month", &day.month()), ("day", &day.day())])
                };
                let (words, tag, href) = match &period.standing {
                    Standing::Held(day, id) => {
                        (at("year-held", *day), "ok", format!("/staff/meetings/{id}"))
                    }
                    Standing::Planned(day, id) => (
                        at("year-planned", *day),
                        "info",
                        format!("/staff/meetings/{id}"),
                    ),
                    Standing::NotYet => (cx.t("year-not-yet"), "warn", String::new()),
                    Standing::Ahead => (cx.t("year-ahead"), "", String::new()),
                };
                Cell {
                    span: row.months,
                    label,
                    words,
                    tag,
                    href,
                }
            })
            .collect(),
    }
}
