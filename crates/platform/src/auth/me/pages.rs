//! The page itself: who one is here, and the doors to the rest.

use crate::auth::session::{self, Kind};
use crate::error::Error;
use crate::web::{Answer, Cx, View};

#[derive(askama::Template)]
#[template(path = "auth/me.html")]
struct Me {
    v: View,
    lines: Vec<(String, String)>,
    shared: bool,
    staff: bool,
}

/// Name, organisation, and what one may change.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx) -> Answer {
    let kind = session::current_kind(&cx).await?;
    let page = Me {
        lines: lines(&cx).await?,
        shared: kind == Kind::Shared,
        staff: kind != Kind::Shared && !cx.permissions().await?.is_empty(),
        v: cx.view().await?,
    };
    cx.page(&page)
}

/// What the rooms know of the person: where they belong, what they hold.
async fn lines(cx: &Cx) -> Result<Vec<(String, String)>, Error> {
    let person = cx.person()?;
    let mut lines = Vec::new();
    for source in &cx.app.registry.profile {
        lines.extend(source.lines(&cx.app, person, cx.locale).await?);
    }
    Ok(lines)
}
