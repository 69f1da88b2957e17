//! The list of those who left, as a page.

use platform::web::{Answer, Cx, View};

use super::Query;
use super::left::{self, After, Left};
use super::pages::{Address, Around, around, crumbs, places};

/// Somebody who left, as the page shows it.
struct Shown {
    id: platform::ids::PersonId,
    name: String,
    category: String,
    kind: String,
    on: String,
    branch: String,
}

#[derive(askama::Template)]
#[template(path = "member_left.html")]
struct LeftPage {
    v: View,
    words: String,
    crumbs: Vec<(String, String)>,
    org: String,
    places: Vec<(String, String)>,
    views: Vec<(String, String, bool)>,
    lines: Vec<Shown>,
    next: Option<String>,
}

/// Those who left, by where they were at home last.
///
/// # Errors
/// Outside the scope.
pub(super) async fn index(cx: &Cx, query: Query) -> Answer {
    let after = cx.query("after").as_deref().and_then(After::decode);
    let wanted = query.clone();
    let (around, (found, more)): (Around, (Vec<Left>, bool)) = cx
        .app
        .db
        .read("list_left", move |tx| {
            let around = around(tx, &wanted)?;
            let page = left::page(tx, &wanted, after.unwrap_or_else(After::first))?;
            Ok((around, page))
        })
        .await?;
    let address = Address::of(cx, &query);
    let next = found.last().filter(|_| more).map(|last| {
        let mark = After::of(last).encode();
        format!("{}&after={mark}", address.left())
    });
    cx.page(&LeftPage {
        crumbs: crumbs(cx, &around),
        org: query.org.map(|org| org.to_string()).unwrap_or_default(),
        places: places(cx, &around),
        views: address.views(cx, None),
        lines: found.into_iter().map(|left| shown(cx, left)).collect(),
        next,
        words: cx.query("q").unwrap_or_default().trim().to_owned(),
        v: cx.view().await?,
    })
}

fn shown(cx: &Cx, left: Left) -> Shown {
    let category = left.member_category.replace('_', "-");
    Shown {
        id: left.person,
        name: left.full_name,
        category: cx.t(&format!("member-category-{category}")),
        kind: exit_words(cx, &left.kind),
        on: left.left_on.to_string(),
        branch: left.branch,
    }
}

/// How somebody left, in words.
#[must_use]
pub fn exit_words(cx: &Cx, kind: &str) -> String {
    cx.t(&format!("member-exit-{}", kind.replace('_', "-")))
}
