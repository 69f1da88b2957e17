//! What the platform holds about the person who asks, in words, and whom to tell when it is wrong.

use platform::app::App;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, ProfileSource};
use platform::names::mask_phone;
use platform::web::{Answer, Cx, View};

use super::pages::{Group, groups};
use super::{Stored, history, store};
use crate::belonging::{self, Belonging, BelongingKind};
use crate::more::show;
use crate::words::scope;

/// Branch, kind, day of joining and masked phone, on a person's own page.
pub struct MemberLines;

impl ProfileSource for MemberLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, Error>> {
        Box::pin(async move {
            let Some((stored, places)) = own(app, person).await? else {
                return Ok(Vec::new());
            };
            let record = stored.open(&app.sealer)?;
            let word = |key: &str| say(locale, key, &[]);
            let mut lines: Vec<(String, String)> = places
                .into_iter()
                .filter(|one| one.until_on.is_none())
                .map(|one| (word(&format!("member-belongs-{}", one.kind)), one.org_name))
                .collect();
            let category = record.member_category.replace('_', "-");
            lines.push((
                word("member-member-category"),
                word(&format!("member-category-{category}")),
            ));
            if let Some(day) = record.joined_on {
                lines.push((word("member-joined-on"), day.to_string()));
            }
            if let Some(mobile) = &record.details.mobile {
                lines.push((word("member-mobile"), mask_phone(mobile)));
            }
            Ok(lines)
        })
    }
}

/// The person's own record, when there is one.
async fn own(app: &App, person: PersonId) -> Result<Option<(Stored, Vec<Belonging>)>, Error> {
    app.db
        .point("own_record", move |tx| match store::find(tx, person) {
            Ok(stored) => Ok(Some((stored, belonging::of_person(tx, person)?))),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        })
        .await
}

#[derive(askama::Template)]
#[template(path = "member_own.html")]
struct Own {
    v: View,
    known: bool,
    groups: Vec<Group>,
    places: Vec<(String, String, String)>,
    history: Vec<history::Line>,
    contact: Option<(String, String)>,
}

/// What is held about the signed-in person: facts, places, and who looked or changed something.
///
/// # Errors
/// The database's.
pub async fn record(cx: Cx) -> Answer {
    let person = cx.person()?;
    let found = own(&cx.app, person).await?;
    let own_scope = scope(&cx, "members.read")?;
    let (told, more) = cx
        .app
        .db
        .read("own_history", move |tx| {
            Ok((history::of(tx, person)?, show::read(tx, person, own_scope)?))
        })
        .await?;
    let Some((stored, places)) = found else {
        return cx.page(&Own {
            v: cx.view().await?,
            known: false,
            groups: Vec::new(),
            places: Vec::new(),
            history: Vec::new(),
            contact: None,
        });
    };
    let home = places
        .iter()
        .find(|one| one.until_on.is_none() && one.kind == BelongingKind::Home.code())
        .map(|one| one.org);
    let contact = match home {
        Some(org) => {
            let org = cx
                .app
                .db
                .point("own_branch", move |tx| org::tree::store::find(tx, org))
                .await?;
            org.contact.map(|contact| (org.full_name, contact))
        }
        None => None,
    };
    let record = stored.open(&cx.app.sealer)?;
    cx.page(&Own {
        known: true,
        groups: groups(&cx, &record, &more)?,
        places: places
            .into_iter()
            .map(|one| {
                let kind = cx.t(&format!("member-belongs-{}", one.kind));
                let span = super::pages::span(&cx, &one);
                (kind, one.org_name, span)
            })
            .collect(),
        history: told.lines(cx.locale),
        contact,
        v: cx.view().await?,
    })
}
