//! Finding the member one enters something for: by their name, within the scope.

use platform::ids::PersonId;
use platform::web::{Answer, Cx, View};
use platform::{from_row, params, sql};

use super::{FLOATING_EDIT, crumbs};
use crate::words::scope;

struct Found {
    id: PersonId,
    name: String,
    org: String,
}

from_row!(Found { id, name, org });

#[derive(askama::Template)]
#[template(path = "moving_pick.html")]
struct Pick {
    v: View,
    crumbs: Vec<(String, String)>,
    q: String,
    found: Vec<Found>,
}

/// Members who are called this, with what can be entered for them.
///
/// # Errors
/// The database's.
pub async fn pick(cx: Cx) -> Answer {
    let scope = scope(&cx, FLOATING_EDIT)?;
    let q = cx.query("q").unwrap_or_default().trim().to_owned();
    let found = match q.as_str() {
        "" => Vec::new(),
        name => {
            let name = name.to_owned();
            cx.app
                .db
                .read("pick_member", move |tx| {
                    Ok(tx.all(
                        sql!("sql/pick_scoped.sql"),
                        params![scope.person, scope.permission, scope.today, name],
                    )?)
                })
                .await?
        }
    };
    let page = Pick {
        crumbs: crumbs(
            &cx,
            &[
                (&cx.t("floating-nav"), "/staff/floating".to_owned()),
                (&cx.t("moving-pick"), String::new()),
            ],
        ),
        v: cx.view().await?,
        q,
        found,
    };
    cx.page(&page)
}
