//! Telling people: the words to forward to a group, the sheet for the door, and whom to ring up.
//! Nobody is asked whether they have read it.

use members::member::open_mobile;
use org::tree::pages::scope;
use org::tree::store as orgs;
use platform::audit;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::{Answer, Cx, View};
use platform::{params, sql};

use super::index::crumbs;
use super::{Item, Meeting, MeetingId, READ, Standing, store};
use crate::act::Act;
use crate::words::moment;

/// The permission of whoever may read sealed numbers.
pub const UNSEAL: &str = "members.unseal";

#[derive(askama::Template)]
#[template(path = "meeting_notice.html")]
struct Notice {
    v: View,
    crumbs: Vec<(String, String)>,
    meeting: Meeting,
    org: String,
    when: String,
    text: String,
    items: Vec<Item>,
    names: Vec<String>,
    guests: Vec<String>,
    may_ring: bool,
    phones: Vec<(String, String)>,
}

/// The notice of a meeting.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    page(&cx, id, Vec::new()).await
}

async fn page(cx: &Cx, id: MeetingId, phones: Vec<(String, String)>) -> Answer {
    let (seen, unseals) = (scope(cx, READ)?, scope(cx, UNSEAL)?);
    let (meeting, org, items, people, may_ring) = cx
        .app
        .db
        .read("meeting_notice", move |tx| {
            let meeting = store::find_scoped(tx, seen, id)?;
            let org = orgs::find(tx, meeting.org)?.full_name;
            let (items, people) = (store::items(tx, id)?, store::people(tx, id)?);
            let may_ring = store::find_scoped(tx, unseals, id).is_ok();
            Ok((meeting, org, items, people, may_ring))
        })
        .await?;
    let named = |standing: Standing| {
        let fits = people.iter().filter(|one| one.standing == standing);
        fits.map(|one| one.name.clone()).collect()
    };
    let host = cx
        .headers
        .get(http::header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let scheme = if cx.app.site.secure { "https" } else { "http" };
    let link = format!("{scheme}://{host}/meetings/{id}");
    let page = Notice {
        crumbs: crumbs(
            cx,
            &[
                (meeting.title.clone(), format!("/staff/meetings/{id}")),
                (cx.t("meeting-notice"), String::new()),
            ],
        ),
        when: moment(Locale::ZhCn, meeting.starts_at),
        text: forwarded(&meeting, &org, &items, &link),
        names: named(Standing::Expected),
        guests: named(Standing::Invited),
        may_ring,
        v: cx.view().await?,
        phones,
        meeting,
        org,
        items,
    };
    cx.page(&page)
}

/// The words to forward: what, when, where, the agenda, and a link that shows nothing of anybody
/// before sign-in. No name stands in it.
fn forwarded(meeting: &Meeting, org: &str, items: &[Item], link: &str) -> String {
    let zh = |key: &str, args: &[(&str, &dyn platform::i18n::Arg)]| say(Locale::ZhCn, key, args);
    let org = org.to_owned();
    let mut lines = vec![
        zh(
            "meeting-forward-title",
            &[("title", &meeting.title), ("org", &org)],
        ),
        zh(
            "meeting-forward-when",
            &[("when", &moment(Locale::ZhCn, meeting.starts_at))],
        ),
    ];
    let place = meeting.where_words();
    if !place.is_empty() {
        lines.push(zh("meeting-forward-where", &[("place", &place)]));
    }
    for item in items.iter().filter(|item| item.proposal.is_none()) {
        lines.push(format!("{}. {}", item.no, item.title));
    }
    // Whom a proposal concerns does not belong into a chat group.
    if items.iter().any(|item| item.proposal.is_some()) {
        lines.push(zh("meeting-forward-proposals", &[]));
    }
    if !meeting.words.is_empty() {
        lines.push(meeting.words.clone());
    }
    lines.push(zh("meeting-forward-link", &[("link", &link.to_owned())]));
    lines.join("\n")
}

/// The numbers of everybody to be told, after it was noted for each who asked and why.
///
/// # Errors
/// Outside the scope; without the duty to read numbers.
pub async fn phones(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let act = Act::of(&cx, UNSEAL)?;
    let sealer = cx.app.sealer.clone();
    let rows = cx
        .app
        .db
        .write("meeting_phones", move |tx| {
            let meeting = store::find_scoped(tx, act.scope, id)?;
            let rows: Vec<(PersonId, String, Option<Vec<u8>>)> =
                tx.all(sql!("sql/phones.sql"), params![id])?;
            let org = orgs::find(tx, meeting.org)?;
            for (person, ..) in &rows {
                let entry = audit::Entry::new(act.now(), "member.phone_list", "member")
                    .by(act.person())
                    .on(person.0)
                    .about(*person)
                    .within(org.path.as_str())
                    .because(meeting.title.clone());
                audit::write(tx, &entry)?;
            }
            Ok(rows)
        })
        .await?;
    let phones = rows
        .into_iter()
        .map(|(person, name, sealed)| {
            let number = open_mobile(&sealer, person, sealed.as_deref())
                .map_err(|error| platform::error::internal(error.to_string()))?;
            Ok((name, number.unwrap_or_default()))
        })
        .collect::<Result<_, Error>>()?;
    page(&cx, id, phones).await
}
